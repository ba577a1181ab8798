"""Reviews begin here: taken up, given to a colleague, asked of a second person."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from roadmaps.enums import ProgrammeState, ReviewState
from roadmaps.models import Checklist, Programme, ProgrammeVersion, Review
from roadmaps.policies import has_conflict
from roadmaps.presenters.review_letters import letter_of_question
from roadmaps.queries.reviews import (
    main_review_of,
    possible_reviewers,
    version_under_review,
)
from schools.actions.audit import record
from schools.actions.messages import write_message
from schools.actions.refusals import demand_permission, refuse
from schools.models import User
from schools.roles import Permission


CONFLICT = (
    "Вы из команды этой школы или готовили эту программу сами, поэтому её проверяет "
    "другой сотрудник."
)


@transaction.atomic
def start_review(
    *,
    version: ProgrammeVersion,
    user: User,
    checklist: Checklist | None,
    is_second_opinion: bool = False,
    due_on: dt.date | None = None,
    now: dt.datetime,
) -> Review:
    """Take a version up, or come back to what the person has begun."""
    demand_reviewer(user, version)
    programme = locked_programme(version)
    _demand_waiting(programme, version)
    if checklist is None or not checklist.criteria.exists():
        raise refuse(
            "Для документов этого вида нет листа проверки: сначала составьте его.",
            code="no_checklist",
        )
    begun = _begun_by(user, programme, is_second_opinion)
    if begun is not None:
        return _brought_over(begun, version, programme, user, now)
    if not is_second_opinion:
        _demand_free(version, programme)
    review = Review.objects.create(
        version=version,
        checklist=checklist,
        reviewer=user,
        round_number=programme.round_number,
        is_second_opinion=is_second_opinion,
        due_on=due_on or programme.due_on,
        started_at=now,
    )
    record(
        actor=user,
        action="review.started",
        obj=review,
        now=now,
        after={
            "version": version.number,
            "round": review.round_number,
            "checklist": str(checklist),
        },
    )
    return review


@transaction.atomic
def ask_second_opinion(
    *,
    review: Review,
    reviewer: User,
    question: str,
    due_on: dt.date,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Review:
    """Ask another person by name; a letter tells them, their scores stay their own."""
    own = locked_review(review, user)
    if own.is_second_opinion:
        raise refuse("О втором мнении просит основной проверяющий.", code="not_main")
    if due_on < today:
        raise refuse("Этот день уже прошёл.", code="past_day", field="due_on")
    version = own.version
    candidates = possible_reviewers(version, round_number=own.round_number)
    if not candidates.filter(pk=reviewer.pk).exists():
        raise refuse(
            "Этого человека попросить нельзя: у него нет права проверять программы "
            "здесь, он из команды школы, сам готовил программу или его уже попросили.",
            code="not_entitled",
            field="reviewer",
        )
    asked = Review.objects.create(
        version=version,
        checklist=own.checklist,
        reviewer=reviewer,
        round_number=own.round_number,
        is_second_opinion=True,
        due_on=due_on,
        started_at=now,
    )
    record(
        actor=user,
        action="review.second_asked",
        obj=asked,
        now=now,
        after={"reviewer": str(reviewer), "due_on": due_on.isoformat()},
        reason=question.strip(),
    )
    if reviewer.email:
        url = settings.SITE_URL + reverse("reviews:review", args=[asked.pk])
        letter = letter_of_question(asked, by=user, question=question.strip(), url=url)
        write_message(
            to=reviewer.email, subject=letter.subject, body=letter.body, now=now
        )
    return asked


@transaction.atomic
def take_over(*, review: Review, reason: str, user: User, now: dt.datetime) -> Review:
    """Give an open review to another person, with all that is written in it."""
    demand_permission(user, Permission.MANAGE_PROGRAMMES, review)
    demand_reviewer(user, review.version)
    locked_programme(review.version)
    row = _locked_row(review)
    if row.state != ReviewState.OPEN or row.is_second_opinion:
        raise refuse("Забрать можно только основную открытую проверку.", code="closed")
    if row.reviewer_id == user.pk:
        return row
    if not reason.strip():
        raise refuse("Напишите, почему.", code="no_reason", field="reason")
    same = Review.objects.filter(
        version=row.version_id, round_number=row.round_number, reviewer=user
    )
    if same.exists():
        raise refuse(
            "Вас просили о втором мнении об этой версии: закончите его, "
            "а проверку пусть заберёт другой сотрудник.",
            code="second_opinion",
        )
    before = str(row.reviewer) if row.reviewer else ""
    row.reviewer = user
    row.save(update_fields=["reviewer"])
    record(
        actor=user,
        action="review.taken_over",
        obj=row,
        now=now,
        before={"reviewer": before},
        after={"reviewer": str(user)},
        reason=reason.strip(),
    )
    return row


def demand_reviewer(user: User, version: ProgrammeVersion) -> None:
    """Stop a person without the right; refuse one who would judge their own school."""
    demand_permission(user, Permission.REVIEW_PROGRAMMES, version)
    if has_conflict(user=user, programme=version.programme):
        raise refuse(CONFLICT, code="conflict")


def locked_review(review: Review, user: User) -> Review:
    """Lock an open review for its author; everybody else only reads it."""
    demand_reviewer(user, review.version)
    row = _locked_row(review)
    if row.state != ReviewState.OPEN:
        raise refuse("Проверка закончена и больше не меняется.", code="finished")
    if row.reviewer_id != user.pk:
        who = row.reviewer or "другой человек"
        raise refuse(f"Эту проверку ведёт {who}.", code="foreign")
    return row


def locked_programme(version: ProgrammeVersion) -> Programme:
    """Lock the programme of a version: two people begin, finish and move in turn."""
    rows = Programme.objects.select_for_update(of=("self",))
    return rows.select_related("school__municipality", "kind").get(
        pk=version.programme_id
    )


def _locked_row(review: Review) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related(
        "version__programme__school__municipality", "checklist", "reviewer"
    )
    # The text of the document stays where it is.
    return rows.defer(
        "version__paragraphs", "version__fingerprint", "version__search"
    ).get(pk=review.pk)


def _demand_waiting(programme: Programme, version: ProgrammeVersion) -> None:
    waiting = version_under_review(programme)
    if waiting is None:
        state = ProgrammeState(programme.state).label
        raise refuse(
            f"Программа сейчас {state}: проверяют то, что отправлено на согласование.",
            code="not_submitted",
        )
    if waiting.pk != version.pk:
        raise refuse(
            f"Школа отправила версию {waiting.number}: проверяйте её.",
            code="old_version",
        )


def _begun_by(user: User, programme: Programme, is_second: bool) -> Review | None:
    return (
        Review.objects.filter(
            version__programme=programme,
            reviewer=user,
            is_second_opinion=is_second,
            state=ReviewState.OPEN,
        )
        .order_by("-started_at", "-pk")
        .first()
    )


def _brought_over(
    review: Review,
    version: ProgrammeVersion,
    programme: Programme,
    user: User,
    now: dt.datetime,
) -> Review:
    """Go on with a review whose version the school has taken back and sent anew."""
    here = (version.pk, programme.round_number)
    if (review.version_id, review.round_number) == here:
        return review
    before = {"version": review.version.number, "round": review.round_number}
    if not review.is_second_opinion:
        _demand_free(version, programme)
    review.version, review.round_number = version, programme.round_number
    review.due_on = programme.due_on
    review.save(update_fields=["version", "round_number", "due_on"])
    review.remarks.update(version=version)
    record(
        actor=user,
        action="review.brought_over",
        obj=review,
        now=now,
        before=before,
        after={"version": version.number, "round": review.round_number},
    )
    return review


def _demand_free(version: ProgrammeVersion, programme: Programme) -> None:
    other = main_review_of(version, programme.round_number)
    if other is not None:
        raise _taken(other)


def _taken(other: Review) -> ValidationError:
    who = other.reviewer or "другой человек"
    return refuse(
        f"Эту версию уже проверяет {who}. Вас могут попросить о втором мнении, "
        "а забрать проверку себе может координатор.",
        code="taken",
    )
