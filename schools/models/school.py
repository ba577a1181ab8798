"""A school, or a branch of a school."""

from django.db import models
from django.db.models import F, Q

from schools.enums import LocalityKind, SchoolKind
from schools.models.ordering import NATURAL_ORDER
from schools.models.scope import scope_of
from schools.models.territory import Territory
from schools.models.user import User


class SchoolQuerySet(models.QuerySet["School"]):
    """Reads of schools."""

    def visible_to(self, user: User) -> "SchoolQuerySet":
        """Keep schools inside the person's territories, and the person's own."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("municipality") | Q(pk__in=scope.school_ids))

    def in_territory(self, territory: Territory) -> "SchoolQuerySet":
        """Keep schools of a region or of a municipality."""
        if territory.is_region:
            return self.filter(municipality__parent=territory)
        return self.filter(municipality=territory)

    def open_on(self, day: object) -> "SchoolQuerySet":
        """Keep schools that work on a day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


class School(models.Model):
    """A school as the registry knows it; other names and codes hang on it."""

    municipality = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="schools",
    )
    branch_of = models.ForeignKey(
        "self",
        verbose_name="филиал школы",
        on_delete=models.PROTECT,
        related_name="branches",
        null=True,
        blank=True,
    )
    code = models.CharField(
        "код в реестре",
        max_length=30,
        unique=True,
        help_text="Постоянный код, по которому школу узнают таблицы.",
        error_messages={"unique": "Школа с таким кодом уже есть."},
    )
    # «Школа № 2» stands before «Школа № 10»; the order is made by a migration.
    name = models.CharField("название", max_length=200, db_collation=NATURAL_ORDER)
    full_name = models.CharField("полное название", max_length=500, blank=True)
    kind = models.CharField(
        "вид", max_length=20, choices=SchoolKind, default=SchoolKind.SECONDARY
    )
    locality = models.CharField("населённый пункт", max_length=120, blank=True)
    locality_kind = models.CharField(
        "где находится",
        max_length=20,
        choices=LocalityKind,
        default=LocalityKind.URBAN,
    )
    site = models.URLField("сайт", blank=True)
    opened_on = models.DateField("открыта", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["municipality", "name"], name="school_by_place"),
            models.Index(fields=["name", "id"], name="school_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="school_closed_after_opened",
                violation_error_message="Школа не может закрыться раньше, чем открылась.",
            ),
            models.CheckConstraint(
                condition=Q(branch_of__isnull=True) | ~Q(branch_of=F("id")),
                name="school_not_branch_of_itself",
                violation_error_message="Школа не может быть филиалом самой себя.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
