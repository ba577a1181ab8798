"""Run every static check beside the others and show the output of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
# As on a region's server, so that `check --deploy` sees what will run there.
PRODUCTION = {
    "SECRET_KEY": "production-like-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
    "ALLOWED_HOSTS": "portal.example",
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "HTTPS": "1",
    "TRUSTED_PROXIES": "1",
    "DEBUG": "0",
    "DEMO": "0",
}
NO_DATABASE = {
    "DATABASE_URL": "sqlite://:memory:",
    "SECRET_KEY": PRODUCTION["SECRET_KEY"],
}


@dataclass(frozen=True)
class Check:
    """One tool and how it is called."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    # What it looks at has to be made first.
    before: tuple[str, ...] = ()


# The slow ones first, so that the short ones fill the other processor.
CHECKS = (
    Check("mypy", (str(BIN / "mypy"),)),
    Check("djlint", (str(BIN / "djlint"), "templates", "--lint")),
    Check("import-linter", (str(BIN / "lint-imports"), "--no-logo")),
    Check(
        "makemigrations",
        (*MANAGE, "makemigrations", "--check", "--dry-run"),
        NO_DATABASE,
    ),
    Check(
        "check --deploy",
        (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
        before=(*MANAGE, "build_assets"),
    ),
    Check("ruff check", (str(BIN / "ruff"), "check", ".")),
    Check("ruff format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("sh", ("sh", "-n", "scripts/python.sh", ".ci/run")),
)


def main() -> int:
    """Run all checks; 1 if any of them finds something."""
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        passed = list(pool.map(run, CHECKS))
    return 0 if all(passed) else 1


def run(check: Check) -> bool:
    """Run one check and print its line; its output only where it failed."""
    started = time.monotonic()
    for command in filter(None, (check.before, check.command)):
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | check.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            break
    passed = done.returncode == 0
    line = f"{'ok' if passed else 'НЕ ПРОШЛО':<10} {check.name:<16} {time.monotonic() - started:5.1f} с"
    # What goes to stderr beside an answer is a progress bar.
    said = done.stdout.strip() or done.stderr.strip()
    print(line if passed else f"{line}\n{said}", flush=True)
    return passed


if __name__ == "__main__":
    raise SystemExit(main())
