"""The way of a form: sent, taken back, returned, accepted, opened again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from monitoring.actions.form_moves import (
    accept_form,
    ask_about,
    reopen_form,
    return_form,
    submit_form,
    take_form_back,
)
from monitoring.counting import Cell, State
from monitoring.counting.cells import YES
from monitoring.enums import FormState
from roadmaps.models import Following
from schools.enums import Role
from schools.models import AuditEvent, OutgoingMessage
from tests.factories import MembershipFactory
from tests.monitoring.forms_desk import NOW, TODAY, FormsDesk


pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> FormsDesk:
    return FormsDesk()


def move(desk, action, who="coordinator", **more):
    return action(window_school=desk.form, user=desk.people[who], now=NOW, **more)


def code_of(refused: pytest.ExceptionInfo) -> str:
    return refused.value.error_list[0].code


def trail() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


class TestSending:
    def test_an_empty_form_is_refused(self, desk):
        with pytest.raises(ValidationError, match="Форма пуста"):
            desk.send()

    def test_a_form_with_gaps_names_them(self, desk):
        desk.save("yes", YES)
        desk.save("share", Cell(State.NOT_APPLICABLE))
        with pytest.raises(ValidationError) as refused:
            desk.send()
        assert refused.value.messages == [
            "«Диагностика»: не применимо без пояснения.",
            "«Специалисты»: не заполнено.",
        ]

    def test_all_without_data_is_sent_without_data(self, desk):
        for name in ("yes", "share", "count"):
            desk.save(name, Cell(State.NO_DATA))
        desk.send()
        assert (desk.form.state, desk.form.is_without_data) == ("submitted", True)

    def test_a_full_form_is_sent_once(self, desk):
        desk.fill()
        desk.send()
        assert (desk.form.is_without_data, desk.form.first_submitted_on) == (
            *(False, TODAY),
        )
        with pytest.raises(ValidationError, match="уже отправлена"):
            desk.send()
        assert trail() == ["form.submitted"]

    def test_a_jump_needs_a_comment(self, desk):
        before = desk.form_of(desk.school, desk.earlier_window())
        low, high = Cell(State.VALUE, 1, 10), Cell(State.VALUE, 10, 10)
        desk.save("share", low, form=before, today=before.window.due_on)
        desk.fill()
        desk.save("share", high, revision=1)
        with pytest.raises(ValidationError, match="резко изменилось"):
            desk.send()
        explained = Cell(State.VALUE, 10, 10, comment="все прошли курсы")
        desk.save("share", explained, revision=2)
        desk.send()
        assert desk.form.state == FormState.SUBMITTED

    def test_the_first_day_stays_when_it_is_sent_again(self, desk):
        desk.fill()
        desk.send()
        move(desk, return_form, comment="Проверьте число")
        later = TODAY.replace(day=20)
        form = submit_form(
            window_school=desk.form, user=desk.people["team"], now=NOW, today=later
        )
        assert form.first_submitted_on == TODAY

    @pytest.mark.parametrize("who", ["stranger", "coordinator"])
    def test_nobody_else_sends(self, desk, who):
        with pytest.raises(PermissionDenied):
            move(desk, submit_form, who, today=TODAY)

    def test_only_a_sent_form_is_taken_back(self, desk):
        with pytest.raises(ValidationError) as refused:
            move(desk, take_form_back, "team", today=TODAY)
        assert code_of(refused) == "state"


class TestDeciding:
    @pytest.fixture
    def desk(self) -> FormsDesk:
        desk = FormsDesk()
        desk.fill()
        desk.send()
        return desk

    def test_acceptance_counts_and_makes_the_figures_stale(self, desk):
        desk.accept()
        desk.window.refresh_from_db()
        assert (desk.form.state, desk.form.decided_at, desk.window.is_stale) == (
            *(FormState.ACCEPTED, NOW, True),
        )

    def test_a_value_that_needs_evidence_is_not_accepted_without_it(self, desk):
        version = desk.versions["yes"]
        version.needs_evidence = True
        version.save()
        with pytest.raises(ValidationError, match="Нет подтверждения: «Механизм»"):
            desk.accept()

    def test_a_return_needs_words_without_names(self, desk):
        for words in ("  ", "Пусть Анна Петровна проверит"):
            with pytest.raises(ValidationError):
                move(desk, return_form, comment=words)
        form = move(desk, return_form, comment="Проверьте знаменатель")
        assert (form.state, form.comment, form.decided_at) == (
            *(FormState.RETURNED, "Проверьте знаменатель", None),
        )

    def test_reopening_takes_the_form_out_of_the_sums(self, desk):
        desk.accept()
        form = move(desk, reopen_form, reason="Ошибка в числах")
        assert (form.state, form.decided_at) == (FormState.RETURNED, NOW)
        assert trail() == ["form.submitted", "form.accepted", "form.reopened"]

    @pytest.mark.parametrize(
        ("action", "more"),
        [
            (accept_form, {}),
            (return_form, {"comment": "Проверьте"}),
            (reopen_form, {"reason": "Ошибка"}),
        ],
    )
    @pytest.mark.parametrize("who", ["team", "head"])
    def test_only_the_coordinator_decides(self, desk, action, more, who):
        with pytest.raises(PermissionDenied):
            move(desk, action, who, **more)

    def test_nothing_is_decided_twice(self, desk):
        desk.accept()
        with pytest.raises(ValidationError) as refused:
            move(desk, return_form, comment="Проверьте")
        assert code_of(refused) == "state"


class TestQuestions:
    def ask(self, desk, question, name="yes"):
        place = desk.place(name)
        return move(desk, ask_about, window_indicator=place, question=question)

    def test_a_question_is_asked_and_taken_back(self, desk):
        assert self.ask(desk, "Точно?").query_text == "Точно?"
        assert self.ask(desk, "Точно?").query_text == "Точно?"
        assert self.ask(desk, "").query_text == ""
        assert trail() == ["value.asked_about", "value.question_taken_back"]

    def test_acceptance_ends_questions(self, desk):
        desk.fill()
        self.ask(desk, "Точно?")
        desk.send()
        desk.accept()
        assert desk.value("yes").query_text == ""
        with pytest.raises(ValidationError, match="сначала откройте"):
            self.ask(desk, "А теперь?")

    def test_only_about_rows_of_the_form(self, desk):
        with pytest.raises(ValidationError, match="нет"):
            self.ask(desk, "Точно?", "office")


class TestLetters:
    """The school hears of a decision: each person once, with the way to the form."""

    @pytest.fixture
    def desk(self) -> FormsDesk:
        desk = FormsDesk()
        desk.fill()
        desk.send()
        assert not OutgoingMessage.objects.exists()
        return desk

    def letters(self, desk) -> dict[str, OutgoingMessage]:
        rows = list(OutgoingMessage.objects.all())
        found = {row.to: row for row in rows}
        assert len(found) == len(rows)
        assert set(found) == {desk.people[who].email for who in ("team", "second")}
        for row in rows:
            assert f"/forms/{desk.form.pk}/" in row.body
            assert "Школа № 1" in row.body
        return found

    def test_a_return_brings_the_comment(self, desk):
        move(desk, return_form, comment="Проверьте знаменатель")
        letter = self.letters(desk)[desk.people["team"].email]
        assert letter.subject == "Педагоги, февраль 2026: форма возвращена"
        assert "Что исправить: Проверьте знаменатель" in letter.body
        assert "Форма принимается по 27 февраля 2090." in letter.body

    def test_an_acceptance_asks_for_nothing(self, desk):
        desk.accept()
        letter = self.letters(desk)[desk.people["second"].email]
        assert letter.subject == "Педагоги, февраль 2026: форма принята"
        assert "Больше ничего делать не нужно." in letter.body

    def test_an_accepted_form_that_is_opened_again(self, desk):
        desk.accept()
        OutgoingMessage.objects.all().delete()
        move(desk, reopen_form, reason="Ошибка в числах")
        letter = self.letters(desk)[desk.people["team"].email]
        assert "Принятая форма открыта снова" in letter.body
        assert "Что исправить: Ошибка в числах" in letter.body

    def test_who_has_switched_letters_off_gets_none(self, desk):
        for who in ("team", "second"):
            Following.objects.create(user=desk.people[who], wants_reminders=False)
        desk.accept()
        assert not OutgoingMessage.objects.exists()

    def test_two_memberships_are_one_letter(self, desk):
        MembershipFactory(
            user=desk.people["team"],
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=desk.school,
        )
        desk.accept()
        self.letters(desk)

    def test_a_refused_decision_writes_nothing(self, desk):
        with pytest.raises(ValidationError):
            move(desk, return_form, comment=" ")
        assert not OutgoingMessage.objects.exists()
