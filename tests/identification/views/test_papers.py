"""Papers on the pages: who is offered them, who gets them, what is told meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from identification.actions.decisions import decide_item, open_decision
from identification.actions.papers import make_paper, request_paper
from identification.actions.recording import record_decision
from identification.enums import ReportKind, Verdict
from identification.models import Run, RunReport
from schools.enums import JobState
from schools.models import User
from tests.factories.identification import NOW
from tests.identification.conftest import Place


pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _demo(settings) -> None:
    # The analyst of these tests has no second factor.
    settings.DEMO = True


@pytest.fixture
def run(place: Place) -> Run:
    run = place.run()
    decision = open_decision(
        run=run, territory=place.town, user=place.coordinator, now=NOW
    )
    for item in decision.items.all():
        decide_item(
            item=item,
            verdict=Verdict.ACCEPTED,
            reason="Согласны.",
            user=place.coordinator,
            now=NOW,
        )
    record_decision(
        decision=decision,
        order_number="77-о",
        order_date=NOW.date(),
        effective_on=NOW.date(),
        user=place.coordinator,
        now=NOW,
    )
    return run


def test_an_empty_list_says_what_to_do(run: Run, place: Place) -> None:
    page = client_of(place.head).get(
        reverse("identification:run_papers", args=[run.pk])
    )
    assert "Документов пока нет" in page.content.decode()
    # One territory needs no choice.
    assert "id_territory" not in page.content.decode()


def test_an_analyst_chooses_the_territory(run: Run, place: Place) -> None:
    address = reverse("identification:run_papers", args=[run.pk])
    client = client_of(place.analyst)
    assert "id_territory" in client.get(address).content.decode()

    client.post(address, {"kind": "list_pdf", "territory": place.town.pk})
    report = RunReport.objects.get()
    assert (report.territory, report.kind) == (place.town, ReportKind.LIST_PDF)
    assert report.state == JobState.QUEUED


@pytest.mark.parametrize(
    "sent",
    [{"kind": "school_pdf"}, {"kind": "nonsense"}, {"kind": "list_pdf"}, {}],
)
def test_a_wrong_request_makes_nothing(run: Run, place: Place, sent: dict) -> None:
    address = reverse("identification:run_papers", args=[run.pk])
    page = client_of(place.analyst).post(address, sent, follow=True)
    assert "Выберите документ и территорию." in page.content.decode()
    assert RunReport.objects.count() == 0


def test_a_foreign_territory_is_not_offered(run: Run, place: Place) -> None:
    address = reverse("identification:run_papers", args=[run.pk])
    client_of(place.coordinator).post(
        address, {"kind": "list_pdf", "territory": place.district.pk}
    )
    assert RunReport.objects.get().territory == place.town


def test_a_team_gets_its_own_sheet_and_no_other(run: Run, place: Place) -> None:
    own, sibling = place.town_schools[0], place.town_schools[1]
    client = client_of(place.team)
    page = client.get(reverse("identification:run_school", args=[run.pk, own.pk]))
    address = reverse("identification:school_paper", args=[run.pk, own.pk])
    assert address in page.content.decode()

    answer = client.post(address)
    report = RunReport.objects.get()
    assert answer.url == reverse("identification:paper", args=[report.pk])
    assert client.get(answer.url).status_code == 200
    other = reverse("identification:school_paper", args=[run.pk, sibling.pk])
    assert client.post(other).status_code == 404
    stranger = client_of(place.other_team)
    assert stranger.get(answer.url).status_code == 404


def test_a_ready_paper_is_downloaded_as_an_attachment(run: Run, place: Place) -> None:
    report = request_paper(
        run=run,
        kind=ReportKind.LIST_XLSX,
        user=place.head,
        territory=place.town,
        now=NOW,
    )
    client = client_of(place.head)
    address = reverse("identification:paper_status", args=[report.pk])
    assert "HX-Refresh" not in client.get(address)
    make_paper(report_id=report.pk, clock=lambda: NOW)
    report.refresh_from_db()

    assert client.get(address)["HX-Refresh"] == "true"
    download = reverse("files:download", args=[report.file_id])
    page = client.get(reverse("identification:paper", args=[report.pk]))
    assert download in page.content.decode()
    answer = client.get(download)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    neighbour = client_of(place.neighbour)
    assert neighbour.get(download).status_code == 404


def test_the_list_costs_the_same_queries_with_one_paper_and_with_three(
    run: Run, place: Place
) -> None:
    address = reverse("identification:run_papers", args=[run.pk])
    client = client_of(place.head)

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def add() -> None:
        RunReport.objects.create(
            run=run,
            kind=ReportKind.LIST_PDF,
            territory=place.town,
            requested_by=place.head,
            requested_at=NOW,
        )

    add()
    client.get(address)
    with_one = queries()
    add()
    add()
    assert queries() == with_one
