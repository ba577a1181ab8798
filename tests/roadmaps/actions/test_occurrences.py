"""A version in force has its occurrences; what was done outlives the next one."""

import datetime as dt

import pytest

from roadmaps.actions.occurrences import (
    Changes,
    rebuild_occurrences,
    write_answers,
)
from roadmaps.enums import Audience, DocumentType, OccurrenceState
from roadmaps.models import Evidence, Milestone, Occurrence, SchoolAnswer
from schools.models import AuditEvent, SchoolStatus
from tests.factories.plans import ActivityFactory, approve
from tests.roadmaps.following import (
    NOW,
    TODAY,
    Town,
    days,
    own_words,
    standing,
    term,
)


pytestmark = pytest.mark.django_db
AUGUST, DECEMBER, MARCH = (
    ("2025-09-01", "2025-09-30"),
    ("2025-12-01", "2025-12-31"),
    ("2026-03-01", "2026-03-31"),
)
PLANNED, DONE = OccurrenceState.PLANNED, OccurrenceState.DONE


@pytest.fixture
def town() -> Town:
    return Town()


def asked(occurrence: Occurrence) -> list[str]:
    rows = occurrence.answers.order_by("school__name")
    return [answer.school.name for answer in rows]


class TestFirst:
    def test_three_terms_are_three_things_to_do(self, town):
        town.activity(term=term(AUGUST, DECEMBER, MARCH))
        assert town.in_force() == Changes(added=3)
        assert standing(town) == [
            (("01.09.2025", "30.09.2025"), PLANNED),
            (("01.12.2025", "31.12.2025"), PLANNED),
            (("01.03.2026", "31.03.2026"), PLANNED),
        ]

    def test_what_only_a_person_can_date_is_there_without_a_day(self, town):
        town.activity(term=own_words("по итогам четверти"))
        town.in_force()
        row = Occurrence.objects.get()
        assert (row.label, row.due_on, row.needs_human) == (
            "по итогам четверти",
            None,
            True,
        )

    def test_schools_in_status_are_asked_and_no_others(self, town):
        town.activity(term=term(AUGUST), audience=Audience.IN_STATUS)
        town.in_force()
        assert asked(Occurrence.objects.get()) == ["Школа № 1", "Школа № 2"]

    def test_chosen_schools_are_asked(self, town):
        activity = town.activity(term=term(AUGUST), audience=Audience.CHOSEN)
        activity.schools.add(town.ordinary)
        town.in_force()
        assert asked(Occurrence.objects.get()) == ["Школа № 3"]

    def test_nobody_is_asked_where_schools_take_no_part(self, town):
        town.activity(term=term(AUGUST))
        town.in_force()
        assert asked(Occurrence.objects.get()) == []


class TestAgain:
    def again(self, town, activity, **fields) -> Changes:
        """Approve the next version with the line of `activity`, changed so."""
        line = activity.line
        town.next_version()
        ActivityFactory(section=town.section, line=line, **fields)
        return town.in_force()

    def test_the_same_terms_change_nothing(self, town):
        activity = town.activity(term=term(AUGUST, MARCH))
        town.in_force()
        before = list(Occurrence.objects.values_list("pk", flat=True))
        assert self.again(town, activity, term=term(AUGUST, MARCH)) == Changes(kept=2)
        assert list(Occurrence.objects.values_list("pk", flat=True)) == before

    def test_done_stays_done_and_the_open_one_moves(self, town):
        activity = town.activity(term=term(AUGUST, DECEMBER))
        town.in_force()
        Occurrence.objects.filter(due_on=dt.date(2025, 9, 30)).update(
            state=DONE, done_on=dt.date(2025, 9, 20)
        )
        changes = self.again(town, activity, term=term(MARCH))
        assert changes == Changes(added=1, deleted=1)
        assert standing(town) == [
            (("01.09.2025", "30.09.2025"), DONE),
            (("01.03.2026", "31.03.2026"), PLANNED),
        ]

    def test_what_was_touched_is_cancelled_with_the_version_as_the_reason(self, town):
        activity = town.activity(term=term(AUGUST, DECEMBER))
        town.in_force()
        touched = Occurrence.objects.get(due_on=dt.date(2025, 12, 31))
        Evidence.objects.create(
            occurrence=touched,
            document_type=DocumentType.ORDER,
            title="Приказ",
            link="https://example.org/1",
            added_at=NOW,
        )
        assert self.again(town, activity, term=term(AUGUST)) == Changes(
            kept=1, cancelled=1
        )
        touched.refresh_from_db()
        assert (touched.state, touched.cancel_reason) == (
            OccurrenceState.CANCELLED,
            "исключено версией 2",
        )
        event = AuditEvent.objects.get(action="occurrence.cancelled")
        assert (event.object_id, event.reason) == (
            str(touched.pk),
            "исключено версией 2",
        )

    @pytest.mark.parametrize(
        "touch",
        [
            lambda row, town: SchoolAnswer.objects.filter(occurrence=row).update(
                answered_at=NOW, done_on=TODAY
            ),
            lambda row, town: Occurrence.objects.filter(pk=row.pk).update(times_done=2),
        ],
    )
    def test_an_answer_or_a_count_is_a_touch_too(self, town, touch):
        town.activity(term=term(AUGUST), audience=Audience.IN_STATUS)
        town.in_force()
        touch(Occurrence.objects.get(), town)
        town.next_version()
        assert town.in_force() == Changes(cancelled=1)

    def test_a_line_that_left_takes_its_untouched_terms_along(self, town):
        town.activity(term=term(AUGUST, MARCH), audience=Audience.IN_STATUS)
        town.in_force()
        town.next_version()
        assert town.in_force() == Changes(deleted=2)
        assert not Occurrence.objects.exists()

    def test_what_a_version_left_out_the_next_brings_back(self, town):
        activity = town.activity(term=term(AUGUST))
        town.in_force()
        Occurrence.objects.update(times_done=1)
        town.next_version()
        town.in_force()
        assert self.again(town, activity, term=term(AUGUST)) == Changes(kept=1)
        row = Occurrence.objects.get()
        assert (row.state, row.cancel_reason) == (PLANNED, "")

    def test_what_a_person_cancelled_stays_cancelled(self, town):
        activity = town.activity(term=term(AUGUST))
        town.in_force()
        Occurrence.objects.update(
            state=OccurrenceState.CANCELLED, cancel_reason="Нет средств."
        )
        self.again(town, activity, term=term(AUGUST))
        row = Occurrence.objects.get()
        assert (row.state, row.cancel_reason) == (
            OccurrenceState.CANCELLED,
            "Нет средств.",
        )

    def test_days_that_a_person_named_outlive_the_version(self, town):
        activity = town.activity(term=own_words("по плану ОУ"))
        town.in_force()
        Occurrence.objects.update(
            due_on=dt.date(2026, 2, 1), are_dates_named=True, needs_human=True
        )
        self.again(town, activity, term=own_words("по плану ОУ"))
        row = Occurrence.objects.get()
        assert (days(row), row.are_dates_named) == (("", "01.02.2026"), True)

    def test_a_done_one_keeps_how_many_it_took(self, town):
        counters = [{"at_least": 3, "unit": "семинаров", "is_percent": False}]
        activity = town.activity(term=term(AUGUST), counters=counters)
        town.in_force()
        Occurrence.objects.update(state=DONE, done_on=TODAY, times_done=3)
        self.again(town, activity, term=term(AUGUST))
        assert Occurrence.objects.get().times_planned == 3


class TestAnswers:
    def test_a_school_that_came_into_status_is_asked_from_that_day(self, town):
        town.activity(term=term(AUGUST), audience=Audience.IN_STATUS)
        town.in_force()
        SchoolStatus.objects.create(
            school=town.ordinary,
            kind="adverse",
            starts_on=dt.date(2025, 12, 1),
            order_number="20-ОД",
            order_date=dt.date(2025, 11, 30),
        )
        later = dt.date(2025, 12, 1)
        assert write_answers(version=town.version, today=TODAY) == 0
        assert write_answers(version=town.version, today=later) == 1
        assert asked(Occurrence.objects.get()) == [
            "Школа № 1",
            "Школа № 2",
            "Школа № 3",
        ]

    def test_a_school_that_left_is_not_asked_but_keeps_its_answer(self, town):
        town.activity(term=term(AUGUST), audience=Audience.IN_STATUS)
        town.in_force()
        SchoolAnswer.objects.filter(school=town.low).update(
            answered_at=NOW, done_on=TODAY
        )
        SchoolStatus.objects.update(ends_on=dt.date(2025, 11, 1))
        assert write_answers(version=town.version, today=TODAY) == 0
        assert asked(Occurrence.objects.get()) == ["Школа № 1"]

    def test_done_ones_ask_nobody_new(self, town):
        town.activity(term=term(AUGUST), audience=Audience.IN_STATUS)
        town.in_force()
        Occurrence.objects.update(state=DONE, done_on=TODAY)
        SchoolAnswer.objects.all().delete()
        assert write_answers(version=town.version, today=TODAY) == 0


def test_a_plan_of_a_thousand_terms_takes_the_same_queries(
    town, django_assert_max_num_queries
):
    for _ in range(30):
        made = town.activity(term=term(AUGUST, MARCH), audience=Audience.IN_STATUS)
        Milestone.objects.create(
            version=town.version, activity=made, position=0, year=2026, text="Итог"
        )
    approve(town.version)
    with django_assert_max_num_queries(20):
        rebuild_occurrences(version=town.version, now=NOW, today=TODAY)
    assert Occurrence.objects.count() == 90
