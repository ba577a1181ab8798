"""The one matrix: every address, who may GET and POST it, and what others hear."""

from tests.meta.matrix import (
    accounts,
    analytics,
    constructor,
    deadlines,
    forms,
    identification,
    imports,
    indicators,
    intake,
    plan_papers,
    plans,
    portal,
    programmes,
    registry,
    reviews,
    scorecard,
    sites,
    terms,
    windows,
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
    programmes,
    reviews,
    constructor,
    deadlines,
    indicators,
    windows,
    forms,
    sites,
    scorecard,
    analytics,
)
MATRIX: dict[str, Row] = {
    name: row for part in PARTS for name, row in part.ROWS.items()
}
