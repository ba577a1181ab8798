"""A whole round of monitoring by four people: from the year's plan to the head's PDF."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from config.demo.monitoring_indicators import COMMON, collect_own
from monitoring.actions.indicators import create_indicator
from monitoring.enums import FormState, Level, Source, ValueKind
from monitoring.models import SiteCheck, ValueChange, Window, WindowCalendar
from monitoring.seasons import collection_year
from schools.models import User
from tests.factories.monitoring import SiteItemFactory
from tests.journeys.steps import (
    JOB_MILLISECONDS,
    heading,
    open_section,
    plain,
)


if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from schools.models import Territory
    from tests.browsing import Faults
    from tests.journeys.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)

LESSONS = "Открытые уроки для коллег"
FULL_TITLE = "Доля педагогов, которые открыли урок коллегам"
ON_SITE = "Отчёт о программе на сайте"
COMMENT = "В школе 40 педагогов, а уроки открыли 30: проверьте."
PHONE = 390


def test_a_round_from_the_plan_of_the_year_to_the_heads_paper(
    demo: Territory, enter: Enter, live_worker: None, faults: Faults, tmp_path: Path
) -> None:
    choose_indicators(demo.municipalities.order_by("pk")[0])
    coordinator, school = enter("coordinator"), enter("school")

    window = plan_and_open(coordinator)
    fill_and_send(school, window)
    return_with_a_comment(coordinator, window)
    mend_and_send(school)
    accept(coordinator, window)
    read_the_figure(coordinator, LESSONS, "75 %", "30 из 40")
    check_a_site(enter("methodist", width=PHONE), window)
    words = print_the_summary(enter("head"), tmp_path)

    # Target, numerator, denominator, per cent: as the row of the table reads.
    # One school of several has reported so far: there is no verdict yet.
    assert FULL_TITLE in words
    assert "50 % 30 40 75,0 предварительно" in words
    assert window.window_schools.get(state=FormState.ACCEPTED).decided_at is not None
    wrote = ValueChange.objects.filter(
        value__window_indicator__version__short_title=LESSONS
    ).order_by("at")
    assert [change.after["numerator"] for change in wrote] == [20, 30]


def choose_indicators(place: Territory) -> None:
    """Let the town collect four numbers of schools and one page of their sites."""
    today = timezone.localdate()
    opens_on = today - dt.timedelta(days=3)
    year = collection_year(opens_on)
    user, now = User.objects.get(username="coordinator"), timezone.now()
    collect_own(territory=place, years=(year,), opens_on=opens_on, user=user, now=now)
    own = {
        "code": "W9",
        "title": "Доля школ, на сайтах которых есть отчёт о программе",
        "short_title": ON_SITE,
        "definition": "«Да» – отчёт открывается без входа.",
        "example": "",
        "numerator_text": "школы с отчётом на сайте",
        "denominator_text": "школы в статусе",
        "level": Level.SCHOOL,
        "kind": ValueKind.YES_NO,
        "source": Source.SITE,
        "site_item": SiteItemFactory(title="Отчёт о программе"),
        "calendar": WindowCalendar.objects.get(territory=place),
        "target": 100,
    }
    create_indicator(
        territory=place, year=year, values={**COMMON, **own}, user=user, now=now
    )


# --- the coordinator -------------------------------------------------------------------


def plan_and_open(page: Page) -> Window:
    """See what the year would cost, plan it, open the window whose day has come."""
    open_section(page, "Окна")
    page.get_by_role("link", name="Спланировать год").first.click()
    expect(page.get_by_role("table").first).to_contain_text("Ход работы по программам")
    page.get_by_role("button", name=re.compile("Запланировать")).click()
    page.wait_for_url(re.compile(r"/windows/(\?.*)?$"))
    window = Window.objects.get()
    page.get_by_role("link", name=window.title).click()
    page.get_by_role("button", name="Открыть сейчас").click()
    expect(page.get_by_role("table", name="Школы окна и их формы")).to_be_visible()
    window.refresh_from_db()
    assert window.is_opened
    return window


def return_with_a_comment(page: Page, window: Window) -> None:
    """Find the form that has come and give it back with what to mend."""
    open_review(page, window)
    page.get_by_role("link", name="Вернуть с пояснением").click()
    page.get_by_label("Что исправить").fill(COMMENT)
    page.get_by_role("main").get_by_role("button", name="Вернуть").click()
    page.wait_for_url(re.compile(r"/(review|windows)/"))
    assert window.window_schools.get(state=FormState.RETURNED).comment == COMMENT


def accept(page: Page, window: Window) -> None:
    """Accept what was mended."""
    open_review(page, window)
    page.get_by_role("button", name="Принять").click()
    expect(page.get_by_role("status").first).to_contain_text("ринята")


def open_review(page: Page, window: Window) -> None:
    """Open the only form that was sent, from its window."""
    form = window.window_schools.get(state=FormState.SUBMITTED)
    page.goto(f"/windows/{window.pk}/")
    page.get_by_role("link", name=form.school.name, exact=True).click()
    heading(page, form.school.name).wait_for()


def read_the_figure(page: Page, title: str, *words: str) -> None:
    """Wait on the page of figures, which draws itself anew when they are ready."""
    open_section(page, "Показатели")
    row = page.get_by_role("row").filter(has_text=title)
    for word in words:
        expect(row).to_contain_text(word.replace(" ", "\u00a0"), timeout=20_000)


# --- the school ------------------------------------------------------------------------


def fill_and_send(page: Page, window: Window) -> None:
    """Fill four rows; a number that cannot be is refused with a sentence."""
    open_section(page, "Формы")
    page.get_by_role("link", name=window.title).click()
    choose(row_of(page, "Команда программы собирается"), "да")
    lessons = row_of(page, LESSONS)
    fill(lessons, "50", "40")
    expect(lessons.locator(".draft-state__wrong")).to_contain_text("больше")
    fill(lessons, "20", "40")
    expect(lessons.locator(".draft-state__words")).to_contain_text("20 из 40")
    fill(row_of(page, "Маршруты для группы риска"), "9", "10")
    fill(row_of(page, "Занятия с методистами"), "3")
    send(page)


def mend_and_send(page: Page) -> None:
    """Read what the coordinator wrote, mend the number, send the form again."""
    open_section(page, "Формы")
    page.get_by_role("link", name="Ход работы").click()
    expect(page.get_by_role("main")).to_contain_text(COMMENT)
    lessons = row_of(page, LESSONS)
    fill(lessons, "30", "40")
    expect(lessons.locator(".draft-state__words")).to_contain_text("30 из 40")
    send(page)


def row_of(page: Page, title: str) -> Locator:
    """Return a row of the form by the name of its indicator."""
    return page.get_by_role("group", name=re.compile(title))


def choose(row: Locator, word: str) -> None:
    """Choose an answer and wait until it is saved."""
    row.get_by_label("Ответ").select_option(word)
    expect(row.locator(".draft-state__words")).to_contain_text("Сохранено")


def fill(row: Locator, *numbers: str) -> None:
    """Type the numbers of a row, as a person does, and leave it."""
    for box, number in zip(row.locator("input[inputmode]").all(), numbers, strict=True):
        box.fill(number)
    row.get_by_label("Пояснение").focus()


def send(page: Page) -> None:
    """Save what is left and send the form."""
    page.get_by_role("button", name="Сохранить и перейти к отправке").click()
    page.get_by_role("button", name="Отправить координатору").click()
    expect(page.get_by_role("status").first).to_contain_text("Форма отправлена")


# --- the methodist and the head --------------------------------------------------------


def check_a_site(page: Page, window: Window) -> None:
    """Tick an item on a telephone; nothing has to be scrolled sideways."""
    page.goto("/sites/")
    page.get_by_role("link", name=window.title).click()
    school = window.window_schools.order_by("school__name")[0].school
    page.get_by_role("link", name=school.name, exact=True).click()
    item = page.locator(".site-item")
    item.get_by_label("Адрес").fill("https://school.example.org/report")
    item.get_by_text("есть", exact=True).click()
    expect(item.locator(".criterion__saved")).to_contain_text("Сохранено")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert SiteCheck.objects.get().window_school.school == school


def print_the_summary(page: Page, folder: Path) -> str:
    """Open the overview, ask for the summary in one press, read the PDF."""
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text("Показатели")
    page.get_by_role("button", name="Сводный отчёт").click()
    link = page.get_by_role("link", name=re.compile("PDF"))
    link.first.wait_for(timeout=JOB_MILLISECONDS)
    with page.expect_download() as download:
        link.first.click()
    paper = folder / "summary.pdf"
    download.value.save_as(paper)
    done = subprocess.run(
        ["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True
    )
    return plain(done.stdout)
