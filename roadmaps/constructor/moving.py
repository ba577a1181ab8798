"""Rows of a list added, removed and moved; other lists refer to them by id."""

from roadmaps.constructor.model import Row


def without_row(rows: list[Row], row_id: str) -> list[Row]:
    """Take a row out.

    Parameters
    ----------
    rows : list of Row
        The list as it is; it does not change.
    row_id : str
        Id of a row.

    Returns
    -------
    list of Row
        The same list when there is no such row.
    """
    return [row for row in rows if row["id"] != row_id]


def moved_row(rows: list[Row], row_id: str, by: int) -> list[Row]:
    """Move a row up (-1) or down (+1) among its neighbours.

    Parameters
    ----------
    rows : list of Row
        The list as it is; it does not change.
    row_id : str
        Id of a row.
    by : int
        How many places; it stops at the ends of the list.

    Returns
    -------
    list of Row
        The same list when there is no such row.
    """
    places = [place for place, row in enumerate(rows) if row["id"] == row_id]
    if not places:
        return list(rows)
    rest = without_row(rows, row_id)
    place = min(max(places[0] + by, 0), len(rest))
    return [*rest[:place], rows[places[0]], *rest[place:]]
