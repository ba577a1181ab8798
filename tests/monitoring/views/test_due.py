"""The first page says what is due for the person, one click from done."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import OccurrenceState
from roadmaps.models import SchoolAnswer
from schools.enums import Role
from tests.factories.plans import approve
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def home(user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("today"))


def due(days: int) -> dict[str, dt.date]:
    day = timezone.localdate() + dt.timedelta(days=days)
    return {"starts_on": day, "due_on": day}


def named(title: str) -> dict[str, str]:
    return {"title": title, "number": "1"}


def lines(response) -> dict[str, list[str]]:
    return {
        part["title"]: [line["title"] for line in part["lines"]]
        for part in response.context["agenda"]
    }


@pytest.fixture
def filled(town) -> Town:
    town.occurrence(activity=named("никто"), **due(-9))
    town.occurrence(activity=named("методист"), user=town.methodist, **due(-5))
    town.occurrence(activity=named("сегодня"), role=Role.HEAD, **due(0))
    town.occurrence(activity=named("школа"), concerns=(town.low,), **due(-2))
    town.occurrence(
        activity=named("сделано"),
        state=OccurrenceState.DONE,
        done_on=timezone.localdate(),
        **due(-3),
    )
    approve(town.version)
    return town


OVERDUE, WEEK = "Просрочено", "На этой неделе"


class TestWhose:
    @pytest.mark.parametrize("who", ["coordinator", "head", "analyst"])
    def test_who_looks_after_the_plan_has_all_of_it(self, filled, who, settings):
        # The demo asks an analyst for no second factor.
        settings.DEMO = True
        assert lines(home(getattr(filled, who))) == {
            OVERDUE: ["1 никто", "1 методист", "1 школа"],
            WEEK: ["1 сегодня"],
        }

    def test_a_methodist_has_the_own(self, filled):
        response = home(filled.methodist)
        assert lines(response) == {OVERDUE: ["1 методист"]}
        assert response.context["agenda"][0]["url"] == (
            "/terms/?when=overdue&whose=mine"
        )

    def test_a_school_has_what_waits_for_its_answer(self, filled):
        assert lines(home(filled.team)) == {OVERDUE: ["1 школа"]}
        response = home(filled.other_team)
        assert lines(response) == {}
        assert "agenda-title" not in response.content.decode()

    def test_a_stranger_has_nothing(self, filled):
        assert lines(home(filled.neighbour)) == {}


class TestActs:
    def act(self, response) -> list[tuple[str, str]]:
        return [
            (line["act"], line["act_url"])
            for part in response.context["agenda"]
            for line in part["lines"]
        ]

    def test_who_records_marks_it_done(self, filled):
        row = filled.road_map.lines.get(activities__title="методист").occurrences.get()
        assert self.act(home(filled.methodist)) == [
            ("Отметить", f"/terms/{row.pk}/done/")
        ]

    def test_a_school_answers(self, filled):
        answer = SchoolAnswer.objects.get(school=filled.low)
        assert self.act(home(filled.team)) == [
            ("Ответить", f"/terms/answers/{answer.pk}/")
        ]

    def test_a_head_only_looks(self, filled):
        assert {act for act, _ in self.act(home(filled.head))} == {""}


def test_each_part_leads_to_all_of_its_rows(filled):
    client = Client()
    client.force_login(filled.coordinator)
    (late, _week) = client.get(reverse("today")).context["agenda"]
    listed = client.get(late["url"]).context["table"].paginator.count
    assert (late["count"], listed) == (3, 3)


def test_more_than_five_are_counted(town):
    for _ in range(7):
        town.occurrence(**due(-1))
    approve(town.version)
    (late,) = home(town.coordinator).context["agenda"]
    assert (late["count"], len(late["lines"]), late["more"]) == (7, 5, 2)


def test_how_far_the_plan_has_come(filled):
    (plan,) = home(filled.head).context["plans"]
    assert (plan["url"], plan["words"]) == (
        f"/terms/progress/{filled.road_map.pk}/",
        "1 выполнено, 3 просрочено, 1 скоро срок",
    )


def test_nothing_late_is_said_in_words(town):
    town.occurrence(**due(60))
    approve(town.version)
    assert "Просроченного нет" in home(town.coordinator).content.decode()


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize("who", ["coordinator", "team"])
def test_the_same_queries_for_any_number(
    town, who, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        town.occurrence(concerns=(town.low,), role=Role.HEAD, **due(-1))
    approve(town.version)
    client = Client()
    client.force_login(getattr(town, who))
    with django_assert_max_num_queries(42):
        client.get(reverse("today"))
