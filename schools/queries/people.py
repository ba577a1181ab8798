"""Who holds which office, where and when."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from schools.enums import Role
from schools.models import Membership, School, User
from schools.queries.search import plain


def officers_of(school: School) -> QuerySet[Membership]:
    """Return the school's team and those who accompany it, of now and of before.

    A curator who was replaced in May stays with the dates, so that the review of
    April keeps the name.
    """
    curators = Q(
        role__in=[Role.COORDINATOR, Role.METHODIST],
        territory_id=school.municipality_id,
    )
    return (
        Membership.objects.filter(Q(school=school) | curators)
        .select_related("user", "territory", "school")
        .order_by("role", "-starts_on", "user__full_name", "pk")
    )


def is_in_office(membership: Membership, on: dt.date) -> bool:
    """Tell whether a loaded membership is in force on a day."""
    return membership.starts_on <= on and (
        membership.ends_on is None or membership.ends_on >= on
    )


def listed_people(
    *,
    user: User,
    on: dt.date,
    search: str = "",
    role: str = "",
    is_in_force: bool = True,
) -> QuerySet[User]:
    """Return people who hold or held an office within the person's scope."""
    visible = Membership.objects.visible_to(user)
    asked = visible.filter(role=role) if role else visible
    if is_in_force:
        asked = asked.filter(in_force(on))
    people = User.objects.alias(
        plain_name=plain("full_name"), plain_place=plain("username")
    ).filter(pk__in=asked.values("user_id"))
    for word in search.lower().replace("ё", "е").split():
        people = people.filter(
            Q(plain_name__contains=word)
            | Q(plain_place__contains=word)
            | Q(email__icontains=word)
        )
    memberships = visible.select_related("territory", "school").order_by(
        "-starts_on", "pk"
    )
    return people.prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="visible_memberships")
    )


def visible_people(*, user: User) -> QuerySet[User]:
    """Return people with an office within the person's scope, and the person."""
    memberships = Membership.objects.visible_to(user)
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=memberships.values("user_id")))


def in_force(on: dt.date) -> Q:
    """Return the condition of an office that is held on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
