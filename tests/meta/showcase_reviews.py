"""A programme of the demo in its second round, and what was said in the first."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from roadmaps.actions.programme_moves import move
from roadmaps.actions.reviews import ask_second_opinion, start_review
from roadmaps.actions.reviews_finish import finish_review
from roadmaps.actions.reviews_remarks import add_remark, answer_remark, mark_of
from roadmaps.actions.reviews_scores import score
from roadmaps.models import Checklist, Programme, ProgrammeKind, Remark, Review
from schools.models import School, User
from tests.factories.programmes import (
    ProgrammeFactory,
    ProgrammeFileFactory,
    ProgrammeVersionFactory,
)


FIRST = (
    "Паспорт программы",
    "Срок действия: с 1 сентября 2026 года.",
    "Цель – поднять результаты по математике.",
)
SECOND = (
    "Паспорт программы",
    "Срок действия: с 1 сентября 2026 года по 31 августа 2027 года.",
    "Цель – поднять результаты по математике на 10 процентов.",
    "Мониторинг проводится в сентябре, январе и мае.",
)


def reviews_shown(school: School) -> dict[str, object]:
    """Return a review of each kind, with remarks and a second opinion."""
    people = {
        name: User.objects.get(username=name) for name in ("coordinator", "school")
    }
    methodist = User.objects.get(username="methodist")
    programme = ProgrammeFactory(
        school=school,
        kind=ProgrammeKind.objects.get(code="prevention", territory=None),
        title="Программа профилактики",
    )
    _sent(programme, people["school"], FIRST)
    first = _begun(programme, people["coordinator"])
    _scored(first, 1)
    settled = _remark(first, "Паспорт программы", "Назовите последний день.")
    standing = _remark(first, "Цель", "На сколько поднять?")
    _finished(first)
    now = timezone.now()
    answer_remark(
        remark=standing,
        text="На 10 процентов.",
        seen=mark_of(standing),
        user=people["school"],
        now=now,
    )
    programme.refresh_from_db()
    _sent(programme, people["school"], SECOND)
    second = _begun(programme, people["coordinator"])
    _scored(second, 2)
    Remark.objects.filter(pk=settled.pk).update(
        resolved_at=now, resolved_by=people["coordinator"], resolved_in=second.version
    )
    _remark(second, "Мониторинг", "Чем измеряете?")
    opinion = ask_second_opinion(
        review=second,
        reviewer=methodist,
        question="Хватит ли мер?",
        due_on=now.date() + dt.timedelta(days=7),
        user=people["coordinator"],
        now=now,
        today=now.date(),
    )
    return {
        "open_review": second,
        "finished_review": first,
        "opinion": opinion,
        "standing_remark": _returned(school, people),
        "checklist": second.checklist,
    }


def _returned(school: School, people: dict[str, User]) -> Remark:
    """Return a remark to a programme that the school has in its hands."""
    programme = ProgrammeFactory(
        school=school,
        kind=ProgrammeKind.objects.get(code="concept", territory=None),
        title="Концепция развития",
    )
    _sent(programme, people["school"], FIRST)
    review = _begun(programme, people["coordinator"])
    remark = _remark(review, "Цель", "Назовите срок.")
    _finished(review)
    remark.refresh_from_db()
    return remark


def _sent(programme: Programme, user: User, text: tuple[str, ...]) -> None:
    now = timezone.now()
    ProgrammeVersionFactory(
        programme=programme,
        number=programme.versions.count() + 1,
        file=ProgrammeFileFactory(
            school=programme.school, content=ContentFile(b"%PDF-1.7", name="x")
        ),
        paragraphs=list(text),
        read_at=now,
    )
    code = "submit" if programme.state == "draft" else "resubmit"
    move(programme=programme, code=code, user=user, now=now, today=now.date())
    programme.refresh_from_db()


def _begun(programme: Programme, user: User) -> Review:
    return start_review(
        version=programme.versions.order_by("-number").first(),
        user=user,
        checklist=Checklist.objects.get(kind__isnull=True, territory__isnull=True),
        now=timezone.now(),
    )


def _scored(review: Review, value: int) -> None:
    for line in review.checklist.criteria.order_by("number")[:3]:
        score(
            review=review,
            criterion=line,
            value=value,
            comment="" if value == 2 else "Не хватает дат.",
            seen="",
            user=review.reviewer,
            now=timezone.now(),
        )


def _remark(review: Review, section: str, text: str) -> Remark:
    return add_remark(
        review=review,
        section=section,
        text=text,
        user=review.reviewer,
        now=timezone.now(),
    )


def _finished(review: Review) -> None:
    now = timezone.now()
    finish_review(
        review=review,
        verdict="return",
        summary="Доработать цель и мониторинг.",
        user=review.reviewer,
        now=now,
        today=now.date(),
        due_on=now.date() + dt.timedelta(days=14),
    )
