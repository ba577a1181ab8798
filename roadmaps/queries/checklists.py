"""Checklists by which programmes are looked at: which holds where, since when."""

from django.db.models import Count, F, Q, QuerySet

from roadmaps.models import Checklist, ProgrammeKind, Review
from schools.models import Territory, User


def newest_checklist(
    territory: Territory | None, kind: ProgrammeKind | None
) -> Checklist | None:
    """Return the version that holds in a place for a kind; the last one made."""
    return (
        Checklist.objects.filter(territory=territory, kind=kind)
        .order_by("-number")
        .first()
    )


def visible_checklists(user: User) -> QuerySet[Checklist]:
    """Return all versions that a person may read, with what a list of them shows."""
    seen = Review.objects.visible_to(user)
    return (
        Checklist.objects.visible_to(user)
        .select_related("territory", "kind", "created_by")
        .annotate(
            criteria_count=Count("criteria", distinct=True),
            reviews_count=Count("reviews", filter=Q(reviews__in=seen), distinct=True),
        )
        .order_by(
            F("kind__position").asc(nulls_last=True),
            F("territory__name").asc(nulls_first=True),
            "-number",
        )
    )


def checklists_in_force(user: User) -> frozenset[int]:
    """Return the keys of the versions by which new reviews go."""
    versions = Checklist.objects.visible_to(user).order_by("number")
    # The last number of a place and kind stays in the mapping.
    newest = {
        (place, kind): key
        for place, kind, key in versions.values_list("territory_id", "kind_id", "pk")
    }
    return frozenset(newest.values())


def previous_checklist(checklist: Checklist) -> Checklist | None:
    """Return the version before."""
    return (
        Checklist.objects.filter(
            territory=checklist.territory_id,
            kind=checklist.kind_id,
            number__lt=checklist.number,
        )
        .order_by("-number")
        .first()
    )
