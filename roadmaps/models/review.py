"""One person's look at one version by one checklist."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from roadmaps.enums import ReviewState, ReviewVerdict
from roadmaps.models.checklist import Checklist
from roadmaps.models.programme_version import ProgrammeVersion
from schools.models import School, StoredFile, User, scope_of
from schools.models.unchanging import UnchangingRowError


WHAT = "Законченная проверка"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of reviews."""

    def update(self, **values: Any) -> int:
        """Write in bulk; a finished review never changes."""
        self._demand_open()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete what nobody has finished."""
        self._demand_open()
        return super().delete()

    def _demand_open(self) -> None:
        if self.filter(state=ReviewState.FINISHED).exists():
            raise UnchangingRowError(WHAT)

    def visible_to(self, user: User) -> "ReviewQuerySet":
        """Keep the territory's; a school sees finished reviews of its own.

        A second opinion is advice to the reviewer: the school reads it when the
        round has its verdict.
        """
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            scope.within("version__programme__school__municipality")
            | (Q(version__programme__school_id__in=scope.school_ids) & _is_told())
        )


def _is_told() -> Q:
    """Return what a school is told: the verdict of a round, and what led to it."""
    verdict = Review.objects.filter(
        version=OuterRef("version"),
        round_number=OuterRef("round_number"),
        state=ReviewState.FINISHED,
        is_second_opinion=False,
    )
    return Q(state=ReviewState.FINISHED) & Q(Exists(verdict))


class Review(models.Model):
    """Scores, remarks and a verdict; finished, it stays."""

    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="reviews"
    )
    checklist = models.ForeignKey(
        Checklist, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    round_number = models.PositiveSmallIntegerField("круг согласования")
    is_second_opinion = models.BooleanField("второе мнение", default=False)
    due_on = models.DateField("срок проверки", null=True, blank=True)
    state = models.CharField(
        "состояние", max_length=10, choices=ReviewState, default=ReviewState.OPEN
    )
    verdict = models.CharField(
        "вывод", max_length=10, choices=ReviewVerdict, blank=True
    )
    summary = models.TextField("общий вывод", blank=True)
    marked_file = models.ForeignKey(
        StoredFile,
        verbose_name="файл с пометками",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    started_at = models.DateTimeField("начата")
    finished_at = models.DateTimeField("закончена", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "проверка программы"
        verbose_name_plural = "проверки программ"
        ordering = ["version", "started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                # A school may send the same version again, with its answers.
                fields=["version", "reviewer", "round_number"],
                name="review_once_per_person",
                violation_error_message="Этот человек уже проверяет эту версию.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.FINISHED)
                | (Q(finished_at__isnull=False) & ~Q(verdict="")),
                name="review_finished_has_verdict",
                violation_error_message="Законченная проверка хранит вывод и время.",
            ),
        ]

    def __str__(self) -> str:
        return f"Проверка: {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save an open review; a finished one stays as it is."""
        self._demand_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete an open review."""
        self._demand_open()
        return super().delete(*args, **kwargs)

    def _demand_open(self) -> None:
        stored = Review.objects.filter(pk=self.pk, state=ReviewState.FINISHED)
        if self.pk and stored.exists():
            raise UnchangingRowError(WHAT)

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.version.programme.school
