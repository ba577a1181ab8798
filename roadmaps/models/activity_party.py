"""Who answers for an activity, in the document's order."""

from django.db import models

from roadmaps.models.activity import Activity
from roadmaps.models.party import Party


class ActivityParty(models.Model):
    """One party of one activity; the wording stays beside the directory's name."""

    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="party_links"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="activity_links"
    )
    position = models.PositiveIntegerField("место по порядку")
    wording = models.CharField("как в документе", max_length=300, blank=True)

    class Meta:
        verbose_name = "ответственный за мероприятие"
        verbose_name_plural = "ответственные за мероприятия"
        ordering = ["activity", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "party"],
                name="activity_party_once",
                violation_error_message="Этот ответственный уже указан.",
            )
        ]

    def __str__(self) -> str:
        return self.wording or str(self.party)
