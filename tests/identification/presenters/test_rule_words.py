"""Rules in words: every parameter named, explained, compared."""

import pytest

from identification.presenters import rule_words
from identification.stats.rules import IdentificationRules


NAMES = {
    "factors": {"poverty": "Бедность"},
    "subjects": {"rus": "Русский язык", "math": "Математика"},
    "procedures": {"vpr": "ВПР"},
    "kinds": {"vpr": "ВПР", "oge": "ОГЭ", "ege": "ЕГЭ"},
}


def sections(**changes):
    rules = IdentificationRules(**changes).to_dict()
    return {
        item["term"]: item
        for section in rule_words.rule_sections(rules, NAMES)
        for item in section["items"]
        if section["title"] != "Правило 30 %"
    }


def test_no_parameter_is_without_a_section_and_a_meaning():
    named = [name for _, members in rule_words.SECTIONS for name in members]
    flat = rule_words.flat_parameters(IdentificationRules().to_dict())
    assert sorted(named) == sorted(flat) == sorted(rule_words.EXPLAINED)
    assert all(rule_words.EXPLAINED[name].meaning for name in named)


@pytest.mark.parametrize(
    ("changes", "term", "words"),
    [
        ({}, "Число лет", "3\xa0года"),
        ({}, "Веса лет", "все годы равны"),
        ({"year_weights": (0.5, 0.3, 0.2)}, "Веса лет", "0,5; 0,3; 0,2"),
        ({"procedure_weights": {"vpr": 0.5}}, "Веса процедур", "ВПР – 0,5"),
        ({"factors": ("poverty",)}, "Факторы контекста", "Бедность"),
        ({"factors": ("gone",)}, "Факторы контекста", "gone"),
        ({"subjects": ("rus", "math")}, "Предметы", "Русский язык, Математика"),
        ({}, "Граница условий (доля школ)", "25\xa0%"),
        ({"low_cut": -1.5}, "Граница низких результатов", "−1,5"),
        ({"weighting": "participants"}, "Взвешивание школ", "по числу участников"),
        (
            {"count_small_cells": False},
            "Учитывать малочисленные процедуры школы",
            "нет",
        ),
    ],
)
def test_a_value_is_written_for_people(changes, term, words):
    assert sections(**changes)[term]["value"] == words


def test_only_what_differs_is_a_change():
    before = IdentificationRules().to_dict()
    after = before | {"n_min": 5, "threshold": before["threshold"] | {"n_min": 10}}
    assert rule_words.rule_changes(before, after, NAMES) == [
        {
            "field": "Наименьшее число участников для средних по процедуре",
            "old": "10\xa0участников",
            "new": "5\xa0участников",
        },
        {
            "field": "Наименьшее число участников процедуры",
            "old": "5\xa0участников",
            "new": "10\xa0участников",
        },
    ]


def test_the_same_rules_have_no_changes():
    rules = IdentificationRules().to_dict()
    assert rule_words.rule_changes(rules, {}, NAMES) == []


def test_the_summary_says_both_methods():
    rules = IdentificationRules(low_cut_kind="quantile", low_cut=0.1)
    words = rule_words.rules_summary(rules.to_dict(), NAMES)
    assert "ШНОР – 10\xa0% школ с самым низким остатком" in words
    assert "не менее 30\xa0% участников ниже минимума" in words
