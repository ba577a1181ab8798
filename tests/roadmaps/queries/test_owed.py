"""Which schools owe which step, and how each stands before it."""

import datetime as dt

import pytest

from roadmaps.enums import DeadlineStep, DueState, ProgrammeState
from roadmaps.models import ProgrammeDeadline
from roadmaps.queries.owed import first_late, is_for, owed_by
from schools.models import SchoolStatus
from tests.roadmaps.deadline_town import DUE, TODAY, YEAR, DeadlineTown


pytestmark = pytest.mark.django_db
AFTER = DUE + dt.timedelta(days=1)
# The states with which each step is made, of all there are.
SENT = [state for state in ProgrammeState.values if state not in {"draft", "replaced"}]
APPROVED = ["approved", "published", "running", "extended", "finished"]
MADE = {
    DeadlineStep.SUBMIT: SENT,
    DeadlineStep.APPROVE: APPROVED,
    DeadlineStep.PUBLISH: APPROVED[1:],
}


@pytest.fixture
def town() -> DeadlineTown:
    return DeadlineTown()


def owed(*deadlines: ProgrammeDeadline, today: dt.date = TODAY, **only):
    return owed_by(deadlines, today=today, **only)


def test_schools_in_status_owe_with_and_without_a_programme(town):
    deadline = town.deadline()
    programme = town.programme()
    assert [
        (row.school, row.programme, row.is_in_status) for row in owed(deadline)
    ] == [
        (town.low, programme, True),
        (town.adverse, None, True),
    ]


def test_a_draft_of_a_school_without_status_is_its_own_matter(town):
    deadline = town.deadline()
    town.programme(school=town.ordinary)
    row = owed(deadline)[-1]
    assert (row.school, row.is_known, row.shown_programme) == (
        town.ordinary,
        False,
        None,
    )
    town.programme("submitted", school=town.low)
    assert [row.is_known for row in owed(deadline)] == [True, True, False]


@pytest.mark.parametrize("step", DeadlineStep.values)
@pytest.mark.parametrize(
    "state", [state for state in ProgrammeState.values if state != "replaced"]
)
def test_every_state_against_every_step(town, step, state):
    deadline = town.deadline(step=step)
    extra = {"extended_until": dt.date(2027, 8, 31)} if state == "extended" else {}
    town.programme(state, **extra)
    assert owed(deadline)[0].is_made == (state in MADE[step])


def test_a_replaced_programme_speaks_through_its_successor(town):
    deadline = town.deadline()
    successor = town.programme(starts_on=dt.date(2025, 10, 1))
    town.programme("replaced", replaced_by=successor)
    assert owed(deadline)[0].programme == successor


def test_of_two_the_one_that_came_further_counts(town):
    deadline = town.deadline()
    town.programme(starts_on=dt.date(2025, 10, 1))
    further = town.programme("agreed")
    assert owed(deadline)[0].programme == further


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        ("2025-06-01", "2025-12-31", True),
        ("2026-05-31", "2026-08-31", True),
        ("2023-09-01", "2026-08-31", True),
        ("2024-09-01", "2025-08-31", False),
        ("2025-01-01", "2025-12-31", False),
        ("2026-06-01", "2027-08-31", False),
    ],
)
def test_a_programme_is_for_the_years_that_it_runs_through(town, starts, ends, found):
    programme = town.programme(
        starts_on=dt.date.fromisoformat(starts), ends_on=dt.date.fromisoformat(ends)
    )
    assert is_for(programme, year=YEAR) == found


def test_an_extended_programme_runs_to_its_new_day(town):
    programme = town.programme(
        "extended",
        starts_on=dt.date(2023, 9, 1),
        ends_on=dt.date(2025, 8, 31),
        extended_until=dt.date(2026, 8, 31),
    )
    assert is_for(programme, year=YEAR)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (DUE - dt.timedelta(days=15), DueState.NOT_DUE),
        (DUE - dt.timedelta(days=14), DueState.DUE_SOON),
        (DUE, DueState.DUE_SOON),
        (AFTER, DueState.OVERDUE),
    ],
)
def test_the_state_follows_from_the_day(town, today, state):
    assert owed(town.deadline(), today=today)[0].state_on(today) == state


def test_a_school_with_more_time_is_not_late_yet(town):
    deadline = town.deadline()
    town.extend(deadline)
    assert [row.state_on(AFTER) for row in owed(deadline, today=AFTER)] == [
        DueState.DUE_SOON,
        DueState.OVERDUE,
    ]


def test_whoever_waits_for_an_answer_is_not_late(town):
    deadline = town.deadline(step=DeadlineStep.APPROVE)
    town.programme("submitted")
    row = owed(deadline, today=AFTER)[0]
    assert (row.waits_for_office, row.is_late(AFTER)) == (True, False)


def test_a_late_school_is_named_once_by_its_first_step(town):
    late = town.deadline(due_on=DUE - dt.timedelta(days=5))
    later = town.deadline(step=DeadlineStep.APPROVE)
    town.programme("returned", school=town.adverse)
    rows = first_late(owed(later, late, today=AFTER), today=AFTER)
    assert [(row.school, row.deadline) for row in rows] == [
        (town.low, late),
        (town.adverse, later),
    ]


def test_statuses_of_a_year_that_is_over_are_those_of_its_last_day(town):
    deadline = town.deadline()
    SchoolStatus.objects.filter(school=town.low).update(ends_on=dt.date(2026, 7, 1))
    SchoolStatus.objects.filter(school=town.adverse).update(ends_on=dt.date(2026, 5, 1))
    rows = owed(deadline, today=dt.date(2026, 10, 1))
    assert [row.school for row in rows] == [town.low]


def test_a_closed_school_owes_nothing(town):
    deadline = town.deadline()
    town.programme()
    town.low.closed_on = TODAY
    town.low.save()
    assert [row.school for row in owed(deadline)] == [town.adverse]


def test_narrowed_to_some_schools(town):
    deadline = town.deadline()
    rows = owed(deadline, schools={town.adverse.pk})
    assert [row.school for row in rows] == [town.adverse]


def test_queries_do_not_grow(town, django_assert_num_queries):
    deadlines = [town.deadline(step=step) for step in DeadlineStep.values]
    for school in (town.low, town.adverse, town.ordinary):
        town.programme("submitted", school=school)
    with django_assert_num_queries(4):
        assert len(owed(*deadlines)) == 9
