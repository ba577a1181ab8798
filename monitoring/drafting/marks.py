"""Marks in a text that stand for numbers: {{показатель:Т3}} is always today's value."""

import re
from dataclasses import dataclass

from monitoring.drafting.facts import Facts
from monitoring.drafting.indicator import IndicatorFact, Standing
from monitoring.drafting.words import SCHOOLS, counted, listed, number


MARK = re.compile(r"\{\{\s*([^{}]{1,120}?)\s*\}\}")
NOBODY = "таких школ нет"


@dataclass(frozen=True)
class Filled:
    """A text with numbers in the place of its marks.

    `unknown` are the marks that nothing stands behind; they stay visible in the text.
    """

    text: str
    unknown: tuple[str, ...] = ()


def fill(text: str, numbers: dict[str, str]) -> Filled:
    """Put the numbers in the place of the marks.

    Parameters
    ----------
    text : str
        A text with marks like {{показатель:Т3}}; letters of any case.
    numbers : dict of str to str
        What `live_numbers` returned.

    Returns
    -------
    Filled
        The text, and the marks that are not known, each once.
    """
    known = {_key(mark): words for mark, words in numbers.items()}
    unknown: list[str] = []

    def replace(found: re.Match[str]) -> str:
        words = known.get(_key(found[1]))
        if words is not None:
            return words
        if found[1] not in unknown:
            unknown.append(found[1])
        return f"[нет такого показателя: {found[1]}]"

    return Filled(MARK.sub(replace, text), tuple(unknown))


def live_numbers(facts: Facts) -> dict[str, str]:
    """Return every mark with the words that stand in its place today.

    Parameters
    ----------
    facts : Facts
        The numbers of the territory and year.

    Returns
    -------
    dict of str to str
        The marks of the whole first, then those of each indicator.
    """
    numbers = _of_the_whole(facts)
    for fact in facts.indicators:
        numbers |= _of_an_indicator(fact)
    for row in facts.dynamics:
        numbers[f"динамика:{row.code}"] = (
            f"выше – {row.up}, без доказанных изменений – {row.unchanged}, "
            f"ниже – {row.down}, несопоставимо – {row.incomparable}"
        )
    return numbers


def _of_the_whole(facts: Facts) -> dict[str, str]:
    forms = [window for window in facts.windows if window.is_by_schools]
    due = sum(window.schools for window in forms)
    silent = list(dict.fromkeys(row.school for row in facts.silent))
    done = sum(row.is_done for row in facts.recommendations)
    with_goal = [fact for fact in facts.indicators if fact.target is not None]
    return {
        "год": facts.year,
        "школ": counted(len(facts.schools), SCHOOLS),
        "показателей": number(len(facts.indicators)),
        "показателей с целью": number(len(with_goal)),
        "достигнуто": number(len(facts.standing(Standing.REACHED))),
        "близко": number(len(facts.standing(Standing.NEAR))),
        "не достигнуто": number(len(facts.standing(Standing.MISSED))),
        "предварительно": number(len(facts.standing(Standing.PARTIAL))),
        "срок не наступил": number(len(facts.standing(Standing.NOT_DUE))),
        "без данных": number(len(facts.standing(Standing.NO_DATA))),
        "форм": number(due),
        "отправлено форм": number(sum(window.submitted for window in forms)),
        "отправлено в срок": number(sum(window.on_time for window in forms)),
        "не отправили": listed(silent) or NOBODY,
        "рекомендаций": number(len(facts.recommendations)),
        "выполнено рекомендаций": number(done),
        "определение динамики": facts.definition or "не выбрано",
    }


def _of_an_indicator(fact: IndicatorFact) -> dict[str, str]:
    gap = fact.gap
    return {
        f"показатель:{fact.code}": fact.words,
        f"цель:{fact.code}": fact.target_words,
        f"разрыв:{fact.code}": "нет данных" if gap is None else number(abs(gap)),
    }


def _key(mark: str) -> str:
    return re.sub(r"\s*:\s*", ":", " ".join(mark.split())).casefold()
