"""Papers made from a road map."""

from django.db import models

from roadmaps.enums import PlanReportKind
from roadmaps.models.version import RoadMapVersion
from schools.models import StoredFile, Territory, TrackedJob, User, scope_of
from schools.models.tracked_job import TrackedJobQuerySet


class PlanReportQuerySet(TrackedJobQuerySet):
    """Reads of papers."""

    def visible_to(self, user: User) -> "PlanReportQuerySet":
        """Keep papers of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("version__road_map__territory"))


class PlanReport(TrackedJob):
    """A paper in the making, then the paper."""

    version = models.ForeignKey(
        RoadMapVersion, on_delete=models.CASCADE, related_name="reports"
    )
    kind = models.CharField("вид", max_length=15, choices=PlanReportKind)
    # The day on which terms are judged in the report of what was done.
    as_of = models.DateField("на дату")
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PlanReportQuerySet.as_manager()

    class Meta:
        verbose_name = "документ плана"
        verbose_name_plural = "документы планов"
        ordering = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.version}"

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.version.road_map.territory
