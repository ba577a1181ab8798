"""Address recommendations: from data to an action with a term and a control."""

from django.db import models
from django.db.models import Q

from monitoring.enums import Addressee, RecommendationState
from monitoring.models.indicator import Indicator
from monitoring.models.window import Window
from schools.models import School, StoredFile, Territory, User, scope_of


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Reads of recommendations."""

    def visible_to(self, user: User) -> "RecommendationQuerySet":
        """Keep those of the person's territories; a school's own once issued."""
        scope = scope_of(user)
        if scope.everything:
            return self
        own = Q(school_id__in=scope.school_ids) & ~Q(state=RecommendationState.DRAFT)
        return self.filter(scope.within("territory") | own)


class Recommendation(models.Model):
    """Data → finding → addressee → action → term → control."""

    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="recommendations"
    )
    # Empty when it speaks to the department or to the methodical service.
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    year = models.PositiveSmallIntegerField("учебный год")
    window = models.ForeignKey(
        Window, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The rule that drafted it; empty when a person wrote it.
    rule = models.CharField("правило", max_length=30, blank=True)
    data_text = models.TextField("данные")
    finding = models.TextField("вывод")
    addressee = models.CharField("кому", max_length=12, choices=Addressee)
    action = models.TextField("что сделать")
    due_on = models.DateField("срок", null=True, blank=True)
    control = models.TextField("что покажет результат", blank=True)
    state = models.CharField(
        "состояние",
        max_length=10,
        choices=RecommendationState,
        default=RecommendationState.DRAFT,
    )
    created_at = models.DateTimeField("составлена")
    issued_at = models.DateTimeField("выдана", null=True, blank=True)
    issued_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField("ответ школы", blank=True)
    answer_file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True)
    closing_note = models.TextField("чем закрыта", blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "адресная рекомендация"
        verbose_name_plural = "адресные рекомендации"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "window", "rule", "indicator"],
                condition=~Q(rule=""),
                name="recommendation_drafted_once",
                violation_error_message="Такая рекомендация уже составлена.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="dropped")
                | Q(due_on__isnull=False),
                name="recommendation_issued_has_term",
                violation_error_message="У выданной рекомендации должен быть срок.",
            ),
        ]

    def __str__(self) -> str:
        return self.finding[:100]
