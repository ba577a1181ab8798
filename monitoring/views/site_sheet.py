"""The site of one school: ticked off item by item, with or without scripts."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from monitoring.actions import site_checks as actions
from monitoring.forms.site_checks import AnswerForm, SiteCheckForm
from monitoring.models import SiteCheck, SiteItem, WindowSchool
from monitoring.policies import may_check_site
from monitoring.presenters import site_checks as present
from monitoring.queries import site_checks as queries
from monitoring.queries.locks import site_lock_of
from monitoring.tasks.rollups import roll_up_window
from monitoring.tasks.sites import check_site_address
from monitoring.views.sites_access import (
    READERS,
    visible_check,
    visible_sheet,
)
from roadmaps.queries.agenda import speaks_only_for_schools
from schools.actions.refusals import ChangedMeanwhileError
from schools.policies import has_permission
from schools.presenters.audit import action_words, changes
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import UNPROCESSABLE


@require_GET
@permission_required(*READERS)
def sheet(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what is looked for on a school's site and what was found."""
    row, items = visible_sheet(request, pk)
    return _whole(request, row, items)


@require_POST
@permission_required(Permission.CHECK_SITES)
def check(request: PortalRequest, pk: int, item_pk: int) -> HttpResponse:
    """Write one verdict; what cannot be written comes back with what was typed."""
    row, items = visible_sheet(request, pk, Permission.CHECK_SITES)
    if not may_check_site(user=request.user, sheet=row):
        raise PermissionDenied
    item = next((item for item in items if item.pk == item_pk), None)
    if item is None:
        raise Http404
    line = _line(row, items, item)
    form = SiteCheckForm(request.POST)
    if not form.is_valid():
        sentences = [str(text) for field in form.errors.values() for text in field]
        return _refused(request, row, items, _typed(line, request), sentences)
    now = timezone.now()
    try:
        with transaction.atomic():
            saved, is_changed = actions.check_item(
                sheet=row,
                item=item,
                user=request.user,
                now=now,
                today=timezone.localdate(now),
                **form.cleaned_data,
            )
            if is_changed:
                _enqueue(saved, row)
    except ChangedMeanwhileError as meanwhile:
        line = _typed(line, request)
        line.conflict = present.conflict_lines(
            cast("SiteCheck", meanwhile.current), line
        )
        return _answered(request, row, items, line)
    except ValidationError as refusal:
        typed = _typed(line, request)
        return _refused(request, row, items, typed, refusal.messages)
    if not request.htmx:
        return _to_item(pk, item_pk)
    line = _line(row, items, item)
    line.is_saved = True
    return _answered(request, row, items, line)


@require_POST
@permission_required(Permission.FILL_FORMS)
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Write what the school says to a verdict."""
    row = visible_check(request, pk, Permission.FILL_FORMS)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ответ слишком длинный: сократите до 4000 знаков.")
        return _to_item(row.window_school_id, row.item_id)
    try:
        actions.answer_check(
            check=row,
            text=form.cleaned_data["answer"],
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Ответ сохранён: его увидит проверяющий.")
    return _to_item(row.window_school_id, row.item_id)


@require_POST
@permission_required(*READERS)
@limited("link")
def link(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the worker to open an address now."""
    row = visible_check(request, pk)
    transaction.on_commit(lambda: check_site_address.delay(row.pk))
    messages.info(
        request, "Портал открывает адрес. Обновите страницу через несколько секунд."
    )
    return _to_item(row.window_school_id, row.item_id)


def _enqueue(saved: SiteCheck, row: WindowSchool) -> None:
    if saved.address and saved.link_checked_at is None:
        transaction.on_commit(lambda: check_site_address.delay(saved.pk))
    transaction.on_commit(lambda: roll_up_window.delay(row.window_id))


def _line(row: WindowSchool, items: list[SiteItem], item: SiteItem) -> present.ItemLine:
    (found,) = queries.sheets_of([row])
    place = items.index(item) + 1
    today = timezone.localdate()
    return present.item_line(item, place, found.checks.get(item.pk), {}, today=today)


def _typed(line: present.ItemLine, request: PortalRequest) -> present.ItemLine:
    """Return the line as the person has it on the page."""
    for name in ("verdict", "address", "note", "checked_on"):
        setattr(line, name, request.POST.get(name, ""))
    line.is_open = True
    return line


def _refused(
    request: PortalRequest,
    row: WindowSchool,
    items: list[SiteItem],
    line: present.ItemLine,
    sentences: list[str],
) -> HttpResponse:
    line.error = " ".join(sentences)
    # The page keeps the revision it came with: nothing was written.
    seen = request.POST.get("revision", "")
    line.revision = int(seen) if seen.isdigit() else 0
    return _answered(request, row, items, line)


def _answered(
    request: PortalRequest,
    row: WindowSchool,
    items: list[SiteItem],
    line: present.ItemLine,
) -> HttpResponse:
    if not request.htmx:
        return _whole(request, row, items, typed=line)
    (found,) = queries.sheets_of([row])
    context = {
        "line": line,
        "sheet": row,
        "is_oob": True,
        **_progress(items, found, after=line.key),
    }
    return render(request, "sites/_item_answer.html", context)


def _whole(
    request: PortalRequest,
    row: WindowSchool,
    items: list[SiteItem],
    *,
    typed: present.ItemLine | None = None,
) -> HttpResponse:
    (found,) = queries.sheets_of([row])
    today = timezone.localdate()
    is_checker = may_check_site(user=request.user, sheet=row)
    lock = site_lock_of(row, today=today)
    is_checking = is_checker and lock is None
    known = queries.known_addresses(sheet=row, items=items) if is_checking else {}
    may_extend = has_permission(request.user, Permission.MANAGE_MONITORING, row)
    context: dict[str, Any] = {
        "sheet": row,
        "window": row.window,
        "lines": present.item_lines(items, found, known, today=today, typed=typed),
        "today": today.isoformat(),
        "is_checking": is_checking,
        "lock": lock if is_checker else None,
        "may_extend": may_extend,
        "is_oob": False,
        "may_answer": has_permission(request.user, Permission.FILL_FORMS, row),
        "is_of_school": speaks_only_for_schools(request.user),
        "history": _history(row),
        **_progress(items, found),
    }
    status = UNPROCESSABLE if typed is not None else 200
    return render(request, "sites/sheet.html", context, status=status)


def _progress(
    items: list[SiteItem], found: queries.Sheet, *, after: int | None = None
) -> dict[str, Any]:
    """Return how far a sheet has come, and where its checker goes on."""
    return {
        "done": found.checked,
        "total": len(items),
        "next": present.next_unchecked(items, found, after=after),
    }


def _history(row: WindowSchool) -> list[dict[str, Any]]:
    return [
        {
            "event": event,
            "words": action_words(event.action),
            "changes": changes(event),
        }
        for event in queries.history_of(row)
    ]


def _to_item(pk: int, item_pk: int) -> HttpResponse:
    return redirect(f"{reverse('sites:sheet', args=[pk])}#item-{item_pk}")
