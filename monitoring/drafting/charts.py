"""The charts of papers: figures beside their targets."""

from monitoring.drafting.facts import Facts
from monitoring.drafting.indicator import IndicatorFact
from monitoring.drafting.paper import Bar, Chart


# As many as stand on a page under one another.
MOST = 14


def none(facts: Facts) -> list[Chart]:
    """Return no charts."""
    del facts
    return []


def targets(facts: Facts) -> list[Chart]:
    """Return shares beside their targets; the table beside it has all numbers.

    Parameters
    ----------
    facts : Facts
        The numbers; only shares with a target can stand on one scale.

    Returns
    -------
    list of Chart
        One, or none where there is nothing to draw.
    """
    rows = [
        fact
        for fact in facts.indicators
        if fact.measure == "percent" and fact.target is not None
    ]
    if not any(fact.value is not None for fact in rows):
        return []
    shown = rows
    if len(rows) > MOST:
        furthest = sorted(rows, key=_distance, reverse=True)[:MOST]
        shown = [fact for fact in rows if fact in furthest]
    return [
        Chart(
            title="Доли и цели",
            sentence=_sentence(shown, is_part=len(rows) > MOST),
            bars=tuple(
                Bar(fact.title, float(fact.target or 0), fact.value) for fact in shown
            ),
        )
    ]


def _distance(fact: IndicatorFact) -> float:
    """Return how far a share is from its target, on the wrong side of it."""
    if fact.gap is None:
        return 0.0
    return fact.gap if fact.is_less_better else -fact.gap


def _sentence(rows: list[IndicatorFact], *, is_part: bool) -> str:
    parts = ["Полоса – факт, черта – цель, в процентах."]
    if is_part:
        parts.append("Показаны показатели, которые дальше всего от цели.")
    if any(fact.value is None for fact in rows):
        parts.append("Где полосы нет, данных нет.")
    worst = max(rows, key=_distance)
    if _distance(worst) > 0:
        parts.append(f"Дальше всего от цели «{worst.title.rstrip('.')}».")
    else:
        parts.append("Ни одна доля не отстаёт от своей цели.")
    return " ".join(parts)
