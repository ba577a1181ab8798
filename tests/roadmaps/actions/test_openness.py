"""A page is opened and closed by those who keep the plan, and the trail says so."""

import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.actions.openness import set_openness
from schools.models import AuditEvent
from tests.roadmaps.paper_place import NOW, PaperPlace


pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> PaperPlace:
    return PaperPlace()


def opened(place: PaperPlace, who: str = "coordinator", **changes: bool):
    values = {"is_public": True, "shows_names": False, **changes}
    return set_openness(
        road_map=place.road_map, user=getattr(place, who), now=NOW, **values
    )


@pytest.mark.parametrize("who", ["head", "team", "neighbour"])
def test_others_open_nothing(place: PaperPlace, who: str) -> None:
    with pytest.raises(PermissionDenied):
        opened(place, who)
    place.road_map.refresh_from_db()
    assert not place.road_map.is_public


def test_the_trail_keeps_both_switches(place: PaperPlace) -> None:
    road_map = opened(place, shows_names=True)

    assert (road_map.is_public, road_map.shows_names) == (True, True)
    event = AuditEvent.objects.get(action="plan.openness_changed")
    assert event.before == {"is_public": False, "shows_names": False}
    assert event.after == {"is_public": True, "shows_names": True}


def test_nothing_changed_leaves_no_trace(place: PaperPlace) -> None:
    opened(place, is_public=False)

    assert not AuditEvent.objects.filter(action="plan.openness_changed").exists()
