"""Figures of the demo: two years of windows with every light, a gap, and a break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from monitoring.actions.rollups import roll_up
from monitoring.counting.cells import NO, YES, Cell, State
from monitoring.enums import FormState, Level, SchoolGroup, Source, Track, ValueKind
from monitoring.models import (
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    Value,
    Window,
    WindowCalendar,
    WindowSchool,
)
from schools.models import School, Territory
from tests.factories.monitoring import (
    CalendarFactory,
    IndicatorFactory,
    VersionFactory,
    opened_window,
    share_version,
)


# Code, words, kind, target; what the schools answer follows from the numbers.
INDICATORS = (
    ("Программа на сайте школы", ValueKind.YES_NO, 100),
    ("Механизм выявления дефицитов", ValueKind.YES_NO, 80),
    ("Педагоги прошли диагностику", ValueKind.SHARE, 50),
    ("Педагогам помогли объединения", ValueKind.SHARE, 90),
    ("Договоры о сотрудничестве", ValueKind.COUNT, 20),
    ("Участие в региональных событиях", ValueKind.YES_NO, None),
)
MONTHS = ((2025, 2), (2025, 6), (2026, 2), (2026, 6))
GROUPS = (SchoolGroup.LOW, SchoolGroup.ADVERSE, SchoolGroup.BOTH)


def figures_shown(town: Territory, school: School) -> dict[str, object]:
    """Fill four windows of the town; the last one is still being filled."""
    calendar = CalendarFactory(code="figures", name="Педагоги и помощь школам")
    versions = [_version(calendar, title, kind) for title, kind, _target in INDICATORS]
    newer = _reworded(versions[2])
    others = School.objects.filter(municipality=town).exclude(pk=school.pk)
    schools = [school, *others.order_by("pk")[:7]]
    windows = []
    for number, (year, month) in enumerate(MONTHS):
        asked = [newer if v is versions[2] and year > 2025 else v for v in versions]
        windows.append(_window(town, calendar, schools, asked, number, year, month))
    for window in windows:
        roll_up(window=window, now=timezone.now())
    return {
        "figure": versions[0].indicator,
        "broken_figure": versions[2].indicator,
        "counted_figure": versions[4].indicator,
        "figures_window": windows[-1],
    }


def _version(calendar: WindowCalendar, title: str, kind: ValueKind) -> IndicatorVersion:
    make = share_version if kind == ValueKind.SHARE else VersionFactory
    return make(
        indicator=_indicator(),
        calendar=calendar,
        title=f"{title}: доля или число по школам в статусе",
        short_title=title,
        kind=kind,
        level=Level.TEACHERS if kind == ValueKind.SHARE else Level.SCHOOL,
        source=Source.FORM,
    )


def _indicator() -> Indicator:
    return IndicatorFactory(group="Методическая помощь школам", track=Track.SUPPORT)


def _reworded(version: IndicatorVersion) -> IndicatorVersion:
    return share_version(
        indicator=version.indicator,
        calendar=version.calendar,
        number=2,
        valid_from=2025,
        title="Доля педагогов, прошедших диагностику по новой методике",
        short_title=version.short_title,
        note="Другая методика диагностики.",
    )


def _window(
    town: Territory,
    calendar: WindowCalendar,
    schools: Sequence[School],
    versions: Sequence[IndicatorVersion],
    number: int,
    year: int,
    month: int,
) -> Window:
    window = opened_window(
        territory=town,
        calendar=calendar,
        schools=schools,
        versions=versions,
        year=year - 1,
        title=f"Педагоги и помощь, {'февраль' if month == 2 else 'июнь'} {year}",
        opens_on=dt.date(year, month, 1),
        due_on=dt.date(year, month, 20),
        closes_on=dt.date(year, month, 27),
    )
    for at, form in enumerate(window.window_schools.order_by("pk")):
        _fill(window, form, at, number)
    for version, (_title, _kind, target) in zip(versions, INDICATORS, strict=True):
        IndicatorTarget.objects.filter(
            indicator=version.indicator, year=window.year
        ).update(value=target)
    return window


def _fill(window: Window, form: WindowSchool, at: int, number: int) -> None:
    now = timezone.now()
    is_last = number == len(MONTHS) - 1
    form.group = GROUPS[at % len(GROUPS)]
    form.state = FormState.SUBMITTED if is_last and at < 2 else FormState.ACCEPTED
    form.submitted_at = now
    form.save()
    Value.objects.bulk_create(
        Value(
            window=window,
            window_school=form,
            window_indicator=asked,
            state=str(cell.state),
            numerator=cell.numerator,
            denominator=cell.denominator,
            comment=cell.comment,
            updated_at=now,
        )
        for place, asked in enumerate(window.window_indicators.order_by("position"))
        for cell in (_cell(INDICATORS[place][1], at, number, place),)
    )


def _cell(kind: ValueKind, at: int, number: int, place: int) -> Cell:
    if (at + place) % 7 == 6:
        return Cell(State.NO_DATA, comment="Диагностика перенесена на осень.")
    if kind == ValueKind.SHARE:
        if at == 3:
            return Cell(State.VALUE, 0, 0, comment="Нет учителей математики.")
        return Cell(State.VALUE, 5 + 2 * at + 2 * number, 24 + 2 * at)
    if kind == ValueKind.COUNT:
        return Cell(State.VALUE, (at + number) % 4)
    return YES if (at + place) % 5 < 2 + number or place == 0 else NO
