"""The model of a run in words and ready numbers: coefficients, fit, path, cells."""

from collections.abc import Mapping
from typing import Any

from identification.models import Run
from schools.templatetags.portal_format import moment, number, percent, signed


CONST = "const"
# Weak places of a model; anything else among the findings only informs.
WARNINGS = frozenset(
    {
        *("overfit", "few_schools_per_factor", "vif", "heteroscedastic"),
        *("needless_factor", "few_resamples", "noise_unknown", "cell_left_out"),
        *("no_threshold_results",),
    }
)
SMALL_P = 0.0001


def coefficient_rows(model: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the table of coefficients; frozen ones have only their values."""
    units = {factor["code"]: factor.get("unit", "") for factor in model["factors"]}
    return [
        {
            "title": "Свободный член" if row["name"] == CONST else row["label"],
            "unit": units.get(row["name"], ""),
            "value": signed(row["value"], 4),
            "se_classical": number(row.get("se_classical"), 4),
            "se_hc3": number(row.get("se_hc3"), 4),
            "p_value": p_words(row.get("p_value")),
            "vif": number(row.get("vif"), 2),
        }
        for row in model["coefficients"]
    ]


def p_words(value: float | None) -> str:
    """Write p to four digits; a smaller one is «< 0,0001»."""
    if value is not None and value < SMALL_P:
        return f"< {number(SMALL_P)}"
    return number(value, 4)


def fit_figures(model: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the quality of the fit, every figure with what it says."""
    fit = model["fit"]
    if not fit:
        return []
    level = percent(fit["interval_level"], 0)
    return [
        _fact("Школ в модели", number(fit["n"]), "по ним подобраны коэффициенты"),
        _fact(
            "R²",
            percent(fit["r_squared"]),
            "доля различий результатов, объяснённая условиями",
        ),
        _fact(
            "R² скорректированный",
            percent(fit["adj_r_squared"]),
            "с учётом числа факторов",
        ),
        _fact(
            "R² без самой школы",
            percent(fit["loo_r_squared"]),
            "каждая школа предсказана моделью без неё",
        ),
        _fact(
            "AICc", number(fit["aicc"], 1), "меньше – лучше, сравнимо на тех же школах"
        ),
        _fact(
            "Обычное отклонение",
            f"{number(fit['residual_sd'], 2)} балла",
            "насколько школы обычно отходят от ожидания",
        ),
        _fact(
            "Тест Бройша – Пагана",
            f"p = {p_words(fit['bp_p_value'])}",
            "малое p – разброс зависит от условий, опирайтесь на HC3",
        ),
        _fact(
            "Число обусловленности",
            number(fit["condition_number"], 1),
            "больше 30 – факторы повторяют друг друга",
        ),
        _fact("Уровень интервалов", level, "для интервала ожидания школы"),
    ]


def _fact(term: str, value: str, note: str) -> dict[str, str]:
    return {"term": term, "value": value, "note": note}


def model_findings(model: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what the figures mean, warnings marked; left-out cells stand apart."""
    return [
        {
            "severity": "warning" if finding["code"] in WARNINGS else "info",
            "message": finding["message"],
        }
        for finding in model["findings"]
        if finding["code"] != "cell_left_out"
    ]


def path_rows(model: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the factors left out one after another."""
    return [
        {
            "step": number(step),
            "title": row["label"],
            "p_value": p_words(row["p_value"]),
            "adj_r_squared": percent(row.get("adj_r_squared")),
            "loo_r_squared": percent(row.get("loo_r_squared")),
        }
        for step, row in enumerate(model["path"], start=1)
    ]


def model_headline(model: Mapping[str, Any]) -> str:
    """Return the message of the page of the model."""
    used = sum(bool(factor["used"]) for factor in model["factors"])
    fit = model["fit"]
    if not fit:
        return f"Применены готовые коэффициенты: {used} факторов"
    return f"Условия объясняют {percent(fit['r_squared'], 0)} различий между школами"


def origin_facts(run: Run) -> list[dict[str, Any]]:
    """Return what the run used and by what it can be recognised."""
    versions = ", ".join(
        f"{name} {version}" for name, version in sorted(run.library_versions.items())
    )
    return [
        {"term": "Рассчитано", "value": moment(run.finished_at)},
        {"term": "Программа", "value": run.code_version or "не записана"},
        {"term": "Библиотеки", "value": versions or "не записаны"},
        {
            "term": "Отпечаток данных",
            "value": run.inputs_digest,
            "note": "меняется, если изменилось хоть одно исходное значение",
        },
        {
            "term": "Отпечаток итогов",
            "value": run.results_digest,
            "note": "одинаков у одинаковых итогов",
        },
        {
            "term": "Отпечаток правил",
            "value": run.rule_set.digest,
            "note": f"{run.rule_set}",
        },
    ]
