"""Where a programme was presented, in which version, and what was decided there."""

from django.db import models

from roadmaps.enums import Occasion
from roadmaps.models.programme import Programme
from roadmaps.models.programme_version import ProgrammeVersion
from schools.models import School, User


class PresentationQuerySet(models.QuerySet["Presentation"]):
    """Reads of presentations."""

    def visible_to(self, user: User) -> "PresentationQuerySet":
        """Keep those of the programmes that the person sees."""
        seen = Programme.objects.visible_to(user).order_by()
        return self.filter(programme__in=seen.values("pk"))


class Presentation(models.Model):
    """One event at which people saw one version of a programme."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="presentations"
    )
    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="presentations"
    )
    occasion = models.CharField("событие", max_length=12, choices=Occasion)
    held_on = models.DateField("когда")
    place = models.CharField("где", max_length=300)
    outcome = models.TextField("итог")
    next_step = models.TextField("что дальше", blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("записано")

    objects = PresentationQuerySet.as_manager()

    class Meta:
        verbose_name = "представление программы"
        verbose_name_plural = "представления программ"
        ordering = ["programme", "-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "occasion", "held_on"],
                name="presentation_once",
                violation_error_message=(
                    "Это событие в этот день уже записано: исправьте его запись."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}, {self.held_on:%d.%m.%Y}"

    @property
    def school(self) -> School:
        """The school; rights and the audit trail ask for it."""
        return self.programme.school
