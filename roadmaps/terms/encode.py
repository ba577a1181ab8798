"""Terms as plain JSON and back: how the database and scripts keep them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from roadmaps.terms.model import Doubt, Kind, Recurrence, Span, Term


def term_to_json(term: Term) -> dict[str, Any]:
    """Return a term as JSON values.

    Parameters
    ----------
    term : Term
        Any term.

    Returns
    -------
    dict
        text, kind, spans as pairs of ISO days (None is an open end), labels of the
        spans, recurrence or None, needs_human, doubts with their readings.
    """
    return {
        "text": term.text,
        "kind": term.kind.value,
        "spans": [_pair(span) for span in term.spans],
        "labels": [span.label for span in term.spans],
        "recurrence": _recurrence(term.recurrence),
        "needs_human": term.needs_human,
        "doubts": [
            {
                "code": doubt.code,
                "message": doubt.message,
                "readings": [[_pair(span) for span in r] for r in doubt.readings],
            }
            for doubt in term.doubts
        ],
    }


def term_from_json(data: Mapping[str, Any]) -> Term:
    """Return the term that `term_to_json` wrote; an empty mapping is no term.

    Parameters
    ----------
    data : mapping
        What `term_to_json` returned, after a journey through JSON.

    Returns
    -------
    Term
        Equal to the one that was written.

    Raises
    ------
    ValueError
        If a day or a kind is none.
    """
    if not data:
        return Term("", Kind.NONE, needs_human=True)
    labels = data.get("labels") or [""] * len(data["spans"])
    again = data.get("recurrence")
    return Term(
        text=data["text"],
        kind=Kind(data["kind"]),
        spans=tuple(
            _span(pair, label)
            for pair, label in zip(data["spans"], labels, strict=True)
        ),
        recurrence=Recurrence(**again) if again else None,
        needs_human=data["needs_human"],
        doubts=tuple(
            Doubt(
                doubt["code"],
                doubt["message"],
                tuple(tuple(_span(p) for p in r) for r in doubt["readings"]),
            )
            for doubt in data["doubts"]
        ),
    )


def _pair(span: Span) -> list[str | None]:
    return [day.isoformat() if day else None for day in (span.start, span.end)]


def _span(pair: list[str | None], label: str = "") -> Span:
    start, end = (dt.date.fromisoformat(day) if day else None for day in pair)
    return Span(start, end, label)


def _recurrence(recurrence: Recurrence | None) -> dict[str, Any] | None:
    if recurrence is None:
        return None
    told: dict[str, Any] = {
        "unit": recurrence.unit,
        "times": recurrence.times,
        "at_least": recurrence.at_least,
    }
    # Seldom said, so written only when they are.
    if recurrence.every != 1:
        told["every"] = recurrence.every
    if recurrence.due_day:
        told |= {"due_day": recurrence.due_day, "follows": recurrence.follows}
    return told
