from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from schools.ingest.sheets import cell_text, column_letter, column_number


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_of_columns(index, letters):
    assert column_letter(index) == letters
    assert column_number(letters) == index + 1


@given(index=st.integers(0, 20_000))
def test_letters_and_numbers_agree(index):
    assert column_number(column_letter(index)) == index + 1


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5.0, "5"), (12.5, "12,5"), (True, "ИСТИНА"), (False, "ЛОЖЬ"), ("0005", "0005"),
        (date(2024, 9, 1), "01.09.2024"), (None, ""),
        (datetime(2024, 9, 1), "01.09.2024"),  # noqa: DTZ001
        (datetime(2024, 9, 1, 9, 5), "01.09.2024 09:05"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_cells_as_a_person_sees_them(cell, text):
    assert cell_text(cell) == text
