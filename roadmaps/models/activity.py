"""One row of the plan."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from roadmaps.enums import Audience, VersionState
from roadmaps.models.party import Party
from roadmaps.models.plan_line import PlanLine
from roadmaps.models.plan_part import WHAT, PlanPart, PlanPartQuerySet
from roadmaps.models.section import Section
from schools.models import School, User, scope_of
from schools.models.unchanging import UnchangingRowError


class ActivityQuerySet(PlanPartQuerySet):
    """Reads of activities."""

    def visible_to(self, user: User) -> "ActivityQuerySet":
        """Keep those of the person's road maps; a school sees approved ones."""
        scope = scope_of(user)
        if scope.everything:
            return self
        approved = Q(
            version__road_map__territory__schools__in=scope.school_ids,
            version__approved_at__isnull=False,
        )
        return self.filter(
            scope.within("version__road_map__territory") | approved
        ).distinct()


class Activity(PlanPart):
    """What is to be done, as the document says it and as the portal reads it."""

    section = models.ForeignKey(
        Section, verbose_name="раздел", on_delete=models.CASCADE
    )
    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT)
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("мероприятие", blank=True)
    # The wording is what is printed; `term` is what was understood of it, see
    # `roadmaps.terms.encode`.
    term_text = models.TextField("срок", blank=True)
    term = models.JSONField("срок, как понят", default=dict, blank=True)
    # What a person said where the wording says no day: [["2022-09-01", "2022-09-30"]].
    agreed_spans = models.JSONField(
        "сроки, названные человеком", default=list, blank=True
    )
    responsible_text = models.TextField("ответственные, как в документе", blank=True)
    result = models.TextField("ожидаемый результат", blank=True)
    document = models.TextField("документ", blank=True)
    document_types = models.JSONField("чем подтверждается", default=list, blank=True)
    indicator = models.TextField("показатель", blank=True)
    note = models.TextField("примечание", blank=True)
    # [{"at_least": 5, "unit": "мероприятий", "is_percent": false}, …]
    counters = models.JSONField("счётчики", default=list, blank=True)
    audience = models.CharField(
        "школы", max_length=10, choices=Audience, default=Audience.NONE
    )
    schools = models.ManyToManyField(
        School, verbose_name="выбранные школы", blank=True, related_name="+"
    )
    parties = models.ManyToManyField(
        Party, verbose_name="ответственные", through="roadmaps.ActivityParty"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ["version", "position", "pk"]
        default_related_name = "activities"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "line"],
                name="activity_line_once",
                violation_error_message="Мероприятие уже есть в этой версии.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()[:200]


@receiver(m2m_changed, sender=Activity.schools.through)
def keep_chosen_schools(instance: object, **signal: Any) -> None:
    """Refuse other schools for an activity of an approved version."""
    # A change from the side of a school has no name: `related_name="+"`.
    if isinstance(instance, Activity) and signal["action"].startswith("pre_"):
        final = Activity.objects.filter(pk=instance.pk)
        if final.exclude(version__state=VersionState.DRAFT).exists():
            raise UnchangingRowError(WHAT)
