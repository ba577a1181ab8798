"""A road map begins here, and its draft gets its heading or is thrown away."""

import datetime as dt

from django.db import transaction

from roadmaps.models import RoadMap, RoadMapVersion
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.roles import Permission


LONGEST_TITLE = 1000
# A plan over more years than these is a slip of the pen.
MOST_YEARS = 10


@transaction.atomic
def create_road_map(
    *,
    territory: Territory,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    origin: str,
    user: User,
    now: dt.datetime,
    continues: RoadMap | None = None,
    preamble: str = "",
    approver_position: str = "",
    approver_name: str = "",
) -> RoadMapVersion:
    """Begin a road map with an empty draft of its first version."""
    demand_permission(user, Permission.EDIT_PLANS, territory)
    _demand_municipality(territory)
    demand_period(starts_on, ends_on)
    road_map = RoadMap.objects.create(
        territory=territory,
        title=demand_title(title),
        starts_on=starts_on,
        ends_on=ends_on,
        continues=continues,
        created_by=user,
        created_at=now,
    )
    version = RoadMapVersion.objects.create(
        road_map=road_map,
        number=1,
        origin=origin,
        preamble=preamble,
        approver_position=approver_position[:300],
        approver_name=approver_name[:120],
        created_by=user,
        created_at=now,
    )
    record(
        actor=user,
        action="plan.created",
        obj=road_map,
        now=now,
        after={
            "title": road_map.title,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
            "origin": origin,
        },
    )
    return version


@transaction.atomic
def discard_draft(
    *, version: RoadMapVersion, reason: str, user: User, now: dt.datetime
) -> RoadMap | None:
    """Throw a draft away; a road map that has no other version goes with it.

    Returns the road map that stays, if one does.
    """
    version = locked_draft(version, user)
    if not reason.strip():
        raise refuse("Напишите, почему удаляете проект.", code="no_reason")
    road_map = version.road_map
    record(
        actor=user,
        action="plan.draft_discarded",
        obj=version,
        now=now,
        before={"activities": version.activities.count()},
        reason=reason.strip(),
    )
    version.delete()
    if road_map.versions.exists():
        # Lines that only the draft had: nothing hangs on them.
        road_map.lines.filter(
            activities__isnull=True, occurrences__isnull=True
        ).delete()
        return road_map
    road_map.delete()
    return None


def locked_draft(version: RoadMapVersion, user: User) -> RoadMapVersion:
    """Fetch a draft for a change that nobody else makes at the same time."""
    version = (
        RoadMapVersion.objects.select_for_update(of=("self",))
        .select_related("road_map__territory")
        .get(pk=version.pk)
    )
    demand_permission(user, Permission.EDIT_PLANS, version)
    demand_draft(version)
    return version


def demand_draft(version: RoadMapVersion) -> None:
    """Stop a change of what is approved."""
    if not version.is_draft:
        raise refuse(
            f"Версия {version.number} утверждена приказом № {version.order_number} и не "
            "меняется. Чтобы изменить план, начните корректировку.",
            code="approved",
        )


def demand_title(title: str) -> str:
    """Return the title in one line, or refuse."""
    plain = " ".join(title.split())
    if not plain:
        raise refuse("Напишите название плана.", code="no_title", field="title")
    return plain[:LONGEST_TITLE]


def demand_period(starts_on: dt.date, ends_on: dt.date) -> None:
    """Refuse a period that no plan has."""
    if ends_on < starts_on:
        raise refuse(
            "Период заканчивается раньше, чем начинается.",
            code="period_backwards",
            field="ends_on",
        )
    if ends_on.year - starts_on.year > MOST_YEARS:
        raise refuse(
            f"План больше чем на {MOST_YEARS} лет: проверьте годы.",
            code="period_long",
            field="ends_on",
        )


def _demand_municipality(territory: Territory) -> None:
    if territory.is_region:
        raise refuse(
            "Дорожную карту ведёт муниципалитет: выберите его.",
            code="region",
            field="territory",
        )
