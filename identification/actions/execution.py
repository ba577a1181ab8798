"""Executing a run: read, calculate, and write everything or nothing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from identification.actions.run_rows import write_schools
from identification.datasets.calculation import Calculation, Progress, calculate
from identification.datasets.fingerprints import inputs_digest, school_digests
from identification.datasets.inputs import RunInputs
from identification.datasets.loading import load_inputs
from identification.datasets.model_sheet import counts_of_table, model_sheet
from identification.datasets.versions import code_version, library_versions
from identification.models import Run
from identification.stats.errors import StatisticsRefusal
from identification.stats.frozen import FrozenModel
from identification.stats.identify import STAGES
from identification.stats.rules import IdentificationRules
from schools.actions.audit import record
from schools.actions.jobs import MAX_ATTEMPTS, advance_job, fail_job
from schools.enums import JobState


Clock = Callable[[], dt.datetime]

# Where each stage begins and how far it reaches, of a hundred steps.
_SPANS = {
    "inputs": (0, 20),
    "outcome": (20, 30),
    "model": (30, 40),
    "uncertainty": (40, 80),
    "groups": (80, 84),
    "threshold": (84, 90),
    "writing": (90, 100),
}
_NAMES = STAGES | {
    "inputs": "Чтение данных",
    "threshold": "Правило 30 %",
    "writing": "Запись итогов",
}
# More often nobody sees it, and each time is a write to the database.
_REPORT_EVERY = dt.timedelta(seconds=0.4)
_CRASH = (
    "Расчёт прервался из-за ошибки портала, данные не изменены. "
    "Запустите его ещё раз или обратитесь к администратору."
)
_LOST = (
    "Расчёт трижды прервался вместе с работником портала, данные не изменены. "
    "Запустите его ещё раз или обратитесь к администратору."
)


class LostRunError(Exception):
    """Another worker took the run over while this one was calculating."""


def execute_run(
    *, run_id: int, clock: Clock, is_redelivery: bool = False
) -> Run | None:
    """Execute a queued run once; None when another worker has it.

    A redelivered message means that the worker which held it is gone, so its
    claim is taken back. A worker that was only slow finds at the end that the
    run is no longer its own, and writes nothing.
    """
    if is_redelivery and not _taken_back(run_id, clock()):
        return None
    if not Run.objects.claim(run_id, now=clock()):
        return None
    run = Run.objects.select_related("territory", "frozen_from").get(pk=run_id)
    try:
        return _finished(run, clock)
    except StatisticsRefusal as refusal:
        _fail(run, refusal.code, refusal.message, clock())
        return run
    except LostRunError:
        return None
    except Exception:
        _fail(run, "crashed", _CRASH, clock())
        raise


def inputs_of(run: Run) -> tuple[RunInputs, IdentificationRules, FrozenModel | None]:
    """Read what a run calculates from, as the database is now."""
    rules = IdentificationRules.from_dict(run.parameters)
    frozen = None
    if run.frozen_from is not None:
        frozen = FrozenModel.from_dict(run.frozen_from.model["frozen"])
        frozen = _with_tried_cuts(frozen, run, rules)
    inputs = load_inputs(territory=run.territory, year=run.year, rules=rules)
    return inputs, rules, frozen


def _with_tried_cuts(
    frozen: FrozenModel, run: Run, rules: IdentificationRules
) -> FrozenModel:
    """Replace the model's cuts by those that a what-if tries.

    A small municipality has no model but a frozen one, and asks «what if the cut
    were another» all the same. Cuts by a share of schools stay: they belong to
    the schools of the model.
    """
    cuts = frozen.cuts
    if "low_cut" in run.overrides and rules.low_cut_kind == "studentised":
        cuts = replace(cuts, low=rules.low_cut)
    if "resilient_cut" in run.overrides:
        cuts = replace(cuts, resilient=rules.resilient_cut)
    return replace(frozen, cuts=cuts)


def _taken_back(run_id: int, now: dt.datetime) -> bool:
    """Return a dead worker's run to the queue, unless it keeps killing workers."""
    mine = Run.objects.filter(pk=run_id, state=JobState.RUNNING)
    run = mine.first()
    if run is not None and run.attempts >= MAX_ATTEMPTS:
        _fail(run, "worker_lost", _LOST, now)
        return False
    mine.update(state=JobState.QUEUED)
    return True


def _finished(run: Run, clock: Clock) -> Run:
    progress = _reporter(run, clock)
    progress("inputs", 0, 1)
    inputs, rules, frozen = inputs_of(run)
    calculation = calculate(inputs, rules, frozen=frozen, progress=progress)
    progress("writing", 0, 1)
    _write(run, calculation, frozen, clock)
    return run


@transaction.atomic
def _write(
    run: Run, calculation: Calculation, frozen: FrozenModel | None, clock: Clock
) -> None:
    """Write the summary, the schools and the state together, or none of them."""
    inputs, rules = calculation.inputs, calculation.rules
    digests = school_digests(inputs)
    values: dict[str, Any] = {
        "state": JobState.DONE,
        "stage": "",
        "steps_done": 100,
        "steps_total": 100,
        "finished_at": clock(),
        "inputs_digest": inputs_digest(inputs, digests, rules, frozen),
        "results_digest": calculation.digest,
        "code_version": code_version(),
        "library_versions": library_versions(),
        "model": model_sheet(calculation, frozen_from=run.frozen_from_id),
        "counts": counts_of_table(calculation.table),
    }
    # The number of the attempt is the claim: it is mine only while it is the last.
    mine = Run.objects.filter(
        pk=run.pk, state=JobState.RUNNING, attempts=run.attempts
    ).update(**values)
    if mine != 1:
        raise LostRunError
    write_schools(run=run, calculation=calculation, digests=digests)
    for name, value in values.items():
        setattr(run, name, value)
    record(
        actor=run.requested_by,
        action="run.done",
        obj=run,
        now=values["finished_at"],
        after={
            "inputs_digest": run.inputs_digest,
            "results_digest": run.results_digest,
            "groups": run.counts["groups"],
        },
    )


@transaction.atomic
def _fail(run: Run, code: str, detail: str, now: dt.datetime) -> None:
    if not Run.objects.filter(
        pk=run.pk, state=JobState.RUNNING, attempts=run.attempts
    ).exists():
        return
    fail_job(job=run, code=code, detail=detail, now=now)
    record(
        actor=run.requested_by,
        action="run.failed",
        obj=run,
        now=now,
        after={"code": code, "detail": detail},
    )


def _reporter(run: Run, clock: Clock) -> Progress:
    """Return a callback that writes progress, a new stage always at once."""
    last: dict[str, Any] = {"stage": "", "at": clock()}

    def report(stage: str, done: int, total: int) -> None:
        now = clock()
        if stage == last["stage"] and now - last["at"] < _REPORT_EVERY:
            return
        last.update(stage=stage, at=now)
        start, end = _SPANS[stage]
        steps = start + (end - start) * done // max(total, 1)
        advance_job(job=run, stage=_NAMES[stage], done=steps, total=100, now=now)

    return report
