"""Indicators made by hand, and their next versions; old windows keep the old ones."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from monitoring.models import (
    Indicator,
    IndicatorTarget,
    IndicatorVersion,
    WindowIndicator,
)
from monitoring.queries.indicators import version_for
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


STEP = 10
# What stays the same in all versions.
IDENTITY = ("code", "track", "group")
# What a version says.
WORDING = (
    *("title", "short_title", "definition", "example"),
    *("numerator_text", "denominator_text", "level", "kind", "direction", "unit"),
    *("source", "calendar", "owner", "basis", "needs_evidence"),
    *("green_percent", "yellow_percent"),
    *("procedure", "subject", "grade", "site_item", "fact"),
)


@transaction.atomic
def create_indicator(
    *,
    territory: Territory,
    year: int,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
) -> Indicator:
    """Add an indicator of a municipality; it is collected from this school year on."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    if territory.is_region:
        raise refuse("Выберите муниципалитет.", code="region", field="territory")
    last = Indicator.objects.aggregate(last=Max("position"))["last"] or 0
    indicator = Indicator(territory=territory, position=last + STEP)
    for name in IDENTITY:
        setattr(indicator, name, values[name])
    _demand_free_code(indicator)
    indicator.full_clean()
    indicator.save()
    version = IndicatorVersion(
        indicator=indicator, number=1, valid_from=year, created_by=user, created_at=now
    )
    _write(version, values)
    IndicatorTarget.objects.create(
        indicator=indicator, territory=territory, year=year, value=values.get("target")
    )
    record(
        actor=user,
        action="indicator.created",
        obj=version,
        now=now,
        after={**plain_values(version, WORDING), "code": indicator.code},
    )
    return indicator


@transaction.atomic
def save_version(
    *,
    indicator: Indicator,
    valid_from: int,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
) -> IndicatorVersion:
    """Write the wording from a school year on.

    For the year in which the newest version begins, that version is corrected, as
    long as no window has asked for it; a later year makes the next version.
    """
    row = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    _demand_right(user, row)
    newest = row.versions.order_by("-valid_from").first()
    if newest is None or valid_from > newest.valid_from:
        return _next_version(row, newest, valid_from, values, user=user, now=now)
    if valid_from < newest.valid_from:
        first = school_year(newest.valid_from)
        raise refuse(
            f"Уже есть формулировка с {first} учебного года: выберите этот год или позже.",
            code="too_early",
            field="valid_from",
        )
    if WindowIndicator.objects.filter(version=newest).exists():
        raise refuse(
            "По этой формулировке уже открывали окна, в них она останется. "
            "Выберите следующий учебный год: получится новая версия.",
            code="in_use",
            field="valid_from",
        )
    before = plain_values(newest, WORDING)
    _write(newest, values)
    before, after = differences(before, plain_values(newest, WORDING))
    if after:
        record(
            actor=user,
            action="indicator.corrected",
            obj=newest,
            now=now,
            before=before,
            after=after,
            reason=newest.note,
        )
    return newest


@transaction.atomic
def make_own(
    *,
    indicator: Indicator,
    territory: Territory,
    year: int,
    user: User,
    now: dt.datetime,
) -> Indicator:
    """Copy a common indicator for one municipality, which then words it itself.

    The copy takes the place of the common one in this and later school years; what
    was collected before stays with the common one.
    """
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    version = version_for(indicator=indicator, year=year)
    if indicator.territory_id is not None or version is None:
        raise refuse(
            "Своим делают общий показатель, который действует в этом учебном году.",
            code="not_common",
        )
    copy = Indicator(territory=territory, position=indicator.position)
    for name in IDENTITY:
        setattr(copy, name, getattr(indicator, name))
    _demand_free_code(copy)
    copy.save()
    own = IndicatorVersion(
        indicator=copy, number=1, valid_from=year, created_by=user, created_at=now
    )
    _write(own, {name: getattr(version, name) for name in WORDING})
    targets = IndicatorTarget.objects.filter(territory=territory, year__gte=year)
    targets.filter(indicator=indicator).update(indicator=copy)
    targets.get_or_create(
        indicator=copy, territory=territory, year=year, defaults={"value": None}
    )
    record(
        actor=user,
        action="indicator.made_own",
        obj=own,
        now=now,
        after={"code": copy.code, "title": version.title},
    )
    return copy


def _next_version(
    indicator: Indicator,
    before: IndicatorVersion | None,
    valid_from: int,
    values: Mapping[str, Any],
    *,
    user: User,
    now: dt.datetime,
) -> IndicatorVersion:
    version = IndicatorVersion(
        indicator=indicator,
        number=before.number + 1 if before else 1,
        valid_from=valid_from,
        created_by=user,
        created_at=now,
    )
    _write(version, values)
    old, new = differences(
        plain_values(before, WORDING) if before else {}, plain_values(version, WORDING)
    )
    record(
        actor=user,
        action="indicator.version_added",
        obj=version,
        now=now,
        before=old,
        after={**new, "valid_from": valid_from},
        reason=version.note,
    )
    return version


def _write(version: IndicatorVersion, values: Mapping[str, Any]) -> None:
    for name in WORDING:
        setattr(version, name, values[name])
    version.note = values.get("note", "")
    version.full_clean()
    version.save()


def _demand_right(user: User, indicator: Indicator) -> None:
    demand_permission(user, Permission.MANAGE_MONITORING, indicator)


def _demand_free_code(indicator: Indicator) -> None:
    """Refuse a code of the same municipality, in any case of letters."""
    same = Indicator.objects.filter(
        territory=indicator.territory, code__iexact=indicator.code
    )
    if same.exists():
        raise ValidationError(
            {"code": "Показатель с таким кодом у муниципалитета уже есть."}
        )
