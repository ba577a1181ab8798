"""Guard rails: when two years say nothing of each other."""

from monitoring.dynamics.cells import YearCell
from monitoring.dynamics.outcomes import Outcome, Reason, not_comparable


def refusal(
    before: YearCell | None, after: YearCell | None, *, least_participants: int
) -> Outcome | None:
    """Return why two years do not compare; None where nothing is in the way.

    Parameters
    ----------
    before, after : YearCell or None
        The earlier and the later year; None where the work was not held, the school
        did not take part, or its results have not come.
    least_participants : int
        Fewer participants in either year are too few: with eight pupils one child is
        12.5 percentage points.

    Returns
    -------
    Outcome or None
        `Trend.NOT_COMPARABLE` with its reason.
    """
    if after is None:
        return not_comparable(Reason.NOT_HELD)
    if before is None:
        return not_comparable(Reason.NO_BEFORE)
    cells = (before, after)
    few = [cell for cell in cells if cell.participants < least_participants]
    if few:
        return not_comparable(Reason.FEW, _counts(few, least_participants))
    flagged = [str(cell.year) for cell in cells if cell.is_flagged]
    if flagged:
        return not_comparable(Reason.FLAGGED, ", ".join(flagged))
    if before.scale != after.scale:
        return not_comparable(Reason.SCALE, f"{before.year} и {after.year}")
    return None


def _counts(cells: list[YearCell], least: int) -> str:
    counts = ", ".join(f"{cell.participants} в {cell.year}" for cell in cells)
    return f"{counts}, нужно не меньше {least}"
