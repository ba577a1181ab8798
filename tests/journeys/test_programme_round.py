"""A whole round of a school's programme by two people: returned, mended, agreed, published."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest
from docx import Document
from playwright.sync_api import expect

from roadmaps.enums import ProgrammeState
from roadmaps.models import Programme, ProgrammeStep, ProgrammeVersion, Remark, Review
from tests.journeys.steps import JOB_MILLISECONDS, open_section, text_of


if TYPE_CHECKING:
    from playwright.sync_api import Page

    from schools.models import Territory
    from tests.browsing import Faults
    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Концепция развития до 2027 года"
AIM = "Цель концепции – поднять результаты по математике."
MENDED = "Цель концепции – поднять результаты по математике на 10 процентов к маю."
REMARK = "Назовите, на сколько и к какому дню."
ANSWER = "Число и день названы в разделе «Цель»."


def test_a_round_from_the_first_file_to_the_schools_site(
    demo: Territory, enter: Enter, live_worker: None, faults: Faults
) -> None:
    school, coordinator = enter("school"), enter("coordinator")

    programme = send_first_version(school)
    return_with_a_remark(coordinator, programme)
    answer_and_send_again(school, programme)
    agree(coordinator, programme)
    approve_and_publish(school, programme)

    # The verdict that was blocked came back as a form with errors.
    faults.forgive("422 (Unprocessable Entity)")
    assert list(
        ProgrammeStep.objects.filter(programme=programme)
        .order_by("happened_at")
        .values_list("code", "actor__username", "round_number")
    ) == [
        ("submit", "school", 1),
        ("return", "coordinator", 1),
        ("resubmit", "school", 2),
        ("agree", "coordinator", 2),
        ("approve", "school", 2),
        ("publish", "school", 2),
    ]


# --- the school ------------------------------------------------------------------------


def send_first_version(page: Page) -> Programme:
    """Begin a document with its file and send it."""
    open_section(page, "Программы")
    page.goto("/programmes/new/")
    page.get_by_label("Вид документа").select_option(label="Концепция развития школы")
    page.get_by_label("Название").fill(TITLE)
    page.get_by_label("Файл", exact=False).first.set_input_files(paper(AIM))
    page.get_by_role("button", name="Создать черновик").click()
    page.wait_for_url("**/programmes/*/")
    programme = Programme.objects.get(title=TITLE)
    move(page, programme, "submit", "Отправить на согласование")
    assert state_of(programme) == ProgrammeState.SUBMITTED
    wait_until_read(programme, number=1)
    return programme


def answer_and_send_again(page: Page, programme: Programme) -> None:
    """Read what was said, answer the remark, bring a mended version."""
    page.goto(f"/programmes/{programme.pk}/")
    page.get_by_role("link", name="Круг 1, версия 1").click()
    expect(page.locator(".review-verdict__word")).to_contain_text(
        "Возвращена с замечаниями"
    )
    expect(page.locator(".remark__text")).to_have_text(REMARK)
    page.get_by_role("link", name="Ответить").click()
    page.get_by_label("Ответ школы").fill(ANSWER)
    page.get_by_role("button", name="Сохранить ответ").click()
    expect(page.locator(".remark__answer")).to_contain_text(ANSWER)
    page.goto(f"/programmes/{programme.pk}/upload/")
    page.get_by_label("Файл программы").set_input_files(paper(MENDED))
    page.get_by_label("Что изменено").fill("Цель стала измеримой.")
    page.get_by_role("button", name="Загрузить версию").click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")
    move(page, programme, "resubmit", "Отправить на согласование")
    assert state_of(programme) == ProgrammeState.SUBMITTED
    wait_until_read(programme, number=2)


def approve_and_publish(page: Page, programme: Programme) -> None:
    """Record the school's order and the address on its site."""
    page.goto(f"/programmes/{programme.pk}/move/approve/")
    page.get_by_label("Номер приказа").fill("112")
    page.get_by_role("button", name="Записать приказ школы").click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")
    assert state_of(programme) == ProgrammeState.APPROVED
    page.goto(f"/programmes/{programme.pk}/move/publish/")
    page.get_by_label("Адрес на сайте школы").fill("https://school.example.org/plan")
    page.get_by_role("button", name="Записать адрес на сайте").click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")
    assert state_of(programme) == ProgrammeState.PUBLISHED


def move(page: Page, programme: Programme, code: str, title: str) -> None:
    """Make one move from its page."""
    page.goto(f"/programmes/{programme.pk}/move/{code}/")
    page.get_by_role("button", name=title).click()
    page.wait_for_url(f"**/programmes/{programme.pk}/")


# --- the coordinator -------------------------------------------------------------------


def return_with_a_remark(page: Page, programme: Programme) -> None:
    """Take the version up, score a line, write a remark, send it back."""
    begin(page, programme)
    expect(page.locator(".document")).to_contain_text(AIM)
    low = page.locator(".criterion").first
    low.get_by_label("нет", exact=False).last.check()
    expect(low.locator(".criterion__error")).to_contain_text("чего не хватает")
    low.get_by_role("textbox").fill("Нет подписи.")
    low.get_by_role("textbox").blur()
    expect(low.locator(".criterion__saved")).to_have_text("Сохранено")
    assert Review.objects.get(version__programme=programme).scores.get().comment == (
        "Нет подписи."
    )
    page.locator("#remarks").get_by_label("Раздел").fill("Цель")
    page.get_by_label("Что исправить").fill(REMARK)
    page.get_by_role("button", name="Добавить замечание").click()
    expect(page.locator(".remark__text")).to_have_text(REMARK)
    page.get_by_role("link", name="Закончить проверку").click()
    page.get_by_label("Согласовать").check()
    page.get_by_role("button", name="Закончить проверку").click()
    expect(page.locator(".error-summary")).to_contain_text("Согласовать пока нельзя")
    page.get_by_label("Вернуть с замечаниями").check()
    page.get_by_label("Общий вывод").fill("Цель не измерима.")
    page.get_by_role("button", name="Закончить проверку").click()
    expect(page.get_by_role("status")).to_contain_text("возвращена школе")
    assert state_of(programme) == ProgrammeState.RETURNED


def agree(page: Page, programme: Programme) -> None:
    """See what changed and what was answered; settle, score, agree."""
    begin(page, programme)
    changed = text_of(page.locator(".document__change"))
    assert changed == f"Изменено {AIM} {MENDED}"
    expect(page.locator(".remark__answer")).to_contain_text(ANSWER)
    page.get_by_role("button", name="Решено").click()
    expect(page.get_by_role("heading", name="Осталось с прошлых кругов")).to_have_count(
        0
    )
    for line in page.locator(".criterion").all():
        line.get_by_label("полностью").check()
        expect(line.locator(".criterion__saved")).to_have_text("Сохранено")
    expect(page.locator(".review-sum__now")).to_contain_text("100 %")
    page.get_by_role("link", name="Закончить проверку").click()
    page.get_by_label("Согласовать").check()
    page.get_by_role("button", name="Закончить проверку").click()
    expect(page.get_by_role("status")).to_contain_text("Программа согласована")
    assert state_of(programme) == ProgrammeState.AGREED
    remark = Remark.objects.get(programme=programme)
    assert remark.resolved_in.number == 2


def begin(page: Page, programme: Programme) -> None:
    """Take up what the school has sent, from the desk."""
    open_section(page, "Проверка")
    row = page.get_by_role("row").filter(has_text="Концепция развития")
    row.get_by_role("button", name="Начать проверку").click()
    page.wait_for_url("**/programmes/reviews/*/")


# --- what both need --------------------------------------------------------------------


def paper(aim: str) -> dict[str, object]:
    """Return a Word file as a browser sends it."""
    document = Document()
    for text in ("Концепция развития", "1. Цель", aim, "2. Меры", "Курсы учителей."):
        document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    return {
        "name": "Концепция.docx",
        "mimeType": (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        ),
        "buffer": content.getvalue(),
    }


def state_of(programme: Programme) -> str:
    return Programme.objects.get(pk=programme.pk).state


def wait_until_read(programme: Programme, *, number: int) -> None:
    """Wait for the worker to read a version's text."""
    version = ProgrammeVersion.objects.filter(
        programme=programme, number=number, read_at__isnull=False
    )
    patience = time.monotonic() + JOB_MILLISECONDS / 1000
    while not version.exists():
        assert time.monotonic() < patience, "the worker has not read the version"
        time.sleep(0.3)
