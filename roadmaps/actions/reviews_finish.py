"""A review ends: with a verdict that moves the programme, or with an opinion."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.programme_moves import move
from roadmaps.actions.reviews import locked_programme, locked_review
from roadmaps.enums import ReviewState, ReviewVerdict
from roadmaps.models import Review
from roadmaps.presenters.review_words import blocked_sentence, reason_of_return
from roadmaps.queries.reviews import is_current, unsettled_remarks
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User


@transaction.atomic
def finish_review(
    *,
    review: Review,
    verdict: str,
    summary: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
    due_on: dt.date | None = None,
) -> Review:
    """Close a review for ever; the main one agrees the programme or returns it.

    `due_on` is the day by which the school sends the next version.
    """
    locked_programme(review.version)
    done = _same_verdict(review, verdict, user)
    if done is not None:
        return done
    own = locked_review(review, user)
    text = summary.strip()
    if verdict not in ReviewVerdict.values:
        raise refuse("Выберите вывод.", code="no_verdict", field="verdict")
    if not is_current(own):
        raise refuse(
            "Эта версия больше не ждёт решения: школа отозвала программу "
            "или решение уже принято. Написанное останется в проверке.",
            code="not_current",
        )
    if own.is_second_opinion:
        _demand_opinion(text)
    else:
        _demand_verdict(own, verdict, text, due_on, today)
    own.state, own.verdict = ReviewState.FINISHED, verdict
    own.summary, own.finished_at = text, now
    own.save(update_fields=["state", "verdict", "summary", "finished_at"])
    record(
        actor=user,
        action="review.finished",
        obj=own,
        now=now,
        after={
            "verdict": verdict,
            "is_second_opinion": own.is_second_opinion,
            "version": own.version.number,
        },
        reason=text,
    )
    if not own.is_second_opinion:
        _move(own, verdict, text, user, now, today, due_on)
    return own


def _same_verdict(review: Review, verdict: str, user: User) -> Review | None:
    """Return the review if this very form has finished it already."""
    return Review.objects.filter(
        pk=review.pk, state=ReviewState.FINISHED, verdict=verdict, reviewer=user
    ).first()


def _demand_opinion(text: str) -> None:
    if not text:
        raise refuse(
            "Напишите ваше мнение: его прочитает основной проверяющий.",
            code="no_summary",
            field="summary",
        )


def _demand_verdict(
    review: Review,
    verdict: str,
    text: str,
    due_on: dt.date | None,
    today: dt.date,
) -> None:
    if verdict == ReviewVerdict.AGREE:
        blocked = blocked_sentence(review)
        if blocked:
            raise refuse(blocked, code="blocked", field="verdict")
        return
    if due_on is None:
        raise refuse(
            "Укажите, к какому дню школа пришлёт новую версию.",
            code="no_day",
            field="due_on",
        )
    if due_on < today:
        raise refuse(
            "Этот день уже прошёл: укажите день впереди.",
            code="past_day",
            field="due_on",
        )
    if not text and not unsettled_remarks(review).exists():
        raise refuse(
            "Напишите вывод или хотя бы одно замечание: школе нужно знать, "
            "что исправить.",
            code="no_summary",
            field="summary",
        )


def _move(
    review: Review,
    verdict: str,
    text: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
    due_on: dt.date | None,
) -> None:
    is_agreed = verdict == ReviewVerdict.AGREE
    move(
        programme=review.version.programme,
        code="agree" if is_agreed else "return",
        version=review.version,
        reason=text or ("" if is_agreed else reason_of_return(review)),
        until=None if is_agreed else due_on,
        user=user,
        now=now,
        today=today,
    )
