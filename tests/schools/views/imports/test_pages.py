"""The pages of an upload: what they show at each step, and to whom."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from identification.models import Result
from schools.enums import ImportPhase, JobState, Role
from schools.models import ImportBatch, StoredFile
from tests.factories import SchoolFactory, person
from tests.factories.imports import RESULT_HEADERS, csv_bytes, result_line
from tests.schools.views.imports.conftest import browser_of


pytestmark = pytest.mark.django_db


def words(response) -> str:
    """Return what a person reads on the page, without markup."""
    text = re.sub(
        r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").split())


def page(name, batch):
    return reverse(f"imports:{name}", args=[batch.pk])


@pytest.fixture
def send(browser, town, work, settings):
    """Upload rows through the form, and let the worker read them."""
    settings.CELERY_TASK_ALWAYS_EAGER = False

    def send(*rows, headers=RESULT_HEADERS, kind="results", name="Итоги.csv", raw=None):
        content = csv_bytes([headers, *rows]) if raw is None else raw
        response = browser.post(
            reverse("imports:new"),
            {
                "kind": kind,
                "territory": town.pk,
                "file": SimpleUploadedFile(name, content),
            },
        )
        assert response.status_code == 302, response.context["form"].errors
        return work()

    return send


def test_the_list_says_what_to_do_first(browser):
    response = browser.get(reverse("imports:list"))
    assert "Загрузок пока нет" in words(response)
    assert reverse("imports:new") in response.content.decode()


def test_the_form_offers_three_tables_with_templates(browser, town):
    response = browser.get(reverse("imports:new") + "?kind=context")
    assert [
        (card["title"], card["is_chosen"]) for card in response.context["cards"]
    ] == [("Школы", False), ("Условия школ", True), ("Результаты процедур", False)]
    assert "не больше 40,0 МБ" in words(response)
    assert f'name="territory" value="{town.pk}"' in response.content.decode()


def test_a_form_without_a_file_comes_back_in_words(browser, town):
    response = browser.post(reverse("imports:new"), {"territory": town.pk})
    assert response.context["form"].errors == {
        "kind": ["Выберите, какую таблицу загружаете."],
        "file": ["Выберите файл."],
    }


def test_a_file_above_the_limit_is_not_taken(browser, town, settings):
    settings.IMPORT_MAX_BYTES = 10
    response = browser.post(
        reverse("imports:new"),
        {
            "kind": "results",
            "territory": town.pk,
            "file": SimpleUploadedFile("a.csv", b"x" * 11),
        },
    )
    assert (
        response.context["form"]
        .errors["file"][0]
        .startswith("Файл больше 10\N{NO-BREAK SPACE}байт")
    )
    assert (ImportBatch.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_territory_of_somebody_else_is_not_a_choice(browser, town):
    response = browser.post(
        reverse("imports:new"),
        {
            "kind": "results",
            "territory": SchoolFactory().municipality_id,
            "file": SimpleUploadedFile("a.csv", b"x"),
        },
    )
    assert list(response.context["form"].errors) == ["territory"]


def test_the_whole_way_through_the_pages(browser, send, work, school):
    batch = send(result_line(school))
    preview = browser.get(page("detail", batch))
    assert "Записать 1 строку" in words(preview)
    assert "СОШ № 1, ОГЭ, Математика, 9 класс, 2025" in words(preview)
    assert Result.objects.count() == 0
    browser.post(page("confirm", batch))
    assert work().phase == ImportPhase.WRITTEN
    written = words(browser.get(page("detail", batch)))
    assert "Участников 40 40 совпало" in written
    asked = browser.get(page("undo", batch))
    assert "Новые строки будут удалены" in words(asked)
    refused = browser.post(page("undo", batch), {"reason": ""})
    assert refused.context["form"].errors == {
        "reason": ["Напишите, почему отменяете загрузку."]
    }
    browser.post(page("undo", batch), {"reason": "не тот файл"})
    assert work().phase == ImportPhase.UNDONE
    assert "Загрузка отменена" in words(browser.get(page("detail", batch)))
    assert Result.objects.count() == 0


def test_a_second_press_says_how_things_stand(browser, send, school):
    batch = send(result_line(school))
    browser.post(page("confirm", batch))
    response = browser.post(page("confirm", batch), follow=True)
    assert "уже подтверждена или отменена" in words(response)


def test_the_same_file_again_is_said(browser, send, work, school):
    first = send(result_line(school))
    browser.post(page("confirm", first))
    work()
    again = send(result_line(school))
    shown = browser.get(page("detail", again))
    assert shown.context["earlier"] == first
    assert "Этот файл уже загружен." in words(shown)
    assert "Новых и изменённых строк нет." in words(shown)
    assert (again.rows_new, again.rows_changed) == (0, 0)


def test_a_faulty_file_lists_every_fault_with_its_place(browser, send, school, town):
    others = SchoolFactory.create_batch(11, municipality=town)
    batch = send(
        *(result_line(other, Участников="много") for other in others),
        result_line(school, Класс=""),
    )
    shown = browser.get(page("detail", batch))
    lines = shown.context["finding_lines"]
    assert len(lines) == 12
    assert lines[0] == {
        "severity": "error",
        "place": "лист «Таблица», строка 2, столбец G «Участников»",
        "value": "много",
        "message": "Это не число.",
        "remedy": "Впишите целое число, например 25.",
    }
    assert "Записать" not in words(shown)
    marked = browser.get(page("marked", batch))
    workbook = openpyxl.load_workbook(BytesIO(b"".join(marked.streaming_content)))
    assert workbook.sheetnames == ["Замечания", "Таблица"]
    assert workbook["Таблица"]["G2"].comment is not None


def test_bad_rows_are_left_out_only_when_a_person_says_so(browser, send, work, school):
    other = SchoolFactory(municipality=school.municipality)
    batch = send(result_line(school), result_line(other, Участников="много"))
    browser.post(page("confirm", batch))
    assert work().phase == ImportPhase.PREVIEW
    assert "Загрузить без ошибочных строк" in words(browser.get(page("detail", batch)))
    browser.post(page("confirm", batch), {"skip_errors": "1"})
    assert work().phase == ImportPhase.WRITTEN
    assert Result.objects.count() == 1


def test_rows_are_shown_by_state_and_by_page(browser, send, town):
    schools = SchoolFactory.create_batch(60, municipality=town)
    batch = send(*(result_line(school) for school in schools))
    everything = browser.get(page("detail", batch))
    assert [len(everything.context["lines"]), everything.context["rows"].number] == [
        50,
        1,
    ]
    second = browser.get(page("detail", batch) + "?state=new&page=2")
    assert len(second.context["lines"]) == 10
    assert browser.get(page("detail", batch) + "?state=error").context["lines"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(
    browser, send, town, count, django_assert_num_queries
):
    schools = SchoolFactory.create_batch(count, municipality=town)
    batch = send(*(result_line(school, Участников="?") for school in schools))
    for _ in range(count - 1):
        send(*(result_line(school) for school in schools))
    with django_assert_num_queries(15):
        browser.get(page("detail", batch))
    with django_assert_num_queries(7):
        browser.get(reverse("imports:list"))


def test_the_panel_stops_by_itself(browser, send, school):
    batch = send(result_line(school))
    done = browser.get(page("status", batch))
    assert done["HX-Refresh"] == "true"
    ImportBatch.objects.update(
        state=JobState.RUNNING, phase=ImportPhase.WRITING, stage="Записываем"
    )
    running = browser.get(page("status", batch))
    assert "HX-Refresh" not in running
    assert 'hx-trigger="every' in running.content.decode()


def test_a_refused_file_says_why_and_offers_the_next_one(browser, send):
    batch = send(raw=b"%PDF-1.7 not a table", name="Итоги.xlsx")
    shown = browser.get(page("detail", batch))
    assert "а внутри документ PDF" in words(shown)
    assert "Загрузить исправленный файл" in words(shown)
    assert page("restart", batch) not in shown.content.decode()
    refused = browser.post(page("restart", batch), follow=True)
    assert "Эта работа ещё идёт или уже закончена." in words(refused)


def bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("a.xlsx", bomb, "После распаковки файл занимает слишком много места"),
        ("a.xlsx", lambda: bomb()[:500], "Файл повреждён или загружен не полностью"),
        ("a.xlsm", bomb, "В файле есть макросы"),
        ("a.docx", bomb, "Портал не читает файлы «.docx»"),
        ("a.csv", bomb, "Файл назван «.csv», а внутри архив"),
    ],
    ids=["bomb", "truncated", "macros", "extension", "archive"],
)
def test_a_hostile_file_is_refused_in_words(browser, send, name, make, sentence):
    batch = send(raw=make(), name=name)
    assert sentence in words(browser.get(page("detail", batch)))
    assert (batch.file, StoredFile.objects.count()) == (None, 0)


def test_a_failed_job_can_be_started_again(browser, send, work, school):
    batch = send(result_line(school))
    ImportBatch.objects.update(
        phase=ImportPhase.READING, state=JobState.FAILED, error_detail="Не вышло."
    )
    shown = browser.get(page("detail", batch))
    assert "Не вышло." in words(shown)
    assert page("restart", batch) in shown.content.decode()
    browser.post(page("restart", batch))
    assert work().phase == ImportPhase.PREVIEW


def test_columns_are_asked_on_their_page(browser, send, work, school):
    headers = (
        "Школа",
        "Год",
        "Что",
        "Предмет",
        "Класс",
        "Участников",
        "Балл",
        "Пустяк",
    )
    line = [school.name, 2025, "ОГЭ", "Математика", 9, 40, 3.5, "x"]
    batch = send(line, headers=headers)
    asked = browser.get(page("detail", batch), follow=True)
    assert asked.redirect_chain == [(page("columns", batch), 302)]
    assert "ОГЭ" in words(asked)
    form = asked.context["form"]
    data = {"sheet": "Таблица", "header_row": 1} | {
        name: form[name].value() for name in form.fields if name.startswith("column_")
    }
    incomplete = browser.post(page("columns", batch), data)
    assert incomplete.context["form"].non_field_errors() == [
        "Укажите столбец «Процедура»: без него строки не прочитать."
    ]
    twice = browser.post(
        page("columns", batch), data | {"column_C": "procedure", "column_H": "subject"}
    )
    assert twice.context["form"].non_field_errors() == [
        "«Предмет» выбрано для нескольких столбцов."
    ]
    browser.post(
        page("columns", batch),
        data | {"column_C": "procedure", "column_G": "mean_score"},
    )
    batch = work()
    assert (batch.phase, batch.rows_new) == (ImportPhase.PREVIEW, 1)
    assert "Не загружаются столбцы: «Пустяк»" in words(
        browser.get(page("detail", batch))
    )
    again = send([*line[:1], 2024, *line[2:]], headers=headers)
    assert again.phase == ImportPhase.PREVIEW


def test_the_stepper_shows_one_present_step(browser, send, school):
    batch = send(result_line(school))
    steps = browser.get(page("columns", batch)).context["steps"]
    assert [step["state"] for step in steps] == ["done", "now", "next", "next"]
    steps = browser.get(page("detail", batch)).context["steps"]
    assert [step["state"] for step in steps] == ["done", "done", "now", "next"]


def test_names_are_asked_on_their_page(browser, send, work, school):
    line = result_line(school, **{"Код школы": "", "Школа": "Первая школа города"})
    batch = send(line)
    assert page("names", batch) in browser.get(page("detail", batch)).content.decode()
    asked = browser.get(page("names", batch))
    (question,) = asked.context["lines"]
    assert (question["name"], question["rows"]) == ("Первая школа города", 1)
    browser.post(page("names", batch), {"name_0": school.pk})
    batch = work()
    assert (batch.rows_new, batch.unknown_names) == (1, [])


def test_a_template_is_filled_and_imported_without_a_question(
    browser, send, work, school, tmp_path
):
    response = browser.get(reverse("imports:template", args=["results"]))
    workbook = openpyxl.load_workbook(BytesIO(response.content))
    assert workbook.sheetnames == ["Данные", "Как заполнять", "Списки"]
    sheet = workbook["Данные"]
    filled = {
        "Школа": school.name, "Год *": 2025, "Процедура *": "ВПР",
        "Предмет *": "Русский язык", "Класс *": 5, "Участников, чел. *": 20,
        "Отметка «2», чел.": 3,
    }  # fmt: skip
    headings = {cell.value: cell.column for cell in sheet[1]}
    for title, value in filled.items():
        sheet.cell(2, headings[title], value)
    stream = BytesIO()
    workbook.save(stream)
    batch = send(raw=stream.getvalue(), name="Шаблон.xlsx")
    assert (batch.phase, batch.rows_new, batch.rows_error) == (
        ImportPhase.PREVIEW,
        1,
        0,
    )
    row = batch.rows.get()
    assert (row.values["level_2"], row.values["below_min"]) == (3, 3)


def test_an_old_text_table_with_a_title_is_read(send, school):
    rows = [
        ["Отчёт отдела образования"],
        [],
        RESULT_HEADERS,
        result_line(school, **{"Средний балл или отметка": "3,56"}),
        ["Итого", "", "", "", "", "", 40],
    ]
    batch = send(raw=csv_bytes(rows, "cp1251"))
    row = batch.rows.get()
    assert (batch.header_row, row.number) == (3, 4)
    assert (row.values["mean_score"], batch.totals["skipped"]) == (3.56, 1)


@pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST])
def test_others_of_the_town_see_no_uploads(send, school, town, role):
    batch = send(result_line(school))
    stranger = browser_of(person(role, town))
    assert stranger.get(page("detail", batch)).status_code == 403
    assert stranger.get(reverse("imports:list")).status_code == 403


def test_another_towns_coordinator_finds_nothing(send, school):
    batch = send(result_line(school))
    stranger = browser_of(person(Role.COORDINATOR, SchoolFactory().municipality))
    assert stranger.get(page("detail", batch)).status_code == 404
    assert stranger.post(page("confirm", batch)).status_code == 404
    assert "Итоги.csv" not in words(stranger.get(reverse("imports:list")))


def test_the_list_is_narrowed_by_the_address(browser, send, school, coordinator):
    send(result_line(school), name="Первый.csv")
    send(result_line(school, Участников="?"), name="Второй.csv")
    ImportBatch.objects.filter(file_name="Первый.csv").update(
        phase=ImportPhase.WRITTEN, written_at=timezone.now(), rows_new=1
    )

    def shown(query):
        table = browser.get(reverse("imports:list") + query).context["table"]
        return [row.record.file_name for row in table.page.object_list]

    assert shown("") == ["Второй.csv", "Первый.csv"]
    assert shown("?phase=written") == ["Первый.csv"]
    assert shown("?search=втор") == ["Второй.csv"]
    assert shown("?kind=schools") == []
    assert shown(f"?who={coordinator.pk}&sort=file") == ["Второй.csv", "Первый.csv"]
