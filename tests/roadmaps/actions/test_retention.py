"""An old draft goes after its letter with all its files; the line in the trail stays."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.presentations import record_presentation
from roadmaps.actions.retention import remove_draft, set_rule, tell_of_removal
from roadmaps.models import (
    Presentation,
    Programme,
    ProgrammeField,
    ProgrammeVersion,
    RetentionRule,
)
from roadmaps.queries.retention import near_removals
from schools.models import AuditEvent, OutgoingMessage, StoredFile
from tests.roadmaps.programme_desk import NOW, TODAY, Desk, in_state, make_desk


pytestmark = pytest.mark.django_db
# 365 days after the last touch, and 14 before that.
DUE = TODAY + dt.timedelta(days=365)
NEAR = DUE - dt.timedelta(days=14)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def at(day: dt.date) -> dict[str, object]:
    return {"now": dt.datetime.combine(day, NOW.timetz()), "today": day}


def told(programme, day: dt.date = NEAR) -> bool:
    return tell_of_removal(programme_id=programme.pk, **at(day))


def removed(programme, day: dt.date = DUE) -> bool:
    return remove_draft(programme_id=programme.pk, **at(day))


def test_an_expired_draft_is_removed_with_its_files_and_the_line_stays(
    desk, django_capture_on_commit_callbacks
):
    programme = desk.start()
    version = desk.upload(programme, "Текст")
    record_presentation(
        programme=programme,
        values={
            "version": version,
            "occasion": "august",
            "held_on": TODAY,
            "place": "Школа",
            "outcome": "Одобрена.",
            "next_step": "",
        },
        user=desk.team,
        now=NOW,
        today=TODAY,
    )
    storage, name = version.file.content.storage, version.file.content.name
    told(programme)
    with django_capture_on_commit_callbacks(execute=True):
        assert removed(programme) is True
    models = (Programme, ProgrammeVersion, Presentation, StoredFile)
    assert [model.objects.count() for model in models] == [0, 0, 0, 0]
    assert storage.exists(name) is False
    event = AuditEvent.objects.get(action="programme.draft_removed")
    assert (event.object_label, event.actor_name, event.municipality_id) == (
        "Школа № 1: Программа повышения качества",
        "портал",
        desk.municipality.pk,
    )
    assert event.before == {
        "title": "Программа повышения качества",
        "kind": "ШППКО",
        "starts_on": "2025-09-01",
        "ends_on": "2026-08-31",
        "versions": 1,
    }
    assert event.reason == (
        "Черновик не отправляли, последняя правка 10.09.2025. "
        "Правило: хранить 365\N{NO-BREAK SPACE}дней после последней правки."
    )
    assert (told(programme, DUE), removed(programme)) == (False, False)


def test_the_school_and_the_coordinator_hear_of_it_once_two_weeks_before(desk):
    programme = desk.start()
    assert told(programme, NEAR - dt.timedelta(days=1)) is False
    assert (told(programme), told(programme)) == (True, False)
    letters = {row.to: row for row in OutgoingMessage.objects.all()}
    assert set(letters) == {"team@example.org", "coordinator@example.org"}
    school, office = letters["team@example.org"], letters["coordinator@example.org"]
    assert school.subject == "Черновик «ШППКО» будет удалён 10.09.2026"
    assert f"/programmes/{programme.pk}/" in school.body
    assert office.subject == "Школа № 1: черновик «ШППКО» будет удалён 10.09.2026"
    # The draft itself is still the school's alone.
    assert (programme.title in school.body, programme.title in office.body) == (
        True,
        False,
    )


def test_nothing_goes_before_its_day_or_without_a_letter(desk):
    programme = desk.start()
    assert removed(programme) is False
    told(programme, DUE)
    later = DUE + dt.timedelta(days=14)
    assert removed(programme, later - dt.timedelta(days=1)) is False
    assert removed(programme, later) is True


def touched_by_a_field(desk, programme, moment) -> None:
    ProgrammeField.objects.create(programme=programme, key="aim", saved_at=moment)


def touched_by_a_version(desk, programme, moment) -> None:
    desk.upload(programme, "Новый текст", now=moment)


@pytest.mark.parametrize("touch", [touched_by_a_field, touched_by_a_version])
def test_a_touch_begins_the_time_anew_and_calls_for_another_letter(desk, touch):
    programme = desk.start()
    told(programme)
    touch(desk, programme, dt.datetime.combine(NEAR, NOW.timetz()))
    assert removed(programme) is False
    again = NEAR + dt.timedelta(days=365)
    assert removed(programme, again) is False
    assert told(programme, again - dt.timedelta(days=14)) is True
    assert removed(programme, again) is True


@pytest.mark.parametrize(
    "state", ["submitted", "returned", "agreed", "approved", "finished"]
)
def test_what_was_sent_is_never_removed(desk, state):
    programme = in_state(desk.school, state, removal_told_at=NOW)
    late = TODAY + dt.timedelta(days=5000)
    assert (told(programme, late), removed(programme, late)) == (False, False)
    assert list(near_removals(today=late)) == []


def test_what_was_sent_and_withdrawn_is_never_removed(desk):
    programme, _, _ = desk.sent()
    desk.move(programme, "withdraw", reason="Опечатка.")
    late = TODAY + dt.timedelta(days=5000)
    assert (told(programme, late), removed(programme, late)) == (False, False)


def rule(desk, days: int | None, user=None, **changes) -> RetentionRule:
    given = {"kind": desk.kind, "territory": desk.municipality, "draft_days": days}
    return set_rule(**(given | changes), user=user or desk.coordinator, now=NOW)


def test_the_municipalitys_rule_comes_before_the_common_one(desk):
    programme = desk.start()
    RetentionRule.objects.create(kind=desk.kind, draft_days=None, changed_at=NOW)
    assert told(programme, DUE) is False
    rule(desk, 90)
    near = TODAY + dt.timedelta(days=76)
    assert [pk for pk, _ in near_removals(today=near)] == [programme.pk]
    assert list(near_removals(today=near - dt.timedelta(days=1))) == []
    assert told(programme, near) is True
    rule(desk, None)
    assert removed(programme, DUE) is False


def test_a_rule_is_changed_with_both_wordings_in_the_trail(desk):
    first = rule(desk, 90)
    assert (rule(desk, 90), rule(desk, None)) == (first, first)
    events = AuditEvent.objects.filter(action="retention.set").order_by("pk")
    words = "хранить 90\N{NO-BREAK SPACE}дней после последней правки"
    assert [(event.before, event.after) for event in events] == [
        ({}, {"keeping": words}),
        ({"keeping": words}, {"keeping": "хранить всегда"}),
    ]


@pytest.mark.parametrize("who", ["methodist", "head", "team"])
def test_a_rule_needs_the_right_there(desk, who):
    with pytest.raises(PermissionDenied):
        rule(desk, 90, getattr(desk, who))


def test_the_common_rule_is_the_administrators(desk):
    with pytest.raises(PermissionDenied):
        rule(desk, 90, territory=None)


@pytest.mark.parametrize(
    ("days", "is_region", "code"),
    [(89, False, "days"), (3651, False, "days"), (90, True, "region")],
)
def test_rules_that_are_refused(desk, days, is_region, code):
    region = desk.municipality.parent
    desk.coordinator.memberships.update(
        territory=region if is_region else desk.municipality
    )
    place = region if is_region else desk.municipality
    with pytest.raises(ValidationError) as refused:
        rule(desk, days, territory=place)
    (errors,) = refused.value.error_dict.values()
    assert errors[0].code == code
