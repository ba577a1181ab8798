"""The review: doubts first, rows beside what was understood, cells mended in place."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roadmaps.documents import to_json
from roadmaps.models import Intake
from roadmaps.queries.intake import texts_of
from schools.enums import Role
from schools.models import User
from tests.factories import MunicipalityFactory, person
from tests.factories.intake import ODD_ROWS, TITLE, IntakeFactory, many_rows, raw_plan


pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"intake:{name}", args=args)


@pytest.fixture
def intake() -> Intake:
    return IntakeFactory()


@pytest.fixture
def client(intake: Intake) -> Client:
    return client_of(person(Role.COORDINATOR, intake.territory))


def page_of(client: Client, intake: Intake, query: str = "") -> str:
    return client.get(address("detail", intake.pk) + query).content.decode()


def mend(client: Client, intake: Intake, key: str, text: str = "", **fields):
    headers = HTMX if fields.pop("htmx", False) else {}
    values = {"key": key, "text": text, **fields}
    return client.post(address("cell", intake.pk), values, **headers)


def part(page: str, name: str) -> str:
    """Return the element of a name, up to the next one of its kind."""
    start = page.index(f'id="{name}"')
    rest = page[start:]
    tag = re.search(r"<(article|section)[^<]*$", page[:start])
    assert tag is not None
    return rest[: rest.index(f"</{tag[1]}>")]


def edits_of(intake: Intake) -> dict[str, str]:
    intake.refresh_from_db()
    return texts_of(intake)


# --- what is shown -------------------------------------------------------------------


def test_the_first_line_says_what_was_understood(client, intake) -> None:
    head = part(page_of(client, intake), "understood")
    for words in (
        TITLE,
        "сентябрь 2025 – август 2026",
        "2\N{NO-BREAK SPACE}раздела",
        "3\N{NO-BREAK SPACE}мероприятия",
        "1\N{NO-BREAK SPACE}сомнительная ячейка",
    ):
        assert words in head


def test_a_doubtful_cell_stands_first_with_its_reason(client, intake) -> None:
    page = page_of(client, intake)
    doubts = part(page, "doubts")
    assert page.index('id="doubts"') < page.index('id="plan"')
    for words in (
        "1.2 Составить план поддержки",
        "Август",
        "не уверен",
        "год не назван",
    ):
        assert words in doubts
    assert "Провести совещание" not in doubts


def test_a_row_of_the_document_stands_beside_what_was_understood(
    client, intake
) -> None:
    row = part(page_of(client, intake), "row-0-5")
    assert "таблица 1, строка 6" in row
    assert '<dt title="Срок">Срок</dt><dd>до 20 мая 2026</dd>' in row
    assert "до 20.05.2026 включительно" in row
    assert "<li>Методический центр" in row


def test_an_old_cell_keeps_the_sign_of_the_one_who_mended_it(client, intake) -> None:
    mend(client, intake, "0.2:title", "Совет директоров")
    assert "исправлено вами" in part(page_of(client, intake), "row-0-2")
    other = person(Role.COORDINATOR, intake.territory, full_name="Ольга Зимина")
    theirs = part(page_of(client_of(other), intake), "row-0-2")
    assert "исправлено вами" not in theirs
    assert "исправлено: " in theirs


def test_a_reader_sees_everything_and_changes_nothing(intake) -> None:
    head = client_of(person(Role.HEAD, intake.territory))
    page = page_of(head, intake)
    assert "Составить план поддержки" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert address("confirm", intake.pk) not in page


def test_filters_show_doubtful_mended_and_skipped_rows(client, intake) -> None:
    mend(client, intake, "0.2:title", "Совет директоров")
    mend(client, intake, "0.5:row", "skip")
    shown = {
        show: re.findall(r'id="row-([\d-]+)"', page_of(client, intake, f"?show={show}"))
        for show in ("doubts", "mended", "skipped", "", "nonsense")
    }
    assert shown == {
        "doubts": ["0-3"],
        "mended": ["0-2", "0-5"],
        "skipped": ["0-5"],
        "": ["0-2", "0-3", "0-5"],
        "nonsense": ["0-2", "0-3", "0-5"],
    }


def test_a_document_in_which_nothing_was_found_leads_to_its_columns(client) -> None:
    intake = IntakeFactory(raw=to_json(raw_plan(())))
    own = client_of(person(Role.COORDINATOR, intake.territory))
    page = page_of(own, intake)
    assert "Мероприятия не найдены" in page
    assert address("columns", intake.pk) in page


def test_a_long_plan_is_shown_by_pages_and_finds_its_row(client) -> None:
    intake = IntakeFactory(raw=to_json(raw_plan(many_rows(120))))
    own = client_of(person(Role.COORDINATOR, intake.territory))
    assert len(re.findall(r'<article class="row-card', page_of(own, intake))) == 50
    page = page_of(own, intake, "?edit=0.110:term")
    assert 'id="row-0-110"' in page
    assert 'id="cell-0-110-term-input"' in page
    assert 'id="row-0-110"' in page_of(own, intake, "?row=0.110")


# --- mending in place ----------------------------------------------------------------


def test_a_form_opens_in_place_and_closes_again(client, intake) -> None:
    url = address("cell", intake.pk) + "?key=0.3:term"
    opened = client.get(url, **HTMX).content.decode()
    assert 'id="row-0-3"' in opened
    assert "<textarea" in opened
    assert "Август</textarea>" in opened
    assert "<textarea" not in client.get(url + "&close=1", **HTMX).content.decode()


def test_without_scripts_the_page_opens_with_the_form(client, intake) -> None:
    answer = client.get(address("cell", intake.pk) + "?key=0.3:term")
    assert answer.url == address("detail", intake.pk) + "?edit=0.3%3Aterm#row-0-3"
    page = page_of(client, intake, "?edit=0.3%3Aterm")
    assert "Август</textarea>" in page


def test_a_mended_term_is_read_at_once(client, intake) -> None:
    answer = mend(client, intake, "0.3:term", "до 15 октября 2025", htmx=True)
    page = answer.content.decode()
    assert "до 15.10.2025 включительно" in page
    assert "исправлено вами" in page
    # The rest of the page goes along: no doubt is left.
    assert 'id="doubts" hx-swap-oob="true"' in page
    assert "Сомнительных ячеек нет" in page
    assert 'id="understood" hx-swap-oob="true"' in page
    assert edits_of(intake) == {"0.3:term": "до 15 октября 2025"}


def test_without_scripts_a_mended_cell_leads_back_to_its_row(client, intake) -> None:
    answer = mend(client, intake, "0.3:title", "План", page="1", show="doubts")
    assert answer.url == (address("detail", intake.pk) + "?page=1&show=doubts#row-0-3")


def test_a_doubt_is_settled_from_the_list(client, intake) -> None:
    answer = mend(
        client, intake, "0.3:checked.term", "1", page="1", from_list="1", htmx=True
    )
    page = answer.content.decode()
    assert re.search(r'id="row-0-3" data-unit hx-swap-oob="true"', page)
    assert "Сомнительных ячеек нет" in page
    # A row that the page does not show is not sent.
    away = mend(
        client,
        intake,
        "0.3:checked.term",
        action="undo",
        page="1",
        show="mended",
        from_list="1",
        htmx=True,
    )
    assert 'id="row-0-3"' not in away.content.decode()


def test_one_correction_is_taken_back(client, intake) -> None:
    mend(client, intake, "0.2:title", "Совет")
    mend(client, intake, "0.2:result", "Решение")
    mend(client, intake, "0.2:title", action="undo")
    assert edits_of(intake) == {"0.2:result": "Решение"}


def test_parties_are_mended_one_on_a_line(client, intake) -> None:
    page = mend(client, intake, "0.2:responsible", "Отдел\nЦентр", htmx=True)
    assert re.findall(r"<li>(\w+)", part(page.content.decode(), "row-0-2")) == [
        *("Отдел", "Центр"),
    ]


@pytest.mark.parametrize("htmx", [True, False])
def test_a_refused_text_stays_in_its_form(client, intake, htmx: bool) -> None:
    answer = mend(client, intake, "0.2:number", "9" * 30, htmx=htmx)
    page = answer.content.decode()
    assert answer.status_code == (200 if htmx else 422)
    assert "Слишком длинно" in page
    assert f'value="{"9" * 30}"' in page
    assert edits_of(intake) == {}


def test_a_cell_mended_meanwhile_is_shown(client, intake) -> None:
    mend(
        client_of(person(Role.COORDINATOR, intake.territory)),
        intake,
        "0.2:title",
        "Совет",
    )
    answer = mend(
        client, intake, "0.2:title", "Встреча", seen="Провести совещание с директорами"
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "теперь там «Совет»" in page
    assert "Встреча</textarea>" in page


@pytest.mark.parametrize("key", ["", "nonsense", "plan:secret", "1.1:refs"])
def test_a_cell_that_cannot_be_is_not_there(client, intake, key: str) -> None:
    assert mend(client, intake, key, "x").status_code == 404
    url = address("cell", intake.pk) + f"?key={key}"
    assert client.get(url).status_code == 404


def test_a_row_that_is_not_there_is_not_there(client, intake) -> None:
    url = address("cell", intake.pk) + "?key=9.9:title"
    assert client.get(url, **HTMX).status_code == 404


# --- rows, sections, the plan --------------------------------------------------------


def test_a_row_is_skipped_and_brought_back(client, intake) -> None:
    mend(client, intake, "0.5:row", "skip")
    page = page_of(client, intake)
    assert "Пропущено вами" in part(page, "row-0-5")
    assert "2\N{NO-BREAK SPACE}мероприятия" in part(page, "understood")
    mend(client, intake, "0.5:row", action="undo")
    assert "Пропущено вами" not in page_of(client, intake)


def test_a_row_that_was_passed_over_is_taken_and_given_back(client, intake) -> None:
    assert 'id="passed"' not in page_of(client, intake)
    intake.raw = to_json(raw_plan(ODD_ROWS))
    intake.finished_at += dt.timedelta(hours=1)
    intake.save()
    passed = part(page_of(client, intake), "passed")
    assert "Строки, которые портал не взял: 2" in passed
    assert "<details open" not in passed
    assert "таблица 1, строка 7" in passed

    answer = mend(client, intake, "0.6:passed_row", "activity", page="1", show="doubts")
    assert answer.url == address("detail", intake.pk) + "?row=0.6#row-0-6"
    page = page_of(client, intake)
    assert "портал не взял: 1" in part(page, "passed")
    row = part(page, "row-0-6")
    assert "в план её взяли вы" in row
    assert 'value="skip"' not in row
    assert "4\N{NO-BREAK SPACE}мероприятия" in part(page, "understood")

    mend(client, intake, "0.6:passed_row", action="undo")
    assert edits_of(intake) == {}
    assert "Ознакомлены" in part(page_of(client, intake), "passed")


def test_a_reader_sees_passed_rows_and_takes_none(intake) -> None:
    intake = IntakeFactory(raw=to_json(raw_plan(ODD_ROWS)))
    passed = part(
        page_of(client_of(person(Role.HEAD, intake.territory)), intake), "passed"
    )
    assert ("Ознакомлены" in passed, "<form" in passed) == (True, False)


def test_only_a_passed_row_is_taken(client, intake) -> None:
    mend(client, intake, "0.2:passed_row", "activity")
    mend(client, intake, "9.9:passed_row", "activity")
    assert edits_of(intake) == {}


def test_a_row_becomes_a_section(client, intake) -> None:
    mend(client, intake, "0.2:row", "section")
    page = page_of(client, intake)
    assert "раздел назван вами" in part(page, "part-row-0-2")
    assert "3\N{NO-BREAK SPACE}раздела" in part(page, "understood")


def test_a_row_is_joined_to_the_one_before(client, intake) -> None:
    mend(client, intake, "0.3:row", "join")
    row = part(page_of(client, intake), "row-0-2")
    assert "Провести совещание с директорами Составить план поддержки" in row
    assert "таблица 1, строка 4" in row
    assert "Разделить" in row


def test_the_first_row_of_a_section_is_not_offered_a_join(client, intake) -> None:
    page = page_of(client, intake)
    assert 'value="join"' not in part(page, "row-0-2")
    assert 'value="join"' in part(page, "row-0-3")


def test_the_plan_itself_is_mended(client, intake) -> None:
    page = mend(client, intake, "plan:approver_name", "Орлова И. П.", htmx=True)
    fields = part(page.content.decode(), "plan-fields")
    assert "Орлова И. П." in fields
    day = mend(client, intake, "plan:order_date", "2025-08-25", htmx=True)
    assert "25\N{NO-BREAK SPACE}августа 2025" in day.content.decode()


def test_a_section_is_renamed(client, intake) -> None:
    page = mend(client, intake, "0.4:section_title", "Поддержка", htmx=True)
    assert "2 Поддержка" in part(page.content.decode(), "part-row-0-4")


def test_the_period_is_named_anew(client, intake) -> None:
    wrong = client.post(address("period", intake.pk), {"period": "other"})
    assert wrong.status_code == 422
    assert "Укажите дату." in wrong.content.decode()
    client.post(
        address("period", intake.pk),
        {"period": "other", "starts_on": "2027-01-01", "ends_on": "2027-12-31"},
    )
    page = page_of(client, intake)
    assert "январь – декабрь 2027" in part(page, "understood")
    client.post(address("period", intake.pk), {"period": ""})
    assert "сентябрь 2025 – август 2026" in part(page_of(client, intake), "understood")


# --- columns -------------------------------------------------------------------------


def columns(**changes: str) -> dict[str, str]:
    codes = ("number", "title", "term", "responsible", "result")
    fields = {f"meaning_0_{index}": code for index, code in enumerate(codes)}
    fields |= {f"milestone_0_{index}": "" for index in range(len(codes))}
    return fields | changes


def test_the_columns_are_shown_with_their_first_rows(client, intake) -> None:
    page = client.get(address("columns", intake.pk)).content.decode()
    assert "Ответственные" in page
    assert "Провести совещание с директорами" in page
    assert '<option value="term" selected>Срок</option>' in page


def test_columns_are_named_anew_and_corrections_stay(client, intake) -> None:
    mend(client, intake, "0.2:title", "Совет директоров")
    answer = client.post(address("columns", intake.pk), columns(meaning_0_4="document"))
    assert answer.url == address("detail", intake.pk)
    row = part(page_of(client, intake), "row-0-2")
    assert "Совет директоров" in row
    assert re.search(r"Документ</dt>.*?Протокол", row, re.DOTALL)
    client.post(address("columns", intake.pk), {"action": "forget"})
    intake.refresh_from_db()
    assert intake.columns == {}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"meaning_0_1": "note"}, "Укажите, в каком столбце названия мероприятий."),
        ({"meaning_0_4": "milestone"}, "Впишите год, квартал или месяц"),
        ({"meaning_0_4": "nonsense"}, "nonsense"),
    ],
)
def test_wrong_columns_come_back(client, intake, changes, words) -> None:
    answer = client.post(address("columns", intake.pk), columns(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    intake.refresh_from_db()
    assert intake.columns == {}


# --- the cost ------------------------------------------------------------------------


def test_three_activities_cost_as_many_queries_as_thirty() -> None:
    town = MunicipalityFactory()
    user = person(Role.COORDINATOR, town)
    client = client_of(user)

    def queries(rows: int) -> int:
        intake = IntakeFactory(territory=town, raw=to_json(raw_plan(many_rows(rows))))
        for number in range(2, rows + 2):
            mend(client, intake, f"0.{number}:title", f"Исправлено {number}")
        page_of(client, intake)
        with CaptureQueriesContext(connection) as found:
            page = page_of(client, intake)
        assert f"Исправлено {rows + 1}" in page
        return len(found)

    assert queries(3) == queries(30)
