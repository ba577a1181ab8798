"""What a draft lacks: in words, field by field, for any content whatever."""

import datetime as dt

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from roadmaps.constructor import PARTS, columns_of, completeness, target_years
from tests.roadmaps.constructor.contents import ENDS, STARTS, TERM, whole


KEYS = [field.key for part in PARTS for field in part.fields]
COLUMNS = sorted(
    {
        column.key
        for part in PARTS
        for field in part.fields
        for column in columns_of(field, target_years(STARTS, ENDS))
    }
    | {"id"}
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), SCALARS), max_size=4)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


def gaps(content: dict[str, object]) -> list[tuple[str, str, bool]]:
    found = completeness(content, **TERM).gaps
    return [(gap.field, gap.text, gap.is_warning) for gap in found]


def test_a_whole_programme_lacks_nothing():
    found = completeness(whole(), **TERM)
    assert (found.gaps, found.done, found.total, found.is_done) == ((), 22, 22, True)


def test_an_empty_one_lacks_every_required_field_and_says_so():
    found = completeness({}, **TERM)
    required = {f.key for part in PARTS for f in part.fields if f.is_required}
    assert (found.done, {g.field for g in found.gaps if not g.is_warning}) == (
        0,
        required,
    )
    assert all(gap.text for gap in found.gaps)


@pytest.mark.parametrize(
    ("key", "value", "text", "is_warning"),
    [
        ("factors", ["a", "b"], "Факторов выбрано 2, а нужно от трёх до пяти", False),
        (
            *("factors", list("abcdef")),
            *("Факторов выбрано 6, а нужно от трёх до пяти", False),
        ),
        (
            *("aim", "Учиться лучше"),
            *("В цели нет ни одного числа: её нельзя измерить", True),
        ),
        ("aim_on", "31.05.2030", "День цели лежит вне срока программы", True),
        ("aim_on", "скоро", "«скоро» – не дата", False),
        (
            *("causes", [{"id": "c1", "cause": "Чтение"}]),
            *("Строка 1 без «какие данные о ней говорят»", False),
        ),
        (
            "causes",
            [
                {"id": "c1", "cause": "Чтение", "data": "ВПР"},
                {"id": "c2", "cause": "Счёт", "data": "ВПР"},
            ],
            *("На причину 2 не отвечает ни одна задача", True),
        ),
        (
            "tasks",
            [
                {"id": "t1", "task": "Читать", "cause": "c1"},
                {"id": "t2", "task": "Считать", "cause": "c1"},
            ],
            *("У задачи 2 нет ни одного мероприятия", False),
        ),
        (
            "monitoring",
            [
                {
                    "id": "m1",
                    "stage": "входной",
                    "what": "Чтение",
                    "term": "май 2026",
                    "responsible": "завуч",
                }
            ],
            *("Нет замера: промежуточный, итоговый", False),
        ),
        ("results_table", {}, "Таблица результатов не внесена в программу", True),
        ("basis", "", "Не названы основания программы", False),
    ],
)
def test_one_thing_is_missing(key, value, text, is_warning):
    assert gaps(whole(**{key: value})) == [(key, text, is_warning)]


def test_a_number_in_words_is_named_with_its_row():
    row = {**whole()["indicators"][0], "target_2026": "много"}
    assert gaps(whole(indicators=[row])) == [
        ("indicators", "Строка 1, «цель 2026»: «много» – не число", False)
    ]


def test_a_term_that_nobody_can_date_is_a_warning():
    row = {**whole()["activities"][0], "term": "когда-нибудь потом"}
    assert gaps(whole(activities=[row])) == [
        ("activities", "Строка 1: срок «когда-нибудь потом» портал не понял", True)
    ]


def test_a_task_that_was_removed_leaves_its_activity_without_one():
    assert gaps(whole(tasks=[{"id": "t9", "task": "Иное", "cause": "c1"}])) == [
        ("tasks", "У задачи 1 нет ни одного мероприятия", False),
        ("activities", "Строка 1 без «для какой задачи»", False),
    ]


def test_warnings_come_after_what_is_missing():
    found = completeness({"aim": "Лучше"}, **TERM)
    part = next(p for p in found.parts if p.part.code == "aim")
    assert [gap.is_warning for gap in part.gaps] == [False, False, True]
    assert (part.done, part.total, part.is_done) == (1, 3, False)


@given(
    content=st.dictionaries(st.sampled_from(KEYS), ANYTHING | ROWS, max_size=8),
    days=st.tuples(DAYS, DAYS).map(sorted),
)
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_content_is_looked_through(content, days):
    found = completeness(content, starts_on=days[0], ends_on=days[1])
    assert 0 <= found.done <= found.total == 22
    assert {gap.field for gap in found.gaps} <= set(KEYS)
    assert found.is_done == (found.done == found.total)
