"""The history of values in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from monitoring.models import ValueChange
from monitoring.presenters.cell_words import stored_words


CHANGE_HEADERS = (
    *("Код", "Показатель", "Когда", "Кто"),
    *("Было", "Стало", "Пояснение школы", "Почему изменено", "После принятия"),
)


@dataclass(frozen=True)
class ChangeLine:
    """One change: who, when, what over what, why."""

    at: dt.datetime
    who: str
    before: str
    after: str
    comment: str
    reason: str
    is_after_acceptance: bool


def changes(rows: Iterable[ValueChange]) -> list[ChangeLine]:
    """Return changes as the page shows them."""
    return [_line(row) for row in rows]


def change_rows(rows: Iterable[ValueChange]) -> list[tuple[object, ...]]:
    """Return changes as rows of the table that is sent."""
    found: list[tuple[object, ...]] = []
    for row in rows:
        line, version = _line(row), row.value.window_indicator.version
        found.append(
            (
                *(version.indicator.code, version.short_title, line.at, line.who),
                *(line.before, line.after, line.comment, line.reason),
                "да" if line.is_after_acceptance else "",
            )
        )
    return found


def _line(row: ValueChange) -> ChangeLine:
    kind = row.value.window_indicator.version.kind
    return ChangeLine(
        at=row.at,
        who=str(row.by) if row.by else "портал",
        before=stored_words(kind, row.before),
        after=stored_words(kind, row.after),
        comment=str(row.after.get("comment") or ""),
        reason=row.reason,
        is_after_acceptance=row.is_after_acceptance,
    )
