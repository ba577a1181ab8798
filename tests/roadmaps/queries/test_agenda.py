"""Today, this week, overdue: by hand-made lists on a fixed date, person by person."""

import datetime as dt

import pytest

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence, SchoolAnswer
from roadmaps.queries.agenda import (
    NEXT_WEEK,
    OVERDUE,
    WEEK,
    DueCriteria,
    agenda_of,
    listed_occurrences,
    month_of,
    sections_inside,
)
from schools.enums import Role
from tests.factories import MembershipFactory, person
from tests.factories.plans import SectionFactory, approve
from tests.roadmaps.following import NOW, Town


pytestmark = pytest.mark.django_db
# A Wednesday: this week goes on till Sunday 16 November.
TODAY = dt.date(2025, 11, 12)


def on(day: str, start: str | None = None) -> dict[str, dt.date]:
    first = dt.date.fromisoformat(start or day)
    return {"starts_on": first, "due_on": dt.date.fromisoformat(day)}


@pytest.fixture
def town() -> Town:
    """Fill a plan in which each title says when it is due and whose it is."""
    town = Town()
    done = {"state": OccurrenceState.DONE, "done_on": dt.date(2025, 11, 1)}
    gone = {"state": OccurrenceState.CANCELLED, "cancel_reason": "Нет средств."}
    for title, fields in {
        "вчера методист": on("2025-11-11") | {"user": town.methodist},
        "сентябрь никто": on("2025-09-30", "2025-09-01"),
        "понедельник методисты": on("2025-11-10") | {"role": Role.METHODIST},
        "сегодня начальник": on("2025-11-12") | {"role": Role.HEAD},
        "воскресенье методист": on("2025-11-16") | {"user": town.methodist},
        "длится с сентября": on("2025-11-17", "2025-09-01") | {"role": Role.METHODIST},
        "через неделю школы": on("2025-11-23") | {"concerns": (town.low, town.adverse)},
        "потом": on("2025-11-24") | {"user": town.methodist},
        "без дня": {"starts_on": None, "due_on": None, "user": town.methodist},
        "сделано вчера": on("2025-11-11") | done | {"user": town.methodist},
        "отменено вчера": on("2025-11-11") | gone | {"user": town.methodist},
        "вчера школа": on("2025-11-11") | {"concerns": (town.low,)},
    }.items():
        town.occurrence(activity={"title": title}, **fields)
    approve(town.version)
    return town


def titles(rows) -> list[str]:
    lines = {
        activity.line_id: activity.title
        for row in rows
        for activity in row.line.activities.all()
    }
    return [lines[row.line_id] for row in rows]


def agenda(user, *, is_mine: bool) -> dict[str, list[str]]:
    found = agenda_of(user=user, today=TODAY, limit=10, is_mine=is_mine)
    assert found.counts == {
        OVERDUE: len(found.overdue),
        WEEK: len(found.this_week),
        NEXT_WEEK: len(found.next_week),
    }
    return {
        "overdue": titles(found.overdue),
        "week": titles(found.this_week),
        "next": titles(found.next_week),
    }


class TestAgenda:
    def test_a_coordinator_has_the_whole_plan(self, town):
        assert agenda(town.coordinator, is_mine=False) == {
            "overdue": [
                "сентябрь никто",
                "понедельник методисты",
                "вчера методист",
                "вчера школа",
            ],
            "week": ["сегодня начальник", "воскресенье методист"],
            "next": ["длится с сентября", "через неделю школы"],
        }

    def test_a_methodist_what_is_in_the_own_name_or_role(self, town):
        assert agenda(town.methodist, is_mine=True) == {
            "overdue": ["понедельник методисты", "вчера методист"],
            "week": ["воскресенье методист"],
            "next": ["длится с сентября"],
        }

    def test_another_methodist_only_what_is_the_roles(self, town):
        other = person(Role.METHODIST, town.place)
        assert agenda(other, is_mine=True) == {
            "overdue": ["понедельник методисты"],
            "week": [],
            "next": ["длится с сентября"],
        }

    def test_a_methodist_of_the_next_town_nothing(self, town):
        other = person(Role.METHODIST, town.elsewhere)
        assert agenda(other, is_mine=True) == {"overdue": [], "week": [], "next": []}

    def test_a_head_what_is_the_heads(self, town):
        assert agenda(town.head, is_mine=True)["week"] == ["сегодня начальник"]

    def test_a_school_what_waits_for_its_answer(self, town):
        assert agenda(town.team, is_mine=True) == {
            "overdue": ["вчера школа"],
            "week": [],
            "next": ["через неделю школы"],
        }
        SchoolAnswer.objects.filter(school=town.low).update(
            done_on=TODAY, answered_at=NOW
        )
        assert agenda(town.team, is_mine=True) == {
            "overdue": [],
            "week": [],
            "next": [],
        }
        assert agenda(town.other_team, is_mine=True)["next"] == ["через неделю школы"]

    def test_only_the_first_are_read_but_all_are_counted(self, town):
        found = agenda_of(user=town.coordinator, today=TODAY, limit=1, is_mine=False)
        assert (titles(found.overdue), found.counts[OVERDUE]) == (["сентябрь никто"], 4)
        assert not found.is_empty

    def test_a_person_of_a_school_and_an_office_has_both(self, town):
        MembershipFactory(
            user=town.methodist,
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=town.low,
        )
        assert agenda(town.methodist, is_mine=True)["overdue"] == [
            "понедельник методисты",
            "вчера методист",
            "вчера школа",
        ]


class TestList:
    def found(self, town, **changes) -> list[str]:
        criteria = DueCriteria(today=TODAY, **changes)
        return titles(listed_occurrences(user=town.coordinator, criteria=criteria))

    def test_by_month(self, town):
        assert self.found(town, when="2025-09") == ["сентябрь никто"]

    @pytest.mark.parametrize("when", ["2025-13", "ноябрь", "20-25", ""])
    def test_what_is_no_month_narrows_nothing(self, town, when):
        assert len(self.found(town, when=when)) == 10

    def test_overdue_is_what_the_queryset_says_too(self, town):
        by_hand = Occurrence.objects.overdue(on=TODAY).order_by("due_on", "pk")
        assert sorted(self.found(town, when=OVERDUE)) == sorted(titles(by_hand))

    def test_each_is_listed_once_whatever_the_number_of_schools(self, town):
        assert self.found(town, search="школы") == ["через неделю школы"]


def test_months_are_read_from_the_address():
    assert month_of("2025-11") == dt.date(2025, 11, 1)
    assert month_of("2025-11-01") is None


def test_a_section_holds_the_deeper_ones_after_it(town):
    town.next_version()
    first, inner, deepest, last = (
        SectionFactory(version=town.version, level=level) for level in (1, 2, 3, 1)
    )
    assert sections_inside(first.pk) == [first.pk, inner.pk, deepest.pk]
    assert sections_inside(inner.pk) == [inner.pk, deepest.pk]
    assert sections_inside(last.pk) == [last.pk]
    assert sections_inside(0) == []
