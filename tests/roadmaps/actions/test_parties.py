"""The directory: what a party is, who gets its letters, two spellings as one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.parties import Directory, change_party, merge_parties
from roadmaps.enums import PartyKind
from roadmaps.models import ActivityParty, Party
from schools.enums import Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.plans import NOW, PartyFactory, fill_road_map


pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def coordinator(town):
    return person(Role.COORDINATOR, town)


class TestChange:
    def change(self, party, by, /, **values):
        return change_party(party=party, values=values, user=by, now=NOW)

    def test_kind_and_role(self, town, coordinator):
        party = PartyFactory(territory=town, kind=PartyKind.UNKNOWN)
        self.change(party, coordinator, kind=PartyKind.ROLE, role=Role.METHODIST)
        party.refresh_from_db()
        assert (party.kind, party.role) == (PartyKind.ROLE, Role.METHODIST)

    def test_letters_go_to_a_role_or_to_a_person(self, town, coordinator):
        party = PartyFactory(territory=town)
        with pytest.raises(ValidationError) as refusal:
            self.change(party, coordinator, role=Role.HEAD, user=coordinator)
        assert list(refusal.value.error_dict) == ["user"]

    def test_a_name_that_is_taken_is_refused(self, town, coordinator):
        first, second = PartyFactory.create_batch(2, territory=town)
        with pytest.raises(ValidationError, match="уже есть"):
            self.change(second, coordinator, name=first.name)

    def test_a_name_is_asked(self, town, coordinator):
        with pytest.raises(ValidationError) as refusal:
            self.change(PartyFactory(territory=town), coordinator, name=" ")
        assert list(refusal.value.error_dict) == ["name"]

    def test_the_neighbour_changes_none(self, town):
        other = person(Role.COORDINATOR, MunicipalityFactory())
        with pytest.raises(PermissionDenied):
            self.change(PartyFactory(territory=town), other, name="Иначе")


class TestMerge:
    def merge(self, party, into, user):
        return merge_parties(party=party, into=into, user=user, now=NOW)

    def test_rows_of_drafts_and_approved_plans_move(self, town, coordinator):
        fill_road_map(town)
        fill_road_map(town, is_approved=False)
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        self.merge(Party.objects.get(name="Методический центр"), into, coordinator)
        assert set(ActivityParty.objects.values_list("party__name", flat=True)) == {
            "МБУ «Центр»"
        }
        assert Party.objects.filter(territory=town).count() == 1

    def test_what_is_printed_stays(self, town, coordinator):
        fill_road_map(town)
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        self.merge(Party.objects.get(name="Методический центр"), into, coordinator)
        words = {str(link) for link in ActivityParty.objects.select_related("party")}
        assert words == {"Методический центр"}

    def test_the_former_spelling_leads_to_the_party(self, town, coordinator):
        party = PartyFactory(territory=town, name="Мет. центр")
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        self.merge(party, into, coordinator)
        directory = Directory(territory=town, abbreviations={})
        directory.note("мет. центр")
        assert directory.write() == []

    def test_spellings_gather(self, town, coordinator):
        first, second, third = (
            PartyFactory(territory=town, name=name) for name in ("А", "Б", "В")
        )
        self.merge(first, second, coordinator)
        merged = self.merge(second, third, coordinator)
        assert merged.spellings == ["Б", "А"]

    def test_it_is_on_record(self, town, coordinator):
        fill_road_map(town)
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        self.merge(Party.objects.get(name="Методический центр"), into, coordinator)
        event = AuditEvent.objects.get()
        assert (event.action, event.before, event.after) == (
            "party.merged",
            {"name": "Методический центр"},
            {"name": "МБУ «Центр»", "activities": 2},
        )

    def test_a_row_with_both_keeps_both_wordings(self, town, coordinator):
        activity = fill_road_map(town, activities=1).versions.get().activities.get()
        party = Party.objects.get()
        draft = fill_road_map(town, activities=1, is_approved=False).versions.get()
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        row = draft.activities.get()
        ActivityParty.objects.create(
            activity=row, party=into, position=1, wording="Центр"
        )
        self.merge(party, into, coordinator)
        words = [str(link) for link in row.party_links.order_by("position")]
        assert words == ["Методический центр", "Центр"]
        assert activity.party_links.get().party == into

    def test_the_same_words_twice_in_a_row_are_refused(self, town, coordinator):
        draft = fill_road_map(town, activities=1, is_approved=False).versions.get()
        row, party = draft.activities.get(), Party.objects.get()
        into = PartyFactory(territory=town, name="МБУ «Центр»")
        ActivityParty.objects.create(
            activity=row, party=into, position=1, wording="Методический центр"
        )
        with pytest.raises(ValidationError) as refusal:
            self.merge(party, into, coordinator)
        assert list(refusal.value.error_dict) == ["into"]

    def test_itself_is_no_other(self, town, coordinator):
        party = PartyFactory(territory=town)
        with pytest.raises(ValidationError):
            self.merge(party, party, coordinator)

    def test_a_neighbours_party_is_none_of_ours(self, town, coordinator):
        with pytest.raises(ValidationError) as refusal:
            self.merge(PartyFactory(territory=town), PartyFactory(), coordinator)
        assert refusal.value.code == "foreign"
