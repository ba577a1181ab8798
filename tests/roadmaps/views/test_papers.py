"""Papers on the pages: who is offered them, who gets them, what is told meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from roadmaps.models import PlanReport
from schools.enums import JobState
from schools.models import AuditEvent, User
from tests.factories.plans import VersionFactory
from tests.roadmaps.paper_place import PaperPlace, made


pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> PaperPlace:
    return PaperPlace()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(place: PaperPlace) -> str:
    return reverse("plan_papers:new", args=[place.road_map.pk])


def test_the_version_in_force_is_offered_first(place: PaperPlace) -> None:
    place.approve()
    draft = VersionFactory(road_map=place.road_map, number=2)
    client = client_of(place.coordinator)

    form = client.get(page_of(place)).context["form"]
    assert form.initial["version"] == str(place.version.pk)
    form = client.get(f"{page_of(place)}?version=2").context["form"]
    assert form.initial["version"] == str(draft.pk)


def test_an_asked_paper_is_queued_and_shown(place: PaperPlace) -> None:
    answer = client_of(place.coordinator).post(
        page_of(place),
        {"kind": "plan_docx", "version": place.version.pk, "as_of": "2026-02-01"},
    )

    report = PlanReport.objects.get()
    assert answer.url == reverse("plan_papers:detail", args=[report.pk])
    assert (report.kind, report.state) == ("plan_docx", JobState.QUEUED)
    assert report.as_of.isoformat() == "2026-02-01"


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"kind": "nonsense"}, "kind", "Выберите документ из списка."),
        ({"kind": ""}, "kind", "Выберите документ."),
        ({"version": "999999"}, "version", None),
        ({"as_of": "вчера"}, "as_of", None),
        (
            {"kind": "progress_pdf"},
            "version",
            (
                "Отчёт о выполнении делают по утверждённой версии: у проекта ещё нет "
                "сроков, по которым отвечают."
            ),
        ),
    ],
)
def test_a_wrong_request_makes_nothing_and_says_why(
    place: PaperPlace, sent: dict[str, str], field: str, message: str | None
) -> None:
    values = {"kind": "plan_pdf", "version": place.version.pk, "as_of": "", **sent}

    answer = client_of(place.coordinator).post(page_of(place), values)

    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors)) == (422, [field])
    assert message is None or errors[field] == [message]
    assert PlanReport.objects.count() == 0


def test_a_team_sees_the_ready_plan_without_a_form(place: PaperPlace) -> None:
    place.approve()
    client = client_of(place.team)
    empty = client.get(page_of(place))
    assert empty.context["form"] is None
    assert "когда муниципалитет сделает её PDF" in empty.content.decode()
    report = made(place)

    page = client.get(page_of(place)).content.decode()

    download = reverse("plan_papers:download", args=[report.pk])
    assert download in page
    # Neither who asked for it nor the page of the job is a school's matter.
    assert place.coordinator.full_name not in page
    assert f'href="{reverse("plan_papers:detail", args=[report.pk])}"' not in page
    answer = client.get(download)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.post(page_of(place), {"kind": "plan_pdf"}).status_code == 403
    assert client_of(place.far_team).get(download).status_code == 404
    event = AuditEvent.objects.get(action="plan_paper.downloaded")
    assert event.actor_id == place.team.pk


def test_a_team_of_a_town_with_a_draft_hears_that_there_is_nothing(
    place: PaperPlace,
) -> None:
    report = made(place)
    client = client_of(place.team)

    assert client.get(page_of(place)).status_code == 404
    download = reverse("plan_papers:download", args=[report.pk])
    assert client.get(download).status_code == 404


def test_progress_turns_into_a_download(place: PaperPlace) -> None:
    client = client_of(place.head)
    client.post(page_of(place), {"kind": "plan_xlsx", "version": place.version.pk})
    waiting = PlanReport.objects.get()
    status = reverse("plan_papers:status", args=[waiting.pk])
    assert "HX-Refresh" not in client.get(status)
    waiting.delete()
    report = made(place, "plan_xlsx")

    ready = client.get(reverse("plan_papers:status", args=[report.pk]))

    assert ready["HX-Refresh"] == "true"
    download = reverse("plan_papers:download", args=[report.pk])
    assert download in ready.content.decode()
    answer = client.get(download)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert client_of(place.neighbour).get(download).status_code == 404


def test_a_paper_in_the_making_has_no_download(place: PaperPlace) -> None:
    client = client_of(place.head)
    client.post(page_of(place), {"kind": "plan_xlsx", "version": place.version.pk})

    report = PlanReport.objects.get()
    download = reverse("plan_papers:download", args=[report.pk])
    assert client.get(download).status_code == 404


def test_a_failed_paper_is_asked_for_again(place: PaperPlace) -> None:
    client = client_of(place.head)
    client.post(page_of(place), {"kind": "plan_xlsx", "version": place.version.pk})
    PlanReport.objects.update(state=JobState.FAILED, error_detail="Не вышло.")
    report = PlanReport.objects.get()
    detail = reverse("plan_papers:detail", args=[report.pk])
    restart = reverse("plan_papers:restart", args=[report.pk])
    page = client.get(detail).content.decode()
    assert "Не вышло." in page
    assert restart in page

    assert client.post(restart).url == detail
    report.refresh_from_db()
    assert report.state == JobState.QUEUED
    told = client.post(restart, follow=True).content.decode()
    assert "только документ, который не получился" in told
