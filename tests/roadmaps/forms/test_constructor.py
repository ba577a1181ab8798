"""What a page of the constructor sends."""

import pytest
from django.http import QueryDict

from roadmaps.constructor import columns_of, field_of
from roadmaps.forms.constructor import Act, act_of, typed_field


def typed(key, query, act=None):
    field = field_of(key)
    return typed_field(field, columns_of(field, (2026,)), QueryDict(query), act)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("add:causes", Act("add", "causes")),
        ("drop:causes:r1", Act("drop", "causes", "r1")),
        ("keep:aim:3", Act("keep", "aim", "3")),
        ("delete:aim", None),
        ("", None),
    ],
)
def test_a_button_says_what_it_does(text, act):
    assert act_of(QueryDict(f"act={text}")) == act


def test_a_field_that_was_not_on_the_page_is_not_emptied():
    assert typed("aim", "aim=Тихо") is None


@pytest.mark.parametrize(
    ("text", "revision"), [("3", 3), ("", 0), ("x", 0), ("-1", 0), ("9" * 12, 0)]
)
def test_a_revision_is_a_number_or_none(text, revision):
    assert typed("aim", f"rev-aim={text}&was-aim=m&aim=Цель").revision == revision


def test_rows_come_in_the_order_of_the_page():
    query = (
        "rev-causes=1&row-causes=b&row-causes=a&causes-a-cause=1&causes-b-cause=2"
        "&causes-a-other=x"
    )
    assert typed("causes", query).value == [
        {"id": "b", "cause": "2", "data": ""},
        {"id": "a", "cause": "1", "data": ""},
    ]


def test_no_box_ticked_is_an_empty_list():
    assert typed("factors", "rev-factors=1").value == []
    assert typed("factors", "rev-factors=1&factors=a&factors=b").value == ["a", "b"]


def test_a_button_of_another_list_moves_nothing():
    query = "rev-causes=1&row-causes=a&causes-a-cause=1"
    assert len(typed("causes", query, Act("drop", "tasks", "a")).value) == 1
    assert typed("causes", query, Act("drop", "causes", "a")).value == []
