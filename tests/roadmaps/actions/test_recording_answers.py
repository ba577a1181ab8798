"""A school answers for what concerns it; the occurrence stays open until a person closes it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.recording import cancel, mark_done
from roadmaps.actions.recording_answers import answer_for_school, take_back_answer
from roadmaps.actions.recording_papers import add_evidence
from roadmaps.enums import DocumentType, OccurrenceState
from roadmaps.models import SchoolAnswer
from schools.models import AuditEvent
from tests.factories.plans import approve
from tests.roadmaps.following import NOW, TODAY, Town


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def answer(town) -> SchoolAnswer:
    row = town.occurrence(
        concerns=(town.low, town.adverse),
        activity={"document_types": [DocumentType.ORDER]},
    )
    approve(town.version)
    return row.answers.get(school=town.low)


def give(town, answer, **changes) -> SchoolAnswer:
    values = {
        "done_on": TODAY,
        "user": town.team,
        "now": NOW,
        "today": TODAY,
        "without_document": True,
        **changes,
    }
    return answer_for_school(answer=answer, **values)


def paper(town, answer, school) -> None:
    add_evidence(
        occurrence=answer.occurrence,
        school=school,
        document_type=DocumentType.ORDER,
        title="Приказ школы",
        link="https://example.org/1",
        user=town.coordinator,
        now=NOW,
    )


class TestAnswer:
    def test_openly_without_a_paper(self, town, answer):
        given = give(town, answer, note=" Провели. ")
        assert (
            given.done_on,
            given.without_document,
            given.note,
            given.answered_by,
            given.answered_at,
        ) == (TODAY, True, "Провели.", town.team, NOW)
        event = AuditEvent.objects.get(action="plan_answer.given")
        assert event.after == {
            "done_on": "2025-11-10",
            "without_document": True,
            "note": "Провели.",
        }

    def test_the_occurrence_stays_open_when_all_have_answered(self, town, answer):
        give(town, answer)
        other = answer.occurrence.answers.get(school=town.adverse)
        give(town, other, user=town.other_team)
        answer.occurrence.refresh_from_db()
        assert answer.occurrence.state == OccurrenceState.PLANNED

    def test_with_the_schools_own_paper(self, town, answer):
        paper(town, answer, town.low)
        assert give(town, answer, without_document=False).without_document is False

    @pytest.mark.parametrize("whose", ["adverse", None])
    def test_a_paper_of_another_is_none_of_its_own(self, town, answer, whose):
        paper(town, answer, getattr(town, whose) if whose else None)
        with pytest.raises(ValidationError) as refusal:
            give(town, answer, without_document=False)
        assert refusal.value.messages == [
            "Приложите документ школы или отметьте «без документа»."
        ]

    def test_not_on_a_day_to_come(self, town, answer):
        with pytest.raises(ValidationError) as refusal:
            give(town, answer, done_on=TODAY + dt.timedelta(days=1))
        assert refusal.value.messages == ["Этот день ещё не наступил."]

    @pytest.mark.parametrize("who", ["other_team", "head", "neighbour"])
    def test_others_do_not_speak_for_the_school(self, town, answer, who):
        with pytest.raises(PermissionDenied):
            give(town, answer, user=getattr(town, who))

    @pytest.mark.parametrize("who", ["coordinator", "methodist"])
    def test_who_records_the_plan_writes_down_what_a_school_said(
        self, town, answer, who
    ):
        assert give(town, answer, user=getattr(town, who)).done_on == TODAY

    def test_locked_when_done_and_says_by_whom_it_opens(self, town, answer):
        mark_done(
            occurrence=answer.occurrence,
            done_on=TODAY,
            without_document=True,
            user=town.coordinator,
            now=NOW,
            today=TODAY,
        )
        with pytest.raises(ValidationError) as refusal:
            give(town, answer)
        assert refusal.value.messages == [
            (
                "Мероприятие закрыто 10.11.2025, ответы больше не меняются. Открыть его "
                "может координатор муниципалитета."
            )
        ]

    def test_locked_when_cancelled(self, town, answer):
        cancel(
            occurrence=answer.occurrence,
            reason="Нет средств",
            user=town.coordinator,
            now=NOW,
        )
        with pytest.raises(ValidationError) as refusal:
            give(town, answer)
        assert refusal.value.messages == ["Мероприятие отменено: Нет средств."]


class TestTakeBack:
    def test_with_a_reason(self, town, answer):
        give(town, answer, note="Провели.")
        back = take_back_answer(
            answer=answer, reason="Рано отметили.", user=town.team, now=NOW
        )
        assert (back.done_on, back.without_document, back.note) == (
            None,
            False,
            "Провели.",
        )
        event = AuditEvent.objects.get(action="plan_answer.taken_back")
        assert event.reason == "Рано отметили."

    def test_not_without_a_reason(self, town, answer):
        give(town, answer)
        with pytest.raises(ValidationError) as refusal:
            take_back_answer(answer=answer, reason="", user=town.team, now=NOW)
        assert refusal.value.messages == ["Напишите, почему ответ снимается."]

    def test_what_was_never_given(self, town, answer):
        with pytest.raises(ValidationError) as refusal:
            take_back_answer(answer=answer, reason="Так.", user=town.team, now=NOW)
        assert refusal.value.messages == ["Ответа ещё не было."]
