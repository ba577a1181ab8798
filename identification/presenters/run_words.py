"""A run in words: its name, its message, its key figures."""

from collections.abc import Mapping
from typing import Any

from identification.enums import Group, RunPurpose
from identification.models import Run
from schools.templatetags.portal_format import counted, moment, number


SCHOOLS = "школа,школы,школ"
NOT_READY = "—"
# ШНОР and ШНСУ overlap: a school of the group «both» counts in each.
LOW_GROUPS = (Group.LOW, Group.BOTH)
ADVERSE_GROUPS = (Group.ADVERSE, Group.BOTH, Group.RESILIENT)


def run_name(run: Run) -> str:
    """Name a run as people call it: «Расчёт № 5»."""
    if run.title:
        return run.title
    word = "Проба" if run.purpose == RunPurpose.WHAT_IF else "Расчёт"
    return f"{word} № {run.pk}"


def group_count(counts: Mapping[str, Any], groups: tuple[Group, ...]) -> int:
    """Return how many schools are in one of the groups."""
    found = counts.get("groups", {})
    return sum(int(found.get(str(group), 0)) for group in groups)


def groups_in_words(counts: Mapping[str, Any]) -> str:
    """Return «ШНОР 8, ШНСУ 13, резильентных 2» or a dash while there is nothing."""
    if not counts:
        return NOT_READY
    low = number(group_count(counts, LOW_GROUPS))
    adverse = number(group_count(counts, ADVERSE_GROUPS))
    resilient = number(group_count(counts, (Group.RESILIENT,)))
    return f"ШНОР {low}, ШНСУ {adverse}, резильентных {resilient}"


def run_headline(counts: Mapping[str, Any]) -> str:
    """Return the message of a run, the heading of its page."""
    classified = int(counts.get("classified", 0))
    if not classified:
        return "Ни одна школа не классифицирована"
    low = group_count(counts, LOW_GROUPS)
    among = f"из {number(classified)}"
    if not low:
        return f"Низких результатов для своих условий нет ни у одной школы {among}"
    return (
        f"Результаты ниже ожидаемых для своих условий – {counted(low, SCHOOLS)} {among}"
    )


def run_lead(run: Run) -> str:
    """Say what was calculated, for whom and by which rules."""
    parts = [run_name(run), str(run.territory), years_in_words(run)]
    return f"{', '.join(parts)}. {rules_in_words(run)}."


def years_in_words(run: Run) -> str:
    """Return «2024 год» or «2024 год по данным за 2022–2024 годы»."""
    years = run.model.get("years") or [run.year]
    if len(years) < 2:
        return f"{run.year} год"
    return f"{run.year} год по данным за {min(years)}–{max(years)} годы"


def rules_in_words(run: Run) -> str:
    """Name the rules and the origin of the coefficients."""
    rules = f"Правила «{run.rule_set.title}», версия {run.rule_set.version}"
    if run.frozen_from_id:
        return f"{rules}; коэффициенты расчёта № {run.frozen_from_id}"
    return rules


def run_stamp(run: Run) -> str:
    """Say when and by whom the numbers were calculated."""
    if run.finished_at is None:
        return ""
    who = f", запуск: {run.requested_by}" if run.requested_by else ""
    return f"Рассчитано {moment(run.finished_at)}{who}"
