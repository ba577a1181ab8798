"""More time for one school: the others stay closed, each refusal has its sentence."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.deadline_extensions import take_back_extension
from roadmaps.enums import ReminderKind
from roadmaps.models import DeadlineExtension, Reminder
from schools.models import AuditEvent
from tests.roadmaps.deadline_town import DUE, NOW, REASON, DeadlineTown


pytestmark = pytest.mark.django_db
LATER = DUE + dt.timedelta(days=14)


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def reminded(town, deadline) -> None:
    for user, school in ((town.team, town.low), (town.other_team, town.adverse)):
        Reminder.objects.create(
            user=user,
            kind=ReminderKind.ON_DAY,
            deadline=deadline,
            school=school,
            day=DUE,
        )


def test_granted_with_a_trace_and_letters_begin_anew_for_that_school(town):
    deadline = town.deadline()
    reminded(town, deadline)
    more = town.extend(deadline)
    event = AuditEvent.objects.get(action="deadline.extended")
    assert (more.school, more.due_on, more.granted_by) == (
        town.low,
        LATER,
        town.coordinator,
    )
    assert (event.reason, event.before, event.after) == (
        REASON,
        {},
        {"step": "отправить на согласование", "due_on": "2025-10-29"},
    )
    assert list(Reminder.objects.values_list("school", flat=True)) == [town.adverse.pk]


def test_a_second_time_changes_the_first(town):
    deadline = town.deadline()
    town.extend(deadline)
    town.extend(deadline, due_on=dt.date(2025, 11, 20), reason="Ещё неделя.")
    more = DeadlineExtension.objects.get()
    assert (more.due_on, more.reason) == (dt.date(2025, 11, 20), "Ещё неделя.")
    events = AuditEvent.objects.filter(action="deadline.extended").order_by("pk")
    assert [event.before for event in events] == [{}, {"due_on": "2025-10-29"}]


def test_the_same_form_twice_is_one(town):
    deadline = town.deadline()
    assert town.extend(deadline) == town.extend(deadline)
    assert AuditEvent.objects.filter(action="deadline.extended").count() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"due_on": DUE},
            "Общий срок – 15.10.2025: назовите день позже него.",
        ),
        (
            {"due_on": LATER, "today": LATER + dt.timedelta(days=1)},
            "Этот день уже прошёл.",
        ),
        ({"reason": "  "}, "Напишите, почему срок продлён."),
    ],
)
def test_refusals(town, values, message):
    with pytest.raises(ValidationError) as refused:
        town.extend(town.deadline(), **values)
    assert refused.value.messages == [message]
    assert DeadlineExtension.objects.count() == 0


def test_a_school_of_elsewhere_is_refused(town):
    with pytest.raises(PermissionDenied):
        town.extend(town.deadline(), school=town.foreign)
    with pytest.raises(ValidationError) as refused:
        town.extend(town.deadline(year=2026), school=town.foreign, user=town.admin)
    assert refused.value.messages == ["Это школа другого муниципалитета."]


@pytest.mark.parametrize("who", ["methodist", "head", "neighbour", "team"])
def test_needs_the_right(town, who):
    with pytest.raises(PermissionDenied):
        town.extend(town.deadline(), user=getattr(town, who))


def test_taken_back_with_a_reason(town):
    deadline = town.deadline()
    more = town.extend(deadline)
    reminded(town, deadline)
    with pytest.raises(ValidationError) as refused:
        take_back_extension(extension=more, reason="", user=town.coordinator, now=NOW)
    assert refused.value.messages == ["Напишите, почему продление снято."]
    take_back_extension(
        extension=more, reason="Передумали.", user=town.coordinator, now=NOW
    )
    event = AuditEvent.objects.get(action="deadline.extension_taken_back")
    assert DeadlineExtension.objects.count() == 0
    assert (event.reason, event.before["due_on"]) == ("Передумали.", "2025-10-29")
    assert list(Reminder.objects.values_list("school", flat=True)) == [town.adverse.pk]


def test_taking_back_needs_the_right(town):
    more = town.extend(town.deadline())
    with pytest.raises(PermissionDenied):
        take_back_extension(extension=more, reason="Да", user=town.team, now=NOW)
