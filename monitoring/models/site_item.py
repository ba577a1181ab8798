"""What a site check looks for: editable data."""

from django.db import models
from django.db.models import Q

from schools.models import Territory, User, scope_of


class SiteItemQuerySet(models.QuerySet["SiteItem"]):
    """Reads of items."""

    def visible_to(self, user: User) -> "SiteItemQuerySet":
        """Keep common ones and those of the person's municipalities."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.with_common()).distinct()


class SiteItem(models.Model):
    """A paper or a page that the school's site must hold."""

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="site_items",
    )
    code = models.SlugField("код", max_length=40)
    title = models.CharField("что ищут на сайте", max_length=200)
    hint = models.TextField("на что смотреть", blank=True)
    position = models.PositiveIntegerField("место по порядку", default=0)
    is_active = models.BooleanField("проверяется", default=True)

    objects = SiteItemQuerySet.as_manager()

    class Meta:
        verbose_name = "пункт проверки сайта"
        verbose_name_plural = "пункты проверки сайта"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "code"],
                name="site_item_once",
                violation_error_message="Такой пункт уже есть.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(territory__isnull=True),
                name="site_item_common_once",
                violation_error_message="Такой общий пункт уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
