"""Papers made from a run."""

from django.db import models
from django.db.models import Q

from identification.enums import ReportKind
from identification.models.run import Run
from schools.models import School, StoredFile, Territory, TrackedJob, User, scope_of
from schools.models.tracked_job import TrackedJobQuerySet


class RunReportQuerySet(TrackedJobQuerySet):
    """Reads of papers."""

    def visible_to(self, user: User) -> "RunReportQuerySet":
        """Keep papers of the person's territories; a school sees its own sheet."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            scope.within("territory")
            | Q(
                school_id__in=scope.school_ids,
                run__decisions__territory_id=models.F("school__municipality_id"),
                run__decisions__recorded_at__isnull=False,
            )
        ).distinct()


class RunReport(TrackedJob):
    """A paper in the making, then the paper; its numbers are those of the run."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField("вид", max_length=20, choices=ReportKind)
    # Whose schools the paper lists; the scope of who may read it.
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RunReportQuerySet.as_manager()

    class Meta:
        verbose_name = "документ расчёта"
        verbose_name_plural = "документы расчётов"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReportKind.SCHOOL_PDF, school__isnull=False)
                | (~Q(kind=ReportKind.SCHOOL_PDF) & Q(school__isnull=True)),
                name="run_report_school_fits_kind",
                violation_error_message="Школу указывают только у листа школы.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.run}"
