"""Results of schools in two years, as cells of the dynamics."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Avg, Count, QuerySet, StdDev

from identification.models import Procedure, Result
from monitoring.dynamics import RegionNumbers, YearCell, scale_of
from monitoring.dynamics.cells import MARKS
from monitoring.models import IndicatorVersion, WindowSchool


# Keys of schools, or a subquery of them.
Schools: TypeAlias = Collection[int] | QuerySet[WindowSchool, Any]
NUMBERS = ("year", "participants", "mean_score", "below_min", "levels", "is_flagged")


@dataclass(frozen=True)
class Pair:
    """The same work of one school in the earlier and in the later year."""

    before: YearCell | None = None
    after: YearCell | None = None


NOTHING = Pair()


def pairs_of(
    *,
    version: IndicatorVersion,
    schools: Schools,
    region: int | None,
    year: int,
) -> dict[int, Pair]:
    """Return the cells of schools in a year and the one before, by key of the school.

    Two queries, however many schools: their results, and the region's numbers; for
    many schools give a subquery of their keys. A school without results in either
    year is absent.
    """
    if version.procedure is None or version.subject_id is None:
        return {}
    rows = _rows(version).filter(year__in=(year - 1, year))
    beside = _regions(rows, region)
    found: dict[int, dict[int, YearCell]] = {}
    # Without a grade in the indicator the highest one of the year speaks.
    own = rows.filter(school__in=schools).order_by("grade")
    for school, *numbers in own.values_list("school", *NUMBERS):
        cell = _cell(version.procedure, beside, *numbers)
        found.setdefault(school, {})[cell.year] = cell
    return {
        school: Pair(cells.get(year - 1), cells.get(year))
        for school, cells in found.items()
    }


def _rows(version: IndicatorVersion) -> QuerySet[Result]:
    rows = Result.objects.filter(
        procedure=version.procedure_id, subject=version.subject_id
    )
    return rows if version.grade is None else rows.filter(grade=version.grade)


def _regions(rows: QuerySet[Result], region: int | None) -> dict[int, RegionNumbers]:
    if region is None:
        return {}
    of_region = rows.filter(
        school__municipality__parent=region,
        mean_score__isnull=False,
        participants__gt=0,
    )
    numbers = (
        of_region.order_by()
        .values("year")
        .annotate(
            mean=Avg("mean_score"), deviation=StdDev("mean_score"), schools=Count("pk")
        )
    )
    return {
        row["year"]: RegionNumbers(row["mean"], row["deviation"], row["schools"])
        for row in numbers
    }


def _cell(
    procedure: Procedure,
    beside: Mapping[int, RegionNumbers],
    year: int,
    participants: int,
    mean: float | None,
    below_min: int | None,
    levels: Mapping[str, int],
    is_flagged: bool,
) -> YearCell:
    return YearCell(
        year=year,
        participants=participants,
        mean=mean,
        below_min=below_min,
        levels=_in_order(levels, procedure.levels),
        scale=scale_of(kind=procedure.kind, unit=procedure.score_kind, year=year),
        is_flagged=is_flagged,
        region=beside.get(year),
    )


def _in_order(counts: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    """Put levels in the procedure's order; the database does not keep one.

    A level that nobody reached may be absent from a file: it is zero, not another scale.
    """
    if not counts:
        return {}
    if set(counts) <= MARKS:
        names = sorted(MARKS)
    others = sorted(name for name in counts if name not in names)
    return {name: int(counts.get(name, 0)) for name in (*names, *others)}
