"""Single sentences of papers: a missed target, a change, a warning; no sections."""

from monitoring.drafting.facts import Facts
from monitoring.drafting.indicator import IndicatorFact, Standing
from monitoring.drafting.words import SCHOOLS, counted, listed, number


# So many names are read in one sentence.
NAMED = 6


def reached(facts: Facts) -> list[str]:
    """Weigh the targets of the year in words."""
    goals = sum(fact.target is not None for fact in facts.indicators)
    met = len(facts.standing(Standing.REACHED))
    if not goals:
        return []
    if met == goals:
        weighed = "Все назначенные цели достигнуты"
    elif not met:
        weighed = "Ни одна из назначенных целей пока не достигнута"
    elif met * 2 == goals:
        weighed = "Достигнута половина назначенных целей"
    else:
        part = "большая" if met * 2 > goals else "меньшая"
        weighed = f"Достигнута {part} часть назначенных целей"
    return [f"{weighed}; числа – в разделе «Показатели: план и факт»."]


def missed_target(fact: IndicatorFact, *, with_year_before: bool = False) -> str:
    """Say how far a figure is from its target, with the year before where asked."""
    unit = f" {fact.unit}" if fact.unit and fact.measure == "number" else ""
    if fact.measure == "percent":
        unit = " п. п."
    gap = (
        ""
        if fact.measure == "yes"
        else f", разрыв с ней {{{{разрыв:{fact.code}}}}}{unit}"
    )
    line = (
        f"«{fact.title}» – {{{{показатель:{fact.code}}}}} при цели "
        f"{{{{цель:{fact.code}}}}}{gap}"
    )
    before = _year_before(fact) if with_year_before else None
    if before is not None:
        year, share = before
        line = f"{line}; в {year} учебном году было {number(share)} %"
    return line if line.endswith(".") else f"{line}."


def change(fact: IndicatorFact) -> str:
    """Say how a share has moved since the year before, where both are known."""
    before = _year_before(fact)
    if before is None or fact.value is None:
        return ""
    year, old = before
    way = "выросло" if fact.value > old else "снизилось"
    return (
        f"По показателю «{fact.title}» значение {way}: {number(old)} % в {year} "
        f"учебном году, теперь {{{{показатель:{fact.code}}}}}."
    )


def _year_before(fact: IndicatorFact) -> tuple[str, float] | None:
    """Return the year before and its share, where they say something and are not equal."""
    if not fact.earlier or fact.measure != "percent" or fact.is_small:
        return None
    before = fact.earlier[-1]
    share = before.total.share
    if fact.value is None or share is None:
        return None
    old = float(share * 100)
    return None if round(fact.value - old, 1) == 0 else (before.year, old)


def incomplete(facts: Facts) -> list[str]:
    """Name the indicators in whose sums schools are missing."""
    rows = [
        (fact, fact.total.missing + fact.total.no_data)
        for fact in facts.indicators
        if fact.total is not None and fact.total.counted
    ]
    rows = [(fact, count) for fact, count in rows if count]
    if not rows:
        return []
    fact, most = max(rows, key=lambda row: row[1])
    return [
        (
            f"Не все школы вошли в суммы: таких показателей {number(len(rows))}; больше всего "
            f"не хватает по показателю «{fact.title}» – {counted(most, SCHOOLS)}."
        )
    ]


def small(facts: Facts) -> list[str]:
    """Warn of shares of a few: one case moves them far."""
    few = [fact for fact in facts.indicators if fact.is_small]
    if not few:
        return []
    wholes = [fact.total.denominator for fact in few if fact.total is not None]
    points = number(round(100 / min(wholes), 1))
    names = [f"«{fact.title}»" for fact in few]
    left = len(names) - NAMED
    named = f"{', '.join(names[:NAMED])} и ещё {left}" if left > 0 else listed(names)
    return [
        (
            f"Малые числа: знаменатель меньше десяти, один случай меняет долю на величину до "
            f"{points} п. п. Это показатели {named}."
        )
    ]


def largest_gaps(facts: Facts) -> list[IndicatorFact]:
    """Return the shares that are furthest from their targets, at most three."""
    missed = [
        fact
        for fact in facts.standing(Standing.MISSED)
        if fact.measure == "percent" and fact.gap is not None
    ]
    return sorted(missed, key=lambda fact: -abs(fact.gap or 0))[:3]
