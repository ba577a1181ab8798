"""Papers of monitoring: drafted from the data, frozen with a number."""

from django.db import models
from django.db.models import Q

from monitoring.enums import ReportKind
from schools.models import School, StoredFile, Territory, TrackedJob, User, scope_of
from schools.models.tracked_job import TrackedJobQuerySet


class ReportQuerySet(TrackedJobQuerySet):
    """Reads of papers."""

    def visible_to(self, user: User) -> "ReportQuerySet":
        """Keep papers of the person's territories; a school's own sheet once frozen."""
        scope = scope_of(user)
        if scope.everything:
            return self
        own = Q(school_id__in=scope.school_ids, frozen_at__isnull=False)
        return self.filter(scope.within("territory") | own)


class Report(TrackedJob):
    """A paper: live until it is frozen, then the same for ever."""

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="monitoring_reports"
    )
    # Only for the sheet of a school.
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("вид", max_length=10, choices=ReportKind)
    year = models.PositiveSmallIntegerField("учебный год")
    title = models.CharField("название", max_length=300)
    # What people wrote, by section; numbers stand there as marks.
    narrative = models.JSONField("текст", default=dict, blank=True)
    # Everything that the paper says, once it is frozen.
    snapshot = models.JSONField("данные", null=True, blank=True)
    number = models.CharField("номер", max_length=40, blank=True)
    check_code = models.CharField("код проверки", max_length=20, blank=True)
    frozen_at = models.DateTimeField("зафиксирован", null=True, blank=True)
    frozen_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pdf = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    docx = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    xlsx = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField("правка", default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт мониторинга"
        verbose_name_plural = "отчёты мониторинга"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="monitoring_report_number_once",
                violation_error_message="Отчёт с таким номером уже есть.",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True)
                | (~Q(number="") & ~Q(check_code="") & Q(snapshot__isnull=False)),
                name="monitoring_report_frozen_has_number",
                violation_error_message="У зафиксированного отчёта есть номер и код.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
