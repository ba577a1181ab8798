"""The plan for trying the import: it is read whole, and its slips are found."""

import datetime as dt
from pathlib import Path

import pytest

from config.demo.plan_file import NAME, SECTIONS, TITLE, write_plan_file
from roadmaps.documents import read_document, understand
from roadmaps.documents.model import RoadMapDocument


TODAY = dt.date(2025, 9, 1)


@pytest.fixture
def document(tmp_path: Path) -> RoadMapDocument:
    write_plan_file(tmp_path)
    return understand(read_document(tmp_path / NAME, name=NAME), today=TODAY)


def test_it_is_read_whole(document: RoadMapDocument) -> None:
    assert document.title == TITLE
    assert (document.period.start, document.period.end) == (
        dt.date(2025, 1, 1),
        dt.date(2027, 12, 31),
    )
    assert [activity.number for activity in document.activities] == [
        row[0] for _, rows in SECTIONS for row in rows
    ]
    assert [section.title for section in document.sections] == [
        "Условия для наставничества",
        "Работа в парах",
        "Итоги",
    ]


def test_its_slips_are_found(document: RoadMapDocument) -> None:
    assert sorted(finding.code for finding in document.findings) == [
        "missing_responsible",
        "numbering_gap",
        "repeated_date",
        "undefined_abbreviation",
        "year_mismatch",
    ]


def test_it_is_the_same_file_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        write_plan_file(folder)

    assert (first / NAME).read_bytes() == (second / NAME).read_bytes()
