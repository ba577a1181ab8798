"""Forms of schools: saving row by row, both writers, locks, the lost session."""

import re

import pytest
from django.urls import reverse

from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.enums import FormState
from monitoring.models import Value
from schools.models import AuditEvent
from tests.monitoring.forms_desk import FormsDesk


pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk() -> FormsDesk:
    return FormsDesk()


def text_of(response) -> str:
    return response.content.decode()


class TestOwn:
    def test_lists_the_school_s_forms_and_questions(self, desk):
        row = desk.save("yes", YES)
        Value.objects.filter(pk=row.pk).update(query_text="Точно есть?")
        text = text_of(desk.browser().get(reverse("forms:own")))
        assert ("Точно есть?" in text, "1 из 3" in text) == (True, True)
        assert desk.address("form") in text

    def test_says_so_when_there_is_nothing(self, desk):
        desk.window.opened_at = None
        desk.window.save()
        assert "Форм пока нет" in text_of(desk.browser().get(reverse("forms:own")))

    def test_is_not_for_the_department(self, desk):
        assert desk.browser("head").get(reverse("forms:own")).status_code == 403


class TestPage:
    def test_shows_the_last_value_of_the_stage(self, desk):
        before = desk.form_of(desk.school, desk.earlier_window())
        desk.save(
            *("share", Cell(State.VALUE, 1, 10)),
            form=before,
            today=before.window.due_on,
        )
        text = text_of(desk.browser().get(desk.address("form")))
        assert "1 из\u00a010 (10,0\u00a0%) – Педагоги, октябрь 2025" in text

    def test_a_window_that_rows_share_is_named_once(self, desk):
        before = desk.form_of(desk.school, desk.earlier_window())
        for name, cell in (("share", Cell(State.VALUE, 1, 10)), ("yes", YES)):
            desk.save(name, cell, form=before, today=before.window.due_on)
        page = text_of(desk.browser().get(desk.address("form")))
        assert page.count("Педагоги, октябрь 2025") == 1
        assert page.count("Прошлый раз: <strong>") == 2
        reading = text_of(desk.browser("head").get(desk.address("review")))
        assert reading.count('<span class="cell-note">Педагоги, октябрь 2025') == 1
        # A row that is drawn again by itself does not name the window either.
        answer = desk.browser().post(
            desk.address("field", desk.key("share")),
            {f"value-{desk.key('share')}": "слово"},
            headers=HTMX,
        )
        assert "Педагоги, октябрь 2025" not in text_of(answer)

    def test_another_stage_is_another_series(self, desk):
        window = desk.earlier_window()
        before = desk.form_of(desk.school, window)
        desk.save("share", YES, form=before, today=window.due_on)
        type(window).objects.filter(pk=window.pk).update(phase="entry")
        assert "октябрь 2025" not in text_of(desk.browser().get(desk.address("form")))

    @pytest.mark.parametrize("who", ["coordinator", "head"])
    def test_readers_are_led_to_the_review(self, desk, who):
        response = desk.browser(who).get(desk.address("form"))
        assert response.url == desk.address("review")

    def test_another_school_finds_nothing(self, desk):
        browser = desk.browser("stranger")
        found = [
            browser.get(desk.address("form")).status_code,
            browser.post(desk.address("field", desk.key("yes"))).status_code,
            browser.get(desk.address("review")).status_code,
        ]
        assert found == [404, 404, 403]

    def test_a_row_that_is_not_there(self, desk):
        address = desk.address("field", desk.key("office"))
        assert desk.browser().post(address).status_code == 404

    def test_a_new_school_year_asks_in_the_new_wording(self, desk):
        # The window froze its version: a later wording leaves the page as it was.
        version = desk.versions["yes"]
        version.indicator.versions.create(
            number=2,
            valid_from=2026,
            title="Новая формулировка",
            short_title="Новая",
            level=version.level,
            kind=version.kind,
            created_at=version.created_at,
        )
        text = text_of(desk.browser().get(desk.address("form")))
        assert ("Новая формулировка" in text, version.title in text) == (False, True)


class TestSaving:
    def test_a_row_saves_itself_and_says_when(self, desk):
        response = desk.browser().post(
            desk.address("field", desk.key("share")),
            desk.typed("share", value="12,0", whole="2\u00a00"),
            headers=HTMX,
        )
        assert desk.written("share") == ("value", 12, 20, "")
        text = text_of(response)
        assert re.search(r"Сохранено .*, \d\d:\d\d: 12 из", text)
        assert ("1 из 3" in text, "hx-swap-oob" in text) == (True, True)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"value": "12", "whole": "10"}, "часть не может быть больше целого"),
            ({"value": "Иванова Мария Ивановна", "whole": "5"}, "Имён здесь не пишут"),
            ({"value": "5", "whole": "9", "comment": "Петров И.И."}, "Имён здесь"),
            ({"value": "5", "whole": "9", "link": "ftp://a"}, "Ссылка начинается"),
        ],
    )
    def test_what_is_wrong_stays_typed_with_the_reason(self, desk, fields, words):
        response = desk.browser().post(
            desk.address("form"), desk.typed("share", **fields)
        )
        text = text_of(response)
        assert (response.status_code, words in text, desk.value("share")) == (
            *(422, True, None),
        )
        assert f'value="{fields["value"]}"' in text

    def test_the_whole_form_saves_what_was_changed_and_nothing_else(self, desk):
        desk.save("yes", YES)
        browser = desk.browser()
        text = text_of(browser.get(desk.address("form")))
        key = desk.key("yes")
        was = re.search(rf'name="was-{key}" value="(\w*)"', text).group(1)
        desk.save("yes", NO, revision=1, who="second")
        shown = desk.typed("yes", value="да", rev="1", was=was)
        response = browser.post(
            desk.address("form"), shown | desk.typed("count", value="7")
        )
        assert (response.status_code, desk.written("yes")[1]) == (302, 0)
        assert desk.written("count") == ("value", 7, None, "")

    def test_two_writers_see_both_and_one_chooses(self, desk):
        desk.save("count", Cell(State.VALUE, 5))
        browser, address = desk.browser(), desk.address("field", desk.key("count"))
        stale = desk.typed("count", value="7", rev="0")
        text = text_of(browser.post(address, stale, headers=HTMX))
        assert ("Оставить моё" in text, desk.written("count")[1]) == (True, 5)
        act = re.search(r'name="act" value="(keep:[\d:]+)"', text).group(1)
        browser.post(address, stale | {"act": act}, headers=HTMX)
        assert desk.written("count")[1] == 7

    def test_the_saved_one_may_be_taken(self, desk):
        desk.save("count", Cell(State.VALUE, 5))
        address = desk.address("field", desk.key("count"))
        sent = desk.typed("count", value="7", rev="0")
        sent["act"] = f"take:{desk.key('count')}"
        text = text_of(desk.browser().post(address, sent, headers=HTMX))
        assert ('value="5"' in text, desk.written("count")[1]) == (True, 5)

    def test_a_dead_session_gives_back_what_was_typed(self, desk, client):
        sent = desk.typed("count", value="7", was="x")
        response = client.post(desk.address("form"), sent)
        assert response.status_code == 302
        client.force_login(
            desk.people["team"], "django.contrib.auth.backends.ModelBackend"
        )
        text = text_of(client.get(desk.address("form")))
        assert ("Набранное вернулось" in text, desk.value("count")) == (True, None)


class TestLocked:
    def test_a_post_after_acceptance_is_refused_and_logged(self, desk):
        desk.fill()
        desk.send()
        desk.accept()
        browser = desk.browser()
        sent = desk.typed("yes", value="нет")
        whole = browser.post(desk.address("form"), sent)
        one = browser.post(desk.address("field", desk.key("yes")), sent, headers=HTMX)
        assert (whole.status_code, one.status_code) == (409, 200)
        assert "Форма принята" in text_of(whole)
        assert "Не сохранено: Форма принята" in text_of(one)
        refused = AuditEvent.objects.filter(is_refusal=True)
        assert list(refused.values_list("action", flat=True)) == (
            ["form.write_refused"] * 2
        )
        assert desk.written("yes")[1] == 1

    def test_a_sent_form_can_be_taken_back(self, desk):
        desk.fill()
        desk.send()
        browser = desk.browser()
        assert "Забрать на исправление" in text_of(browser.get(desk.address("form")))
        browser.post(desk.address("take_back"))
        assert desk.form_of(desk.school).state == FormState.DRAFT


class TestOffice:
    def test_the_coordinator_saves_the_municipality_s_value(
        self, desk, django_capture_on_commit_callbacks
    ):
        address = reverse("forms:office", args=[desk.window.pk])
        key = desk.key("office")
        sent = {f"value-{key}": "да", f"rev-{key}": "0", f"was-{key}": ""}
        with django_capture_on_commit_callbacks() as enqueued:
            response = desk.browser("coordinator").post(address, sent)
        row = Value.objects.get(window_school=None)
        assert (response.status_code, row.numerator, len(enqueued)) == (302, 1, 1)

    def test_the_window_leads_there(self, desk):
        page = reverse("windows:detail", args=[desk.window.pk])
        text = text_of(desk.browser("coordinator").get(page))
        assert reverse("forms:office", args=[desk.window.pk]) in text

    def test_a_window_without_such_rows_has_no_page(self, desk):
        desk.window.window_indicators.filter(version=desk.versions["office"]).delete()
        address = reverse("forms:office", args=[desk.window.pk])
        assert desk.browser("coordinator").get(address).status_code == 404
