"""Territories, schools and people."""

import datetime as dt

import factory

from schools.enums import Role, TerritoryKind
from schools.models import Membership, School, Territory, User


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory

    kind = TerritoryKind.REGION
    code = factory.Sequence(lambda n: f"R{n:03d}")
    name = factory.Sequence(lambda n: f"Область № {n}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory

    kind = TerritoryKind.MUNICIPALITY
    parent = factory.SubFactory(RegionFactory)
    code = factory.Sequence(lambda n: f"M{n:03d}")
    name = factory.Sequence(lambda n: f"Район № {n}")
    department = factory.LazyAttribute(lambda m: f"Отдел образования: {m.name}")


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    municipality = factory.SubFactory(MunicipalityFactory)
    code = factory.Sequence(lambda n: f"S{n:05d}")
    name = factory.Sequence(lambda n: f"Школа № {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda u: f"{u.username}@example.org")
    full_name = ""


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.COORDINATOR
    territory = factory.SubFactory(MunicipalityFactory)
    starts_on = dt.date(2020, 1, 1)


def person(
    role: str, place: Territory | School | None = None, **fields: object
) -> User:
    """Make a person with one membership: at a school, in a territory, or everywhere."""
    user = UserFactory(**fields)
    MembershipFactory(
        user=user,
        role=role,
        territory=place if isinstance(place, Territory) else None,
        school=place if isinstance(place, School) else None,
    )
    return user
