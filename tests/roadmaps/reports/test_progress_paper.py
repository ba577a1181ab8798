"""The report of what was done: the same lines and numbers as PDF and as Word."""

import io
from pathlib import Path

import docx
import pytest

from roadmaps.queries.papers import occurrences_for_papers, plan_content
from roadmaps.reports import progress_paper as module
from roadmaps.reports.progress_paper import (
    count_rows,
    progress_paper,
    progress_sections,
)
from tests.roadmaps.paper_place import TODAY, PaperPlace, content_of, made
from tests.roadmaps.reports.test_plan_paper import HEAD, spoken


pytestmark = pytest.mark.django_db

COUNTS = [
    ("1. Работа с кадрами", [5, 2, 1, 1, 0, 1, 0]),
    ("2. Результаты", [1, 0, 0, 0, 1, 0, 1]),
    ("Всего", [6, 2, 1, 1, 1, 1, 1]),
]


@pytest.fixture
def place() -> PaperPlace:
    made_place = PaperPlace()
    made_place.approve()
    return made_place


def report_of(place: PaperPlace):
    return progress_paper(
        plan_content(version=place.version),
        occurrences_for_papers(version=place.version),
        as_of=TODAY,
        signatures=[HEAD],
    )


def test_counts_by_section_and_in_all(place: PaperPlace) -> None:
    assert count_rows(report_of(place)) == COUNTS


def test_the_pdf_says_the_sentence_the_counts_and_every_term(
    place: PaperPlace, tmp_path: Path
) -> None:
    text = spoken(content_of(made(place, "progress_pdf")), tmp_path)

    assert report_of(place).summary.replace("\u00a0", " ") in text
    for words in ("приказ: Приказ № 31-о", "без документа", "2 из 3", "15 января 2026"):
        assert words in text
    assert "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА ОЗЁРСКА" in text.upper()


def test_word_has_the_same_numbers_and_lines(place: PaperPlace) -> None:
    document = docx.Document(io.BytesIO(content_of(made(place, "progress_docx"))))

    counts, lines = document.tables
    assert [
        (row.cells[0].text, [int(cell.text) for cell in row.cells[1:]])
        for row in counts.rows[1:]
    ] == COUNTS
    rows = [
        [cell.text.replace("\u00a0", " ") for cell in row.cells] for row in lines.rows
    ]
    assert rows[1] == ["1. Работа с кадрами"] * 8
    assert rows[2] == [
        *("1.1", "Назначить наставников", "октябрь 2025", "выполнено"),
        *("20 октября 2025", "приказ: Приказ № 31-о", "", ""),
    ]
    assert rows[3][:4] == ["", "", "ноябрь 2025", "просрочено"]
    assert len(rows) == 1 + 2 + 7
    assert report_of(place).summary in [p.text for p in document.paragraphs]


def test_an_activity_without_terms_keeps_its_line(place: PaperPlace) -> None:
    place.occurrences[3].delete()

    (line,) = [
        activity
        for section in report_of(place).sections
        for activity in section.activities
        if activity.number == "1.3"
    ]

    assert (line.term, line.terms) == ("по итогам четверти", ())


def test_long_sections_are_rendered_apart(
    place: PaperPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = progress_sections(report_of(place))
    monkeypatch.setattr(module, "LINES_IN_SECTION", 3)

    apart = progress_sections(report_of(place))

    assert (len(together), len(apart)) == (2, 3)
    assert [section.title for section in apart] == ["Итоги", "Мероприятия", ""]
    assert ["Полевой" in section.html for section in apart] == [False, False, True]
