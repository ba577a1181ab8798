"""The municipality's directory of those who answer for activities."""

from django.db import models

from roadmaps.enums import PartyKind
from schools.enums import Role
from schools.models import Territory, User, scope_of


class PartyQuerySet(models.QuerySet["Party"]):
    """Reads of parties."""

    def visible_to(self, user: User) -> "PartyQuerySet":
        """Keep those of the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(scope.within("territory"))


class Party(models.Model):
    """A role, an organisation, a person or a group of schools, by one name.

    Letters go to `user`, or to all who hold `role` in the municipality; a party with
    neither gets none.
    """

    territory = models.ForeignKey(
        Territory,
        verbose_name="муниципалитет",
        on_delete=models.PROTECT,
        related_name="parties",
    )
    name = models.CharField("название", max_length=300)
    kind = models.CharField(
        "кто это", max_length=20, choices=PartyKind, default=PartyKind.UNKNOWN
    )
    # Names of parties that were joined to this one: documents still write them.
    spellings = models.JSONField("другие написания", default=list, blank=True)
    role = models.CharField("роль в портале", max_length=20, choices=Role, blank=True)
    user = models.ForeignKey(
        User,
        verbose_name="человек в портале",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "name"],
                name="party_name_once",
                violation_error_message="Такой ответственный уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.name
