"""The arithmetic and the parsing start without Django, the queue or the database."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

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
    "monitoring.catalogue",
    "monitoring.counting",
    "monitoring.drafting",
    "monitoring.dynamics",
    "monitoring.seasons",
)
HEAVY = ("django", "celery", "config")
PROBE = """
import importlib, json, pkgutil, sys
heavy, packages = json.loads(sys.argv[1])
found = {}
for name in packages:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
    found[name] = sorted({n.split(".")[0] for n in sys.modules} & set(heavy))
print(json.dumps(found))
"""


def test_pure_packages_import_alone():
    """All in one process, for starting one costs more than importing them."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps([HEAVY, PURE])],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {package: [] for package in PURE}


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
