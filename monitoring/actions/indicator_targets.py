"""What a municipality collects in a school year, and what it aims at."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from monitoring.enums import Level, ValueKind
from monitoring.models import Indicator, IndicatorTarget, IndicatorVersion
from monitoring.queries.indicators import in_force, version_for
from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.models import Territory, User
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


HUNDRED = Decimal(100)


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    territory: Territory,
    year: int,
    value: Decimal | None,
    user: User,
    now: dt.datetime,
) -> IndicatorTarget:
    """Name the target of a school year; the indicator is collected from then on."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    version = _demand_usable(indicator, territory, year)
    _demand_plausible(version, value)
    target, is_new = IndicatorTarget.objects.select_for_update().get_or_create(
        indicator=indicator,
        territory=territory,
        year=year,
        defaults={"value": value},
    )
    before = None if is_new else target.value
    if not is_new and before == value:
        return target
    target.value = value
    target.save()
    record(
        actor=user,
        action="indicator.target_set",
        obj=target.territory,
        now=now,
        before={} if is_new else {"target": _plain(before)},
        after={"code": indicator.code, "year": year, "target": _plain(value)},
    )
    return target


@transaction.atomic
def stop_collecting(
    *,
    indicator: Indicator,
    territory: Territory,
    year: int,
    reason: str,
    user: User,
    now: dt.datetime,
) -> None:
    """Leave an indicator out of windows that open from now on; opened ones keep it."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    row = IndicatorTarget.objects.filter(
        indicator=indicator, territory=territory, year=year
    ).first()
    if row is None:
        raise refuse("В этом году показатель уже не собирают.", code="not_collected")
    if not reason.strip():
        raise refuse(
            "Напишите, почему показатель больше не собирают.",
            code="no_reason",
            field="reason",
        )
    row.delete()
    record(
        actor=user,
        action="indicator.stopped",
        obj=territory,
        now=now,
        before={"code": indicator.code, "year": year, "target": _plain(row.value)},
        reason=reason.strip(),
    )


@transaction.atomic
def carry_over(*, territory: Territory, year: int, user: User, now: dt.datetime) -> int:
    """Collect what was collected a year before, with the same targets; return how many."""
    demand_permission(user, Permission.MANAGE_MONITORING, territory)
    rows = IndicatorTarget.objects.filter(territory=territory)
    usable = in_force(year).filter(indicator__is_active=True).values("indicator")
    wanted = [
        IndicatorTarget(
            indicator_id=row.indicator_id,
            territory=territory,
            year=year,
            value=row.value,
        )
        for row in rows.filter(year=year - 1, indicator__in=usable)
    ]
    if not wanted:
        raise refuse(
            f"За {school_year(year - 1)} учебный год показателей нет: переносить нечего.",
            code="nothing",
        )
    before = rows.filter(year=year).count()
    IndicatorTarget.objects.bulk_create(wanted, ignore_conflicts=True)
    made = rows.filter(year=year).count() - before
    if made:
        record(
            actor=user,
            action="indicators.carried_over",
            obj=territory,
            now=now,
            after={"year": year, "indicators": made},
        )
    return made


def _demand_usable(
    indicator: Indicator, territory: Territory, year: int
) -> IndicatorVersion:
    """Return the version of the year; refuse another municipality's indicator."""
    if indicator.territory_id not in {None, territory.pk}:
        raise refuse("Это показатель другого муниципалитета.", code="foreign")
    version = version_for(indicator=indicator, year=year)
    if version is None:
        raise refuse(
            f"В {school_year(year)} учебном году у показателя ещё нет формулировки.",
            code="no_version",
        )
    return version


def _demand_plausible(version: IndicatorVersion, value: Decimal | None) -> None:
    if value is None:
        return
    if version.kind == ValueKind.TEXT:
        raise refuse(
            "У показателя, который записывают словами, цели нет: оставьте поле пустым.",
            code="text",
            field="value",
        )
    if value < 0:
        raise refuse("Цель не может быть меньше нуля.", code="below", field="value")
    is_yes = version.kind == ValueKind.YES_NO and version.level == Level.MUNICIPALITY
    if is_yes and value not in {Decimal(0), Decimal(1)}:
        raise refuse("Напишите «да» или «нет».", code="yes_no", field="value")
    if version.kind in {ValueKind.YES_NO, ValueKind.SHARE} and value > HUNDRED:
        raise refuse("Доля не бывает больше 100 %.", code="above", field="value")


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
