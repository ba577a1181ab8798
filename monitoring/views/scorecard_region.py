"""The part of a region's scorecard with its municipalities, and its sheets."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator

from monitoring.presenters import region_figures as present
from monitoring.queries.figure_absence import Narrowed
from monitoring.queries.region_figures import town_lines, towns_in
from monitoring.queries.rollups import Figure
from schools.models import Territory
from schools.reports.workbook import SheetOfRows
from schools.views.access import PortalRequest


PER_PAGE = 50


def towns_context(
    request: PortalRequest,
    figures: Sequence[Figure],
    *,
    place: Territory,
    year: int,
    today: dt.date,
    narrowed: Narrowed,
) -> dict[str, Any]:
    """Return municipalities against indicators; nothing for one municipality."""
    if not place.is_region or not figures:
        return {"town_page": None, "town_heads": [], "town_rows": []}
    towns = Paginator(towns_in(region=place), PER_PAGE)
    page = towns.get_page(request.GET.get("page"))
    columns = present.key_figures(figures)
    lines = town_lines(
        list(page.object_list),
        [figure.version for figure in figures],
        year=year,
        today=today,
        narrowed=narrowed,
    )
    return {
        "town_page": page,
        "town_heads": present.heads(columns, region=place, year=year),
        "town_rows": present.rows(lines, columns, year=year),
        "town_rest": len(figures) - len(columns),
    }


def town_sheets(
    figures: Sequence[Figure],
    *,
    place: Territory,
    year: int,
    today: dt.date,
    narrowed: Narrowed,
) -> list[SheetOfRows]:
    """Return the sheets of all municipalities: as a matrix, and row by row."""
    lines = town_lines(
        list(towns_in(region=place)),
        [figure.version for figure in figures],
        year=year,
        today=today,
        narrowed=narrowed,
    )
    return [
        SheetOfRows(
            "Муниципалитеты",
            present.matrix_headers(figures),
            present.matrix_sheet(lines, figures),
        ),
        SheetOfRows("По муниципалитетам", present.HEADERS, present.sheet(lines)),
    ]
