"""Writes of many rows at once: COPY on PostgreSQL, multi-row INSERT elsewhere.

    copy_rows(ImportRow, ["batch_id", "number"], rows)
    upsert_rows(Result, columns, rows, key=["school_id", "year"], update=["grade"])

Rows are tuples of Python values in the order of the columns, which are named as
attributes of the model (`school_id`, not `school`). Model defaults are not applied:
every column without a default in the database has to be given.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connections, models, router


Row = Sequence[object]


class Json(str):
    """The text of a JSON value that is written as it is."""

    __slots__ = ()


# Large enough that the round trip does not show, small enough for memory.
ROWS_AT_ONCE = 20_000
INSERT_AT_ONCE = 1_000
READ_AT_ONCE = 256 * 1024
STAGED = "rows_to_upsert"
# NUL cannot be stored in a text column at all.
ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""}
SPECIAL = re.compile("[\\\\\t\n\r\0]")


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]
) -> int:
    """Add rows; return how many."""
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        return _insert(model, columns, rows)
    with connection.cursor() as cursor:
        table = model._meta.db_table  # noqa: SLF001 Django's own way to the table
        return _copy(cursor, table, _column_names(model, columns), rows)


def upsert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    key: Sequence[str],
    update: Sequence[str],
) -> int:
    """Add rows, or change `update` of those that stand under the same `key`."""
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        return _insert(model, columns, rows, key=key, update=update)
    table = model._meta.db_table  # noqa: SLF001 Django's own way to the table
    names = _column_names(model, columns)
    changes = ", ".join(f"{n} = EXCLUDED.{n}" for n in _column_names(model, update))
    conflict = ", ".join(_column_names(model, key))
    listed = ", ".join(names)
    with connection.cursor() as cursor:
        # Identifiers come from the model's fields, never from a person.
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {STAGED} ON COMMIT DROP AS"  # noqa: S608
            f' SELECT {listed} FROM "{table}" WITH NO DATA'
        )
        count = _copy(cursor, STAGED, names, rows)
        cursor.execute(
            f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM {STAGED}'  # noqa: S608
            f" ON CONFLICT ({conflict}) DO UPDATE SET {changes}"
        )
    return count


def chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Cut rows into lists of at most `size`."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def copy_text(rows: Sequence[Row]) -> str:
    """Return rows in the text format of COPY, written column by column.

    Format: https://www.postgresql.org/docs/15/sql-copy.html, "Text Format".
    """
    columns = [_copy_column(column) for column in zip(*rows, strict=True)]
    lines = map("\t".join, zip(*columns, strict=True))
    return "\n".join(lines) + "\n"


def _copy_column(values: Sequence[object]) -> Sequence[str]:
    """Write a column of one type without looking at each value."""
    types = set(map(type, values))
    if types == {type(None)}:
        return ["\\N"] * len(values)
    if types <= {int, float}:
        return list(map(str, values))
    if types <= {str, Json} and not SPECIAL.search("".join(values)):
        return values  # type: ignore[return-value]
    return list(map(_copy_value, values))


def _copy_value(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict | list):
        return _escaped(json.dumps(value, ensure_ascii=False))
    return str(value)


def _escaped(text: str) -> str:
    # The backslash first, or the others' would be doubled.
    for sign, written in ESCAPES.items():
        if sign in text:
            text = text.replace(sign, written)
    return text


def _copy(cursor, table: str, names: Sequence[str], rows: Iterable[Row]) -> int:
    command = f'COPY "{table}" ({", ".join(names)}) FROM STDIN'
    count = 0
    for chunk in chunks(rows, ROWS_AT_ONCE):
        # By position: the cursor that counts queries passes no keywords on.
        cursor.copy_expert(command, io.StringIO(copy_text(chunk)), READ_AT_ONCE)
        count += len(chunk)
    return count


def _column_names(model: type[models.Model], attributes: Sequence[str]) -> list[str]:
    fields = {
        field.attname: field.column
        for field in model._meta.concrete_fields  # noqa: SLF001 Django's own list
    }
    return [f'"{fields[name]}"' for name in attributes]


def _insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    key: Sequence[str] = (),
    update: Sequence[str] = (),
) -> int:
    conflicts = (
        {
            "update_conflicts": True,
            "unique_fields": [_field_name(model, name) for name in key],
            "update_fields": [_field_name(model, name) for name in update],
        }
        if key
        else {}
    )
    count = 0
    for chunk in chunks(rows, ROWS_AT_ONCE):
        objects = [
            model(**dict(zip(columns, map(_loaded, row), strict=True))) for row in chunk
        ]
        model._default_manager.bulk_create(  # noqa: SLF001 the manager of any model
            objects, batch_size=INSERT_AT_ONCE, **conflicts
        )
        count += len(chunk)
    return count


def _loaded(value: object) -> object:
    return json.loads(value) if isinstance(value, Json) else value


def _field_name(model: type[models.Model], attribute: str) -> str:
    for field in model._meta.concrete_fields:  # noqa: SLF001 Django's own list
        if field.attname == attribute:
            return field.name
    raise KeyError(attribute)
