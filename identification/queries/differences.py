"""What changes between two runs: who enters a list, who leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from identification.enums import Group
from identification.models import Run
from identification.queries.proposals import ADVERSE_GROUPS, LOW_GROUPS
from identification.queries.runs import own_rows
from identification.stats.rules import RULE_PARAMETERS, THRESHOLD_PARAMETERS
from schools.models import User


LISTS = ("low", "adverse", "resilient", "rule")


@dataclass(frozen=True)
class Move:
    """A school that is elsewhere than before; no place means it is not there."""

    school_id: int
    school: str
    municipality: str
    before: str
    after: str
    studentised_before: float | None
    studentised_after: float | None


@dataclass(frozen=True)
class RunDifference:
    """Two runs over the schools that the person sees.

    `entered` and `left` hold moves by list: «low» (ШНОР), «adverse» (ШНСУ),
    «resilient», «rule» (the 30 % rule).
    """

    run: Run
    other: Run
    moves: list[Move]
    entered: Mapping[str, list[Move]]
    left: Mapping[str, list[Move]]
    common: int
    changed: int
    only_in_run: int
    only_in_other: int
    parameters: list[dict[str, Any]]


def difference(*, run: Run, other: Run, user: User) -> RunDifference:
    """Compare a run with another one, usually the official one."""
    after, before = _rows(run, user), _rows(other, user)
    entered: dict[str, list[Move]] = {name: [] for name in LISTS}
    left: dict[str, list[Move]] = {name: [] for name in LISTS}
    moves = []
    for school_id in sorted(
        {*after, *before}, key=lambda pk: _order(pk, after, before)
    ):
        now, then = after.get(school_id), before.get(school_id)
        move = _move(school_id, then, now)
        was, is_now = _lists(then), _lists(now)
        for name in is_now - was:
            entered[name].append(move)
        for name in was - is_now:
            left[name].append(move)
        if now and then and now["group"] != then["group"]:
            moves.append(move)
    return RunDifference(
        run=run,
        other=other,
        moves=moves,
        entered=entered,
        left=left,
        common=len(after.keys() & before.keys()),
        changed=len(moves),
        only_in_run=len(after.keys() - before.keys()),
        only_in_other=len(before.keys() - after.keys()),
        parameters=changed_parameters(run=run, other=other),
    )


def changed_parameters(*, run: Run, other: Run) -> list[dict[str, Any]]:
    """Name the parameters in which the runs differ, the year first."""
    found = []
    if run.year != other.year:
        found.append({"name": "год", "before": other.year, "after": run.year})
    if run.frozen_from_id != other.frozen_from_id:
        found.append(
            {
                "name": "коэффициенты расчёта",
                "before": other.frozen_from_id,
                "after": run.frozen_from_id,
            }
        )
    for known, now, then in (
        (RULE_PARAMETERS, run.parameters, other.parameters),
        (
            THRESHOLD_PARAMETERS,
            run.parameters["threshold"],
            other.parameters["threshold"],
        ),
    ):
        found += [
            {"name": parameter.label, "before": then[name], "after": now[name]}
            for name, parameter in known.items()
            if now[name] != then[name]
        ]
    return found


def _rows(run: Run, user: User) -> dict[int, dict[str, Any]]:
    rows = own_rows(user=user).filter(run=run)
    fields = (
        "school_id",
        "school__name",
        "school__municipality__name",
        "group",
        "studentised",
        "is_rule_fired",
    )
    return {row["school_id"]: row for row in rows.order_by().values(*fields)}


def _order(
    pk: int, after: dict[int, dict[str, Any]], before: dict[int, dict[str, Any]]
) -> tuple[str, int]:
    return (after.get(pk) or before[pk])["school__name"], pk


def _lists(row: dict[str, Any] | None) -> set[str]:
    if row is None:
        return set()
    found = set()
    if row["group"] in LOW_GROUPS:
        found.add("low")
    if row["group"] in ADVERSE_GROUPS:
        found.add("adverse")
    if row["group"] == Group.RESILIENT:
        found.add("resilient")
    if row["is_rule_fired"]:
        found.add("rule")
    return found


def _move(
    school_id: int, then: dict[str, Any] | None, now: dict[str, Any] | None
) -> Move:
    known = now or then or {}
    return Move(
        school_id=school_id,
        school=known["school__name"],
        municipality=known["school__municipality__name"],
        before=then["group"] if then else "",
        after=now["group"] if now else "",
        studentised_before=then["studentised"] if then else None,
        studentised_after=now["studentised"] if now else None,
    )
