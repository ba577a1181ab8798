"""What a checker saw on a school's site; its indicators follow without retyping."""

import datetime as dt

from django.db import transaction

from monitoring.actions.value_writing import mark_stale
from monitoring.actions.value_writing_bulk import Written, write_school_values
from monitoring.counting import Cell, State
from monitoring.enums import LinkCheck, SiteVerdict
from monitoring.models import (
    SiteCheck,
    SiteItem,
    WindowIndicator,
    WindowSchool,
)
from monitoring.policies import is_of_the_team
from monitoring.queries.locks import site_lock_of
from monitoring.queries.site_checks import indicators_of
from schools.actions.audit import record
from schools.actions.refusals import ChangedMeanwhileError, demand_permission, refuse
from schools.models import User
from schools.queries.versions import differences, plain_values
from schools.roles import Permission
from schools.templatetags.portal_format import day


SEEN = ("verdict", "address", "note", "checked_on")


@transaction.atomic
def check_item(
    *,
    sheet: WindowSchool,
    item: SiteItem,
    verdict: str,
    address: str,
    note: str,
    checked_on: dt.date,
    revision: int,
    user: User,
    now: dt.datetime,
    today: dt.date,
) -> tuple[SiteCheck, bool]:
    """Write a verdict and the values that follow; tell whether anything changed.

    Who calls this enqueues, on commit, the figures of the window and the check of the
    address.
    """
    demand_permission(user, Permission.CHECK_SITES, sheet)
    # One hand at a time writes into a sheet, and its days are read as they are now.
    sheet = _locked_sheet(sheet)
    indicators = _demand_place(sheet, item, user, today)
    _demand_plausible(sheet, verdict, address, checked_on, today)
    row = _held_check(sheet, item)
    old = plain_values(row, SEEN) if row.verdict else {}
    address_before = row.address
    # There is nothing to miss of what nobody has written.
    is_seen = row.pk is None or row.revision == revision
    row.verdict, row.address = verdict, address.strip()
    row.note, row.checked_on = note.strip(), checked_on
    before, after = differences(old, plain_values(row, SEEN))
    if not after and not before:
        return row, False
    if not is_seen:
        raise ChangedMeanwhileError(SiteCheck.objects.get(pk=row.pk))
    if row.address != address_before:
        _forget_link(row)
    _save(row, user)
    record(
        actor=user,
        action="site_check.corrected" if old else "site_check.made",
        obj=row,
        now=now,
        before=before,
        after=after,
    )
    _write_values(row, indicators, user, now)
    return row, True


def _save(row: SiteCheck, user: User) -> None:
    row.checked_by = user
    row.revision += 1
    # What it points at was fetched a moment ago, and the sheet is locked.
    row.clean_fields(exclude=["window_school", "item", "checked_by", "answered_by"])
    row.save()


@transaction.atomic
def answer_check(
    *, check: SiteCheck, text: str, user: User, now: dt.datetime
) -> SiteCheck:
    """Write what the school says to a verdict; an empty answer takes it back."""
    demand_permission(user, Permission.FILL_FORMS, check)
    row = SiteCheck.objects.select_for_update().get(pk=check.pk)
    if not row.verdict:
        raise refuse("Этот пункт ещё не проверен.", code="not_checked", field="answer")
    before, text = row.answer, text.strip()
    if text == before:
        return row
    row.answer = text
    row.answered_at, row.answered_by = (now, user) if text else (None, None)
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record(
        actor=user,
        action="site_check.answered",
        obj=row,
        now=now,
        before={"answer": before},
        after={"answer": text},
    )
    return row


def cell_of_verdict(verdict: str, note: str = "") -> Cell:
    """Return «да» of 1 for what is there; what is there in part is not there."""
    is_there = verdict == SiteVerdict.YES
    comment = ""
    if verdict == SiteVerdict.PARTLY:
        comment = f"Есть не полностью: {note}" if note else "Есть не полностью."
    return Cell(State.VALUE, int(is_there), 1, comment=comment)


def _locked_sheet(sheet: WindowSchool) -> WindowSchool:
    rows = WindowSchool.objects.select_for_update(of=("self",))
    related = rows.select_related("window", "school__municipality__parent")
    return related.get(pk=sheet.pk)


def _held_check(sheet: WindowSchool, item: SiteItem) -> SiteCheck:
    """Return what is written about an item, else a new row that is not saved yet."""
    rows = SiteCheck.objects.select_for_update().filter(window_school=sheet, item=item)
    row = rows.order_by("pk").first() or SiteCheck()
    # The audit trail names both: they are known here.
    row.window_school, row.item = sheet, item
    return row


def _write_values(
    row: SiteCheck, indicators: list[WindowIndicator], user: User, now: dt.datetime
) -> None:
    """Write what the verdict says for each indicator that asks for the item."""
    sheet = row.window_school
    written = Written(
        cell_of_verdict(row.verdict, row.note), evidence_address=row.address
    )
    changed = write_school_values(
        window_school=sheet,
        cells={indicator.pk: written for indicator in indicators},
        user=user,
        now=now,
        reason="Проверка сайта.",
    )
    if changed:
        mark_stale(window_id=sheet.window_id, now=now)


def _demand_place(
    sheet: WindowSchool, item: SiteItem, user: User, today: dt.date
) -> list[WindowIndicator]:
    if is_of_the_team(user=user, sheet=sheet):
        message = "Вы состоите в команде этой школы: её сайт проверит другой человек."
        raise refuse(message, code="conflict")
    window = sheet.window
    indicators = indicators_of(window=window.pk, item=item)
    if not window.is_opened or not indicators:
        raise refuse("В этом окне такого пункта нет.", code="not_asked")
    lock = site_lock_of(sheet, today=today)
    if lock is not None:
        raise refuse(lock.sentence, code="locked")
    return indicators


def _demand_plausible(
    sheet: WindowSchool,
    verdict: str,
    address: str,
    checked_on: dt.date,
    today: dt.date,
) -> None:
    if verdict not in SiteVerdict.values:
        raise refuse("Отметьте, что видно на сайте.", code="required", field="verdict")
    if verdict != SiteVerdict.NO and not address.strip():
        raise refuse(
            "Укажите адрес, по которому это видно.", code="required", field="address"
        )
    if checked_on > today:
        raise refuse(
            "День проверки ещё не наступил.", code="future", field="checked_on"
        )
    if checked_on < sheet.window.opens_on:
        opened = day(sheet.window.opens_on)
        raise refuse(
            f"Окно открылось {opened}: проверка не может быть раньше.",
            code="too_early",
            field="checked_on",
        )


def _forget_link(row: SiteCheck) -> None:
    row.link_state, row.link_detail = LinkCheck.UNKNOWN, ""
    row.link_checked_at = row.dead_since = None
