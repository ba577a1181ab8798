"""Figures school by school: behind one indicator, and all of one school."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from monitoring.counting.lights import Light
from monitoring.counting.sums import Sum, of_one
from monitoring.enums import FormState, Level, ValueKind
from monitoring.models import (
    IndicatorTarget,
    IndicatorVersion,
    Rollup,
    Value,
    Window,
    WindowIndicator,
    WindowSchool,
)
from monitoring.queries.cells import cell_of
from monitoring.queries.indicators import targets_of
from monitoring.queries.rollup_sums import is_settled
from monitoring.queries.rollups import light_of, sum_of
from schools.models import School, Territory


# Per cent: a target that every school has to reach.
ALL_SCHOOLS = 100


@dataclass(frozen=True)
class SchoolCell:
    """One school of a window and what it has for one indicator."""

    form: WindowSchool
    value: Value | None
    total: Sum
    light: Light
    # Values of the portal and of the department wait for no acceptance.
    is_settled: bool = False


@dataclass(frozen=True)
class OwnCell:
    """What one school has for one indicator in one window."""

    value: Value | None
    total: Sum
    # The sums of the municipality, None while they are not there.
    beside: Sum | None
    form_state: str
    is_settled: bool


@dataclass
class OwnLine:
    """An indicator of one school over the windows of a year."""

    version: IndicatorVersion
    target: Decimal | None
    # By the key of the window.
    cells: dict[int, OwnCell] = field(default_factory=dict)

    @property
    def latest(self) -> Sum | None:
        """Return the last window's sum of this school that counts."""
        counted = [cell.total for cell in self.cells.values() if cell.total.counted]
        return counted[-1] if counted else None

    @property
    def light(self) -> Light:
        """Return how the school itself stands to the target of the municipality."""
        wanted = target_for_one(self.version, self.target)
        return light_of(self.version, self.latest, wanted, is_due=False)


def target_for_one(version: IndicatorVersion, target: Decimal | None) -> Decimal | None:
    """Return the target that one school can be held to.

    Twenty agreements are for all schools together, and «да» in a fifth of them asks
    nothing of any one school.
    """
    if target is None or version.kind == ValueKind.COUNT:
        return None
    is_for_some = version.kind == ValueKind.YES_NO and target < ALL_SCHOOLS
    return None if is_for_some else target


def schools_behind(
    *, rollup: Rollup, target: Decimal | None, group: str = "", is_due: bool = True
) -> list[SchoolCell]:
    """Return the schools whose values make a municipality's figure, by name."""
    asked = (
        WindowIndicator.objects.filter(
            window_id=rollup.window_id, version_id=rollup.version_id
        )
        .select_related("version")
        .first()
    )
    if asked is None or asked.version.level == Level.MUNICIPALITY:
        return []
    forms = WindowSchool.objects.filter(window_id=rollup.window_id)
    if group:
        forms = forms.filter(group=group)
    values = {
        value.window_school_id: value
        for value in Value.objects.filter(window_indicator=asked)
    }
    settled, found = is_settled(asked), []
    for form in forms.select_related("school").order_by("school__name"):
        value = values.get(form.pk)
        total = _own_sum(asked, form, value)
        wanted = target_for_one(asked.version, target)
        light = light_of(asked.version, total, wanted, is_due=is_due)
        found.append(SchoolCell(form, value, total, light, settled))
    return found


def towns_behind(*, rollup: Rollup, group: str = "") -> list[Rollup]:
    """Return the municipalities whose sums make a region's figure, by name."""
    rows = Rollup.objects.filter(
        territory__parent=rollup.territory_id,
        year=rollup.year,
        slot=rollup.slot,
        indicator=rollup.indicator_id,
        group=group,
    )
    return list(
        rows.select_related("territory", "version__indicator", "window").order_by(
            "territory__name"
        )
    )


def groups_behind(*, rollup: Rollup) -> list[Rollup]:
    """Return the sums of each group of schools beside the sum of all."""
    rows = Rollup.objects.filter(
        territory=rollup.territory_id,
        year=rollup.year,
        slot=rollup.slot,
        indicator=rollup.indicator_id,
    ).exclude(group="")
    return list(rows.select_related("version__indicator").order_by("group"))


def targets_of_towns(
    *, indicator_id: int, towns: Sequence[Territory], year: int
) -> dict[int, Decimal | None]:
    """Return what each municipality wants of an indicator in a year."""
    rows = IndicatorTarget.objects.filter(
        indicator_id=indicator_id, territory__in=towns, year=year
    )
    return dict(rows.values_list("territory_id", "value"))


def own_years(*, school: School) -> list[int]:
    """Return the school years in whose windows a school was, the latest first."""
    rows = own_windows(school=school).order_by().values_list("year", flat=True)
    return sorted(set(rows), reverse=True)


def own_windows(*, school: School) -> QuerySet[Window]:
    """Return the windows in which a school counts, the earliest first."""
    return Window.objects.filter(window_schools__school=school).order_by(
        "opens_on", "pk"
    )


def own_figures(*, school: School, year: int) -> tuple[list[Window], list[OwnLine]]:
    """Return the windows of a year and each indicator of a school in them."""
    windows = list(own_windows(school=school).filter(year=year))
    forms = {
        form.window_id: form
        for form in WindowSchool.objects.filter(school=school, window__in=windows)
    }
    values = {
        (value.window_id, value.window_indicator_id): value
        for value in Value.objects.filter(
            window_school__school=school, window__in=windows
        )
    }
    beside = {
        (row.window_id, row.version_id): row
        for row in Rollup.objects.filter(window__in=windows, group="")
    }
    targets = targets_of(territory=school.municipality, year=year)
    lines: dict[int, OwnLine] = {}
    for asked in _asked(windows):
        version, form = asked.version, forms[asked.window_id]
        value = values.get((asked.window_id, asked.pk))
        line = lines.setdefault(
            version.indicator_id,
            OwnLine(version, targets.get(version.indicator_id)),
        )
        # The latest wording stands in the line.
        line.version = version
        line.cells[asked.window_id] = OwnCell(
            value,
            _own_sum(asked, form, value),
            sum_of(beside.get((asked.window_id, version.pk))),
            form.state,
            is_settled(asked),
        )
    return windows, list(lines.values())


def _asked(windows: Sequence[Window]) -> QuerySet[WindowIndicator]:
    return (
        WindowIndicator.objects.filter(window__in=windows)
        .exclude(version__level=Level.MUNICIPALITY)
        .select_related("version__indicator", "window")
        .order_by(
            "version__indicator__position",
            "version__indicator__code",
            "window__opens_on",
        )
    )


def _own_sum(asked: WindowIndicator, form: WindowSchool, value: Value | None) -> Sum:
    accepted = is_settled(asked) or form.state == FormState.ACCEPTED
    return of_one(cell=None if value is None else cell_of(value), is_accepted=accepted)
