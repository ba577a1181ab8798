"""One row breaks each constraint; the sentence is the one that people read."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from roadmaps.enums import OccurrenceState, ReminderKind, VersionState
from roadmaps.models import (
    Activity,
    ActivityParty,
    Evidence,
    Occurrence,
    Party,
    Reminder,
    RoadMap,
    RoadMapVersion,
    SchoolAnswer,
)
from tests.factories import SchoolFactory, UserFactory
from tests.factories.plans import (
    NOW,
    STARTS,
    ActivityFactory,
    LineFactory,
    OccurrenceFactory,
    PartyFactory,
    RoadMapFactory,
    VersionFactory,
    approve,
)


pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 10, 1)


def same_line() -> Activity:
    first = ActivityFactory()
    return Activity(
        section=first.section, version=first.version, line=first.line, position=9
    )


def same_party() -> ActivityParty:
    link = ActivityParty.objects.create(
        activity=ActivityFactory(), party=PartyFactory(), position=0, wording="МЦ"
    )
    return ActivityParty(
        activity=link.activity, party=link.party, position=1, wording="МЦ"
    )


def same_name() -> Party:
    first = PartyFactory()
    return Party(territory=first.territory, name=first.name)


def second(**values) -> RoadMapVersion:
    """A second version beside one in the state that `values` repeat."""
    first = VersionFactory()
    if values.get("state") == VersionState.IN_FORCE:
        approve(first)
        values |= {"order_number": "2", "order_date": DAY, "approved_at": NOW}
    return VersionFactory.build(road_map=first.road_map, **{"number": 2, **values})


def without_order() -> RoadMapVersion:
    return VersionFactory.build(
        road_map=RoadMapFactory(), state=VersionState.IN_FORCE, approved_at=NOW
    )


def replaced_never() -> RoadMapVersion:
    return VersionFactory.build(
        road_map=RoadMapFactory(),
        state=VersionState.REPLACED,
        approved_at=NOW,
        order_number="1",
        order_date=DAY,
    )


def occurrence(**values) -> Occurrence:
    return OccurrenceFactory.build(line=LineFactory(), **values)


def same_answer() -> SchoolAnswer:
    first = SchoolAnswer.objects.create(
        occurrence=OccurrenceFactory(), school=SchoolFactory()
    )
    return SchoolAnswer(occurrence=first.occurrence, school=first.school)


def evidence() -> Evidence:
    return Evidence(
        occurrence=OccurrenceFactory(),
        document_type="order",
        title="Приказ",
        added_at=NOW,
    )


def same_reminder(*, of_occurrence: bool) -> Reminder:
    values = {
        "user": UserFactory(),
        "kind": ReminderKind.ON_DAY if of_occurrence else ReminderKind.DIGEST,
        "occurrence": OccurrenceFactory() if of_occurrence else None,
        "day": DAY,
    }
    Reminder.objects.create(**values)
    return Reminder(**values)


CASES = [
    (
        "road_map_ends_after_start",
        lambda: RoadMap(
            territory=RoadMapFactory().territory,
            title="План",
            starts_on=STARTS,
            ends_on=STARTS - dt.timedelta(days=1),
            created_at=NOW,
        ),
        "Период заканчивается раньше, чем начинается.",
    ),
    (
        "version_number_once",
        lambda: second(number=1, state=VersionState.DRAFT),
        "Версия с таким номером уже есть.",
    ),
    ("version_one_draft", second, "Проект следующей версии уже есть."),
    (
        "version_one_in_force",
        lambda: second(state=VersionState.IN_FORCE),
        "Действует только одна версия.",
    ),
    (
        "version_approved_has_order",
        without_order,
        "Версию утверждают с номером и датой приказа.",
    ),
    (
        "version_replaced_has_moment",
        replaced_never,
        "Заменённая версия хранит время замены.",
    ),
    ("activity_line_once", same_line, "Мероприятие уже есть в этой версии."),
    ("activity_party_once", same_party, "Этот ответственный уже указан."),
    ("party_name_once", same_name, "Такой ответственный уже есть."),
    (
        "occurrence_due_after_start",
        lambda: occurrence(starts_on=DAY, due_on=DAY - dt.timedelta(days=1)),
        "Срок заканчивается раньше, чем начинается.",
    ),
    (
        "occurrence_done_has_day",
        lambda: occurrence(state=OccurrenceState.DONE),
        "Укажите день, когда мероприятие выполнено.",
    ),
    (
        "occurrence_cancelled_has_reason",
        lambda: occurrence(state=OccurrenceState.CANCELLED),
        "Напишите, почему мероприятие отменено.",
    ),
    ("school_answer_once", same_answer, "Ответ этой школы уже есть."),
    ("evidence_file_or_link", evidence, "Приложите файл или укажите адрес."),
    (
        "reminder_once",
        lambda: same_reminder(of_occurrence=True),
        "Это напоминание уже написано.",
    ),
    (
        "digest_once_a_day",
        lambda: same_reminder(of_occurrence=False),
        "Обзор за этот день уже написан.",
    ),
]
OURS = (
    *(Activity, ActivityParty, Evidence, Occurrence, Party, Reminder, RoadMap),
    *(RoadMapVersion, SchoolAnswer),
)


@pytest.mark.parametrize(("name", "row", "message"), CASES, ids=[c[0] for c in CASES])
class TestConstraints:
    def test_the_database_refuses(self, name, row, message):
        broken = row()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            models.Model.save_base(broken, force_insert=True)

    def test_people_read_a_sentence(self, name, row, message):
        with pytest.raises(ValidationError) as refusal:
            row().validate_constraints()
        assert message in refusal.value.messages


def test_every_constraint_of_plans_is_broken_here():
    # Letters about programmes share the table; their constraints have tests of their own.
    known = {
        constraint.name
        for model in OURS
        for constraint in model._meta.constraints
        if not constraint.name.startswith("programme_")
    }
    assert sorted(known) == sorted(name for name, _, _ in CASES)
