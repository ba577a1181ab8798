"""Remarks to a programme: written by the reviewer, answered by the school, settled."""

import datetime as dt

from django.db import transaction

from roadmaps.actions.reviews import locked_review
from roadmaps.models import Remark, Review
from roadmaps.policies import OPEN_TO_VERSIONS
from roadmaps.presenters.review_page import ANSWER_SEEN
from roadmaps.queries.remarks import remarks_for
from schools.actions.audit import record
from schools.actions.refusals import (
    ChangedMeanwhileError,
    demand_permission,
    refuse,
)
from schools.models import User
from schools.queries.versions import fingerprint
from schools.roles import Permission


LONGEST_TEXT = 8000
LONGEST_SECTION = 200
# The same form sent twice makes one remark.
DOUBLE_CLICK = dt.timedelta(seconds=60)


@transaction.atomic
def add_remark(
    *, review: Review, section: str, text: str, user: User, now: dt.datetime
) -> Remark:
    """Write what should be mended; the school reads it when the review is finished."""
    own = locked_review(review, user)
    plain = text.strip()[:LONGEST_TEXT]
    if not plain:
        raise refuse("Напишите, что исправить.", code="no_text", field="text")
    place = " ".join(section.split())[:LONGEST_SECTION]
    same = own.remarks.filter(
        section=place, text=plain, written_at__gte=now - DOUBLE_CLICK
    ).first()
    if same is not None:
        return same
    remark = Remark.objects.create(
        programme=own.version.programme,
        version=own.version,
        review=own,
        section=place,
        text=plain,
        author=user,
        written_at=now,
    )
    record(
        actor=user,
        action="remark.added",
        obj=remark,
        now=now,
        after={"section": place, "text": plain},
    )
    return remark


@transaction.atomic
def remove_remark(*, remark: Remark, user: User, now: dt.datetime) -> None:
    """Take back what the school has not read yet."""
    if remark.review is None:
        raise refuse("Это замечание школа уже видит.", code="told")
    locked_review(remark.review, user)
    record(
        actor=user,
        action="remark.removed",
        obj=remark,
        now=now,
        before={"section": remark.section, "text": remark.text},
    )
    remark.delete()


@transaction.atomic
def resolve_remark(
    *,
    remark: Remark,
    review: Review,
    is_resolved: bool,
    user: User,
    now: dt.datetime,
) -> Remark:
    """Settle a remark by the version under review, or say that it still stands."""
    own = locked_review(review, user)
    if own.is_second_opinion:
        raise refuse(
            "Решено ли замечание, отмечает основной проверяющий.", code="not_main"
        )
    row = _locked(remark)
    if row.programme_id != own.version.programme_id:
        raise refuse("Это замечание к другой программе.", code="foreign")
    if (row.resolved_at is not None) == is_resolved:
        return row
    row.resolved_by = user if is_resolved else None
    row.resolved_at = now if is_resolved else None
    row.resolved_in = own.version if is_resolved else None
    row.save(update_fields=["resolved_by", "resolved_at", "resolved_in"])
    record(
        actor=user,
        action="remark.resolved" if is_resolved else "remark.reopened",
        obj=row,
        now=now,
        after={"version": own.version.number},
    )
    return row


@transaction.atomic
def answer_remark(
    *, remark: Remark, text: str, seen: str, user: User, now: dt.datetime
) -> Remark:
    """Say what the school did about a remark, as the person saw the answer.

    `seen` is the mark of the answer on the person's page, see `mark_of`.
    """
    demand_permission(user, Permission.WRITE_PROGRAMME, remark)
    row = _locked(remark)
    plain = text.strip()[:LONGEST_TEXT]
    if not remarks_for(programme=row.programme, user=user).filter(pk=row.pk).exists():
        raise refuse("Проверка ещё не закончена.", code="not_told")
    if row.resolved_at is not None:
        raise refuse("Замечание уже решено: отвечать не нужно.", code="resolved")
    if row.programme.state not in OPEN_TO_VERSIONS:
        raise refuse(
            "Отвечают на замечания, пока программа у школы: "
            "ответы уходят вместе с новой версией.",
            code="not_writable",
        )
    if row.answer == plain:
        return row
    if mark_of(row) != seen:
        raise ChangedMeanwhileError(row)
    before = row.answer
    row.answer = plain
    row.answered_by = user if plain else None
    row.answered_at = now if plain else None
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        actor=user,
        action="remark.answered",
        obj=row,
        now=now,
        before={"answer": before},
        after={"answer": plain},
    )
    return row


def mark_of(remark: Remark) -> str:
    """Return the mark of a school's answer."""
    return fingerprint(remark, ANSWER_SEEN)


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)).select_related(
        "programme__school__municipality", "review"
    )
    found = rows.filter(pk=remark.pk).first()
    if found is None:
        raise refuse("Этого замечания уже нет.", code="gone")
    return found
