"""By when schools bring their documents, and who got more time."""

from django.db import models
from django.db.models import Q

from roadmaps.enums import DeadlineStep
from roadmaps.models.programme_kind import ProgrammeKind
from schools.models import Territory, User, scope_of


class ProgrammeDeadlineQuerySet(models.QuerySet["ProgrammeDeadline"]):
    """Reads of deadlines."""

    def visible_to(self, user: User) -> "ProgrammeDeadlineQuerySet":
        """Keep those of the person's municipalities, a school's own included."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            scope.within("territory") | Q(territory__schools__in=scope.school_ids)
        ).distinct()


class ProgrammeDeadline(models.Model):
    """The last day of one step for one kind in one municipality and year."""

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="programme_deadlines",
    )
    kind = models.ForeignKey(
        ProgrammeKind, on_delete=models.PROTECT, related_name="deadlines"
    )
    step = models.CharField("что сделать", max_length=10, choices=DeadlineStep)
    # The first calendar year of the school year: 2025 for 2025/26.
    year = models.PositiveSmallIntegerField("учебный год")
    due_on = models.DateField("последний день")
    # A closed window refuses what comes later, unless the school got more time.
    closes = models.BooleanField("после срока не принимать", default=True)
    note = models.TextField("пояснение школам", blank=True)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("назначен")

    objects = ProgrammeDeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "срок программ"
        verbose_name_plural = "сроки программ"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "kind", "step", "year"],
                name="programme_deadline_once",
                violation_error_message="Такой срок уже назначен: измените его.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_step_display()}, {self.due_on:%d.%m.%Y}"
