"""Every part of an approved plan stays as it is, whichever way code goes at it."""

import pytest
from django.db import transaction

from roadmaps.enums import VersionState
from roadmaps.models import (
    Activity,
    ActivityParty,
    Milestone,
    PlanIndicator,
    RoadMapVersion,
    Section,
)
from schools.models.unchanging import UnchangingRowError
from tests.factories import MunicipalityFactory, SchoolFactory
from tests.factories.plans import NOW, PartyFactory, approve, fill_road_map


pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> RoadMapVersion:
    """A version in which every kind of part stands once."""
    road_map = fill_road_map(MunicipalityFactory(), activities=1, is_approved=False)
    version = road_map.versions.get()
    activity = version.activities.get()
    Milestone.objects.create(
        version=version, activity=activity, position=0, year=2025, text="Итог"
    )
    PlanIndicator.objects.create(version=version, position=0, title="Доля")
    return version


def parts(version: RoadMapVersion) -> dict[str, object]:
    activity = version.activities.get()
    return {
        "section": version.sections.get(),
        "activity": activity,
        "party link": ActivityParty.objects.get(activity=activity),
        "milestone": version.milestones.get(),
        "indicator": version.indicators.get(),
        "version": version,
    }


PARTS = ("section", "activity", "party link", "milestone", "indicator", "version")
QUERYSETS = {
    "section": (Section, {"title": "Иначе"}),
    "activity": (Activity, {"title": "Иначе"}),
    "party link": (ActivityParty, {"wording": "Иначе"}),
    "milestone": (Milestone, {"text": "Иначе"}),
    "indicator": (PlanIndicator, {"title": "Иначе"}),
    "version": (RoadMapVersion, {"preamble": "Иначе"}),
}


@pytest.mark.parametrize("name", PARTS)
class TestEachPart:
    def test_is_saved_and_deleted_in_a_draft(self, version, name):
        part = parts(version)[name]
        part.save()
        part.delete()
        assert not type(part).objects.filter(pk=part.pk).exists()

    def test_is_not_saved_once_approved(self, version, name):
        part = parts(approve(version))[name]
        with pytest.raises(UnchangingRowError):
            part.save()

    def test_is_not_deleted_once_approved(self, version, name):
        part = parts(approve(version))[name]
        with pytest.raises(UnchangingRowError):
            part.delete()

    def test_is_not_updated_in_bulk(self, version, name):
        approve(version)
        model, change = QUERYSETS[name]
        with pytest.raises(UnchangingRowError):
            model.objects.update(**change)

    def test_is_not_deleted_in_bulk(self, version, name):
        approve(version)
        model, _ = QUERYSETS[name]
        with pytest.raises(UnchangingRowError):
            model.objects.all().delete()


@pytest.mark.parametrize("name", [name for name in PARTS if name != "version"])
def test_nothing_is_added_in_bulk(version, name):
    part = parts(approve(version))[name]
    part.pk = None
    with pytest.raises(UnchangingRowError):
        type(part).objects.bulk_create([part])


class TestChosenSchools:
    def test_are_set_in_a_draft(self, version):
        school = SchoolFactory()
        version.activities.get().schools.set([school])
        assert list(version.activities.get().schools.all()) == [school]

    def test_stay_once_approved(self, version):
        activity = version.activities.get()
        activity.schools.set([SchoolFactory()])
        approve(version)
        for change in (
            lambda: activity.schools.set([SchoolFactory()]),
            lambda: activity.schools.add(SchoolFactory()),
            activity.schools.clear,
        ):
            with pytest.raises(UnchangingRowError), transaction.atomic():
                change()


class TestPartyLinks:
    def test_the_link_to_the_directory_may_move(self, version):
        approve(version)
        other = PartyFactory(territory=version.territory)
        ActivityParty.objects.update(party=other)
        assert ActivityParty.objects.get().party == other

    def test_a_name_that_was_printed_is_written_down(self, version):
        approve(version)
        ActivityParty.objects.all().name_unnamed("Методический центр")
        assert ActivityParty.objects.get().wording == "Методический центр"

    def test_words_that_are_there_stay(self, version):
        ActivityParty.objects.update(wording="МЦ")
        approve(version)
        ActivityParty.objects.all().name_unnamed("Методический центр")
        assert ActivityParty.objects.get().wording == "МЦ"


def test_an_approved_version_is_replaced_and_nothing_else(version):
    approve(version)
    rows = RoadMapVersion.objects.filter(pk=version.pk)
    rows.update(state=VersionState.REPLACED, replaced_at=NOW)
    version.refresh_from_db()
    assert version.state == VersionState.REPLACED
