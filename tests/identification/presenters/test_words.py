"""Sentences about runs and schools read right in every case."""

import pytest

from identification.charts import position_figure
from identification.enums import Confidence, Group
from identification.models import Run, RunSchool
from identification.presenters import advice, run_words, school_words
from identification.presenters.rule_clauses import clauses_in_short, clauses_in_words
from identification.presenters.run_page import stability_words
from identification.queries.coverage import Coverage


def counts(**groups):
    return {"classified": sum(groups.values()), "groups": groups}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (counts(), "Ни одна школа не классифицирована"),
        (
            counts(ordinary=9),
            "Низких результатов для своих условий нет ни у одной школы из 9",
        ),
        (
            counts(low=1, ordinary=9),
            "Результаты ниже ожидаемых для своих условий – 1\xa0школа из 10",
        ),
        (
            counts(low=2, both=3, adverse=5),
            "Результаты ниже ожидаемых для своих условий – 5\xa0школ из 10",
        ),
    ],
)
def test_the_headline_counts_both_groups_of_low_results(given, words):
    assert run_words.run_headline(given) == words


def test_adverse_counts_resilient_schools_too():
    given = counts(adverse=3, both=2, resilient=1)
    words = run_words.groups_in_words(given)
    assert words == "ШНОР 2, ШНСУ 6, резильентных 1"
    assert run_words.groups_in_words({}) == "—"


def row(**changes):
    values = {
        "group": Group.LOW,
        "confidence": Confidence.BORDER,
        "group_share": 0.62,
        "outcome_points": 40.0,
        "expected_points": 46.0,
        "residual_points": -6.0,
        "studentised": -1.3,
        "interval_low": 37.0,
        "interval_high": 55.0,
        "low_margin": -1.4,
        "context_margin": 2.0,
        **changes,
    }
    return RunSchool(**values)


def test_a_border_school_is_told_not_to_be_judged_by_the_run_alone():
    words = school_words.confidence_words(row())
    assert words.startswith("Школа на границе")
    assert "62\xa0%" in words


@pytest.mark.parametrize(
    ("confidence", "start"),
    [
        (Confidence.SURE, "Вывод уверенный: в 62\xa0%"),
        (Confidence.NO, "Вывод ненадёжен: в своей группе"),
        ("", "Повторные выборки не делались"),
    ],
)
def test_every_confidence_has_its_sentence(confidence, start):
    words = school_words.confidence_words(row(confidence=confidence))
    assert words.startswith(start)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (-6.0, "Результат на 6,0 балла ниже ожидаемого"),
        (2.5, "Результат на 2,5 балла выше ожидаемого"),
        (0.01, "Результат такой, какого ждут от школы в таких условиях"),
    ],
)
def test_the_headline_of_a_school_names_the_side(gap, words):
    assert school_words.school_headline(row(residual_points=gap)) == words


def test_an_unclassified_school_is_not_blamed():
    run = Run(year=2026, model={}, parameters={})
    paragraphs = school_words.explanation(
        run, row(group=Group.UNCLASSIFIED, reason="нет результатов.")
    )
    assert [p["title"] for p in paragraphs] == ["Почему школа не классифицирована"]
    assert paragraphs[0]["text"].startswith("Нет результатов. Это не оценка школы")


def test_every_group_has_its_sentence():
    named = set(school_words.GROUP_SENTENCES)
    assert named == set(Group) - {Group.UNCLASSIFIED}


def test_the_distance_to_the_cut_is_told_with_its_side():
    figure = position_figure(row())
    assert figure.sentence.endswith("Результат на 1,4 балла ниже границы ШНОР.")
    assert ("Граница ШНОР", "41,4") in figure.rows


def test_clauses_are_joined_in_words():
    fired = ["two_procedures", "two_years_same"]
    assert clauses_in_words(fired) == (
        "две разные процедуры за год; одна и та же процедура два года подряд"
    )
    assert clauses_in_short(fired) == "две за год, та же два года"


class Factor:
    name = "Бедность"


def coverage(ready, factors=2):
    return Coverage(
        schools=ready, years=(), factors=((Factor(), ready),) * factors, ready=ready
    )


@pytest.mark.parametrize(
    ("ready", "factors", "title", "can_fit"),
    [
        (50, 0, "Нет ни одного фактора условий.", False),
        (4, 2, "Собственная модель невозможна.", False),
        (5, 2, "Для собственной модели школ мало.", True),
        (19, 2, "Для собственной модели школ мало.", True),
        (20, 2, "Данных достаточно для собственной модели.", True),
    ],
)
def test_advice_follows_the_limits_of_the_statistics(ready, factors, title, can_fit):
    found = advice.model_advice(coverage(ready, factors), has_regional=True)
    assert (found.title, found.can_fit) == (title, can_fit)


def test_the_way_out_depends_on_the_region():
    alone = advice.model_advice(coverage(5), has_regional=False).text
    assert "попросите аналитика региона" in alone
    helped = advice.model_advice(coverage(5), has_regional=True).text
    assert helped.endswith("Возьмите коэффициенты регионального расчёта.")


def test_an_unstable_list_is_warned_of():
    other = Run(pk=3, year=2025)
    found = {"other": other, "common": 10, "changed": 4, "share": 0.4, "is_high": True}
    words = stability_words(found, Run(pk=5, year=2026))
    assert words["level"] == "warning"
    assert "сменили 4 из 10\xa0школ (40\xa0%)" in words["text"]
    assert "Перечень неустойчив" in words["text"]
    assert stability_words(None, Run(pk=5)) == {}
