"""Activities and sections while they are being put together."""

from dataclasses import dataclass, field

from roadmaps.documents.model import CellDoubt, Column, RowRef


# How the doubts call the columns.
FIELDS = {
    Column.NUMBER: "number", Column.TITLE: "title", Column.TERM: "term",
    Column.RESPONSIBLE: "responsible", Column.RESULT: "result", Column.DOCUMENT: "document",
    Column.MILESTONE: "milestone",
}  # fmt: skip


@dataclass(slots=True)
class ActivityDraft:
    """The texts of one activity, gathered from one row or several."""

    number: str = ""
    texts: dict[Column, str] = field(default_factory=dict)
    # Label of the column (a year, a quarter), its text.
    milestones: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    surety: dict[Column, float] = field(default_factory=dict)
    refs: list[RowRef] = field(default_factory=list)
    doubts: list[CellDoubt] = field(default_factory=list)

    def text(self, column: Column) -> str:
        """Return the text of a column, empty without one."""
        return self.texts.get(column, "")

    def append(self, column: Column, text: str, *, separator: str) -> None:
        """Add a text after what the column already holds."""
        known = self.texts.get(column, "")
        self.texts[column] = (
            f"{known}{separator}{text}" if known and text else known or text
        )

    def doubt(self, field_name: str, confidence: float, message: str) -> None:
        """Remember what a person should look at."""
        self.doubts.append(CellDoubt(field_name, confidence, message))


@dataclass(slots=True)
class SectionDraft:
    """A section and what has been found under it."""

    number: str = ""
    title: str = ""
    level: int = 1
    kind: str = ""
    style: str = ""
    parts: dict[str, list[str]] = field(
        default_factory=lambda: {"goals": [], "tasks": [], "expected_results": []}
    )
    activities: list[ActivityDraft] = field(default_factory=list)
    refs: list[RowRef] = field(default_factory=list)
    # Where its goals, tasks and expected results were read.
    part_refs: list[RowRef] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was ever put into it."""
        return not (self.title or self.number or self.activities)
