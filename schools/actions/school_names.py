"""Codes and other names by which tables know a school."""

import datetime as dt

from django.db import transaction

from schools.actions.audit import record
from schools.actions.refusals import demand_permission, refuse
from schools.enums import CodeSystem
from schools.ingest.names import normalise_school_name
from schools.models import School, SchoolAlias, SchoolCode, User
from schools.roles import Permission


@transaction.atomic
def add_code(
    *,
    school: School,
    system: str,
    value: str,
    valid_from: dt.date | None,
    user: User,
    now: dt.datetime,
) -> SchoolCode:
    """Write a school's code in a register; the one before it ends the day before."""
    demand_permission(user, Permission.MANAGE_SCHOOLS, school)
    code = SchoolCode(
        school=school, system=system, value=value.strip(), valid_from=valid_from
    )
    earlier = school.codes.select_for_update().filter(
        system=system, valid_to__isnull=True
    )
    for old in earlier:
        _end_before(old, valid_from)
    code.full_clean()
    code.save()
    record(
        actor=user,
        action="school.code_added",
        obj=school,
        now=now,
        before={str(CodeSystem(system).label): [old.value for old in earlier]},
        after={str(CodeSystem(system).label): code.value},
    )
    return code


@transaction.atomic
def end_code(
    *, code: SchoolCode, valid_to: dt.date, user: User, now: dt.datetime
) -> SchoolCode:
    """Say until when a code was valid; it stays, so that old tables find the school."""
    demand_permission(user, Permission.MANAGE_SCHOOLS, code.school)
    code.valid_to = valid_to
    code.full_clean()
    code.save(update_fields=["valid_to"])
    record(
        actor=user,
        action="school.code_ended",
        obj=code.school,
        now=now,
        before={code.get_system_display(): code.value},
        after={"действует по": valid_to.isoformat()},
    )
    return code


@transaction.atomic
def add_alias(
    *, school: School, name: str, user: User, now: dt.datetime
) -> SchoolAlias:
    """Remember a spelling of the school's name that tables use."""
    demand_permission(user, Permission.MANAGE_SCHOOLS, school)
    plain = " ".join(name.split())
    alias = SchoolAlias(
        school=school, name=plain, normalised=normalise_school_name(plain)
    )
    alias.full_clean()
    alias.save()
    record(
        actor=user,
        action="school.alias_added",
        obj=school,
        now=now,
        after={"название": alias.name},
    )
    return alias


@transaction.atomic
def remove_alias(*, alias: SchoolAlias, user: User, now: dt.datetime) -> None:
    """Forget a spelling that was matched by mistake; a former name is history."""
    demand_permission(user, Permission.MANAGE_SCHOOLS, alias.school)
    if alias.is_former_name:
        raise refuse("Прежнее название не удаляют: это история школы.", code="former")
    record(
        actor=user,
        action="school.alias_removed",
        obj=alias.school,
        now=now,
        before={"название": alias.name},
    )
    alias.delete()


def _end_before(code: SchoolCode, day: dt.date | None) -> None:
    if day is None:
        raise refuse(
            f"Код «{code.value}» в этом реестре ещё действует: "
            "укажите, с какого дня действует новый.",
            code="no_date",
            field="valid_from",
        )
    if code.valid_from is not None and code.valid_from >= day:
        raise refuse(
            "Прежний код действует с этого же или более позднего дня.",
            code="dates_overlap",
            field="valid_from",
        )
    code.valid_to = day - dt.timedelta(days=1)
    code.save(update_fields=["valid_to"])
