"""Indicators in words: targets, blocks, the passport, what changed, what is missing."""

from decimal import Decimal

import pytest

from monitoring.catalogue.integrity import Fault
from monitoring.enums import Level, ValueKind
from monitoring.models import Indicator, IndicatorVersion
from monitoring.presenters import indicators as present
from monitoring.presenters.indicator_faults import WORDS, fault_groups, figures
from monitoring.queries.indicator_pages import Collected, Wanting


def a_version(**fields) -> IndicatorVersion:
    indicator = Indicator(pk=1, code="K1", track=fields.pop("track", "common"))
    indicator.group = fields.pop("group", "")
    values = {"kind": "yes_no", "level": "school", "short_title": "Механизм"}
    return IndicatorVersion(indicator=indicator, **{**values, **fields})


@pytest.mark.parametrize(
    ("fields", "value", "words", "typed"),
    [
        ({}, "100.00", "100 %", "100"),
        ({}, "12.50", "12,5 %", "12,5"),
        ({}, None, "без цели", ""),
        ({}, "0", "0 %", "0"),
        ({"kind": ValueKind.COUNT, "unit": "занятий"}, "12", "12 занятий", "12"),
        ({"kind": ValueKind.COUNT}, "1200", "1 200", "1200"),
        ({"level": Level.MUNICIPALITY}, "1", "да", "да"),
        ({"level": Level.MUNICIPALITY}, "0", "нет", "нет"),
        (
            {"level": Level.MUNICIPALITY, "kind": ValueKind.SHARE},
            "40",
            "40 %",
            "40",
        ),
    ],
)
def test_targets(fields, value: str | None, words: str, typed: str) -> None:
    version, number = a_version(**fields), None if value is None else Decimal(value)
    shown = present.target_words(version=version, value=number)
    assert shown.replace("\u00a0", " ") == words
    assert present.typed_words(version, number) == typed


def test_blocks_keep_the_order_of_tracks_and_groups() -> None:
    rows = [
        Collected(a_version(track="risk", group="Б"), None),
        Collected(a_version(group="Кадры"), None),
        Collected(a_version(track="risk", group="А"), None),
        Collected(a_version(track="risk", group="Б"), None),
        Collected(a_version(), None),
    ]
    found = [
        (block.title, {group: len(lines) for group, lines in block.groups.items()})
        for block in present.blocks(rows)
    ]
    assert found == [
        ("общие показатели", {"Кадры": 1, "Без группы": 1}),
        ("школы в зоне риска", {"Б": 2, "А": 1}),
    ]


def test_what_changed_is_said_in_the_words_of_the_passport() -> None:
    old = a_version(title="Доля школ", source="form", note="Первая")
    new = a_version(title="Доля школ", source="", kind="share", note="Вторая")
    assert present.changes_between(old, old) == []
    assert present.changes_between(old, new) == [
        {
            "field": "Что записывают",
            "old": "да или нет",
            "new": "числитель и знаменатель",
        },
        {"field": "Откуда значения", "old": "форма школы", "new": "не указано"},
    ]


def test_every_fault_has_its_words() -> None:
    assert list(WORDS) == list(Fault)
    groups = fault_groups([Wanting(a_version(), tuple(Fault))])
    assert [group["code"] for group in groups] == [str(fault) for fault in Fault]


def test_figures_count_each_indicator_once() -> None:
    rows = [Collected(a_version(), None) for _ in range(5)]
    wanting = [
        Wanting(rows[0].version, (Fault.NO_SOURCE, Fault.NO_CALENDAR)),
        Wanting(rows[1].version, (Fault.NO_TARGET,)),
    ]
    assert [item["value"] for item in figures(rows=rows, wanting=wanting)] == [
        "5",
        "3",
        "1",
    ]
