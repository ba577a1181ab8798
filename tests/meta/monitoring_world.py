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
    Recommendation,
    Report,
    SiteCheck,
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
    version, share, item = VersionFactory(), share_version(), SiteItemFactory()
    seen = VersionFactory(source=Source.SITE, site_item=item)
    schools = (world.school, world.sibling)
    window = opened_window(
        territory=world.municipality, schools=schools, versions=(version, share)
    )
    site_window = opened_window(
        territory=world.municipality,
        schools=schools,
        versions=(seen,),
        # Open for decades: pages read the clock themselves.
        due_on=FAR,
        closes_on=FAR,
    )
    facts = VersionFactory(source=Source.PROGRAMMES, fact="order")
    computed_window = opened_window(
        territory=world.municipality, schools=schools, versions=(facts,)
    )
    own = VersionFactory(source=Source.OFFICE, level=Level.MUNICIPALITY)
    office_window = opened_window(
        territory=world.municipality, schools=schools, versions=(own,)
    )
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
    own_calendar = CalendarFactory(territory=world.municipality)
    site_form = site_window.window_schools.get(school=world.school)
    made = {"territory": world.municipality, "year": 2025}
    texts = {"data_text": "38 %", "finding": "Мало", "action": "Провести"}
    world.objects |= {
        "indicator": version.indicator,
        "indicator_version": version,
        "window_calendar": window.calendar,
        "window": window,
        "planned_window": WindowFactory(
            territory=world.municipality, opened_at=None, title="Запланированное"
        ),
        "own_calendar": own_calendar,
        "own_slot": own_calendar.slots.first(),
        "site_window": site_window,
        "office_window": office_window,
        "office_indicator": office_window.window_indicators.get(),
        "computed_window": computed_window,
        "computed_indicator": computed_window.window_indicators.get(),
        "form": form,
        "window_indicator": cell,
        "value": value,
        "site_item": item,
        "site_form": site_form,
        "site_check": SiteCheck.objects.create(window_school=site_form, item=item),
        "dynamics_rule": DynamicsRule.objects.create(
            territory=world.municipality,
            valid_from=2025,
            definition=DynamicsDefinition.RELATIVE,
            created_at=NOW,
        ),
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
