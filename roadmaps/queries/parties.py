"""The directory of responsible parties, as its page shows it."""

from django.db.models import (
    BooleanField,
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from roadmaps.enums import PartyKind, VersionState
from roadmaps.models import Activity, ActivityParty, Party
from schools.models import Membership, Territory, User


def listed_parties(*, user: User) -> QuerySet[Party]:
    """Return the person's parties with the number of rows they answer for.

    `is_known` is false for those of which nobody has said what they are.
    """
    links = (
        ActivityParty.objects.filter(party=OuterRef("pk"))
        .exclude(activity__version__state=VersionState.REPLACED)
        .order_by()
        .values("party")
        .annotate(rows=Count("activity__line", distinct=True))
        .values("rows")
    )
    return (
        Party.objects.visible_to(user)
        .select_related("territory", "user")
        .annotate(
            activities_count=Coalesce(Subquery(links, output_field=IntegerField()), 0),
            is_known=Case(
                When(kind=PartyKind.UNKNOWN, then=Value(False)),
                default=Value(True),
                output_field=BooleanField(),
            ),
        )
    )


def people_of(place: Territory) -> QuerySet[User]:
    """Return people who hold an office in the municipality or at its schools."""
    offices = Membership.objects.in_office().filter(
        Q(territory=place) | Q(school__municipality=place)
    )
    return User.objects.filter(pk__in=offices.values("user"), is_active=True).order_by(
        "full_name", "pk"
    )


def rows_of_party(party: Party, *, user: User) -> list[Activity]:
    """Return the rows for which a party answers now, each in its newest wording."""
    rows = (
        Activity.objects.visible_to(user)
        .filter(party_links__party=party)
        .exclude(version__state=VersionState.REPLACED)
        .select_related("version__road_map")
        .order_by("-version__road_map__starts_on", "position", "version__number")
    )
    return list({row.line_id: row for row in rows}.values())
