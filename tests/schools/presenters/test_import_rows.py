"""Rows of a preview: zero is a value, nothing is nothing."""

from schools.enums import RowState
from schools.ingest.schema import Field, TableSchema
from schools.models import ImportRow
from schools.presenters.import_rows import preview_lines


SCHEMA = TableSchema(
    code="results",
    title="Результаты",
    fields=(
        Field("school", "Школа"),
        Field("participants", "Участников", "integer"),
        Field("below_min", "Ниже минимума", "integer"),
        Field("mean_score", "Средний балл", "decimal"),
        Field("is_flagged", "Необъективность", "boolean"),
    ),
    key=("school",),
)


def line(**values: object) -> dict[str, object]:
    row = ImportRow(number=4, state=RowState.NEW, label="СОШ № 1", values=values)
    return preview_lines([row], {}, SCHEMA)[0]


def test_a_zero_is_shown_and_an_empty_cell_is_not() -> None:
    shown = line(school=1, participants=55, below_min=0, mean_score=None)
    assert shown["values"] == "Участников: 55; Ниже минимума: 0"


def test_a_flag_is_shown_only_when_it_is_set() -> None:
    assert line(participants=5, is_flagged=False)["values"] == "Участников: 5"
    assert line(is_flagged=True)["values"] == "Необъективность: да"
