"""A school's programme in fields: what to write, what is missing, what it aims at."""

from roadmaps.constructor.completeness import (
    FEWEST_FACTORS,
    MOST_FACTORS,
    Completeness,
    Gap,
    PartProgress,
    completeness,
)
from roadmaps.constructor.finding import (
    columns_of,
    field_of,
    part_of,
    part_with,
    target_years,
)
from roadmaps.constructor.model import (
    Column,
    ColumnKind,
    Content,
    Field,
    FieldKind,
    Part,
    Row,
    Value,
)
from roadmaps.constructor.moving import moved_row, without_row
from roadmaps.constructor.parts import PARTS
from roadmaps.constructor.targets import Target, targets_in
from roadmaps.constructor.values import (
    TooMuchError,
    day_of,
    number_of,
    rows_of,
    stored_value,
    text_of,
    typed_value,
)


__all__ = [
    "FEWEST_FACTORS",
    "MOST_FACTORS",
    "PARTS",
    "Column",
    "ColumnKind",
    "Completeness",
    "Content",
    "Field",
    "FieldKind",
    "Gap",
    "Part",
    "PartProgress",
    "Row",
    "Target",
    "TooMuchError",
    "Value",
    "columns_of",
    "completeness",
    "day_of",
    "field_of",
    "moved_row",
    "number_of",
    "part_of",
    "part_with",
    "rows_of",
    "stored_value",
    "target_years",
    "targets_in",
    "text_of",
    "typed_value",
    "without_row",
]
