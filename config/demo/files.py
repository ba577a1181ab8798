"""Files for trying an upload: new results with a few slips, the context, a plan."""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from config.demo.plan_file import write_plan_file
from config.demo.vocabulary import FACTORS
from identification.models import ContextValue, Result
from schools.models import School, Territory


YEAR = 2026
RESULT_HEADERS = (
    *("Школа", "Год", "Процедура", "Предмет", "Класс", "Кол-во участников"),
    *("Средняя отметка", "Получили «2»"),
)
Row = tuple[object, ...]


def write_example_files(region: Territory, folder: Path) -> None:
    """Write files of the first municipality, as a department would keep them."""
    folder.mkdir(parents=True, exist_ok=True)
    place = region.municipalities.order_by("pk")[0]
    schools = list(School.objects.in_territory(place).order_by("pk"))
    _write(
        folder / "results-vpr-6.xlsx",
        f"Результаты ВПР {YEAR}, {place}",
        RESULT_HEADERS,
        _new_results(schools),
    )
    _write(
        folder / "context.xlsx",
        f"Условия работы школ, {YEAR} год, {place}",
        ("Школа", "Год", *(factor.name for factor in FACTORS)),
        _context(schools),
    )
    write_plan_file(folder)


def _new_results(schools: list[School]) -> Iterator[Row]:
    """ВПР of grade 6, not in the portal yet; three rows hold a slip each."""
    known = {
        result.school_id: result
        for result in Result.objects.filter(
            school__in=schools, year=YEAR, subject__code="math", grade=5
        )
    }
    for position, school in enumerate(schools):
        result = known.get(school.pk)
        if result is None:
            continue
        cells: list[object] = [school.name, YEAR, "ВПР", "Математика", 6]
        cells += [result.participants, result.mean_score, result.below_min]
        yield tuple(_with_slip(position, cells))


def _with_slip(position: int, cells: list[object]) -> list[object]:
    """Make the slips that people make."""
    if position == 10:
        cells[7] = cells[5] + 3  # more failed than took part
    if position == 12:
        cells[6] = "3,4 балла из 5"  # words in a column of numbers
    if position == 14:
        cells[0] = "Школа 15"  # a name that the registry does not know
    return cells


def _context(schools: list[School]) -> Iterator[Row]:
    """The context of the year as it is in the portal: nothing new in it."""
    values = {
        (school, factor): value
        for school, factor, value in ContextValue.objects.filter(
            school__in=schools, year=YEAR
        ).values_list("school_id", "factor__code", "value")
    }
    for school in schools:
        numbers = [values.get((school.pk, factor.code), "н/д") for factor in FACTORS]
        yield (school.name, YEAR, *numbers)


def _write(path: Path, title: str, headers: Row, rows: Iterator[Row]) -> None:
    """Write a sheet with a title above the header."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Лист1")
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.write(0, 0, title, bold)
        sheet.write_row(2, 0, headers, bold)
        for number, row in enumerate(rows, 3):
            sheet.write_row(number, 0, row)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, len(headers) - 1, 14)
