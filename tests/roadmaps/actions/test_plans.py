"""A road map begins with an empty draft; a draft can be thrown away."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.plans import create_road_map, discard_draft
from roadmaps.enums import Origin, VersionState
from roadmaps.models import PlanLine, RoadMap, RoadMapVersion
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import (
    ENDS,
    NOW,
    STARTS,
    ActivityFactory,
    OccurrenceFactory,
    SectionFactory,
    VersionFactory,
    fill_road_map,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


def create(territory, user, **changes) -> RoadMapVersion:
    values = {
        "title": "  План   поддержки ",
        "starts_on": STARTS,
        "ends_on": ENDS,
        "origin": Origin.EMPTY,
        **changes,
    }
    return create_road_map(territory=territory, user=user, now=NOW, **values)


class TestCreate:
    def test_an_empty_draft_of_version_one(self, town, coordinator):
        version = create(town, coordinator)
        road_map = RoadMap.objects.get()
        assert (version.number, version.state, version.origin) == (
            1,
            VersionState.DRAFT,
            Origin.EMPTY,
        )
        assert (road_map.territory, road_map.title, road_map.created_by) == (
            town,
            "План поддержки",
            coordinator,
        )

    def test_it_is_on_record(self, town, coordinator):
        create(town, coordinator)
        event = AuditEvent.objects.get()
        assert (event.action, event.municipality_id, event.after["title"]) == (
            "plan.created",
            town.pk,
            "План поддержки",
        )

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"title": "  "}, "no_title"),
            ({"ends_on": STARTS - dt.timedelta(days=1)}, "period_backwards"),
            ({"ends_on": dt.date(2125, 8, 31)}, "period_long"),
        ],
    )
    def test_what_no_plan_has_is_refused(self, town, coordinator, changes, code):
        with pytest.raises(ValidationError) as refusal:
            create(town, coordinator, **changes)
        (errors,) = refusal.value.error_dict.values()
        assert [error.code for error in errors] == [code]

    def test_a_region_has_no_road_map(self, town):
        admin = person(Role.ADMINISTRATOR)
        with pytest.raises(ValidationError, match="муниципалитет"):
            create(town.parent, admin)

    @pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST])
    def test_others_begin_none(self, town, role):
        with pytest.raises(PermissionDenied):
            create(town, person(role, town))

    def test_the_neighbours_coordinator_begins_none_here(self, town):
        with pytest.raises(PermissionDenied):
            create(town, person(Role.COORDINATOR, MunicipalityFactory()))


class TestDiscard:
    def test_the_only_draft_takes_the_road_map_with_it(self, town, coordinator):
        version = create(town, coordinator)
        kept = discard_draft(
            version=version, reason="Ошибка", user=coordinator, now=NOW
        )
        assert (kept, RoadMap.objects.count()) == (None, 0)

    def test_a_plan_with_rows_goes_as_a_whole(self, town, coordinator):
        road_map = fill_road_map(town, is_approved=False)
        version = road_map.versions.get()
        discard_draft(version=version, reason="Ошибка", user=coordinator, now=NOW)
        assert (RoadMap.objects.count(), PlanLine.objects.count()) == (0, 0)

    def test_a_correction_leaves_what_is_in_force(self, town, coordinator):
        road_map = fill_road_map(town)
        draft = VersionFactory(road_map=road_map, number=2)
        section = SectionFactory(version=draft)
        shared = road_map.lines.first()
        ActivityFactory(section=section, line=shared)
        ActivityFactory(section=section)
        before = set(road_map.lines.values_list("pk", flat=True))
        kept = discard_draft(version=draft, reason="Ошибка", user=coordinator, now=NOW)
        assert kept == road_map
        assert [v.number for v in road_map.versions.all()] == [1]
        # Two lines of the version in force stay, the draft's own third one goes.
        assert len(before) == 3
        assert set(road_map.lines.values_list("pk", flat=True)) < before

    def test_a_line_with_a_history_stays(self, town, coordinator):
        road_map = fill_road_map(town)
        draft = VersionFactory(road_map=road_map, number=2)
        activity = ActivityFactory(section=SectionFactory(version=draft))
        OccurrenceFactory(line=activity.line)
        discard_draft(version=draft, reason="Ошибка", user=coordinator, now=NOW)
        assert road_map.lines.filter(pk=activity.line_id).exists()

    def test_a_reason_is_asked(self, town, coordinator):
        version = create(town, coordinator)
        with pytest.raises(ValidationError) as refusal:
            discard_draft(version=version, reason=" ", user=coordinator, now=NOW)
        assert refusal.value.code == "no_reason"

    def test_an_approved_version_stays(self, town, coordinator):
        version = fill_road_map(town).versions.get()
        with pytest.raises(ValidationError) as refusal:
            discard_draft(version=version, reason="Так", user=coordinator, now=NOW)
        assert refusal.value.code == "approved"
