"""What results and conditions the portal holds, counted for a person's schools."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum

from identification.models import ContextFactor, ContextValue, Result
from schools.models import ImportBatch, School, Territory, User


@dataclass(frozen=True)
class ResultsOfYear:
    """Results of one procedure in one year; `batch` is the latest visible upload."""

    year: int
    procedure: str
    schools: int
    rows: int
    participants: int
    flagged: int
    batch: int | None


@dataclass(frozen=True)
class ContextOfYear:
    """Conditions of one year: schools with any value, values, factors in use."""

    year: int
    schools: int
    values: int
    factors: int
    batch: int | None


@dataclass(frozen=True)
class PlaceOfYear:
    """One municipality in one year: schools in all, and with data of each kind."""

    territory: Territory
    schools: int
    results: dict[str, int]
    context: int


def schools_of(*, user: User, place: Territory | None) -> QuerySet[School]:
    """Return the person's schools, in one territory if it was chosen."""
    schools = School.objects.visible_to(user)
    if place is None:
        return schools
    return schools.filter(Q(municipality=place) | Q(municipality__parent=place))


def results_by_year(
    *, user: User, schools: QuerySet[School], year: int | None
) -> list[ResultsOfYear]:
    """Count results by year and procedure, the latest year first."""
    results = Result.objects.filter(school__in=schools)
    if year is not None:
        results = results.filter(year=year)
    rows = list(
        results.order_by()
        .values("year", "procedure__name")
        .annotate(
            schools=Count("school", distinct=True),
            rows=Count("pk"),
            participants=Sum("participants"),
            flagged=Count("pk", filter=Q(is_flagged=True)),
            batch=Max("batch"),
        )
        .order_by("-year", "procedure__name")
    )
    visible = _visible_batches(user, {row["batch"] for row in rows})
    return [
        ResultsOfYear(
            year=row["year"],
            procedure=row["procedure__name"],
            schools=row["schools"],
            rows=row["rows"],
            participants=row["participants"] or 0,
            flagged=row["flagged"],
            batch=row["batch"] if row["batch"] in visible else None,
        )
        for row in rows
    ]


def context_by_year(
    *, user: User, schools: QuerySet[School], year: int | None
) -> list[ContextOfYear]:
    """Count values of factors in use by year, the latest year first."""
    values = ContextValue.objects.filter(school__in=schools, factor__is_active=True)
    if year is not None:
        values = values.filter(year=year)
    rows = list(
        values.order_by()
        .values("year")
        .annotate(
            schools=Count("school", distinct=True),
            values_count=Count("pk"),
            factors=Count("factor", distinct=True),
            batch=Max("batch"),
        )
        .order_by("-year")
    )
    visible = _visible_batches(user, {row["batch"] for row in rows})
    return [
        ContextOfYear(
            year=row["year"],
            schools=row["schools"],
            values=row["values_count"],
            factors=row["factors"],
            batch=row["batch"] if row["batch"] in visible else None,
        )
        for row in rows
    ]


def places_of_year(
    *,
    schools: QuerySet[School],
    territories: Collection[Territory],
    year: int,
) -> list[PlaceOfYear]:
    """Count schools with data by municipality and procedure in one year."""
    here = schools.filter(municipality__in=territories)
    totals = dict(
        here.order_by().values_list("municipality").annotate(schools=Count("pk"))
    )
    results: dict[int, dict[str, int]] = {}
    counted = (
        Result.objects.filter(school__in=here, year=year)
        .order_by()
        .values_list("school__municipality", "procedure__name")
        .annotate(schools=Count("school", distinct=True))
    )
    for territory, procedure, count in counted:
        results.setdefault(territory, {})[procedure] = count
    context = dict(
        ContextValue.objects.filter(school__in=here, year=year, factor__is_active=True)
        .order_by()
        .values_list("school__municipality")
        .annotate(schools=Count("school", distinct=True))
    )
    return [
        PlaceOfYear(
            territory=territory,
            schools=totals.get(territory.pk, 0),
            results=results.get(territory.pk, {}),
            context=context.get(territory.pk, 0),
        )
        for territory in territories
    ]


def years_with_data(*, schools: QuerySet[School]) -> list[int]:
    """Return years that have results or conditions, the latest first."""
    results = Result.objects.filter(school__in=schools).order_by()
    context = ContextValue.objects.filter(school__in=schools).order_by()
    found = {
        *results.values_list("year", flat=True).distinct(),
        *context.values_list("year", flat=True).distinct(),
    }
    return sorted(found, reverse=True)


def factors_in_use() -> int:
    """Count the factors that tables may hold."""
    return ContextFactor.objects.filter(is_active=True).count()


def municipalities_of(*, user: User) -> QuerySet[Territory]:
    """Return municipalities that the person works with."""
    return Territory.objects.visible_to(user).municipalities().order_by("name")


def _visible_batches(user: User, keys: set[int | None]) -> set[int]:
    batches = ImportBatch.objects.visible_to(user).filter(
        pk__in={key for key in keys if key is not None}
    )
    return set(batches.values_list("pk", flat=True))
