"""What a run proposes to a municipality, school by school and status by status."""

import datetime as dt
from dataclasses import dataclass

from identification.enums import Confidence, Group
from identification.models import Run, RunSchool
from identification.stats import words
from schools.enums import StatusKind
from schools.models import SchoolStatus, Territory


LOW_GROUPS = frozenset({Group.LOW, Group.BOTH})
# A resilient school works in adverse conditions too: it only copes with them.
ADVERSE_GROUPS = frozenset({Group.ADVERSE, Group.BOTH, Group.RESILIENT})
RUN_KINDS = (StatusKind.LOW_RESULTS, StatusKind.ADVERSE)


@dataclass(frozen=True)
class Proposal:
    """A status that the run proposes, or that is held without its support."""

    school_id: int
    kind: StatusKind
    is_proposed: bool
    is_held: bool
    confidence: str
    text: str


def proposals(*, run: Run, territory: Territory) -> list[Proposal]:
    """Return what a decision on the run has to speak about.

    Statuses that the run proposes come first; then those that schools hold and
    the run does not support any more.
    """
    rows = RunSchool.objects.filter(run=run, school__municipality=territory).defer(
        "packed_factors", "packed_cells", "packed_rule_cells"
    )
    held = held_statuses(territory=territory, kinds=RUN_KINDS)
    cut = run.model.get("cuts", {}).get("context")
    found, seen = [], {}
    for row in rows.order_by("school__name", "pk"):
        seen[row.school_id] = row
        for kind, confidence, text in _proposed(row, cut):
            is_held = (row.school_id, kind) in held
            found.append(Proposal(row.school_id, kind, True, is_held, confidence, text))
    proposed = {(item.school_id, item.kind) for item in found}
    for (school_id, kind), status in sorted(held.items()):
        if (school_id, kind) not in proposed:
            text = _unsupported(status, seen.get(school_id))
            found.append(Proposal(school_id, kind, False, True, "", text))
    return found


def held_statuses(
    *, territory: Territory, kinds: tuple[StatusKind, ...]
) -> dict[tuple[int, StatusKind], SchoolStatus]:
    """Return the open statuses of a municipality's schools."""
    rows = SchoolStatus.objects.filter(
        school__municipality=territory, kind__in=kinds, ends_on__isnull=True
    )
    return {(row.school_id, StatusKind(row.kind)): row for row in rows}


def date_in_words(day: dt.date) -> str:
    """Write a date as people do: «1 сентября 2022»."""
    months = (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    )
    return f"{day.day}{words.NBSP}{months[day.month - 1]} {day.year}"


def _proposed(row: RunSchool, cut: float | None) -> list[tuple[StatusKind, str, str]]:
    found = []
    is_low = row.group in LOW_GROUPS
    if is_low or row.is_rule_fired:
        found.append((StatusKind.LOW_RESULTS, _low_confidence(row), _low_text(row)))
    if row.group in ADVERSE_GROUPS:
        text = _adverse_text(row, cut)
        found.append((StatusKind.ADVERSE, row.adverse_confidence, text))
    return found


def _low_confidence(row: RunSchool) -> str:
    """Return the surer of the two ways; either of them is enough for a proposal."""
    ways = set()
    if row.group in LOW_GROUPS:
        ways.add(row.low_confidence)
    if row.is_rule_fired:
        is_sure = row.rule_status == "fired"
        ways.add(Confidence.SURE if is_sure else Confidence.BORDER)
    for confidence in (Confidence.SURE, Confidence.BORDER, Confidence.NO):
        if confidence in ways:
            return confidence
    return ""


def _low_text(row: RunSchool) -> str:
    rule, regression = f"Правило 30{words.NBSP}%", "регрессия по условиям"
    if row.group not in LOW_GROUPS:
        return (
            f"Основание: правило 30{words.NBSP}%; {regression} низких результатов не "
            f"показывает. {rule}. {row.rule_reason}"
        )
    if not row.is_rule_fired:
        return (
            f"Основание: {regression}; правило 30{words.NBSP}% не сработало. "
            f"{row.reason}"
        )
    return (
        f"Основание: {regression} и правило 30{words.NBSP}%. {row.reason} "
        f"{rule}. {row.rule_reason}"
    )


def _adverse_text(row: RunSchool, cut: float | None) -> str:
    text = "Основание: условия работы."
    if row.context_points is not None and cut is not None:
        text += (
            f" Индекс условий {words.number(row.context_points)} "
            f"ниже границы {words.number(cut)}."
        )
    if row.group == Group.RESILIENT:
        text += " Результаты при этом заметно выше ожидаемых: школа резильентная."
    return text


def _unsupported(status: SchoolStatus, row: RunSchool | None) -> str:
    text = (
        f"Статус действует с {date_in_words(status.starts_on)} "
        f"по приказу № {status.order_number}."
    )
    if row is None:
        return f"{text} В расчёте школы нет."
    if row.group == Group.UNCLASSIFIED:
        reason = row.reason.removeprefix("не классифицирована: ")
        return f"{text} Расчёт школу не классифицировал: {reason}."
    return f"{text} Расчёт его не подтверждает. Снять?"
