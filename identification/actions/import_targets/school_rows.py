"""Stored rows of the schools that a file speaks of."""

from typing import TypeVar

import numpy as np
from django.db.models import Model, QuerySet
from numpy.typing import NDArray

from schools.models import School, Territory


Row = TypeVar("Row", bound=Model)

# More keys than this and one pass over the rows is quicker than looking up each.
MOST_KEYS = 5_000


def rows_of_schools(
    rows: QuerySet[Row],
    schools: NDArray[np.float64],
    territory: Territory | None,
    field: str = "school_id",
) -> QuerySet[Row]:
    """Keep rows of these schools, or, if there are many, of the whole territory."""
    keys = whole_numbers(schools)
    if len(keys) <= MOST_KEYS:
        return rows.filter(**{f"{field}__in": keys})
    if territory is not None:
        inside = School.objects.in_territory(territory)
        return rows.filter(**{f"{field}__in": inside.values("pk")})
    return rows.filter(**{f"{field}__gte": min(keys), f"{field}__lte": max(keys)})


def school_titles(schools: NDArray[np.float64]) -> dict[float, str]:
    """Return the names of the schools, by their keys as the table holds them."""
    named = rows_of_schools(School.objects.all(), schools, None, field="pk")
    return {float(pk): name for pk, name in named.values_list("pk", "name")}


def whole_numbers(values: NDArray[np.float64] | None) -> set[int]:
    """Return the different whole numbers of a column."""
    if values is None:
        return set()
    return {int(value) for value in np.unique(values[~np.isnan(values)]).tolist()}
