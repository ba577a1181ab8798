"""CSV files as people save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from identification.stats.errors import StatisticsRefusal
from identification.stats.reading import is_missing, parse_number, read_table


def written(folder: Path, data: bytes) -> Path:
    path = folder / "таблица.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = f"школа{delimiter} балл \r\n«Лицей»{delimiter}5\r\n\r\nГимназия{delimiter}4"
    table = read_table(written(tmp_path, text.encode(encoding)))
    assert table.columns == {"школа": 0, "балл": 1}
    assert table.column("школа") == ["«Лицей»", "Гимназия"]
    assert table.column("балл") == ["5", "4"]
    assert table.lines == [2, 4]


def test_quoted_fields_keep_delimiters_and_lines(tmp_path: Path) -> None:
    text = 'school,score\n"А, Б","12,5"\n"два\nряда",3\nВ,4\n'
    table = read_table(written(tmp_path, text.encode()))
    assert table.column("school") == ["А, Б", "два\nряда", "В"]
    assert table.lines == [2, 4, 5]


def test_empty_fields_at_the_end_are_no_error(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"a;b;\n1;2;;;\n"))
    assert table.rows == [["1", "2", ""]]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "empty_file", "Файл «таблица.csv» пуст."),
        (b"a;b\n", "empty_file", "В файле «таблица.csv» есть заголовки, но нет строк."),
        (b"a;a\n1;2\n", "bad_heading", "Столбец «a» встречается в заголовке дважды."),
        (b"a;b\n1;2;3\n", "bad_row", "Строка 2: полей 3, а в заголовке 2."),
        (b"a;b\n1;2\n3\n", "bad_row", "Строка 3: полей 1, а в заголовке 2."),
        (
            b"PK\x03\x04\0\0",
            "unreadable_file",
            "Файл «таблица.csv» не текстовый: сохраните таблицу как CSV.",
        ),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, code: str, message: str) -> None:
    with pytest.raises(StatisticsRefusal) as caught:
        read_table(written(tmp_path, data))
    assert (caught.value.code, caught.value.message) == (code, message)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "нет.csv"
    with pytest.raises(StatisticsRefusal) as caught:
        read_table(path)
    assert caught.value.message == f"Файл «{path}» не найден."
    with pytest.raises(StatisticsRefusal) as caught:
        read_table(tmp_path)
    assert caught.value.message == f"Файл «{tmp_path}» не читается."


def test_an_unknown_column_is_named_beside_those_there(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"a;b\n1;2\n"))
    with pytest.raises(StatisticsRefusal) as caught:
        table.demand("a", "c")
    assert caught.value.message == "В файле нет столбца «c»; есть: a, b."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("12.5 %", 12.5),
        ("1\xa0234,5", 1234.5),
        ("1\u202f234", 1234.0),
        ("−3", -3.0),
        ("1e3", 1000.0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["пять", "1,2,3", "inf", "nan", "", "12 из 20"])
def test_no_numbers(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


@pytest.mark.parametrize("text", ["", " ", "—", "-", "н/д", "NA", "NaN"])
def test_missing(text: str) -> None:
    assert is_missing(text)
    assert not is_missing("0")
