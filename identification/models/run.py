"""One calculation of identification: its inputs, rules and model."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from identification.enums import RunPurpose
from identification.models.rule_set import RuleSet
from schools.enums import JobState
from schools.models import Territory, TrackedJob, User, scope_of
from schools.models.tracked_job import TrackedJobQuerySet
from schools.models.unchanging import demand_changeable


# The check of a finished run is written beside it; nothing else is.
CHANGES_AFTER_DONE = frozenset({"verified_at", "verification"})


class RunQuerySet(TrackedJobQuerySet):
    """Reads of runs."""

    def update(self, **values: Any) -> int:
        """Write in bulk, but never to what a finished run gave."""
        demand_changeable(
            values,
            allowed=CHANGES_AFTER_DONE,
            is_final=not set(values) <= CHANGES_AFTER_DONE and self.finished().exists(),
            what="Готовый расчёт",
        )
        return super().update(**values)

    def visible_to(self, user: User) -> "RunQuerySet":
        """Keep runs over the person's territories.

        A region's finished official run reaches its municipalities, which decide
        on their own schools by it; a school sees a run only after the decision.
        """
        scope = scope_of(user)
        if scope.everything:
            return self
        places = scope.territory_ids
        return self.filter(
            scope.within("territory")
            | Q(
                territory__municipalities__in=places,
                purpose=RunPurpose.OFFICIAL,
                state=JobState.DONE,
            )
            | Q(
                decisions__territory__schools__in=scope.school_ids,
                decisions__recorded_at__isnull=False,
            )
        ).distinct()

    def official(self) -> "RunQuerySet":
        """Keep runs that a decision may rest on."""
        return self.filter(purpose=RunPurpose.OFFICIAL)

    def finished(self) -> "RunQuerySet":
        """Keep runs whose results are there."""
        return self.filter(state=JobState.DONE)


class Run(TrackedJob):
    """A run; what it used and what it gave never change after it is done."""

    territory = models.ForeignKey(
        Territory, verbose_name="территория", on_delete=models.PROTECT
    )
    purpose = models.CharField(
        "вид", max_length=10, choices=RunPurpose, default=RunPurpose.OFFICIAL
    )
    title = models.CharField("название", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("год")
    rule_set = models.ForeignKey(
        RuleSet, verbose_name="правила", on_delete=models.PROTECT, related_name="runs"
    )
    # The rule set with the overrides of a what-if applied: what was really used.
    parameters = models.JSONField("параметры")
    overrides = models.JSONField("изменено в пробе", default=dict, blank=True)
    base_run = models.ForeignKey(
        "self",
        verbose_name="сравнивается с",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="what_ifs",
    )
    frozen_from = models.ForeignKey(
        "self",
        verbose_name="коэффициенты расчёта",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # The form's own number: the same form sent twice starts one run.
    token = models.UUIDField("номер формы", null=True, blank=True, unique=True)
    inputs_digest = models.CharField("отпечаток данных", max_length=64, blank=True)
    results_digest = models.CharField("отпечаток итогов", max_length=64, blank=True)
    code_version = models.CharField("версия программы", max_length=60, blank=True)
    library_versions = models.JSONField("версии библиотек", default=dict, blank=True)
    # Fit, selection path, cells, frozen model and findings, as plain values.
    model = models.JSONField("модель", default=dict, blank=True)
    counts = models.JSONField("школ по группам", default=dict, blank=True)
    verified_at = models.DateTimeField("проверен повтором", null=True, blank=True)
    verification = models.JSONField("итог проверки", default=dict, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "расчёт"
        verbose_name_plural = "расчёты"
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(fields=["territory", "-requested_at"], name="run_by_place")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | ~Q(results_digest=""),
                name="run_done_has_digest",
                violation_error_message="Готовый расчёт хранит отпечаток итогов.",
            ),
            models.CheckConstraint(
                condition=Q(base_run__isnull=True) | Q(purpose=RunPurpose.WHAT_IF),
                name="run_base_only_for_what_if",
                violation_error_message="С другим расчётом сравнивается только проба.",
            ),
            models.CheckConstraint(
                condition=Q(base_run__isnull=True) | ~Q(base_run=F("id")),
                name="run_not_base_of_itself",
                violation_error_message="Расчёт не сравнивается сам с собой.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Расчёт № {self.pk}, {self.territory}, {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a run that is under way; a finished one takes its check alone."""
        if self.pk:
            fields = kwargs.get("update_fields")
            demand_changeable(
                [f.name for f in self._meta.fields] if fields is None else fields,
                allowed=CHANGES_AFTER_DONE,
                is_final=Run.objects.filter(pk=self.pk, state=JobState.DONE).exists(),
                what="Готовый расчёт",
            )
        super().save(*args, **kwargs)
