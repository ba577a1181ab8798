"""How things stand on a day, one by one and counted by section."""

import datetime as dt

import pytest

from roadmaps.enums import DueState, OccurrenceState
from roadmaps.models import Occurrence
from roadmaps.queries.due import (
    Counts,
    counts_of,
    due_state_of,
    progress_of,
    with_due_state,
)
from tests.factories.plans import SectionFactory
from tests.roadmaps.following import TODAY, Town


pytestmark = pytest.mark.django_db
DONE = {"state": OccurrenceState.DONE, "done_on": dt.date(2025, 10, 20)}
CANCELLED = {"state": OccurrenceState.CANCELLED, "cancel_reason": "Нет средств."}


@pytest.fixture
def town() -> Town:
    return Town()


def on(due: int | None, start: int | None = None) -> dict[str, dt.date | None]:
    """Return days counted from today."""
    return {
        "starts_on": None if start is None else TODAY + dt.timedelta(days=start),
        "due_on": None if due is None else TODAY + dt.timedelta(days=due),
    }


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        (on(-1), DueState.OVERDUE),
        (on(0), DueState.DUE_SOON),
        (on(14), DueState.DUE_SOON),
        (on(15), DueState.NOT_DUE),
        (on(None), DueState.UNDATED),
        # A stretch that began long ago is not overdue before its end.
        (on(60, start=-60), DueState.NOT_DUE),
        (on(0, start=-60), DueState.DUE_SOON),
        (on(-1, start=-60), DueState.OVERDUE),
        (on(None, start=-60), DueState.UNDATED),
        (on(-30) | DONE, DueState.DONE),
        (on(-30) | CANCELLED, DueState.CANCELLED),
    ],
)
def test_the_state_follows_from_the_day(town, fields, state):
    row = town.occurrence(**fields)
    listed = with_due_state(Occurrence.objects.all(), today=TODAY).get()
    assert (listed.due_state, due_state_of(row, today=TODAY)) == (state, state)


def make(town: Town, section, *, done=0, overdue=0, future=0, soon=0) -> None:
    activity = town.activity(section=section)
    for fields, count in (
        (on(-40) | DONE, done),
        (on(-5), overdue),
        (on(90), future),
        (on(7), soon),
    ):
        for _ in range(count):
            town.occurrence(activity={"section": section}, **fields)
    assert activity.section == section


class TestProgress:
    def test_ten_done_five_overdue_four_to_come(self, town):
        make(town, town.section, done=10, overdue=5, future=4)
        progress = progress_of(town.version, today=TODAY)
        expected = Counts(done=10, overdue=5, not_due=4)
        assert progress.total == expected
        assert [(row.section, row.own) for row in progress.sections] == [
            (town.section, expected)
        ]
        assert progress.total.total == 19

    def test_an_outer_section_holds_the_inner_ones(self, town):
        inner = SectionFactory(version=town.version, level=2)
        deepest = SectionFactory(version=town.version, level=3)
        other = SectionFactory(version=town.version, level=1)
        make(town, town.section, done=1)
        make(town, inner, overdue=2)
        make(town, deepest, soon=3)
        make(town, other, future=4)
        progress = progress_of(town.version, today=TODAY)
        assert [row.total for row in progress.sections] == [
            Counts(done=1, overdue=2, due_soon=3),
            Counts(overdue=2, due_soon=3),
            Counts(due_soon=3),
            Counts(not_due=4),
        ]
        assert progress.total == Counts(done=1, overdue=2, due_soon=3, not_due=4)

    def test_cancelled_and_undated_stand_apart(self, town):
        town.occurrence(**on(-5) | CANCELLED)
        town.occurrence(**on(None))
        town.occurrence(**on(-5) | DONE, without_document=True)
        assert progress_of(town.version, today=TODAY).total == Counts(
            done=1, cancelled=1, undated=1, without_document=1
        )

    def test_a_line_of_an_older_version_is_not_counted(self, town):
        make(town, town.section, done=1)
        town.in_force()
        town.next_version()
        assert progress_of(town.version, today=TODAY).total == Counts()

    def test_a_section_without_activities_has_nothing(self, town):
        progress = progress_of(town.version, today=TODAY)
        assert [row.total for row in progress.sections] == [Counts()]

    @pytest.mark.parametrize("sections", [1, 5])
    def test_two_queries_whatever_the_number(
        self, town, sections, django_assert_num_queries
    ):
        for _ in range(sections):
            make(town, SectionFactory(version=town.version), done=1, overdue=1)
        with django_assert_num_queries(2):
            progress_of(town.version, today=TODAY)


def test_any_occurrences_are_counted_with_one_query(town, django_assert_num_queries):
    make(town, town.section, done=2, overdue=1, soon=1)
    with django_assert_num_queries(1):
        counts = counts_of(Occurrence.objects.all(), today=TODAY)
    assert counts == Counts(done=2, overdue=1, due_soon=1)
