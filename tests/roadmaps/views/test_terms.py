"""The list of terms: whose, by when, in which state; to a school only its own."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import OccurrenceState
from roadmaps.models import Occurrence, Party, SchoolAnswer
from schools.enums import Role
from tests.factories.plans import SectionFactory, approve, fill_road_map
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db
LIST = "/terms/"


@pytest.fixture
def town() -> Town:
    return Town()


def due(days: int) -> dict[str, dt.date]:
    day = timezone.localdate() + dt.timedelta(days=days)
    return {"starts_on": day, "due_on": day}


def titles(response) -> list[str]:
    rows = response.context["table"].page.object_list
    return [row.record.activity.title for row in rows]


def named(title: str) -> dict[str, str]:
    return {"title": title, "number": "1"}


def as_person(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def filled(town) -> Town:
    town.other_section = SectionFactory(version=town.version, title="Кадры")
    town.occurrence(activity=named("позднее"), **due(40))
    town.occurrence(activity=named("просрочено"), user=town.methodist, **due(-5))
    town.occurrence(
        activity=named("сегодня") | {"section": town.other_section},
        role=Role.HEAD,
        **due(0),
    )
    town.occurrence(activity=named("без даты"), starts_on=None, due_on=None)
    town.occurrence(
        activity=named("для школ"), concerns=(town.low, town.adverse), **due(3)
    )
    town.occurrence(
        activity=named("сделано"),
        state=OccurrenceState.DONE,
        done_on=timezone.localdate(),
        **due(-9),
    )
    approve(town.version)
    return town


class TestList:
    def test_open_terms_soonest_first(self, client, filled):
        response = as_person(client, filled.coordinator).get(LIST)
        assert titles(response) == [
            "просрочено",
            "сегодня",
            "для школ",
            "позднее",
            "без даты",
        ]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("when=overdue", ["просрочено"]),
            ("state=overdue", ["просрочено"]),
            ("state=undated", ["без даты"]),
            ("state=done", ["сделано"]),
            ("state=not_due", ["позднее"]),
            ("state=due_soon", ["сегодня", "для школ"]),
            ("search=ПОЗД", ["позднее"]),
            ("search=такого нет", []),
            ("state=nonsense&when=never", 5),
            ("state=any", 6),
        ],
    )
    def test_is_narrowed_from_the_address(self, client, filled, query, expected):
        found = titles(as_person(client, filled.coordinator).get(f"{LIST}?{query}"))
        assert (len(found) if isinstance(expected, int) else found) == expected

    def test_by_section_with_the_sections_inside(self, client, filled):
        as_person(client, filled.coordinator)
        for section, expected in (
            (filled.other_section, ["сегодня"]),
            (filled.section, ["просрочено", "для школ", "позднее", "без даты"]),
        ):
            assert titles(client.get(f"{LIST}?section={section.pk}")) == expected

    def test_by_party_and_by_school(self, client, filled):
        as_person(client, filled.coordinator)
        chosen = Party.objects.get(user=filled.methodist)
        assert titles(client.get(f"{LIST}?party={chosen.pk}")) == ["просрочено"]
        assert titles(client.get(f"{LIST}?school={filled.low.pk}")) == ["для школ"]

    def test_by_plan(self, client, filled):
        as_person(client, filled.coordinator)
        page = client.get(LIST)
        assert "road_map" not in page.context["filter"].form.fields
        second = fill_road_map(filled.place, activities=1)
        assert len(titles(client.get(LIST))) == 6
        assert len(titles(client.get(f"{LIST}?road_map={second.pk}"))) == 1

    @pytest.mark.parametrize(
        ("who", "expected"),
        [("methodist", ["просрочено"]), ("head", ["сегодня"]), ("coordinator", [])],
    )
    def test_ones_own(self, client, filled, who, expected):
        as_person(client, getattr(filled, who))
        assert titles(client.get(f"{LIST}?whose=mine")) == expected

    def test_sorted_by_the_order_of_the_plan(self, client, filled):
        as_person(client, filled.coordinator)
        assert titles(client.get(f"{LIST}?sort=activity"))[0] == "позднее"

    def test_a_stranger_sees_nothing(self, client, filled):
        assert titles(as_person(client, filled.neighbour).get(LIST)) == []

    def test_a_page_has_fifty(self, client, town):
        for _ in range(51):
            town.occurrence(**due(5))
        approve(town.version)
        as_person(client, town.coordinator)
        assert len(titles(client.get(LIST))) == 50
        assert len(titles(client.get(f"{LIST}?page=2"))) == 1

    def test_empty_says_what_comes(self, client, town):
        content = as_person(client, town.coordinator).get(LIST).content.decode()
        assert "Незакрытых сроков нет" in content
        narrowed = client.get(f"{LIST}?when=overdue").content.decode()
        assert "Таких сроков нет" in narrowed

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_same_queries_for_any_number(
        self, client, town, rows, django_assert_max_num_queries
    ):
        for _ in range(rows):
            town.occurrence(concerns=(town.low,), role=Role.HEAD, **due(5))
        approve(town.version)
        as_person(client, town.coordinator)
        with django_assert_max_num_queries(16):
            client.get(LIST)


class TestSchool:
    def test_sees_what_concerns_it_and_nothing_else(self, client, filled):
        response = as_person(client, filled.team).get(LIST)
        assert titles(response) == ["для школ"]
        content = response.content.decode()
        assert "ответа ждут" in content
        # The neighbour's name and what it has answered stay unseen.
        assert "Школа № 2" not in content

    def test_what_it_has_answered_waits_for_others(self, client, filled):
        SchoolAnswer.objects.filter(school=filled.low).update(
            done_on=timezone.localdate(), answered_at=timezone.now()
        )
        as_person(client, filled.team)
        assert titles(client.get(LIST)) == []
        assert titles(client.get(f"{LIST}?state=any")) == ["для школ"]
        assert titles(as_person(client, filled.other_team).get(LIST)) == ["для школ"]

    def test_has_no_filters_of_officials(self, client, filled):
        response = as_person(client, filled.team).get(LIST)
        assert set(response.context["filter"].form.fields) == {
            *("search", "when", "state", "section"),
        }

    def test_sections_of_all_plans_are_not_offered_to_strangers(self, client, filled):
        response = as_person(client, filled.neighbour).get(LIST)
        fields = response.context["filter"].form.fields
        assert [list(fields[name].choices)[1:] for name in ("section", "party")] == [
            [],
            [],
        ]


class TestPage:
    def page(self, row) -> str:
        return reverse("terms:occurrence", args=[row.pk])

    def test_what_the_plan_asks(self, client, town):
        row = town.occurrence(
            activity=named("Семинар") | {"result": "Справка"},
            user=town.methodist,
            **due(-2),
        )
        approve(town.version)
        response = as_person(client, town.coordinator).get(self.page(row))
        facts = {fact["term"]: fact["value"] for fact in response.context["facts"]}
        assert facts["Раздел"] == "1 Организация"
        assert facts["Ожидаемый результат"] == "Справка"
        assert response.context["title"] == "1 Семинар"
        assert response.context["mark"] == "due_overdue"
        assert response.context["reminded"] == ["Вера Орлова"]

    def test_a_school_never_sees_another(self, client, filled):
        row = SchoolAnswer.objects.filter(school=filled.low).get().occurrence
        SchoolAnswer.objects.filter(school=filled.adverse).update(
            done_on=timezone.localdate(), note="Тайна второй школы"
        )
        response = as_person(client, filled.team).get(self.page(row))
        assert [answer["school"] for answer in response.context["answers"]] == [
            "Школа № 1"
        ]
        content = response.content.decode()
        assert "Тайна второй школы" not in content
        assert "Школа № 2" not in content

    def test_the_municipality_sees_how_many_answered(self, client, filled):
        row = SchoolAnswer.objects.filter(school=filled.low).get().occurrence
        SchoolAnswer.objects.filter(school=filled.low).update(
            done_on=timezone.localdate(), answered_at=timezone.now()
        )
        context = as_person(client, filled.coordinator).get(self.page(row)).context
        assert context["answered"] == "1 из\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}школ"
        assert context["all_answered"] is False
        SchoolAnswer.objects.update(done_on=timezone.localdate())
        assert client.get(self.page(row)).context["all_answered"] is True

    @pytest.mark.parametrize("who", ["neighbour", "team"])
    def test_out_of_reach_is_not_there(self, client, filled, who):
        row = Occurrence.objects.get(line__activities__title="позднее")
        assert (
            as_person(client, getattr(filled, who)).get(self.page(row)).status_code
            == 404
        )

    def test_anonymous_is_sent_to_the_login(self, client, filled):
        response = client.get(LIST)
        assert (response.status_code, response.url) == (
            302,
            "/accounts/login/?next=/terms/",
        )

    def test_post_is_refused(self, client, filled):
        assert as_person(client, filled.coordinator).post(LIST).status_code == 405
