"""The one matrix: every address, who may GET and POST it, and what others hear."""

from tests.meta.matrix import (
    accounts,
    identification,
    imports,
    intake,
    plan_papers,
    plans,
    portal,
    registry,
    terms,
)
from tests.meta.matrix.rows import Row


PARTS = (
    portal,
    accounts,
    registry,
    imports,
    identification,
    intake,
    plans,
    terms,
    plan_papers,
)
MATRIX: dict[str, Row] = {
    name: row for part in PARTS for name, row in part.ROWS.items()
}
