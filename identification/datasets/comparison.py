"""What differs between a finished run and the same calculation made now."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from identification.datasets.calculation import Calculation
from identification.datasets.inputs import RunInputs
from identification.datasets.versions import code_version, library_versions
from identification.models import Run, RunSchool
from identification.models.packed import CELL, FACTOR, NO_COUNT, unpacked
from identification.stats.digests import differences


# More would not be read; the number of the rest is told.
LISTED = 100
_RELATIVE = 1e-9
_CELL_FIELDS = (
    "участников",
    "средний результат",
    "ниже минимума",
    "признаки необъективности",
)

Change = dict[str, Any]


def changed_inputs(
    run: Run, inputs: RunInputs, digests: list[str]
) -> tuple[list[Change], int]:
    """Name the values that are not what the run used, and count the schools.

    The run keeps a fingerprint of each school's data, so only schools with
    another fingerprint are opened and compared value by value.
    """
    now = dict(zip(inputs.schools["pk"].tolist(), range(len(digests)), strict=True))
    then = dict(run.schools.values_list("school_id", "inputs_digest"))
    other = [
        pk
        for pk in {*now, *then}
        if pk not in now or pk not in then or digests[now[pk]] != then[pk]
    ]
    stored = RunSchool.objects.filter(run=run, school__in=other[:LISTED])
    rows = {row.school_id: row for row in stored.select_related("school")}
    found: list[Change] = []
    for pk in other[:LISTED]:
        if pk not in now:
            found.append(_change(rows[pk], "школа в расчёте", "есть", None))
        elif pk not in then:
            code = inputs.schools["code"].iloc[now[pk]]
            found.append(
                {
                    "school_id": pk,
                    "school": f"код {code}",
                    "what": "школа в расчёте",
                    "before": None,
                    "after": "есть",
                }
            )
        else:
            found += _changes_of_school(run, rows[pk], inputs, now[pk])
    found.sort(key=lambda change: (change["school"], change["what"]))
    return found, len(other)


def changed_results(run: Run, calculation: Calculation) -> list[Change]:
    """Name figures that the same data give otherwise now: the program differs."""
    names = [
        name
        for name in calculation.table.columns
        if name not in {"reason", "rule_reason", "rule_clauses"}
    ]
    stored = RunSchool.objects.filter(run=run).values_list("school_id", *names)
    before = pd.DataFrame(list(stored), columns=["school_id", *names])
    after = calculation.table[names].assign(
        school_id=calculation.inputs.schools["pk"].to_numpy()
    )
    numbers = [name for name in names if after[name].dtype.kind == "f"]
    before[numbers] = before[numbers].astype(float)
    return [
        {
            "school_id": int(change.row),
            "school": "",
            "what": str(RunSchool._meta.get_field(change.column).verbose_name),  # noqa: SLF001
            "before": _plain(change.before),
            "after": _plain(change.after),
        }
        for change in differences(
            before, after, key="school_id", relative=_RELATIVE, limit=LISTED
        )
        if change.column != "school_id"
    ]


def changed_versions(run: Run) -> list[dict[str, str]]:
    """Name the program and the libraries that are not those of the run."""
    then = {"программа": run.code_version, **run.library_versions}
    now = {"программа": code_version(), **library_versions()}
    return [
        {"name": name, "then": then.get(name, ""), "now": now.get(name, "")}
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    ]


def _changes_of_school(
    run: Run, row: RunSchool, inputs: RunInputs, place: int
) -> Iterator[Change]:
    labels = [cell["label"] for cell in run.model["cells"]]
    before = {
        labels[cell["cell"]]: _cell_values(cell)
        for cell in unpacked(row.packed_cells, CELL)
    }
    after = _cells_now(inputs, place)
    for label in sorted({*before, *after}):
        yield from _cell_changes(row, label, before.get(label), after.get(label))
    yield from _factor_changes(run, row, inputs, place)


def _factor_changes(
    run: Run, row: RunSchool, inputs: RunInputs, place: int
) -> Iterator[Change]:
    values = unpacked(row.packed_factors, FACTOR)
    for factor, value in zip(run.model["factors"], values, strict=True):
        was, now = _plain(value), _plain(inputs.factors[factor["code"]].iloc[place])
        if was != now:
            yield _change(row, f"фактор «{factor['label']}»", was, now)


def _cells_now(inputs: RunInputs, place: int) -> dict[str, list[Any]]:
    start, end = inputs.bounds[place], inputs.bounds[place + 1]
    labels = inputs.cell_keys["label"].tolist()
    rows = inputs.rows.iloc[start:end].to_dict(orient="records")
    return {labels[row["cell"]]: _cell_values(row) for row in rows}


def _cell_values(cell: Any) -> list[Any]:
    """Return what a person would see of a result, in the order of the fields."""
    below_min = int(cell["below_min"])
    return [
        int(cell["participants"]),
        _plain(cell["score"]),
        None if below_min == NO_COUNT else below_min,
        int(cell["flagged"]),
    ]


def _cell_changes(
    row: RunSchool, label: str, before: list[Any] | None, after: list[Any] | None
) -> Iterator[Change]:
    if before is None or after is None:
        was, now = ("есть", None) if after is None else (None, "есть")
        yield _change(row, f"{label}: результат", was, now)
        return
    for name, was, now in zip(_CELL_FIELDS, before, after, strict=True):
        if was != now:
            yield _change(row, f"{label}: {name}", was, now)


def _change(row: RunSchool, what: str, before: Any, after: Any) -> Change:
    return {
        "school_id": row.school_id,
        "school": row.school.name,
        "what": what,
        "before": before,
        "after": after,
    }


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if value != value else value
