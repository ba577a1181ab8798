"""Who answers for an activity, in the document's order."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from roadmaps.enums import VersionState
from roadmaps.models.activity import Activity
from roadmaps.models.party import Party
from roadmaps.models.plan_part import WHAT
from schools.models.unchanging import UnchangingRowError, demand_changeable


# The directory joins two spellings of one party; what is printed stays.
CHANGES_WHEN_FINAL = frozenset({"party", "party_id"})


class ActivityPartyQuerySet(models.QuerySet[Any]):
    """Bulk writes that leave approved versions alone."""

    def update(self, **values: Any) -> int:
        """Write in bulk; in an approved version only the link to the directory."""
        demand_changeable(
            values, allowed=CHANGES_WHEN_FINAL, is_final=self._has_final(), what=WHAT
        )
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete in bulk, but never from an approved version."""
        if self._has_final():
            raise UnchangingRowError(WHAT)
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Add in bulk, but never to an approved version."""
        rows = list(objs)
        _demand_drafts({row.activity_id for row in rows})
        return super().bulk_create(rows, *args, **kwargs)

    def name_unnamed(self, name: str) -> int:
        """Write down the name under which links without words were printed."""
        # Nothing printed changes, so approved versions are not asked about.
        return models.QuerySet.update(self.filter(wording=""), wording=name)

    def _has_final(self) -> bool:
        final = self.exclude(activity__version__state=VersionState.DRAFT)
        return final.exists()


class ActivityParty(models.Model):
    """One party of one activity; the wording stays beside the directory's name."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="party_links"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="activity_links"
    )
    position = models.PositiveIntegerField("место по порядку")
    wording = models.CharField("как в документе", max_length=300, blank=True)

    objects = ActivityPartyQuerySet.as_manager()

    class Meta:
        verbose_name = "ответственный за мероприятие"
        verbose_name_plural = "ответственные за мероприятия"
        ordering = ["activity", "position", "pk"]
        constraints = [
            # One party may stand twice under two wordings: joined in the directory
            # after the plan was approved.
            models.UniqueConstraint(
                fields=["activity", "party", "wording"],
                name="activity_party_once",
                violation_error_message="Этот ответственный уже указан.",
            )
        ]

    if TYPE_CHECKING:
        activity_id: int

    def __str__(self) -> str:
        return self.wording or str(self.party)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save into a draft; an approved version stays."""
        _demand_drafts({self.activity_id})
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete from a draft; an approved version stays."""
        _demand_drafts({self.activity_id})
        return super().delete(*args, **kwargs)


def _demand_drafts(activity_ids: set[int]) -> None:
    activities = Activity.objects.filter(pk__in=activity_ids)
    if activities.exclude(version__state=VersionState.DRAFT).exists():
        raise UnchangingRowError(WHAT)
