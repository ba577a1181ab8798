"""Why a school is where it is, in plain Russian paragraphs."""

from collections.abc import Mapping
from typing import Any

from identification.enums import Confidence, Group
from identification.models import Run, RunSchool
from identification.presenters.run_words import ADVERSE_GROUPS, LOW_GROUPS
from schools.templatetags.portal_format import counted, number, percent, signed


PROCEDURES = "процедура,процедуры,процедур"
IN_PROCEDURES = "процедуре,процедурам,процедурам"
PARTICIPANTS = "участник,участника,участников"
GROUP_SENTENCES = {
    Group.LOW: "Школа отнесена к группе ШНОР: результат ниже границы для таких условий.",
    Group.BOTH: (
        "Школа отнесена к ШНОР и ШНСУ: условия трудные, а результат ниже границы "
        "даже для таких условий."
    ),
    Group.ADVERSE: (
        "Школа отнесена к ШНСУ: условия трудные, результат в пределах ожидаемого для них."
    ),
    Group.RESILIENT: (
        "Школа отнесена к резильентным: условия трудные, а результат заметно выше "
        "ожидаемого. Её опыт полезен другим."
    ),
    Group.ORDINARY: (
        "Школа не отнесена ни к одной группе: результат в пределах ожидаемого, условия "
        "не хуже границы."
    ),
}


def explanation(run: Run, row: RunSchool) -> list[dict[str, str]]:
    """Return the paragraphs of the explanation, each with a heading."""
    if row.group == Group.UNCLASSIFIED:
        return [{"title": "Почему школа не классифицирована", "text": _cause(row)}]
    return [
        {"title": "Результат", "text": _outcome(run, row)},
        {"title": "Ожидание", "text": _expectation(run, row)},
        {"title": "Отклонение", "text": _gap(run, row)},
        {"title": "Условия", "text": _context(row)},
        {"title": "Группа", "text": GROUP_SENTENCES[Group(row.group)]},
        {"title": "Уверенность", "text": confidence_words(row)},
    ]


def school_headline(row: RunSchool) -> str:
    """Return the message of the page of a school."""
    if row.group == Group.UNCLASSIFIED:
        return "Школа не классифицирована"
    gap = row.residual_points
    side = "ниже" if gap < 0 else "выше"
    if round(abs(gap), 1) == 0:
        return "Результат такой, какого ждут от школы в таких условиях"
    return f"Результат на {number(abs(gap), 1)} балла {side} ожидаемого"


def figures(row: RunSchool) -> list[dict[str, Any]]:
    """Return the key figures of a school."""
    if row.group == Group.UNCLASSIFIED:
        return []
    interval = f"{number(row.interval_low, 1)} – {number(row.interval_high, 1)}"
    return [
        {
            "label": "Результат",
            "value": number(row.outcome_points, 1),
            "unit": "балла",
            "note": f"{counted(row.participants, PARTICIPANTS)}, "
            f"{counted(row.cells_used, PROCEDURES)}",
        },
        {
            "label": "Ожидание",
            "value": number(row.expected_points, 1),
            "unit": "балла",
            "note": f"интервал {interval}",
        },
        {
            "label": "Отклонение",
            "value": signed(row.residual_points, 1),
            "unit": "балла",
            "note": f"остаток {signed(row.studentised, 2)}",
        },
        {
            "label": "До границы ШНОР",
            "value": signed(row.low_margin, 1),
            "unit": "балла",
            "note": "минус – за границей",
        },
        {
            "label": "До границы ШНСУ",
            "value": signed(row.context_margin, 1),
            "unit": "балла",
            "note": "минус – условия труднее границы",
        },
        {
            "label": "Отклонение со сжатием",
            "value": signed(row.shrunk_points, 1),
            "unit": "балла",
            "note": f"надёжность {percent(row.reliability, 0)}",
        },
    ]


def confidence_words(row: RunSchool) -> str:
    """Say how surely the school is in its group, and what follows from it."""
    share = percent(row.group_share, 0)
    if row.confidence == Confidence.SURE:
        return f"Вывод уверенный: в {share} повторных выборок школа остаётся в своей группе."
    if row.confidence == Confidence.BORDER:
        return (
            f"Школа на границе: в своей группе она остаётся только в {share} повторных "
            "выборок. Решать по одному этому расчёту нельзя: посмотрите на другие годы "
            "и на работу школы."
        )
    if row.confidence == Confidence.NO:
        return (
            f"Вывод ненадёжен: в своей группе школа остаётся лишь в {share} повторных "
            "выборок."
        )
    return "Повторные выборки не делались, уверенность вывода не оценена."


def _cause(row: RunSchool) -> str:
    reason = (row.reason or "причина не записана").rstrip(".")
    return (
        f"{reason[0].upper()}{reason[1:]}. Это не оценка школы: данных не хватает, чтобы "
        "сравнить её с другими."
    )


def _outcome(run: Run, row: RunSchool) -> str:
    years = run.model.get("years") or [run.year]
    window = (
        f"за {years[0]}–{years[-1]} годы" if len(years) > 1 else f"за {years[0]} год"
    )
    return (
        f"Индекс результатов {window} – {number(row.outcome_points, 1)} балла по "
        f"{counted(row.cells_used, IN_PROCEDURES)}, "
        f"{counted(row.participants, PARTICIPANTS)}. "
        "50 баллов – средний результат, 10 баллов – обычный разброс между школами."
    )


def _expectation(run: Run, row: RunSchool) -> str:
    level = run.parameters.get("interval_level", 0.95)
    return (
        f"От школы с такими условиями можно ждать {number(row.expected_points, 1)} балла; "
        f"с вероятностью {percent(level, 0)} её результат лежит между "
        f"{number(row.interval_low, 1)} и {number(row.interval_high, 1)}."
    )


def _gap(run: Run, row: RunSchool) -> str:
    gap = row.residual_points
    side = "ниже" if gap < 0 else "выше"
    words = f"Результат на {number(abs(gap), 1)} балла {side} ожидаемого"
    cuts = run.model.get("cuts") or {}
    if cuts.get("low") is None:
        return f"{words}."
    where = "за границей" if row.group in LOW_GROUPS else "не доходит до границы"
    return (
        f"{words}. В долях обычного отклонения это {signed(row.studentised, 2)}: "
        f"{where} ШНОР ({number(cuts['low'], 2)})."
    )


def _context(row: RunSchool) -> str:
    margin = row.context_margin
    if margin is None:
        return "Индекс условий не рассчитан."
    distance = number(abs(margin), 1)
    if row.group in ADVERSE_GROUPS:
        return f"Условия труднее границы ШНСУ на {distance} балла ожидания."
    return f"Условия легче границы ШНСУ на {distance} балла ожидания."


def averages_rows(
    row: RunSchool, averages: Mapping[str, Any] | None
) -> list[dict[str, str]]:
    """Return the school beside the averages of its municipality."""
    if not averages or averages.get("outcome") is None:
        return []
    pairs = (
        ("Результат, баллов", row.outcome_points, averages["outcome"]),
        ("Ожидание, баллов", row.expected_points, averages["expected"]),
        ("Отклонение, баллов", row.residual_points, averages["residual"]),
        ("Участников", row.participants, round(averages["participants"])),
    )
    return [
        {"title": title, "own": _figure(own), "average": _figure(mean)}
        for title, own, mean in pairs
    ]


def _figure(value: float | None) -> str:
    return number(value, 1) if isinstance(value, float) else number(value)
