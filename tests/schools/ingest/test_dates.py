from datetime import date

import pytest

from schools.ingest.dates import date_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1 {month} 2024", date(2024, number, 1))
        for number, month in enumerate(
            ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
             "сентября", "октября", "ноября", "декабря"),
            start=1,
        )
    ],
)  # fmt: skip
def test_every_month_by_name(text, expected):
    assert date_in(text, text) == expected


@pytest.mark.parametrize(
    "text", ["1 чего-то 2024", "32.01.2024", "2024", "01.13.2024", ""]
)
def test_what_is_not_a_date(text):
    assert date_in(text, text) is None
