"""Imports as people see them: the list, one preview, what came before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from schools.enums import ImportPhase, RowState
from schools.models import (
    ImportBatch,
    ImportFinding,
    ImportRow,
    Territory,
    User,
    scope_of,
)
from schools.roles import ROLES, Permission


@dataclass(frozen=True)
class ImportCriteria:
    """What a person asked to see in the list."""

    search: str = ""
    kind: str = ""
    phase: str = ""
    who: User | None = None


def listed_imports(*, user: User, criteria: ImportCriteria) -> QuerySet[ImportBatch]:
    """Return visible imports, the latest first, without their long columns."""
    batches = (
        ImportBatch.objects.visible_to(user)
        .select_related("territory", "requested_by")
        .defer("headers", "columns", "unknown_names", "undo_kept", "totals")
    )
    if criteria.search:
        batches = batches.filter(
            Q(file_name__icontains=criteria.search)
            | Q(territory__name__icontains=criteria.search)
        )
    if criteria.kind:
        batches = batches.filter(kind=criteria.kind)
    if criteria.phase:
        batches = batches.filter(phase=criteria.phase)
    if criteria.who:
        batches = batches.filter(requested_by=criteria.who)
    return batches.order_by("-requested_at", "-pk")


def people_of_imports(*, user: User) -> QuerySet[User]:
    """Return people who appear in the list."""
    batches = ImportBatch.objects.visible_to(user)
    return User.objects.filter(
        pk__in=batches.order_by().values("requested_by")
    ).order_by("full_name", "username")


def import_territories(*, user: User) -> QuerySet[Territory]:
    """Return territories into which the person may upload, regions first."""
    scope = scope_of(user)
    places = {
        territory
        for role, territory, _ in scope.by_role
        if Permission.MANAGE_IMPORTS in ROLES[role].permissions
    }
    territories = Territory.objects.order_by("-kind", "name")
    if None in places:
        return territories
    return territories.filter(Q(pk__in=places) | Q(parent_id__in=places))


def earlier_import(batch: ImportBatch) -> ImportBatch | None:
    """Return the written import of the very same file, if there is one."""
    same = ImportBatch.objects.filter(
        file_sha256=batch.file_sha256,
        kind=batch.kind,
        territory_id=batch.territory_id,
        phase=ImportPhase.WRITTEN,
    )
    return same.exclude(pk=batch.pk).order_by("-written_at").first()


def preview_rows(batch: ImportBatch, state: RowState | None) -> QuerySet[ImportRow]:
    """Return rows of the preview, all or of one state, in the order of the file."""
    rows = batch.rows.order_by("number")
    return rows if state is None else rows.filter(state=state)


def findings_of_rows(
    batch: ImportBatch, numbers: Iterable[int]
) -> dict[int, list[ImportFinding]]:
    """Return row → its remarks, for the rows of one page."""
    found: dict[int, list[ImportFinding]] = {}
    for finding in batch.findings.filter(row__in=list(numbers)).order_by("row", "pk"):
        found.setdefault(finding.row or 0, []).append(finding)
    return found
