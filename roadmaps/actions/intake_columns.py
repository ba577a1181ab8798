"""A person names the columns of a document's tables; what was mended stays."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from roadmaps.actions.intake import demand_review, locked_intake
from roadmaps.documents.model import Column, RawDocument
from roadmaps.models import Intake
from roadmaps.queries.intake import reading_of
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def set_columns(
    *,
    intake: Intake,
    columns: Mapping[int, Sequence[Mapping[str, str]]],
    user: User,
    now: dt.datetime,
) -> Intake:
    """Name the columns of some tables; corrections stay with their rows.

    `columns` gives for a table each column's `meaning` and, for a milestone, which
    one. Tables that are not named are understood as before.
    """
    intake = locked_intake(intake, user)
    demand_review(intake)
    raw = reading_of(intake).raw
    named = {
        str(table): _demand_columns(raw, table, given)
        for table, given in columns.items()
    }
    if named == {table: intake.columns.get(table) for table in named}:
        return intake
    before = intake.columns
    intake.columns = {**intake.columns, **named}
    intake.save(update_fields=["columns"])
    record(
        actor=user,
        action="intake.columns_named",
        obj=intake,
        now=now,
        before={"columns": _meanings(before)},
        after={"columns": _meanings(intake.columns)},
    )
    return intake


@transaction.atomic
def forget_columns(*, intake: Intake, user: User, now: dt.datetime) -> Intake:
    """Return to the columns that the portal found by itself."""
    intake = locked_intake(intake, user)
    demand_review(intake)
    if not intake.columns:
        return intake
    before, intake.columns = intake.columns, {}
    intake.save(update_fields=["columns"])
    record(
        actor=user,
        action="intake.columns_named",
        obj=intake,
        now=now,
        before={"columns": _meanings(before)},
        after={"columns": ""},
    )
    return intake


def _demand_columns(
    raw: RawDocument, table: int, given: Sequence[Mapping[str, str]]
) -> list[dict[str, Any]]:
    width = _width(raw, table)
    if width == 0 or len(given) != width:
        raise refuse("В документе нет такой таблицы.", code="no_table")
    columns = [
        {
            "header": column.get("header", "")[:500],
            "meaning": Column(column["meaning"]).value,
            "milestone": column.get("milestone", "").strip()[:100],
        }
        for column in given
    ]
    meanings = [column["meaning"] for column in columns]
    is_plan = set(meanings) != {Column.IGNORED}
    if is_plan and not {Column.TITLE, Column.INDICATOR} & set(meanings):
        raise refuse("Укажите, в каком столбце названия мероприятий.", code="no_title")
    return columns


def _width(raw: RawDocument, table: int) -> int:
    tables = raw.tables
    if not 0 <= table < len(tables) or not tables[table].rows:
        return 0
    return len(tables[table].rows[0])


def _meanings(columns: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """Say the columns in one line of the trail."""
    return "; ".join(
        f"{table}: " + ", ".join(column["meaning"] for column in named)
        for table, named in sorted(columns.items())
    )
