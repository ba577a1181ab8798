"""Scores of a review."""

from typing import Any

from django.db import models
from django.db.models import Q

from roadmaps.enums import ReviewState
from roadmaps.models.criterion import Criterion
from roadmaps.models.review import WHAT, Review
from schools.models.unchanging import UnchangingRowError


class ReviewScore(models.Model):
    """How one criterion is met: 0 no, 1 in part, 2 wholly; low ones say why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("оценка")
    comment = models.TextField("почему", blank=True)

    class Meta:
        verbose_name = "оценка по критерию"
        verbose_name_plural = "оценки по критериям"
        ordering = ["review", "criterion__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"],
                name="review_score_once",
                violation_error_message="Этот критерий уже оценён.",
            ),
            models.CheckConstraint(
                condition=Q(score__lte=2),
                name="review_score_in_range",
                violation_error_message="Оценка – 0, 1 или 2.",
            ),
            models.CheckConstraint(
                condition=Q(score=2) | ~Q(comment=""),
                name="review_score_low_has_comment",
                violation_error_message="К оценке 0 или 1 напишите, чего не хватает.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a score of an open review."""
        self._demand_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a score of an open review."""
        self._demand_open()
        return super().delete(*args, **kwargs)

    def _demand_open(self) -> None:
        reviews = Review.objects.filter(pk=self.review_id)
        if reviews.filter(state=ReviewState.FINISHED).exists():
            raise UnchangingRowError(WHAT)
