"""Papers of monitoring: begun, written, frozen; after that nothing changes them."""

import datetime as dt
import hashlib

from django.db import transaction

from monitoring.datasets.composed import paper_of
from monitoring.drafting import SHEET, check_code, sections_of, to_json
from monitoring.enums import ReportKind
from monitoring.models import Report
from schools.actions.audit import record
from schools.actions.jobs import queue_job
from schools.actions.papers import DOUBLE_CLICK
from schools.actions.refusals import (
    ChangedMeanwhileError,
    demand_permission,
    refuse,
)
from schools.enums import JobState
from schools.models import School, Territory, User
from schools.roles import Permission
from schools.templatetags.portal_format import school_year


LONGEST_TEXT = 20_000
TITLES = {
    ReportKind.NOTE: "Аналитическая записка по итогам мониторинга",
    ReportKind.SUMMARY: "Сводный отчёт о мониторинге",
    ReportKind.SCHOOL: "Листы школ",
    ReportKind.TABLES: "Приложения к отчёту о мониторинге",
}


@transaction.atomic
def create_report(
    *,
    kind: str,
    territory: Territory,
    year: int,
    user: User,
    now: dt.datetime,
    school: School | None = None,
) -> Report:
    """Begin a paper; its numbers are live until it is frozen."""
    demand_permission(user, Permission.MAKE_MONITORING_REPORTS, school or territory)
    if school is not None and kind != ReportKind.SCHOOL:
        raise refuse("Школу называют только для листа школы.", code="school")
    wanted = {"kind": kind, "territory": territory, "school": school, "year": year}
    recent = Report.objects.filter(
        **wanted,
        requested_by=user,
        requested_at__gte=now - DOUBLE_CLICK,
        frozen_at__isnull=True,
    )
    if (same := recent.first()) is not None:
        return same
    report = Report(
        **wanted,
        title=_title(kind, territory, school, year),
        requested_by=user,
        requested_at=now,
        state=JobState.IDLE,
    )
    report.save()
    record(
        actor=user,
        action="monitoring_report.created",
        obj=report,
        now=now,
        after={"kind": kind, "year": year},
    )
    return report


@transaction.atomic
def save_section(
    *,
    report: Report,
    code: str,
    text: str | None,
    seen: str,
    user: User,
    now: dt.datetime,
) -> Report:
    """Keep the text of a section; None gives the portal's own text back.

    `seen` is the mark of the text that the person began with: what somebody else has
    written meanwhile is not overwritten.
    """
    row = _draft(report, user)
    if code not in {sketch.code for sketch in sections_of(row.kind)}:
        raise refuse("Такого раздела нет.", code="no_section")
    if text is not None and len(text) > LONGEST_TEXT:
        message = f"Раздел длиннее {LONGEST_TEXT} знаков: сократите текст."
        raise refuse(message, code="too_long", field="text")
    before = row.narrative.get(code)
    if text_mark(before) != seen and before != text:
        raise ChangedMeanwhileError(row)
    if before == text:
        return row
    row.narrative.pop(code, None)
    if text is not None:
        row.narrative[code] = text
    row.revision += 1
    row.save(update_fields=["narrative", "revision"])
    # Each pause in typing saves: the trail hears of a section once, when it is taken.
    if before is None or text is None:
        record(
            actor=user,
            action="monitoring_report.written",
            obj=row,
            now=now,
            after={"section": code},
        )
    return row


@transaction.atomic
def freeze_report(
    *, report: Report, user: User, now: dt.datetime, today: dt.date
) -> Report:
    """Give a paper its number and keep what it says for ever; queue its files."""
    # Numbers of a municipality follow one another: one paper at a time.
    Territory.objects.select_for_update().get(pk=report.territory_id)
    row = _draft(report, user)
    if row.is_under_way:
        message = "Файлы этого документа сейчас готовятся: дождитесь их и повторите."
        raise refuse(message, code="under_way")
    composed = paper_of(row, today=today)
    if any("метка" in finding for _, finding in composed.findings):
        message = (
            "В тексте есть метки, для которых нет числа: исправьте их или уберите."
        )
        raise refuse(message, code="unknown_marks")
    row.number = _next_number(row)
    row.snapshot = {"paper": to_json(composed.paper), "frozen_on": today.isoformat()}
    row.check_code = check_code(row.snapshot, row.number)
    row.frozen_at, row.frozen_by = now, user
    if row.kind == ReportKind.SCHOOL and row.school is None:
        _hand_out_sheets(row)
    # Who began the paper stays, whoever freezes it.
    queue_job(job=row, user=row.requested_by, now=now)
    record(
        actor=user,
        action="monitoring_report.frozen",
        obj=row,
        now=now,
        after={"number": row.number, "code": row.check_code},
    )
    return row


@transaction.atomic
def request_files(*, report: Report, user: User, now: dt.datetime) -> Report:
    """Queue the files of a paper; a draft's files say that they are a draft's."""
    row = _locked(report)
    demand_permission(user, Permission.MAKE_MONITORING_REPORTS, row)
    if row.is_under_way:
        return row
    if row.frozen_at is not None and row.pdf_id is not None:
        message = "Файлы зафиксированного документа уже сделаны и не меняются."
        raise refuse(message, code="frozen")
    queue_job(job=row, user=row.requested_by, now=now)
    record(actor=user, action="monitoring_report.requested", obj=row, now=now)
    return row


@transaction.atomic
def discard_report(*, report: Report, user: User, now: dt.datetime) -> None:
    """Throw a draft away; a frozen paper stays."""
    row = _draft(report, user)
    if row.is_under_way:
        raise refuse("Файлы сейчас готовятся: дождитесь их.", code="under_way")
    record(
        actor=user,
        action="monitoring_report.discarded",
        obj=row,
        now=now,
        before={"kind": row.kind, "year": row.year},
    )
    row.delete()


def _hand_out_sheets(report: Report) -> None:
    """Give each school its own sheet out of the paper of all: the same words."""
    paper = report.snapshot["paper"]
    sheets = []
    for turn, part in enumerate(paper["parts"], 1):
        number = f"{report.number}/{turn}"
        title = f"Лист школы: {part['title']}, {school_year(report.year)} учебный год"
        snapshot = {
            "paper": {**paper, "title": title, "parts": [part]},
            "frozen_on": report.snapshot["frozen_on"],
        }
        sheets.append(
            Report(
                territory=report.territory,
                school_id=int(part["code"].removeprefix(SHEET)),
                kind=report.kind,
                year=report.year,
                title=title[:300],
                snapshot=snapshot,
                number=number,
                check_code=check_code(snapshot, number),
                frozen_at=report.frozen_at,
                frozen_by=report.frozen_by,
                requested_by=report.requested_by,
                requested_at=report.frozen_at,
            )
        )
    Report.objects.bulk_create(sheets)


def text_mark(text: str | None) -> str:
    """Return the mark of a saved text; the portal's own text has none."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def _title(kind: str, territory: Territory, school: School | None, year: int) -> str:
    if school is not None:
        return f"Лист школы: {school.name}, {school_year(year)} учебный год"[:300]
    name = TITLES[ReportKind(kind)]
    return f"{name}: {territory.name}, {school_year(year)} учебный год"[:300]


def _next_number(report: Report) -> str:
    """Return the next number of the territory and year: «М-2025/04729-001»."""
    frozen = Report.objects.filter(
        territory=report.territory,
        year=report.year,
        # Sheets that were handed out have a second slash: they take no number.
        number__regex=r"^[^/]+/[^/]+$",
    )
    place = report.territory.code or report.territory_id
    return f"М-{report.year}/{place}-{frozen.count() + 1:03}"


def _draft(report: Report, user: User) -> Report:
    row = _locked(report)
    demand_permission(user, Permission.MAKE_MONITORING_REPORTS, row)
    if row.frozen_at is not None:
        message = (
            "Документ зафиксирован: он больше не меняется. Чтобы сказать иначе, "
            "составьте новый."
        )
        raise refuse(message, code="frozen")
    return row


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("territory", "school__municipality", "requested_by").get(
        pk=report.pk
    )
