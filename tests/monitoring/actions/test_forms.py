"""Cells are saved one by one, in one of four states, and nothing is overwritten."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from monitoring.actions.form_moves import reopen_form, take_form_back
from monitoring.actions.forms import attach_evidence, remove_evidence, save_cell
from monitoring.counting import Cell, State
from monitoring.counting.cells import NO, YES
from monitoring.enums import FormState
from monitoring.models import ValueChange
from monitoring.queries.forms import changed_after_acceptance
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import StoredFile
from tests.monitoring.forms_desk import NOW, TODAY, FormsDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> FormsDesk:
    return FormsDesk()


def code_of(refused: pytest.ExceptionInfo) -> str:
    return refused.value.error_list[0].code


class TestSaving:
    def test_four_states_stay_four(self, desk):
        desk.save("yes", Cell(State.NO_DATA))
        desk.save("share", Cell(State.VALUE, 0, 20))
        desk.save("count", Cell(State.NOT_APPLICABLE, comment="нет таких"))
        assert [desk.written(name) for name in ("yes", "share", "count")] == [
            ("no_data", None, None, ""),
            ("value", 0, 20, ""),
            ("not_applicable", None, None, "нет таких"),
        ]
        assert desk.form_of(desk.school).state == FormState.DRAFT

    def test_each_write_leaves_a_line_and_the_same_again_none(self, desk):
        desk.save("yes", YES)
        desk.save("yes", NO, revision=1, who="second")
        desk.save("yes", NO, revision=0)
        lines = ValueChange.objects.order_by("pk")
        assert [
            (line.by.username, line.before["numerator"], line.after["numerator"])
            for line in lines
        ] == [("team", None, 1), ("second", 1, 0)]

    def test_an_unseen_revision_is_not_overwritten(self, desk):
        desk.save("share", Cell(State.VALUE, 1, 20))
        with pytest.raises(ChangedMeanwhileError) as changed:
            desk.save("share", Cell(State.VALUE, 2, 20), who="second")
        assert (changed.value.current.numerator, desk.written("share")) == (
            *(1, ("value", 1, 20, "")),
        )

    def test_an_address_is_kept_and_changed(self, desk):
        desk.save("yes", YES, evidence_address="https://school.ru/a")
        row = desk.save("yes", NO, revision=2)
        assert (row.evidence_address, row.revision) == ("https://school.ru/a", 3)

    @pytest.mark.parametrize(
        ("address", "code"),
        [("javascript:alert(1)", "not_web"), (f"https://{'a' * 1000}", "too_long")],
    )
    def test_another_address_is_refused(self, desk, address, code):
        with pytest.raises(ValidationError) as refused:
            desk.save("yes", YES, evidence_address=address)
        assert (code_of(refused), desk.value("yes")) == (code, None)

    def test_the_answer_to_a_question_takes_it_off_and_remembers_it(self, desk):
        row = desk.save("yes", YES)
        row.query_text = "Точно есть?"
        row.save()
        row = desk.save("yes", NO, revision=row.revision)
        assert (row.query_text, row.changes.last().reason) == (
            *("", "Уточнение. Вопрос координатора: Точно есть?"),
        )


class TestLocks:
    @pytest.mark.parametrize("who", ["stranger", "coordinator", "head"])
    def test_nobody_else_writes(self, desk, who):
        with pytest.raises(PermissionDenied):
            desk.save("yes", YES, who=who)

    def test_another_row_is_refused(self, desk):
        with pytest.raises(ValidationError) as refused:
            desk.save("office", YES)
        assert code_of(refused) == "unknown"

    def test_a_row_of_another_window_is_refused(self, desk):
        place = desk.place("yes", desk.earlier_window())
        with pytest.raises(ValidationError) as refused:
            save_cell(
                window_indicator=place,
                window_school=desk.form,
                cell=YES,
                revision=0,
                user=desk.people["team"],
                now=NOW,
                today=TODAY,
            )
        assert code_of(refused) == "unknown"

    def test_a_sent_form_is_taken_back_first(self, desk):
        desk.fill()
        desk.send()
        with pytest.raises(ValidationError, match="ждёт проверки"):
            desk.save("yes", NO, revision=1)
        take_form_back(
            window_school=desk.form, user=desk.people["team"], now=NOW, today=TODAY
        )
        assert desk.save("yes", NO, revision=1).numerator == 0

    def test_an_accepted_form_is_locked(self, desk):
        desk.fill()
        desk.send()
        desk.accept()
        with pytest.raises(ValidationError, match="Форма принята"):
            desk.save("yes", NO, revision=1)

    def test_a_closed_window_is_locked(self, desk):
        form = desk.form_of(desk.school, desk.earlier_window())
        with pytest.raises(ValidationError, match="закрылось 27"):
            desk.save("yes", YES, form=form, today=dt.date(2025, 10, 28))
        assert desk.save("yes", YES, form=form, today=dt.date(2025, 10, 27))

    def test_changes_after_acceptance_are_counted(self, desk):
        desk.fill()
        desk.send()
        desk.accept()
        reopen_form(
            window_school=desk.form,
            reason="Ошибка в числах",
            user=desk.people["coordinator"],
            now=NOW,
        )
        desk.save("yes", NO, revision=1)
        desk.save("count", Cell(State.VALUE, 4), revision=1)
        desk.save("count", Cell(State.VALUE, 5), revision=2)
        assert changed_after_acceptance(desk.form) == 2


class TestOffice:
    def test_the_coordinator_writes_the_municipality_s_own_value(self, desk):
        row = save_cell(
            window_indicator=desk.place("office"),
            window_school=None,
            cell=YES,
            revision=0,
            user=desk.people["coordinator"],
            now=NOW,
            today=TODAY,
        )
        desk.window.refresh_from_db()
        assert (row.window_school, desk.window.is_stale) == (None, True)

    @pytest.mark.parametrize("who", ["team", "head"])
    def test_others_do_not(self, desk, who):
        with pytest.raises(PermissionDenied):
            save_cell(
                window_indicator=desk.place("office"),
                window_school=None,
                cell=YES,
                revision=0,
                user=desk.people[who],
                now=NOW,
                today=TODAY,
            )


class TestEvidence:
    def test_a_file_replaces_the_one_before_and_goes(self, desk):
        place = {"window_indicator": desk.place("yes"), "window_school": desk.form}
        by = {"user": desk.people["team"], "now": NOW, "today": TODAY}
        for name in ("a.pdf", "b.pdf"):
            row = attach_evidence(
                **place,
                **by,
                upload=ContentFile(b"%PDF-1.7", name=name),
                content_type="application/pdf",
            )
        files = StoredFile.objects.values_list("original_name", "school")
        assert list(files) == [("b.pdf", desk.school.pk)]
        assert row.evidence_file.original_name == "b.pdf"
        remove_evidence(**place, **by)
        assert (desk.value("yes").evidence_file, StoredFile.objects.count()) == (
            None,
            0,
        )
        with pytest.raises(ValidationError, match="уже нет"):
            remove_evidence(**place, **by)
