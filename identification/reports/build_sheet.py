"""Puts one school's numbers into the words of its sheet; reads nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from identification.charts import contributions_figure
from identification.enums import Group
from identification.models import Run, RunSchool
from identification.presenters import school_words
from identification.presenters.run_words import (
    rules_in_words,
    run_name,
    years_in_words,
)
from identification.reports.school_paper import SchoolPaper
from schools.models import SchoolStatus
from schools.templatetags.portal_format import counted, day, moment


WORKS = "работа,работы,работ"
# The sheet is one page: more works than this are counted, not listed.
MOST_CELLS = 6


def school_paper(
    *,
    run: Run,
    row: RunSchool,
    factors: Sequence[dict[str, Any]],
    rule_cells: Sequence[dict[str, Any]],
    averages: Mapping[str, Any],
    statuses: Sequence[SchoolStatus],
    signatures: Sequence[dict[str, str]],
) -> SchoolPaper:
    """Return the sheet of one school in a run."""
    place = row.school.municipality
    fired = [cell for cell in rule_cells if cell["fired"] and cell["counted"]]
    is_classified = row.group != Group.UNCLASSIFIED
    return SchoolPaper(
        organisation=place.department or place.name,
        school=row.school.name,
        municipality=place.name,
        period=years_in_words(run),
        rules=rules_in_words(run),
        calculated=f"{moment(run.finished_at)}, {run_name(run)}",
        headline=school_words.school_headline(row),
        group=_capitalised(row.get_group_display()),
        figures=school_words.figures(row),
        paragraphs=school_words.explanation(run, row),
        averages=school_words.averages_rows(row, averages),
        rule_reason=_short_rule_reason(row),
        rule_cells=fired[:MOST_CELLS],
        rule_rest=_rest(rule_cells, fired),
        signatures=signatures,
        contributions=contributions_figure(row, factors) if is_classified else None,
        basis=_basis(statuses),
    )


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short_rule_reason(row: RunSchool) -> str:
    """Return the outcome; the works stand in the table under it."""
    reason = row.rule_reason
    if not row.is_rule_fired:
        return f"{_capitalised(reason).rstrip('.')}." if reason else "Нет данных."
    head, _, rest = reason.partition(":")
    _, clause, why = rest.rpartition("Условие:")
    return f"{head}. {clause}{why}" if clause else reason


def _rest(cells: Sequence[Any], fired: Sequence[Any]) -> str:
    hidden = len(fired) - MOST_CELLS
    below = sum(1 for cell in cells if cell["counted"]) - len(fired)
    parts = []
    if hidden > 0:
        parts.append(
            f"Ещё {counted(hidden, WORKS)} с долей не меньше 30 % – в портале."
        )
    if below > 0:
        parts.append(f"С долей меньше 30 %: {counted(below, WORKS)}.")
    return " ".join(parts)


def _basis(statuses: Sequence[SchoolStatus]) -> str:
    """Name the statuses in force with their orders."""
    parts = [
        f"{status.get_kind_display()} с {day(status.starts_on)}: приказ от "
        f"{day(status.order_date)} №\N{NO-BREAK SPACE}{status.order_number}"
        for status in statuses
    ]
    return f"Статусы: {'; '.join(parts)}." if parts else ""
