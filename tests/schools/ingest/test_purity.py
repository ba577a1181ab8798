"""The import path must start fast and run where Django is not installed."""

import subprocess
import sys
from pathlib import Path

import schools.ingest


MODULES = sorted(
    path.stem for path in Path(schools.ingest.__file__).parent.glob("[a-z]*.py")
)
CHECK = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(f"schools.ingest.{name}")
print(sorted({"django", "celery"} & {name.split(".")[0] for name in sys.modules}))
"""


def test_no_module_needs_django():
    answer = subprocess.run(
        [sys.executable, "-c", CHECK, *MODULES],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert answer.stdout == "[]\n"
