"""Rules that draft recommendations: from a finding to an action, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from monitoring.drafting.words import NBSP, listed, number


# A target of a share of schools says what one school must do only when all must.
WHOLE = Decimal(100)


class Rule(StrEnum):
    """The rules, by the code that a recommendation keeps."""

    MISSED_TWICE = "missed_twice"
    NEGATIVE_DYNAMICS = "negative_dynamics"
    SITE_LACKS = "site_lacks"
    FORM_NOT_SENT = "form_not_sent"


@dataclass(frozen=True)
class Point:
    """One value of a series: in which window, per cent or a number, in words."""

    window: int
    title: str
    value: Decimal
    words: str


@dataclass(frozen=True)
class Series:
    """The values of one indicator of one school, or of the municipality.

    Parameters
    ----------
    school : int or None
        None for the municipality as a whole.
    indicator : int
        Whose values.
    title : str
        Of the indicator.
    is_yes_no : bool
        Of one school: «да» is 100, «нет» is 0.
    target : Decimal
        In the unit of the values.
    unit : str
        «%» of a share, the unit of a count, or nothing.
    is_less_better : bool
        Which way is better.
    points : sequence of Point
        Of one slot or of neighbouring windows, never of two stages; the oldest first.
    """

    school: int | None
    indicator: int
    title: str
    is_yes_no: bool
    target: Decimal
    unit: str
    is_less_better: bool
    points: Sequence[Point]


@dataclass(frozen=True)
class Fall:
    """A school whose results went down, with the numbers of both years in words."""

    school: int
    indicator: int
    window: int
    title: str
    words: str
    definition: str


@dataclass(frozen=True)
class SiteLack:
    """What was not found on a school's site in one window."""

    school: int
    window: int
    title: str
    items: Sequence[str]


@dataclass(frozen=True)
class LateForm:
    """A form that was due and was not sent."""

    school: int
    window: int
    title: str
    due_on: str


@dataclass(frozen=True)
class Proposal:
    """A recommendation as a rule drafts it; a person edits and issues it."""

    rule: Rule
    school: int | None
    window: int
    indicator: int | None
    addressee: str
    data: str
    finding: str
    action: str
    control: str


def missed_twice(series: Iterable[Series]) -> list[Proposal]:
    """Propose where the last two values in a row are both short of the target.

    Parameters
    ----------
    series : iterable of Series
        Of schools and of the municipality.

    Returns
    -------
    list of Proposal
        At most one a series. «Да» and «нет» of one school is measured only where the
        target is all schools.
    """
    return [_of_series(row) for row in series if _is_missed_twice(row)]


def negative_dynamics(falls: Iterable[Fall]) -> list[Proposal]:
    """Propose for schools whose results went down.

    Parameters
    ----------
    falls : iterable of Fall
        As computed by the definition of the year.

    Returns
    -------
    list of Proposal
        One a school and indicator.
    """
    return [
        Proposal(
            rule=Rule.NEGATIVE_DYNAMICS,
            school=row.school,
            window=row.window,
            indicator=row.indicator,
            addressee="school",
            data=f"«{row.title}»: {row.words} ({row.definition}).",
            finding=f"«{row.title}»: результаты ниже, чем год назад.",
            action=(
                "Разобрать результаты по заданиям и классам, назвать дефициты и "
                "включить в программу школы меры по этому предмету."
            ),
            control="Справка о разборе и изменения в программе школы.",
        )
        for row in falls
    ]


def site_lacks(lacks: Iterable[SiteLack]) -> list[Proposal]:
    """Propose to place what was not found on the site.

    Parameters
    ----------
    lacks : iterable of SiteLack
        Of schools' sheets.

    Returns
    -------
    list of Proposal
        One a school and window; nothing for a site that lacks nothing.
    """
    return [
        Proposal(
            rule=Rule.SITE_LACKS,
            school=row.school,
            window=row.window,
            indicator=None,
            addressee="school",
            data=f"Проверка сайта, {row.title}.",
            finding=f"Не найдено или размещено не полностью: {listed(row.items)}.",
            action="Разместить документы на сайте школы и прислать ссылки.",
            control="Документы открываются по ссылкам без входа.",
        )
        for row in lacks
        if row.items
    ]


def forms_not_sent(forms: Iterable[LateForm]) -> list[Proposal]:
    """Propose to send what was due.

    Parameters
    ----------
    forms : iterable of LateForm
        Whose day is over.

    Returns
    -------
    list of Proposal
        One a school and window.
    """
    return [
        Proposal(
            rule=Rule.FORM_NOT_SENT,
            school=row.school,
            window=row.window,
            indicator=None,
            addressee="school",
            data=f"{row.title}, срок {row.due_on}.",
            finding=f"Не отправлена форма «{row.title}».",
            action=(
                "Заполнить и отправить форму; назначить ответственного за сроки "
                "мониторинга."
            ),
            control="Форма отправлена, следующая – в срок.",
        )
        for row in forms
    ]


def _is_missed_twice(row: Series) -> bool:
    if len(row.points) < 2:
        return False
    if row.is_yes_no and row.school is not None and row.target < WHOLE:
        return False
    last_two = row.points[-2:]
    if row.is_less_better:
        return all(point.value > row.target for point in last_two)
    return all(point.value < row.target for point in last_two)


def _of_series(row: Series) -> Proposal:
    before, last = row.points[-2:]
    is_of_school = row.school is not None
    target = f"{number(row.target)}{NBSP}{row.unit}".rstrip(NBSP)
    wanted = "да" if row.is_yes_no else target
    return Proposal(
        rule=Rule.MISSED_TWICE,
        school=row.school,
        window=last.window,
        indicator=row.indicator,
        addressee="school" if is_of_school else "methodists",
        data=(
            f"«{row.title}»: {before.title} – {before.words}; {last.title} – "
            f"{last.words}; цель{NBSP}– {wanted}."
        ),
        finding=f"«{row.title}»: цель не достигнута два раза подряд.",
        action=(
            "Назвать причину и составить план, как достичь цели к следующему окну."
            if is_of_school
            else "Разобрать со школами причины и предложить им помощь."
        ),
        control="Цель достигнута в следующем окне.",
    )
