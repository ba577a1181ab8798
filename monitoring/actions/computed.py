"""Values that nobody types: from results, from programmes, from the road map."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from monitoring.actions.value_writing import mark_stale
from monitoring.actions.value_writing_bulk import Written, write_values
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.datasets.programme_facts import facts_of
from monitoring.datasets.results import NOTHING, Pair, pairs_of
from monitoring.datasets.road_map_share import share_of
from monitoring.dynamics import Definition, Outcome, Rule, Trend, YearCell, judge
from monitoring.enums import Level, Source, ValueKind
from monitoring.models import DynamicsRule, Window, WindowIndicator
from monitoring.queries.computed import COMPUTED
from monitoring.queries.dynamics_rules import rule_for
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


REASON = "Рассчитано порталом."

Cells = dict[int | None, Written]


@dataclass(frozen=True)
class Frozen:
    """A window with the schools that count in it: keys of the window's by the school's."""

    window: Window
    schools: Mapping[int, int]


@transaction.atomic
def compute_window(
    *, window: Window, now: dt.datetime, user: User | None = None
) -> int:
    """Calculate every computed indicator of an opened window; return what changed.

    Calculated again from the same data it writes nothing. Who calls this enqueues the
    window's figures on commit.
    """
    row = _locked(window)
    indicators = _computed(row)
    frozen = Frozen(
        row, dict(row.window_schools.values_list("school_id", "pk").order_by())
    )
    changed: Counter[str] = Counter()
    for indicator in indicators:
        cells = SOURCES[Source(indicator.version.source)](frozen, indicator)
        changed[indicator.version.short_title] += write_values(
            window_indicator=indicator, cells=cells, user=user, now=now, reason=REASON
        )
    total = changed.total()
    if total:
        mark_stale(window_id=row.pk, now=now)
        record(
            actor=user,
            action="window.computed",
            obj=row,
            now=now,
            after={"values": total, "indicators": len(+changed)},
        )
    return total


def _locked(window: Window) -> Window:
    row = Window.objects.select_for_update(of=("self",)).get(pk=window.pk)
    if not row.is_opened:
        message = "Окно ещё не открыто: школы и показатели в нём не определены."
        raise refuse(message, code="not_opened")
    return row


def _computed(window: Window) -> list[WindowIndicator]:
    rows = window.window_indicators.filter(version__source__in=COMPUTED)
    return list(rows.select_related("version__procedure", "version__subject"))


def _from_results(frozen: Frozen, indicator: WindowIndicator) -> Cells:
    window = frozen.window
    year = window.opens_on.year
    rule = rule_for(territory=window.territory, year=window.year)
    pairs = pairs_of(
        version=indicator.version,
        schools=window.window_schools.order_by().values("school"),
        region=window.territory.parent_id,
        year=year,
    )
    chosen = Rule(
        Definition(rule.definition), rule.least_participants, float(rule.threshold)
    )
    cells: Cells = {}
    for school, key in frozen.schools.items():
        pair = pairs.get(school, NOTHING)
        outcome = judge(chosen, pair.before, pair.after)
        cells[key] = Written(
            _cell_of(outcome),
            {**_rule_numbers(rule, year), **_numbers(pair, outcome)},
        )
    return cells


def _cell_of(outcome: Outcome) -> Cell:
    """Up is «да»; no evidence and down are «нет»; what does not compare is no data."""
    if outcome.trend is Trend.NOT_COMPARABLE:
        return Cell(State.NO_DATA, comment=f"Несопоставимо: {outcome.words}.")
    return YES if outcome.is_up else NO


def _rule_numbers(rule: DynamicsRule, year: int) -> dict[str, Any]:
    return {
        "rule": rule.pk,
        "definition": str(rule.definition),
        "least": rule.least_participants,
        "threshold": float(rule.threshold),
        "years": [year - 1, year],
    }


def _numbers(pair: Pair, outcome: Outcome) -> dict[str, Any]:
    measure = outcome.measure
    return {
        "trend": str(outcome.trend),
        "reason": str(outcome.reason or ""),
        "words": outcome.words,
        "before": _plain(pair.before),
        "after": _plain(pair.after),
        "compared": [measure.before, measure.after] if measure else None,
        "change": measure.change if measure else None,
        "statistic": measure.statistic if measure else None,
        "method": measure.method if measure else "",
    }


def _plain(cell: YearCell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "participants": cell.participants,
        "mean": cell.mean,
        "below_min": cell.below_min,
        "low": cell.low_count,
        "flagged": cell.is_flagged,
    }


def _from_programmes(frozen: Frozen, indicator: WindowIndicator) -> Cells:
    fact, due = indicator.version.fact, frozen.window.due_on
    found = facts_of(fact=fact, schools=frozen.schools.keys(), day=due)
    cells: Cells = {}
    for school, key in frozen.schools.items():
        known = found.get(school)
        if known is None:
            cells[key] = Written(NO, {"fact": fact, "on": due.isoformat()})
            continue
        detail = {
            "fact": fact,
            "on": due.isoformat(),
            "since": known.day.isoformat(),
            "programme": known.programme,
        }
        cells[key] = Written(YES, detail, known.address)
    return cells


def _from_road_map(frozen: Frozen, indicator: WindowIndicator) -> Cells:
    """The municipality's own value; a plan says nothing of one school."""
    window, version = frozen.window, indicator.version
    if version.level != Level.MUNICIPALITY:
        return {}
    share = share_of(territory=window.territory, year=window.year, day=window.due_on)
    detail = {
        "on": window.due_on.isoformat(),
        "done": share.done,
        "due": share.due,
        "overdue": share.overdue,
    }
    if not share.due:
        comment = "К этому дню у дорожной карты не было сроков."
        return {None: Written(Cell(State.NO_DATA, comment=comment), detail)}
    denominator = None if version.kind == ValueKind.COUNT else share.due
    return {None: Written(Cell(State.VALUE, share.done, denominator), detail)}


SOURCES: dict[Source, Callable[[Frozen, WindowIndicator], Cells]] = {
    Source.RESULTS: _from_results,
    Source.PROGRAMMES: _from_programmes,
    Source.ROAD_MAP: _from_road_map,
}
