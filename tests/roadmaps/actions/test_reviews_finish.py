"""A verdict: what is in the way is one sentence; a finished review stays for ever."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from roadmaps.actions.reviews import ask_second_opinion
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.actions.reviews_remarks import add_remark
from roadmaps.models import ProgrammeStep, Review, ReviewScore
from schools.models import AuditEvent
from schools.models.unchanging import UnchangingRowError
from schools.templatetags.portal_format import NBSP
from tests.roadmaps.reviewing import LATER, NOW, TODAY, Judges, state_of


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Judges:
    town = Judges()
    town.sent()
    return town


def sentence(refused) -> tuple[str, str, str]:
    field, errors = next(iter(refused.value.error_dict.items()))
    return field, errors[0].code, errors[0].messages[0].replace(NBSP, " ")


def end(town, review, verdict="agree", summary="", due_on=LATER, user=None):
    return finish_review(
        review=review,
        verdict=verdict,
        summary=summary,
        user=user or town.coordinator,
        now=NOW,
        today=TODAY,
        due_on=due_on,
    )


class TestAgree:
    def test_moves_the_programme(self, town):
        review = end(town, town.scored(town.begun(), 2, 2, 2), summary="Хорошо.")
        assert (review.state, review.verdict, review.finished_at) == (
            "finished",
            "agree",
            NOW,
        )
        step = ProgrammeStep.objects.get(code="agree")
        assert (step.version, step.actor, step.reason) == (
            review.version,
            town.coordinator,
            "Хорошо.",
        )
        assert state_of(town.programme) == "agreed"

    @pytest.mark.parametrize(
        ("scores", "remarks", "why"),
        [
            (
                (2, 2),
                0,
                (
                    "Согласовать пока нельзя: не оценено 1 критерий; "
                    "набрано 75 % при пороге 80 %."
                ),
            ),
            (
                (0, 2, 2),
                0,
                (
                    "Согласовать пока нельзя: ноль по обязательным критериям: № 1; "
                    "набрано 75 % при пороге 80 %."
                ),
            ),
            ((2, 2, 2), 2, "Согласовать пока нельзя: не решено 2 замечания."),
        ],
    )
    def test_is_refused_in_one_sentence(self, town, scores, remarks, why):
        review = town.scored(town.begun(), *scores)
        for number in range(remarks):
            add_remark(
                review=review,
                section="",
                text=f"Замечание {number}",
                user=town.coordinator,
                now=NOW,
            )
        with pytest.raises(ValidationError) as refused:
            end(town, review)
        assert sentence(refused) == ("verdict", "blocked", why)
        assert state_of(town.programme) == "submitted"

    def test_with_remarks_where_they_do_not_matter(self, town):
        town.checklist = town.a_checklist(remarks_block=False)
        review = town.scored(town.begun(), 2, 2, 2)
        add_remark(
            review=review, section="", text="Опечатка.", user=town.coordinator, now=NOW
        )
        end(town, review)
        assert state_of(town.programme) == "agreed"


class TestReturn:
    def test_names_the_day_and_why(self, town):
        end(town, town.begun(), "return", "Доработать цель.")
        town.programme.refresh_from_db()
        assert (town.programme.state, town.programme.due_on) == ("returned", LATER)
        assert ProgrammeStep.objects.get(code="return").reason == "Доработать цель."

    def test_counts_remarks_where_nobody_has_written_why(self, town):
        review = town.begun()
        add_remark(
            review=review, section="", text="Срок?", user=town.coordinator, now=NOW
        )
        end(town, review, "return")
        reason = ProgrammeStep.objects.get(code="return").reason
        assert reason.replace(NBSP, " ") == "Не решено: 1 замечание."

    @pytest.mark.parametrize(
        ("summary", "due_on", "where"),
        [
            ("Доработать.", None, ("due_on", "no_day")),
            ("Доработать.", TODAY - dt.timedelta(days=1), ("due_on", "past_day")),
            (" ", LATER, ("summary", "no_summary")),
        ],
    )
    def test_is_refused(self, town, summary, due_on, where):
        with pytest.raises(ValidationError) as refused:
            end(town, town.begun(), "return", summary, due_on)
        assert sentence(refused)[:2] == where
        assert state_of(town.programme) == "submitted"

    def test_sent_twice_is_one_step(self, town):
        review = town.begun()
        first = end(town, review, "return", "Доработать.")
        assert end(town, review, "return", "Доработать.") == first
        assert ProgrammeStep.objects.filter(code="return").count() == 1
        assert AuditEvent.objects.filter(action="review.finished").count() == 1


class TestNoVerdict:
    def test_on_what_the_school_took_back(self, town):
        review = town.begun()
        town.go("withdraw", town.team, reason="Не тот файл.")
        with pytest.raises(ValidationError) as refused:
            end(town, review, "return", "Доработать.")
        assert refused.value.code == "not_current"
        assert Review.objects.get().state == "open"

    def test_of_a_colleague(self, town):
        with pytest.raises(ValidationError) as refused:
            end(town, town.begun(), "return", "Нет.", user=town.methodist)
        assert refused.value.code == "foreign"


class TestOpinion:
    @pytest.fixture
    def asked(self, town) -> Review:
        return ask_second_opinion(
            review=town.begun(),
            reviewer=town.methodist,
            question="",
            due_on=LATER,
            user=town.coordinator,
            now=NOW,
            today=TODAY,
        )

    def test_moves_nothing_and_waits_for_the_verdict(self, town, asked):
        end(town, asked, "agree", "Я за.", user=town.methodist)
        assert state_of(town.programme) == "submitted"
        assert list(Review.objects.visible_to(town.team)) == []
        end(town, Review.objects.get(is_second_opinion=False), "return", "Доработать.")
        assert Review.objects.visible_to(town.team).count() == 2

    def test_says_something(self, town, asked):
        with pytest.raises(ValidationError) as refused:
            end(town, asked, "agree", " ", user=town.methodist)
        assert sentence(refused)[:2] == ("summary", "no_summary")

    def test_comes_too_late_after_the_verdict(self, town, asked):
        end(town, Review.objects.get(is_second_opinion=False), "return", "Доработать.")
        with pytest.raises(ValidationError) as refused:
            end(town, asked, "agree", "Я за.", user=town.methodist)
        assert refused.value.code == "not_current"

    def test_its_remarks_count_when_it_is_given(self, town, asked):
        main = town.scored(Review.objects.get(is_second_opinion=False), 2, 2, 2)
        add_remark(
            review=asked, section="", text="Риски?", user=town.methodist, now=NOW
        )
        end(town, asked, "return", "Вернуть.", user=town.methodist)
        with pytest.raises(ValidationError) as refused:
            end(town, main)
        assert sentence(refused)[2] == (
            "Согласовать пока нельзя: не решено 1 замечание."
        )


class TestFinished:
    @pytest.fixture
    def finished(self, town) -> Review:
        return end(town, town.scored(town.begun(), 2), "return", "Доработать.")

    def test_is_never_saved_again(self, finished):
        finished.summary = "Другое."
        with pytest.raises(UnchangingRowError):
            finished.save()

    def test_is_never_written_in_bulk_or_deleted(self, finished):
        with pytest.raises(UnchangingRowError):
            Review.objects.update(summary="Другое.")
        with pytest.raises(UnchangingRowError):
            Review.objects.all().delete()
        with pytest.raises(UnchangingRowError):
            finished.delete()

    def test_keeps_its_scores(self, finished):
        given = ReviewScore.objects.get()
        with pytest.raises(UnchangingRowError):
            given.save()
        with pytest.raises(UnchangingRowError):
            given.delete()
