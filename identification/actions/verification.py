"""Repeating a finished run and saying whether it comes out the same."""

import datetime as dt
from typing import Any

from django.db import transaction

from identification.actions.execution import inputs_of
from identification.datasets.calculation import Calculation, calculate
from identification.datasets.comparison import (
    LISTED,
    changed_inputs,
    changed_results,
    changed_versions,
)
from identification.datasets.fingerprints import inputs_digest, school_digests
from identification.models import Run
from identification.stats.errors import StatisticsRefusal
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.enums import JobState
from schools.models import User
from schools.roles import Permission


SAME = "Совпало: те же данные и правила дают те же итоги."


@transaction.atomic
def request_verification(*, run: Run, user: User, now: dt.datetime) -> Run:
    """Note that a check is asked for; the view enqueues it on commit."""
    demand_permission(user, Permission.START_RUNS, run.territory)
    _demand_done(run)
    run.verification = {"state": "queued", "requested_at": now.isoformat()}
    run.save(update_fields=["verification"])
    record(actor=user, action="run.verification_requested", obj=run, now=now)
    return run


def verify_run_by_id(
    *, run_id: int, user_id: int | None, now: dt.datetime
) -> dict[str, Any]:
    """Repeat the run with this number; for the worker and the command."""
    run = Run.objects.select_related("territory", "frozen_from").get(pk=run_id)
    user = User.objects.filter(pk=user_id).first() if user_id else None
    return verify_run(run=run, now=now, user=user)


def verify_run(
    *, run: Run, now: dt.datetime, user: User | None = None
) -> dict[str, Any]:
    """Calculate again from the data of now; store and return what differs.

    The run itself stays: only its check is written.
    """
    _demand_done(run)
    found = _compared(run)
    found |= {
        "state": "done",
        "checked_at": now.isoformat(),
        "checked_by": str(user) if user else "",
    }
    with transaction.atomic():
        run.verification, run.verified_at = found, now
        run.save(update_fields=["verification", "verified_at"])
        record(
            actor=user,
            action="run.verified",
            obj=run,
            now=now,
            after={"matches": found["matches"], "message": found["message"]},
        )
    return found


def _demand_done(run: Run) -> None:
    if run.state != JobState.DONE:
        raise refuse("Проверить можно только готовый расчёт.", code="wrong_state")


def _compared(run: Run) -> dict[str, Any]:
    inputs, rules, frozen = inputs_of(run)
    digests = school_digests(inputs)
    same_inputs = inputs_digest(inputs, digests, rules, frozen) == run.inputs_digest
    calculation, refusal = _again(inputs, rules, frozen)
    same_results = calculation is not None and calculation.digest == run.results_digest
    changes, schools = ([], 0) if same_inputs else changed_inputs(run, inputs, digests)
    if same_inputs and not same_results and calculation is not None:
        changes = changed_results(run, calculation)
        schools = len({change["school_id"] for change in changes})
    versions = changed_versions(run)
    return {
        "matches": same_inputs and same_results,
        "inputs_match": same_inputs,
        "results_match": same_results,
        "message": refusal or _message(same_inputs, same_results, schools, versions),
        "versions": versions,
        "differences": changes[:LISTED],
        "schools": schools,
        "more": max(len(changes) - LISTED, 0),
    }


def _again(inputs: Any, rules: Any, frozen: Any) -> tuple[Calculation | None, str]:
    try:
        return calculate(inputs, rules, frozen=frozen), ""
    except StatisticsRefusal as refusal:
        return None, f"Не совпало: повторить расчёт нельзя. {refusal.message}"


def _message(
    same_inputs: bool, same_results: bool, schools: int, versions: list[Any]
) -> str:
    if same_inputs and same_results:
        return SAME
    if not same_inputs:
        effect = "не изменились" if same_results else "изменились"
        return (
            f"Не совпало: с тех пор изменились данные, школ — {schools}. "
            f"Итоги при этом {effect}."
        )
    cause = "Изменилась программа или библиотеки." if versions else "Программа та же."
    return f"Не совпало: данные те же, итоги другие. {cause}"
