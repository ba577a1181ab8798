"""The statistics run without Django, and read without statsmodels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "identification" / "stats"
HEAVY = {"regression", "diagnostics"}
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def loaded_after(modules: list[str], unwanted: str) -> bool:
    lines = [f"import identification.stats.{name}" for name in modules]
    lines.append(f"import sys; print({unwanted!r} in sys.modules)")
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip() == "True"


@pytest.mark.parametrize("unwanted", ["django", "celery"])
def test_no_module_needs_django_or_the_queue(unwanted: str) -> None:
    assert not loaded_after(MODULES, unwanted)


def test_only_the_fit_needs_statsmodels() -> None:
    assert not loaded_after([m for m in MODULES if m not in HEAVY], "statsmodels")
    assert loaded_after(["regression"], "statsmodels")
