"""Scores of a review, one criterion at a time; a second window overwrites nothing."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.reviews import locked_review
from roadmaps.models import Criterion, Review, ReviewScore
from roadmaps.presenters.review_page import SCORE_SEEN
from roadmaps.queries.reviews import scored_criteria
from roadmaps.workflow.review import MOST
from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, refuse
from schools.models import User
from schools.queries.versions import fingerprint


LONGEST_COMMENT = 4000


@transaction.atomic
def score(
    *,
    review: Review,
    criterion: Criterion,
    value: int,
    comment: str,
    seen: str,
    user: User,
    now: dt.datetime,
) -> ReviewScore:
    """Score one criterion as the person saw it.

    `seen` is the mark of the score on the person's page, see `mark_of`.
    """
    own = locked_review(review, user)
    if criterion.checklist_id != own.checklist_id:
        raise refuse("Этого критерия нет в листе проверки.", code="foreign")
    text = comment.strip()[:LONGEST_COMMENT]
    if value not in range(MOST + 1):
        raise refuse("Оценка – 0, 1 или 2.", code="no_score", field="score")
    if value < MOST and not text:
        raise refuse(
            "К оценке 0 или 1 напишите, чего не хватает.",
            code="no_comment",
            field="comment",
        )
    current = own.scores.filter(criterion=criterion).first()
    if current is not None and (current.score, current.comment) == (value, text):
        return current
    if mark_of(current) != seen:
        raise ChangedMeanwhileError(current)
    before = {"score": current.score, "comment": current.comment} if current else {}
    row = current or ReviewScore(review=own, criterion=criterion)
    row.score, row.comment = value, text
    row.save()
    record(
        actor=user,
        action="review.scored",
        obj=own,
        now=now,
        before=before,
        after={"criterion": criterion.number, "score": value, "comment": text},
    )
    return row


@transaction.atomic
def carry_scores(*, review: Review, user: User, now: dt.datetime) -> int:
    """Take the last round's scores where this round has none; return how many."""
    own = locked_review(review, user)
    carried = [
        ReviewScore(
            review=own,
            criterion=line.criterion,
            score=line.before.score,
            comment=line.before.comment,
        )
        for line in scored_criteria(own)
        if line.score is None and line.before is not None
    ]
    ReviewScore.objects.bulk_create(carried)
    if carried:
        record(
            actor=user,
            action="review.scores_carried",
            obj=own,
            now=now,
            after={"criteria": [row.criterion.number for row in carried]},
        )
    return len(carried)


def mark_of(current: ReviewScore | None) -> str:
    """Return the mark of what is written of a criterion; empty where nothing is."""
    return fingerprint(current, SCORE_SEEN) if current else ""
