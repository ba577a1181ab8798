"""Presentations: who records them, what is refused, who corrects whose."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.presentations import (
    FIELDS,
    change_presentation,
    record_presentation,
)
from roadmaps.enums import Occasion
from roadmaps.models import Presentation
from schools.actions.refusals import ChangedMeanwhileError
from schools.enums import Role
from schools.models import AuditEvent
from schools.queries.versions import fingerprint
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.programmes import ProgrammeVersionFactory
from tests.roadmaps.programme_desk import NOW, TODAY, Desk, in_state, make_desk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def programme(desk):
    return in_state(desk.school, "submitted")


def values_of(programme, **changes) -> dict[str, object]:
    return {
        "version": programme.versions.order_by("number").first(),
        "occasion": Occasion.AUGUST,
        "held_on": TODAY,
        "place": " Дом учителя ",
        "outcome": "Одобрена.",
        "next_step": "",
    } | changes


def recorded(desk, programme, user=None, now=NOW, **changes) -> Presentation:
    return record_presentation(
        programme=programme,
        values=values_of(programme, **changes),
        user=user or desk.team,
        now=now,
        today=TODAY,
    )


def changed(row, user, seen="", **changes) -> Presentation:
    return change_presentation(
        presentation=row,
        values=values_of(row.programme, **changes),
        seen=seen or fingerprint(row, FIELDS),
        user=user,
        now=NOW,
        today=TODAY,
    )


def code_of(refused) -> str:
    (errors,) = refused.value.error_dict.values()
    return errors[0].code


@pytest.mark.parametrize("who", ["team", "coordinator"])
def test_recorded_by_the_school_or_the_coordinator_with_a_line_in_the_trail(
    desk, programme, who
):
    row = recorded(desk, programme, getattr(desk, who))
    event = AuditEvent.objects.get(action="presentation.recorded")
    assert (row.place, row.version.number, row.recorded_by) == (
        "Дом учителя",
        1,
        getattr(desk, who),
    )
    assert event.after == {
        "version": 1,
        "occasion": "august",
        "held_on": TODAY.isoformat(),
        "place": "Дом учителя",
        "outcome": "Одобрена.",
        "next_step": "",
    }


@pytest.mark.parametrize("who", ["methodist", "head"])
def test_not_by_others(desk, programme, who):
    with pytest.raises(PermissionDenied):
        recorded(desk, programme, getattr(desk, who))


def test_not_by_other_schools_and_municipalities(desk, programme):
    for user in (
        person(Role.SCHOOL_TEAM, SchoolFactory(municipality=desk.municipality)),
        person(Role.COORDINATOR, MunicipalityFactory()),
    ):
        with pytest.raises(PermissionDenied):
            recorded(desk, programme, user)


def test_a_double_click_makes_one_record_and_a_second_one_is_refused(desk, programme):
    assert recorded(desk, programme) == recorded(desk, programme)
    with pytest.raises(ValidationError) as refused:
        recorded(desk, programme, now=NOW + dt.timedelta(minutes=2))
    assert (code_of(refused), Presentation.objects.count()) == ("same", 1)


def test_a_day_ahead_and_a_foreign_version_are_refused(desk, programme):
    with pytest.raises(ValidationError) as refused:
        recorded(desk, programme, held_on=TODAY + dt.timedelta(days=1))
    assert code_of(refused) == "future"
    with pytest.raises(ValidationError) as refused:
        recorded(desk, programme, version=ProgrammeVersionFactory())
    assert code_of(refused) == "foreign_version"


def test_the_coordinator_names_no_version_that_was_not_sent(desk, programme):
    unsent = ProgrammeVersionFactory(programme=programme, number=2)
    with pytest.raises(ValidationError) as refused:
        recorded(desk, programme, desk.coordinator, version=unsent)
    assert code_of(refused) == "foreign_version"
    row = recorded(desk, programme, version=unsent)
    # What the school has named stays when the coordinator mends a word.
    assert (
        changed(row, desk.coordinator, version=unsent, place="Школа").place == "Школа"
    )


def test_corrected_by_its_author_and_the_coordinator_alone(desk, programme):
    row = recorded(desk, programme)
    colleague = person(Role.SCHOOL_TEAM, desk.school)
    for user in (colleague, desk.methodist):
        with pytest.raises(PermissionDenied):
            changed(row, user, place="Иначе")
    row = changed(row, desk.team, place="Лицей")
    row = changed(row, desk.coordinator, place="Лицей", outcome="Доработать.")
    events = AuditEvent.objects.filter(action="presentation.changed").order_by("pk")
    assert [(event.before, event.after) for event in events] == [
        ({"place": "Дом учителя"}, {"place": "Лицей"}),
        ({"outcome": "Одобрена."}, {"outcome": "Доработать."}),
    ]


def test_the_same_again_leaves_no_line(desk, programme):
    row = recorded(desk, programme)
    changed(row, desk.team)
    assert not AuditEvent.objects.filter(action="presentation.changed").exists()


def test_the_second_writer_is_stopped(desk, programme):
    row = recorded(desk, programme)
    seen = fingerprint(row, FIELDS)
    changed(row, desk.coordinator, place="Лицей")
    with pytest.raises(ChangedMeanwhileError) as meanwhile:
        changed(row, desk.team, seen=seen, place="Гимназия")
    assert meanwhile.value.current.place == "Лицей"


def test_one_event_does_not_become_another(desk, programme):
    recorded(desk, programme)
    other = recorded(desk, programme, occasion=Occasion.BOARD)
    with pytest.raises(ValidationError) as refused:
        changed(other, desk.team)
    assert code_of(refused) == "same"
