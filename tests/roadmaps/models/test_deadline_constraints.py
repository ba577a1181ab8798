"""One row breaks each constraint of deadlines, publications, kinds and their letters."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from roadmaps.enums import ReminderKind
from roadmaps.models import (
    DeadlineExtension,
    ProgrammeDeadline,
    ProgrammeKind,
    Publication,
    Reminder,
)
from tests.factories.plans import OccurrenceFactory
from tests.roadmaps.deadline_town import DUE, NOW, TODAY, YEAR, DeadlineTown


pytestmark = pytest.mark.django_db


def same_deadline() -> ProgrammeDeadline:
    first = DeadlineTown().deadline()
    return ProgrammeDeadline(
        territory=first.territory,
        kind=first.kind,
        step=first.step,
        year=YEAR,
        due_on=DUE,
        created_at=NOW,
    )


def extension(*, is_second: bool) -> DeadlineExtension:
    town = DeadlineTown()
    deadline = town.deadline()
    if is_second:
        town.extend(deadline)
    return DeadlineExtension(
        deadline=deadline,
        school=town.low,
        due_on=DUE,
        reason="Болезнь." if is_second else "",
        granted_at=NOW,
    )


def same_item() -> Publication:
    first = DeadlineTown().published()
    return Publication(
        programme=first.programme,
        item=first.item,
        address="https://school.example.org/other",
        published_on=TODAY,
        recorded_at=NOW,
    )


def same_kind(*, is_common: bool) -> ProgrammeKind:
    territory = None if is_common else DeadlineTown().place
    ProgrammeKind.objects.create(territory=territory, code="x", name="X")
    return ProgrammeKind(territory=territory, code="x", name="X", short_name="X")


def reminder(*, is_second: bool, **values) -> Reminder:
    town = DeadlineTown()
    given = {
        "user": town.team,
        "kind": ReminderKind.ON_DAY,
        "deadline": town.deadline(),
        "school": town.low,
        "day": DUE,
    }
    if is_second:
        Reminder.objects.create(**given)
    return Reminder(**(given | values))


CASES = [
    (
        "programme_deadline_once",
        same_deadline,
        "Такой срок уже назначен: измените его.",
    ),
    (
        "deadline_extension_once",
        lambda: extension(is_second=True),
        "Срок этой школе уже продлён: измените его.",
    ),
    (
        "deadline_extension_has_reason",
        lambda: extension(is_second=False),
        "Напишите, почему срок продлён.",
    ),
    (
        "publication_item_once",
        same_item,
        "Адрес этого документа уже записан: измените его.",
    ),
    (
        "programme_kind_once",
        lambda: same_kind(is_common=False),
        "Такой вид документа уже есть.",
    ),
    (
        "programme_kind_common_once",
        lambda: same_kind(is_common=True),
        "Такой общий вид документа уже есть.",
    ),
    (
        "programme_reminder_once",
        lambda: reminder(is_second=True),
        "Это напоминание о программе уже написано.",
    ),
    (
        "programme_reminder_has_school",
        lambda: reminder(is_second=False, school=None),
        "Напоминание о программе пишут её школе.",
    ),
]
OURS = (DeadlineExtension, ProgrammeDeadline, ProgrammeKind, Publication)


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


def test_a_letter_is_about_a_term_or_a_programme_not_both():
    both = reminder(is_second=False, occurrence=OccurrenceFactory())
    with (
        pytest.raises(IntegrityError, match="programme_reminder_has_school"),
        transaction.atomic(),
    ):
        both.save()


def test_every_constraint_is_broken_here():
    known = {c.name for model in OURS for c in model._meta.constraints} | {
        c.name for c in Reminder._meta.constraints if c.name.startswith("programme_")
    }
    assert sorted(known) == sorted(name for name, _, _ in CASES)
