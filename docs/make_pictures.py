"""Takes the pictures of the docs: `.venv/bin/python docs/make_pictures.py`.

Starts a portal of its own with the demo region in a temporary folder, opens the pages
in the system's Chromium as the demo people would, and writes docs/pictures/*.png.
"""
# A program for the terminal beside its pictures, not a package.
# ruff: noqa: INP001, S603, T201

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright


ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "scripts"))

from system_packages import BROWSERS, first_program  # noqa: E402 - of a folder beside this one


PICTURES = ROOT / "docs" / "pictures"
READY = "Портал работает"
START_SECONDS = 240
JOB_MILLISECONDS = 90_000
# What a developer's shell may say about databases is not for this portal.
FOREIGN = {"DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "STATIC_ROOT", "DEBUG"}


def main() -> None:
    """Start the portal, walk through it and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="pictures-") as name,
        running_portal(Path(name)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium())
        take_coordinators_pages(browser, address, Path(name) / "var" / "demo-files")
        take_schools_page(browser, address)
        browser.close()


def take_coordinators_pages(browser: Browser, address: str, files: Path) -> None:
    """Take the run, a school's reasons, the desk of a decision, a faulty file."""
    page = signed_in(browser, address, "coordinator")
    take(page, "today")
    page.goto("/identification/runs/")
    page.locator("main tbody a").first.click()
    page.wait_for_selector("#map svg[role=img]")
    take(page, "run")
    page.locator("#schools tbody a").filter(has_text="№ 3,").click()
    page.wait_for_selector("figure svg[role=img]")
    take(page, "school")
    page.go_back()
    page.get_by_role("button", name="Начать решение").click()
    page.wait_for_selector("article.case--pending")
    take(page, "decision")
    page.goto("/imports/new/?kind=results")
    page.set_input_files("[type=file]", files / "results-vpr-6.xlsx")
    page.get_by_role("button", name="Загрузить и проверить").click()
    page.wait_for_selector("#remarks", timeout=JOB_MILLISECONDS)
    take(page, "import")


def take_schools_page(browser: Browser, address: str) -> None:
    """Take a school team's own sheet, as wide as a telephone."""
    page = signed_in(browser, address, "school", width=390)
    page.goto("/identification/runs/")
    page.locator("main tbody a").first.click()
    page.wait_for_selector("figure svg[role=img]")
    take(page, "school-on-a-phone")


def signed_in(browser: Browser, address: str, login: str, width: int = 1280) -> Page:
    """Open a page as one of the demo people."""
    context = browser.new_context(
        base_url=address,
        locale="ru-RU",
        viewport={"width": width, "height": 860},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("#id_login", login)
    page.fill("#id_password", "demo")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/")
    return page


def take(page: Page, name: str) -> None:
    """Write what the window shows."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    print(path.relative_to(ROOT))


@contextmanager
def running_portal(folder: Path) -> Iterator[str]:
    """Run the demo in a folder of its own until the block ends."""
    port, log = free_port(), folder / "portal.log"
    kept = {name: text for name, text in os.environ.items() if name not in FOREIGN}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_demo", "--port", str(port)],
            cwd=ROOT,
            env=kept | {"VAR_DIR": str(folder / "var")},
            stdout=output,
            stderr=output,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while READY not in log.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(log.read_text())
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str:
    """Return the system's Chromium, as the tests choose it."""
    return first_program(*BROWSERS) or sys.exit(
        f"Нет Chromium: поставьте пакет {BROWSERS[0]}."
    )


if __name__ == "__main__":
    main()
