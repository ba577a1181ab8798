"""Years in which a work changed so much that its numbers no longer compare."""

# First year of each new scale, by kind of procedure. ВПР became a work of one lesson in
# 2025: fewer tasks, other maxima, other bounds of marks.
BREAKS: dict[str, tuple[int, ...]] = {"vpr": (2025,)}


def scale_of(*, kind: str, unit: str, year: int) -> str:
    """Return the scale that a year's numbers are measured in.

    Parameters
    ----------
    kind : str
        Kind of the procedure: ``vpr``, ``oge``, ``ege``, ``kdr``, ``other``.
    unit : str
        Unit of the mean: mark, test score, primary score or per cent.
    year : int
        Calendar year of the work.

    Returns
    -------
    str
        Equal for two years that compare, different for two that do not.
    """
    era = max((first for first in BREAKS.get(kind, ()) if first <= year), default=0)
    return f"{unit}/{era}"
