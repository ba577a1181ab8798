"""Schools in windows, and where their forms stand."""

from django.db import models
from django.db.models import Q

from monitoring.enums import FormState, SchoolGroup
from monitoring.models.window import Window
from schools.models import School, User, scope_of


class WindowSchoolQuerySet(models.QuerySet["WindowSchool"]):
    """Reads of schools in windows."""

    def visible_to(self, user: User) -> "WindowSchoolQuerySet":
        """Keep the person's own schools and those of the territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.at_schools("school"))


class WindowSchool(models.Model):
    """A school that counts in a window, and where its form stands."""

    window = models.ForeignKey(
        Window, on_delete=models.CASCADE, related_name="window_schools"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="window_schools"
    )
    group = models.CharField("статус в этот день", max_length=10, choices=SchoolGroup)
    state = models.CharField(
        "состояние", max_length=12, choices=FormState, default=FormState.NOT_STARTED
    )
    submitted_at = models.DateTimeField("отправлена", null=True, blank=True)
    # The first time; what is on time does not change when it is sent again.
    first_submitted_on = models.DateField("впервые отправлена", null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_without_data = models.BooleanField("сдана без данных", default=False)
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Why it was returned or opened again.
    comment = models.TextField("пояснение школе", blank=True)
    # More time for this school alone; ends with that day, local time.
    extended_to = models.DateField("продлено до", null=True, blank=True)
    extension_reason = models.TextField("почему продлено", blank=True)
    extended_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WindowSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "форма школы"
        verbose_name_plural = "формы школ"
        ordering = ["window", "school__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["window", "school"],
                name="window_school_once",
                violation_error_message="Школа уже есть в этом окне.",
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True) | ~Q(extension_reason=""),
                name="window_school_extension_has_reason",
                violation_error_message="Напишите, почему школе дано больше времени.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["not_started", "draft", "returned"])
                | Q(submitted_at__isnull=False),
                name="window_school_submitted_has_moment",
                violation_error_message="Отправленная форма должна иметь день отправки.",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="window_school_state")]

    def __str__(self) -> str:
        return f"{self.window}: {self.school}"
