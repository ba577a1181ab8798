"""What repeating a run gave, ready for its panel."""

import datetime as dt
from collections.abc import Set as AbstractSet
from typing import Any

from django.urls import reverse

from identification.models import Run
from schools.templatetags.portal_format import moment


NOT_CHECKED = (
    "Повтор считает всё заново по тем же данным и правилам и сравнивает отпечатки. "
    "Сам расчёт при этом не меняется."
)


def verification_panel(run: Run, visible_schools: AbstractSet[int]) -> dict[str, Any]:
    """Return the state of the check; differences only of schools a person sees."""
    found = run.verification
    panel: dict[str, Any] = {
        "state": found.get("state", ""),
        "poll_url": reverse("identification:run_verification", args=[run.pk]),
        "text": NOT_CHECKED,
    }
    if panel["state"] != "done":
        return panel
    rows = found.get("differences", [])
    shown = [row for row in rows if row["school_id"] in visible_schools]
    hidden = len(rows) - len(shown) + int(found.get("more", 0))
    return panel | {
        "badge": "matches" if found["matches"] else "differs",
        "text": found["message"],
        "when": _when(found),
        "versions": found.get("versions", []),
        "differences": shown,
        "more": hidden,
    }


def _when(found: dict[str, Any]) -> str:
    at = moment(dt.datetime.fromisoformat(found["checked_at"]))
    who = found.get("checked_by")
    return f"Проверено {at}, {who}" if who else f"Проверено {at}"
