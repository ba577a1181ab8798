from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from schools.ingest.schema import Field
from schools.ingest.sheets import cell_text
from schools.ingest.values import Reading, State, read_cell


DECIMAL = Field("score", "Балл", kind="decimal")
INTEGER = Field("number", "Число", kind="integer")
DATE = Field("day", "День", kind="date")
BOOLEAN = Field("flag", "Признак", kind="boolean")
TEXT = Field("text", "Текст")
CODE = Field("code", "Код", kind="code")
CHOICE = Field(
    "subject", "Предмет", kind="choice",
    choices={"Русский язык": "rus", "рус.": "rus", "Математика": "math"},
)  # fmt: skip
KINDS = [DECIMAL, INTEGER, DATE, BOOLEAN, TEXT, CODE, CHOICE]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12,5", 12.5), ("12.5 %", 12.5), ("12,5%", 12.5), ("1 234", 1234.0),
        ("1\u00a0234,5", 1234.5), ("1\u2009234", 1234.0), ("1\u202f234", 1234.0),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), (" 7 ", 7.0), ("\ufeff7", 7.0),
        ("−5", -5.0), ("–5", -5.0), ("+5", 5.0), (",5", 0.5), ("5,", 5.0), ("1E+05", 1e5),
        (5.0, 5.0), (0.1, 0.1), (0.0, 0.0), ("0", 0.0), ("1'234", 1234.0),
    ],
)  # fmt: skip
def test_decimals(cell, expected):
    assert read_cell(cell, DECIMAL) == Reading(State.VALUE, expected)


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "\u00a0", "\u200b"],
)
@pytest.mark.parametrize("field", KINDS)
def test_empty(field, cell):
    assert read_cell(cell, field) == Reading(State.EMPTY)


@pytest.mark.parametrize(
    "cell",
    [
        "—",
        "-",
        "–",
        "−",
        "н/д",
        "Н/Д",
        "нет данных",
        "х",
        "Х",
        "x",
        "X",
        "Нет отметки",
        "…",
    ],
)
@pytest.mark.parametrize("field", KINDS)
def test_no_data(field, cell):
    assert read_cell(cell, field) == Reading(State.NO_DATA)


@pytest.mark.parametrize("field", KINDS)
def test_not_applicable(field):
    assert read_cell("Не применимо", field) == Reading(State.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("field", "cell", "rule"),
    [
        (DECIMAL, "пять", "not_a_number"), (DECIMAL, "1..2", "not_a_number"),
        (DECIMAL, "12 баллов", "not_a_number"), (DECIMAL, True, "not_a_number"),
        (DECIMAL, "inf", "not_a_number"), (DECIMAL, "1e999", "not_a_number"),
        (DECIMAL, date(2024, 9, 1), "not_a_number"), (DECIMAL, "٣", "not_a_number"),
        (INTEGER, 5.5, "not_an_integer"), (INTEGER, "5,5", "not_an_integer"),
        (INTEGER, 1e16, "not_an_integer"), (DECIMAL, "#Н/Д", "excel_error"),
        (DATE, "31.02.2024", "not_a_date"), (DATE, "вчера", "not_a_date"),
        (DATE, 2024.0, "not_a_date"), (BOOLEAN, "может быть", "not_a_boolean"),
        (CODE, "1,23457E+11", "bad_code"), (CODE, 5.5, "bad_code"),
        (CODE, 1e20, "bad_code"), (CHOICE, "Физика", "unknown_choice"),
        (TEXT, "#ССЫЛКА!", "excel_error"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(field, cell, rule):
    reading = read_cell(cell, field)
    assert (reading.state, reading.value, reading.rule) == (State.INVALID, None, rule)


def test_an_error_says_how_to_mend_it():
    assert read_cell("Физика", CHOICE) == Reading(
        State.INVALID,
        None,
        "unknown_choice",
        "Такого значения нет",
        "впишите «Русский язык», «Математика»",
    )


@pytest.mark.parametrize(
    ("cell", "expected"), [(5.0, 5.0), ("5", 5.0), ("5,0", 5.0), ("1 234", 1234.0)]
)
def test_integers(cell, expected):
    assert read_cell(cell, INTEGER) == Reading(State.VALUE, expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2024, 9, 1), date(2024, 9, 1)),
        (datetime(2024, 9, 1, 12, 30), date(2024, 9, 1)),  # noqa: DTZ001
        (45536.0, date(2024, 9, 1)),
        ("01.09.2024", date(2024, 9, 1)),
        ("1.9.24", date(2024, 9, 1)),
        ("01/09/2024", date(2024, 9, 1)),
        ("2024-09-01", date(2024, 9, 1)),
        ("2024-09-01 00:00:00", date(2024, 9, 1)),
        ("2022.06.23", date(2022, 6, 23)),
        ("1 сентября 2024 г.", date(2024, 9, 1)),
        ("«01» сентября 2024 года", date(2024, 9, 1)),
        ("9 мая 2024", date(2024, 5, 9)),
        ("8 марта 2024", date(2024, 3, 8)),
        ("01.09.2024 г.", date(2024, 9, 1)),
    ],
)
def test_dates(cell, expected):
    assert read_cell(cell, DATE) == Reading(State.VALUE, expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("да", True), ("ДА", True), ("+", True), (True, True), (1.0, True), ("есть", True),
        ("нет", False), (False, False), (0.0, False),
    ],
)  # fmt: skip
def test_booleans(cell, expected):
    assert read_cell(cell, BOOLEAN) == Reading(State.VALUE, expected)


def test_codes_keep_zeros_and_lose_spaces():
    readings = [
        read_cell(cell, CODE).value for cell in ("0005", 5.0, "24 00 15", "edu123")
    ]
    assert readings == ["0005", "5", "240015", "edu123"]


@pytest.mark.parametrize(
    "cell", ["Русский язык", "русский  ЯЗЫК", "рус.", "rus", "Pусский язык"]
)
def test_choices_in_any_spelling(cell):
    assert read_cell(cell, CHOICE) == Reading(State.VALUE, "rus")


def test_percent_of_a_share_and_of_a_percentage():
    share = Field("a", "А", kind="decimal", unit="доля")
    percent = Field("a", "А", kind="decimal", unit="%")
    assert read_cell("12,5 %", share).value == 0.125
    assert read_cell("12,5 %", percent).value == 12.5


def test_a_unit_after_the_number_is_taken_off():
    field = Field("a", "А", kind="integer", unit="чел.")
    assert [read_cell(cell, field).value for cell in ("25 чел.", "25 чел", "25")] == [
        25.0
    ] * 3
    assert read_cell("25 шт.", field).rule == "not_a_number"


def test_bounds_are_inclusive_and_named():
    field = Field("a", "А", kind="decimal", minimum=2, maximum=5)
    assert [read_cell(cell, field).state for cell in (2.0, 5.0)] == [State.VALUE] * 2
    low, high = read_cell("1,9", field), read_cell(5.5, field)
    assert (low.rule, low.message) == ("below_minimum", "Значение меньше 2")
    assert (high.rule, high.message) == ("above_maximum", "Значение больше 5")


def test_bounds_of_a_date():
    field = Field("a", "А", kind="date", minimum=date(2020, 1, 1))
    assert read_cell("31.12.2019", field).message == "Значение меньше 01.01.2020"


def test_numbers_are_rounded_to_the_stored_places():
    field = Field("a", "А", kind="decimal", places=2)
    assert read_cell("3,14159", field).value == 3.14


def test_text_of_a_number_has_no_point():
    assert read_cell(5.0, TEXT).value == "5"
    assert read_cell("  МБОУ\n СОШ  № 1 ", TEXT).value == "МБОУ СОШ № 1"


ANY_CELL = st.one_of(
    st.text(),
    st.from_regex(r"[-+0-9., %«»а-яА-Яa-zA-Z/#!№]{0,14}"),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.just(time(12, 30)),
    st.just(timedelta(hours=30)),
)


@given(cell=ANY_CELL, field=st.sampled_from(KINDS))
def test_no_cell_breaks_the_reader(cell, field):
    reading = read_cell(cell, field)
    assert (reading.value is None) == (reading.state is not State.VALUE)
    assert bool(reading.rule) == (reading.state is State.INVALID)


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_back(number):
    assert read_cell(cell_text(number), DECIMAL).value == number
    assert read_cell(number, DECIMAL).value == number


@given(number=st.integers(-(10**14), 10**14))
def test_a_grouped_integer_is_read_back(number):
    assert read_cell(f"{number:,}".replace(",", "\u00a0"), INTEGER).value == number


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_is_read_back(day):
    assert read_cell(cell_text(day), DATE).value == day
    assert read_cell(day.isoformat(), DATE).value == day
