"""Kinds, checklists and factors of risk that every portal begins with.

Called after each migration, so a new installation has them, and a person's own
changes to them stay.
"""

import datetime as dt

from roadmaps.models import Checklist, Criterion, ProgrammeKind, RiskFactor
from roadmaps.workflow.risk_factors import RISK_FACTORS
from roadmaps.workflow.standard import (
    CHECKLISTS,
    KINDS,
    StandardChecklist,
)


# When these checklists were written; a signal has no clock of its own.
WRITTEN_AT = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
# Space between positions, so that a department's own kind fits in.
STEP = 10


def ensure_standard_programmes(**_signal: object) -> None:
    """Add the kinds, checklists and factors that are missing; change none."""
    ProgrammeKind.objects.bulk_create(
        [
            ProgrammeKind(
                code=kind.code,
                name=kind.name,
                short_name=kind.short_name,
                hint=kind.hint,
                has_constructor=kind.has_constructor,
                position=number * STEP,
            )
            for number, kind in enumerate(KINDS, 1)
        ],
        ignore_conflicts=True,
    )
    RiskFactor.objects.bulk_create(
        [
            RiskFactor(code=code, title=title, hint=hint, position=number * STEP)
            for number, (code, title, hint) in enumerate(RISK_FACTORS, 1)
        ],
        ignore_conflicts=True,
    )
    common = dict(
        ProgrammeKind.objects.filter(territory__isnull=True).values_list("code", "pk")
    )
    for checklist in CHECKLISTS:
        _ensure_checklist(checklist, common.get(checklist.kind))


def _ensure_checklist(standard: StandardChecklist, kind_id: int | None) -> None:
    """Add a first version where the portal has none; the next ones are people's."""
    of_all = Checklist.objects.filter(territory__isnull=True)
    if of_all.filter(kind_id=kind_id).exists():
        return
    checklist = Checklist.objects.create(
        kind_id=kind_id,
        number=1,
        title=standard.title,
        threshold_percent=standard.threshold_percent,
        created_at=WRITTEN_AT,
    )
    Criterion.objects.bulk_create(
        Criterion(
            checklist=checklist,
            number=number,
            title=line.title,
            hint=line.hint,
            weight=line.weight,
            is_starred=line.is_starred,
        )
        for number, line in enumerate(standard.criteria, 1)
    )
