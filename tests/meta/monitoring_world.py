"""The windows of the world: one filled by schools, one of site checks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from monitoring.actions.value_writing import write_value
from monitoring.counting.cells import YES
from monitoring.enums import (
    Addressee,
    DynamicsDefinition,
    FormState,
    Level,
    RecommendationState,
    ReportKind,
    Source,
)
from monitoring.models import (
    DynamicsRule,
    IndicatorVersion,
    Recommendation,
    Report,
    SiteCheck,
    Window,
)
from tests.factories.monitoring import (
    CalendarFactory,
    SiteItemFactory,
    VersionFactory,
    WindowFactory,
    opened_window,
    share_version,
)


if TYPE_CHECKING:
    from tests.meta.world import World

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FAR = dt.date(2090, 2, 27)


def add_monitoring(world: World) -> None:
    """Make them in the municipality; the school's own form is submitted."""
    _add_filled(world)
    _add_site_checks(world)
    _add_other_windows(world)
    _add_papers(world)


def _add_filled(world: World) -> None:
    version, share = VersionFactory(), share_version()
    window = _opened(world, version, share)
    form = window.window_schools.get(school=world.school)
    form.state, form.submitted_at = FormState.SUBMITTED, NOW
    form.first_submitted_on = NOW.date()
    form.save()
    cell = window.window_indicators.get(version=version)
    value, _ = write_value(
        window_indicator=cell,
        window_school=form,
        cell=YES,
        user=world.people["school_team"],
        now=NOW,
    )
    world.objects |= {
        "indicator": version.indicator,
        "indicator_version": version,
        "window_calendar": window.calendar,
        "window": window,
        "form": form,
        "window_indicator": cell,
        "value": value,
    }


def _add_site_checks(world: World) -> None:
    item = SiteItemFactory()
    seen = VersionFactory(source=Source.SITE, site_item=item)
    # Open for decades: pages read the clock themselves.
    window = _opened(world, seen, due_on=FAR, closes_on=FAR)
    form = window.window_schools.get(school=world.school)
    world.objects |= {
        "site_window": window,
        "site_item": item,
        "site_form": form,
        "site_check": SiteCheck.objects.create(window_school=form, item=item),
    }


def _add_other_windows(world: World) -> None:
    computed = _opened(world, VersionFactory(source=Source.PROGRAMMES, fact="order"))
    office = _opened(
        world, VersionFactory(source=Source.OFFICE, level=Level.MUNICIPALITY)
    )
    own_calendar = CalendarFactory(territory=world.municipality)
    world.objects |= {
        "computed_window": computed,
        "computed_indicator": computed.window_indicators.get(),
        "office_window": office,
        "office_indicator": office.window_indicators.get(),
        "planned_window": WindowFactory(
            territory=world.municipality, opened_at=None, title="Запланированное"
        ),
        "own_calendar": own_calendar,
        "own_slot": own_calendar.slots.first(),
        "dynamics_rule": DynamicsRule.objects.create(
            territory=world.municipality,
            valid_from=2025,
            definition=DynamicsDefinition.RELATIVE,
            created_at=NOW,
        ),
    }


def _opened(world: World, *versions: IndicatorVersion, **dates: dt.date) -> Window:
    schools = (world.school, world.sibling)
    return opened_window(
        territory=world.municipality, schools=schools, versions=versions, **dates
    )


def _add_papers(world: World) -> None:
    made = {"territory": world.municipality, "year": 2025}
    texts = {"data_text": "38 %", "finding": "Мало", "action": "Провести"}
    world.objects |= {
        "note": Report.objects.create(
            **made, kind=ReportKind.NOTE, title="Записка", requested_at=NOW
        ),
        "recommendation": Recommendation.objects.create(
            **made,
            **texts,
            school=world.school,
            addressee=Addressee.SCHOOL,
            due_on=NOW.date(),
            state=RecommendationState.ISSUED,
            created_at=NOW,
        ),
    }
