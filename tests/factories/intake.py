"""Road-map documents: tables read already, and files to be read."""

import datetime as dt
import io

import docx
import factory

from roadmaps.documents import to_json
from roadmaps.documents.model import RawDocument, RawParagraph, RawTable
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from schools.enums import JobState
from tests.factories.registry import MunicipalityFactory


NOW = dt.datetime(2025, 8, 20, 9, 0, tzinfo=dt.UTC)
TITLE = "Дорожная карта поддержки школ на 2025-2026 учебный год"
HEADER = ("№", "Мероприятие", "Срок", "Ответственные", "Результат")
Rows = tuple[tuple[str, ...], ...]
ROWS: Rows = (
    ("1", "Раздел I. Организация", "", "", ""),
    ("1.1", "Провести совещание с директорами", "Сентябрь 2025", "Отдел образования", "Протокол"),
    ("1.2", "Составить план поддержки", "Август", "Методический центр, Куратор", "План"),
    ("2", "Раздел II. Помощь школам", "", "", ""),
    ("2.1", "Посетить уроки в школах", "до 20 мая 2026", "Методический центр", "Справка"),
)  # fmt: skip
# Under the table stand rows of which the portal takes none.
ODD_ROWS: Rows = (
    *ROWS,
    ("", "Ознакомлены: ______", "", "", ""),
    ("", "Список школ прилагается", "", "", ""),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def many_rows(count: int) -> Rows:
    """Return the rows of a plan of one section."""
    return (
        ("1", "Раздел I. Организация", "", "", ""),
        *(
            (f"1.{n}", f"Мероприятие номер {n}", "Октябрь 2025", f"Отдел {n}", "Отчёт")
            for n in range(1, count + 1)
        ),
    )


def raw_plan(
    rows: Rows = ROWS, *, header: tuple[str, ...] = HEADER, title: str = TITLE
) -> RawDocument:
    """Return a document of a title and one table, as the readers give it."""
    merged = {
        (number, column)
        for number, row in enumerate(rows, start=1)
        if not any(row[2:])
        for column in range(2, len(header))
    }
    return RawDocument(
        (
            RawParagraph(title, is_heading=True),
            RawTable((header, *rows), frozenset(merged), "таблица 1"),
        ),
        source="план.docx",
    )


def docx_plan(rows: Rows = ROWS, *, title: str = TITLE) -> bytes:
    """Return the same plan as a Word file."""
    document = docx.Document()
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in (HEADER, *rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if not any(row[2:]):
            cells[1].merge(cells[-1])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class IntakeFactory(factory.django.DjangoModelFactory):
    """A document that has been read and waits for its review."""

    class Meta:
        model = Intake

    territory = factory.SubFactory(MunicipalityFactory)
    phase = IntakePhase.REVIEW
    state = JobState.DONE
    file_name = factory.Sequence(lambda n: f"Дорожная карта {n}.docx")
    raw = factory.LazyFunction(lambda: to_json(raw_plan()))
    requested_at = NOW
    finished_at = factory.Sequence(lambda n: NOW + dt.timedelta(seconds=n))
