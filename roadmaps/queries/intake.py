"""Documents under review: which there are, and what was understood of each."""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from roadmaps.documents import from_json, understand
from roadmaps.documents.model import (
    Column,
    ColumnMeaning,
    RawDocument,
    RoadMapDocument,
)
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from roadmaps.terms import Period
from schools.enums import TerritoryKind
from schools.models import Territory, User, scope_of
from schools.roles import ROLES, Permission


# A review goes on for days; who comes back after that waits for one more reading.
KEPT_SECONDS = 14 * 24 * 3600


@dataclass(frozen=True)
class Reading:
    """A document as it was read and as it was understood, before corrections."""

    raw: RawDocument
    document: RoadMapDocument


def listed_intakes(*, user: User) -> QuerySet[Intake]:
    """Return visible documents, the latest first, without their content."""
    return (
        Intake.objects.visible_to(user)
        .select_related("territory", "requested_by", "version__road_map")
        .defer("raw", "edits", "columns")
        .order_by("-requested_at", "-pk")
    )


def waiting_intakes(*, user: User) -> QuerySet[Intake]:
    """Return documents that wait for a person: read, neither taken nor given up."""
    return listed_intakes(user=user).filter(phase=IntakePhase.REVIEW)


def intake_territories(*, user: User) -> QuerySet[Territory]:
    """Return municipalities whose plans the person may write, by name."""
    scope = scope_of(user)
    places = {
        territory
        for role, territory, _ in scope.by_role
        if Permission.EDIT_PLANS in ROLES[role].permissions
    }
    towns = Territory.objects.filter(kind=TerritoryKind.MUNICIPALITY).order_by("name")
    if None in places:
        return towns
    return towns.filter(Q(pk__in=places) | Q(parent_id__in=places))


def texts_of(intake: Intake) -> dict[str, str]:
    """Return key → text of what people have mended."""
    return {key: edit["value"] for key, edit in intake.edits.items()}


def authors_of(intake: Intake) -> dict[int, str]:
    """Return the names of those who have mended something."""
    people = {edit["by"] for edit in intake.edits.values()}
    return {
        user.pk: str(user)
        for user in User.objects.filter(pk__in=people).only("full_name", "username")
    }


def reading_of(intake: Intake) -> Reading:
    """Return what was understood, from the cache when nothing has changed.

    The document is understood from its rows, the columns and the period; corrections
    lie over that and are not part of it, so mending a cell understands nothing anew.
    A plan without any year is of the school year in which it was sent.
    """
    key = _cache_key(intake)
    kept = cache.get(key)
    if isinstance(kept, Reading):
        return kept
    raw = from_json(intake.raw)
    reading = Reading(
        raw,
        understand(
            raw,
            period=period_of(intake),
            columns=columns_of(intake),
            today=timezone.localtime(intake.requested_at).date(),
        ),
    )
    cache.set(key, reading, KEPT_SECONDS)
    return reading


def period_of(intake: Intake) -> Period | None:
    """Return the period that a person named."""
    if intake.period_start is None or intake.period_end is None:
        return None
    return Period(intake.period_start, intake.period_end)


def columns_of(intake: Intake) -> dict[int, tuple[ColumnMeaning, ...]]:
    """Return the columns that a person named, by the number of the table."""
    return {
        int(table): tuple(
            ColumnMeaning(
                column["header"], Column(column["meaning"]), column["milestone"]
            )
            for column in columns
        )
        for table, columns in intake.columns.items()
    }


def _cache_key(intake: Intake) -> str:
    """Name the reading by all that it depends on, the version of the portal too."""
    parts = [
        settings.VERSION,
        intake.pk,
        intake.finished_at,
        intake.period_start,
        intake.period_end,
        intake.columns,
    ]
    text = json.dumps(parts, default=str, sort_keys=True)
    return f"intake-{hashlib.sha256(text.encode()).hexdigest()}"
