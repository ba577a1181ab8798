"""Pages of programmes: who sees what, what is refused in words, nothing typed is lost."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme, ProgrammeStep, ProgrammeVersion
from schools.enums import Role
from schools.models import StoredFile, User
from tests.factories import SchoolFactory, person
from tests.factories.programmes import ProgrammeDeadlineFactory
from tests.roadmaps.programme_desk import Desk, docx_of, in_state, make_desk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_file(*words: str, name: str = "Программа.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, docx_of(*words))


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)
    return answer.status_code


def draft_values(desk: Desk, **changes: object) -> dict[str, object]:
    return {
        "school": desk.school.pk,
        "kind": desk.kind.pk,
        "title": "Программа на год",
        "starts_on": "2025-09-01",
        "ends_on": "2026-08-31",
    } | changes


def url(route: str, *args: object) -> str:
    return reverse(f"programmes:{route}", args=args)


def test_a_school_begins_uploads_and_sends(desk):
    client = client_of(desk.team)
    answer = client.post(url("new"), draft_values(desk, file=a_file("Первая")))
    programme = Programme.objects.get()
    assert answer.headers["Location"] == url("detail", programme.pk)
    page = client.get(url("detail", programme.pk)).content.decode()
    assert "Отправить на согласование" in page
    answer = client.post(url("move", programme.pk, "submit"), {})
    assert answer.headers["Location"] == url("detail", programme.pk)
    step = ProgrammeStep.objects.get()
    page = client.get(url("receipt", programme.pk, step.pk)).content.decode()
    assert step.receipt_number in page
    assert step.version.sha256 in page


def test_a_refused_file_leaves_what_was_typed_and_no_programme(desk, settings):
    settings.PROGRAMME_MAX_MEGABYTES = 1
    large = SimpleUploadedFile("Большая.docx", b"PK\x03\x04" + b"x" * 1024 * 1024)
    answer = client_of(desk.team).post(url("new"), draft_values(desk, file=large))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Файл больше 1 МБ: уменьшите картинки" in page
    assert 'value="Программа на год"' in page
    assert Programme.objects.count() == StoredFile.objects.count() == 0


def test_the_limit_is_named_before_the_upload(desk, settings):
    settings.PROGRAMME_MAX_MEGABYTES = 7
    page = client_of(desk.team).get(url("upload", desk.start().pk)).content.decode()
    assert "Файл docx, odt, pdf или xlsx, не больше 7 МБ" in page
    assert 'data-megabytes="7"' in page


def test_a_script_hears_where_to_go(desk):
    programme = desk.start()
    answer = client_of(desk.team).post(
        url("upload", programme.pk),
        {"file": a_file("Первая"), "comment": "Начало"},
        headers={"X-Requested-With": "upload"},
    )
    assert (answer.status_code, answer.headers["X-Next"]) == (
        204,
        url("detail", programme.pk),
    )
    assert ProgrammeVersion.objects.get().comment == "Начало"


def test_the_same_file_again_is_said_at_the_field_with_the_comment_kept(desk):
    programme, _, _ = desk.sent("Первая")
    desk.move(programme, "return", reason="Нет целей.")
    same = programme.versions.get().file.content
    with same.open("rb") as kept:
        again = SimpleUploadedFile("Копия.docx", kept.read())
    answer = client_of(desk.team).post(
        url("upload", programme.pk), {"file": again, "comment": "Дописали цели"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "уже загружен как версия 1" in page
    assert "Дописали цели" in page


def test_a_double_post_of_a_move_makes_one_step(desk):
    programme = desk.start()
    version = desk.upload(programme)
    client = client_of(desk.team)
    for _ in range(2):
        answer = client.post(
            url("move", programme.pk, "submit"), {"version": version.pk}
        )
        assert answer.headers["Location"] == url("detail", programme.pk)
    assert ProgrammeStep.objects.count() == 1


def test_agreeing_and_returning_have_no_page_of_their_own(desk):
    programme, _, _ = desk.sent()
    client = client_of(desk.coordinator)
    for code in ("agree", "return", "nothing"):
        assert client.post(url("move", programme.pk, code)).status_code == 404
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.SUBMITTED


def test_a_closed_window_says_who_opens_it_and_offers_no_button(desk):
    programme = desk.start()
    desk.upload(programme)
    ProgrammeDeadlineFactory(
        territory=desk.municipality, kind=desk.kind, due_on=dt.date(2025, 9, 9)
    )
    client = client_of(desk.team)
    for address in (url("detail", programme.pk), url("move", programme.pk, "submit")):
        page = client.get(address).content.decode()
        assert "закончился 09.09.2025" in page
        assert "муниципальный координатор" in page
        assert ">Отправить на согласование</button>" not in page


# --- who sees what --------------------------------------------------------------


def addresses(programme: Programme, version: ProgrammeVersion) -> list[str]:
    return [
        url("detail", programme.pk),
        url("file", programme.pk, version.number),
        reverse("files:download", args=[version.file_id]),
    ]


def test_a_draft_and_its_file_are_the_schools_alone(desk):
    programme = desk.start()
    version = desk.upload(programme, "Секретный черновик")
    team = client_of(desk.team)
    assert status(team, url("file", programme.pk, 1)) == 200
    others = [
        *(desk.coordinator, desk.methodist, desk.head),
        person(Role.ANALYST, desk.municipality.parent),
        person(Role.SCHOOL_TEAM, SchoolFactory(municipality=desk.municipality)),
    ]
    for user in others[:3] + others[4:]:
        client = client_of(user)
        found = [status(client, one) for one in addresses(programme, version)]
        assert found == [404, 404, 404]
    # Even its own team gets a programme's file by the programme's address only.
    general = reverse("files:download", args=[version.file_id])
    assert team.get(general).status_code == 404


def test_a_version_that_was_not_sent_is_hidden_beside_the_sent_one(desk):
    programme, _, _ = desk.sent("Первая")
    desk.move(programme, "return", reason="Нет целей.")
    desk.upload(programme, "Вторая")
    office = client_of(desk.coordinator)
    assert status(office, url("file", programme.pk, 1)) == 200
    assert office.get(url("file", programme.pk, 2)).status_code == 404
    assert office.get(url("difference", programme.pk, 2)).status_code == 404
    page = office.get(url("detail", programme.pk)).content.decode()
    assert ("Версия 1:" in page, "Версия 2:" in page) == (True, False)


def test_a_file_is_only_ever_saved(desk):
    programme, _, _ = desk.sent("Первая")
    answer = client_of(desk.team).get(url("file", programme.pk, 1))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


# --- lists ------------------------------------------------------------------------


def test_the_matrix_shows_states_and_its_file_the_same(desk):
    desk.sent()
    idle = SchoolFactory(municipality=desk.municipality, name="Школа без программы")
    client = client_of(desk.coordinator)
    page = client.get(url("list")).content.decode()
    assert ("Школа № 1" in page, idle.name in page) == (True, False)
    page = client.get(url("list"), {"who": "all"}).content.decode()
    assert idle.name in page
    answer = client.get(url("export"), {"who": "all", "state": "none"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(".xlsx")


def test_the_matrix_is_narrowed_by_what_is_late(desk):
    programme, _, _ = desk.sent()
    client = client_of(desk.coordinator)
    later = timezone.localdate() + dt.timedelta(days=3)
    programme.due_on = later
    programme.save()
    assert "Школа № 1" not in client.get(url("list"), {"late": "on"}).content.decode()
    programme.due_on = dt.date(2025, 9, 24)
    programme.save()
    assert "Школа № 1" in client.get(url("list"), {"late": "on"}).content.decode()


def test_a_school_sees_its_list_with_what_to_do(desk):
    desk.start()
    page = client_of(desk.team).get(url("list")).content.decode()
    assert "Что сделать сейчас:" in page
    assert "загрузить файл программы" in page


@pytest.mark.parametrize("state", list(ProgrammeState))
def test_the_page_of_each_state_opens_for_the_school_and_the_office(desk, state):
    programme = in_state(desk.school, state, starts_on=dt.date(2024, 9, 1))
    school = client_of(desk.team).get(url("detail", programme.pk))
    office = client_of(desk.coordinator).get(url("detail", programme.pk))
    expected = 404 if state == ProgrammeState.DRAFT else 200
    assert (school.status_code, office.status_code) == (200, expected)
    assert programme.get_state_display() in school.content.decode().lower()


# --- queries ----------------------------------------------------------------------


def counted(client: Client, address: str, **query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured.captured_queries)


def test_a_schools_list_asks_as_often_for_three_as_for_one(desk):
    client = client_of(desk.team)
    in_state(desk.school, "running", starts_on=dt.date(2015, 9, 1))
    with_one = counted(client, url("list"))
    for year in (2016, 2017):
        in_state(desk.school, "returned", starts_on=dt.date(year, 9, 1))
    assert counted(client, url("list")) == with_one


def test_a_search_asks_as_often_for_three_finds_as_for_one(desk):
    client = client_of(desk.coordinator)

    def one_more() -> None:
        school = SchoolFactory(municipality=desk.municipality)
        programme = in_state(school, "submitted")
        version = programme.versions.get()
        ProgrammeVersion.objects.filter(pk=version.pk).update(
            search="наставник из центра", paragraphs=["Наставник из центра"]
        )

    one_more()
    with_one = counted(client, url("search"), q="наставники")
    one_more()
    one_more()
    assert counted(client, url("search"), q="наставники") == with_one
    page = client.get(url("search"), {"q": "наставники"}).content.decode()
    assert page.count("<mark>Наставник</mark>") == 3


def test_who_only_looks_on_gets_no_button(desk):
    programme, _, _ = desk.sent()
    pages = [
        client_of(user).get(url("detail", programme.pk)).content.decode()
        for user in (desk.head, desk.methodist)
    ]
    assert ["Открыть проверку" in page for page in pages] == [False, True]
