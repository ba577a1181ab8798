"""What belongs to one version: edited in a draft, fixed in an approved one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from roadmaps.enums import VersionState
from roadmaps.models.version import RoadMapVersion
from schools.models import Territory
from schools.models.unchanging import UnchangingRowError


WHAT = "Часть утверждённого плана"


class PlanPartQuerySet(models.QuerySet[Any]):
    """Bulk writes that leave approved versions alone."""

    def update(self, **values: Any) -> int:
        """Write in bulk, but never into an approved version."""
        self._demand_drafts()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete in bulk, but never from an approved version."""
        self._demand_drafts()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Add in bulk, but never to an approved version."""
        rows = list(objs)
        versions = {row.version_id for row in rows}
        _demand_draft_versions(versions)
        return super().bulk_create(rows, *args, **kwargs)

    def in_order(self) -> Self:
        """Keep the order of the document."""
        return self.order_by("position", "pk")

    def _demand_drafts(self) -> None:
        if self.exclude(version__state=VersionState.DRAFT).exists():
            raise UnchangingRowError(WHAT)


class PlanPart(models.Model):
    """A row of a version."""

    version = models.ForeignKey(RoadMapVersion, on_delete=models.CASCADE)
    position = models.PositiveIntegerField("место по порядку")

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        version_id: int

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save into a draft; an approved version stays."""
        _demand_draft_versions({self.version_id})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from a draft; an approved version stays."""
        _demand_draft_versions({self.version_id})
        return super().delete(*args, **kwargs)

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.version.road_map.territory


def _demand_draft_versions(version_ids: set[int]) -> None:
    versions = RoadMapVersion.objects.filter(pk__in=version_ids)
    if versions.exclude(state=VersionState.DRAFT).exists():
        raise UnchangingRowError(WHAT)
