"""A school's own results and conditions beside the averages of its municipality.

Of other schools nothing is read but averages, and none over fewer than three of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from identification.models import ContextFactor, ContextValue, Procedure, Result
from identification.queries.run_schools import SMALLEST_AVERAGE
from schools.models import School


# Two years are what a department asks an analysis to rest on.
YEARS = 2


@dataclass(frozen=True)
class ResultOfYear:
    """One work of one class in one year; shares are of 1, None is «not known»."""

    participants: int
    mean_score: float | None
    below_share: float | None
    place_mean: float | None
    place_below_share: float | None


@dataclass(frozen=True)
class OwnResult:
    """One work of one class over the years."""

    procedure: Procedure
    subject: str
    grade: int
    by_year: dict[int, ResultOfYear]


@dataclass(frozen=True)
class OwnCondition:
    """One factor over the years: the school's value and the municipality's average."""

    factor: ContextFactor
    by_year: dict[int, tuple[float, float | None]]


def own_results(*, school: School) -> tuple[list[int], list[OwnResult]]:
    """Return the last years with results, the earliest first, and the works in them."""
    own = Result.objects.filter(school=school)
    years = _last_years(own)
    place = {
        tuple(row[name] for name in _CELL): row for row in _place_results(school, years)
    }
    found: dict[tuple[int, int, int], OwnResult] = {}
    rows = own.filter(year__in=years).select_related("procedure", "subject")
    for row in rows.order_by("procedure__name", "subject__name", "grade", "year"):
        key = (row.procedure_id, row.subject_id, row.grade)
        line = found.setdefault(
            key, OwnResult(row.procedure, row.subject.name, row.grade, {})
        )
        around = place.get((row.year, *key), {})
        line.by_year[row.year] = ResultOfYear(
            participants=row.participants,
            mean_score=row.mean_score,
            below_share=_share(row.below_min, row.participants),
            place_mean=_quotient(around.get("points"), around.get("marked")),
            place_below_share=_quotient(around.get("below"), around.get("counted")),
        )
    return years, list(found.values())


def own_conditions(*, school: School) -> tuple[list[int], list[OwnCondition]]:
    """Return the last years with conditions, the earliest first, and the factors."""
    own = ContextValue.objects.filter(school=school, factor__is_active=True)
    years = _last_years(own)
    averages = {
        (row["factor"], row["year"]): row["average"]
        for row in ContextValue.objects.filter(
            school__municipality=school.municipality_id, year__in=years
        )
        .order_by()
        .values("factor", "year")
        .annotate(average=Avg("value"), schools=Count("school"))
        .filter(schools__gte=SMALLEST_AVERAGE)
    }
    found: dict[int, OwnCondition] = {}
    rows = own.filter(year__in=years).select_related("factor")
    for row in rows.order_by("factor__position", "factor__code", "year"):
        line = found.setdefault(row.factor_id, OwnCondition(row.factor, {}))
        line.by_year[row.year] = (row.value, averages.get((row.factor_id, row.year)))
    return years, list(found.values())


_CELL = ("year", "procedure", "subject", "grade")


def _place_results(school: School, years: list[int]) -> Iterable[dict[str, object]]:
    """Sum up the municipality's works that enough schools have written."""
    has_mean = Q(mean_score__isnull=False)
    has_below = Q(below_min__isnull=False)
    counted = (
        Result.objects.filter(
            school__municipality=school.municipality_id, year__in=years
        )
        .order_by()
        .values(*_CELL)
        .annotate(
            schools_marked=Count("school", filter=has_mean),
            schools_counted=Count("school", filter=has_below),
            points=Sum(
                F("mean_score") * Cast("participants", FloatField()), filter=has_mean
            ),
            marked=Sum("participants", filter=has_mean),
            below=Sum("below_min", filter=has_below),
            counted=Sum("participants", filter=has_below),
        )
    )
    for row in counted:
        if row["schools_marked"] < SMALLEST_AVERAGE:
            row["marked"] = None
        if row["schools_counted"] < SMALLEST_AVERAGE:
            row["counted"] = None
        yield row


def _last_years(rows: QuerySet) -> list[int]:
    years = rows.order_by("-year").values_list("year", flat=True).distinct()
    return sorted(years[:YEARS])


def _share(part: int | None, whole: int) -> float | None:
    return None if part is None else _quotient(part, whole)


def _quotient(part: object, whole: object) -> float | None:
    return None if part is None or not whole else float(part) / float(whole)
