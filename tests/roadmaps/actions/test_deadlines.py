"""Deadlines are named, moved and taken back; nothing without a right or a reason."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.deadlines import (
    change_deadline,
    remove_deadline,
    set_standard_deadlines,
)
from roadmaps.enums import ReminderKind
from roadmaps.models import ProgrammeDeadline, Reminder
from schools.models import AuditEvent
from tests.factories.programmes import ProgrammeKindFactory
from tests.roadmaps.deadline_town import DUE, NOW, YEAR, DeadlineTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def days(town: DeadlineTown) -> list[tuple[str, dt.date, bool]]:
    rows = ProgrammeDeadline.objects.filter(territory=town.place).order_by("due_on")
    return list(rows.values_list("step", "due_on", "closes"))


def standard(town: DeadlineTown, cycle: str = "autumn", **values):
    given = {
        "territory": town.place,
        "kind": town.kind,
        "year": YEAR,
        "user": town.coordinator,
        "now": NOW,
    }
    return set_standard_deadlines(cycle=cycle, **(given | values))


def sentence(refused) -> str:
    return " ".join(refused.value.messages)


def test_a_deadline_leaves_a_trace(town):
    deadline = town.deadline(note="  Как обычно. ")
    event = AuditEvent.objects.get(action="deadline.set")
    assert deadline.note == "Как обычно."
    assert (event.actor_id, event.municipality_id, event.after) == (
        town.coordinator.pk,
        town.place.pk,
        {"year": YEAR, "due_on": "2025-10-15", "closes": True, "note": "Как обычно."},
    )


@pytest.mark.parametrize("who", ["methodist", "head", "analyst", "neighbour", "team"])
def test_only_who_keeps_programmes_there(town, who):
    with pytest.raises(PermissionDenied):
        town.deadline(user=getattr(town, who))
    assert ProgrammeDeadline.objects.count() == 0


def test_twice_is_refused(town):
    town.deadline()
    with pytest.raises(ValidationError) as refused:
        town.deadline()
    assert sentence(refused) == "Такой срок уже назначен: измените его."


@pytest.mark.parametrize("year", [2023, 2028])
def test_a_day_far_from_its_year_is_a_slip(town, year):
    with pytest.raises(ValidationError) as refused:
        town.deadline(due_on=dt.date(year, 9, 30))
    assert sentence(refused) == (
        "День далеко от 2025/26 учебного года: проверьте, когда школа должна "
        "«отправить на согласование»."
    )


def test_a_region_has_no_deadlines(town):
    with pytest.raises(ValidationError) as refused:
        town.deadline(territory=town.place.parent, user=town.admin)
    assert sentence(refused) == "Сроки назначает муниципалитет: выберите его."


@pytest.mark.parametrize("is_active", [True, False])
def test_a_kind_of_elsewhere_or_out_of_use_is_refused(town, is_active):
    place = town.elsewhere if is_active else town.place
    kind = ProgrammeKindFactory(territory=place, code="x", is_active=is_active)
    with pytest.raises(ValidationError) as refused:
        town.deadline(kind=kind)
    assert sentence(refused) == "Такого вида документа в этом муниципалитете нет."


class TestStandard:
    def test_autumn(self, town):
        standard(town)
        assert days(town) == [
            ("submit", dt.date(2025, 9, 30), True),
            ("approve", dt.date(2025, 10, 15), False),
            ("publish", dt.date(2025, 10, 31), False),
        ]

    def test_spring(self, town):
        standard(town, "spring")
        assert days(town) == [
            ("submit", dt.date(2025, 5, 31), True),
            ("approve", dt.date(2025, 6, 30), False),
            ("publish", dt.date(2025, 8, 31), False),
        ]

    def test_what_was_named_before_stays_and_twice_changes_nothing(self, town):
        town.deadline()
        assert [row.step for row in standard(town)] == ["approve", "publish"]
        assert standard(town) == []
        assert days(town)[0] == ("submit", DUE, True)

    def test_another_word_is_refused(self, town):
        with pytest.raises(ValidationError) as refused:
            standard(town, "winter")
        assert sentence(refused) == "Выберите, какие сроки назначить."

    def test_needs_the_right(self, town):
        with pytest.raises(PermissionDenied):
            standard(town, user=town.methodist)


class TestChange:
    def test_another_day_begins_letters_anew(self, town):
        deadline = town.deadline()
        values = {"deadline": deadline, "school": town.low, "day": DUE}
        Reminder.objects.create(user=town.team, kind=ReminderKind.BEFORE_3, **values)
        day = dt.date(2025, 11, 1)
        changed = change_deadline(
            deadline=deadline, values={"due_on": day}, user=town.coordinator, now=NOW
        )
        event = AuditEvent.objects.get(action="deadline.changed")
        assert (changed.due_on, Reminder.objects.count()) == (day, 0)
        assert (event.before, event.after) == (
            {"due_on": "2025-10-15"},
            {"due_on": "2025-11-01"},
        )

    def test_another_word_keeps_letters(self, town):
        deadline = town.deadline()
        values = {"deadline": deadline, "school": town.low, "day": DUE}
        Reminder.objects.create(user=town.team, kind=ReminderKind.BEFORE_3, **values)
        change_deadline(
            deadline=deadline,
            values={"note": "Иначе", "closes": False},
            user=town.coordinator,
            now=NOW,
        )
        deadline.refresh_from_db()
        assert (deadline.note, deadline.closes) == ("Иначе", False)
        assert Reminder.objects.count() == 1

    def test_the_same_leaves_no_trace(self, town):
        change_deadline(
            deadline=town.deadline(),
            values={"due_on": DUE, "closes": True, "note": ""},
            user=town.coordinator,
            now=NOW,
        )
        assert not AuditEvent.objects.filter(action="deadline.changed").exists()

    def test_needs_the_right(self, town):
        with pytest.raises(PermissionDenied):
            change_deadline(
                deadline=town.deadline(), values={}, user=town.neighbour, now=NOW
            )


class TestRemove:
    def test_the_trail_keeps_the_day_and_what_was_granted(self, town):
        deadline = town.deadline()
        town.extend(deadline)
        remove_deadline(
            deadline=deadline, reason="Ошибка. ", user=town.coordinator, now=NOW
        )
        event = AuditEvent.objects.get(action="deadline.removed")
        assert ProgrammeDeadline.objects.count() == 0
        assert (event.reason, event.before) == (
            "Ошибка.",
            {
                "year": YEAR,
                "due_on": "2025-10-15",
                "closes": True,
                "note": "",
                "extensions": {"Школа № 1": "2025-10-29"},
            },
        )

    def test_needs_a_reason(self, town):
        with pytest.raises(ValidationError) as refused:
            remove_deadline(
                deadline=town.deadline(), reason=" ", user=town.coordinator, now=NOW
            )
        assert sentence(refused) == "Напишите, почему срок снят."
        assert ProgrammeDeadline.objects.count() == 1

    def test_needs_the_right(self, town):
        with pytest.raises(PermissionDenied):
            remove_deadline(
                deadline=town.deadline(), reason="Да", user=town.head, now=NOW
            )
