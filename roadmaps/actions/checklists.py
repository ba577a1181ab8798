"""New versions of checklists; a review keeps the one it was begun with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from roadmaps.models import Checklist, Criterion, ProgrammeKind
from roadmaps.queries.checklists import newest_checklist
from schools.actions.audit import record
from schools.actions.refusals import (
    ChangedMeanwhileError,
    demand_permission,
    refuse,
)
from schools.models import Territory, User, scope_of
from schools.roles import Permission


MOST_CRITERIA = 60


@dataclass(frozen=True)
class CriterionDraft:
    """One line of a checklist to be written."""

    title: str
    hint: str = ""
    weight: int = 1
    is_starred: bool = False


@transaction.atomic
def create_checklist(
    *,
    territory: Territory | None,
    kind: ProgrammeKind | None,
    title: str,
    threshold_percent: int,
    remarks_block: bool,
    criteria: Sequence[CriterionDraft],
    seen: int | None,
    user: User,
    now: dt.datetime,
) -> Checklist:
    """Add the next version for a municipality and kind; reviews begun keep theirs.

    `seen` is the key of the newest version when the person opened the form, None
    when there was none: another version made since is shown, not covered.
    """
    _demand_right(user, territory)
    _lock_place(territory, kind)
    newest = newest_checklist(territory, kind)
    if (newest.pk if newest else None) != seen:
        raise ChangedMeanwhileError(newest)
    _demand_sound(title, threshold_percent, criteria)
    same_place = Checklist.objects.filter(territory=territory, kind=kind)
    last = same_place.aggregate(last=Max("number"))["last"] or 0
    checklist = Checklist.objects.create(
        territory=territory,
        kind=kind,
        number=last + 1,
        title=title.strip(),
        threshold_percent=threshold_percent,
        remarks_block=remarks_block,
        created_by=user,
        created_at=now,
    )
    _write_criteria(checklist, criteria)
    record(
        actor=user,
        action="checklist.created",
        obj=checklist,
        now=now,
        before={"version": last} if last else {},
        after={
            "version": checklist.number,
            "threshold_percent": threshold_percent,
            "criteria": [line.title for line in criteria],
        },
    )
    return checklist


def _write_criteria(checklist: Checklist, lines: Sequence[CriterionDraft]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            checklist=checklist,
            number=number,
            title=line.title.strip(),
            hint=line.hint.strip(),
            weight=line.weight,
            is_starred=line.is_starred,
        )
        for number, line in enumerate(lines, 1)
    )


def _demand_right(user: User, territory: Territory | None) -> None:
    demand_permission(user, Permission.MANAGE_PROGRAMMES, territory)
    if territory is None and not scope_of(user).everything:
        raise refuse(
            "Общий лист меняет администратор. Составьте лист своего муниципалитета.",
            code="common",
        )


def _lock_place(territory: Territory | None, kind: ProgrammeKind | None) -> None:
    """Let two people who make a version of the same checklist go in turn."""
    if territory is not None:
        Territory.objects.select_for_update().get(pk=territory.pk)
    elif kind is not None:
        ProgrammeKind.objects.select_for_update().get(pk=kind.pk)


def _demand_sound(
    title: str, threshold_percent: int, criteria: Sequence[CriterionDraft]
) -> None:
    if not title.strip():
        raise refuse("Назовите лист.", code="no_title", field="title")
    if threshold_percent not in range(101):
        raise refuse(
            "Порог – от 0 до 100 %.", code="threshold", field="threshold_percent"
        )
    if not criteria:
        raise refuse("Оставьте хотя бы один критерий.", code="no_criteria")
    if len(criteria) > MOST_CRITERIA:
        raise refuse(f"Критериев больше {MOST_CRITERIA}.", code="too_many")
    if any(not line.title.strip() or line.weight < 1 for line in criteria):
        raise refuse(
            "У каждого критерия есть текст и вес не меньше 1.", code="bad_criterion"
        )
    titles = [line.title.strip().casefold() for line in criteria]
    if len(set(titles)) < len(titles):
        raise refuse("Два критерия названы одинаково.", code="same_title")
