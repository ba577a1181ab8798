"""A person mends what was understood: a cell, a row, the columns, the period.

Each correction is written at once and alone, under a lock of the document's row: two
people who mend different cells at the same time both find their work there.
"""

import datetime as dt
import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction

from roadmaps.actions.intake import demand_review, locked_intake
from roadmaps.actions.plans import demand_period
from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_texts import read_text
from roadmaps.models import Intake
from roadmaps.queries.intake import reading_of
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


LONGEST = 5_000
LONGEST_OF = {
    "number": 20,
    "section_number": 20,
    "section_title": 1_000,
    "indicator_target": 100,
    "approver_position": 300,
    "approver_name": 120,
    "order_number": 60,
}
ONE_LINE = frozenset(
    {
        *("number", "section_number", "section_title", "indicator_target"),
        *("approver_position", "approver_name", "order_number", "order_date"),
    }
)
# What a plan cannot do without.
NEEDED = {
    "section_title": "Впишите название раздела.",
    "indicator_title": "Впишите показатель или отметьте, что он не нужен.",
}


@transaction.atomic
def save_edit(
    *,
    intake: Intake,
    key: str,
    text: str,
    user: User,
    now: dt.datetime,
    seen: str | None = None,
) -> Intake:
    """Write a person's text for one cell; the text that was read takes it back.

    `seen` is the text that the person had before the eyes; when somebody has mended
    the cell since, nothing is written and the person is told what stands there.
    """
    intake = locked_intake(intake, user)
    demand_review(intake)
    cell = _cell(key)
    read = read_text(reading_of(intake).document, cell)
    if read is None:
        raise refuse("В документе нет такой ячейки.", code="no_cell")
    value = clean_text(cell.field, text)
    before = intake.edits.get(key, {}).get("value", read)
    _demand_same(seen, before)
    if value == before:
        return intake
    edits = dict(intake.edits)
    if value == read:
        edits.pop(key, None)
    else:
        edits[key] = {"value": value, "by": user.pk, "at": now.isoformat()}
    intake.edits = edits
    intake.save(update_fields=["edits"])
    record(
        actor=user,
        action="intake.cell_mended",
        obj=intake,
        now=now,
        before={"text": before},
        after={"cell": key, "text": value},
    )
    return intake


@transaction.atomic
def undo_edit(*, intake: Intake, key: str, user: User, now: dt.datetime) -> Intake:
    """Take one correction back; pressing twice does no harm."""
    intake = locked_intake(intake, user)
    demand_review(intake)
    edits = dict(intake.edits)
    taken = edits.pop(key, None)
    if taken is None:
        return intake
    intake.edits = edits
    intake.save(update_fields=["edits"])
    record(
        actor=user,
        action="intake.edit_undone",
        obj=intake,
        now=now,
        before={"cell": key, "text": taken["value"]},
    )
    return intake


@transaction.atomic
def set_period(
    *,
    intake: Intake,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    user: User,
    now: dt.datetime,
) -> Intake:
    """Name the period in which terms are read; None twice returns to the document's."""
    intake = locked_intake(intake, user)
    demand_review(intake)
    if (starts_on is None) != (ends_on is None):
        raise refuse(
            "Укажите оба дня периода или ни одного.", code="half", field="ends_on"
        )
    if starts_on and ends_on:
        demand_period(starts_on, ends_on)
    before = {
        "period_start": _iso(intake.period_start),
        "period_end": _iso(intake.period_end),
    }
    after = {"period_start": _iso(starts_on), "period_end": _iso(ends_on)}
    if before == after:
        return intake
    intake.period_start, intake.period_end = starts_on, ends_on
    intake.save(update_fields=["period_start", "period_end"])
    record(
        actor=user,
        action="intake.period_named",
        obj=intake,
        now=now,
        before=before,
        after=after,
    )
    return intake


def clean_text(field: str, text: str) -> str:
    """Return a text as it may be kept, or refuse it."""
    lines = (" ".join(_printable(line).split()) for line in text.splitlines())
    plain = "\n".join(line for line in lines if line)
    if field in ONE_LINE:
        plain = plain.replace("\n", " ")
    longest = LONGEST_OF.get(field, LONGEST)
    if len(plain) > longest:
        raise refuse(
            f"Слишком длинно: {len(plain)} знаков, можно {longest}.",
            code="too_long",
            field="text",
        )
    if field in NEEDED and not plain:
        raise refuse(NEEDED[field], code="empty", field="text")
    if field == "order_date" and plain:
        _demand_day(plain)
    if field in keys.FATES and plain not in keys.FATES[field]:
        raise refuse("Этого со строкой сделать нельзя.", code="fate")
    return plain


def _cell(key: str) -> keys.CellKey:
    try:
        return keys.parse_key(key)
    except ValueError as error:
        raise refuse("В документе нет такой ячейки.", code="no_cell") from error


def _printable(line: str) -> str:
    """Drop what a database cannot keep and an eye cannot see."""
    return "".join(
        " " if sign == "\t" else sign
        for sign in line
        if sign == "\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )


def _demand_same(seen: str | None, before: str) -> None:
    if seen is None or seen.split() == before.split():
        return
    words = f"«{before}»" if before else "пусто"
    raise ValidationError(
        {
            "text": ValidationError(
                f"Пока вы правили, ячейку исправили: теперь там {words}. "
                "Если верен ваш текст, сохраните ещё раз.",
                code="changed",
            )
        }
    )


def _demand_day(text: str) -> None:
    try:
        dt.date.fromisoformat(text)
    except ValueError as error:
        raise refuse("Укажите дату приказа.", code="date", field="text") from error


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
