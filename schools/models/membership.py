"""Which role a person holds, where, from when till when."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, TruncDate

from schools.enums import Role
from schools.models.school import School
from schools.models.scope import scope_of
from schools.models.territory import Territory
from schools.models.user import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def in_office(self) -> "MembershipQuerySet":
        """Keep those in force today, by the database's own calendar."""
        today = TruncDate(Now())
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today
        )

    def visible_to(self, user: User) -> "MembershipQuerySet":
        """Keep the person's own and those inside the person's territories."""
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            Q(user_id=user.pk)
            | scope.within("territory")
            | scope.within("school__municipality")
        )


class Membership(models.Model):
    """A role of a person in the whole portal, a territory or a school."""

    user = models.ForeignKey(
        User,
        verbose_name="человек",
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField("роль", max_length=20, choices=Role)
    territory = models.ForeignKey(
        Territory,
        verbose_name="территория",
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
    )
    school = models.ForeignKey(
        School,
        verbose_name="школа",
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
    )
    position = models.CharField("должность", max_length=200, blank=True)
    starts_on = models.DateField("действует с")
    ends_on = models.DateField("действует по", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ["user", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role=Role.ADMINISTRATOR, territory__isnull=True, school__isnull=True
                )
                | Q(role=Role.SCHOOL_TEAM, territory__isnull=True, school__isnull=False)
                | Q(
                    role__in=[
                        Role.ANALYST,
                        Role.COORDINATOR,
                        Role.METHODIST,
                        Role.HEAD,
                    ],
                    territory__isnull=False,
                    school__isnull=True,
                ),
                name="membership_place_fits_role",
                violation_error_message=(
                    "Школьной команде укажите школу, администратору — ничего, "
                    "остальным ролям — территорию."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
                violation_error_message="Срок заканчивается раньше, чем начинается.",
            ),
        ]

    def __str__(self) -> str:
        place = self.school or self.territory
        return (
            f"{self.get_role_display()}, {place}" if place else self.get_role_display()
        )
