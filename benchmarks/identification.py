"""Identification of 40,000 schools from PostgreSQL against bare numpy in memory.

Both sides do the same: eight cells of three years standardised, a regression on
eight factors, externally studentised residuals, groups, the 30 % rule and 200
resamples of schools. The portal reads its rows from PostgreSQL, keeps what it
found with explanations for every school and writes it back; numpy begins with
arrays in memory and ends with arrays in memory. Each side runs in a process of
its own, so that peak memory is its own too.

    python -m benchmarks.identification [--schools N] [--resamples N] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import pstats
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._bare_identification import identify
from benchmarks._national_data import YEAR, fill
from benchmarks._servers import database_and_queue


GOAL_RATIO = 6.0
GOAL_MEGABYTES = 1500
NOW = dt.datetime(2026, 9, 15, tzinfo=dt.UTC)
ROUNDS = 3


def main(argv: list[str] | None = None) -> int:
    """Print the ratio and the peak memory; exit 1 when a goal is missed."""
    options = _options(argv)
    if options.side:
        return _side(options)
    with database_and_queue() as folder:
        fill(options.schools, folder / "arrays.npz")
        portal = _measured("portal", options, folder)
        numpy_side = _measured("numpy", options, folder)
    return _report(options, portal, numpy_side)


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=40_000)
    parser.add_argument("--resamples", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--side", choices=["portal", "numpy"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _measured(side: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    command = [
        *[sys.executable, "-m", "benchmarks.identification", "--side", side],
        *["--folder", str(folder), "--resamples", str(options.resamples)],
        *(["--profile"] if options.profile else []),
    ]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _side(options: argparse.Namespace) -> int:
    found = _portal(options) if options.side == "portal" else _numpy(options)
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
    return 0


def _report(
    options: argparse.Namespace, portal: dict[str, Any], bare: dict[str, Any]
) -> int:
    assert portal["groups"] == bare["groups"], "the two sides found other groups"
    assert portal["fired"] == bare["fired"], "the two sides found other 30 % schools"
    ratio = portal["seconds"] / bare["seconds"]
    print(
        f"identification of {options.schools} schools, {options.resamples} resamples: "
        f"{ratio:.1f}x bare numpy (goal {GOAL_RATIO:.0f}x), "
        f"peak {portal['megabytes']:.0f} MB (goal {GOAL_MEGABYTES} MB); "
        f"portal {portal['seconds']:.1f} s, numpy {bare['seconds']:.1f} s, one run"
    )
    for stage, seconds in portal["stages"].items():
        print(f"  {stage or 'end':<20} {seconds:6.2f} s")
    met = ratio <= GOAL_RATIO and portal["megabytes"] <= GOAL_MEGABYTES
    return 0 if met else 1


# --- the portal --------------------------------------------------------------


def _portal(options: argparse.Namespace) -> dict[str, Any]:
    import django

    django.setup()
    # A worker has these in memory after its first run of the day.
    import statsmodels.api  # noqa: F401

    from identification.actions.execution import execute_run
    from identification.actions.runs import start_run
    from identification.models import RuleSet, RunSchool
    from identification.stats.rules import IdentificationRules
    from schools.models import Territory, User

    rules = IdentificationRules(bootstrap_resamples=options.resamples)
    region = Territory.objects.regions().get()
    rule_set = RuleSet.objects.create(
        title="Замер",
        version=RuleSet.objects.count() + 1,
        valid_from=dt.date(2020, 1, 1),
        parameters=rules.to_dict(),
        digest=rules.digest(),
        created_at=NOW,
    )
    run = start_run(
        user=User.objects.get(username="analyst"),
        territory=region,
        year=YEAR,
        rule_set=rule_set,
        now=NOW,
    )
    watch = _Watch()
    profile = cProfile.Profile()
    start = time.perf_counter()
    if options.profile:
        profile.enable()
    with watch.watching():
        done = execute_run(run_id=run.pk, clock=watch)
    profile.disable()
    seconds = time.perf_counter() - start
    if options.profile:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(30)
    assert done is not None
    assert done.state == "done", done.error_detail
    fired = RunSchool.objects.filter(run=done, is_rule_fired=True).count()
    return {
        "seconds": seconds,
        "stages": watch.stages,
        "groups": done.counts["groups"],
        "fired": fired,
    }


class _Watch:
    """A clock that also notes how long each stage of the run takes."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._stage, self._since = "claim", time.perf_counter()

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def watching(self) -> Any:
        """Note every stage that the run reports while the block lasts."""
        import contextlib

        from identification.actions import execution

        real = execution.advance_job

        def noted(*, stage: str, **rest: Any) -> None:
            self._turn(stage)
            real(stage=stage, **rest)

        @contextlib.contextmanager
        def block() -> Any:
            execution.advance_job = noted
            yield
            self._turn("")
            execution.advance_job = real

        return block()

    def _turn(self, stage: str) -> None:
        now = time.perf_counter()
        before = self.stages.get(self._stage, 0.0)
        self.stages[self._stage] = before + now - self._since
        self._stage, self._since = stage, now


def _numpy(options: argparse.Namespace) -> dict[str, Any]:
    with np.load(options.folder / "arrays.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    best = None
    for _ in range(ROUNDS):
        start = time.perf_counter()
        groups, fired = identify(arrays, options.resamples)
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds)
    return {"seconds": best, "groups": groups, "fired": fired}


if __name__ == "__main__":
    sys.exit(main())
