"""A catalogue of indicators written into the portal, as often as one likes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from identification.models import Procedure, Subject
from monitoring.catalogue import (
    CATALOGUES,
    CalendarDescription,
    Catalogue,
    IndicatorDescription,
)
from monitoring.models import (
    CalendarSlot,
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    SiteItem,
    WindowCalendar,
)
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User, scope_of
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


@dataclass
class Loaded:
    """How much of a catalogue was new."""

    calendars: int = 0
    items: int = 0
    indicators: int = 0
    targets: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether everything was there already."""
        return not any(asdict(self).values())


@transaction.atomic
def load_catalogue(
    *,
    name: str,
    territory: Territory | None,
    years: Sequence[int],
    user: User | None,
    now: dt.datetime,
) -> Loaded:
    """Add what is missing of a catalogue, and collect it in a municipality.

    What somebody has changed stays as it is. The indicators are common to all
    municipalities, so that a region can add them up; without a municipality only
    they are written. `user` is empty when a command loads.
    """
    catalogue = CATALOGUES.get(name)
    if catalogue is None:
        raise refuse("Такого каталога нет.", code="unknown", field="name")
    if user is not None:
        _demand_right(user, territory)
    _demand_place_and_years(catalogue, territory, years)
    loaded = Loaded()
    calendars = {item.code: _calendar(item, loaded) for item in catalogue.calendars}
    items = _items(catalogue, loaded)
    rows = _indicators(catalogue, calendars, items, loaded, user=user, now=now)
    if territory is not None:
        _targets(catalogue, rows, territory, years, loaded)
    if not loaded.is_empty:
        record(
            actor=user,
            action="indicators.loaded",
            obj=territory,
            now=now,
            after={
                "name": catalogue.title,
                "indicators": loaded.indicators,
                "targets": loaded.targets,
            },
        )
    return loaded


def _demand_right(user: User, territory: Territory | None) -> None:
    """Stop who has no right there; for nobody in particular one needs all places."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    if territory is None and not scope_of(user).everything:
        raise PermissionDenied


def _demand_place_and_years(
    catalogue: Catalogue, territory: Territory | None, years: Sequence[int]
) -> None:
    if territory is not None and territory.is_region:
        raise refuse("Выберите муниципалитет.", code="region", field="territory")
    if any(year < catalogue.valid_from for year in years):
        first = school_year(catalogue.valid_from)
        raise refuse(
            f"Формулировки каталога действуют с {first} учебного года: "
            "выберите этот год или более поздний.",
            code="too_early",
            field="year",
        )


def _calendar(described: CalendarDescription, loaded: Loaded) -> WindowCalendar:
    """Return the common calendar; slots are written only with a new one."""
    calendar, is_new = WindowCalendar.objects.get_or_create(
        code=described.code,
        territory=None,
        defaults={"name": described.name, "filler": described.filler},
    )
    if is_new:
        loaded.calendars += 1
        CalendarSlot.objects.bulk_create(
            CalendarSlot(calendar=calendar, **asdict(slot)) for slot in described.slots
        )
    return calendar


def _items(catalogue: Catalogue, loaded: Loaded) -> dict[str, SiteItem]:
    found = {}
    for position, item in enumerate(catalogue.items, 1):
        found[item.code], is_new = SiteItem.objects.get_or_create(
            code=item.code,
            territory=None,
            defaults={
                "title": item.title,
                "hint": item.hint,
                "position": position * 10,
            },
        )
        loaded.items += is_new
    return found


def _indicators(
    catalogue: Catalogue,
    calendars: dict[str, WindowCalendar],
    items: dict[str, SiteItem],
    loaded: Loaded,
    *,
    user: User | None,
    now: dt.datetime,
) -> dict[str, Indicator]:
    procedures = {row.code: row for row in Procedure.objects.all()}
    subjects = {row.code: row for row in Subject.objects.all()}
    found = {}
    for place, described in enumerate(catalogue.indicators, 1):
        row, is_new = Indicator.objects.get_or_create(
            code=described.code,
            territory=None,
            defaults={
                "track": described.track,
                "group": described.group,
                "position": catalogue.first_position + place * 10,
            },
        )
        found[described.code] = row
        loaded.indicators += is_new
        IndicatorVersion.objects.get_or_create(
            indicator=row,
            number=1,
            defaults={
                **_wording(described),
                "valid_from": catalogue.valid_from,
                "calendar": calendars.get(described.calendar),
                "site_item": items.get(described.item),
                "procedure": procedures.get(described.procedure),
                "subject": subjects.get(described.subject),
                "created_by": user,
                "created_at": now,
            },
        )
    return found


def _wording(described: IndicatorDescription) -> dict[str, object]:
    """Return the fields that have the same name, or nearly, in both."""
    same = (
        *("title", "short_title", "definition", "example", "level", "kind", "source"),
        *("direction", "unit", "owner", "basis", "needs_evidence", "fact", "grade"),
        "note",
    )
    return {
        **{name: getattr(described, name) for name in same},
        "numerator_text": described.numerator,
        "denominator_text": described.denominator,
    }


def _targets(
    catalogue: Catalogue,
    rows: dict[str, Indicator],
    territory: Territory,
    years: Sequence[int],
    loaded: Loaded,
) -> None:
    """Collect each indicator, but for those of which the municipality has its own."""
    own = set(
        Indicator.objects.filter(territory=territory, code__in=rows).values_list(
            "code", flat=True
        )
    )
    wanted = [
        IndicatorTarget(
            indicator=rows[described.code],
            territory=territory,
            year=year,
            value=described.target,
        )
        for described in catalogue.indicators
        for year in years
        if described.code not in own
    ]
    place = IndicatorTarget.objects.filter(territory=territory)
    before = place.count()
    IndicatorTarget.objects.bulk_create(wanted, ignore_conflicts=True)
    loaded.targets += place.count() - before
