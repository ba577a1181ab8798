"""How rows of one list answer rows of another."""

from roadmaps.constructor.model import Row


def unanswered(rows: list[Row], answering: list[Row], column: str) -> list[int]:
    """Return the numbers of rows that no row of another list answers.

    Parameters
    ----------
    rows : list of Row
        Causes, or tasks.
    answering : list of Row
        Tasks, or activities.
    column : str
        Where an answering row names the row it answers.

    Returns
    -------
    list of int
        Numbers from 1, as people count.
    """
    answered = {row.get(column, "") for row in answering}
    return [number for number, row in enumerate(rows, 1) if row["id"] not in answered]
