"""States of a programme and the moves between them, complete in one table."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a programme stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    AGREED = "agreed"
    APPROVED = "approved"
    PUBLISHED = "published"
    RUNNING = "running"
    EXTENDED = "extended"
    FINISHED = "finished"
    REPLACED = "replaced"


class Whose(StrEnum):
    """Who makes a move."""

    SCHOOL = "school"
    REVIEWER = "reviewer"
    OFFICE = "office"


@dataclass(frozen=True)
class Transition:
    """One allowed move.

    Parameters
    ----------
    code : str
        Its name in addresses, forms and the audit trail.
    source, target : State
        From where to where.
    whose : Whose
        Who may make it.
    title : str
        What the button says.
    past : str
        What the timeline says.
    needs : tuple of str
        What must be given: `version`, `reason`, `order`, `address`, `until` or
        `successor`.
    """

    code: str
    source: State
    target: State
    whose: Whose
    title: str
    past: str
    needs: tuple[str, ...] = ()


_S, _W = State, Whose
_TO_REVIEW = ("Отправить на согласование", "отправлена на согласование")
_REPLACE = ("Заменить новой программой", "заменена")
_FINISH = ("Завершить", "завершена")

TRANSITIONS: tuple[Transition, ...] = (
    Transition("submit", _S.DRAFT, _S.SUBMITTED, _W.SCHOOL, *_TO_REVIEW, ("version",)),
    Transition(
        "resubmit", _S.RETURNED, _S.SUBMITTED, _W.SCHOOL, *_TO_REVIEW, ("version",)
    ),
    Transition(
        *("withdraw", _S.SUBMITTED, _S.DRAFT, _W.SCHOOL),
        *("Отозвать с согласования", "отозвана школой", ("reason",)),
    ),
    Transition(
        *("return", _S.SUBMITTED, _S.RETURNED, _W.REVIEWER),
        *("Вернуть с замечаниями", "возвращена с замечаниями", ("reason",)),
    ),
    Transition(
        *("agree", _S.SUBMITTED, _S.AGREED, _W.REVIEWER),
        *("Согласовать", "согласована"),
    ),
    Transition(
        *("reopen", _S.AGREED, _S.RETURNED, _W.OFFICE),
        *("Отменить согласование", "согласование отменено", ("reason",)),
    ),
    Transition(
        *("approve", _S.AGREED, _S.APPROVED, _W.SCHOOL),
        *("Записать приказ школы", "утверждена приказом школы", ("order",)),
    ),
    Transition(
        *("publish", _S.APPROVED, _S.PUBLISHED, _W.SCHOOL),
        *("Записать адрес на сайте", "размещена на сайте", ("address",)),
    ),
    Transition(
        *("start", _S.PUBLISHED, _S.RUNNING, _W.OFFICE),
        *("Отметить начало исполнения", "исполняется"),
    ),
    Transition(
        *("extend", _S.RUNNING, _S.EXTENDED, _W.OFFICE),
        *("Продлить", "продлена", ("reason", "until")),
    ),
    Transition("finish", _S.RUNNING, _S.FINISHED, _W.OFFICE, *_FINISH, ("reason",)),
    Transition(
        "finish_extended", _S.EXTENDED, _S.FINISHED, _W.OFFICE, *_FINISH, ("reason",)
    ),
    Transition(
        *("replace", _S.RUNNING, _S.REPLACED, _W.OFFICE),
        *(*_REPLACE, ("reason", "successor")),
    ),
    Transition(
        *("replace_extended", _S.EXTENDED, _S.REPLACED, _W.OFFICE),
        *(*_REPLACE, ("reason", "successor")),
    ),
    Transition(
        *("replace_published", _S.PUBLISHED, _S.REPLACED, _W.OFFICE),
        *(*_REPLACE, ("reason", "successor")),
    ),
    Transition(
        *("replace_approved", _S.APPROVED, _S.REPLACED, _W.OFFICE),
        *(*_REPLACE, ("reason", "successor")),
    ),
)

FINAL_STATES = frozenset(State) - {move.source for move in TRANSITIONS}


def transitions_from(state: State) -> tuple[Transition, ...]:
    """Return the moves out of a state, in the order of the table.

    Parameters
    ----------
    state : State
        Any state; a final one has none.

    Returns
    -------
    tuple of Transition
        Possibly empty.
    """
    return tuple(move for move in TRANSITIONS if move.source == state)


def find_transition(source: State, target: State) -> Transition | None:
    """Return the move between two states, or None when there is none.

    Parameters
    ----------
    source, target : State
        Any two states.

    Returns
    -------
    Transition or None
        At most one move joins two states.
    """
    for move in TRANSITIONS:
        if (move.source, move.target) == (source, target):
            return move
    return None


def transition_of(code: str) -> Transition | None:
    """Return the move of a code, or None when the table has no such move.

    Parameters
    ----------
    code : str
        As in addresses and in the steps of a programme.

    Returns
    -------
    Transition or None
        Codes are unique in the table.
    """
    return next((move for move in TRANSITIONS if move.code == code), None)
