"""Scores of a review."""

from django.db import models
from django.db.models import Q

from roadmaps.models.criterion import Criterion
from roadmaps.models.review import Review


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
