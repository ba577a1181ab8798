"""Entering a school into the registry and changing what is known of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, demand_permission, refuse
from schools.ingest.names import normalise_school_name
from schools.models import School, SchoolAlias, User
from schools.queries.versions import differences, fingerprint, plain_values
from schools.roles import Permission


# What people change on a form; the code and the municipality stay what they were.
EDITABLE = (
    *("name", "full_name", "kind", "locality", "locality_kind"),
    *("site", "branch_of", "opened_on", "closed_on"),
)
KEPT = ("code", "municipality", *EDITABLE)


@transaction.atomic
def create_school(*, values: Mapping[str, Any], user: User, now: dt.datetime) -> School:
    """Enter a school that no table has brought yet."""
    demand_permission(user, Permission.MANAGE_SCHOOLS, values["municipality"])
    school = School(**{name: values[name] for name in KEPT if name in values})
    _check(school)
    school.save()
    record(
        actor=user,
        action="school.created",
        obj=school,
        now=now,
        after=plain_values(school, KEPT),
    )
    return school


@transaction.atomic
def change_school(
    *,
    school: School,
    values: Mapping[str, Any],
    seen: str,
    user: User,
    now: dt.datetime,
    renamed_on: dt.date | None = None,
) -> School:
    """Change a school as the person saw it; a former name stays as an alias.

    `seen` is the fingerprint of the row on the person's form. Last year's table
    still has the former name, and finds the school by it.
    """
    demand_permission(user, Permission.MANAGE_SCHOOLS, school)
    current = School.objects.select_for_update().get(pk=school.pk)
    if fingerprint(current, EDITABLE) != seen:
        raise ChangedMeanwhileError(current)
    before = plain_values(current, EDITABLE)
    former = current.name
    for name in EDITABLE:
        setattr(current, name, values[name])
    _check(current)
    before, after = differences(before, plain_values(current, EDITABLE))
    if not after:
        return current
    current.save(update_fields=EDITABLE)
    if "name" in after:
        keep_former_name(
            school=current, name=former, valid_to=renamed_on or localdate(now)
        )
    record(
        actor=user,
        action="school.changed",
        obj=current,
        now=now,
        before=before,
        after=after,
    )
    return current


def keep_former_name(*, school: School, name: str, valid_to: dt.date) -> None:
    """Remember the name under which a school was known until a day."""
    SchoolAlias.objects.update_or_create(
        school=school,
        normalised=normalise_school_name(name),
        defaults={"name": name, "is_former_name": True, "valid_to": valid_to},
    )


def _check(school: School) -> None:
    """Check what the form cannot: that a branch hangs on a school of the same place."""
    parent = school.branch_of
    if parent is not None and parent.branch_of_id is not None:
        raise refuse(
            "Филиал не может быть у филиала: выберите саму школу.",
            code="branch_of_branch",
            field="branch_of",
        )
    if parent is not None and school.pk and school.branches.exists():
        raise refuse(
            "У этой школы есть свои филиалы, поэтому сама она филиалом быть не может.",
            code="has_branches",
            field="branch_of",
        )
    if parent is not None and parent.municipality_id != school.municipality_id:
        raise refuse(
            "Школа и её филиал должны быть в одном муниципалитете.",
            code="branch_elsewhere",
            field="branch_of",
        )
    school.full_clean()
