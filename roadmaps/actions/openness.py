"""A road map is opened to everybody, or closed again."""

import datetime as dt

from django.db import transaction

from roadmaps.models import RoadMap
from schools.actions.audit import record
from schools.actions.refusals import demand_permission
from schools.models import User
from schools.roles import Permission


@transaction.atomic
def set_openness(
    *,
    road_map: RoadMap,
    is_public: bool,
    shows_names: bool,
    user: User,
    now: dt.datetime,
) -> RoadMap:
    """Open or close the page of a road map; names of people only when asked for."""
    road_map = (
        RoadMap.objects.select_for_update(of=("self",))
        .select_related("territory")
        .get(pk=road_map.pk)
    )
    demand_permission(user, Permission.EDIT_PLANS, road_map)
    before = {"is_public": road_map.is_public, "shows_names": road_map.shows_names}
    after = {"is_public": is_public, "shows_names": shows_names}
    if before == after:
        return road_map
    road_map.is_public, road_map.shows_names = is_public, shows_names
    road_map.save(update_fields=["is_public", "shows_names"])
    record(
        actor=user,
        action="plan.openness_changed",
        obj=road_map,
        now=now,
        before=before,
        after=after,
    )
    return road_map
