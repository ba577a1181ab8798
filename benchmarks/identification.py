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
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np


GOAL_RATIO = 6.0
GOAL_MEGABYTES = 1500
NOW = dt.datetime(2026, 9, 15, tzinfo=dt.UTC)
YEAR = 2026
SECRET = "only-for-the-bench-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
ROUNDS = 3


def main(argv: list[str] | None = None) -> int:
    """Print the ratio and the peak memory; exit 1 when a goal is missed."""
    options = _options(argv)
    if options.side:
        return _side(options)
    # PostgreSQL's own system user has to reach its folder.
    folder = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    folder.chmod(0o711)
    from tests.services import running_postgresql

    with running_postgresql(folder) as port:
        os.environ |= {
            # As the portal's own processes have it.
            "OPENBLAS_NUM_THREADS": "1",
            "DATABASE_URL": f"postgres://portal@127.0.0.1:{port}/postgres",
            "SECRET_KEY": SECRET,
        }
        _fill(options.schools, folder / "arrays.npz")
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
    _django()
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


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


# --- the data ----------------------------------------------------------------


def _fill(schools: int, arrays: Path) -> None:
    """Write the demo generator's region to PostgreSQL and to arrays."""
    _django()
    from django.core.management import call_command
    from django.db import connection

    from config.demo import data, registry
    from config.demo.generator import SCHOOLS_PER_MUNICIPALITY, generate

    call_command("migrate", verbosity=0)
    demo = generate(schools=schools)
    region, places = registry.create_territories(
        -(-schools // SCHOOLS_PER_MUNICIPALITY)
    )
    created = registry.create_schools(demo.schools, places)
    registry.create_people(region, places[0], created[0])
    factors = data.create_factors()
    keys = np.array([school.pk for school in created])
    _copy_results(demo.results, keys)
    _copy_context(demo.context, keys, {factor.code: factor.pk for factor in factors})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _save_arrays(demo, [factor.code for factor in factors], arrays)
    connection.close()


def _copy_results(results: Any, keys: Any) -> None:
    from identification.models import Procedure, Result, Subject

    table = results.assign(
        school_id=keys[results["school"]],
        procedure_id=results["procedure"].map(
            dict(Procedure.objects.values_list("code", "pk"))
        ),
        subject_id=results["subject"].map(
            dict(Subject.objects.values_list("code", "pk"))
        ),
        levels="{}",
    )
    columns = [
        *["school_id", "year", "procedure_id", "subject_id", "grade", "participants"],
        *["mean_score", "below_min", "levels", "is_flagged"],
    ]
    _copy(Result, table[columns])


def _copy_context(context: Any, keys: Any, factors: dict[str, int]) -> None:
    from identification.models import ContextValue

    long = context.melt(["school", "year"], var_name="factor").dropna()
    table = long.assign(
        school_id=keys[long["school"]], factor_id=long["factor"].map(factors)
    )
    _copy(ContextValue, table[["school_id", "year", "factor_id", "value"]])


def _copy(model: Any, table: Any) -> None:
    import io

    from django.db import connection

    stream = io.StringIO()
    table.to_csv(stream, index=False, header=False)
    stream.seek(0)
    names = ", ".join(table.columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT csv)",  # noqa: SLF001
            stream,
        )


def _save_arrays(demo: Any, factors: list[str], path: Path) -> None:
    """Lay the tables out as numpy would like them: numbers only, by cell."""
    results = demo.results
    cell_keys = ["procedure", "subject", "grade", "year"]
    cell = results.groupby(cell_keys, sort=True).ngroup()
    work = results.groupby(cell_keys[:3], sort=True).ngroup()
    in_rule = results["procedure"].isin(["vpr", "oge", "ege"])
    in_rule &= results["subject"].isin(["rus", "math", "math_base", "math_profile"])
    conditions = demo.context.groupby("school")[factors].mean()
    conditions = conditions.reindex(range(len(demo.schools)))
    np.savez(
        path,
        school=results["school"].to_numpy(),
        cell=cell.to_numpy(),
        work=work.to_numpy(),
        back=YEAR - results["year"].to_numpy(),
        participants=results["participants"].to_numpy(),
        score=results["mean_score"].to_numpy(),
        below_min=results["below_min"].to_numpy(),
        in_rule=in_rule.to_numpy(),
        factors=conditions.to_numpy(),
    )


# --- bare numpy --------------------------------------------------------------


def _numpy(options: argparse.Namespace) -> dict[str, Any]:
    with np.load(options.folder / "arrays.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    best = None
    for _ in range(ROUNDS):
        start = time.perf_counter()
        groups, fired = _bare(arrays, options.resamples)
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds)
    return {"seconds": best, "groups": groups, "fired": fired}


def _bare(data: dict[str, Any], resamples: int) -> tuple[dict[str, int], int]:
    """Do the whole calculation with nothing but arrays."""
    points, people = _bare_index(data)
    factors = data["factors"]
    fit = (people >= 10) & ~np.isnan(factors).any(axis=1)
    x = np.column_stack([np.ones(fit.sum()), factors[fit]])
    y = points[fit]
    scale = np.abs(x).max(axis=0)
    x = x / scale
    place = _bare_groups(x, y, np.ones(len(y)), y)
    names = ("ordinary", "low", "adverse", "both", "resilient")
    groups = {name: int((place == at).sum()) for at, name in enumerate(names)}
    groups["unclassified"] = int((~fit).sum())
    tally = np.zeros((len(names), len(y)))
    noise = 1 / np.sqrt(people[fit])
    rng = np.random.default_rng(1)
    for _ in range(resamples):
        drawn = np.bincount(rng.integers(0, len(y), len(y)), minlength=len(y))
        noisy = y + noise * rng.standard_normal(len(y))
        again = _bare_groups(x, y, drawn.astype(float), noisy)
        for at in range(len(names)):
            tally[at] += again == at
    return groups, _bare_threshold(data)


def _bare_index(data: dict[str, Any]) -> tuple[Any, Any]:
    cell, n, score = data["cell"], data["participants"], data["score"]
    large = n >= 10
    weight = np.where(large, n, 0)
    total = np.bincount(cell, weight)
    mean = np.bincount(cell, weight * score) / total
    spread = np.bincount(cell, weight * (score - mean[cell]) ** 2) / total
    z = (score - mean[cell]) / np.sqrt(spread)[cell]
    size = len(data["factors"])
    people = np.bincount(data["school"], n, size)
    with np.errstate(invalid="ignore"):
        index = np.bincount(data["school"], n * z, size) / people
    return 50 + 10 * index, people


def _bare_groups(x: Any, y: Any, copies: Any, own_y: Any) -> Any:
    """Fit schools that are drawn so many times each, and judge all of them."""
    weighted = x * copies[:, None]
    inverse = np.linalg.inv(weighted.T @ x)
    beta = inverse @ (weighted.T @ y)
    expected = x @ beta
    sse = copies @ (y - expected) ** 2
    leverage = ((x @ inverse) * x).sum(axis=1)
    own = own_y - expected
    freedom = len(y) - x.shape[1]
    without = (sse - own**2 / (1 - leverage)) / (freedom - 1)
    studentised = own / np.sqrt(without * (1 - leverage))
    adverse = expected < np.quantile(expected, 0.25)
    low, high = studentised <= -1, studentised >= 1
    place = low.astype(np.int8)
    place[adverse] = 2
    place[adverse & low] = 3
    place[adverse & high] = 4
    return place


def _bare_threshold(data: dict[str, Any]) -> int:
    n, low = data["participants"], data["below_min"]
    fired = data["in_rule"] & (n >= 5) & (10 * low >= 3 * n)
    shape = (len(data["factors"]), int(data["work"].max()) + 1)
    now, before = np.zeros(shape, bool), np.zeros(shape, bool)
    for table, back in ((now, 0), (before, 1)):
        rows = fired & (data["back"] == back)
        table[data["school"][rows], data["work"][rows]] = True
    two = now.sum(axis=1) >= 2
    yearly = now.any(axis=1) & before.any(axis=1)
    return int((two | yearly).sum())


if __name__ == "__main__":
    sys.exit(main())
