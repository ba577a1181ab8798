"""Results of schools by cell: procedure, subject, grade and year."""

from django.db import models
from django.db.models import F, Q

from identification.models.procedure import Procedure
from identification.models.subject import Subject
from schools.models import ImportBatch, School, User, scope_of


class ResultQuerySet(models.QuerySet["Result"]):
    """Reads of results."""

    def visible_to(self, user: User) -> "ResultQuerySet":
        """Keep results of schools within the person's scope."""
        if scope_of(user).everything:
            return self
        return self.filter(school__in=School.objects.visible_to(user))


class Result(models.Model):
    """How one school did in one cell; counts, never names."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField("год")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    grade = models.PositiveSmallIntegerField("класс")
    participants = models.PositiveIntegerField("участников")
    mean_score = models.FloatField("средний балл или отметка", null=True, blank=True)
    below_min = models.PositiveIntegerField("ниже минимума", null=True, blank=True)
    # Counts by level or mark, {"2": 3, "3": 10}; empty when the file had none.
    levels = models.JSONField("по уровням", default=dict, blank=True)
    is_flagged = models.BooleanField("признаки необъективности", default=False)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        ordering = ["school", "-year", "procedure", "subject", "grade"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "procedure", "subject", "grade"],
                name="result_once_per_cell",
                violation_error_message="Результат школы по этой работе уже записан.",
            ),
            models.CheckConstraint(
                condition=Q(below_min__isnull=True)
                | Q(below_min__lte=F("participants")),
                name="result_below_min_within_participants",
                violation_error_message="Не сдавших больше, чем участников.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="result_year_plausible",
                violation_error_message="Год должен быть от 2000 до 2100.",
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=12),
                name="result_grade_plausible",
                violation_error_message="Класс должен быть от 1 до 12.",
            ),
        ]
        indexes = [models.Index(fields=["year", "school"], name="result_by_year")]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.subject_id}/{self.grade}/{self.year}"
