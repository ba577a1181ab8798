"""Where a territory stands in the year, and what it is told to do next."""

import datetime as dt

import pytest

from identification.enums import ReportKind
from identification.models import RunReport
from monitoring.presenters.cycle import cycle_steps, next_step
from monitoring.queries.cycle import cycle_of
from schools.enums import JobState
from tests.factories.identification import (
    NOW,
    YEAR,
    DecisionFactory,
    DoneRunFactory,
    RecordedDecisionFactory,
)


pytestmark = pytest.mark.django_db
AUTUMN = dt.date(YEAR, 10, 1)


def cycle(place, today=AUTUMN):
    return cycle_of(user=place.coordinator, today=today)


def told(place, today=AUTUMN):
    return next_step(cycle(place, today))["title"]


def test_data_without_a_run(place):
    assert told(place) == "Запустите расчёт"


def test_another_towns_run_is_none(place):
    DoneRunFactory(territory=place.district)
    assert told(place) == "Запустите расчёт"


def test_a_run_of_last_year_is_none(place):
    DoneRunFactory(territory=place.region, year=YEAR - 1)
    assert told(place) == "Запустите расчёт"


def test_a_draft_is_to_be_finished(place):
    run = DoneRunFactory(territory=place.region)
    assert told(place) == "Начните решение"
    DecisionFactory(run=run, territory=place.town)
    assert told(place) == "Закончите решение"
    assert not cycle(place).is_decided


def test_the_order_goes_before_another_draft(place):
    recorded = RecordedDecisionFactory(
        run=DoneRunFactory(territory=place.region), territory=place.town
    )
    DecisionFactory(run=DoneRunFactory(territory=place.region), territory=place.town)
    assert cycle(place).decision == recorded
    assert told(place) == "Подготовьте документы"


def test_papers_end_the_year(place):
    run = DoneRunFactory(territory=place.region)
    RecordedDecisionFactory(run=run, territory=place.town)
    RunReport.objects.create(
        run=run,
        kind=ReportKind.LIST_PDF,
        territory=place.town,
        state=JobState.DONE,
        requested_at=NOW,
    )
    assert told(place) == "Год завершён"
    assert {step["state"] for step in cycle_steps(cycle(place))} == {"done"}


def test_the_next_year_begins_with_its_results(place):
    run = DoneRunFactory(territory=place.region)
    RecordedDecisionFactory(run=run, territory=place.town)
    later = cycle(place, dt.date(YEAR + 1, 2, 1))
    assert later.year == YEAR + 1
    assert next_step(later)["title"] == "Нужны результаты"
    steps = [(step["title"], step["state"]) for step in cycle_steps(later)]
    assert steps[1] == (f"Результаты {YEAR + 1}", "now")


def test_a_decision_that_waits_keeps_the_old_year(place):
    run = DoneRunFactory(territory=place.region)
    DecisionFactory(run=run, territory=place.town)
    assert cycle(place, dt.date(YEAR + 1, 2, 1)).year == YEAR
