"""The arithmetic and the parsing start without Django, the queue or the database."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings


ROOT = Path(settings.BASE_DIR)
PURE = (
    "schools.ingest",
    "schools.roles",
    "identification.stats",
    "roadmaps.terms",
    "roadmaps.documents",
    "roadmaps.comparison",
    "roadmaps.constructor",
    "roadmaps.links",
    "roadmaps.uploads",
    "roadmaps.workflow",
)
HEAVY = ("django", "celery", "config")
PROBE = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(sorted({name.split(".")[0] for name in sys.modules} & set(sys.argv[2:])))
"""


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_imports_alone(package):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, package, *HEAVY],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_contracts_name_the_same_packages():
    contracts = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
    named = {
        source
        for contract in contracts
        if contract["id"].startswith("pure-")
        for source in contract["source_modules"]
    }
    assert named == set(PURE)
