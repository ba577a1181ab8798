"""What the list of remarks in a marked copy looks like, however the copy is written."""

from collections.abc import Sequence

from schools.ingest.errors import Finding
from schools.ingest.safe_text import storable


LIST_TITLE = "Замечания"
LIST_HEADINGS = (
    "Лист",
    "Строка",
    "Столбец",
    "Заголовок",
    "Значение",
    "Что не так",
    "Как исправить",
    "Важность",
)
LIST_WIDTHS = (20, 9, 9, 28, 28, 48, 48, 16)
SEVERITIES = {"error": "ошибка", "warning": "предупреждение"}
AUTHOR = "Портал"
ERROR_COLOUR, WARNING_COLOUR = "FFC7CE", "FFEB9C"


def list_row(finding: Finding) -> list[str | int]:
    """Return the cells of one line of the list."""
    return [
        storable(finding.sheet),
        finding.row or "",
        finding.column,
        storable(finding.header),
        storable(finding.value),
        storable(finding.message),
        storable(finding.advice),
        SEVERITIES[finding.severity],
    ]


def comment_text(findings: Sequence[Finding]) -> str:
    """Return the note on a cell: each remark and how to mend it."""
    return "\n".join(storable(f"{item.message}: {item.advice}.") for item in findings)
