"""Puts the numbers of a run into the words of the list paper; reads nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from identification.charts import Figure
from identification.enums import Confidence, Group, RunPurpose, Verdict
from identification.models import Decision, Run, RunSchool
from identification.presenters import model_words, run_page
from identification.presenters.rule_clauses import clauses_in_words
from identification.presenters.run_words import (
    group_count,
    rules_in_words,
    run_headline,
    run_name,
    years_in_words,
)
from identification.reports.list_paper import Chapter, ListPaper, SchoolLine
from schools.enums import StatusKind
from schools.models import Territory
from schools.templatetags.portal_format import day, moment, number, signed


Verdicts = Mapping[int, Sequence[tuple[str, str]]]

CHAPTERS = (
    (
        "Школы с низкими результатами (ШНОР)",
        "Результат ниже того, которого можно ждать в таких условиях.",
        (Group.LOW, Group.BOTH),
    ),
    (
        "Школы в неблагоприятных социальных условиях (ШНСУ)",
        "Условия труднее границы; результат не ниже ожидаемого для них.",
        (Group.ADVERSE, Group.RESILIENT),
    ),
    (
        "Резильентные школы",
        "Условия трудные, а результат заметно выше ожидаемого: опыт полезен другим.",
        (Group.RESILIENT,),
    ),
)
RULE_ONLY = (
    "Сработало только правило 30 %",
    "Не менее 30 % участников ниже минимума, но для таких условий результат ожидаем.",
)


def list_paper(
    *,
    run: Run,
    territory: Territory,
    rows: Sequence[RunSchool],
    figures: Sequence[Figure],
    decision: Decision | None,
    verdicts: Verdicts,
    signatures: Sequence[dict[str, str]],
) -> ListPaper:
    """Return the paper of a run over a territory."""
    has_municipalities = territory.is_region
    chapters = [
        Chapter(title, lead, _lines(rows, groups, verdicts))
        for title, lead, groups in CHAPTERS
    ]
    chapters.append(Chapter(*RULE_ONLY, _rule_only(rows, verdicts)))
    counts = _counted(rows)
    return ListPaper(
        organisation=territory.department or territory.name,
        title=f"Перечень школ, определённых по итогам расчёта за {run.year} год",
        place=territory.name,
        period=years_in_words(run),
        rules=rules_in_words(run),
        calculated=f"{moment(run.finished_at)}, {run_name(run)}",
        headline=run_headline(counts),
        counts=_counts(counts),
        method=_method(run),
        chapters=chapters,
        coefficients=model_words.coefficient_rows(run.model),
        fit=model_words.fit_figures(run.model),
        findings=model_words.model_findings(run.model),
        excluded=run_page.excluded_rows(
            [row for row in rows if row.group == Group.UNCLASSIFIED]
        ),
        origin=model_words.origin_facts(run),
        signatures=signatures,
        is_what_if=run.purpose == RunPurpose.WHAT_IF,
        annex=_annex(territory, decision),
        has_municipalities=has_municipalities,
        figures=figures,
    )


def _counted(rows: Sequence[RunSchool]) -> dict[str, Any]:
    """Count the paper's own schools, so that its totals are those of its lists."""
    groups = Counter(row.group for row in rows)
    return {
        "classified": len(rows) - groups[Group.UNCLASSIFIED],
        "groups": dict(groups),
        "rule_fired": sum(row.is_rule_fired for row in rows),
    }


def _counts(counts: Mapping[str, Any]) -> list[tuple[str, str]]:
    groups = [(group.label, group_count(counts, (group,))) for group in Group]
    named = [(name, number(count)) for name, count in groups]
    return [*named, ("Сработало правило 30 %", number(counts.get("rule_fired", 0)))]


def _method(run: Run) -> list[str]:
    """Say in three paragraphs how schools were found, with this run's own cuts."""
    cuts = run.model["cuts"]
    rules = run.parameters["threshold"]
    return [
        (
            "Индекс результатов – среднее отклонений школы от других школ в каждой "
            "процедуре, предмете и классе, взвешенное по числу участников; 50 баллов – "
            "средний результат, 10 баллов – обычный разброс. Ожидание – результат, "
            "которого можно ждать при таких же условиях, по линейной регрессии."
        ),
        (
            "ШНОР – школа, у которой стьюдентизированный остаток не выше "
            f"{signed(cuts['low'], 2)}. ШНСУ – школа, у которой индекс условий ниже "
            f"{signed(cuts['context'], 2)}. Резильентная – ШНСУ с остатком не ниже "
            f"{signed(cuts['resilient'], 2)}."
        ),
        (
            f"Правило 30 %: доля участников ниже минимума не меньше {rules['numerator']} "
            f"из {rules['denominator']}. Условия: {clauses_in_words(rules['clauses'])}."
        ),
    ]


def _annex(territory: Territory, decision: Decision | None) -> str:
    if decision is None:
        return ""
    organ = territory.department or territory.name
    return (
        f"Приложение к приказу: {organ}, от {day(decision.order_date)} "
        f"№\N{NO-BREAK SPACE}{decision.order_number}"
    )


def _lines(
    rows: Sequence[RunSchool], groups: Sequence[str], verdicts: Verdicts
) -> list[SchoolLine]:
    return [_line(row, verdicts) for row in rows if row.group in groups]


def _rule_only(rows: Sequence[RunSchool], verdicts: Verdicts) -> list[SchoolLine]:
    low = {Group.LOW, Group.BOTH}
    return [
        _line(row, verdicts, reason=row.rule_reason)
        for row in rows
        if row.is_rule_fired and row.group not in low
    ]


def _line(row: RunSchool, verdicts: Verdicts, reason: str = "") -> SchoolLine:
    return SchoolLine(
        school=row.school.name,
        municipality=row.school.municipality.name,
        group=row.get_group_display(),
        outcome=number(row.outcome_points, 1),
        expected=number(row.expected_points, 1),
        gap=signed(row.residual_points, 1),
        interval=_interval(row),
        confidence=Confidence(row.confidence).label if row.confidence else "—",
        rule="да" if row.is_rule_fired else "нет",
        reason=reason or row.reason,
        verdict="; ".join(
            f"{StatusKind(kind).label}: {Verdict(verdict).label}"
            for kind, verdict in verdicts.get(row.school_id, ())
        ),
    )


def _interval(row: RunSchool) -> str:
    if row.interval_low is None:
        return "—"
    return f"{number(row.interval_low, 1)} – {number(row.interval_high, 1)}"
