"""Writes the demo's territories, schools, codes and people."""

import datetime as dt
from typing import Any

import pandas as pd

from config.demo.vocabulary import (
    MUNICIPALITIES,
    REGION,
    REGION_DEPARTMENT,
    VILLAGES,
)
from schools.actions import audit
from schools.enums import CodeSystem, LocalityKind, Role, SchoolKind, TerritoryKind
from schools.models import Membership, School, SchoolCode, Territory, User


PASSWORD = "demo"  # noqa: S105 known to everybody, and only in the demo

# login: (role, name on pages, post)
PEOPLE = {
    "coordinator": (Role.COORDINATOR, "Координатор (демо)", "главный специалист"),
    "school": (
        Role.SCHOOL_TEAM,
        "Заместитель директора (демо)",
        "заместитель директора",
    ),
    "head": (Role.HEAD, "Начальник управления (демо)", "начальник управления"),
    "methodist": (Role.METHODIST, "Методист (демо)", "методист"),
    "analyst": (Role.ANALYST, "Аналитик (демо)", "аналитик"),
    "admin": (Role.ADMINISTRATOR, "Администратор (демо)", "администратор портала"),
}
STARTED_ON = dt.date(2023, 9, 1)


def create_territories(count: int) -> tuple[Territory, list[Territory]]:
    """Create the region and as many municipalities as the schools need."""
    code, name = REGION
    region = Territory.objects.create(
        kind=TerritoryKind.REGION, code=code, name=name, department=REGION_DEPARTMENT
    )
    named = list(MUNICIPALITIES[:count])
    numbered = range(len(named) + 1, count + 1)
    named += [
        (f"Муниципальный округ № {n}", "село", f"Отдел образования округа № {n}")
        for n in numbered
    ]
    municipalities = Territory.objects.bulk_create(
        Territory(
            kind=TerritoryKind.MUNICIPALITY,
            code=f"{code}{position:04d}",
            name=title,
            department=department,
            parent=region,
        )
        for position, (title, _, department) in enumerate(named, 1)
    )
    return region, municipalities


def create_schools(
    table: pd.DataFrame, municipalities: list[Territory]
) -> list[School]:
    """Create the schools of the generator's table with their foreign codes."""
    schools = School.objects.bulk_create(
        (
            _school(row.Index, row, municipalities[row.municipality])
            for row in table.itertuples()
        ),
        batch_size=2000,
    )
    SchoolCode.objects.bulk_create(
        (
            SchoolCode(school=school, system=system, value=value, valid_from=STARTED_ON)
            for position, school in enumerate(schools)
            for system, value in (
                (CodeSystem.RCOI, f"{position + 1:06d}"),
                (CodeSystem.FISOKO, f"edu{770000 + position:06d}"),
            )
        ),
        batch_size=2000,
    )
    return schools


def create_people(region: Territory, municipality: Territory, school: School) -> None:
    """Create the six demo people; their password is no secret."""
    places: dict[str, dict[str, Territory | School]] = {
        Role.ADMINISTRATOR: {},
        Role.ANALYST: {"territory": region},
        Role.SCHOOL_TEAM: {"school": school},
    }
    for login, (role, name, position) in PEOPLE.items():
        user = User(
            username=login,
            full_name=name,
            email=f"{login}@example.org",
            is_staff=role == Role.ADMINISTRATOR,
            is_superuser=role == Role.ADMINISTRATOR,
        )
        user.set_password(PASSWORD)
        user.save()
        Membership.objects.create(
            user=user,
            role=role,
            position=position,
            starts_on=STARTED_ON,
            **places.get(role, {"territory": municipality}),
        )


def record_loading(region: Territory, schools: int, now: dt.datetime) -> None:
    """Leave one event in the trail: where all these rows come from."""
    audit.record(
        actor=None,
        action="demo.loaded",
        now=now,
        obj=region,
        after={"schools": schools},
        reason="Демонстрационный регион: вымышленные школы и числа.",
    )


def _school(position: int, row: Any, place: Territory) -> School:
    """Name a school after its number, kind and place."""
    number = position % 20 + 1
    kind, short = _kind(number, is_basic=row.is_basic, is_rural=row.is_rural)
    if row.is_rural:
        locality = VILLAGES[position % len(VILLAGES)]
        where, locality_kind = f"с. {locality}", LocalityKind.RURAL
    else:
        locality, where = place.name, ""
        locality_kind = LocalityKind.URBAN
    name = f"{short} № {number} {where}".strip()
    if not row.is_rural:
        name = f"{name}, {place.name}"
    return School(
        municipality=place,
        code=f"{place.code}{number:02d}",
        name=name,
        full_name=f"Муниципальное бюджетное общеобразовательное учреждение «{name}»",
        kind=kind,
        locality=locality,
        locality_kind=locality_kind,
        site=f"https://school{position + 1}.example.org/",
        opened_on=dt.date(1960 + position % 50, 9, 1),
    )


def _kind(number: int, *, is_basic: bool, is_rural: bool) -> tuple[SchoolKind, str]:
    """Choose a kind of school with its short word."""
    if is_basic:
        return SchoolKind.BASIC, "ООШ"
    if not is_rural and number == 13:
        return SchoolKind.GYMNASIUM, "Гимназия"
    if not is_rural and number == 14:
        return SchoolKind.LYCEUM, "Лицей"
    return SchoolKind.SECONDARY, "СОШ"
