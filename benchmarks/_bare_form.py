"""A web application that only writes the number it is sent: the floor of a saved field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import django


django.setup()

from django.db import connection  # noqa: E402 models are ready only now


def application(
    environ: dict[str, Any], start_response: Callable[..., object]
) -> Iterable[bytes]:
    """Write one number by one statement; no person, no rights, no history."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(environ["wsgi.input"].read(length).decode())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE monitoring_value SET numerator = %s, revision = revision + 1 "
            "WHERE window_school_id = %s AND window_indicator_id = %s",
            [_first(fields, "value-"), *_place(environ["PATH_INFO"])],
        )
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]


def _first(fields: dict[str, list[str]], prefix: str) -> int:
    return next(int(v[0]) for name, v in fields.items() if name.startswith(prefix))


def _place(path: str) -> tuple[int, int]:
    """Return the form and the row of `/forms/1/rows/2/`."""
    parts = path.split("/")
    return int(parts[2]), int(parts[4])
