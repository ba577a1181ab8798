"""Says to people where in the document a defect stands."""

from roadmaps.documents.model import Activity, Column, RoadMapDocument


def row_of(activity: Activity) -> str:
    """Return «строка 8», or the title when the row has no number."""
    if activity.number:
        return f"строка {activity.number}"
    title = " ".join(activity.title.split())
    short = title if len(title) <= 60 else f"{title[:57].rstrip()}…"
    return f"строка «{short}»" if short else "строка без номера и названия"


def cell_of(activity: Activity, column: str) -> str:
    """Return «строка 8, столбец 2022»."""
    return f"{row_of(activity)}, столбец {column}"


def has_column(document: RoadMapDocument, *meanings: Column) -> bool:
    """Say whether a table of the plan has a column of one of the meanings."""
    return any(
        column.meaning in meanings
        for columns in document.columns.values()
        for column in columns
    )


def heading(document: RoadMapDocument, meaning: Column, default: str) -> str:
    """Return the heading of a column in quotes as the document writes it."""
    for columns in document.columns.values():
        for column in columns:
            if column.meaning is meaning and column.header:
                return f"«{column.header}»"
    return f"«{default}»"
