"""Values that the portal finds out: results, programmes, the road map."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from monitoring.actions.computed import compute_window
from monitoring.enums import Level, Source, ValueKind
from monitoring.models import DynamicsRule, Value, ValueChange, Window
from roadmaps.enums import OccurrenceState
from roadmaps.models import Programme, Publication
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, RegionFactory, SchoolFactory
from tests.factories.identification import (
    ProcedureFactory,
    ResultFactory,
    SubjectFactory,
)
from tests.factories.monitoring import VersionFactory, opened_window, share_version
from tests.factories.plans import ActivityFactory, OccurrenceFactory, approve
from tests.factories.programmes import ProgrammeFactory


pytestmark = pytest.mark.django_db
NOW = dt.datetime(2025, 9, 20, 6, 0, tzinfo=dt.UTC)
SEPTEMBER = {
    "opens_on": dt.date(2025, 9, 1),
    "due_on": dt.date(2025, 9, 20),
    "closes_on": dt.date(2025, 9, 27),
}


class ResultTown:
    """Schools whose ОГЭ of 2024 and 2025 is known, more or less."""

    def __init__(self, schools: int = 1) -> None:
        self.place = MunicipalityFactory(parent=RegionFactory())
        self.work = {
            "procedure": ProcedureFactory(code="oge", kind="oge"),
            "subject": SubjectFactory(code="math"),
            "grade": 9,
        }
        self.version = VersionFactory(source=Source.RESULTS, **self.work)
        self.schools = [
            SchoolFactory(municipality=self.place, name=f"Школа № {number}")
            for number in range(1, schools + 1)
        ]
        self.window = opened_window(
            territory=self.place,
            schools=self.schools,
            versions=[self.version],
            **SEPTEMBER,
        )

    def rule(self, **values) -> DynamicsRule:
        given = {
            "territory": self.place,
            "valid_from": 2025,
            "definition": "mean",
            "created_at": NOW,
        }
        return DynamicsRule.objects.create(**(given | values))

    def results(self, number: int, before: float | None, after: float | None, **more):
        for year, mean in ((2024, before), (2025, after)):
            if mean is not None:
                ResultFactory(
                    school=self.schools[number],
                    year=year,
                    mean_score=mean,
                    **self.work,
                    **more,
                )

    def compute(self) -> int:
        return compute_window(window=self.window, now=NOW)

    def cells(self) -> list[tuple]:
        rows = Value.objects.order_by("window_school__school__pk")
        return [(row.state, row.numerator, row.denominator) for row in rows]


class TestResults:
    def test_four_outcomes(self):
        town = ResultTown(4)
        town.rule()
        town.results(0, 3.4, 3.6)
        town.results(1, 3.6, 3.4)
        town.results(2, 3.4, 3.6, participants=4, below_min=1)
        assert town.compute() == 4
        assert town.cells() == [
            ("value", 1, 1),
            ("value", 0, 1),
            ("no_data", None, None),
            ("no_data", None, None),
        ]
        comments = Value.objects.order_by("window_school__school__pk")
        assert [row.comment for row in comments][2:] == [
            (
                "Несопоставимо: участников слишком мало: 4 в 2024, 4 в 2025, "
                "нужно не меньше 10."
            ),
            "Несопоставимо: результатов этого года нет.",
        ]

    def test_the_rule_and_the_numbers_stay_with_the_value(self):
        town = ResultTown()
        rule = town.rule(threshold="0.1")
        town.results(0, 3.4, 3.6, below_min=5)
        town.compute()
        assert Value.objects.get().detail == {
            "rule": rule.pk,
            "definition": "mean",
            "least": 10,
            "threshold": 0.1,
            "years": [2024, 2025],
            "trend": "up",
            "reason": "",
            "words": "",
            "before": {
                "participants": 40,
                "mean": 3.4,
                "below_min": 5,
                "low": None,
                "flagged": False,
            },
            "after": {
                "participants": 40,
                "mean": 3.6,
                "below_min": 5,
                "low": None,
                "flagged": False,
            },
            "compared": [3.4, 3.6],
            "change": 0.2,
            "statistic": None,
            "method": "",
        }

    def test_without_a_choice_the_region_is_beside(self):
        """Schools at 3.4 and 3.6 change places: the second falls, the first rises."""
        town = ResultTown(2)
        town.results(0, 3.4, 3.6)
        town.results(1, 3.6, 3.4)
        town.compute()
        assert town.cells() == [("value", 1, 1), ("value", 0, 1)]
        compared = Value.objects.order_by("window_school__school__pk")
        assert [row.detail["compared"] for row in compared] == [
            pytest.approx([-1.0, 1.0], abs=1e-6),
            pytest.approx([1.0, -1.0], abs=1e-6),
        ]
        assert {row.detail["rule"] for row in compared} == {None}

    def test_again_it_writes_nothing(self):
        town = ResultTown()
        town.rule()
        town.results(0, 3.4, 3.6)
        town.compute()
        rolled = dt.datetime(2025, 9, 21, 6, 0, tzinfo=dt.UTC)
        Window.objects.update(rolled_up_at=rolled)
        assert town.compute() == 0
        assert ValueChange.objects.count() == 1
        assert AuditEvent.objects.filter(action="window.computed").count() == 1
        town.window.refresh_from_db()
        assert town.window.is_stale is False

    def test_late_results_change_the_value_with_its_history(self):
        town = ResultTown()
        town.rule()
        town.compute()
        town.results(0, 3.4, 3.6)
        assert town.compute() == 1
        (first, second) = ValueChange.objects.order_by("pk")
        assert (first.after["state"], second.after["state"]) == ("no_data", "value")
        assert Value.objects.get().revision == 2
        town.window.refresh_from_db()
        assert town.window.changed_at == NOW

    def test_many_schools_cost_no_more_queries(self, django_assert_max_num_queries):
        town = ResultTown(30)
        town.rule()
        for number in range(30):
            town.results(number, 3.4, 3.6)
        with django_assert_max_num_queries(20):
            assert town.compute() == 30

    def test_a_window_that_has_not_opened(self):
        town = ResultTown()
        Window.objects.update(opened_at=None)
        with pytest.raises(ValidationError) as refusal:
            town.compute()
        assert refusal.value.code == "not_opened"


def programme_cell(school, fact: str) -> tuple:
    window = opened_window(
        territory=school.municipality,
        schools=[school],
        versions=[VersionFactory(source=Source.PROGRAMMES, fact=fact)],
        **SEPTEMBER,
    )
    compute_window(window=window, now=NOW)
    row = window.values.get()
    return row.numerator, row.denominator, row.evidence_address


def programme(school, **values) -> Programme:
    return ProgrammeFactory(
        **{
            "school": school,
            "state": "published",
            "starts_on": dt.date(2025, 9, 1),
            "ends_on": dt.date(2026, 5, 31),
            "first_submitted_at": NOW - dt.timedelta(days=5),
            "order_number": "45",
            "order_date": dt.date(2025, 9, 5),
            **values,
        }
    )


def published(row: Programme, item: str = "order", **values) -> Publication:
    return Publication.objects.create(
        **{
            "programme": row,
            "item": item,
            "address": "https://school.example.org/x",
            "published_on": dt.date(2025, 9, 20),
            "recorded_at": NOW,
            **values,
        }
    )


class TestProgrammes:
    def test_on_the_site_by_the_due_day(self):
        school = SchoolFactory()
        row = programme(school)
        published(row)
        published(row, "package", published_on=dt.date(2025, 9, 21))
        published(row, "contracts", link_state="dead", dead_since=NOW)
        address = "https://school.example.org/x"
        assert [
            programme_cell(school, fact) for fact in ("order", "package", "contracts")
        ] == [(1, 1, address), (0, 1, ""), (0, 1, "")]

    def test_a_programme_that_is_over_says_nothing(self):
        school = SchoolFactory()
        row = programme(
            school, starts_on=dt.date(2024, 9, 1), ends_on=dt.date(2025, 5, 31)
        )
        published(row)
        assert programme_cell(school, "order") == (0, 1, "")

    @pytest.mark.parametrize(
        ("values", "yes"),
        [
            ({"in_constructor": True}, 1),
            ({"in_constructor": False}, 0),
            ({"in_constructor": True, "first_submitted_at": None}, 0),
        ],
    )
    def test_the_constructor(self, values, yes):
        school = SchoolFactory()
        programme(school, **values)
        assert programme_cell(school, "constructor") == (yes, 1, "")

    def test_an_unknown_fact_is_nobodys(self):
        assert programme_cell(SchoolFactory(), "") == (0, 1, "")


class TestRoadMap:
    def share(self, level: str = Level.MUNICIPALITY, **values):
        activity = ActivityFactory()
        territory = activity.version.road_map.territory
        for state, due in (
            (OccurrenceState.DONE, dt.date(2025, 9, 5)),
            (OccurrenceState.PLANNED, dt.date(2025, 9, 20)),
            (OccurrenceState.PLANNED, dt.date(2025, 9, 21)),
            (OccurrenceState.DONE, dt.date(2025, 8, 31)),
            (OccurrenceState.CANCELLED, dt.date(2025, 9, 6)),
        ):
            OccurrenceFactory(
                line=activity.line,
                state=state,
                starts_on=due,
                due_on=due,
                done_on=due if state == OccurrenceState.DONE else None,
                cancel_reason="Карантин" if state == OccurrenceState.CANCELLED else "",
            )
        if values.pop("approved", True):
            approve(activity.version)
        window = opened_window(
            territory=territory,
            versions=[share_version(level=level, source=Source.ROAD_MAP, **values)],
            **SEPTEMBER,
        )
        compute_window(window=window, now=NOW)
        return window.values.first()

    def test_done_of_due_by_the_day(self):
        row = self.share()
        assert (row.window_school, row.numerator, row.denominator) == (None, 1, 2)
        assert row.detail == {"on": "2025-09-20", "done": 1, "due": 2, "overdue": 1}

    def test_a_count_stands_alone(self):
        row = self.share(kind=ValueKind.COUNT)
        assert (row.numerator, row.denominator) == (1, None)

    def test_a_draft_asks_for_nothing(self):
        row = self.share(approved=False)
        assert (row.state, row.comment) == (
            "no_data",
            "К этому дню у дорожной карты не было сроков.",
        )

    def test_a_plan_says_nothing_of_one_school(self):
        assert self.share(level=Level.SCHOOL) is None
