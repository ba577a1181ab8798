"""The statistics are read without statsmodels; that they need no Django is in meta."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


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


def test_only_the_fit_needs_statsmodels() -> None:
    assert not loaded_after([m for m in MODULES if m not in HEAVY], "statsmodels")
    assert loaded_after(["regression"], "statsmodels")
