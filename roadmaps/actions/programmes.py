"""A school's programme begins here, and its versions are added."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from roadmaps.actions.programme_files import FIELD, accept_upload
from roadmaps.models import Programme, ProgrammeKind, ProgrammeVersion
from roadmaps.policies import OPEN_TO_VERSIONS
from schools.actions.audit import record
from schools.actions.files import fingerprint, store_file
from schools.actions.refusals import demand_permission, refuse
from schools.enums import FilePurpose
from schools.models import School, User
from schools.roles import Permission


LONGEST_TITLE = 500
LONGEST_COMMENT = 4000
# A programme over more years than these is a slip of the pen.
MOST_YEARS = 7
# The same form sent twice makes one programme and one version.
DOUBLE_CLICK = dt.timedelta(seconds=60)


@transaction.atomic
def start_programme(
    *,
    school: School,
    kind: ProgrammeKind,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    user: User,
    now: dt.datetime,
) -> Programme:
    """Begin a document of a school as a draft that only the school sees."""
    demand_permission(user, Permission.WRITE_PROGRAMME, school)
    # Two people of one school who begin the same document wait for each other here.
    School.objects.select_for_update(of=("self",)).get(pk=school.pk)
    plain = _demand_title(title)
    _demand_kind(kind, school)
    _demand_period(starts_on, ends_on)
    what = {"kind": kind, "title": plain, "starts_on": starts_on, "ends_on": ends_on}
    lately = school.programmes.filter(created_at__gte=now - DOUBLE_CLICK)
    same = lately.filter(created_by=user, **what).first()
    if same is not None:
        return same
    programme = Programme(
        school=school, state_since=now, created_by=user, created_at=now, **what
    )
    programme.full_clean()
    programme.save()
    record(
        actor=user,
        action="programme.started",
        obj=programme,
        now=now,
        after={
            "title": plain,
            "kind": kind.short_name,
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat(),
        },
    )
    return programme


def add_version(
    *,
    programme: Programme,
    upload: File,
    original_name: str,
    comment: str,
    user: User,
    now: dt.datetime,
    content: dict[str, Any] | None = None,
) -> ProgrammeVersion:
    """Keep a file as the next version; `content` is what the constructor held.

    What the file is is found out before the database is touched: the scanner may
    take its time. Who calls this enqueues `read_version` on commit.
    """
    demand_permission(user, Permission.WRITE_PROGRAMME, programme)
    found = accept_upload(upload, name=original_name)
    sha256, _ = fingerprint(upload)
    with transaction.atomic():
        row = _writable(programme)
        same = row.versions.filter(sha256=sha256).first()
        if same is not None:
            return _same_or_refuse(same, user, now)
        stored = store_file(
            upload=upload,
            purpose=FilePurpose.PROGRAMME,
            original_name=original_name,
            content_type=found.content_type,
            school=row.school,
            user=user,
            now=now,
        )
        version = ProgrammeVersion.objects.create(
            programme=row,
            number=_next_number(row),
            file=stored,
            sha256=stored.sha256,
            content=content or {},
            comment=comment.strip()[:LONGEST_COMMENT],
            author=user,
            uploaded_at=now,
        )
        _record_version(version, user, now)
    return version


def _record_version(version: ProgrammeVersion, user: User, now: dt.datetime) -> None:
    record(
        actor=user,
        action="programme.version_added",
        obj=version,
        now=now,
        after={
            "number": version.number,
            "sha256": version.sha256,
            "size_bytes": version.file.size_bytes,
        },
    )


def _next_number(programme: Programme) -> int:
    last = programme.versions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _same_or_refuse(
    same: ProgrammeVersion, user: User, now: dt.datetime
) -> ProgrammeVersion:
    """Return the version of a form that was sent twice; refuse a file given before."""
    if same.author_id == user.pk and now - same.uploaded_at <= DOUBLE_CLICK:
        return same
    raise refuse(
        f"Этот файл уже загружен как версия {same.number} "
        f"({timezone.localdate(same.uploaded_at):%d.%m.%Y}): в нём ничего не изменилось. "
        "Выберите исправленный файл.",
        code="same_file",
        field=FIELD,
    )


def _writable(programme: Programme) -> Programme:
    """Lock a programme that is in the school's hands."""
    row = (
        Programme.objects.select_for_update(of=("self",))
        .select_related("school__municipality", "kind")
        .get(pk=programme.pk)
    )
    if row.state not in OPEN_TO_VERSIONS:
        raise _out_of_hands(row)
    return row


def _out_of_hands(row: Programme) -> ValidationError:
    way = (
        "Чтобы заменить файл, сначала отзовите программу."
        if row.state == "submitted"
        else "Новую версию загружают в черновик или в возвращённую программу."
    )
    return refuse(f"Программа {row.get_state_display()}. {way}", code="not_writable")


def _demand_title(title: str) -> str:
    plain = " ".join(title.split())[:LONGEST_TITLE]
    if not plain:
        raise refuse("Напишите название программы.", code="no_title", field="title")
    return plain


def _demand_kind(kind: ProgrammeKind, school: School) -> None:
    if kind.is_active and kind.territory_id in {None, school.municipality_id}:
        return
    raise refuse("Выберите вид документа из списка.", code="foreign_kind", field="kind")


def _demand_period(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise refuse(
            "Срок заканчивается раньше, чем начинается.",
            code="period_backwards",
            field="ends_on",
        )
    if ends_on.year - starts_on.year > MOST_YEARS:
        raise refuse(
            f"Срок больше чем {MOST_YEARS} лет: проверьте годы.",
            code="period_long",
            field="ends_on",
        )
