"""The doubts of the grammar: a stable code and one sentence for people."""

from collections.abc import Iterable

from roadmaps.terms.model import Doubt, Span


MESSAGES = {
    "edge_of_plan": "Непонятно, до начала плана или в его конце: год не назван.",
    "calendar_or_school": "Два года подряд: календарные годы или один учебный год.",
    "several_school_years": "Учебный год назван через несколько лет: взяты все.",
    "lost_dash": "Между годами нет тире: промежуток или отдельные годы.",
    "quarter_year": "У квартала не назван год.",
    "half_meaning": "Полугодие может быть учебным или календарным.",
    "edge_of_year": "Учебный год кончается 31 мая для занятий и 31 августа для плана.",
    "end_of_year": "Год может быть календарным или учебным.",
    "deadline_inclusive": "Непонятно, входит ли названный срок: «до» или «включительно».",
    "repeated_date": "Один и тот же срок назван дважды, возможна описка.",
    "impossible_date": "Такого дня нет в календаре, взят последний день месяца.",
    "unreadable_date": "Такой даты нет в календаре.",
    "reversed": "Конец раньше начала, возможна описка.",
    "wraps": "Промежуток переходит через границу плана.",
    "months_by_years": "Месяцы каждого из годов или одного учебного года.",
    "winter_of": "Зима может быть началом или концом названного года.",
    "usual_dates": "Даты назначает школа или учредитель, взяты обычные.",
    "due_day": "Непонятно, в каком месяце квартала, полугодия или года этот день.",
    "outside_plan": "Срок без года не попадает в период плана.",
}  # fmt: skip


def doubt(code: str, readings: Iterable[tuple[Span, ...]] = ()) -> Doubt:
    """Give a doubt by its code, with its readings without repetition."""
    return Doubt(code, MESSAGES[code], tuple(dict.fromkeys(readings)))
