"""One row that breaks each rule of the database, and the words a person reads."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from schools import models as registry
from schools.enums import ImportPhase, JobState, Role, StatusKind, TerritoryKind
from schools.models import (
    ImportBatch,
    Membership,
    RememberedMapping,
    School,
    SchoolAlias,
    SchoolCode,
    SchoolStatus,
    Territory,
    User,
)
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    SchoolStatusFactory,
    UserFactory,
)


pytestmark = pytest.mark.django_db
EARLY, LATE = dt.date(2025, 1, 1), dt.date(2026, 1, 1)


def batch(**fields) -> ImportBatch:
    return ImportBatch(
        kind="schools",
        territory=MunicipalityFactory(),
        file_name="a.xlsx",
        file_sha256="0" * 64,
        requested_at=timezone.now(),
        **fields,
    )


def itself() -> School:
    school = SchoolFactory()
    school.branch_of = school
    return school


def twice(row: models.Model, **changes: object) -> models.Model:
    """Return an unsaved copy of a row."""
    copy = type(row).objects.get(pk=row.pk)
    copy.pk = None
    copy._state.adding = True
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def alias() -> SchoolAlias:
    return SchoolAlias.objects.create(
        school=SchoolFactory(), name="СОШ 1", normalised="сош 1"
    )


def code() -> SchoolCode:
    return SchoolCode.objects.create(school=SchoolFactory(), system="inn", value="24")


def mapping() -> RememberedMapping:
    return RememberedMapping.objects.create(
        territory=MunicipalityFactory(),
        kind="schools",
        fingerprint="x",
        columns={},
        updated_at=timezone.now(),
    )


BROKEN = {
    "territory_municipality_has_region": lambda: Territory(
        kind=TerritoryKind.MUNICIPALITY, code="x", name="x"
    ),
    "school_closed_after_opened": lambda: twice(
        SchoolFactory(), code="x", opened_on=LATE, closed_on=EARLY
    ),
    "school_not_branch_of_itself": itself,
    "school_alias_once": lambda: twice(alias()),
    "school_code_one_owner_now": lambda: twice(code(), school=SchoolFactory()),
    "school_code_dates_in_order": lambda: SchoolCode(
        school=SchoolFactory(), system="inn", value="1", valid_from=LATE, valid_to=EARLY
    ),
    "status_ends_after_start": lambda: SchoolStatusFactory.build(
        school=SchoolFactory(), starts_on=LATE, ends_on=EARLY
    ),
    "status_has_order": lambda: SchoolStatusFactory.build(
        school=SchoolFactory(), order_number=""
    ),
    "status_one_open_per_kind": lambda: twice(SchoolStatusFactory(), starts_on=LATE),
    "status_starts_once": lambda: twice(SchoolStatusFactory(ends_on=LATE)),
    "membership_place_fits_role": lambda: Membership(
        user=UserFactory(), role=Role.COORDINATOR, starts_on=EARLY
    ),
    "membership_ends_after_start": lambda: Membership(
        user=UserFactory(),
        role=Role.ADMINISTRATOR,
        starts_on=LATE,
        ends_on=EARLY,
    ),
    "user_email_unique": lambda: User(
        username="x", password="x", email=UserFactory().email.upper()
    ),
    "import_written_has_moment": lambda: batch(phase=ImportPhase.WRITTEN),
    "import_undone_has_moment": lambda: batch(phase=ImportPhase.UNDONE),
    "remembered_mapping_once": lambda: twice(mapping()),
}
# Guarded by the database alone: no form lets a person near them.
WITHOUT_WORDS = {"remembered_mapping_once"}


def declared() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for name in registry.__all__
        if isinstance(model := getattr(registry, name), type)
        and issubclass(model, models.Model)
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_its_broken_row():
    assert sorted(BROKEN) == sorted(declared())


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_refuses_it(name):
    row = BROKEN[name]()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


@pytest.mark.parametrize("name", sorted(set(BROKEN) - WITHOUT_WORDS))
def test_a_person_reads_why(name):
    row = BROKEN[name]()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    message = declared()[name].violation_error_message
    assert message in refusal.value.messages
    assert message.endswith(".")


class TestEdges:
    """Rows that lie on the very edge of a rule and are right."""

    def test_a_day_may_be_first_and_last(self):
        SchoolStatusFactory(starts_on=EARLY, ends_on=EARLY)
        SchoolFactory(opened_on=EARLY, closed_on=EARLY)
        assert SchoolStatus.objects.count() == 1

    def test_two_kinds_are_held_at_once(self):
        school = SchoolFactory()
        for kind in StatusKind:
            SchoolStatusFactory(school=school, kind=kind)
        assert school.statuses.count() == 4

    def test_people_without_mail_are_many(self):
        UserFactory(email="")
        UserFactory(email="")
        assert User.objects.filter(email="").count() == 2

    def test_a_region_stands_alone(self):
        assert RegionFactory().is_region

    def test_a_written_import_is_done(self):
        now = timezone.now()
        written = batch(phase=ImportPhase.WRITTEN, written_at=now, state=JobState.DONE)
        written.save()
        assert written.pk
