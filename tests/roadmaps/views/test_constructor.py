"""Pages of the constructor: fields save themselves, a second writer sees the difference."""

import re

import pytest
from django.urls import reverse

from roadmaps.constructor import PARTS
from roadmaps.enums import ProgrammeState
from roadmaps.models import RiskFactor
from tests.factories.identification import ResultFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammeKindFactory
from tests.roadmaps.constructor_desk import NOW, ConstructorDesk


pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk() -> ConstructorDesk:
    return ConstructorDesk()


def hidden(response, name: str) -> str:
    """Return the value of a hidden input of a page."""
    text = response.content.decode()
    return re.search(rf'name="{name}" value="([^"]*)"', text).group(1)


def typed(response, key: str, **values: object) -> dict[str, object]:
    """Return a field of an opened page as a browser would send it back."""
    return {
        f"rev-{key}": hidden(response, f"rev-{key}"),
        f"was-{key}": hidden(response, f"was-{key}"),
        **(values or {}),
    }


def a_row(response, key: str, **cells: str) -> dict[str, object]:
    """Return a list with its free row filled in."""
    row = re.findall(rf'name="row-{key}" value="(\w+)"', response.content.decode())[-1]
    named = {f"{key}-{row}-{name}": text for name, text in cells.items()}
    return typed(response, key, **{f"row-{key}": row, **named})


class TestContents:
    def test_says_what_is_missing(self, desk):
        desk.save("aim", "Снизить с 24 до 12 %")
        response = desk.browser().get(desk.address("edit"))
        assert (response.status_code, response.context["found"].done) == (200, 1)
        assert "Задачи не поставлены" in response.content.decode()

    def test_each_section_is_a_link(self, desk):
        text = desk.browser().get(desk.address("edit")).content.decode()
        links = [desk.address("section", part.code) for part in PARTS]
        assert [link for link in links if link not in text] == []

    def test_a_whole_programme_leads_to_its_version(self, desk):
        desk.fill()
        response = desk.browser().get(desk.address("edit"))
        assert response.context["first"] is None
        assert f'btn-primary" href="{desk.address("version")}"' in (
            response.content.decode()
        )

    def test_what_was_sent_is_read_only(self, desk):
        desk.programme.state = ProgrammeState.SUBMITTED
        desk.programme.save()
        text = desk.browser().get(desk.address("edit")).content.decode()
        assert "Сейчас программу не меняют" in text
        assert desk.address("version") not in text


class TestReach:
    @pytest.mark.parametrize("who", ["coordinator", "stranger"])
    @pytest.mark.parametrize(
        ("page", "args"),
        [
            ("edit", []),
            ("section", ["aim"]),
            ("version", []),
            ("export", ["docx"]),
        ],
    )
    def test_a_draft_is_the_schools_own(self, desk, who, page, args):
        assert desk.browser(who).get(desk.address(page, *args)).status_code == 404

    def test_a_sent_one_is_written_by_nobody_else(self, desk):
        desk.programme.first_submitted_at = NOW
        desk.programme.save()
        response = desk.browser("coordinator").get(desk.address("edit"))
        assert response.status_code == 403

    @pytest.mark.parametrize(
        ("page", "args"),
        [("section", ["nothing"]), ("export", ["exe"])],
    )
    def test_what_is_not_there(self, desk, page, args):
        assert desk.browser().get(desk.address(page, *args)).status_code == 404

    def test_an_unknown_field_is_not_there(self, desk):
        response = desk.browser().post(desk.address("field", "nothing"))
        assert response.status_code == 404

    def test_other_kinds_are_uploaded(self, desk):
        kind = ProgrammeKindFactory(code="concept")
        type(kind).objects.filter(pk=kind.pk).update(has_constructor=False)
        desk.programme = ProgrammeFactory(school=desk.school, kind=kind)
        assert desk.browser().get(desk.address("edit")).status_code == 404

    def test_a_field_is_not_read(self, desk):
        assert desk.browser().get(desk.address("field", "aim")).status_code == 405

    def test_a_section_of_a_sent_programme_leads_to_the_contents(self, desk):
        desk.programme.state = ProgrammeState.AGREED
        desk.programme.save()
        response = desk.browser().get(desk.address("section", "aim"))
        assert response.url == desk.address("edit")


class TestSection:
    def test_saves_what_was_changed_and_nothing_else(self, desk):
        desk.save("aim", "Прежняя")
        browser, address = desk.browser(), desk.address("section", "aim")
        opened = browser.get(address)
        desk.save("aim", "Новее", revision=1, who="second")
        form = typed(opened, "aim", aim="Прежняя") | typed(
            opened, "aim_on", aim_on="2027-05-31"
        )
        response = browser.post(address, form)
        assert (response.status_code, desk.value("aim"), desk.value("aim_on")) == (
            *(302, "Новее", "2027-05-31"),
        )

    def test_goes_on_to_the_next_section(self, desk):
        browser, address = desk.browser(), desk.address("section", "aim")
        response = browser.post(address, {"next": "1"})
        assert response.url == desk.address("section", "indicators")

    def test_after_the_last_section_come_the_contents(self, desk):
        browser, address = desk.browser(), desk.address("section", "monitoring")
        assert browser.post(address, {"next": "1"}).url == desk.address("edit")

    def test_the_same_form_twice_is_one_save(self, desk):
        browser, address = desk.browser(), desk.address("section", "aim")
        form = typed(browser.get(address), "aim", aim="Цель")
        answers = [browser.post(address, form).status_code for _ in range(2)]
        assert (answers, desk.programme.fields.get().revision) == ([302, 302], 1)

    def test_a_second_writer_sees_both_wordings(self, desk):
        desk.save("aim", "Снизить вдвое")
        browser, address = desk.browser(), desk.address("section", "aim")
        opened = browser.get(address)
        desk.save("aim", "Снизить втрое", revision=1, who="second")
        response = browser.post(address, typed(opened, "aim", aim="Снизить вчетверо"))
        text = response.content.decode()
        assert response.status_code == 422
        assert "Петрова В.В." in text
        assert "<ins>втрое</ins>" in text
        assert "Снизить вчетверо</textarea>" in text
        assert desk.value("aim") == "Снизить втрое"

    def test_the_writer_may_keep_the_own_wording(self, desk):
        desk.save("aim", "Раз")
        browser, address = desk.browser(), desk.address("section", "aim")
        opened = browser.get(address)
        desk.save("aim", "Два", revision=1, who="second")
        form = typed(opened, "aim", aim="Три")
        browser.post(address, form)
        browser.post(address, form | {"act": "keep:aim:2"})
        assert desk.value("aim") == "Три"

    def test_the_choice_is_about_what_was_shown(self, desk):
        """A third wording after the choice was offered is shown before it is lost."""
        desk.save("aim", "Раз")
        browser, address = desk.browser(), desk.address("section", "aim")
        form = typed(browser.get(address), "aim", aim="Моё")
        desk.save("aim", "Два", revision=1, who="second")
        desk.save("aim", "Три", revision=2, who="second")
        response = browser.post(address, form | {"act": "keep:aim:2"})
        assert (response.status_code, desk.value("aim")) == (422, "Три")

    def test_the_writer_may_take_the_other_wording(self, desk):
        desk.save("aim", "Раз")
        browser, address = desk.browser(), desk.address("section", "aim")
        form = typed(browser.get(address), "aim", aim="Три")
        desk.save("aim", "Два", revision=1, who="second")
        response = browser.post(address, form | {"act": "take:aim"})
        assert (response.url, desk.value("aim")) == (f"{address}#field-aim", "Два")

    def test_too_long_a_text_stays_in_the_form(self, desk):
        browser, address = desk.browser(), desk.address("section", "aim")
        form = typed(browser.get(address), "aim", aim="я" * 20_001)
        response = browser.post(address, form)
        text = response.content.decode()
        assert (response.status_code, "я" * 20_001 in text) == (422, True)
        assert "20001 знаков, а помещается 20000" in text
        assert desk.programme.fields.count() == 0

    def test_what_was_sent_meanwhile_keeps_the_words_on_the_page(self, desk):
        browser, address = desk.browser(), desk.address("section", "aim")
        form = typed(browser.get(address), "aim", aim="Поздние слова")
        desk.programme.state = ProgrammeState.SUBMITTED
        desk.programme.save()
        response = browser.post(address, form)
        assert (response.status_code, "Поздние слова" in response.content.decode()) == (
            *(422, True),
        )

    def test_factors_are_ticked(self, desk):
        browser, address = desk.browser(), desk.address("section", "profile")
        opened = browser.get(address)
        assert opened.content.decode().count('type="checkbox"') == (
            RiskFactor.objects.count()
        )
        form = typed(opened, "factors", factors=["parents", "motivation"])
        browser.post(address, form)
        assert desk.value("factors") == ["parents", "motivation"]


class TestRows:
    def test_the_free_row_becomes_a_row(self, desk):
        browser, address = desk.browser(), desk.address("section", "causes")
        form = a_row(browser.get(address), "causes", cause="Чтение", data="ВПР")
        response = browser.post(address, form | {"act": "add:causes"})
        (row,) = desk.value("causes")
        assert response.url == f"{address}#new-causes"
        assert (row["cause"], row["data"]) == ("Чтение", "ВПР")

    @pytest.mark.parametrize(
        ("act", "order"),
        [
            ("up:causes:b", "бав"),
            ("down:causes:b", "авб"),
            ("drop:causes:b", "ав"),
            ("down:causes:c", "абв"),
            ("drop:causes:x", "абв"),
        ],
    )
    def test_rows_move_and_go_without_scripts(self, desk, act, order):
        rows = [{"id": i, "cause": c} for i, c in zip("abc", "абв", strict=True)]
        desk.save("causes", rows)
        browser, address = desk.browser(), desk.address("section", "causes")
        form = typed(browser.get(address), "causes")
        form["row-causes"] = list("abc")
        form |= {f"causes-{row['id']}-cause": row["cause"] for row in rows}
        browser.post(address, form | {"act": act})
        assert "".join(row["cause"] for row in desk.value("causes")) == order

    def test_a_row_answers_a_row_of_another_list(self, desk):
        desk.save("causes", [{"id": "c1", "cause": "Чтение"}])
        text = desk.browser().get(desk.address("section", "aim")).content.decode()
        assert '<option value="c1">1. Чтение</option>' in text

    def test_a_row_that_answered_a_removed_one_says_so(self, desk):
        desk.save("tasks", [{"id": "t1", "task": "Читать", "cause": "c9"}])
        text = desk.browser().get(desk.address("section", "aim")).content.decode()
        assert '<option value="c9" selected>строка удалена: выберите другую' in text

    def test_indicators_have_targets_for_the_years(self, desk):
        text = (
            desk.browser().get(desk.address("section", "indicators")).content.decode()
        )
        assert ("Цель 2026" in text, "Цель 2027" in text) == (True, True)

    def test_a_term_is_read(self, desk):
        desk.save("activities", [{"id": "a", "term": "до 20 декабря 2025"}])
        text = desk.browser().get(desk.address("section", "activities")).content
        assert "Портал понял" in text.decode()


class TestField:
    def test_saves_itself_and_says_when(self, desk):
        browser = desk.browser()
        opened = browser.get(desk.address("section", "aim"))
        response = browser.post(
            desk.address("field", "aim"),
            typed(opened, "aim", aim="Снизить"),
            headers=HTMX,
        )
        text = response.content.decode()
        assert (response.status_code, desk.value("aim")) == (200, "Снизить")
        assert re.search(r"Сохранено \d\d:\d\d", text)
        assert 'name="rev-aim" value="1"' in text
        assert 'id="progress"' in text
        assert "<textarea" not in text

    def test_touches_no_other_field_of_the_form(self, desk):
        browser = desk.browser()
        opened = browser.get(desk.address("section", "aim"))
        form = typed(opened, "aim", aim="Цель") | typed(
            opened, "aim_on", aim_on="2027-05-31"
        )
        browser.post(desk.address("field", "aim"), form, headers=HTMX)
        assert [row.key for row in desk.programme.fields.all()] == ["aim"]

    def test_a_second_writer_chooses_in_place(self, desk):
        desk.save("aim", "Раз")
        browser = desk.browser()
        form = typed(browser.get(desk.address("section", "aim")), "aim", aim="Три")
        desk.save("aim", "Два", revision=1, who="second")
        address = desk.address("field", "aim")
        first = browser.post(address, form, headers=HTMX).content.decode()
        assert ('value="keep:aim:2"' in first, desk.value("aim")) == (True, "Два")
        taken = browser.post(address, form | {"act": "take:aim"}, headers=HTMX)
        assert "Два</textarea>" in taken.content.decode()
        browser.post(address, form | {"act": "keep:aim:2"}, headers=HTMX)
        assert desk.value("aim") == "Три"

    def test_an_added_row_comes_with_a_free_one_in_focus(self, desk):
        browser = desk.browser()
        opened = browser.get(desk.address("section", "causes"))
        form = a_row(opened, "causes", cause="Чтение")
        address = desk.address("field", "causes")
        answer = browser.post(address, form | {"act": "add:causes"}, headers=HTMX)
        text = answer.content.decode()
        assert (text.count("<fieldset"), text.count("data-focus")) == (2, 1)

    def test_terms_are_read_beside_their_rows(self, desk):
        browser = desk.browser()
        opened = browser.get(desk.address("section", "activities"))
        form = a_row(opened, "activities", title="Урок", term="октябрь 2025")
        address = desk.address("field", "activities")
        text = browser.post(address, form, headers=HTMX).content.decode()
        assert text.count('id="reading-activities-') == 1

    def test_without_scripts_it_comes_back_to_its_place(self, desk):
        browser = desk.browser()
        opened = browser.get(desk.address("section", "aim"))
        response = browser.post(
            desk.address("field", "aim"), typed(opened, "aim", aim="Цель")
        )
        assert response.url == f"{desk.address('section', 'aim')}#field-aim"


class TestTables:
    def test_numbers_of_the_school_are_shown_and_frozen(self, desk):
        ResultFactory(school=desk.school, year=2025, participants=23, mean_score=3.2)
        browser, address = desk.browser(), desk.address("section", "analysis")
        text = browser.get(address).content.decode()
        assert ("3,20 / —" in text, "ещё не в программе" in text) == (True, True)
        response = browser.post(address, {"act": "fill:results_table"})
        assert response.url == f"{address}#field-results_table"
        assert len(desk.value("results_table")["rows"]) == 1
        assert (
            "В программе останутся эти числа" in browser.get(address).content.decode()
        )

    def test_frozen_numbers_stay_when_the_portal_gets_others(self, desk):
        result = ResultFactory(school=desk.school, year=2025, mean_score=3.2)
        browser, address = desk.browser(), desk.address("section", "analysis")
        browser.post(address, {"act": "fill:results_table"})
        result.mean_score = 4.5
        result.save()
        text = browser.get(address).content.decode()
        assert ("3,20 / —" in text, "данные на портале изменились" in text) == (
            *(True, True),
        )
        browser.post(address, {"act": "fill:results_table"})
        assert "4,50 / —" in browser.get(address).content.decode()

    def test_without_data_it_says_what_to_do(self, desk):
        browser, address = desk.browser(), desk.address("section", "analysis")
        assert "Опишите их словами" in browser.get(address).content.decode()
        assert browser.post(address, {"act": "fill:results_table"}).status_code == 422

    def test_of_other_schools_nothing_is_shown(self, desk):
        ResultFactory(school=desk.school, year=2025, mean_score=3.2)
        other = ResultFactory(
            school__municipality=desk.town, year=2025, mean_score=4.77
        )
        text = desk.browser().get(desk.address("section", "analysis")).content.decode()
        assert ("4,77" in text, other.school.name in text) == (False, False)


class TestDeadSession:
    def test_what_was_sent_comes_back_after_the_login(self, desk, client):
        address = desk.address("section", "aim")
        form = typed(desk.browser().get(address), "aim", aim="Долгие слова")
        response = client.post(address, form)
        login = f"{reverse('account_login')}?next={address}"
        assert (response.status_code, response.url) == (302, login)
        assert desk.programme.fields.count() == 0

        desk.writer.set_password("Осенний-лес-1")
        desk.writer.save()
        entered = client.post(
            reverse("account_login"),
            {
                "login": desk.writer.username,
                "password": "Осенний-лес-1",
                "next": address,
            },
        )
        assert entered.url == address
        page = client.get(address)
        text = page.content.decode()
        assert ("Текст вернулся" in text, "Долгие слова</textarea>" in text) == (
            *(True, True),
        )
        assert "Текст вернулся" not in client.get(address).content.decode()
        client.post(address, typed(page, "aim", aim="Долгие слова"))
        assert desk.value("aim") == "Долгие слова"

    def test_what_others_wrote_meanwhile_is_not_overwritten(self, desk, client):
        address = desk.address("section", "aim")
        form = typed(desk.browser().get(address), "aim", aim="Моё")
        client.post(address, form)
        desk.save("aim", "Чужое", who="second")
        client.force_login(desk.writer, "django.contrib.auth.backends.ModelBackend")
        page = client.get(address)
        response = client.post(address, typed(page, "aim", aim="Моё"))
        assert (response.status_code, desk.value("aim")) == (422, "Чужое")

    def test_a_stranger_who_signs_in_there_sees_nothing(self, desk, client):
        address = desk.address("section", "aim")
        form = typed(desk.browser().get(address), "aim", aim="Тайное")
        client.post(address, form)
        client.force_login(desk.stranger, "django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == 404

    def test_a_page_without_words_just_asks_to_sign_in(self, desk, client):
        address = desk.address("section", "aim")
        login = f"{reverse('account_login')}?next={address}"
        assert client.get(address).url == login
