"""Each role's first page: what waits, where every number leads, nothing foreign."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from identification.models import Run
from monitoring.enums import RecommendationState
from monitoring.models import Recommendation
from schools.actions.audit import record
from schools.enums import ImportPhase, JobState, Role
from schools.models import ImportBatch
from tests.factories import (
    MembershipFactory,
    MunicipalityFactory,
    SchoolFactory,
    UserFactory,
    person,
)
from tests.factories.identification import (
    DecisionFactory,
    DoneRunFactory,
    RecordedDecisionFactory,
    RunFactory,
    RunSchoolFactory,
    SchoolStatusFactory,
)
from tests.monitoring.paper_town import NOW, PaperTown
from tests.monitoring.site_town import SiteTown
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
URL = "/"


def home(user):
    return signed_in(user).get(URL)


def batch(territory, **changes) -> ImportBatch:
    values = {
        "kind": "results",
        "phase": ImportPhase.PREVIEW,
        "state": JobState.DONE,
        "territory": territory,
        "file_name": "результаты.xlsx",
        "file_sha256": "0" * 64,
        "requested_at": timezone.now(),
        **changes,
    }
    return ImportBatch.objects.create(**values)


def values(response) -> dict[str, str]:
    return {figure["label"]: figure["value"] for figure in response.context["figures"]}


class TestCoordinator:
    def test_the_next_step_follows_from_what_is_there(self, place):
        response = home(place.coordinator)
        assert response.context["next"]["title"] == "Запустите расчёт"
        steps = {s["title"]: s["state"] for s in response.context["steps"]}
        assert steps == {
            "Школы": "done",
            "Результаты 2026": "done",
            "Условия 2026": "done",
            "Расчёт": "now",
            "Решение": "next",
            "Документы": "next",
        }

    def test_after_the_regions_run_the_decision_comes_next(self, place):
        run = DoneRunFactory(territory=place.region, counts={})
        response = home(place.coordinator)
        assert response.context["next"]["title"] == "Начните решение"
        assert response.context["next"]["url"] == f"/identification/runs/{run.pk}/"
        draft = DecisionFactory(run=run, territory=place.town)
        response = home(place.coordinator)
        assert response.context["next"]["title"] == "Закончите решение"
        assert [row.pk for row in response.context["drafts"]] == [draft.pk]

    def test_a_fresh_portal_begins_with_the_schools(self):
        newcomer = person(Role.COORDINATOR, MunicipalityFactory())
        response = home(newcomer)
        assert response.context["next"]["title"] == "Загрузите школы"
        assert response.context["next"]["url"] == reverse("imports:list")

    def test_uploads_that_wait_are_the_towns_own(self, place):
        mine, _ = batch(place.town), batch(place.district, file_name="чужая.xlsx")
        batch(place.town, state=JobState.RUNNING)
        response = home(place.coordinator)
        assert [b.pk for b in response.context["waiting"]] == [mine.pk]
        assert "чужая.xlsx" not in response.content.decode()

    def test_work_under_way_and_failed_is_told_apart(self, place):
        active = RunFactory(
            territory=place.town, state=JobState.RUNNING, stage="Модель"
        )
        failed = RunFactory(
            territory=place.town,
            state=JobState.FAILED,
            error_detail="Школ с данными: 2.",
            requested_at=timezone.now(),
        )
        context = home(place.coordinator).context
        assert [line["url"] for line in context["active"]] == [
            f"/identification/runs/{active.pk}/"
        ]
        assert [(line["url"], line["detail"]) for line in context["failed"]] == [
            (f"/identification/runs/{failed.pk}/", "Школ с данными: 2.")
        ]

    def test_numbers_are_of_the_towns_schools_and_lead_to_them(self, place):
        SchoolStatusFactory(school=place.town_schools[0])
        SchoolStatusFactory(school=place.district_schools[0])
        client = signed_in(place.coordinator)
        response = client.get(URL)
        figures = {f["label"]: f for f in response.context["figures"]}
        assert figures["Школ"]["value"] == str(len(place.town_schools))
        assert figures["ШНОР"]["value"] == "1"
        rows = client.get(figures["ШНОР"]["url"]).context["table"].rows
        assert [row.record.pk for row in rows] == [place.town_schools[0].pk]

    def test_three_runs_cost_as_many_queries_as_one(self, place):
        client = signed_in(place.coordinator)
        DoneRunFactory(territory=place.town, counts={})
        DecisionFactory(territory=place.town)
        with CaptureQueriesContext(connection) as one:
            client.get(URL)
        DoneRunFactory.create_batch(2, territory=place.town, counts={})
        DecisionFactory.create_batch(2, territory=place.town)
        with CaptureQueriesContext(connection) as three:
            client.get(URL)
        assert len(three) == len(one)


class TestHead:
    def test_statuses_by_year_are_drawn(self, place):
        SchoolStatusFactory(school=place.town_schools[0])
        response = home(place.head)
        assert response.context["chart"].rows[-1][1] == "1"
        assert response.context["chart"].title.startswith("ШНОР в ")

    def test_without_statuses_the_page_says_why(self, place):
        response = home(place.head)
        assert response.context["chart"] is None
        assert "Статусов пока нет" in response.content.decode()

    def test_the_paper_is_of_the_decided_run(self, place):
        DoneRunFactory(territory=place.region, counts={}, year=2025)
        decided = DoneRunFactory(territory=place.region, counts={}, year=2024)
        RecordedDecisionFactory(run=decided, territory=place.town)
        response = home(place.head)
        assert response.context["papers_url"] == (
            f"/identification/runs/{decided.pk}/papers/"
        )

    def test_without_a_run_there_is_no_paper(self, place):
        assert home(place.head).context["papers_url"] == ""


class TestMethodist:
    def test_schools_with_a_status_are_listed(self, place):
        methodist = person(Role.METHODIST, place.town)
        SchoolStatusFactory(school=place.town_schools[2])
        SchoolStatusFactory(school=place.district_schools[2])
        response = home(methodist)
        assert response.context["schools"] == [place.town_schools[2]]

    def test_sites_to_look_at_stand_first_while_something_is_left(self):
        town = SiteTown()
        (part,) = home(town.methodist).context["window_parts"]
        (line,) = part["lines"]
        assert (part["title"], part["count"]) == ("Проверить сайты", 1)
        assert line["url"] == reverse("sites:window", args=[town.window.pk])
        assert "отмечено 0 из\xa04" in line["detail"]


class TestAnalyst:
    def test_sees_decisions_of_every_municipality(self, place):
        run = DoneRunFactory(territory=place.region, counts={})
        first = RecordedDecisionFactory(run=run, territory=place.town)
        second = DecisionFactory(run=run, territory=place.district)
        context = home(place.analyst).context
        assert [row.pk for row in context["recorded"]] == [first.pk]
        assert [row.pk for row in context["drafts"]] == [second.pk]


class TestSchoolTeam:
    def test_sees_its_status_with_the_order(self, place):
        SchoolStatusFactory(school=place.town_schools[0], order_number="12-о")
        response = home(place.team)
        (own,) = response.context["schools"]
        assert own["school"] == place.town_schools[0]
        assert [status.order_number for status in own["held"]] == ["12-о"]
        assert "приказ № 12-о" in response.content.decode()

    def test_advice_waits_for_an_answer_and_the_answer_for_the_office(self):
        town = PaperTown()
        town.advice()
        issued = town.advice(state=RecommendationState.ISSUED, issued_at=NOW)
        (part,) = [
            part
            for part in home(town.team).context["window_parts"]
            if part["title"] == "Ответить на рекомендации"
        ]
        (line,) = part["lines"]
        assert (line["title"], line["mark"]) == (issued.action, "due_overdue")
        assert line["url"] == reverse("analytics:recommendation", args=[issued.pk])
        Recommendation.objects.filter(pk=issued.pk).update(
            state=RecommendationState.ANSWERED, answered_at=NOW, answer="Провели"
        )
        titles = [part["title"] for part in home(town.team).context["window_parts"]]
        assert "Ответить на рекомендации" not in titles
        (part,) = [
            part
            for part in home(town.coordinator).context["window_parts"]
            if part["title"] == "Школы ответили на рекомендации"
        ]
        assert [row["detail"] for row in part["lines"]] == [
            "Школа № 1. Половина педагогов не прошла диагностику"
        ]

    def test_the_explanation_comes_with_the_order_only(self, place):
        run = DoneRunFactory(territory=place.region)
        row = RunSchoolFactory(run=run, school=place.town_schools[0])
        RunSchoolFactory(run=run, school=place.town_schools[1])
        (own,) = home(place.team).context["schools"]
        assert own["sheets"] == []
        RecordedDecisionFactory(run=run, territory=place.town)
        (own,) = home(place.team).context["schools"]
        assert [sheet.pk for sheet in own["sheets"]] == [row.pk]

    def test_no_other_school_is_named(self, place):
        page = home(place.team).content.decode()
        others = [*place.town_schools[1:], *place.district_schools]
        assert [s.name for s in others if f">{s.name}<" in page] == []

    def test_another_school_costs_no_query_of_its_own(self, place):
        run = DoneRunFactory(territory=place.region)
        RunSchoolFactory(run=run, school=place.town_schools[0])
        RecordedDecisionFactory(run=run, territory=place.town)
        client = signed_in(place.team)
        with CaptureQueriesContext(connection) as one:
            client.get(URL)
        for year in (2024, 2025):
            other = DoneRunFactory(territory=place.region, year=year)
            RunSchoolFactory(run=other, school=place.town_schools[0])
            RecordedDecisionFactory(run=other, territory=place.town)
        with CaptureQueriesContext(connection) as three:
            client.get(URL)
        assert len(three) == len(one)


class TestAdministrator:
    def test_accounts_that_need_care_are_counted_and_named(self, place):
        nobody = UserFactory(username="без-роли")
        response = home(place.admin)
        assert values(response) == {
            "Без второго фактора": "1",
            "Без роли": "1",
            "Входы закрыты": "0",
            "Задания не удались": "0",
            "Отказано в доступе": "0",
        }
        assert response.context["no_factor"] == [place.analyst]
        assert response.context["no_role"] == [nobody]

    def test_locked_logins_of_the_last_half_hour_are_shown(self, place):
        now = timezone.now()
        for age, failures in ((1, 10), (1, 9), (60, 10)):
            attempt = AccessAttempt.objects.create(
                username=f"вход-{age}-{failures}",
                ip_address="127.0.0.1",
                failures_since_start=failures,
            )
            moment = now - dt.timedelta(minutes=age)
            AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)
        assert settings.AXES_FAILURE_LIMIT == 10
        locked = home(place.admin).context["locked"]
        assert [attempt.username for attempt in locked] == ["вход-1-10"]

    def test_refusals_of_the_week_lead_to_the_trail(self, place):
        for days in (1, 30):
            record(
                actor=place.team,
                action="access.refused",
                now=timezone.now() - dt.timedelta(days=days),
                after={"path": f"/refused/{days}/"},
                is_refusal=True,
            )
        response = home(place.admin)
        assert [e.after["path"] for e in response.context["refusals"]] == [
            "/refused/1/"
        ]

    def test_a_fresh_portal_tells_the_first_steps(self):
        response = home(person(Role.ADMINISTRATOR))
        steps = {s["title"]: s["state"] for s in response.context["first_steps"]}
        assert steps == {
            "Территории": "now",
            "Люди": "next",
            "Школы": "next",
            "Результаты и условия": "next",
            "Первый расчёт": "next",
        }
        SchoolFactory()
        assert home(person(Role.ADMINISTRATOR)).context["first_steps"] == []


def test_a_person_without_a_role_is_told_whom_to_ask():
    response = home(UserFactory())
    assert "Роль ещё не назначена" in response.content.decode()


def test_with_several_roles_the_widest_home_is_shown(place):
    MembershipFactory(user=place.coordinator, role=Role.HEAD, territory=place.town)
    response = home(place.coordinator)
    assert response.templates[0].name == "monitoring/coordinator.html"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_the_page_only_reads(place):
    assert signed_in(place.coordinator).post(URL).status_code == 405


def test_pages_do_not_start_anything(place):
    home(place.coordinator)
    assert not Run.objects.exists()
