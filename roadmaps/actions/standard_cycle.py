"""A road map that begins with the standard cycle of a year."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.plan_content import fill_from_document
from roadmaps.actions.plans import create_road_map
from roadmaps.documents.standard_cycle import standard_cycle
from roadmaps.enums import Origin
from roadmaps.models import RoadMapVersion
from roadmaps.terms import Period
from schools.models import Territory, User


@transaction.atomic
def start_from_standard_cycle(
    *,
    territory: Territory,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    user: User,
    now: dt.datetime,
) -> RoadMapVersion:
    """Begin a road map and fill its draft with the steps of the year."""
    version = create_road_map(
        territory=territory,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        origin=Origin.STANDARD,
        user=user,
        now=now,
    )
    document = standard_cycle(title=title, period=Period(starts_on, ends_on))
    fill_from_document(version=version, document=document, user=user, now=now)
    return version
