"""One thing to do by one day."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from roadmaps.enums import Audience, OccurrenceState
from roadmaps.models.plan_line import PlanLine
from schools.models import Territory, User, scope_of


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Reads of occurrences."""

    def visible_to(self, user: User) -> "OccurrenceQuerySet":
        """Keep those of the person's territories; a school those that concern it."""
        scope = scope_of(user)
        if scope.everything:
            return self
        seen = scope.within("line__road_map__territory")
        if scope.school_ids:
            # Apart, not joined: a term that asks twelve schools is one row.
            asked = Occurrence.objects.filter(answers__school_id__in=scope.school_ids)
            seen |= Q(pk__in=asked.order_by().values("pk"))
        return self.filter(seen)

    def open(self) -> "OccurrenceQuerySet":
        """Keep what is still to be done."""
        return self.filter(state=OccurrenceState.PLANNED)

    def overdue(self, *, on: dt.date) -> "OccurrenceQuerySet":
        """Keep what should have been done before a day; a stretch ends at its end."""
        return self.open().filter(due_on__lt=on)


class Occurrence(models.Model):
    """A point, a window or a stretch of an activity, with what came of it."""

    line = models.ForeignKey(
        PlanLine, on_delete=models.CASCADE, related_name="occurrences"
    )
    # Written from the version in force, so that lists need no second look at it.
    label = models.CharField("какой срок", max_length=200, blank=True)
    starts_on = models.DateField("с", null=True, blank=True)
    due_on = models.DateField("до", null=True, blank=True)
    needs_human = models.BooleanField("дату назовёт человек", default=False)
    # The wording names no day and a person has; the next version leaves these alone.
    are_dates_named = models.BooleanField("даты назвал человек", default=False)
    audience = models.CharField(
        "школы", max_length=10, choices=Audience, default=Audience.NONE
    )
    state = models.CharField(
        "состояние",
        max_length=10,
        choices=OccurrenceState,
        default=OccurrenceState.PLANNED,
    )
    times_planned = models.PositiveIntegerField("сколько раз", default=1)
    times_done = models.PositiveIntegerField("сделано раз", default=0)
    done_on = models.DateField("выполнено", null=True, blank=True)
    without_document = models.BooleanField("без документа", default=False)
    note = models.TextField("что сделано", blank=True)
    cancel_reason = models.TextField("почему отменено", blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("записано", null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "срок мероприятия"
        verbose_name_plural = "сроки мероприятий"
        ordering = ["due_on", "starts_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="occurrence_by_due_day"),
            models.Index(fields=["line", "due_on"], name="occurrence_by_line"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="occurrence_due_after_start",
                violation_error_message="Срок заканчивается раньше, чем начинается.",
            ),
            models.CheckConstraint(
                condition=~Q(state=OccurrenceState.DONE) | Q(done_on__isnull=False),
                name="occurrence_done_has_day",
                violation_error_message="Укажите день, когда мероприятие выполнено.",
            ),
            models.CheckConstraint(
                condition=~Q(state=OccurrenceState.CANCELLED) | ~Q(cancel_reason=""),
                name="occurrence_cancelled_has_reason",
                violation_error_message="Напишите, почему мероприятие отменено.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"Срок {self.due_on or 'без даты'}"

    @property
    def territory(self) -> Territory:
        """The municipality; rights and the audit trail ask for it."""
        return self.line.road_map.territory
