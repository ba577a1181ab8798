"""The plan as a workbook: days are days, numbers are numbers, wordings are texts."""

import datetime as dt
import io

import openpyxl
import pytest

from roadmaps.models import Activity
from roadmaps.terms import Period, parse_term
from roadmaps.terms.encode import term_to_json
from tests.roadmaps.paper_place import NOW, PaperPlace, content_of, made


pytestmark = pytest.mark.django_db

PERIOD = Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31))


@pytest.fixture
def book() -> openpyxl.Workbook:
    place = PaperPlace()
    for activity in place.activities:
        term = term_to_json(parse_term(activity.term_text, period=PERIOD))
        Activity.objects.filter(pk=activity.pk).update(term=term)
    place.approve()
    return openpyxl.load_workbook(io.BytesIO(content_of(made(place, "plan_xlsx"))))


def at(day: str) -> dt.datetime:
    """Return a day as a workbook gives it back."""
    return dt.datetime.fromisoformat(day)


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    head, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_three_sheets_dated_by_the_approval(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Мероприятия", "Сроки", "О документе"]
    assert book.properties.created == NOW.replace(tzinfo=None)


def test_terms_of_activities_are_days_beside_their_wording(
    book: openpyxl.Workbook,
) -> None:
    first, second, third, *_ = rows(book, "Мероприятия")

    assert (first["№"], first["Раздел"]) == ("1.1", "1. Работа с кадрами")
    assert (first["Срок, как в документе"], first["С"], first["По"]) == (
        "Октябрь 2025",
        at("2025-10-01"),
        at("2025-10-31"),
    )
    assert (second["С"], second["По"]) == (
        at("2025-10-01"),
        at("2026-02-28"),
    )
    assert third["Нужно решение человека"] == "да"


def test_terms_are_days_and_counts_are_numbers(book: openpyxl.Workbook) -> None:
    found = rows(book, "Сроки")

    done = next(row for row in found if row["Выполнено"] == at("2025-10-20"))
    assert (done["До"], done["Состояние"]) == (at("2025-10-31"), "выполнено")
    assert (done["Документов"], done["Раз по плану"]) == (1, 1)
    answered = next(row for row in found if row["Школ всего"])
    assert (answered["Школ ответило"], answered["Школ всего"]) == (2, 3)
    assert len(found) == 7


def test_the_last_sheet_says_what_it_is(book: openpyxl.Workbook) -> None:
    about = dict(book["О документе"].iter_rows(min_row=2, values_only=True))

    assert about["Приказ"] == "15-ОД"
    assert about["Дата приказа"] == at("2026-02-02")
    assert about["Мероприятий"] == 5
    assert about["Показатель: Сайт обновлён"] == "Да"
