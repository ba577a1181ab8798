"""Remarks: told when the review is finished, answered, settled, never lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from roadmaps.actions.reviews_remarks import (
    add_remark,
    answer_remark,
    mark_of,
    remove_remark,
    resolve_remark,
)
from roadmaps.models import Remark
from schools.actions.refusals import ChangedMeanwhileError
from tests.roadmaps.reviewing import NOW, Judges


pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Judges:
    town = Judges()
    town.sent()
    return town


def write(town, review, text="Назовите срок.", section="Цель", user=None) -> Remark:
    return add_remark(
        review=review,
        section=section,
        text=text,
        user=user or town.coordinator,
        now=NOW,
    )


def told(town) -> Remark:
    """Return a remark that came back to the school with the programme."""
    review = town.begun()
    remark = write(town, review)
    town.finished(review)
    town.programme.refresh_from_db()
    remark.refresh_from_db()
    return remark


def reply(town, remark, text="Срок назван.", seen=None, user=None) -> Remark:
    return answer_remark(
        remark=remark,
        text=text,
        seen=mark_of(remark) if seen is None else seen,
        user=user or town.team,
        now=NOW,
    )


def code(refused) -> str:
    error = refused.value
    return getattr(error, "code", None) or next(iter(error.error_dict.values()))[0].code


class TestWrite:
    def test_stands_at_its_section(self, town):
        review = town.begun()
        remark = write(town, review, section="  Цель   и задачи ")
        assert (remark.section, remark.version, remark.review, remark.author) == (
            "Цель и задачи",
            review.version,
            review,
            town.coordinator,
        )

    def test_sent_twice_is_one(self, town):
        review = town.begun()
        assert write(town, review) == write(town, review)

    def test_says_something(self, town):
        with pytest.raises(ValidationError) as refused:
            write(town, town.begun(), text=" ")
        assert code(refused) == "no_text"

    def test_is_taken_back_while_nobody_has_read_it(self, town):
        remark = write(town, town.begun())
        remove_remark(remark=remark, user=town.coordinator, now=NOW)
        assert Remark.objects.count() == 0

    def test_stays_when_it_was_told(self, town):
        remark = told(town)
        with pytest.raises(ValidationError) as refused:
            remove_remark(remark=remark, user=town.coordinator, now=NOW)
        assert (code(refused), Remark.objects.count()) == ("finished", 1)


class TestAnswer:
    def test_is_kept_with_its_author(self, town):
        remark = reply(town, told(town))
        assert (remark.answer, remark.answered_by, remark.answered_at) == (
            "Срок назван.",
            town.team,
            NOW,
        )

    def test_of_a_colleague_is_not_overwritten(self, town):
        remark = told(town)
        before = mark_of(remark)
        reply(town, remark, "Первый ответ.", user=town.colleague)
        with pytest.raises(ChangedMeanwhileError) as meanwhile:
            reply(town, remark, "Второй ответ.", seen=before)
        assert meanwhile.value.current.answer == "Первый ответ."

    def test_sent_twice_is_one(self, town):
        remark = told(town)
        before = mark_of(remark)
        reply(town, remark)
        assert reply(town, remark, seen=before).answer == "Срок назван."

    def test_waits_for_the_review(self, town):
        remark = write(town, town.begun())
        with pytest.raises(ValidationError) as refused:
            reply(town, remark)
        assert code(refused) == "not_told"

    def test_goes_with_the_version(self, town):
        remark = told(town)
        town.sent("Новый текст")
        with pytest.raises(ValidationError) as refused:
            reply(town, remark)
        assert code(refused) == "not_writable"

    @pytest.mark.parametrize("who", ["other_team", "coordinator", "head"])
    def test_only_of_the_school(self, town, who):
        remark = told(town)
        with pytest.raises(PermissionDenied):
            reply(town, remark, user=getattr(town, who))


class TestSettle:
    @pytest.fixture
    def second_round(self, town):
        remark = told(town)
        town.sent("Новый текст")
        return remark, town.begun()

    def settle(self, town, remark, review, is_resolved=True, user=None):
        return resolve_remark(
            remark=remark,
            review=review,
            is_resolved=is_resolved,
            user=user or town.coordinator,
            now=NOW,
        )

    def test_by_the_version_under_review(self, town, second_round):
        remark, review = second_round
        settled = self.settle(town, remark, review)
        assert (settled.resolved_by, settled.resolved_at, settled.resolved_in) == (
            town.coordinator,
            NOW,
            review.version,
        )

    def test_and_back(self, town, second_round):
        remark, review = second_round
        self.settle(town, remark, review)
        again = self.settle(town, remark, review, is_resolved=False)
        assert (again.resolved_by, again.resolved_at, again.resolved_in) == (
            None,
            None,
            None,
        )

    def test_not_by_who_only_reads(self, town, second_round):
        remark, review = second_round
        with pytest.raises(ValidationError) as refused:
            self.settle(town, remark, review, user=town.methodist)
        assert code(refused) == "foreign"

    def test_not_to_another_programme(self, town, second_round):
        _, review = second_round
        other = Judges()
        other.sent()
        foreign = told(other)
        with pytest.raises(ValidationError) as refused:
            self.settle(town, foreign, review)
        assert code(refused) == "foreign"
