"""A road-map document comes in, is started anew, or is given up."""

import datetime as dt

from django.core.files import File
from django.db import transaction

from roadmaps.documents import read_pasted, to_json
from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from schools.actions.audit import record
from schools.actions.files import fingerprint, shortened, store_file
from schools.actions.jobs import queue_job
from schools.actions.refusals import demand_permission, refuse
from schools.enums import FilePurpose, JobState
from schools.ingest.errors import RefusedFile
from schools.models import Territory, User
from schools.roles import Permission


PASTED_NAME = "Вставленная таблица"
NO_TABLE = (
    "В тексте нет таблицы: скопируйте её из Word или Excel вместе со строкой заголовков"
    " и вставьте снова."
)
Days = tuple[dt.date, dt.date]


@transaction.atomic
def start_intake(
    *,
    territory: Territory,
    upload: File,
    file_name: str,
    content_type: str,
    period: Days | None,
    user: User,
    now: dt.datetime,
) -> Intake:
    """Keep the upload and queue its reading; the caller enqueues `read_intake`.

    A second press of the button sends the same file again: while the first one is
    still being read, it is the first one that comes back.
    """
    _demand_place(territory, user)
    sha256, _ = fingerprint(upload)
    if (same := _under_way(territory, sha256, user)) is not None:
        return same
    stored = store_file(
        upload=upload,
        purpose=FilePurpose.ROAD_MAP,
        original_name=file_name,
        content_type=content_type,
        territory=territory,
        user=user,
        now=now,
    )
    intake = _new_intake(territory, shortened(file_name), period)
    intake.file = stored
    queue_job(job=intake, user=user, now=now)
    record(
        actor=user,
        action="intake.uploaded",
        obj=intake,
        now=now,
        after={"sha256": stored.sha256, "size": stored.size_bytes},
    )
    return intake


@transaction.atomic
def paste_intake(
    *,
    territory: Territory,
    text: str,
    period: Days | None,
    user: User,
    now: dt.datetime,
) -> Intake:
    """Take a pasted table in; it is text already, so it is read at once."""
    _demand_place(territory, user)
    try:
        raw = read_pasted(text)
    except RefusedFile as refused:
        raise refuse(refused.message, code=refused.code, field="text") from refused
    if not raw.tables:
        raise refuse(NO_TABLE, code="no_table", field="text")
    intake = _new_intake(territory, PASTED_NAME, period)
    intake.phase, intake.state = IntakePhase.REVIEW, JobState.DONE
    intake.raw = to_json(raw)
    intake.requested_by, intake.requested_at, intake.finished_at = user, now, now
    intake.save()
    record(
        actor=user,
        action="intake.pasted",
        obj=intake,
        now=now,
        after={"characters": len(text)},
    )
    return intake


@transaction.atomic
def restart_intake(*, intake: Intake, user: User, now: dt.datetime) -> Intake:
    """Queue again a document that could not be read."""
    intake = locked_intake(intake, user)
    if intake.phase != IntakePhase.READING or intake.state != JobState.FAILED:
        raise refuse(
            "Прочитать снова можно только документ, который не прочитался.",
            code="wrong_phase",
        )
    queue_job(job=intake, user=user, now=now)
    record(actor=user, action="intake.restarted", obj=intake, now=now)
    return intake


@transaction.atomic
def discard_intake(
    *, intake: Intake, reason: str, user: User, now: dt.datetime
) -> Intake:
    """Give a document up before a plan has come of it; the file is kept."""
    intake = locked_intake(intake, user)
    if intake.phase == IntakePhase.CONFIRMED:
        raise refuse(
            "План по этому документу уже создан: отклонить его нельзя.",
            code="confirmed",
        )
    if intake.phase == IntakePhase.DISCARDED:
        return intake
    if not reason.strip():
        raise refuse(
            "Напишите, почему отклоняете документ.", code="no_reason", field="reason"
        )
    before = intake.phase
    intake.phase, intake.discard_reason = IntakePhase.DISCARDED, reason.strip()
    if intake.is_under_way:
        # A worker that still reads it finds the row no longer its own.
        intake.state, intake.finished_at = JobState.IDLE, now
    intake.save(update_fields=["phase", "discard_reason", "state", "finished_at"])
    record(
        actor=user,
        action="intake.discarded",
        obj=intake,
        now=now,
        before={"phase": before},
        reason=intake.discard_reason,
    )
    return intake


def locked_intake(intake: Intake, user: User) -> Intake:
    """Fetch a document for a change that nobody else makes at the same time."""
    locked = (
        Intake.objects.select_for_update(of=("self",))
        .select_related("territory__parent")
        .get(pk=intake.pk)
    )
    demand_permission(user, Permission.EDIT_PLANS, locked)
    return locked


def demand_review(intake: Intake) -> None:
    """Stop a change of what is not on the desk."""
    if intake.phase == IntakePhase.REVIEW and intake.state == JobState.DONE:
        return
    words = {
        IntakePhase.CONFIRMED: "План по этому документу уже создан: правьте сам план.",
        IntakePhase.DISCARDED: "Документ отклонён: его больше не правят.",
    }
    raise refuse(
        words.get(IntakePhase(intake.phase), "Документ ещё не прочитан."),
        code="wrong_phase",
    )


def _demand_place(territory: Territory, user: User) -> None:
    demand_permission(user, Permission.EDIT_PLANS, territory)
    if territory.is_region:
        raise refuse(
            "Дорожную карту ведёт муниципалитет: выберите его.",
            code="region",
            field="territory",
        )


def _new_intake(territory: Territory, file_name: str, period: Days | None) -> Intake:
    start, end = period or (None, None)
    return Intake(
        territory=territory,
        phase=IntakePhase.READING,
        file_name=file_name,
        period_start=start,
        period_end=end,
    )


def _under_way(territory: Territory, sha256: str, user: User) -> Intake | None:
    return Intake.objects.filter(
        territory=territory,
        file__sha256=sha256,
        requested_by=user,
        phase=IntakePhase.READING,
        state__in=[JobState.QUEUED, JobState.RUNNING],
    ).first()
