"""Who must act on an occurrence: the people behind its parties, and its schools' teams."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from roadmaps.enums import VersionState
from roadmaps.models import ActivityParty, Occurrence, SchoolAnswer
from schools.enums import Role
from schools.models import Membership, User


def who_must_act(
    occurrences: Collection[Occurrence], *, today: dt.date
) -> dict[int, list[User]]:
    """Return by occurrence the people who must act on it, each once.

    Those are the person of a party, or all who hold the party's role in the
    municipality, and the teams of the schools that have not answered yet. A party
    with neither person nor role gets no letter; nor does anybody without an address.
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for row in occurrences:
        lines[row.line_id].append(row.pk)
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for line_id, user in _of_parties(lines, today):
        for pk in lines[line_id]:
            found[pk][user.pk] = user
    for pk, user in _of_schools([row.pk for row in occurrences], today):
        found[pk][user.pk] = user
    return {pk: [people[key] for key in sorted(people)] for pk, people in found.items()}


def in_office(*, today: dt.date) -> QuerySet[Membership]:
    """Return memberships in force on a day, of people whom a letter reaches."""
    return (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            starts_on__lte=today,
            user__is_active=True,
        )
        .exclude(user__email="")
        .select_related("user")
    )


def _of_parties(lines: Collection[int], today: dt.date) -> Iterable[tuple[int, User]]:
    links = list(
        ActivityParty.objects.filter(
            activity__line__in=list(lines),
            activity__version__state=VersionState.IN_FORCE,
        )
        .exclude(party__user__isnull=True, party__role="")
        .select_related("party__user", "activity")
        .order_by("position", "pk")
    )
    places = {link.party.territory_id for link in links if link.party.role}
    holders: dict[tuple[str, int | None], list[User]] = defaultdict(list)
    # A school's team hears of what concerns its school, not of all in the plan.
    roles = in_office(today=today).filter(territory_id__in=places)
    for membership in roles.exclude(role=Role.SCHOOL_TEAM).order_by("pk"):
        holders[membership.role, membership.territory_id].append(membership.user)
    for link in links:
        party = link.party
        if party.user is not None:
            if party.user.is_active and party.user.email:
                yield link.activity.line_id, party.user
            continue
        for user in holders[party.role, party.territory_id]:
            yield link.activity.line_id, user


def _of_schools(keys: Collection[int], today: dt.date) -> Iterable[tuple[int, User]]:
    silent = SchoolAnswer.objects.filter(occurrence__in=keys, done_on__isnull=True)
    pairs = list(silent.values_list("occurrence_id", "school_id").order_by("pk"))
    teams: dict[int | None, list[User]] = defaultdict(list)
    members = in_office(today=today).filter(
        role=Role.SCHOOL_TEAM, school_id__in={school for _, school in pairs}
    )
    for membership in members.order_by("pk"):
        teams[membership.school_id].append(membership.user)
    for pk, school in pairs:
        for user in teams[school]:
            yield pk, user
