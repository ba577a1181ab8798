"""What data a new calculation would find: shown before it is started."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from identification.models import ContextFactor, ContextValue, Result
from schools.models import School, Territory


@dataclass(frozen=True)
class YearCoverage:
    """How many schools of a territory have data of one year."""

    year: int
    with_results: int
    results: int
    with_context: int


@dataclass(frozen=True)
class Coverage:
    """Data of a territory for a window of years.

    `ready` are schools with a result in the window and a value of every factor:
    those that a model can use. `factors` pairs each factor with the number of
    schools that have it.
    """

    schools: int
    years: tuple[YearCoverage, ...]
    factors: tuple[tuple[ContextFactor, int], ...]
    ready: int

    @property
    def missing_factors(self) -> tuple[ContextFactor, ...]:
        """Factors that no school has."""
        return tuple(factor for factor, count in self.factors if not count)


def coverage_of(
    *, territory: Territory, years: Sequence[int], factor_codes: Sequence[str]
) -> Coverage:
    """Count the data of a territory; no codes means every factor in use."""
    schools = School.objects.in_territory(territory)
    results = Result.objects.filter(
        school__in=schools, year__in=years, mean_score__isnull=False
    ).order_by()
    context = ContextValue.objects.filter(school__in=schools, year__in=years).order_by()
    factors = list(_factors(factor_codes))
    return Coverage(
        schools=schools.count(),
        years=_by_year(years, results, context),
        factors=_by_factor(factors, context),
        ready=_ready(results, context, factors),
    )


def _factors(codes: Sequence[str]) -> QuerySet[ContextFactor]:
    if codes:
        return ContextFactor.objects.filter(code__in=codes)
    return ContextFactor.objects.filter(is_active=True)


def _by_year(
    years: Sequence[int], results: QuerySet[Result], context: QuerySet[ContextValue]
) -> tuple[YearCoverage, ...]:
    found = {
        row["year"]: row
        for row in results.values("year").annotate(
            schools=Count("school", distinct=True), rows=Count("pk")
        )
    }
    told = dict(
        context.values_list("year").annotate(schools=Count("school", distinct=True))
    )
    return tuple(
        YearCoverage(
            year=year,
            with_results=found.get(year, {}).get("schools", 0),
            results=found.get(year, {}).get("rows", 0),
            with_context=told.get(year, 0),
        )
        for year in sorted(years, reverse=True)
    )


def _by_factor(
    factors: Sequence[ContextFactor], context: QuerySet[ContextValue]
) -> tuple[tuple[ContextFactor, int], ...]:
    counts = dict(
        context.values_list("factor").annotate(schools=Count("school", distinct=True))
    )
    return tuple((factor, counts.get(factor.pk, 0)) for factor in factors)


def _ready(
    results: QuerySet[Result],
    context: QuerySet[ContextValue],
    factors: Sequence[ContextFactor],
) -> int:
    complete = (
        context.filter(factor__in=factors)
        .values("school")
        .annotate(known=Count("factor", distinct=True))
        .filter(known=len(factors))
        .values("school")
    )
    return results.filter(school__in=complete).aggregate(
        schools=Count("school", distinct=True)
    )["schools"]
