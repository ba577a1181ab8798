"""What a table of results says between the lines: flags, levels, failed marks."""

from dataclasses import replace

import numpy as np

from identification.actions.import_targets.result_schema import LEVEL, level_fields
from identification.enums import ScoreKind
from identification.models import Procedure
from schools.actions.imports.table import Table
from schools.ingest.values import State


# The mark below the minimum in every procedure that is measured in marks.
FAILED = "2"


def with_result_rules(table: Table) -> Table:
    """Check the levels, and fill in what the file says without saying it."""
    return _with_failed_marks(_with_flags(_with_checked_levels(table)))


def _with_flags(table: Table) -> Table:
    """Take «н/д» in the column of flags for «нет»: the database knows only two."""
    flags, states = table.column("is_flagged"), table.parsed.states.get("is_flagged")
    if flags is None or states is None:
        return table
    said = np.isin(states, (State.NO_DATA, State.NOT_APPLICABLE))
    columns = {**table.parsed.columns, "is_flagged": np.where(said, False, flags)}
    return replace(table, parsed=replace(table.parsed, columns=columns))


def _with_failed_marks(table: Table) -> Table:
    """Count marks «2» as below the minimum where the file says nothing of it."""
    marks, procedures = table.column(f"{LEVEL}{FAILED}"), table.column("procedure")
    if marks is None or procedures is None:
        return table
    below = table.column("below_min")
    rows = len(table)
    states = table.parsed.states.get("below_min", np.full(rows, State.EMPTY, np.int8))
    in_marks = Procedure.objects.filter(score_kind=ScoreKind.MARK)
    codes = set(in_marks.values_list("code", flat=True))
    silent = np.array([code in codes for code in procedures.tolist()], dtype=bool)
    silent &= states == State.EMPTY
    below = np.where(silent, marks, np.full(rows, np.nan) if below is None else below)
    states = np.where(silent, table.parsed.states[f"{LEVEL}{FAILED}"], states)
    parsed = replace(
        table.parsed,
        columns={**table.parsed.columns, "below_min": below},
        states={**table.parsed.states, "below_min": states.astype(np.int8)},
    )
    return replace(table, parsed=parsed)


def _with_checked_levels(table: Table) -> Table:
    """Remark on rows whose levels hold more people than took part."""
    present = [item for item in level_fields() if table.column(item.code) is not None]
    people = table.column("participants")
    if not present or people is None:
        return table
    columns = np.stack([table.parsed.columns[item.code] for item in present])
    sums = np.nansum(columns, axis=0)
    wrong = np.flatnonzero(sums > np.where(np.isnan(people), np.inf, people))
    return table.with_findings(
        [
            table.finding(
                position,
                present[0].code,
                int(sums[position]),
                "levels_above_participants",
                f"По уровням и отметкам {int(sums[position])} чел.,"
                f" а участников {int(people[position])}",
                "проверьте числа по уровням или число участников",
            )
            for position in wrong.tolist()
        ]
    )
