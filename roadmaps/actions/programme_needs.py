"""What must be given with a move of a programme, and what is wrong with what is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from roadmaps.models import Programme, ProgrammeVersion
from roadmaps.workflow import State, Transition
from schools.actions.refusals import refuse
from schools.models import StoredFile


# Farther than this an extension is a slip of the pen.
MOST_DAYS_MORE = 3 * 366
NOT_SUCCESSORS = frozenset({State.DRAFT, State.FINISHED, State.REPLACED})
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Given:
    """What a person gave with a move."""

    reason: str = ""
    version: ProgrammeVersion | None = None
    order_number: str = ""
    order_date: dt.date | None = None
    order_file: StoredFile | None = None
    address: str = ""
    until: dt.date | None = None
    successor: Programme | None = None


Check = Callable[[Programme, Transition, Given, dt.date], None]


def demand_given(
    row: Programme, transition: Transition, given: Given, *, today: dt.date
) -> None:
    """Refuse a move that lacks something, at the field where it is missing."""
    for need in transition.needs:
        CHECKS[need](row, transition, given, today)
    is_return = transition.target == State.RETURNED
    if is_return and given.until is not None and given.until < today:
        raise refuse(
            "Срок исправления уже прошёл: укажите день впереди.",
            code="past_day",
            field="until",
        )


def _reason(row: Programme, move: Transition, given: Given, _today: dt.date) -> None:
    if not given.reason:
        raise refuse("Напишите, почему.", code="no_reason", field="reason")


def _version(row: Programme, move: Transition, given: Given, _today: dt.date) -> None:
    last = row.versions.order_by("-number").first()
    if last is None:
        raise refuse(
            "Сначала загрузите файл программы или сделайте версию в конструкторе.",
            code="no_version",
        )
    if given.version is not None and given.version.pk != last.pk:
        raise refuse(
            f"После этой версии загружена версия {last.number}: отправьте её.",
            code="old_version",
        )
    if move.code == "resubmit" and last.sent_at is not None:
        raise refuse(
            f"Версию {last.number} вернули с замечаниями. Загрузите исправленную "
            "версию, потом отправьте.",
            code="same_version",
        )


def _order(row: Programme, move: Transition, given: Given, today: dt.date) -> None:
    if not given.order_number:
        raise refuse("Укажите номер приказа.", code="no_number", field="order_number")
    if given.order_date is None:
        raise refuse("Укажите дату приказа.", code="no_date", field="order_date")
    if given.order_date > today:
        raise refuse(
            "Дата приказа ещё не наступила.", code="future_date", field="order_date"
        )


def _address(row: Programme, move: Transition, given: Given, _today: dt.date) -> None:
    try:
        WEB_ADDRESS(given.address)
    except ValidationError as error:
        raise refuse(
            "Укажите полный адрес страницы, он начинается с http:// или https://.",
            code="bad_address",
            field="address",
        ) from error


def _until(row: Programme, move: Transition, given: Given, _today: dt.date) -> None:
    if given.until is None:
        raise refuse("Укажите, по какой день.", code="no_day", field="until")
    if given.until <= row.ends_on:
        raise refuse(
            f"Программа и так действует по {row.ends_on:%d.%m.%Y}: "
            "укажите более поздний день.",
            code="not_later",
            field="until",
        )
    if given.until > row.ends_on + dt.timedelta(days=MOST_DAYS_MORE):
        raise refuse(
            "Продление больше чем на три года: проверьте год.",
            code="too_far",
            field="until",
        )


def _successor(row: Programme, move: Transition, given: Given, _today: dt.date) -> None:
    other = given.successor
    if other is None:
        raise refuse(
            "Выберите программу, которая заменит эту.",
            code="no_successor",
            field="successor",
        )
    is_fit = (
        other.pk != row.pk
        and other.school_id == row.school_id
        and other.state not in NOT_SUCCESSORS
    )
    if not is_fit:
        raise refuse(
            "Заменить можно другой программой той же школы, которую она уже "
            "отправила и которая не завершена.",
            code="bad_successor",
            field="successor",
        )


CHECKS: dict[str, Check] = {
    "reason": _reason,
    "version": _version,
    "order": _order,
    "address": _address,
    "until": _until,
    "successor": _successor,
}
