"""The first page and programmes: who is asked for what, in the person's own words."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import LinkState
from roadmaps.queries.deadlines import school_year_of
from schools.models import SchoolStatus
from tests.roadmaps.deadline_town import NOW, DeadlineTown


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> DeadlineTown:
    town = DeadlineTown()
    SchoolStatus.objects.update(starts_on=dt.date(2020, 9, 1))
    return town


def day(left: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=left)


def year() -> int:
    return school_year_of(timezone.localdate())


def programme(town: DeadlineTown, state: str, **values):
    given = {
        "starts_on": dt.date(year(), 9, 1),
        "ends_on": dt.date(year() + 1, 8, 31),
        **values,
    }
    return town.programme(state, **given)


@pytest.fixture
def filled(town) -> DeadlineTown:
    """One school waits and has a dead page of last year; the other is late."""
    town.deadline(year=year(), due_on=day(-3))
    programme(town, "submitted", due_on=day(-1))
    old = town.programme("running", starts_on=dt.date(2019, 9, 1))
    town.published(programme=old, link_state=LinkState.DEAD, dead_since=NOW)
    return town


def home(user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("today"))


def parts(response) -> list[tuple[str, int, list[str]]]:
    return [
        (part["title"], part["count"], [line["title"] for line in part["lines"]])
        for part in response.context["programme_parts"]
    ]


@pytest.mark.parametrize("who", ["coordinator", "methodist"])
def test_who_decides_sees_what_waits_who_is_late_and_what_died(filled, who):
    assert parts(home(getattr(filled, who))) == [
        ("Ждут решения", 1, ["Школа № 1: ШППКО"]),
        ("Школы просрочили", 1, ["Школа № 2: ШППКО, отправить на согласование"]),
        ("Не открывается на сайтах", 1, ["Школа № 1: приказ об утверждении"]),
    ]


def test_a_late_answer_is_marked(filled):
    waiting = home(filled.coordinator).context["programme_parts"][0]["lines"][0]
    assert waiting["is_late"] is True


def test_the_head_sees_counts(filled):
    figures = home(filled.head).context["programme_figures"]
    assert [(figure["label"], figure["value"]) for figure in figures] == [
        ("На согласовании", "1"),
        ("Возвращены с замечаниями", "0"),
        ("Утверждены и исполняются", "1"),
        ("Школы просрочили", "1"),
        ("Не открывается на сайтах", "1"),
    ]


def test_nothing_is_said_where_there_is_nothing(town):
    assert parts(home(town.coordinator)) == []
    assert home(town.head).context["programme_figures"] == []
    assert parts(home(town.team)) == []


def test_elsewhere_nothing_of_it_is_seen(filled):
    assert parts(home(filled.neighbour)) == []


def test_a_school_sees_its_returned_programme_and_what_it_owes(town):
    town.deadline(year=year(), due_on=day(5), step="approve")
    programme(town, "returned", title="Наша программа", due_on=day(2))
    found = parts(home(town.team))
    assert [(title, lines) for title, _, lines in found] == [
        ("Что делать сейчас", ["Наша программа"]),
        ("К сроку", ["ШППКО: утвердить приказом школы"]),
    ]


def test_a_school_without_a_programme_reads_its_deadline(town):
    town.deadline(year=year(), due_on=day(5))
    assert parts(home(town.team)) == [
        ("К сроку", 0, ["ШППКО: отправить на согласование"])
    ]


def test_a_draft_of_a_school_is_not_told_to_the_office(town):
    programme(town, "draft", title="Секретный черновик")
    assert "Секретный" not in home(town.coordinator).content.decode()
    assert "Секретный" in home(town.team).content.decode()
