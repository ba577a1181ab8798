"""The trail names who, what, where, and is only added to."""

import pytest

from schools.actions import audit
from schools.enums import Role
from schools.models import AuditEvent, SchoolCode
from schools.models.audit_event import TrailIsFinalError
from tests.factories import MembershipFactory, SchoolFactory, UserFactory, person


pytestmark = pytest.mark.django_db


def test_an_event_says_everything(now, place, coordinator):
    school = SchoolFactory(municipality=place, name="Школа № 1")
    token = audit.request_number.set("request-1")
    event = audit.record(
        actor=coordinator,
        action="school.changed",
        obj=school,
        now=now,
        before={"name": "а"},
        after={"name": "б"},
        reason="опечатка",
    )
    audit.request_number.reset(token)
    event.refresh_from_db()
    assert {name: getattr(event, name) for name in vars(event) if name[0] != "_"} == {
        "id": event.pk,
        "happened_at": now,
        "actor_id": coordinator.pk,
        "actor_name": "Миронова Ольга",
        "action": "school.changed",
        "object_type": "schools.school",
        "object_id": str(school.pk),
        "object_label": "Школа № 1",
        "municipality_id": place.pk,
        "region_id": place.parent_id,
        "before": {"name": "а"},
        "after": {"name": "б"},
        "reason": "опечатка",
        "request_id": "request-1",
        "is_refusal": False,
    }


def test_the_portal_acts_without_a_person(now):
    event = audit.record(actor=None, action="demo.loaded", now=now)
    assert (event.actor_id, event.actor_name, event.object_type) == (None, "портал", "")


@pytest.mark.parametrize("kind", ["region", "municipality", "school", "membership"])
def test_the_place_of_an_object_is_kept(now, place, kind):
    school = SchoolFactory(municipality=place)
    obj, expected = {
        "region": (place.parent, (None, place.parent_id)),
        "municipality": (place, (place.pk, place.parent_id)),
        "school": (school, (place.pk, place.parent_id)),
        "membership": (
            MembershipFactory(role=Role.SCHOOL_TEAM, territory=None, school=school),
            (place.pk, place.parent_id),
        ),
    }[kind]
    event = audit.record(actor=None, action="school.changed", obj=obj, now=now)
    assert (event.municipality_id, event.region_id) == expected


def test_what_belongs_to_a_school_names_it(now, place):
    school = SchoolFactory(municipality=place, name="Школа № 7")
    code = SchoolCode.objects.create(school=school, system="rcoi", value="000107")
    team = MembershipFactory(role=Role.SCHOOL_TEAM, territory=None, school=school)
    events = [
        audit.record(actor=None, action="school.changed", obj=obj, now=now)
        for obj in (code, team)
    ]
    assert [event.object_label for event in events] == [
        f"Школа № 7: {code}",
        "школьная команда, Школа № 7",
    ]


def test_the_event_outlives_its_object(now, place):
    school = SchoolFactory(municipality=place)
    event = audit.record(actor=None, action="school.changed", obj=school, now=now)
    school.delete()
    assert AuditEvent.objects.get().object_label == event.object_label


class TestFinal:
    @pytest.fixture
    def event(self, now):
        return audit.record(actor=None, action="demo.loaded", now=now)

    def test_a_record_is_not_changed(self, event):
        event.action = "nothing"
        with pytest.raises(TrailIsFinalError):
            event.save()

    def test_a_record_is_not_deleted(self, event):
        with pytest.raises(TrailIsFinalError):
            event.delete()

    @pytest.mark.parametrize(
        "act", [lambda rows: rows.update(action="x"), lambda rows: rows.delete()]
    )
    def test_nor_many_at_once(self, event, act):
        with pytest.raises(TrailIsFinalError):
            act(AuditEvent.objects.all())
        assert AuditEvent.objects.get().action == "demo.loaded"


class TestScope:
    def test_people_read_the_trail_of_their_places(self, now, place, coordinator):
        own = SchoolFactory(municipality=place)
        mine = audit.record(actor=None, action="school.changed", obj=own, now=now)
        audit.record(actor=None, action="school.changed", obj=SchoolFactory(), now=now)
        of_the_portal = audit.record(actor=None, action="demo.loaded", now=now)
        by_me = audit.record(actor=coordinator, action="school.changed", now=now)
        analyst = person(Role.ANALYST, place.parent)
        administrator = person(Role.ADMINISTRATOR)
        nobody = UserFactory()
        assert set(AuditEvent.objects.visible_to(coordinator)) == {mine, by_me}
        assert set(AuditEvent.objects.visible_to(analyst)) == {mine}
        assert of_the_portal in AuditEvent.objects.visible_to(administrator)
        assert AuditEvent.objects.visible_to(administrator).count() == 4
        assert AuditEvent.objects.visible_to(nobody).count() == 0
