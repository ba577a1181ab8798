"""One small world in which every address has somebody's object to show."""

import datetime as dt
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.db.models import Model

from identification.enums import DecisionState, Group, ReportKind, Verdict
from identification.models import (
    Decision,
    DecisionItem,
    RuleSet,
    Run,
    RunReport,
    RunSchool,
)
from identification.stats.rules import IdentificationRules
from schools.actions.audit import record
from schools.actions.files import store_file
from schools.enums import (
    FilePurpose,
    ImportPhase,
    JobState,
    Role,
    StatusKind,
)
from schools.models import (
    ImportBatch,
    Membership,
    School,
    SchoolAlias,
    SchoolCode,
    SchoolStatus,
    StoredFile,
    Territory,
    User,
)
from tests.factories import (
    MunicipalityFactory,
    RegionFactory,
    SchoolFactory,
    person,
)
from tests.meta.analytics_world import add_analytics
from tests.meta.constructor_world import add_written
from tests.meta.deadlines_world import add_deadlines
from tests.meta.monitoring_world import add_monitoring
from tests.meta.plans_world import add_plans
from tests.meta.programmes_world import add_programmes
from tests.meta.reviews_world import add_reviews
from tests.meta.uploads import add_imports


NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)

# Everybody of the matrix; `school_team` belongs to `world.school`.
ANONYMOUS = "anonymous"
PEOPLE = (
    "coordinator",
    "other_coordinator",
    "school_team",
    "other_school_team",
    "head",
    "methodist",
    "analyst",
    "foreign_analyst",
    "administrator",
)

# A run of two schools without results has a model of nothing.
EMPTY_MODEL = {
    "year": 2025,
    "years": [2023, 2024, 2025],
    "is_frozen": False,
    "frozen_from": None,
    "fit": None,
    "cuts": {},
    "coefficients": [],
    "path": [],
    "factors": [],
    "cells": [],
    "findings": [],
    "excluded": [],
}


@dataclass
class World:
    """Two municipalities of one region, a foreign region, people and their objects."""

    region: Territory
    municipality: Territory
    neighbour: Territory
    foreign_region: Territory
    school: School
    sibling: School
    neighbour_school: School
    people: dict[str, User] = field(default_factory=dict)
    # Everything else by a name, for `kwargs` of the matrix: world["run"].pk
    objects: dict[str, Model] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Model:
        return self.objects[name]


def build_world() -> World:
    """Make the world; the objects lie in `municipality` and at `school`."""
    region = RegionFactory(name="Приенисейский край")
    municipality = MunicipalityFactory(parent=region, name="Сосновоборск")
    neighbour = MunicipalityFactory(parent=region, name="Дальний район")
    world = World(
        region=region,
        municipality=municipality,
        neighbour=neighbour,
        foreign_region=RegionFactory(name="Чужая область"),
        school=SchoolFactory(municipality=municipality, name="Школа № 1"),
        sibling=SchoolFactory(municipality=municipality, name="Школа № 2"),
        neighbour_school=SchoolFactory(municipality=neighbour, name="Дальняя школа"),
    )
    _add_people(world)
    _add_registry(world)
    add_imports(world)
    _add_identification(world)
    add_plans(world)
    add_programmes(world)
    add_written(world)
    add_reviews(world)
    add_deadlines(world)
    add_monitoring(world)
    add_analytics(world)
    return world


def _add_people(world: World) -> None:
    places = {
        "coordinator": (Role.COORDINATOR, world.municipality),
        "other_coordinator": (Role.COORDINATOR, world.neighbour),
        "school_team": (Role.SCHOOL_TEAM, world.school),
        "other_school_team": (Role.SCHOOL_TEAM, world.sibling),
        "head": (Role.HEAD, world.municipality),
        "methodist": (Role.METHODIST, world.municipality),
        "analyst": (Role.ANALYST, world.region),
        "foreign_analyst": (Role.ANALYST, world.foreign_region),
        "administrator": (Role.ADMINISTRATOR, None),
    }
    for name in PEOPLE:
        role, place = places[name]
        user = person(role, place, username=name, full_name=f"Имя {name}")
        world.people[name] = user
        if role in {Role.ADMINISTRATOR, Role.ANALYST}:
            # Without a second factor these two reach no page at all.
            Authenticator.objects.create(
                user=user, type=Authenticator.Type.TOTP, data={"secret": "X"}
            )
    world.objects["membership"] = Membership.objects.get(
        user=world.people["coordinator"]
    )


def _add_registry(world: World) -> None:
    coordinator = world.people["coordinator"]
    order = stored_file(world.municipality, coordinator)
    world.objects["file"] = order
    world.objects["status"] = SchoolStatus.objects.create(
        school=world.school,
        kind=StatusKind.LOW_RESULTS,
        starts_on=dt.date(2025, 9, 1),
        order_number="12-ОД",
        order_date=dt.date(2025, 8, 25),
        order_file=order,
    )
    SchoolCode.objects.create(school=world.school, system="rcoi", value="101001")
    SchoolAlias.objects.create(
        school=world.school, name="СОШ 1", normalised="сош 1", is_former_name=True
    )
    SchoolAlias.objects.create(
        school=world.school, name="Первая школа", normalised="первая школа"
    )
    world.objects["batch"] = ImportBatch.objects.create(
        kind="schools",
        phase=ImportPhase.PREVIEW,
        state=JobState.DONE,
        territory=world.municipality,
        file_name="школы.xlsx",
        file_sha256="0" * 64,
        requested_by=coordinator,
        requested_at=NOW,
    )
    world.objects["event"] = record(
        actor=coordinator, action="school.changed", obj=world.school, now=NOW
    )


def stored_file(
    territory: Territory, user: User, content: bytes = b"%PDF-1.7 order"
) -> StoredFile:
    return store_file(
        upload=ContentFile(content),
        purpose=FilePurpose.BASIS,
        original_name="Приказ № 12-ОД.pdf",
        content_type="application/pdf",
        territory=territory,
        user=user,
        now=NOW,
    )


def _add_identification(world: World) -> None:
    coordinator = world.people["coordinator"]
    rules = RuleSet.objects.create(
        title="Правила района",
        version=1,
        valid_from=dt.date(2025, 1, 1),
        territory=world.municipality,
        parameters=IdentificationRules().to_dict(),
        digest=IdentificationRules().digest(),
        created_at=NOW,
    )
    # `run` still waits for its decision, `decided_run` has one on record.
    run, decided = (_run(world, rules, digest) for digest in ("1" * 64, "2" * 64))
    draft = Decision.objects.create(
        run=run, territory=world.municipality, created_by=coordinator, created_at=NOW
    )
    item = DecisionItem.objects.create(
        decision=draft,
        school=world.school,
        kind=StatusKind.ADVERSE,
        verdict=Verdict.PENDING,
    )
    recorded = Decision.objects.create(
        run=decided,
        territory=world.municipality,
        state=DecisionState.RECORDED,
        order_number="12-ОД",
        order_date=dt.date(2025, 8, 25),
        effective_on=dt.date(2025, 9, 1),
        created_by=coordinator,
        created_at=NOW,
        recorded_by=coordinator,
        recorded_at=NOW,
    )
    report = RunReport.objects.create(
        run=decided,
        kind=ReportKind.SCHOOL_PDF,
        territory=world.municipality,
        school=world.school,
        state=JobState.DONE,
        file=world["file"],
        requested_by=coordinator,
        requested_at=NOW,
    )
    world.objects |= {
        "rule_set": rules,
        "run": run,
        "decided_run": decided,
        "run_school": RunSchool.objects.get(run=run, school=world.school),
        "decision": draft,
        "item": item,
        "recorded_decision": recorded,
        "report": report,
    }


def _run(world: World, rules: RuleSet, digest: str) -> Run:
    run = Run.objects.create(
        territory=world.municipality,
        year=2025,
        rule_set=rules,
        parameters=rules.parameters,
        model=EMPTY_MODEL,
        inputs_digest=digest,
        results_digest=digest,
        state=JobState.DONE,
        requested_by=world.people["coordinator"],
        requested_at=NOW,
        finished_at=NOW,
    )
    for school in (world.school, world.sibling):
        RunSchool.objects.create(run=run, school=school, group=Group.UNCLASSIFIED)
    return run
