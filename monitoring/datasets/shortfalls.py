"""What the rules of recommendations look at, gathered from a year's rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q

from monitoring.counting.lights import Measure, fact as figure
from monitoring.counting.sums import ALL
from monitoring.datasets.paper_indicators import definition_words
from monitoring.datasets.paper_schools import form_rows
from monitoring.drafting.indicator import share_words, total_words
from monitoring.drafting.rules import (
    Fall,
    LateForm,
    Point,
    Proposal,
    Series,
    SiteLack,
    forms_not_sent,
    missed_twice,
    negative_dynamics,
    site_lacks,
)
from monitoring.dynamics import Trend
from monitoring.enums import (
    CellState,
    Direction,
    Filler,
    FormState,
    SiteVerdict,
    Source,
    ValueKind,
)
from monitoring.models import (
    IndicatorVersion,
    Rollup,
    SiteCheck,
    Value,
    WindowSchool,
)
from monitoring.queries.dynamics_rules import rule_for
from monitoring.queries.indicators import targets_of
from monitoring.queries.rollups import measure_of, sum_of
from monitoring.queries.window_standing import UNSENT
from schools.models import Territory
from schools.templatetags.portal_format import day, number


HUNDRED = 100
# Sites and results have rules of their own; a count has no target for one school.
ELSEWHERE = (Source.SITE, Source.RESULTS, Source.OFFICE)
Key = tuple[int | None, int, str]


def proposals(*, territory: Territory, year: int, today: dt.date) -> list[Proposal]:
    """Return what the rules propose for a municipality's school year."""
    targets = {
        key: value
        for key, value in targets_of(territory=territory, year=year).items()
        if value is not None
    }
    return [
        *missed_twice(_of_the_whole(territory, year, targets)),
        *missed_twice(_of_schools(territory, year, targets)),
        *negative_dynamics(_falls(territory, year)),
        *site_lacks(_site_lacks(territory, year)),
        *forms_not_sent(_late_forms(territory, year, today)),
    ]


def _of_the_whole(
    territory: Territory, year: int, targets: dict[int, Decimal]
) -> list[Series]:
    """Return the sums of this year and the one before, by indicator and stage."""
    rows = (
        Rollup.objects.filter(
            territory=territory,
            group=ALL,
            year__in=(year - 1, year),
            window__isnull=False,
            indicator__in=targets,
        )
        .select_related("window", "version")
        .order_by("window__opens_on", "pk")
    )
    points: dict[Key, list[Point]] = defaultdict(list)
    versions: dict[int, IndicatorVersion] = {}
    for row in rows:
        measure = measure_of(row.version)
        value = figure(sum_of(row), measure)
        if value is None or measure is Measure.YES:
            continue
        words = total_words(sum_of(row), measure, row.version.unit)
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        points[None, row.indicator_id, row.phase].append(
            Point(row.window_id, row.window.title, exact, words)
        )
        versions[row.indicator_id] = row.version
    last = set(rows.filter(year=year).values_list("window_id", flat=True))
    return _series(points, versions, targets, last)


def _of_schools(
    territory: Territory, year: int, targets: dict[int, Decimal]
) -> list[Series]:
    """Return the accepted values of schools, by school, indicator and stage."""
    rows = (
        Value.objects.filter(
            window__territory=territory,
            window__year__in=(year - 1, year),
            state=CellState.VALUE,
            window_school__state=FormState.ACCEPTED,
            denominator__gt=0,
            window_indicator__version__indicator__in=targets,
            window_indicator__version__kind__in=(ValueKind.YES_NO, ValueKind.SHARE),
        )
        .exclude(window_indicator__version__source__in=ELSEWHERE)
        .select_related("window", "window_school", "window_indicator__version")
        .order_by("window__opens_on", "pk")
    )
    points: dict[Key, list[Point]] = defaultdict(list)
    versions: dict[int, IndicatorVersion] = {}
    last = set()
    for row in rows:
        version, window = row.window_indicator.version, row.window
        key = (row.window_school.school_id, version.indicator_id, window.phase)
        exact = Decimal(row.numerator * HUNDRED) / Decimal(row.denominator)
        points[key].append(Point(window.pk, window.title, exact, _words(row, version)))
        versions[version.indicator_id] = version
        if window.year == year:
            last.add(window.pk)
    return _series(points, versions, targets, last)


def _series(
    points: dict[Key, list[Point]],
    versions: dict[int, IndicatorVersion],
    targets: dict[int, Decimal],
    this_year: set[int],
) -> list[Series]:
    """Return the series whose last value is of this year."""
    return [
        Series(
            school=school,
            indicator=indicator,
            title=versions[indicator].short_title,
            is_yes_no=versions[indicator].kind == ValueKind.YES_NO
            and school is not None,
            target=targets[indicator],
            unit=_unit(versions[indicator]),
            is_less_better=versions[indicator].direction == Direction.LESS,
            points=row,
        )
        for (school, indicator, _), row in points.items()
        if row[-1].window in this_year
    ]


def _unit(version: IndicatorVersion) -> str:
    measure = measure_of(version)
    if measure is Measure.PERCENT:
        return "%"
    return version.unit if measure is Measure.NUMBER else ""


def _words(row: Value, version: IndicatorVersion) -> str:
    if version.kind == ValueKind.YES_NO:
        return "да" if row.numerator else "нет"
    return share_words(row.numerator, row.denominator)


def _falls(territory: Territory, year: int) -> Iterable[Fall]:
    rows = Value.objects.filter(
        window__territory=territory,
        window__year=year,
        window_school__isnull=False,
        window_indicator__version__source=Source.RESULTS,
        detail__trend=Trend.DOWN,
    ).select_related("window_school", "window_indicator__version")
    definition = definition_words(rule_for(territory=territory, year=year))
    for row in rows.order_by("pk"):
        version = row.window_indicator.version
        yield Fall(
            school=row.window_school.school_id,
            indicator=version.indicator_id,
            window=row.window_id,
            title=version.short_title,
            words=_change_words(row.detail),
            definition=definition,
        )


def _change_words(detail: dict[str, object]) -> str:
    compared = detail.get("compared")
    if not isinstance(compared, list):
        return "снижение"
    before, after = (number(value, 2) for value in compared)
    return f"было {before}, стало {after}"


def _site_lacks(territory: Territory, year: int) -> Iterable[SiteLack]:
    """Return what was missing at the last look at each school's site."""
    rows = (
        SiteCheck.objects.filter(
            window_school__window__territory=territory,
            window_school__window__year=year,
        )
        .exclude(verdict="")
        .select_related("window_school__window", "item")
        .order_by("window_school__window__opens_on", "item__position", "pk")
    )
    sheets: dict[int, tuple[WindowSchool, list[str]]] = {}
    for row in rows:
        sheet = row.window_school
        kept = sheets.get(sheet.school_id)
        if kept is None or kept[0].window_id != sheet.window_id:
            sheets[sheet.school_id] = kept = (sheet, [])
        if row.verdict != SiteVerdict.YES:
            kept[1].append(row.item.title)
    for sheet, items in sheets.values():
        yield SiteLack(sheet.school_id, sheet.window_id, sheet.window.title, items)


def _late_forms(territory: Territory, year: int, today: dt.date) -> Iterable[LateForm]:
    rows = form_rows(territory=territory, year=year).filter(
        Q(extended_to__isnull=True, window__due_on__lt=today)
        | Q(extended_to__lt=today),
        state__in=UNSENT,
        window__calendar__filler=Filler.SCHOOL,
    )
    for row in rows:
        due = row.extended_to or row.window.due_on
        yield LateForm(row.school_id, row.window_id, row.window.title, day(due))
