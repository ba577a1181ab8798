"""A form filled from a table: a pasted block, a workbook out and back."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring.counting import Cell, State
from monitoring.counting.cells import YES
from monitoring.models import ValueChange
from tests.monitoring.forms_desk import FormsDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> FormsDesk:
    return FormsDesk()


def apply(browser, desk, preview):
    """Press «Записать в форму» on a page that shows what would change."""
    pairs = re.findall(
        r'<input type="hidden" name="([a-z]+-\d+)" value="([^"]*)"',
        preview.content.decode(),
    )
    return browser.post(desk.address("form"), dict(pairs))


def edited(content: bytes, **cells: object) -> SimpleUploadedFile:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book["Форма"][place] = value
    output = io.BytesIO()
    book.save(output)
    return SimpleUploadedFile("Форма.xlsx", output.getvalue())


class TestPaste:
    def test_a_block_is_shown_and_then_written(self, desk):
        desk.save("yes", YES)
        browser = desk.browser()
        block = "t3\t1\u00a0012,0\t1\u00a0200\nt1\tда\np7\tмного\nx9\t5"
        shown = browser.post(desk.address("paste"), {"block": block})
        found = shown.context["found"]
        assert ([row.code for row in found.changes], found.same) == (["t3"], 1)
        assert [row.code for row in found.refused] == ["p7"]
        assert found.left_out == (("x9 · 5", "такого кода в форме нет"),)
        assert desk.value("share") is None
        assert apply(browser, desk, shown).status_code == 302
        assert desk.written("share") == ("value", 1012, 1200, "")

    def test_an_empty_block_is_refused(self, desk):
        response = desk.browser().post(desk.address("paste"), {"block": ""})
        assert (response.status_code, response.context["given"].errors["block"]) == (
            *(422, ["Вставьте строки из таблицы."]),
        )


class TestWorkbook:
    def taken(self, desk) -> bytes:
        return desk.browser().get(desk.address("workbook")).content

    def given(self, desk, file):
        return desk.browser().post(desk.address("upload"), {"file": file})

    def test_without_edits_nothing_changes(self, desk):
        desk.fill()
        found = self.given(desk, edited(self.taken(desk))).context["found"]
        assert (found.changes, found.refused) == ([], [])

    def test_three_edits_change_three_values(self, desk):
        desk.fill()
        file = edited(self.taken(desk), E2="нет", E3=13, G4="нет данных", E4=None)
        shown = self.given(desk, file)
        assert len(shown.context["found"].changes) == 3
        apply(desk.browser(), desk, shown)
        assert [desk.written(name)[:3] for name in ("yes", "share", "count")] == [
            *(("value", 0, 1), ("value", 13, 20), ("no_data", None, None)),
        ]
        assert ValueChange.objects.count() == 6

    def test_an_untouched_row_does_not_bring_back_the_old_value(self, desk):
        desk.fill()
        content = self.taken(desk)
        desk.save("count", Cell(State.VALUE, 9), revision=1)
        apply(desk.browser(), desk, self.given(desk, edited(content, E2="нет")))
        assert (desk.written("count")[1], desk.written("yes")[1]) == (9, 0)

    def test_an_edit_over_a_newer_value_is_a_conflict(self, desk):
        desk.fill()
        content = self.taken(desk)
        desk.save("count", Cell(State.VALUE, 9), revision=1)
        shown = self.given(desk, edited(content, E4=5))
        assert [row.is_stale for row in shown.context["found"].changes] == [True]
        response = apply(desk.browser(), desk, shown)
        assert (response.status_code, desk.written("count")[1]) == (422, 9)
        assert "Оставить моё" in response.content.decode()

    @pytest.mark.parametrize("foreign", [True, False])
    def test_another_table_is_refused(self, desk, foreign):
        if foreign:
            desk.form = desk.form_of(desk.school, desk.earlier_window())
            content = self.taken(desk)
            desk.form = desk.form_of(desk.school)
            file = edited(content)
        else:
            book, output = openpyxl.Workbook(), io.BytesIO()
            book.save(output)
            file = SimpleUploadedFile("Форма.xlsx", output.getvalue())
        response = self.given(desk, file)
        assert response.status_code == 422
        words = "не из этой формы" if foreign else "Это не таблица формы"
        assert words in response.context["given"].errors["file"][0]

    def test_what_is_no_table_is_refused(self, desk):
        file = SimpleUploadedFile("Форма.xlsx", b"%PDF-1.7")
        assert self.given(desk, file).status_code == 422
