"""What a cell still lacks before its form may be sent or accepted."""

from enum import StrEnum

from monitoring.counting.cells import Cell, State
from monitoring.counting.jumps import is_jump


class Gap(StrEnum):
    """Why a cell is not ready."""

    EMPTY = "empty"
    REASON = "reason"
    JUMP = "jump"
    EVIDENCE = "evidence"


def gaps_of(
    cell: Cell, previous: Cell, *, needs_evidence: bool, has_evidence: bool
) -> tuple[Gap, ...]:
    """Return what a cell lacks.

    Parameters
    ----------
    cell, previous : Cell
        What stands there, and what stood there in the last window of the series.
    needs_evidence, has_evidence : bool
        Whether the indicator asks for a link or a file, and whether there is one.

    Returns
    -------
    tuple of Gap
        Empty for a cell that is ready. «Не применимо» takes a school out of the
        denominator, so it needs its reason; a zero and «нет» need no evidence.
    """
    if cell.state is State.EMPTY:
        return (Gap.EMPTY,)
    found = []
    if cell.state is State.NOT_APPLICABLE and not cell.comment:
        found.append(Gap.REASON)
    if is_jump(previous, cell) and not cell.comment:
        found.append(Gap.JUMP)
    is_said = bool(cell.numerator) or bool(cell.text)
    if needs_evidence and is_said and not has_evidence:
        found.append(Gap.EVIDENCE)
    return tuple(found)
