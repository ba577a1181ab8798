"""Parts of the page of one run, ready for its template."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from identification.enums import Group
from identification.models import Run, RunSchool
from identification.presenters.run_words import (
    ADVERSE_GROUPS,
    LOW_GROUPS,
    SCHOOLS,
    group_count,
)
from identification.queries.agreement import Agreement
from schools.enums import JobState
from schools.templatetags.portal_format import counted, number, percent


Counts = Mapping[str, Any]


def key_figures(run: Run, counts: Counts) -> list[dict[str, Any]]:
    """Return the numbers that say how things stand, each with its rows."""
    here = reverse("identification:run", args=[run.pk])
    unclassified = group_count(counts, (Group.UNCLASSIFIED,))
    border = sum(counts.get("border", {}).values())
    return [
        {
            "label": "Школ в расчёте",
            "value": number(counts.get("classified", 0)),
            "unit": f"из {number(counts.get('schools', 0))}",
            "note": f"не классифицировано: {number(unclassified)}",
            "url": f"{here}#schools",
        },
        _group_figure("ШНОР", "low_results", LOW_GROUPS, here, counts),
        _group_figure("ШНСУ", "adverse", ADVERSE_GROUPS, here, counts),
        _group_figure("Резильентные", "resilient", (Group.RESILIENT,), here, counts),
        {
            "label": "На границе",
            "mark": "border",
            "value": number(border),
            "note": "решать по ним только по расчёту нельзя",
            "url": f"{here}?confidence=border#schools",
        },
        _fit_figure(run),
    ]


def _group_figure(
    label: str, mark: str, groups: tuple[Group, ...], here: str, counts: Counts
) -> dict[str, Any]:
    query = "&".join(f"group={group}" for group in groups)
    count = group_count(counts, groups)
    both = group_count(counts, (Group.BOTH,))
    classified = int(counts.get("classified", 0))
    share = percent(count / classified) if classified else ""
    overlap = f"из них ШНОР и ШНСУ: {number(both)}" if Group.BOTH in groups else share
    return {
        "label": label,
        "mark": mark,
        "value": number(count),
        "note": overlap,
        "url": f"{here}?{query}#schools",
    }


def _fit_figure(run: Run) -> dict[str, Any]:
    fit = run.model.get("fit") or {}
    is_own = bool(fit)
    return {
        "label": "Объяснено условиями",
        "value": percent(fit.get("r_squared"), 0) if is_own else "—",
        "note": f"R², {counted(fit['n'], SCHOOLS)} в модели"
        if is_own
        else "коэффициенты другого расчёта",
        "url": reverse("identification:run_model", args=[run.pk]),
    }


def agreement_table(run: Run, agreement: Agreement) -> dict[str, Any]:
    """Return both methods side by side: four counts with their rows, a sentence."""
    here = reverse("identification:run", args=[run.pk])

    def cell(count: int, code: str) -> dict[str, Any]:
        return {"count": count, "url": f"{here}?methods={code}#schools"}

    return {
        "rows": [
            {
                "title": "Расчёт: ШНОР",
                "cells": [
                    cell(agreement.both, "both"),
                    cell(agreement.only_regression, "regression"),
                ],
            },
            {
                "title": "Расчёт: не ШНОР",
                "cells": [
                    cell(agreement.only_rule, "rule"),
                    cell(agreement.neither, "neither"),
                ],
            },
        ],
        "sentence": _agreement_sentence(agreement),
    }


def _agreement_sentence(agreement: Agreement) -> str:
    if not agreement.total:
        return "Сравнивать нечего: ни одна школа не классифицирована."
    differ = agreement.total - agreement.agreed
    words = (
        f"Оба способа согласны по {number(agreement.agreed)} из "
        f"{counted(agreement.total, 'школы,школ,школ')}, расходятся по "
        f"{number(differ)}."
    )
    if agreement.rule_unclassified:
        words += (
            " Ещё "
            f"{counted(agreement.rule_unclassified, SCHOOLS)} с правилом 30 % расчёт "
            "классифицировать не смог."
        )
    return words


def excluded_rows(rows: Sequence[RunSchool]) -> list[dict[str, str]]:
    """Return schools that got no group, each with the cause in words."""
    return [
        {
            "school": row.school.name,
            "url": reverse(
                "identification:run_school", args=[row.run_id, row.school_id]
            ),
            "reason": row.reason or "причина не записана",
        }
        for row in rows
    ]


def run_tabs(run: Run, current: str) -> list[dict[str, Any]]:
    """Return the pages of a run, the open one marked."""
    pages = [
        ("run", "Школы"),
        ("run_model", "Модель"),
        ("run_scenarios", "Пробы и сравнения"),
    ]
    return [
        {
            "title": title,
            "url": reverse(f"identification:{name}", args=[run.pk]),
            "active": name == current,
        }
        for name, title in pages
    ]


def job_panel(run: Run, *, can_start: bool) -> dict[str, Any]:
    """Return the panel of a calculation that is not finished."""
    panel: dict[str, Any] = {
        "id": f"run-{run.pk}",
        "title": f"Расчёт № {run.pk}",
        "state": run.state,
        "label": run.stage or "готовится к запуску",
        "steps_done": run.steps_done,
        "steps_total": run.steps_total,
    }
    if run.is_under_way:
        panel["poll_url"] = reverse("identification:run_status", args=[run.pk])
        panel["page_url"] = reverse("identification:run", args=[run.pk])
    if run.state == JobState.FAILED:
        panel["error"] = run.error_detail or "Расчёт прервался по неизвестной причине."
        panel["remedy"] = (
            "Данные и прежние расчёты не изменились. Исправьте названное и "
            "запустите расчёт ещё раз."
        )
        panel["detail"] = f"Код: {run.error_code}, расчёт № {run.pk}"
        if can_start:
            panel["restart_url"] = reverse("identification:run_restart", args=[run.pk])
    return panel


def stability_words(stability: Mapping[str, Any] | None, run: Run) -> dict[str, Any]:
    """Say how many schools changed their group since the run before."""
    if not stability or not stability["common"]:
        return {}
    other: Run = stability["other"]
    words = (
        f"По сравнению с расчётом № {other.pk} за {other.year} год группу сменили "
        f"{number(stability['changed'])} из "
        f"{counted(stability['common'], 'школы,школ,школ')} "
        f"({percent(stability['share'], 0)})."
    )
    if stability["is_high"]:
        words += " Перечень неустойчив: выводы по одной школе делайте осторожно."
    return {
        "level": "warning" if stability["is_high"] else "info",
        "text": words,
        "url": reverse("identification:run_difference", args=[run.pk, other.pk]),
    }
