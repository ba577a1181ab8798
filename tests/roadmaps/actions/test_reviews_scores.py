"""One criterion at a time: low scores say why, another window is never overwritten."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.reviews_scores import carry_scores, mark_of, score
from roadmaps.models import ReviewScore
from schools.actions.refusals import ChangedMeanwhileError
from schools.models import AuditEvent
from tests.factories.programmes import CriterionFactory
from tests.roadmaps.reviewing import NOW, Judges


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Judges:
    town = Judges()
    town.sent()
    return town


def give(town, review, value, comment="", seen="", user=None, number=1):
    return score(
        review=review,
        criterion=town.criterion(number),
        value=value,
        comment=comment,
        seen=seen,
        user=user or town.coordinator,
        now=NOW,
    )


def codes(refused) -> list[str]:
    return [
        error.code for errors in refused.value.error_dict.values() for error in errors
    ]


class TestScore:
    def test_is_kept_with_its_reason(self, town):
        review = town.begun()
        given = give(town, review, 1, " Нет дат. ")
        assert (given.score, given.comment) == (1, "Нет дат.")
        event = AuditEvent.objects.get(action="review.scored")
        assert (event.object_id, event.after) == (
            str(review.pk),
            {"criterion": 1, "score": 1, "comment": "Нет дат."},
        )

    @pytest.mark.parametrize(
        ("value", "comment", "code"),
        [(0, "", "no_comment"), (1, "  ", "no_comment"), (3, "Да", "no_score")],
    )
    def test_is_refused(self, town, value, comment, code):
        with pytest.raises(ValidationError) as refused:
            give(town, town.begun(), value, comment)
        assert (codes(refused), ReviewScore.objects.count()) == ([code], 0)

    def test_of_another_checklist_is_refused(self, town):
        with pytest.raises(ValidationError) as refused:
            score(
                review=town.begun(),
                criterion=CriterionFactory(),
                value=2,
                comment="",
                seen="",
                user=town.coordinator,
                now=NOW,
            )
        assert refused.value.code == "foreign"

    def test_changes_what_the_person_saw(self, town):
        review = town.begun()
        first = give(town, review, 2)
        given = give(town, review, 0, "Нет.", seen=mark_of(first))
        assert (given.pk, given.score) == (first.pk, 0)

    def test_of_another_window_is_not_overwritten(self, town):
        review = town.begun()
        give(town, review, 1, "Первое окно.")
        with pytest.raises(ChangedMeanwhileError) as meanwhile:
            give(town, review, 2)
        assert meanwhile.value.current.comment == "Первое окно."
        assert review.scores.get().score == 1

    def test_twice_the_same_is_once(self, town):
        review = town.begun()
        assert give(town, review, 2) == give(town, review, 2)
        assert AuditEvent.objects.filter(action="review.scored").count() == 1

    def test_of_a_colleague_is_refused(self, town):
        with pytest.raises(ValidationError) as refused:
            give(town, town.begun(), 2, user=town.methodist)
        assert refused.value.message == "Эту проверку ведёт Анна Ким."

    def test_of_a_school_is_forbidden(self, town):
        with pytest.raises(PermissionDenied):
            give(town, town.begun(), 2, user=town.team)

    def test_of_a_finished_review_is_refused(self, town):
        review = town.finished(town.begun())
        with pytest.raises(ValidationError) as refused:
            give(town, review, 2)
        assert refused.value.message == "Проверка закончена и больше не меняется."


class TestCarry:
    def test_takes_the_last_round_where_nothing_is_written(self, town):
        town.finished(town.scored(town.begun(), 1, 2, 0))
        town.programme.refresh_from_db()
        town.sent("Новый текст")
        review = town.begun()
        give(town, review, 2)
        assert carry_scores(review=review, user=town.coordinator, now=NOW) == 2
        assert list(
            review.scores.order_by("criterion__number").values_list("score", "comment")
        ) == [(2, ""), (2, ""), (0, "Мало.")]

    def test_meets_a_newer_checklist_by_the_text(self, town):
        town.finished(town.scored(town.begun(), 2, 2, 2))
        town.programme.refresh_from_db()
        town.checklist = town.a_checklist()
        town.sent("Новый текст")
        review = town.begun()
        assert carry_scores(review=review, user=town.coordinator, now=NOW) == 3
        assert {row.criterion.checklist for row in review.scores.all()} == {
            town.checklist
        }

    def test_of_a_first_round_is_nothing(self, town):
        review = town.begun()
        assert carry_scores(review=review, user=town.coordinator, now=NOW) == 0
