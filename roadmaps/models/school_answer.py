"""What a school says of the things that concern it."""

from django.db import models

from roadmaps.models.occurrence import Occurrence
from schools.models import School, User, scope_of


class SchoolAnswerQuerySet(models.QuerySet["SchoolAnswer"]):
    """Reads of schools' answers."""

    def visible_to(self, user: User) -> "SchoolAnswerQuerySet":
        """Keep the person's own schools' and those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.at_schools("school"))


class SchoolAnswer(models.Model):
    """What one school did for an occurrence that concerns it."""

    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.CASCADE, related_name="answers"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="plan_answers"
    )
    done_on = models.DateField("выполнено", null=True, blank=True)
    without_document = models.BooleanField("без документа", default=False)
    note = models.TextField("что сделано", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)

    objects = SchoolAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ школы"
        verbose_name_plural = "ответы школ"
        ordering = ["occurrence", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "school"],
                name="school_answer_once",
                violation_error_message="Ответ этой школы уже есть.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.occurrence}"
