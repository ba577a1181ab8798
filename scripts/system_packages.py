"""Find the system's packages that are missing and install them where that is allowed.

A package is asked for by what it brings (a library, a program, a font), so a
machine that has the same thing from elsewhere is left as it is.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing from the system: how to see it, what brings it, what it is for."""

    is_present: Callable[[], bool]
    package: str
    purpose: str


def has_library(name: str) -> bool:
    """Whether the dynamic loader finds the library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_program(*names: str) -> bool:
    """Whether one of the programs is on the search path."""
    return first_program(*names) is not None


def first_program(*names: str) -> str | None:
    """Return where the first of the programs that is on the search path lies."""
    return next(filter(None, map(shutil.which, names)), None)


def has_files(pattern: str) -> bool:
    """Whether anything under the root folder matches the pattern."""
    return next(Path("/").glob(pattern), None) is not None


# Chromium without its own window comes first: it has only the page to paint.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PAPER = (
    Need(lambda: has_library("libpango-1.0.so.0"), "libpango-1.0-0", "PDF"),
    Need(lambda: has_library("libpangoft2-1.0.so.0"), "libpangoft2-1.0-0", "PDF"),
    Need(lambda: has_library("libharfbuzz-subset.so.0"), "libharfbuzz-subset0", "PDF"),
    Need(
        lambda: has_files("usr/share/fonts/truetype/paratype/PTF55F.ttf"),
        "fonts-paratype",
        "русский шрифт в PDF",
    ),
)
TEST_SERVERS = (
    Need(
        lambda: has_files("usr/lib/postgresql/*/bin/initdb") or has_program("initdb"),
        "postgresql",
        "база данных тестов",
    ),
    Need(
        lambda: has_program("redis-server", "valkey-server"),
        "redis-server",
        "очередь тестов",
    ),
    Need(
        lambda: has_program(*BROWSERS),
        BROWSERS[0],
        "тесты в браузере",
    ),
    Need(lambda: has_program("pdftotext"), "poppler-utils", "проверка PDF"),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Return what this machine does not have yet."""
    return [need for need in needs if not need.is_present()]


def ensure(needs: Iterable[Need]) -> list[Need]:
    """Install what is missing; return what is still missing afterwards."""
    absent = missing(needs)
    if not absent:
        return []
    packages = [need.package for need in absent]
    prefix = administrator_prefix()
    if prefix is not None and has_program("apt-get"):
        print(f"Ставлю системные пакеты: {' '.join(packages)}", flush=True)
        install(packages, prefix=prefix)
    left = missing(absent)
    if left:
        print(advice(left), file=sys.stderr, flush=True)
    return left


def administrator_prefix() -> list[str] | None:
    """Return what to put before apt-get, or None where it is not allowed."""
    if os.geteuid() == 0:
        return []
    if not has_program("sudo"):
        return None
    probe = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if probe.returncode == 0 else None


def install(packages: list[str], *, prefix: list[str]) -> None:
    """Ask apt for the packages, with a fresh list of what there is."""
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    apt = [*prefix, *environment, "apt-get", "-q", "-y"]
    steps = (
        [*apt, "update"],
        [*apt, "install", "--no-install-recommends", *packages],
    )
    for step in steps:
        done = subprocess.run(
            step, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(done.stderr.strip()[-2000:], file=sys.stderr)


def advice(needs: Iterable[Need]) -> str:
    """Say exactly what an administrator has to install, and what for."""
    needs = list(needs)
    purposes = ", ".join(dict.fromkeys(need.purpose for need in needs))
    packages = " ".join(need.package for need in needs)
    return (
        f"Не хватает системных пакетов ({purposes}). Попросите администратора: "
        f"apt-get install --no-install-recommends {packages}"
    )
