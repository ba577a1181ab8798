"""Regions and their municipalities."""

from django.db import models
from django.db.models import Q

from schools.enums import TerritoryKind
from schools.models.ordering import NATURAL_ORDER
from schools.models.scope import scope_of
from schools.models.user import User


class TerritoryQuerySet(models.QuerySet["Territory"]):
    """Reads of territories."""

    def regions(self) -> "TerritoryQuerySet":
        """Keep regions."""
        return self.filter(kind=TerritoryKind.REGION)

    def municipalities(self) -> "TerritoryQuerySet":
        """Keep municipalities."""
        return self.filter(kind=TerritoryKind.MUNICIPALITY)

    def visible_to(self, user: User) -> "TerritoryQuerySet":
        """Keep what the person works with: own territories and those inside."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            Q(pk__in=scope.territory_ids)
            | Q(parent_id__in=scope.territory_ids)
            | Q(schools__in=scope.school_ids)
        ).distinct()


class Territory(models.Model):
    """A region, or a municipality inside a region."""

    kind = models.CharField("вид", max_length=20, choices=TerritoryKind)
    code = models.CharField(
        "код",
        max_length=20,
        unique=True,
        error_messages={"unique": "Территория с таким кодом уже есть."},
    )
    name = models.CharField("название", max_length=200, db_collation=NATURAL_ORDER)
    department = models.CharField(
        "орган управления образованием",
        max_length=300,
        blank=True,
        help_text="Полное название, как в шапке официальных бумаг.",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="регион",
        on_delete=models.PROTECT,
        related_name="municipalities",
        null=True,
        blank=True,
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "территория"
        verbose_name_plural = "территории"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=TerritoryKind.REGION, parent__isnull=True)
                | Q(kind=TerritoryKind.MUNICIPALITY, parent__isnull=False),
                name="territory_municipality_has_region",
                violation_error_message=(
                    "У муниципалитета укажите регион; у региона это поле пустое."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_region(self) -> bool:
        """Tell whether municipalities lie inside."""
        return self.kind == TerritoryKind.REGION
