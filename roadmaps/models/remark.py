"""Remarks to a programme, section by section, until they are settled."""

from django.db import models
from django.db.models import Q

from roadmaps.models.programme import Programme
from roadmaps.models.programme_version import ProgrammeVersion
from roadmaps.models.review import Review
from schools.models import School, User


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Reads of remarks."""

    def visible_to(self, user: User) -> "RemarkQuerySet":
        """Keep what a person may read: with a review comes what was written in it."""
        programmes = Programme.objects.visible_to(user)
        told = Q(review__isnull=True) | Q(review__in=Review.objects.visible_to(user))
        return self.filter(told, programme__in=programmes)


class Remark(models.Model):
    """What should be mended; it lives over the rounds until it is settled."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="remarks"
    )
    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="remarks"
    )
    review = models.ForeignKey(
        Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks"
    )
    section = models.CharField("раздел", max_length=200, blank=True)
    text = models.TextField("замечание")
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField("написано")
    # What the school says to it with the next version.
    answer = models.TextField("ответ школы", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField("решено", null=True, blank=True)
    resolved_in = models.ForeignKey(
        ProgrammeVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        ordering = ["programme", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remark_has_text",
                violation_error_message="Напишите, что исправить.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
