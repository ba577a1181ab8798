"""A municipality's road map: what stays the same over its versions."""

from django.db import models
from django.db.models import F, Q

from schools.models import Territory, User, scope_of


class RoadMapQuerySet(models.QuerySet["RoadMap"]):
    """Reads of road maps."""

    def visible_to(self, user: User) -> "RoadMapQuerySet":
        """Keep those of the person's territories; a school sees its town's approved ones."""
        scope = scope_of(user)
        if scope.everything:
            return self
        approved = Q(
            territory__schools__in=scope.school_ids, versions__approved_at__isnull=False
        )
        return self.filter(scope.within("territory") | approved).distinct()


class RoadMap(models.Model):
    """A plan of a municipality over a period; its content lives in versions."""

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="road_maps",
    )
    title = models.CharField("название", max_length=1000)
    starts_on = models.DateField("период с")
    ends_on = models.DateField("период по")
    # The plan that this one carries on in the next period.
    continues = models.ForeignKey(
        "self",
        verbose_name="продолжает",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
    )
    is_public = models.BooleanField("открыта для всех", default=False)
    shows_names = models.BooleanField("с фамилиями на открытой странице", default=False)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField("создана")

    objects = RoadMapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-starts_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="road_map_ends_after_start",
                violation_error_message="Период заканчивается раньше, чем начинается.",
            )
        ]

    def __str__(self) -> str:
        return self.title
