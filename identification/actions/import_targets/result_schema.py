"""Columns of a table of results; levels are those that the procedures declare."""

import numpy as np

from identification.enums import ScoreKind
from identification.models import Procedure, Subject
from schools.actions.imports.matching import SCHOOL_FIELDS, SCHOOL_ID
from schools.ingest.schema import Field, RowCheck, TableSchema


LEVEL = "level_"
# The mean of marks and percents has natural bounds; primary scores differ by work.
BOUNDS: dict[str, tuple[float, float]] = {
    ScoreKind.MARK: (1, 5),
    ScoreKind.TEST_SCORE: (0, 100),
    ScoreKind.PERCENT: (0, 100),
}
SCHOOL_KEY = ("school_code", "school", "municipality")
CELL_KEY = ("year", "procedure", "subject", "grade")

YEAR = Field(
    code="year",
    title="Год",
    kind="integer",
    required=True,
    synonyms=("год проведения", "учебный год", "год процедуры"),
    minimum=2000,
    maximum=2100,
    help="Год, в котором проведена процедура, четырьмя цифрами.",
    example="2025",
)


def results_schema() -> TableSchema:
    """Return the columns of a file of results."""
    return TableSchema(
        code="results",
        title="Результаты процедур",
        fields=(*SCHOOL_FIELDS, YEAR, *_cell_fields(), *_value_fields()),
        key=(*SCHOOL_KEY, *CELL_KEY),
        checks=(_below_min_check(), _mean_check()),
    )


def stored_schema(schema: TableSchema) -> TableSchema:
    """Return the same table with the school's key in place of its codes and names."""
    kept = tuple(item for item in schema.fields if item.code not in SCHOOL_KEY)
    return TableSchema(
        code=schema.code,
        title=schema.title,
        fields=(SCHOOL_ID, *kept),
        key=("school_id", *CELL_KEY),
    )


def level_fields() -> tuple[Field, ...]:
    """Return one column for each level or mark that any procedure declares."""
    names: dict[str, None] = {}
    for levels in Procedure.objects.order_by("code").values_list("levels", flat=True):
        names.update(dict.fromkeys(str(level) for level in levels))
    return tuple(_level_field(name) for name in names)


def _level_field(name: str) -> Field:
    is_mark = name.isdigit()
    return Field(
        code=f"{LEVEL}{name}",
        title=f"Отметка «{name}»" if is_mark else f"Уровень «{name}»",
        kind="integer",
        minimum=0,
        unit="чел.",
        synonyms=(
            name,
            f"отметка {name}",
            f"на {name}",
            f"кол-во {name}",
            f"количество {name}",
            f"уровень {name}",
            f"{name} уровень",
        ),
        help="Сколько человек получили эту отметку или достигли этого уровня.",
    )


def _cell_fields() -> tuple[Field, ...]:
    return (
        Field(
            code="procedure",
            title="Процедура",
            kind="choice",
            required=True,
            synonyms=("вид процедуры", "оценочная процедура", "экзамен", "вид работы"),
            choices=_spellings(Procedure),
            example="ОГЭ",
        ),
        Field(
            code="subject",
            title="Предмет",
            kind="choice",
            required=True,
            synonyms=("учебный предмет", "дисциплина", "наименование предмета"),
            choices=_spellings(Subject),
            example="Математика",
        ),
        Field(
            code="grade",
            title="Класс",
            kind="integer",
            required=True,
            synonyms=("параллель", "класс обучения"),
            minimum=1,
            maximum=12,
            help="Номер параллели: 4, 5, 9, 11.",
            example="9",
        ),
    )


def _value_fields() -> tuple[Field, ...]:
    return (
        Field(
            code="participants",
            title="Участников",
            kind="integer",
            required=True,
            synonyms=(
                "участники",
                "число участников",
                "количество участников",
                "кол-во участников",
                "писали работу",
                "выполняли работу",
            ),
            minimum=0,
            unit="чел.",
            example="48",
        ),
        Field(
            code="mean_score",
            title="Средний балл или отметка",
            kind="decimal",
            synonyms=(
                "средний балл",
                "средняя отметка",
                "средняя оценка",
                "средний тестовый балл",
                "средний первичный балл",
                "средний процент выполнения",
                "средний результат",
            ),
            minimum=0,
            places=6,
            help="Для ВПР и ОГЭ средняя отметка, для ЕГЭ тестовый балл, для КДР процент.",
            example="3,6",
        ),
        Field(
            code="below_min",
            title="Ниже минимума",
            kind="integer",
            synonyms=(
                "не преодолели минимум",
                "не преодолели минимальный порог",
                "ниже минимального",
                "ниже порога",
                "не сдали",
                "число не преодолевших минимум",
                "неудовлетворительно",
                "получили 2",
                "двоек",
                "число двоек",
            ),
            minimum=0,
            unit="чел.",
            help="Сколько человек не набрали минимум; в ВПР и ОГЭ — получили «2».",
            example="4",
        ),
        *level_fields(),
        Field(
            code="is_flagged",
            title="Признаки необъективности",
            kind="boolean",
            synonyms=("необъективность", "признак необъективности", "маркер"),
            help="«да», если результаты школы отмечены как необъективные.",
        ),
    )


def _spellings(model: type[Procedure] | type[Subject]) -> dict[str, str]:
    """Return every spelling of every row of a reference; the name comes first."""
    rows = list(model.objects.order_by("name").values_list("name", "code", "synonyms"))
    names = {name: code for name, code, _ in rows}
    others = {word: code for _, code, synonyms in rows for word in synonyms}
    return {**names, **{w: c for w, c in others.items() if w not in names}}


def _below_min_check() -> RowCheck:
    return RowCheck(
        code="below_min_above_participants",
        columns=("below_min", "participants"),
        message="Ниже минимума {below_min} чел., а участников {participants}",
        advice="проверьте оба числа",
        test=lambda columns: columns["below_min"] <= columns["participants"],
    )


def _mean_check() -> RowCheck:
    kinds = dict(Procedure.objects.values_list("code", "score_kind"))
    bounds = {code: BOUNDS.get(kind, (0, np.inf)) for code, kind in kinds.items()}

    def within(columns):
        low_high = np.array([bounds[code] for code in columns["procedure"]])
        low_high = low_high.reshape(-1, 2)
        means = columns["mean_score"]
        return (means >= low_high[:, 0]) & (means <= low_high[:, 1])

    return RowCheck(
        code="mean_out_of_scale",
        columns=("mean_score", "procedure"),
        message="Среднее {mean_score} не бывает в этой процедуре",
        advice="укажите среднюю отметку от 1 до 5, тестовый балл или процент до 100",
        test=within,
    )
