"""When two wordings are one party."""

import pytest

from roadmaps.documents.party_names import party_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("МБУ «Методический центр»", 'МБУ "Методический  центр"'),
        ("Отдел образования", "отдел образования."),
        ("И. И. Иванова", "Иванова И.И."),
        ("Учёный совет", "учёный  совет;"),
        ("Учёный совет", "Ученый совет"),
        ("Учебно – методический отдел", "учебно-методический отдел"),
    ],
)
def test_the_same(first, second):
    assert party_key(first) == party_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("МЦ", "Методический центр"),
        ("Иванова И.И.", "Иванова И.П."),
        ("Школа № 1", "Школа № 2"),
    ],
)
def test_not_the_same(first, second):
    assert party_key(first) != party_key(second)


def test_nothing_is_nothing():
    assert party_key(" ,; ") == ""
