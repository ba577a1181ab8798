"""Rules in words: every parameter with its value and what it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from identification.stats.clauses import CLAUSE_LABELS
from identification.stats.rules import (
    RULE_PARAMETERS,
    THRESHOLD_PARAMETERS,
    IdentificationRules,
)
from schools.templatetags.portal_format import counted, number, percent


Names = Mapping[str, Mapping[str, str]]
Words = Callable[[Any, Names], str]

YEARS = "год,года,лет"
PARTICIPANTS = "участник,участника,участников"
SCHOOLS = "школа,школы,школ"
PROCEDURES = "процедура,процедуры,процедур"


@dataclass(frozen=True)
class Explained:
    """How a parameter's value is written, and what it changes."""

    words: Words
    meaning: str


def _count(forms: str) -> Words:
    return lambda value, names: counted(value, forms)


def _share(value: float, names: Names) -> str:
    return percent(value, 0)


def _plain(value: float, names: Names) -> str:
    return number(value)


def _truth(value: bool, names: Names) -> str:
    return "да" if value else "нет"


def _codes(kind: str, nothing: str) -> Words:
    def words(value: Sequence[str] | None, names: Names) -> str:
        known = names.get(kind, {})
        return ", ".join(known.get(code, code) for code in value or ()) or nothing

    return words


def _choice(labels: Mapping[str, str]) -> Words:
    return lambda value, names: labels.get(value, str(value))


def _procedure_weights(value: Mapping[str, float], names: Names) -> str:
    known = names.get("procedures", {})
    pairs = (f"{known.get(code, code)} – {number(w)}" for code, w in value.items())
    return ", ".join(pairs) or "все процедуры равны"


def _year_weights(value: Sequence[float], names: Names) -> str:
    return "; ".join(number(weight) for weight in value) or "все годы равны"


CHOICES: Mapping[str, Mapping[str, str]] = {
    "selection": {
        "declared": "все названные факторы",
        "significant": "только значимые: незначимые исключаются по одному",
    },
    "weighting": {"none": "школы равны", "participants": "по числу участников"},
    "low_cut_kind": {
        "studentised": "по стьюдентизированному остатку",
        "quantile": "по доле школ",
    },
}

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Результаты",
        (
            *("window_years", "year_weights", "procedure_weights", "subjects", "n_min"),
            *("min_schools_per_cell", "min_cells", "min_participants_total"),
            *("count_small_cells", "exclude_flagged"),
        ),
    ),
    ("Условия и модель", ("factors", "selection", "alpha", "weighting")),
    (
        "Границы групп",
        ("context_quantile", "low_cut_kind", "low_cut", "resilient_cut"),
    ),
    (
        "Надёжность",
        (
            *("bootstrap_resamples", "seed", "sure_from", "border_from"),
            "interval_level",
        ),
    ),
    (
        "Правило 30 %",
        (
            *("threshold.numerator", "threshold.denominator", "threshold.n_min"),
            *("threshold.subjects", "threshold.kinds", "threshold.clauses"),
            *("threshold.sure_from", "threshold.border_from"),
            "threshold.interval_level",
        ),
    ),
)

EXPLAINED: Mapping[str, Explained] = {
    "window_years": Explained(
        _count(YEARS), "Результаты за столько лет складываются в один индекс."
    ),
    "year_weights": Explained(
        _year_weights, "От года расчёта назад; больший вес – год важнее."
    ),
    "procedure_weights": Explained(
        _procedure_weights, "Вес 0 исключает процедуру из индекса."
    ),
    "subjects": Explained(
        _codes("subjects", "все предметы"),
        "По каким предметам считается индекс; ничего не отмечено – по всем.",
    ),
    "n_min": Explained(
        _count(PARTICIPANTS),
        "Среднее и разброс процедуры считаются по школам не меньше этого.",
    ),
    "min_schools_per_cell": Explained(
        _count(SCHOOLS), "Процедура, в которой школ меньше, не учитывается."
    ),
    "min_cells": Explained(
        _count(PROCEDURES), "Школа, у которой их меньше, не классифицируется."
    ),
    "min_participants_total": Explained(
        _count(PARTICIPANTS), "Школа, у которой их меньше, не классифицируется."
    ),
    "count_small_cells": Explained(
        _truth, "Входят ли в индекс школы её процедуры с малым числом участников."
    ),
    "exclude_flagged": Explained(
        _truth, "Пропускаются ли результаты с признаками необъективности."
    ),
    "factors": Explained(
        _codes("factors", "все используемые факторы с данными"),
        "С чем сопоставляется результат; ничего не отмечено – все с данными.",
    ),
    "selection": Explained(
        _choice(CHOICES["selection"]),
        "Как выбираются факторы модели.",
    ),
    "alpha": Explained(_plain, "Фактор остаётся, если p не больше этого."),
    "weighting": Explained(
        _choice(CHOICES["weighting"]),
        "Одинаково ли школы влияют на модель.",
    ),
    "context_quantile": Explained(
        _share, "Такая доля школ с самыми трудными условиями считается ШНСУ."
    ),
    "low_cut_kind": Explained(
        _choice(CHOICES["low_cut_kind"]),
        "В чём задана граница низких результатов.",
    ),
    "low_cut": Explained(
        _plain, "Остаток не выше границы – результат низкий для таких условий."
    ),
    "resilient_cut": Explained(
        _plain, "ШНСУ с остатком не ниже границы – резильентная школа."
    ),
    "bootstrap_resamples": Explained(
        _count("выборка,выборки,выборок"),
        "По ним видно, насколько устойчива группа школы.",
    ),
    "seed": Explained(
        lambda value, names: str(value),
        "С ним повторный расчёт даёт те же числа до последнего знака.",
    ),
    "sure_from": Explained(_share, "С такой доли выборок вывод называется уверенным."),
    "border_from": Explained(
        _share, "Между этой долей и уверенной школа – на границе."
    ),
    "interval_level": Explained(
        _share, "С такой вероятностью результат школы лежит в интервале."
    ),
    "threshold.numerator": Explained(
        _plain, "Вместе со знаменателем задаёт долю: 3 из 10 – это 30 %."
    ),
    "threshold.denominator": Explained(_plain, "Знаменатель пороговой доли."),
    "threshold.n_min": Explained(
        _count(PARTICIPANTS), "Процедура школы с меньшим числом не учитывается."
    ),
    "threshold.subjects": Explained(
        _codes("subjects", "ни один"), "По каким предметам действует правило."
    ),
    "threshold.kinds": Explained(
        _codes("kinds", "ни одна"), "По каким процедурам действует правило."
    ),
    "threshold.clauses": Explained(
        lambda value, names: "; ".join(CLAUSE_LABELS[clause] for clause in value),
        "Правило срабатывает, если выполнено хотя бы одно условие.",
    ),
    "threshold.sure_from": Explained(
        _share, "С такой вероятности вывод по правилу называется уверенным."
    ),
    "threshold.border_from": Explained(
        _share, "Между этой вероятностью и уверенной школа – на границе."
    ),
    "threshold.interval_level": Explained(
        _share, "Уровень интервалов Уилсона у долей."
    ),
}


def flat_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return all parameters with one level of names, defaults filled in."""
    values = IdentificationRules.from_dict(dict(parameters)).to_dict()
    threshold = values.pop("threshold")
    return values | {f"threshold.{name}": value for name, value in threshold.items()}


def label_of(name: str) -> str:
    """Return the name of a parameter for people, with a capital."""
    inner = name.removeprefix("threshold.")
    known = THRESHOLD_PARAMETERS if inner != name else RULE_PARAMETERS
    label = known[inner].label
    return label[0].upper() + label[1:]


def rule_sections(parameters: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    """Return the whole rule set by sections: label, value, meaning."""
    values = flat_parameters(parameters)
    return [
        {
            "title": title,
            "items": [
                {
                    "term": label_of(name),
                    "value": EXPLAINED[name].words(values[name], names),
                    "note": EXPLAINED[name].meaning,
                }
                for name in members
            ],
        }
        for title, members in SECTIONS
    ]


def rule_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> list[dict[str, str]]:
    """Return what differs between two rule sets, in words."""
    old, new = flat_parameters(before), flat_parameters(after)
    return [
        {
            "field": label_of(name),
            "old": EXPLAINED[name].words(old[name], names),
            "new": EXPLAINED[name].words(new[name], names),
        }
        for name in EXPLAINED
        if old[name] != new[name]
    ]


def rules_summary(parameters: Mapping[str, Any], names: Names) -> str:
    """Return the rules in a few sentences, for a person who chooses a version."""
    rules = flat_parameters(parameters)
    share = percent(rules["threshold.numerator"] / rules["threshold.denominator"], 0)
    cut = (
        f"остаток не выше {number(rules['low_cut'])}"
        if rules["low_cut_kind"] == "studentised"
        else f"{percent(rules['low_cut'], 0)} школ с самым низким остатком"
    )
    return (
        f"Результаты за {counted(rules['window_years'], YEARS)}; факторы: "
        f"{EXPLAINED['factors'].words(rules['factors'], names)}; "
        f"{EXPLAINED['selection'].words(rules['selection'], names)}. "
        f"ШНОР – {cut}; ШНСУ – {percent(rules['context_quantile'], 0)} школ с самыми "
        f"трудными условиями. Правило: не менее {share} участников ниже минимума."
    )
