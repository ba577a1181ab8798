"""What hangs on a school when a table changes it: codes, former names, references."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import PROTECT
from django.utils.timezone import localdate

from schools.actions.imports.school_schema import CODES
from schools.actions.imports.table import Table
from schools.ingest.errors import Finding
from schools.ingest.names import normalise_school_name
from schools.models import School, SchoolAlias, SchoolCode


# Code of the school, what stood there, what will stand there.
Change = tuple[str, dict[str, object], dict[str, object]]


def taken_codes(table: Table) -> list[Finding]:
    """Remark on codes of other registers that another school has, or two lines."""
    findings: list[Finding] = []
    own = table.texts("code")
    for field, system in CODES.items():
        values = table.texts(field)
        owners = dict(
            SchoolCode.objects.filter(
                system=system, value__in=set(values) - {""}, valid_to__isnull=True
            ).values_list("value", "school__code")
        )
        counts = Counter(value for value in values if value)
        for position, value in enumerate(values):
            owner = owners.get(value, own[position])
            if value and (owner != own[position] or counts[value] > 1):
                findings.append(_taken(table, position, field, value))
    return findings


def _taken(table: Table, position: int, field: str, value: str) -> Finding:
    return table.finding(
        position,
        field,
        value,
        "code_taken",
        "Этот код уже у другой школы",
        "проверьте код; если он перешёл к этой школе, сначала снимите его с прежней",
    )


def change_codes(*, changes: Sequence[Change], now: dt.datetime) -> None:
    """Close codes that went, open codes that came; what began today leaves no trace."""
    schools = _keys(changes)
    today = localdate(now)
    gone: dict[str, list[tuple[int, str]]] = defaultdict(list)
    new: list[SchoolCode] = []
    for code, before, after in changes:
        for field, system in CODES.items():
            old, value = before.get(field), after.get(field)
            if old == value:
                continue
            if old:
                gone[system].append((schools[code], str(old)))
            if value:
                new.append(
                    SchoolCode(
                        school_id=schools[code],
                        system=system,
                        value=str(value),
                        valid_from=today if before else None,
                    )
                )
    for system, places in gone.items():
        _close(system, places, today)
    _open(new)


def _close(system: str, places: list[tuple[int, str]], today: dt.date) -> None:
    current = SchoolCode.objects.filter(
        system=system,
        school_id__in={school for school, _ in places},
        value__in={value for _, value in places},
        valid_to__isnull=True,
    )
    wanted = set(places)
    mine = [row for row in current if (row.school_id, row.value) in wanted]
    fresh = [row.pk for row in mine if row.valid_from == today]
    lasting = [row.pk for row in mine if row.valid_from != today]
    SchoolCode.objects.filter(pk__in=fresh).delete()
    SchoolCode.objects.filter(pk__in=lasting).update(
        valid_to=today - dt.timedelta(days=1)
    )


def _open(codes: list[SchoolCode]) -> None:
    """Open codes; one that the school had before and lost today is opened again."""
    closed = {
        (row.system, row.value, row.school_id): row.pk
        for row in SchoolCode.objects.filter(
            school_id__in={row.school_id for row in codes}, valid_to__isnull=False
        )
    }
    again = {
        closed[key]
        for row in codes
        if (key := (row.system, row.value, row.school_id)) in closed
    }
    SchoolCode.objects.filter(pk__in=again).update(valid_to=None)
    SchoolCode.objects.bulk_create(
        [row for row in codes if (row.system, row.value, row.school_id) not in closed],
        batch_size=1_000,
    )


def keep_former_names(*, changes: Sequence[Change], now: dt.datetime) -> None:
    """Remember the name that a school had, so that old files still find it."""
    renamed = _renamed(changes)
    SchoolAlias.objects.bulk_create(
        [
            SchoolAlias(
                school_id=school,
                name=old,
                normalised=normalise_school_name(old),
                is_former_name=True,
                valid_to=localdate(now),
            )
            for school, old, _ in renamed
        ],
        ignore_conflicts=True,
        batch_size=1_000,
    )


def forget_former_names(*, changes: Sequence[Change]) -> None:
    """Take back former names that are the names again."""
    restored = {
        (school, normalise_school_name(new)) for school, _, new in _renamed(changes)
    }
    aliases = SchoolAlias.objects.filter(
        is_former_name=True, school_id__in={school for school, _ in restored}
    )
    gone = [row.pk for row in aliases if (row.school_id, row.normalised) in restored]
    SchoolAlias.objects.filter(pk__in=gone).delete()


def schools_in_use(keys: set[int]) -> set[int]:
    """Return those schools to which protected rows of any app refer."""
    used: set[int] = set()
    for relation in School._meta.related_objects:  # noqa: SLF001 Django's own list
        if relation.on_delete is not PROTECT:
            continue
        name = relation.field.attname
        rows = relation.related_model._default_manager.filter(  # noqa: SLF001
            **{f"{name}__in": keys}
        )
        used.update(rows.order_by().values_list(name, flat=True).distinct())
    return used


def _renamed(changes: Sequence[Change]) -> list[tuple[int, str, str]]:
    """Return school, old name, new name of those whose name really differs."""
    schools = _keys(changes)
    return [
        (schools[code], str(before["name"]), str(after["name"]))
        for code, before, after in changes
        if before.get("name")
        and after.get("name")
        and normalise_school_name(str(before["name"]))
        != normalise_school_name(str(after["name"]))
    ]


def _keys(changes: Sequence[Change]) -> dict[str, int]:
    codes = {code for code, _, _ in changes}
    return dict(School.objects.filter(code__in=codes).values_list("code", "pk"))
