"""The directory of responsible parties on its pages."""

import pytest
from django.urls import reverse

from roadmaps.enums import PartyKind
from roadmaps.models import ActivityParty, Party
from schools.enums import Role
from tests.factories.plans import PartyFactory
from tests.roadmaps.plan_desk import PlanDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> PlanDesk:
    return PlanDesk()


def listed(response) -> list[Party]:
    return [row.record for row in response.context["table"].paginated_rows]


class TestList:
    def test_those_nobody_has_looked_at_stand_first(self, desk):
        known = PartyFactory(territory=desk.town, name="Аналитики")
        unknown = PartyFactory(
            territory=desk.town, name="Яблоко", kind=PartyKind.UNKNOWN
        )
        assert listed(desk.get("parties")) == [unknown, known]

    def test_rows_of_drafts_and_plans_in_force_are_counted_once(self, desk):
        road_map = desk.in_force(2)
        desk.correction(road_map)
        (party,) = listed(desk.get("parties"))
        assert party.activities_count == 2

    def test_filters(self, desk):
        first = PartyFactory(territory=desk.town, name="Отдел", role=Role.HEAD)
        second = PartyFactory(territory=desk.town, name="Центр", kind=PartyKind.ROLE)
        assert listed(desk.get("parties", letters="set")) == [first]
        assert listed(desk.get("parties", letters="unset")) == [second]
        assert listed(desk.get("parties", kind="role")) == [second]
        assert listed(desk.get("parties", search="отд")) == [first]

    def test_another_towns_parties_are_not_ours(self, desk):
        PartyFactory(territory=desk.town)
        assert listed(desk.get("parties", who="neighbour")) == []

    def test_readers_have_no_way_to_the_form(self, desk):
        party = PartyFactory(territory=desk.town)
        page = desk.get("parties", who="methodist").content.decode()
        assert party.name in page
        assert reverse("plans:party", args=[party.pk]) not in page


class TestParty:
    def test_kind_and_who_gets_letters_are_saved(self, desk):
        party = PartyFactory(territory=desk.town)
        response = desk.post(
            "party",
            party.pk,
            name="Методисты",
            kind=PartyKind.PERSON,
            role="",
            user=desk.methodist.pk,
        )
        party.refresh_from_db()
        assert response.url == reverse("plans:parties")
        assert (party.name, party.kind, party.user) == (
            "Методисты",
            PartyKind.PERSON,
            desk.methodist,
        )

    def test_only_people_of_the_town_are_offered(self, desk):
        party = PartyFactory(territory=desk.town)
        form = desk.get("party", party.pk).context["form"]
        assert set(form.fields["user"].queryset) == {
            *(desk.coordinator, desk.head, desk.methodist, desk.team),
        }

    def test_a_role_and_a_person_at_once_are_refused(self, desk):
        party = PartyFactory(territory=desk.town)
        response = desk.post(
            "party",
            party.pk,
            name=party.name,
            kind=party.kind,
            role=Role.HEAD,
            user=desk.head.pk,
        )
        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["user"]

    def test_a_taken_name_is_said_in_words(self, desk):
        first, second = PartyFactory.create_batch(2, territory=desk.town)
        response = desk.post("party", second.pk, name=first.name, kind=second.kind)
        assert "Такой ответственный уже есть." in response.content.decode()

    def test_where_it_answers_each_row_once(self, desk):
        road_map = desk.in_force(2)
        draft = desk.correction(road_map)
        rows = desk.get("party", Party.objects.get().pk).context["rows"]
        assert set(rows) == set(draft.activities.all())


class TestMerge:
    def test_joins_and_leads_to_the_other(self, desk):
        desk.in_force(1)
        party = Party.objects.get()
        into = PartyFactory(territory=desk.town, name="МБУ «Центр»")
        response = desk.post("party_merge", party.pk, into=into.pk)
        assert response.url == reverse("plans:party", args=[into.pk])
        assert ActivityParty.objects.get().party == into
        assert not Party.objects.filter(pk=party.pk).exists()

    def test_a_neighbours_party_is_not_offered(self, desk):
        party = PartyFactory(territory=desk.town)
        response = desk.post("party_merge", party.pk, into=PartyFactory().pk)
        assert response.status_code == 422
        assert list(response.context["merge_form"].errors) == ["into"]
