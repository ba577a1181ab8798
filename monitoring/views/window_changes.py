"""What a coordinator does with windows: opens, moves, withdraws, gives a school time."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.actions.extensions import extend_form, take_back_extension
from monitoring.actions.windows import (
    DAYS,
    change_days,
    open_window as open_one,
    withdraw_window,
)
from monitoring.forms.windows import DaysForm, ExtensionForm
from monitoring.models import Window, WindowSchool
from monitoring.tasks import fill_opened_window
from roadmaps.forms.terms import ReasonForm
from roadmaps.views.deadline_changes import carried_out
from schools.roles import Permission
from schools.templatetags.portal_format import day
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


@require_POST
@permission_required(Permission.MANAGE_MONITORING)
def open_window(request: PortalRequest, pk: int) -> HttpResponse:
    """Open a window whose day has come and that the schedule has left shut."""
    window = _managed(request, pk)
    try:
        opened = open_one(window=window, now=timezone.now(), user=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        transaction.on_commit(lambda: fill_opened_window.delay(opened.pk))
        messages.success(request, "Окно открыто: школы и показатели записаны.")
        if opened.closes_on < timezone.localdate():
            messages.warning(
                request,
                "Последний день окна уже прошёл. Если значения ещё собирают, "
                "измените срок и день закрытия.",
            )
    return redirect("windows:detail", window.pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Move the days of a window."""
    window = _managed(request, pk)
    initial = {name: getattr(window, name) for name in DAYS}
    form = DaysForm(posted(request), initial=initial, is_opened=window.is_opened)

    def act(now: dt.datetime) -> str:
        change_days(window=window, user=request.user, now=now, **form.cleaned_data)
        return "Дни окна сохранены."

    if carried_out(request, form, act):
        return redirect("windows:detail", window.pk)
    return _page(
        request,
        form,
        window,
        title="Изменить дни",
        submit_label="Сохранить",
        consequence="Если срок другой, напоминания школам начнутся заново.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a planned window back."""
    window = _managed(request, pk)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        withdraw_window(window=window, user=request.user, now=now, **form.cleaned_data)
        return "Окно отменено."

    if carried_out(request, form, act):
        return redirect("windows:list")
    return _page(
        request,
        form,
        window,
        title="Отменить окно",
        submit_label="Отменить окно",
        consequence=(
            "Окно не откроется, школы о нём не узнают. Запланировать его снова можно "
            "на странице года; в журнале останется запись."
        ),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def extend(request: PortalRequest, pk: int) -> HttpResponse:
    """Give one school more time."""
    row = _managed_form(request, pk)
    initial = {"extended_to": row.extended_to, "reason": row.extension_reason}
    form = ExtensionForm(posted(request), initial=initial)

    def act(now: dt.datetime) -> str:
        extend_form(
            window_school=row,
            user=request.user,
            now=now,
            today=timezone.localdate(now),
            **form.cleaned_data,
        )
        last = form.cleaned_data["extended_to"]
        return f"{row.school.name}: больше времени до {day(last)}."

    if carried_out(request, form, act):
        return redirect("windows:detail", row.window_id)
    return _page(
        request,
        form,
        row.window,
        title="Дать школе больше времени",
        submit_label="Продлить",
        school=row,
        consequence=(
            f"Общий срок – {day(row.window.due_on)}. Для других школ он останется."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_MONITORING)
def extension_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the time back that a school was given."""
    row = _managed_form(request, pk)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        take_back_extension(
            window_school=row, user=request.user, now=now, **form.cleaned_data
        )
        return "Продление снято."

    if carried_out(request, form, act):
        return redirect("windows:detail", row.window_id)
    return _page(
        request,
        form,
        row.window,
        title="Снять продление",
        submit_label="Снять продление",
        school=row,
        consequence=(
            f"Снова будут действовать общие дни: срок {day(row.window.due_on)}, "
            f"закрытие {day(row.window.closes_on)}."
        ),
        danger=True,
    )


def _managed(request: PortalRequest, pk: int) -> Window:
    rows = Window.objects.select_related("territory__parent", "calendar")
    return get_visible_or_404(request, rows, Permission.MANAGE_MONITORING, pk=pk)


def _managed_form(request: PortalRequest, pk: int) -> WindowSchool:
    rows = WindowSchool.objects.select_related(
        "window__territory__parent", "school__municipality__parent"
    )
    return get_visible_or_404(request, rows, Permission.MANAGE_MONITORING, pk=pk)


def _page(
    request: PortalRequest,
    form: BaseForm,
    window: Window,
    *,
    title: str,
    submit_label: str,
    consequence: str,
    school: WindowSchool | None = None,
    danger: bool = False,
) -> HttpResponse:
    """Show a form about a window: what it is about stands above it."""
    context: dict[str, Any] = {
        "form": form,
        "window": window,
        "school": school,
        "title": title,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "windows/step.html", context, status=status)
