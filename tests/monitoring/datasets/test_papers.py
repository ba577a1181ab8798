"""Facts of papers: what is counted, what stands beside it, at the same cost for more."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import NO
from monitoring.counting.sums import Sum
from monitoring.datasets.papers import sheet_facts, territory_facts
from monitoring.drafting import Facts
from monitoring.enums import RecommendationState
from monitoring.queries.rollups import figures
from tests.monitoring.paper_town import NOW, TODAY, YEAR, PaperTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PaperTown:
    return PaperTown()


def facts_of(town: PaperTown, year: int = YEAR) -> Facts:
    return territory_facts(territory=town.town, year=year, today=TODAY)


def test_the_sums_of_the_last_window_and_the_year_before(town: PaperTown) -> None:
    town.fill(
        town.opened("Педагоги, февраль 2025", dt.date(2025, 2, 1)), ((5, 20),), (NO,)
    )
    june = town.opened("Педагоги, июнь 2026", dt.date(2026, 6, 1))
    june.delete()
    found = {fact.code: fact for fact in facts_of(town).indicators}
    share = found["T3"]
    assert share.total == Sum(29, 60, schools=4, counted=3, missing=1)
    assert (share.target, share.window) == (Decimal(100), "Педагоги, февраль 2026")
    assert [(row.year, row.total.numerator) for row in share.earlier] == [
        ("2024/25", 5)
    ]
    assert found["T1"].total == Sum(2, 3, schools=4, counted=3, missing=1)


def test_a_window_that_has_just_opened_hides_nothing_as_on_the_pages(
    town: PaperTown,
) -> None:
    june = town.opened("Педагоги, июнь 2026", dt.date(2026, 6, 1))
    roll_up(window=june, now=NOW)
    today = dt.date(2026, 6, 11)
    paper = territory_facts(territory=town.town, year=YEAR, today=today).indicators
    shown = figures(territory=town.town, year=YEAR, today=today)
    assert [(fact.code, fact.total, fact.standing.name) for fact in paper] == [
        ("T3", Sum(29, 60, schools=4, counted=3, missing=1), "MISSED"),
        ("T1", Sum(2, 3, schools=4, counted=3, missing=1), "MISSED"),
    ]
    assert [(row.version.indicator.code, row.total, row.light) for row in shown] == [
        (fact.code, fact.total, "below") for fact in paper
    ]
    assert {fact.window for fact in paper} == {"Педагоги, февраль 2026"}


def test_who_reported_and_who_is_late(town: PaperTown) -> None:
    town.advice(state=RecommendationState.ISSUED, issued_at=NOW)
    town.advice(state=RecommendationState.DONE)
    town.advice()
    found = facts_of(town)
    (window,) = found.windows
    assert (window.schools, window.submitted, window.on_time, window.accepted) == (
        *(4, 3, 3),
        3,
    )
    first = found.schools[0]
    assert (first.name, first.forms, first.recommendations, first.done) == (
        "Школа № 1",
        *(1, 2, 1),
    )
    assert [(row.school, row.state) for row in found.silent] == [
        ("Школа № 4", "не начата")
    ]
    # More time for this school alone: it is not late yet.
    town.window.window_schools.filter(school=town.schools[3]).update(
        extended_to=TODAY, extension_reason="Ремонт"
    )
    assert facts_of(town).silent == ()


def test_the_region_adds_its_towns_up(town: PaperTown) -> None:
    found = territory_facts(territory=town.region, year=YEAR, today=TODAY)
    shares = {fact.code: fact for fact in found.indicators}
    assert shares["T3"].total == Sum(29, 60, schools=4, counted=3, missing=1)
    assert (shares["T3"].window, len(found.schools)) == ("февраль", 4)


def test_the_sheet_of_a_school(town: PaperTown) -> None:
    town.look_at_sites()
    school = town.schools[0]
    sheets = sheet_facts(territory=town.town, year=YEAR, today=TODAY, school=school)
    sheet = sheets[school.pk]
    assert len(sheets) == 1
    assert (sheet.school, sheet.group) == ("Школа № 1", "ШНОР")
    words = [(row.code, row.words, row.town) for row in sheet.values]
    assert [tuple(text.replace("\u00a0", " ") for text in row) for row in words] == [
        ("T3", "50 % (10 из 20)", "48,3 % (29 из 60)"),
        ("T1", "да", "66,7 % (2 из 3)"),
    ]
    assert [(row.item, row.verdict) for row in sheet.sites] == [
        ("Программа", "есть"),
        ("Приказ", "нет"),
    ]


def test_a_year_without_windows_is_empty(town: PaperTown) -> None:
    found = facts_of(town, YEAR - 5)
    assert (found.windows, found.schools, found.indicators) == ((), (), ())


def test_more_rows_cost_no_more_queries(town: PaperTown) -> None:
    def cost() -> int:
        where = {"territory": town.town, "year": YEAR, "today": TODAY}
        with CaptureQueriesContext(connection) as captured:
            territory_facts(**where, has_values=True)
            sheet_facts(**where)
        return len(captured)

    with_one = cost()
    june = town.opened("Педагоги, июнь 2026", dt.date(2026, 6, 1))
    town.fill(june, ((1, 2), (2, 3), (3, 4)), (NO, NO, NO))
    town.look_at_sites()
    town.advice(state=RecommendationState.ISSUED, issued_at=NOW)
    assert cost() == with_one
