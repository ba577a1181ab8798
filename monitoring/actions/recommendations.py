"""Address recommendations: drafted by rules, mended and issued by people, closed."""

import datetime as dt
from typing import Any

from django.core.files import File
from django.db import transaction

from monitoring.actions.recommendation_letters import write_answered, write_issued
from monitoring.datasets.shortfalls import proposals
from monitoring.drafting.rules import Proposal
from monitoring.enums import Addressee, RecommendationState
from monitoring.models import Recommendation
from monitoring.queries.draft_advice import lack_of
from roadmaps.actions.programme_files import accept_upload
from schools.actions.audit import record
from schools.actions.files import discard_file, store_file
from schools.actions.refusals import demand_permission, refuse
from schools.enums import FilePurpose
from schools.models import School, Territory, User
from schools.roles import Permission


# A month is enough for a first step, and the person who issues may change it.
DAYS_TO_ACT = 30
FIELDS = ("addressee", "data_text", "finding", "action", "control", "due_on")
OPEN = (RecommendationState.ISSUED, RecommendationState.ANSWERED)


@transaction.atomic
def draft_recommendations(
    *,
    territory: Territory,
    year: int,
    now: dt.datetime,
    today: dt.date,
    user: User | None = None,
) -> int:
    """Draft what the rules propose and has not been drafted before; return how many.

    What a person has dropped stays dropped: a rule does not come back to it.
    """
    if user is not None:
        demand_permission(user, Permission.ISSUE_RECOMMENDATIONS, territory)
    Territory.objects.select_for_update().get(pk=territory.pk)
    known = set(
        Recommendation.objects.filter(territory=territory, year=year)
        .exclude(rule="")
        .values_list("rule", "school_id", "window_id", "indicator_id")
    )
    found = [
        row
        for row in proposals(territory=territory, year=year, today=today)
        if (row.rule, row.school, row.window, row.indicator) not in known
    ]
    due_on = today + dt.timedelta(days=DAYS_TO_ACT)
    Recommendation.objects.bulk_create(
        [_drafted(row, territory, year, due_on, now) for row in found]
    )
    if found:
        record(
            actor=user,
            action="recommendations.drafted",
            obj=territory,
            now=now,
            after={"rows": len(found), "year": year},
        )
    return len(found)


@transaction.atomic
def add_recommendation(
    *,
    territory: Territory,
    school: School | None,
    year: int,
    fields: dict[str, Any],
    user: User,
    now: dt.datetime,
) -> Recommendation:
    """Write a recommendation by hand; it is a draft until it is issued."""
    demand_permission(user, Permission.ISSUE_RECOMMENDATIONS, school or territory)
    row = Recommendation(territory=territory, school=school, year=year, created_at=now)
    _fill(row, fields)
    row.save()
    record(actor=user, action="recommendation.created", obj=row, now=now)
    return row


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    fields: dict[str, Any],
    user: User,
    now: dt.datetime,
) -> Recommendation:
    """Change a draft; what was issued is not reworded behind the school's back."""
    row = _locked(recommendation, user)
    if row.state != RecommendationState.DRAFT:
        message = (
            "Рекомендация уже выдана: школа её видела. Снимите её и составьте новую."
        )
        raise refuse(message, code="issued")
    before = {name: str(getattr(row, name) or "") for name in FIELDS}
    _fill(row, fields)
    row.save()
    after = {name: str(getattr(row, name) or "") for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    if changed:
        record(
            actor=user,
            action="recommendation.changed",
            obj=row,
            now=now,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return row


@transaction.atomic
def issue_recommendation(
    *,
    recommendation: Recommendation,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Recommendation:
    """Show a recommendation to its school and write to the team."""
    row = _locked(recommendation, user)
    lack = lack_of(row, today=today)
    if lack is not None:
        raise refuse(lack.text, code=lack.code, field=lack.field)
    issue_row(row, user=user, now=now)
    write_issued(recommendations=[row], now=now, today=today)
    return row


def answer_recommendation(
    *,
    recommendation: Recommendation,
    text: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
    upload: File | None = None,
) -> Recommendation:
    """Keep the school's answer, with a file if there is one.

    What the file is is found out before the database is touched: the scanner may
    take its time.
    """
    demand_permission(user, Permission.FILL_FORMS, recommendation)
    found = accept_upload(upload, name=upload.name or "файл") if upload else None
    with transaction.atomic():
        row = _open_row(recommendation)
        if not text.strip():
            message = "Напишите, что сделано или почему сделать нельзя."
            raise refuse(message, code="no_answer", field="text")
        if upload is not None and found is not None:
            _replace_file(row, upload, found.content_type, user, now)
        row.answer, row.answered_at = text.strip(), now
        row.state = RecommendationState.ANSWERED
        row.save(update_fields=["answer", "answered_at", "answer_file", "state"])
        record(
            actor=user,
            action="recommendation.answered",
            obj=row,
            now=now,
            after={"answer": row.answer[:500]},
        )
        write_answered(recommendation=row, now=now, today=today)
    return row


@transaction.atomic
def close_recommendation(
    *,
    recommendation: Recommendation,
    is_done: bool,
    note: str,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> Recommendation:
    """Close a recommendation as done, or drop it; dropping needs a reason."""
    row = _locked(recommendation, user)
    if is_done and row.state not in OPEN:
        message = "Отметить выполненной можно только выданную рекомендацию."
        raise refuse(message, code="wrong_state")
    if row.state in (RecommendationState.DONE, RecommendationState.DROPPED):
        raise refuse("Рекомендация уже закрыта.", code="wrong_state")
    note = note.strip()
    if not is_done and not note:
        message = "Напишите, почему рекомендация снимается."
        raise refuse(message, code="no_reason", field="reason")
    if not is_done:
        drop_row(row, note=note, user=user, now=now, today=today)
        return row
    _close(row, RecommendationState.DONE, note, today)
    record(actor=user, action="recommendation.done", obj=row, now=now, reason=note)
    return row


def issue_row(row: Recommendation, *, user: User, now: dt.datetime) -> None:
    """Issue a locked draft that lacks nothing; who calls this writes the letters."""
    row.state = RecommendationState.ISSUED
    row.issued_at, row.issued_by = now, user
    row.save(update_fields=["state", "issued_at", "issued_by"])
    record(
        actor=user,
        action="recommendation.issued",
        obj=row,
        now=now,
        after={"due_on": str(row.due_on)},
    )


def drop_row(
    row: Recommendation, *, note: str, user: User, now: dt.datetime, today: dt.date
) -> None:
    """Drop a locked row that is not closed yet."""
    _close(row, RecommendationState.DROPPED, note, today)
    record(actor=user, action="recommendation.dropped", obj=row, now=now, reason=note)


def _close(
    row: Recommendation, state: RecommendationState, note: str, today: dt.date
) -> None:
    row.state, row.closed_on, row.closing_note = state, today, note
    row.save(update_fields=["state", "closed_on", "closing_note"])


def _drafted(
    row: Proposal, territory: Territory, year: int, due_on: dt.date, now: dt.datetime
) -> Recommendation:
    return Recommendation(
        territory=territory,
        school_id=row.school,
        year=year,
        window_id=row.window,
        indicator_id=row.indicator,
        rule=row.rule,
        addressee=Addressee(row.addressee),
        data_text=row.data,
        finding=row.finding,
        action=row.action,
        control=row.control,
        due_on=due_on,
        created_at=now,
    )


def _fill(row: Recommendation, fields: dict[str, Any]) -> None:
    for name in FIELDS:
        setattr(row, name, fields[name])
    row.full_clean(exclude=["issued_by", "answer_file"])


def _locked(recommendation: Recommendation, user: User) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",))
    row = rows.select_related("territory", "school__municipality").get(
        pk=recommendation.pk
    )
    demand_permission(user, Permission.ISSUE_RECOMMENDATIONS, row)
    return row


def _open_row(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",))
    row = rows.select_related("territory", "school__municipality", "answer_file").get(
        pk=recommendation.pk
    )
    if row.state not in OPEN:
        message = "Ответить можно, пока рекомендация выдана и не закрыта."
        raise refuse(message, code="wrong_state")
    return row


def _replace_file(
    row: Recommendation, upload: File, content_type: str, user: User, now: dt.datetime
) -> None:
    earlier = row.answer_file
    row.answer_file = store_file(
        upload=upload,
        purpose=FilePurpose.EVIDENCE,
        original_name=upload.name or "файл",
        content_type=content_type,
        school=row.school,
        user=user,
        now=now,
    )
    row.save(update_fields=["answer_file"])
    if earlier is not None:
        discard_file(stored=earlier, user=user, reason="Приложен другой.", now=now)
