"""A version is taken up once; colleagues are asked, nobody judges their own school."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.reviews import ask_second_opinion, start_review, take_over
from roadmaps.actions.reviews_remarks import add_remark
from roadmaps.models import Review
from schools.enums import Role
from schools.models import AuditEvent, OutgoingMessage, User
from tests.factories import MembershipFactory
from tests.roadmaps.reviewing import LATER, NOW, TODAY, Judges


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Judges:
    return Judges()


def refusal_of(refused) -> tuple[str, str]:
    error = refused.value
    if hasattr(error, "error_dict"):
        error = next(iter(error.error_dict.values()))[0]
    return error.code, error.messages[0]


def again(user: User) -> User:
    """Return the person without what is remembered of their rights."""
    return User.objects.get(pk=user.pk)


class TestStart:
    def test_takes_the_version_up(self, town):
        version = town.sent()
        review = town.begun()
        assert (
            review.version,
            review.checklist,
            review.reviewer,
            review.round_number,
            review.due_on,
            review.state,
        ) == (version, town.checklist, town.coordinator, 1, LATER, "open")
        event = AuditEvent.objects.get(action="review.started")
        assert (event.object_id, event.after["version"], event.after["round"]) == (
            str(review.pk),
            1,
            1,
        )

    def test_twice_is_once(self, town):
        town.sent()
        assert town.begun() == town.begun()
        assert Review.objects.count() == 1

    def test_a_second_person_is_told_who_has_it(self, town):
        town.sent()
        town.begun()
        with pytest.raises(ValidationError) as refused:
            town.begun(town.methodist)
        assert refusal_of(refused) == (
            "taken",
            (
                "Эту версию уже проверяет Анна Ким. Вас могут попросить о втором "
                "мнении, а забрать проверку себе может координатор."
            ),
        )

    def test_not_before_it_is_sent(self, town):
        town.a_version()
        with pytest.raises(ValidationError) as refused:
            town.begun()
        assert refusal_of(refused) == (
            "not_submitted",
            "Программа сейчас черновик: проверяют то, что отправлено на согласование.",
        )

    def test_not_an_older_version(self, town):
        old = town.sent()
        town.go("withdraw", town.team, reason="Опечатка.")
        town.sent("Другой текст")
        with pytest.raises(ValidationError) as refused:
            start_review(
                version=old, user=town.coordinator, checklist=town.checklist, now=NOW
            )
        assert refusal_of(refused)[0] == "old_version"

    def test_not_without_a_checklist(self, town):
        version = town.sent()
        with pytest.raises(ValidationError) as refused:
            start_review(
                version=version, user=town.coordinator, checklist=None, now=NOW
            )
        assert refusal_of(refused)[0] == "no_checklist"

    def test_nobody_judges_their_own_school(self, town):
        town.sent()
        MembershipFactory(
            user=town.methodist,
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=town.school,
        )
        with pytest.raises(ValidationError) as refused:
            town.begun(again(town.methodist))
        assert refusal_of(refused) == (
            "conflict",
            (
                "Вы из команды этой школы или готовили эту программу сами, поэтому её "
                "проверяет другой сотрудник."
            ),
        )

    @pytest.mark.parametrize("who", ["team", "head", "neighbour", "other_team"])
    def test_only_with_the_right_there(self, town, who):
        town.sent()
        with pytest.raises(PermissionDenied):
            town.begun(getattr(town, who))

    def test_what_was_written_goes_over_to_the_version_sent_instead(self, town):
        town.sent()
        review = town.scored(town.begun(), 2)
        remark = add_remark(
            review=review, section="", text="Исправить.", user=review.reviewer, now=NOW
        )
        town.go("withdraw", town.team, reason="Не тот файл.")
        newer = town.sent("Новый текст")
        moved = town.begun()
        remark.refresh_from_db()
        assert (moved, moved.version, moved.scores.count(), remark.version) == (
            review,
            newer,
            1,
            newer,
        )


class TestSecondOpinion:
    def ask(self, town, review, whom, **more):
        given = {"question": "Хватит ли мер?", "due_on": LATER, **more}
        return ask_second_opinion(
            review=review,
            reviewer=whom,
            user=town.coordinator,
            now=NOW,
            today=TODAY,
            **given,
        )

    def test_gets_a_review_and_a_letter(self, town):
        town.methodist.email = "vera@example.org"
        town.methodist.save()
        town.sent()
        OutgoingMessage.objects.all().delete()
        asked = self.ask(town, town.begun(), town.methodist)
        assert (asked.reviewer, asked.is_second_opinion, asked.due_on) == (
            town.methodist,
            True,
            LATER,
        )
        letter = OutgoingMessage.objects.get()
        assert (letter.to, letter.subject) == (
            "vera@example.org",
            "Школа № 1: нужно ваше мнение о программе",
        )
        assert "Вопрос: Хватит ли мер?" in letter.body

    @pytest.mark.parametrize("who", ["head", "neighbour", "team", "coordinator"])
    def test_only_of_people_who_may_review_there(self, town, who):
        town.sent()
        with pytest.raises(ValidationError) as refused:
            self.ask(town, town.begun(), getattr(town, who))
        assert refusal_of(refused)[0] == "not_entitled"

    def test_not_of_the_schools_own_people(self, town):
        MembershipFactory(
            user=town.methodist,
            role=Role.SCHOOL_TEAM,
            territory=None,
            school=town.school,
        )
        town.sent()
        with pytest.raises(ValidationError) as refused:
            self.ask(town, town.begun(), town.methodist)
        assert refusal_of(refused)[0] == "not_entitled"

    def test_not_twice_of_one_person(self, town):
        town.sent()
        review = town.begun()
        self.ask(town, review, town.methodist)
        with pytest.raises(ValidationError) as refused:
            self.ask(town, review, town.methodist)
        assert refusal_of(refused)[0] == "not_entitled"

    def test_not_for_a_day_that_is_over(self, town):
        town.sent()
        with pytest.raises(ValidationError) as refused:
            self.ask(
                town, town.begun(), town.methodist, due_on=TODAY - dt.timedelta(days=1)
            )
        assert refusal_of(refused) == ("past_day", "Этот день уже прошёл.")


class TestTakeOver:
    def test_brings_all_that_is_written(self, town):
        town.sent()
        review = town.scored(town.begun(town.methodist), 2, 2)
        taken = take_over(
            review=review, reason="Отпуск.", user=town.coordinator, now=NOW
        )
        assert (taken.reviewer, taken.scores.count()) == (town.coordinator, 2)
        event = AuditEvent.objects.get(action="review.taken_over")
        assert (event.before, event.after, event.reason) == (
            {"reviewer": "Вера Орлова"},
            {"reviewer": "Анна Ким"},
            "Отпуск.",
        )

    def test_not_without_a_reason(self, town):
        town.sent()
        with pytest.raises(ValidationError) as refused:
            take_over(
                review=town.begun(town.methodist),
                reason=" ",
                user=town.coordinator,
                now=NOW,
            )
        assert refusal_of(refused)[0] == "no_reason"

    def test_not_of_a_finished_one(self, town):
        town.sent()
        review = town.finished(town.begun(town.methodist))
        with pytest.raises(ValidationError) as refused:
            take_over(review=review, reason="Надо.", user=town.coordinator, now=NOW)
        assert refusal_of(refused)[0] == "closed"

    def test_a_methodist_takes_nothing_over(self, town):
        town.sent()
        with pytest.raises(PermissionDenied):
            take_over(review=town.begun(), reason="Надо.", user=town.methodist, now=NOW)
