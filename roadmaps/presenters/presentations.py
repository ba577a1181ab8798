"""Presentations in the history of a programme, among its steps."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from roadmaps.models import Presentation


def timeline(
    steps: Sequence[dict[str, Any]], presentations: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return steps and events together, the newest first.

    An event has a day without an hour: it stands above the steps of its day.
    """
    return sorted([*presentations, *steps], key=_moment, reverse=True)


def events(
    rows: Sequence[Presentation],
    *,
    seen_versions: Collection[int],
    correctable: Collection[int],
) -> list[dict[str, Any]]:
    """Return events as the history shows them."""
    return [
        {
            "is_event": True,
            "what": row.get_occasion_display(),
            "day": row.held_on,
            "place": row.place,
            "version": row.version.number,
            "version_url": (
                reverse("programmes:file", args=[row.programme_id, row.version.number])
                if row.version_id in seen_versions
                else ""
            ),
            "outcome": row.outcome,
            "next_step": row.next_step,
            "who": str(row.recorded_by) if row.recorded_by else "автор не указан",
            "edit_url": (
                reverse("programmes:presentation_edit", args=[row.pk])
                if row.pk in correctable
                else ""
            ),
        }
        for row in rows
    ]


def _moment(item: dict[str, Any]) -> tuple[dt.date, bool]:
    is_event = bool(item.get("is_event"))
    shown = item["day"] if is_event else timezone.localdate(item["at"])
    return shown, is_event
