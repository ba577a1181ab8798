"""Calendars of windows: the list, a new one, its name, its slots."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.actions.window_calendars import (
    EDITABLE,
    SLOT_FIELDS,
    add_calendar,
    add_slot,
    change_calendar,
    change_slot,
    remove_slot,
)
from monitoring.forms.windows import CalendarForm, NewCalendarForm, SlotForm
from monitoring.models import CalendarSlot, WindowCalendar
from monitoring.presenters.window_calendars import calendar_row, slot_words
from monitoring.queries.window_calendars import listed_calendars, visible_slots
from monitoring.queries.window_planning import planning_places
from roadmaps.views.deadline_changes import carried_out
from schools.policies import has_permission
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def calendar_list(request: PortalRequest) -> HttpResponse:
    """Show common calendars and those of the person's municipalities."""
    rows = [
        calendar_row(calendar, can_edit=_can_edit(request, calendar))
        for calendar in listed_calendars(user=request.user)
    ]
    context = {
        "rows": rows,
        "can_add": has_permission(request.user, Permission.MANAGE_MONITORING),
    }
    return render(request, "windows/calendars.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def calendar_new(request: PortalRequest) -> HttpResponse:
    """Add a calendar."""
    form = NewCalendarForm(
        posted(request),
        places=planning_places(user=request.user),
        is_common=_can_edit(request, WindowCalendar()),
    )

    def act(now: dt.datetime) -> str:
        calendar = add_calendar(user=request.user, now=now, **form.cleaned_data)
        return f"Календарь «{calendar.name}» добавлен: добавьте в него окна года."

    if carried_out(request, form, act):
        return redirect("windows:calendars")
    return _page(request, form, title="Новый календарь", submit_label="Добавить")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def calendar_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Rename a calendar, take it out of use or back."""
    calendar = _managed(request, pk)
    initial = {name: getattr(calendar, name) for name in EDITABLE}
    form = CalendarForm(posted(request), initial=initial)

    def act(now: dt.datetime) -> str:
        change_calendar(
            calendar=calendar, values=form.cleaned_data, user=request.user, now=now
        )
        return "Календарь сохранён."

    if carried_out(request, form, act):
        return redirect("windows:calendars")
    return _page(
        request,
        form,
        calendar=calendar,
        title="Изменить календарь",
        submit_label="Сохранить",
        consequence="Уже запланированные и открытые окна останутся как есть.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def slot_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a window of every year to a calendar."""
    calendar = _managed(request, pk)
    form = SlotForm(posted(request))

    def act(now: dt.datetime) -> str:
        add_slot(
            calendar=calendar, values=form.cleaned_data, user=request.user, now=now
        )
        return "Окно добавлено в календарь. Чтобы оно появилось, запланируйте год."

    if carried_out(request, form, act):
        return redirect("windows:calendars")
    return _page(
        request, form, calendar=calendar, title="Новое окно", submit_label="Добавить"
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def slot_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Move a window of every year."""
    slot = _managed_slot(request, pk)
    initial = {name: getattr(slot, name) for name in SLOT_FIELDS}
    form = SlotForm(posted(request), initial=initial)

    def act(now: dt.datetime) -> str:
        change_slot(slot=slot, values=form.cleaned_data, user=request.user, now=now)
        return "Окно календаря сохранено."

    if carried_out(request, form, act):
        return redirect("windows:calendars")
    return _page(
        request,
        form,
        calendar=slot.calendar,
        title="Изменить окно календаря",
        submit_label="Сохранить",
        consequence="Уже запланированные окна не сдвинутся: их дни меняют отдельно.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def slot_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a window of every year out of a calendar."""
    slot = _managed_slot(request, pk)
    form = Form(posted(request))

    def act(now: dt.datetime) -> str:
        remove_slot(slot=slot, user=request.user, now=now)
        return "Окно убрано из календаря."

    if carried_out(request, form, act):
        return redirect("windows:calendars")
    return _page(
        request,
        form,
        calendar=slot.calendar,
        title="Убрать окно из календаря",
        submit_label="Убрать",
        consequence=(
            f"Окно, которое открывается {slot_words(slot)['when']}, больше не будет "
            "планироваться. Уже запланированные окна останутся."
        ),
        danger=True,
    )


def _can_edit(request: PortalRequest, calendar: WindowCalendar) -> bool:
    return has_permission(request.user, Permission.MANAGE_MONITORING, calendar)


def _managed(request: PortalRequest, pk: int) -> WindowCalendar:
    rows = WindowCalendar.objects.select_related("territory__parent")
    return get_visible_or_404(request, rows, Permission.MANAGE_MONITORING, pk=pk)


def _managed_slot(request: PortalRequest, pk: int) -> CalendarSlot:
    slot = visible_slots(user=request.user).filter(pk=pk).first()
    if slot is None:
        raise Http404
    if not _can_edit(request, slot.calendar):
        raise PermissionDenied
    return slot


def _page(
    request: PortalRequest,
    form: BaseForm,
    *,
    title: str,
    submit_label: str,
    calendar: WindowCalendar | None = None,
    consequence: str = "",
    danger: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "calendar": calendar,
        "title": title,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "windows/calendar.html", context, status=status)
