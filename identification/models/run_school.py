"""What a run says about one school."""

from typing import Any

from django.db import models
from django.db.models import Q

from identification.enums import Confidence, Group
from identification.models.run import Run
from schools.models import School, User, scope_of
from schools.models.unchanging import UnchangingRowError


class RunSchoolQuerySet(models.QuerySet["RunSchool"]):
    """Reads of a run's schools."""

    def update(self, **values: Any) -> int:
        """Refuse: rows are written once, together with the run."""
        raise UnchangingRowError("Строка расчёта")

    def visible_to(self, user: User) -> "RunSchoolQuerySet":
        """Keep rows of the person's territories; a school's own after the decision."""
        scope = scope_of(user)
        if scope.everything:
            return self
        decided = Q(
            school_id__in=scope.school_ids,
            run__decisions__territory_id=models.F("school__municipality_id"),
            run__decisions__recorded_at__isnull=False,
        )
        mine = scope.within("school__municipality")
        if not scope.school_ids:
            return self.filter(mine)
        return self.filter(mine | decided).distinct()


class RunSchool(models.Model):
    """Index, expectation, gap, group and the 30 % rule of one school in a run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="runs")
    group = models.CharField("группа", max_length=20, choices=Group)
    confidence = models.CharField(
        "уверенность", max_length=10, choices=Confidence, blank=True
    )
    participants = models.PositiveIntegerField("участников", default=0)
    cells_used = models.PositiveSmallIntegerField("работ учтено", default=0)
    # Points are 50 + 10·z of the outcome index.
    outcome_points = models.FloatField("результат", null=True)
    expected_points = models.FloatField("ожидание", null=True)
    residual_points = models.FloatField("отклонение", null=True)
    interval_low = models.FloatField("нижняя граница", null=True)
    interval_high = models.FloatField("верхняя граница", null=True)
    studentised = models.FloatField("стьюдентизированный остаток", null=True)
    leverage = models.FloatField("рычаг", null=True)
    cook = models.FloatField("расстояние Кука", null=True)
    context_points = models.FloatField("индекс условий", null=True)
    shrunk_points = models.FloatField("отклонение со сжатием", null=True)
    # Points above the cut of results, and of the conditions' index above its cut.
    low_margin = models.FloatField("до границы результатов", null=True)
    context_margin = models.FloatField("до границы условий", null=True)
    reliability = models.FloatField("надёжность отклонения", null=True)
    q_value = models.FloatField("q по Бенджамини — Хохбергу", null=True)
    low_share = models.FloatField("доля выборок: ШНОР", null=True)
    adverse_share = models.FloatField("доля выборок: ШНСУ", null=True)
    resilient_share = models.FloatField("доля выборок: резильентная", null=True)
    group_share = models.FloatField("доля выборок: своя группа", null=True)
    low_confidence = models.CharField(
        "уверенность: ШНОР", max_length=10, choices=Confidence, blank=True
    )
    adverse_confidence = models.CharField(
        "уверенность: ШНСУ", max_length=10, choices=Confidence, blank=True
    )
    is_flagged = models.BooleanField("признаки необъективности", default=False)
    inputs_digest = models.CharField("отпечаток данных", max_length=32, blank=True)
    # Arrays of `identification.models.packed`.
    packed_factors = models.BinaryField("факторы", default=bytes)
    packed_cells = models.BinaryField("работы", default=bytes)
    reason = models.TextField("почему", blank=True)
    is_rule_fired = models.BooleanField("правило 30 %", default=False)
    rule_status = models.CharField("итог правила", max_length=20, blank=True)
    rule_chance = models.FloatField("вероятность повторения", null=True)
    rule_clauses = models.JSONField("пункты правила", default=list)
    packed_rule_cells = models.BinaryField("работы правила", default=bytes)
    rule_reason = models.TextField("почему по правилу", blank=True)

    objects = RunSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа в расчёте"
        verbose_name_plural = "школы в расчётах"
        ordering = ["run", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "school"], name="run_school_once"),
            models.CheckConstraint(
                condition=Q(group=Group.UNCLASSIFIED)
                | Q(interval_low__isnull=False, interval_high__isnull=False),
                name="run_school_no_label_without_interval",
                violation_error_message="Без интервала школа не получает группу.",
            ),
        ]
        indexes = [models.Index(fields=["run", "group"], name="run_school_by_group")]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.get_group_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new row; an old one stays as the run wrote it."""
        if not self._state.adding:
            raise UnchangingRowError("Строка расчёта")
        super().save(*args, **kwargs)
