"""Pages of a document: the list, both ways in, its progress, its end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from roadmaps.enums import IntakePhase
from roadmaps.models import Intake, RoadMap
from schools.enums import JobState, Role
from schools.models import AuditEvent, User
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import TITLE, IntakeFactory, docx_plan


pytestmark = pytest.mark.django_db

PASTED = "Мероприятие\tСрок\nПровести совещание\tСентябрь 2025\n"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"intake:{name}", args=args)


@pytest.fixture
def town():
    return MunicipalityFactory(name="Сосновый район")


@pytest.fixture
def client(town) -> Client:
    return client_of(person(Role.COORDINATOR, town))


def upload(client: Client, content: bytes = b"PK", name: str = "план.docx", **fields):
    file = SimpleUploadedFile(name, content)
    return client.post(address("new"), {"file": file, **fields})


# --- the way in ----------------------------------------------------------------------


def test_the_page_names_its_limits_before_the_upload(client) -> None:
    page = client.get(address("new")).content.decode()
    for words in ("docx", "xlsx", "PDF", "40,0", "Скан без текста"):
        assert words in page
    # One municipality needs no choice.
    assert 'type="hidden" name="territory"' in page


def test_who_edits_several_plans_chooses_one(settings) -> None:
    # The administrator of this test has no second factor.
    settings.DEMO = True
    first, second = MunicipalityFactory(), MunicipalityFactory()
    client = client_of(person(Role.ADMINISTRATOR))
    page = client.get(address("new")).content.decode()
    assert f">{first.name}</option>" in page
    assert f">{second.name}</option>" in page
    assert f">{first.parent.name}</option>" not in page
    assert upload(client, territory="").status_code == 422


def test_an_upload_goes_to_its_page(
    client, town, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("roadmaps.views.intake.enqueue_intake", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        answer = upload(client, docx_plan(), territory=town.pk, period="school-2025")
    intake = Intake.objects.get()
    assert answer.url == address("detail", intake.pk)
    assert sent == [intake.pk]
    assert intake.state == JobState.QUEUED
    page = client.get(answer.url).content.decode()
    assert "Портал читает документ" in page
    assert "Документ ждёт" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Выберите файл."),
        ({"file": SimpleUploadedFile("план.docx", b"")}, "Файл пуст"),
        (
            {"file": SimpleUploadedFile("план.docx", b"PK"), "period": "other"},
            "Укажите дату.",
        ),
        (
            {
                "file": SimpleUploadedFile("план.docx", b"PK"),
                "period": "other",
                "starts_on": "2026-09-01",
                "ends_on": "2025-09-01",
            },
            "заканчивается раньше",
        ),
    ],
)
def test_a_wrong_upload_comes_back_with_its_error(client, town, fields, words) -> None:
    answer = client.post(address("new"), {"territory": town.pk, **fields})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Intake.objects.count() == 0


def test_a_file_above_the_limit_is_refused(client, town, settings) -> None:
    settings.IMPORT_MAX_BYTES = 10
    answer = upload(client, b"PK" * 10, territory=town.pk)
    assert answer.status_code == 422
    assert "Файл больше 10" in answer.content.decode()


def test_a_foreign_municipality_is_not_offered(client) -> None:
    answer = upload(client, territory=MunicipalityFactory().pk)
    assert answer.status_code == 422
    assert Intake.objects.count() == 0


def test_a_pasted_table_goes_straight_to_the_review(client, town) -> None:
    answer = client.post(
        address("paste"),
        {"territory": town.pk, "text": PASTED, "period": "school-2025"},
    )
    intake = Intake.objects.get()
    assert answer.url == address("detail", intake.pk)
    assert "Провести совещание" in client.get(answer.url).content.decode()


def test_the_page_of_a_paste_keeps_merged_cells(client, town) -> None:
    html = (
        "<table><tr><td>Мероприятие</td><td>Срок</td></tr>"
        "<tr><td colspan='2'>Раздел I. Организация</td></tr>"
        "<tr><td>Совещание</td><td>Май 2026</td></tr></table>"
    )
    client.post(address("paste"), {"territory": town.pk, "text": PASTED, "html": html})
    page = client.get(address("detail", Intake.objects.get().pk)).content.decode()
    assert "Организация" in page
    assert "Провести совещание" not in page


@pytest.mark.parametrize(
    ("text", "words"), [("", "Вставьте таблицу."), ("Письмо", "В тексте нет таблицы")]
)
def test_a_paste_without_a_table_comes_back(client, town, text, words) -> None:
    answer = client.post(address("paste"), {"territory": town.pk, "text": text})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert text in page


# --- one document --------------------------------------------------------------------


def test_the_panel_asks_until_the_reading_ends(client, town) -> None:
    intake = IntakeFactory(
        territory=town,
        phase=IntakePhase.READING,
        state=JobState.RUNNING,
        stage="Читаем страницы",
        steps_done=1,
        steps_total=3,
    )
    panel = client.get(address("status", intake.pk))
    assert "Читаем страницы" in panel.content.decode()
    assert "HX-Refresh" not in panel
    Intake.objects.update(state=JobState.DONE, phase=IntakePhase.REVIEW)
    assert client.get(address("status", intake.pk))["HX-Refresh"] == "true"


def failed(town) -> Intake:
    return IntakeFactory(
        territory=town,
        phase=IntakePhase.READING,
        state=JobState.FAILED,
        error_code="scan",
        error_detail="В файле только изображения страниц, без текста.",
    )


def test_a_failed_reading_says_why_and_what_to_do(
    client, town, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("roadmaps.views.intake.enqueue_intake", sent.append)
    intake = failed(town)
    page = client.get(address("detail", intake.pk)).content.decode()
    assert "В файле только изображения страниц, без текста." in page
    for way in ("restart", "discard"):
        assert address(way, intake.pk) in page
    for way in ("new", "paste"):
        assert address(way) in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("restart", intake.pk))
    intake.refresh_from_db()
    assert (intake.state, sent) == (JobState.QUEUED, [intake.pk])


def test_a_head_sees_the_failure_and_no_buttons(town) -> None:
    intake = failed(town)
    page = client_of(person(Role.HEAD, town)).get(address("detail", intake.pk))
    assert "без текста" in page.content.decode()
    assert address("restart", intake.pk) not in page.content.decode()


def test_a_document_is_given_up_with_a_reason(client, town) -> None:
    intake = IntakeFactory(territory=town)
    answer = client.post(address("discard", intake.pk), {"reason": ""})
    assert answer.status_code == 422
    assert "Напишите, почему отклоняете" in answer.content.decode()
    client.post(address("discard", intake.pk), {"reason": "Это план другого года"})
    page = client.get(address("detail", intake.pk)).content.decode()
    assert "Документ отклонён." in page
    assert "Это план другого года" in page
    # There is nothing more to give up.
    assert client.get(address("discard", intake.pk)).status_code == 302


def test_a_plan_is_made_once_from_the_page_that_shows_it(client, town) -> None:
    intake = IntakeFactory(territory=town)
    page = client.get(address("confirm", intake.pk)).content.decode()
    for words in (TITLE, "Сосновый район", "сентябрь 2025 – август 2026"):
        assert words in page
    assert RoadMap.objects.count() == 0
    first = client.post(address("confirm", intake.pk))
    second = client.post(address("confirm", intake.pk))
    road_map = RoadMap.objects.get()
    assert first.url == second.url == reverse("plans:detail", args=[road_map.pk])
    page = client.get(address("detail", intake.pk)).content.decode()
    assert "План создан." in page
    assert first.url in page


def test_a_document_that_is_not_ready_says_what_is_missing(client, town) -> None:
    from roadmaps.documents import to_json
    from tests.factories.intake import raw_plan

    intake = IntakeFactory(territory=town, raw=to_json(raw_plan((), title="План")))
    page = client.get(address("confirm", intake.pk)).content.decode()
    assert "Нет ни одного мероприятия" in page
    assert "Период плана не указан" in page
    assert ">Создать план</button>" not in page
    answer = client.post(address("confirm", intake.pk), follow=True)
    assert "Период плана не указан" in answer.content.decode()
    assert RoadMap.objects.count() == 0


def test_a_plan_thrown_away_leaves_the_document_with_its_story(client, town) -> None:
    intake = IntakeFactory(territory=town, phase=IntakePhase.CONFIRMED)
    page = client.get(address("detail", intake.pk)).content.decode()
    assert "План удалён." in page


# --- the list and who may ------------------------------------------------------------


def test_an_empty_list_says_what_to_do(client, town) -> None:
    page = client.get(address("list")).content.decode()
    assert "Документов пока нет" in page
    assert address("new") in page
    head = client_of(person(Role.HEAD, town)).get(address("list")).content.decode()
    assert "Документы загружает муниципальный координатор." in head


def test_the_list_shows_each_document_with_its_state(client, town) -> None:
    IntakeFactory(territory=town, file_name="на проверке.docx")
    failed(town)
    IntakeFactory(territory=town, phase=IntakePhase.DISCARDED)
    IntakeFactory(file_name="чужой.docx")
    page = client.get(address("list")).content.decode()
    for words in ("на проверке.docx", "ждёт проверки", "не прочитан", "отклонён"):
        assert words in page
    assert "чужой.docx" not in page


@pytest.mark.parametrize("name", ["detail", "status", "columns", "confirm", "discard"])
def test_a_foreign_document_is_not_there(client, name: str) -> None:
    intake = IntakeFactory()
    assert client.get(address(name, intake.pk)).status_code == 404


@pytest.mark.parametrize(
    "name", ["columns", "cell", "period", "confirm", "discard", "restart"]
)
def test_a_refused_change_leaves_a_trace(town, name: str) -> None:
    intake = IntakeFactory(territory=town)
    head = person(Role.HEAD, town)
    answer = client_of(head).post(address(name, intake.pk))
    assert answer.status_code == 403
    [event] = AuditEvent.objects.filter(action="access.refused")
    assert (event.actor_id, event.is_refusal) == (head.pk, True)
