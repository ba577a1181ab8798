"""The difference between the lists of two runs, side by side."""

from typing import Any

from django.urls import reverse

from identification.models import Run
from identification.presenters.rule_words import rule_changes
from identification.queries.differences import RunDifference
from schools.templatetags.portal_format import counted, number, percent, signed


SCHOOLS = "школа,школы,школ"
LISTS = (
    ("low", "ШНОР", "low_results"),
    ("adverse", "ШНСУ", "adverse"),
    ("resilient", "Резильентные", "resilient"),
    ("rule", "Правило 30 %", "rule_fired"),
)


def difference_page(
    found: RunDifference, new: Run, old: Run, names: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """Return the parts of the page: message, lists, moves, changed parameters."""
    return {
        "title": _headline(found),
        "sentence": _sentence(found),
        "lists": [_list(found, new, old, *which) for which in LISTS],
        "moves": [
            {
                "school": move.school,
                "municipality": move.municipality,
                "url": _url(new, move.school_id),
                "before": move.before,
                "after": move.after,
                "studentised_before": signed(move.studentised_before, 2),
                "studentised_after": signed(move.studentised_after, 2),
            }
            for move in found.moves
        ],
        "changes": _changes(new, old, names),
    }


def _headline(found: RunDifference) -> str:
    if not found.changed:
        return "Группы всех школ совпадают"
    return f"Группу меняют {number(found.changed)} из {counted(found.common, 'школы,школ,школ')}"


def _sentence(found: RunDifference) -> str:
    parts = []
    if found.common:
        share = percent(found.changed / found.common, 0)
        parts.append(
            f"Сравниваются {counted(found.common, SCHOOLS)}, сменили группу {share}."
        )
    if found.only_in_run:
        parts.append(f"Только в новом расчёте: {counted(found.only_in_run, SCHOOLS)}.")
    if found.only_in_other:
        parts.append(f"Только в прежнем: {counted(found.only_in_other, SCHOOLS)}.")
    return " ".join(parts)


def _list(
    found: RunDifference, new: Run, old: Run, code: str, title: str, mark: str
) -> dict[str, Any]:
    return {
        "title": title,
        "mark": mark,
        "entered": [_entry(new, move) for move in found.entered[code]],
        "left": [_entry(old, move) for move in found.left[code]],
    }


def _entry(run: Run, move: Any) -> dict[str, str]:
    return {"school": move.school, "url": _url(run, move.school_id)}


def _url(run: Run, school_id: int) -> str:
    return reverse("identification:run_school", args=[run.pk, school_id])


def _changes(
    new: Run, old: Run, names: dict[str, dict[str, str]]
) -> list[dict[str, str]]:
    """Return what the runs did differently, the year and the coefficients first."""
    changes = []
    if new.year != old.year:
        changes.append({"field": "Год", "old": str(old.year), "new": str(new.year)})
    if new.frozen_from_id != old.frozen_from_id:
        changes.append(
            {"field": "Модель", "old": _model_words(old), "new": _model_words(new)}
        )
    return [*changes, *rule_changes(old.parameters, new.parameters, names)]


def _model_words(run: Run) -> str:
    if run.frozen_from_id:
        return f"коэффициенты расчёта № {run.frozen_from_id}"
    return "своя"
