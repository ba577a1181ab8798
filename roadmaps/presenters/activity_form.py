"""A row of the plan as its form shows it, and as somebody else has changed it."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm

from roadmaps.models import Activity
from roadmaps.presenters.plan_terms import agreed_lines
from roadmaps.queries.plan_content import column_key
from schools.queries.versions import fingerprint


PLAIN = (
    *("number", "title", "term_text", "result", "document", "document_types"),
    *("indicator", "note", "audience"),
)
# The fields on whose change somebody else's form is out of date.
SEEN = (
    *("number", "title", "term_text", "agreed_spans", "result", "document"),
    *("document_types", "indicator", "note", "counters", "audience"),
    *("section", "responsible_text"),
)


def initial_of(
    activity: Activity, columns: Sequence[tuple[int | None, str]]
) -> dict[str, Any]:
    """Return what stands in the form; `activity` comes with links and cells."""
    cells = {column_key(c.year, c.label): c.text for c in activity.cells}
    return {
        **{name: getattr(activity, name) for name in PLAIN},
        "section": activity.section_id,
        "agreed_spans": agreed_lines(activity.agreed_spans),
        "counters": [counter_words(counter) for counter in activity.counters],
        "parties": [str(link) for link in activity.links],
        "schools": list(activity.schools.values_list("pk", flat=True)),
        "seen": fingerprint(activity, SEEN),
        **{f"cell_{place}": cells.get(c, "") for place, c in enumerate(columns)},
    }


def counter_words(counter: dict[str, Any]) -> str:
    """Return «5 мероприятий», «20 % участников»."""
    percent = "\u00a0%" if counter.get("is_percent") else ""
    return f"{counter['at_least']}{percent} {counter['unit']}".strip()


def changed_meanwhile(current: Activity, form: BaseForm) -> list[dict[str, str]]:
    """Return what stands in the plan now against what the person typed."""
    lines = []
    for name in PLAIN:
        stored, typed = getattr(current, name), form.cleaned_data[name]
        if stored != typed:
            lines.append(
                {
                    "field": str(form[name].label).lower(),
                    "old": _words(form, name, stored),
                    "new": _words(form, name, typed),
                }
            )
    return lines


def _words(form: BaseForm, name: str, value: Any) -> str:
    labels = dict(getattr(form.fields[name], "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(item, item)) for item in values)
