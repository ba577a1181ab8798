"""Papers and links that show that a thing was done."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction

from roadmaps.enums import OccurrenceState
from roadmaps.models import Evidence, Occurrence, SchoolAnswer
from schools.actions.audit import record
from schools.actions.files import discard_file, store_file
from schools.actions.refusals import refuse
from schools.enums import FilePurpose
from schools.models import School, User
from schools.policies import has_permission
from schools.roles import Permission


# A link of any other kind would run or open something on the reader's computer.
WEB = ("http://", "https://")


@transaction.atomic
def add_evidence(
    *,
    occurrence: Occurrence,
    document_type: str,
    title: str,
    user: User,
    now: dt.datetime,
    upload: File | None = None,
    content_type: str = "",
    link: str = "",
    school: School | None = None,
) -> Evidence:
    """Add a file or an address; of a school, only where the plan concerns it.

    `content_type` is what the content was found to be, not what a browser says.
    """
    row = _changeable(occurrence, school, user)
    _demand_file_or_link(upload, link)
    stored = None
    if upload is not None:
        stored = store_file(
            upload=upload,
            purpose=FilePurpose.EVIDENCE,
            original_name=upload.name or "файл",
            content_type=content_type,
            # A territory's file never reaches its schools, a school's reaches both.
            territory=None if school else row.territory,
            school=school,
            user=user,
            now=now,
        )
    evidence = Evidence(
        occurrence=row,
        school=school,
        document_type=document_type,
        title=(title.strip() or (stored.original_name if stored else link))[:300],
        file=stored,
        link=link,
        added_by=user,
        added_at=now,
    )
    evidence.full_clean()
    evidence.save()
    said = {"document_type": document_type, "occurrence": row.pk, "link": link}
    record(actor=user, action="evidence.added", obj=evidence, now=now, after=said)
    return evidence


@transaction.atomic
def remove_evidence(
    *, evidence: Evidence, reason: str, user: User, now: dt.datetime
) -> None:
    """Take back a paper from what is still open; a closed thing keeps its proof."""
    _changeable(evidence.occurrence, evidence.school, user)
    reason = reason.strip()
    if not reason:
        raise refuse(
            "Напишите, почему подтверждение убирается.",
            code="no_reason",
            field="reason",
        )
    record(
        actor=user,
        action="evidence.removed",
        obj=evidence,
        now=now,
        before={
            "document_type": evidence.document_type,
            "occurrence": evidence.occurrence_id,
            "link": evidence.link,
        },
        reason=reason,
    )
    stored = evidence.file
    evidence.delete()
    if stored is not None:
        discard_file(stored=stored, user=user, reason=reason, now=now)


def may_answer_for(user: User, school: School) -> bool:
    """Tell whether a person speaks for a school: its team, or who records the plan."""
    rights = (Permission.ANSWER_PLAN, Permission.RECORD_PLANS)
    return any(has_permission(user, right, school) for right in rights)


def _demand_file_or_link(upload: File | None, link: str) -> None:
    if (upload is None) == (not link):
        raise refuse("Приложите файл или укажите адрес.", code="file_or_link")
    if link and not link.lower().startswith(WEB):
        message = "Адрес начинается с http:// или https://."
        raise refuse(message, code="not_web", field="link")


def _changeable(
    occurrence: Occurrence, school: School | None, user: User
) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",))
    row = rows.select_related("line__road_map__territory").get(pk=occurrence.pk)
    if school is None:
        if not has_permission(user, Permission.RECORD_PLANS, row):
            raise PermissionDenied
    elif not may_answer_for(user, school):
        raise PermissionDenied
    elif not SchoolAnswer.objects.filter(occurrence=row, school=school).exists():
        raise refuse("Это мероприятие не касается школы.", code="not_concerned")
    if row.state != OccurrenceState.PLANNED:
        message = (
            f"Мероприятие уже закрыто ({row.get_state_display()}): чтобы изменить "
            "подтверждения, координатор снимает отметку."
        )
        raise refuse(message, code="closed")
    return row
