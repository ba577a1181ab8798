"""The list of runs, one run, its progress and its file."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from identification.enums import Group
from identification.models import Run, RunSchool
from schools.enums import JobState, Role
from schools.models import AuditEvent
from tests.factories import MunicipalityFactory, person
from tests.factories.identification import DoneRunFactory, RunFactory
from tests.signing import signed_in


pytestmark = pytest.mark.django_db
LOW = (Group.LOW, Group.BOTH)


def address(name: str, *args: object) -> str:
    return reverse(f"identification:{name}", args=args)


def listed(response) -> list[int]:
    return [row.record.pk for row in response.context["table"].paginated_rows]


def names(response) -> list[str]:
    rows = response.context["table"].paginated_rows
    return [row.record.school.name for row in rows]


class TestList:
    def test_the_town_sees_its_own_and_the_regions_runs(self, settled):
        response = signed_in(settled.coordinator).get(address("runs"))
        assert set(listed(response)) == {
            settled.decided_run.pk,
            settled.official.pk,
            settled.town_run.pk,
        }

    def test_the_region_sees_trials_too(self, settled):
        response = signed_in(settled.analyst).get(address("runs"))
        assert settled.trial.pk in listed(response)

    def test_filters_narrow_the_list(self, settled):
        client = signed_in(settled.analyst)
        response = client.get(address("runs"), {"purpose": "what_if"})
        assert listed(response) == [settled.trial.pk]
        response = client.get(address("runs"), {"territory": settled.town.pk})
        assert listed(response) == [settled.town_run.pk]

    def test_counts_are_of_the_persons_own_schools(self, settled):
        response = signed_in(settled.coordinator).get(address("runs"))
        counts = response.context["table"].counts[settled.official.pk]
        assert counts["schools"] == len(settled.town_schools)

    def test_a_school_team_sees_the_decided_run_of_its_own_school(self, settled):
        response = signed_in(settled.team).get(address("runs"))
        rows = [(row.run_id, row.school_id) for row in response.context["rows"]]
        assert rows == [(settled.decided_run.pk, settled.town_schools[0].pk)]

    def test_three_rows_cost_as_many_queries_as_one(self, settled):
        town = MunicipalityFactory()
        client = signed_in(person(Role.COORDINATOR, town))
        DoneRunFactory(territory=town, counts={})
        with CaptureQueriesContext(
            connection,
        ) as one:
            client.get(address("runs"))
        DoneRunFactory.create_batch(2, territory=town, counts={})
        with CaptureQueriesContext(connection) as three:
            client.get(address("runs"))
        assert len(three) == len(one)


class TestRun:
    def test_the_table_holds_every_school_by_name(self, settled):
        response = signed_in(settled.coordinator).get(
            address("run", settled.official.pk)
        )
        assert names(response) == [
            row.school.name
            for row in RunSchool.objects.filter(
                run=settled.official, school__municipality=settled.town
            ).order_by("school__name", "pk")
        ]

    def test_a_group_is_a_filter(self, settled):
        url = address("run", settled.official.pk)
        response = signed_in(settled.analyst).get(url, {"group": ["low", "both"]})
        expected = RunSchool.objects.filter(run=settled.official, group__in=LOW)
        assert sorted(listed(response)) == sorted(expected.values_list("pk", flat=True))
        assert listed(response)

    def test_figures_lead_to_their_rows(self, settled):
        client = signed_in(settled.analyst)
        response = client.get(address("run", settled.official.pk))
        figures = {f["label"]: f for f in response.context["figures"]}
        rows = client.get(figures["ШНОР"]["url"].split("#")[0])
        assert figures["ШНОР"]["value"] == str(len(listed(rows)))

    def test_the_four_cells_of_both_methods_lead_to_their_rows(self, settled):
        client = signed_in(settled.analyst)
        response = client.get(address("run", settled.official.pk))
        cells = [
            cell
            for line in response.context["agreement"]["rows"]
            for cell in line["cells"]
        ]
        found = [len(listed(client.get(cell["url"].split("#")[0]))) for cell in cells]
        assert found == [cell["count"] for cell in cells]
        assert sum(found) == len(settled.town_schools) + len(settled.district_schools)

    def test_the_map_shows_exactly_the_visible_schools(self, settled):
        response = signed_in(settled.coordinator).get(
            address("run", settled.official.pk)
        )
        drawn = {row[0] for row in response.context["map"].rows}
        assert drawn == {school.name for school in settled.town_schools}

    def test_the_neighbours_school_stands_nowhere_on_the_page(self, settled):
        response = signed_in(settled.coordinator).get(
            address("run", settled.official.pk)
        )
        page = response.content.decode()
        foreign = [s.name for s in settled.district_schools]
        own = settled.town_schools[3].name
        assert f">{own}<" in page
        assert [name for name in foreign if f">{name}<" in page] == []

    def test_search_finds_one_school(self, settled):
        school = settled.town_schools[4]
        response = signed_in(settled.coordinator).get(
            address("run", settled.official.pk), {"search": school.code}
        )
        assert names(response) == [school.name]

    def test_a_trial_says_that_it_is_one(self, settled):
        response = signed_in(settled.analyst).get(address("run", settled.trial.pk))
        assert "Официальный список не меняется" in response.content.decode()
        assert response.context["decision"].places == ()

    def test_the_coordinator_is_offered_the_draft(self, settled):
        response = signed_in(settled.coordinator).get(
            address("run", settled.official.pk)
        )
        offer = response.context["decision"]
        assert offer.decisions == (settled.draft,)
        assert offer.places == ()

    def test_a_run_without_a_decision_can_begin_one(self, settled):
        response = signed_in(settled.coordinator).get(
            address("run", settled.town_run.pk)
        )
        assert response.context["decision"].places == (settled.town,)

    def test_stability_compares_with_the_run_before(self, settled):
        response = signed_in(settled.analyst).get(address("run", settled.official.pk))
        assert "группу сменили 0 из" in response.context["stability"]["text"]

    @pytest.mark.parametrize("key", [0, 999_999])
    def test_a_number_that_is_not_there(self, settled, key):
        response = signed_in(settled.analyst).get(address("run", key))
        assert response.status_code == 404

    def test_the_neighbour_hears_that_the_towns_run_is_not_there(self, settled):
        client = signed_in(settled.neighbour)
        assert client.get(address("run", settled.town_run.pk)).status_code == 404

    def test_a_school_team_is_refused(self, settled):
        client = signed_in(settled.team)
        assert client.get(address("run", settled.decided_run.pk)).status_code == 403

    def test_a_stranger_is_asked_to_sign_in(self, settled, client):
        response = client.get(address("run", settled.official.pk))
        assert response.status_code == 302


class TestProgress:
    def test_an_unfinished_run_shows_its_stage(self, settled):
        run = RunFactory(
            territory=settled.town,
            state=JobState.RUNNING,
            stage="Повторные выборки",
            steps_done=40,
            steps_total=100,
        )
        client = signed_in(settled.coordinator)
        job = client.get(address("run", run.pk)).context["job"]
        assert (job["label"], job["steps_done"]) == ("Повторные выборки", 40)
        fragment = client.get(address("run_status", run.pk))
        assert "HX-Refresh" not in fragment.headers
        assert "Повторные выборки" in fragment.content.decode()

    def test_the_page_is_drawn_anew_when_the_run_is_done(self, settled):
        client = signed_in(settled.coordinator)
        response = client.get(address("run_status", settled.town_run.pk))
        assert response.headers["HX-Refresh"] == "true"

    def test_a_failure_says_what_and_offers_another_start(self, settled):
        run = RunFactory(
            territory=settled.town,
            state=JobState.FAILED,
            error_code="few_schools",
            error_detail="Школ с данными: 2.",
        )
        client = signed_in(settled.coordinator)
        job = client.get(address("run", run.pk)).context["job"]
        assert job["error"] == "Школ с данными: 2."
        client.post(job["restart_url"])
        assert Run.objects.get(pk=run.pk).state == JobState.QUEUED

    def test_a_finished_run_is_not_started_again(self, settled):
        client = signed_in(settled.coordinator)
        client.post(address("run_restart", settled.town_run.pk))
        assert Run.objects.get(pk=settled.town_run.pk).state == JobState.DONE


class TestExport:
    def export(self, client, run, **query):
        response = client.get(address("run_export", run.pk), query)
        sheet = load_workbook(BytesIO(response.content)).worksheets[0]
        return list(sheet.iter_rows(values_only=True))

    def test_the_file_holds_what_the_page_shows(self, settled):
        client = signed_in(settled.coordinator)
        query = {"group": ["ordinary"], "sort": "-school"}
        page = client.get(address("run", settled.official.pk), query)
        head, *rows = self.export(client, settled.official, **query)
        assert head[0] == "Школа"
        assert [row[0] for row in rows] == names(page)

    def test_numbers_are_not_rounded(self, settled):
        head, *rows = self.export(signed_in(settled.analyst), settled.official)
        place = head.index("Результат, баллов")
        by_code = {row[1]: row[place] for row in rows}
        stored = RunSchool.objects.filter(run=settled.official).select_related("school")
        assert by_code == {
            row.school.code: pytest.approx(row.outcome_points, rel=1e-12)
            for row in stored
        }

    def test_taking_data_out_leaves_a_trace(self, settled):
        self.export(signed_in(settled.coordinator), settled.official)
        event = AuditEvent.objects.filter(action="run_schools.exported").latest("pk")
        assert event.after["rows"] == len(settled.town_schools)
