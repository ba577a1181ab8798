"""Make `.venv` and install what the locks pin; do nothing when it is all there.

Runs on the system's Python before anything is installed, so it uses the
standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import system_packages


ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV", ROOT / ".venv"))
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.txt"
RUNTIME_LOCK = "requirements.txt"
TOOLS_LOCK = "requirements-dev.txt"


def main() -> int:
    """Set up what `make run` needs, or with --dev also what tests and checks need."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools")
    parser.add_argument("--tests", action="store_true", help="with the test servers")
    options = parser.parse_args()
    lock = TOOLS_LOCK if options.dev else RUNTIME_LOCK
    if not is_installed(lock):
        create_environment()
        install(lock)
        add_import_path()
        write_stamp(lock)
    system_packages.ensure(system_packages.PAPER)
    if options.tests and system_packages.ensure(system_packages.TEST_SERVERS):
        return 1
    return 0


# --- the stamp ---------------------------------------------------------------


def fingerprint(lock: str) -> str:
    """One line that changes with the lock and with the Python it is for."""
    digest = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    return f"{lock} {digest} {sys.version.split()[0]}"


def is_installed(lock: str) -> bool:
    """Whether the environment holds exactly this lock already."""
    if not STAMP.exists() or not PYTHON.exists():
        return False
    return fingerprint(lock) in STAMP.read_text().splitlines()


def write_stamp(lock: str) -> None:
    """Remember what was installed; the tools' lock contains the runtime's."""
    locks = [RUNTIME_LOCK, TOOLS_LOCK] if lock == TOOLS_LOCK else [RUNTIME_LOCK]
    STAMP.write_text("\n".join(fingerprint(name) for name in locks) + "\n")


# --- the environment ---------------------------------------------------------


def create_environment() -> None:
    """Make `.venv` anew unless it is of this Python; install venv first if it lacks."""
    ask = "import pip, sys; sys.exit(sys.version != sys.argv[1])"
    if PYTHON.exists() and runs([str(PYTHON), "-c", ask, sys.version]):
        return
    ensure_venv_module()
    print(f"Создаю окружение {VENV}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def add_import_path() -> None:
    """Let every tool of the environment import the project from any folder.

    pytest loads `-p tests.services` before it reads its own `pythonpath`.
    """
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run(
        [str(PYTHON), "-c", ask], capture_output=True, text=True, check=True
    )
    Path(done.stdout.strip(), "portal.pth").write_text(f"{ROOT}\n")


def ensure_venv_module() -> None:
    """Debian keeps venv's second half in a package of its own."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    need = system_packages.Need(
        lambda: runs([sys.executable, "-c", "import ensurepip, venv"]),
        f"python{version}-venv",
        "окружение Python",
    )
    if system_packages.ensure([need]):
        raise SystemExit(1)


def runs(command: list[str]) -> bool:
    """Whether the command ends well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# --- the packages ------------------------------------------------------------


def install(lock: str) -> None:
    """Install the lock by uv, or by pip where uv cannot be had."""
    print(f"Устанавливаю пакеты из {lock}", flush=True)
    options = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock)]
    if has_uv():
        uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet"]
        command = [*uv, "--python", str(PYTHON), *options]
        # A closed network often has a certificate authority of its own.
        environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
        if subprocess.run(command, env=environment, check=False).returncode == 0:
            return
        print("uv не справился, пробую pip", file=sys.stderr, flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-compile"]
    done = subprocess.run([*pip, *options], check=False)
    if done.returncode != 0:
        raise SystemExit(
            "Пакеты не установились: нужен доступ к индексу пакетов Python."
        )


def has_uv() -> bool:
    """Put the pinned uv into the environment; say whether it is there."""
    if runs([str(PYTHON), "-m", "uv", "--version"]):
        return True
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "uv.txt"
        pinned.write_text(locked_entry("uv", (ROOT / TOOLS_LOCK).read_text()))
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps"]
        return runs([*pip, "--require-hashes", "-r", str(pinned)])


def locked_entry(name: str, lock: str) -> str:
    """Cut one package with its hashes out of a lock."""
    lines = lock.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = start + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join(lines[start:end]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
