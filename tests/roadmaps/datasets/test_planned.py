"""An activity says what is to be done: its term, a person's days, its milestones."""

import pytest

from roadmaps.datasets.planned import planned_of
from roadmaps.models import Activity, Milestone
from roadmaps.terms import parse_term
from roadmaps.terms.encode import term_to_json
from tests.roadmaps.following import PERIOD, Town, own_words, term


pytestmark = pytest.mark.django_db
OCTOBER = ("2025-10-01", "2025-10-31")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def town() -> Town:
    return Town()


def of(activity: Activity) -> list[tuple[str, str, str, bool, int]]:
    return [
        (
            planned.label,
            planned.starts_on.isoformat() if planned.starts_on else "",
            planned.due_on.isoformat() if planned.due_on else "",
            planned.needs_human,
            planned.times,
        )
        for planned in planned_of(activity, period=PERIOD)
    ]


def milestone(activity: Activity, **fields) -> Milestone:
    fields = {"position": 0, "text": "Проведён семинар", **fields}
    return Milestone.objects.create(
        version=activity.version, activity=activity, **fields
    )


def test_a_term_without_a_label_is_named_by_its_days(town):
    assert of(town.activity(term=term(OCTOBER))) == [
        ("октябрь 2025", "2025-10-01", "2025-10-31", False, 1)
    ]


def test_an_open_deadline_is_named_by_its_last_day(town):
    assert of(town.activity(term=term((None, "2025-10-31")))) == [
        ("до 31.10.2025", "", "2025-10-31", False, 1)
    ]


def test_days_of_a_person_win_over_the_wording(town):
    activity = town.activity(
        term=own_words("по плану ОУ"),
        agreed_spans=[["2025-11-01", "2025-11-15"], ["2026-02-02", "2026-02-02"]],
    )
    assert of(activity) == [
        (f"1–15{NBSP}ноября 2025", "2025-11-01", "2025-11-15", False, 1),
        (f"2{NBSP}февраля 2026", "2026-02-02", "2026-02-02", False, 1),
    ]


def test_nothing_is_asked_twice(town):
    assert len(of(town.activity(term=term(OCTOBER, OCTOBER)))) == 1


class TestWording:
    def test_three_months_are_three_things_to_do(self, town):
        text = "Октябрь 2025 г. Декабрь 2025г. Март 2026 г."
        activity = town.activity(term=term_to_json(parse_term(text, period=PERIOD)))
        assert [(start, due) for _, start, due, _, _ in of(activity)] == [
            ("2025-10-01", "2025-10-31"),
            ("2025-12-01", "2025-12-31"),
            ("2026-03-01", "2026-03-31"),
        ]

    @pytest.mark.parametrize(
        ("text", "needs_human"),
        [
            ("по итогам четверти", True),
            ("по плану ОУ", True),
            ("в течение учебного года", False),
        ],
    )
    def test_every_wording_gives_something_to_follow(self, town, text, needs_human):
        activity = town.activity(term=term_to_json(parse_term(text, period=PERIOD)))
        found = of(activity)
        assert found
        assert {row[3] for row in found} == {needs_human}
        if needs_human:
            assert {row[0] for row in found} == {text}

    def test_a_school_year_is_one_stretch_till_its_end(self, town):
        text = "в течение учебного года"
        activity = town.activity(term=term_to_json(parse_term(text, period=PERIOD)))
        (row,) = of(activity)
        assert row[2] in {"2026-05-31", "2026-08-31"}


class TestMilestones:
    def test_each_is_labelled_by_its_year(self, town):
        activity = town.activity(term={}, term_text="")
        milestone(activity, year=2025, terms=[term(OCTOBER)])
        milestone(activity, year=2026, terms=[], position=1)
        assert of(activity) == [
            ("октябрь 2025", "2025-10-01", "2025-10-31", False, 1),
            (f"2026{NBSP}год", "2026-01-01", "2026-08-31", True, 1),
        ]

    def test_a_copied_date_stays_where_the_document_has_it(self, town):
        activity = town.activity(term={}, term_text="")
        milestone(activity, year=2026, terms=[term(OCTOBER)])
        assert of(activity) == [
            (f"2026{NBSP}год: октябрь 2025", "2025-10-01", "2025-10-31", False, 1)
        ]

    def test_a_year_outside_the_plan_is_the_whole_year(self, town):
        activity = town.activity(term={}, term_text="")
        milestone(activity, year=2021)
        assert of(activity) == [(f"2021{NBSP}год", "2021-01-01", "2021-12-31", True, 1)]

    def test_an_empty_cell_asks_for_nothing(self, town):
        activity = town.activity(term=term(OCTOBER))
        milestone(activity, year=2026, text=" ")
        assert [row[0] for row in of(activity)] == ["октябрь 2025"]

    def test_a_column_without_a_year_waits_for_a_person(self, town):
        activity = town.activity(term={}, term_text="")
        milestone(activity, label="I квартал")
        assert of(activity) == [("I квартал", "", "", True, 1)]

    def test_a_persons_days_need_no_frame_of_a_year(self, town):
        activity = town.activity(term={}, agreed_spans=[list(OCTOBER)])
        milestone(activity, year=2026)
        assert [row[0] for row in of(activity)] == ["октябрь 2025"]


class TestCounters:
    def test_a_cell_of_a_year_counts_for_itself(self, town):
        activity = town.activity(term={}, term_text="", counters=self.FIVE)
        milestone(activity, year=2025, text="Проведено не менее пяти мероприятий")
        milestone(activity, year=2026, text="Подведены итоги", position=1)
        assert [row[-1] for row in of(activity)] == [5, 1]

    FIVE = [{"at_least": 5, "unit": "мероприятий", "is_percent": False}]

    def test_not_fewer_than_five_is_five_times(self, town):
        activity = town.activity(term=term(OCTOBER), counters=self.FIVE)
        assert [row[-1] for row in of(activity)] == [5]

    def test_a_percentage_is_not_counted(self, town):
        share = [{"at_least": 20, "unit": "участников", "is_percent": True}]
        assert [
            row[-1] for row in of(town.activity(term=term(OCTOBER), counters=share))
        ] == [1]

    def test_over_several_terms_the_number_belongs_to_none(self, town):
        activity = town.activity(
            term=term(OCTOBER, ("2026-03-01", "2026-03-31")), counters=self.FIVE
        )
        assert [row[-1] for row in of(activity)] == [1, 1]
