"""The diagram, the month and the progress of a plan."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import OccurrenceState
from tests.factories.plans import SectionFactory, approve
from tests.roadmaps.following import Town


pytestmark = pytest.mark.django_db
DONE = {"state": OccurrenceState.DONE, "done_on": dt.date(2025, 10, 20)}


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def as_coordinator(client, town):
    client.force_login(town.coordinator)
    return client


def due(days: int) -> dict[str, dt.date]:
    day = timezone.localdate() + dt.timedelta(days=days)
    return {"starts_on": day, "due_on": day}


def url(name: str, plan) -> str:
    return reverse(f"terms:{name}", args=[plan.pk])


class TestProgress:
    def test_ten_done_five_overdue_four_to_come(self, as_coordinator, town):
        for _ in range(10):
            town.occurrence(**due(-30), **DONE)
        for _ in range(5):
            town.occurrence(**due(-3))
        for _ in range(4):
            town.occurrence(**due(60))
        approve(town.version)
        response = as_coordinator.get(url("progress", town.road_map))
        total = response.context["total"]
        assert total["words"] == "10 выполнено, 5 просрочено, 4 срок не наступил"
        assert "10 выполнено, 5 просрочено, 4 срок не наступил" in (
            response.content.decode()
        )
        assert [(p["state"], p["x"], p["width"]) for p in total["bar"]] == [
            ("done", 0, 526),
            ("overdue", 526, 263),
            ("not_due", 789, 211),
        ]
        (row,) = response.context["rows"]
        assert (row["title"], row["words"]) == ("1 Организация", total["words"])

    def test_each_number_leads_to_its_rows(self, as_coordinator, town):
        town.occurrence(**due(-3))
        town.occurrence(**due(60))
        approve(town.version)
        (row,) = as_coordinator.get(url("progress", town.road_map)).context["rows"]
        found = {
            part["state"]: as_coordinator.get(part["url"]).context["table"]
            for part in row["parts"]
        }
        assert {state: table.paginator.count for state, table in found.items()} == {
            "overdue": 1,
            "not_due": 1,
        }

    def test_what_has_no_paper_is_said_apart(self, as_coordinator, town):
        town.occurrence(**due(-30), **DONE, without_document=True)
        approve(town.version)
        total = as_coordinator.get(url("progress", town.road_map)).context["total"]
        assert total["bare"] == "из них без документа: 1"

    def test_a_draft_has_no_progress_yet(self, as_coordinator, town):
        content = as_coordinator.get(url("progress", town.road_map)).content.decode()
        assert "План ещё не утверждён" in content

    def test_without_terms(self, as_coordinator, town):
        approve(town.version)
        content = as_coordinator.get(url("progress", town.road_map)).content.decode()
        assert "Сроков в плане нет" in content

    @pytest.mark.parametrize("sections", [1, 4])
    def test_the_same_queries(
        self, as_coordinator, town, sections, django_assert_max_num_queries
    ):
        for _ in range(sections):
            section = SectionFactory(version=town.version)
            town.occurrence(activity={"section": section}, **due(-3))
        approve(town.version)
        with django_assert_max_num_queries(11):
            as_coordinator.get(url("progress", town.road_map))

    @pytest.mark.parametrize(("who", "status"), [("team", 403), ("neighbour", 404)])
    def test_not_for(self, client, town, who, status):
        approve(town.version)
        client.force_login(getattr(town, who))
        assert client.get(url("progress", town.road_map)).status_code == status


class TestGantt:
    def rows(self, client, town, query: str = "") -> dict[str, list[str]]:
        response = client.get(f"{url('gantt', town.road_map)}{query}")
        return {
            row["title"]: [text["words"] for text in row["texts"]]
            for group in response.context["groups"]
            for row in group["rows"]
        }

    def test_three_terms_of_an_activity_share_its_row(self, as_coordinator, town):
        first = town.occurrence(
            activity={"title": "Анализ", "number": "1"}, **due(-40), **DONE
        )
        for days in (-4, 40):
            row = town.occurrence(**due(days))
            row.line = first.line
            row.save()
        approve(town.version)
        found = self.rows(as_coordinator, town)["1 Анализ"]
        assert [words.rsplit(": ", 1)[1] for words in found] == [
            "выполнено",
            "просрочено",
            "срок не наступил",
        ]

    def test_every_bar_is_a_link_with_words(self, as_coordinator, town):
        row = town.occurrence(
            activity={"title": "Анализ", "number": "1"},
            starts_on=dt.date(2025, 10, 1),
            due_on=dt.date(2025, 10, 31),
            **DONE,
        )
        approve(town.version)
        content = as_coordinator.get(url("gantt", town.road_map)).content.decode()
        assert (
            f'<a href="/terms/{row.pk}/" aria-label="1 Анализ, октябрь 2025: выполнено">'
            in content
        )
        # The second month of twelve.
        assert 'x="100" y="4" width="100" height="12"' in content

    def test_one_section(self, as_coordinator, town):
        other = SectionFactory(version=town.version, title="Кадры")
        town.occurrence(activity={"title": "А", "number": "1"})
        town.occurrence(activity={"title": "Б", "number": "2", "section": other})
        approve(town.version)
        assert list(self.rows(as_coordinator, town)) == ["1 А", "2 Б"]
        assert list(self.rows(as_coordinator, town, f"?section={other.pk}")) == ["2 Б"]
        assert len(self.rows(as_coordinator, town, "?section=nonsense")) == 2

    def test_a_long_plan_begins_with_its_first_section(
        self, as_coordinator, town, monkeypatch
    ):
        monkeypatch.setattr("roadmaps.queries.plan_time.ROWS_AT_ONCE", 1)
        other = SectionFactory(version=town.version, title="Кадры")
        town.occurrence(activity={"title": "А", "number": "1"})
        town.occurrence(activity={"title": "Б", "number": "2", "section": other})
        approve(town.version)
        assert list(self.rows(as_coordinator, town)) == ["1 А"]
        assert list(self.rows(as_coordinator, town, f"?section={other.pk}")) == ["2 Б"]
        assert list(self.rows(as_coordinator, town, "?section=all")) == ["1 А", "2 Б"]

    def test_to_a_school_only_what_concerns_it(self, client, town):
        town.occurrence(activity={"title": "А", "number": "1"}, concerns=(town.low,))
        town.occurrence(
            activity={"title": "Чужое", "number": "2"}, concerns=(town.adverse,)
        )
        approve(town.version)
        client.force_login(town.team)
        assert list(self.rows(client, town)) == ["1 А"]

    def test_what_has_no_day_is_named(self, as_coordinator, town):
        town.occurrence(
            activity={"title": "А", "number": "1"}, starts_on=None, due_on=None
        )
        approve(town.version)
        assert self.rows(as_coordinator, town) == {"1 А": ["без даты"]}

    def test_what_is_cancelled_has_words_and_no_bar(self, as_coordinator, town):
        gone = {"state": OccurrenceState.CANCELLED, "cancel_reason": "Нет средств."}
        row = town.occurrence(activity={"title": "А", "number": "1"}, **gone)
        approve(town.version)
        response = as_coordinator.get(url("gantt", town.road_map))
        assert response.context["frame"].bars == {}
        assert self.rows(as_coordinator, town) == {"1 А": ["октябрь 2025: отменено"]}
        assert f'<a class="gantt__apart" href="/terms/{row.pk}/">' in (
            response.content.decode()
        )

    def test_a_draft_says_what_comes_first(self, as_coordinator, town):
        content = as_coordinator.get(url("gantt", town.road_map)).content.decode()
        assert "План ещё не утверждён" in content

    @pytest.mark.parametrize("rows", [1, 5])
    def test_the_same_queries(
        self, as_coordinator, town, rows, django_assert_max_num_queries
    ):
        for _ in range(rows):
            town.occurrence(**due(5))
        approve(town.version)
        with django_assert_max_num_queries(12):
            as_coordinator.get(url("gantt", town.road_map))

    def test_a_strangers_plan_is_not_there(self, client, town):
        approve(town.version)
        client.force_login(town.neighbour)
        assert client.get(url("gantt", town.road_map)).status_code == 404


class TestCalendar:
    ADDRESS = "/terms/calendar/"

    def days(self, response) -> dict[str, list[str]]:
        return {
            cell["day"].isoformat(): [item["title"] for item in cell["items"]]
            for week in response.context["weeks"]
            for cell in week
            if cell["items"]
        }

    @pytest.fixture
    def november(self, town) -> Town:
        for title, day, fields in (
            ("А", "2025-11-05", {"user": town.methodist}),
            ("Б", "2025-11-30", {"concerns": (town.low,)}),
            ("В", "2025-12-01", {}),
        ):
            town.occurrence(
                activity={"title": title, "number": "1"},
                starts_on=dt.date(2025, 9, 1),
                due_on=dt.date.fromisoformat(day),
                **fields,
            )
        approve(town.version)
        return town

    def test_each_stands_on_its_last_day(self, as_coordinator, november):
        response = as_coordinator.get(f"{self.ADDRESS}?month=2025-11")
        assert response.context["title"] == "ноябрь 2025"
        assert self.days(response) == {"2025-11-05": ["1 А"], "2025-11-30": ["1 Б"]}
        assert [len(week) for week in response.context["weeks"]] == [7] * 5

    def test_the_months_beside_keep_the_choice(self, as_coordinator, november):
        plan = november.road_map.pk
        response = as_coordinator.get(f"{self.ADDRESS}?month=2025-12&road_map={plan}")
        assert response.context["links"]["before"] == f"?road_map={plan}&month=2025-11"
        assert response.context["links"]["after"] == f"?road_map={plan}&month=2026-01"

    def test_nonsense_is_this_month(self, as_coordinator, november):
        response = as_coordinator.get(f"{self.ADDRESS}?month=2025-99&road_map=x")
        assert response.context["month"] == timezone.localdate().replace(day=1)

    @pytest.mark.parametrize(
        ("who", "query", "expected"),
        [
            ("methodist", "&whose=mine", {"2025-11-05": ["1 А"]}),
            ("team", "", {"2025-11-30": ["1 Б"]}),
            ("neighbour", "", {}),
        ],
    )
    def test_whose(self, client, november, who, query, expected):
        client.force_login(getattr(november, who))
        response = client.get(f"{self.ADDRESS}?month=2025-11{query}")
        assert self.days(response) == expected

    def test_a_full_day_says_how_many_more(self, as_coordinator, town):
        for _ in range(8):
            town.occurrence(
                starts_on=dt.date(2025, 11, 30), due_on=dt.date(2025, 11, 30)
            )
        approve(town.version)
        response = as_coordinator.get(f"{self.ADDRESS}?month=2025-11")
        (cell,) = [c for w in response.context["weeks"] for c in w if c["items"]]
        assert (len(cell["items"]), cell["more"]) == (6, 2)

    @pytest.mark.parametrize("rows", [1, 5])
    def test_the_same_queries(
        self, as_coordinator, town, rows, django_assert_max_num_queries
    ):
        for _ in range(rows):
            town.occurrence(role="head", **due(0))
        approve(town.version)
        with django_assert_max_num_queries(12):
            as_coordinator.get(self.ADDRESS)


def test_a_version_that_was_replaced_is_not_drawn(as_coordinator, town):
    town.occurrence(activity={"title": "Старое", "number": "1"})
    approve(town.version)
    town.next_version()
    section = SectionFactory(version=town.version)
    town.activity(section=section, title="Новое", number="1")
    approve(town.version)
    response = as_coordinator.get(url("gantt", town.road_map))
    titles = [r["title"] for g in response.context["groups"] for r in g["rows"]]
    assert titles == ["1 Новое"]
