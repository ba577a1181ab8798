"""The standard cycle of a year as a plan for a period, to begin with and to edit."""

import datetime as dt

from roadmaps.documents.model import (
    Activity,
    Column,
    ColumnMeaning,
    RoadMapDocument,
    Section,
)
from roadmaps.documents.standard_steps import STAGES, Step
from roadmaps.terms import Period, parse_term


# A plan that lasts longer says the month alone: it comes back every year.
ONE_YEAR = dt.timedelta(days=500)
MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)

LAYOUT = (
    ColumnMeaning("№", Column.NUMBER),
    ColumnMeaning("Мероприятие", Column.TITLE),
    ColumnMeaning("Срок", Column.TERM),
    ColumnMeaning("Ответственные", Column.RESPONSIBLE),
    ColumnMeaning("Ожидаемый результат", Column.RESULT),
    ColumnMeaning("Документ", Column.DOCUMENT),
)


def standard_cycle(*, title: str, period: Period) -> RoadMapDocument:
    """Return the standard cycle of a year as a plan for a period.

    Parameters
    ----------
    title : str
        The title of the plan.
    period : Period
        The period of the plan. In a period of about a year each term names its year;
        in a longer one it names the month alone and comes back every year.

    Returns
    -------
    RoadMapDocument
        Three sections. A step whose months lie outside a short period is left out.
    """
    sections = []
    for stage, (heading, steps) in enumerate(STAGES, start=1):
        rows = [(step, _wording(step.months, period)) for step in steps]
        activities = tuple(
            _activity(f"{stage}.{number}", step, wording, period)
            for number, (step, wording) in enumerate(
                ((step, wording) for step, wording in rows if wording), start=1
            )
        )
        if activities:
            sections.append(Section(str(stage), heading, activities=activities))
    return RoadMapDocument(
        title=title,
        period=period,
        period_is_given=True,
        sections=tuple(sections),
        columns={0: LAYOUT},
    )


def _activity(number: str, step: Step, wording: str, period: Period) -> Activity:
    return Activity(
        number=number,
        title=step.title,
        term=parse_term(wording, period=period),
        parties=step.parties,
        responsible_text=", ".join(party.text for party in step.parties),
        result=step.result,
        document=step.document,
    )


def _wording(months: tuple[int, int], period: Period) -> str:
    first, last = months
    words = MONTHS[first - 1]
    if last != first:
        words = f"{words} – {MONTHS[last - 1].lower()}"
    if period.end - period.start > ONE_YEAR:
        return words
    for year in range(period.start.year, period.end.year + 1):
        if period.start <= dt.date(year, first, 1) <= period.end:
            return f"{words} {year}"
    return ""
