"""What a coordinator does with deadlines: names, moves, takes back, grants more."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.deadline_extensions import extend_for_school, take_back_extension
from roadmaps.actions.deadlines import (
    EDITABLE,
    change_deadline,
    remove_deadline,
    set_deadline,
    set_standard_deadlines,
)
from roadmaps.forms.deadlines import (
    DayFields,
    ExtensionForm,
    NewDeadlineForm,
    StandardForm,
)
from roadmaps.forms.terms import ReasonForm
from roadmaps.models import DeadlineExtension, ProgrammeDeadline
from roadmaps.queries.deadline_list import managed_places, usable_kinds
from roadmaps.queries.deadlines import school_year_of
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.templatetags.portal_format import counted, day, school_year
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


NAMED = "срок,срока,сроков"


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def new(request: PortalRequest) -> HttpResponse:
    """Name one deadline."""
    form = NewDeadlineForm(
        posted(request), initial={"closes": True}, **_choices(request)
    )

    def act(now: dt.datetime) -> str:
        deadline = set_deadline(user=request.user, now=now, **form.cleaned_data)
        return f"Срок назначен: {day(deadline.due_on)}."

    if carried_out(request, form, act):
        return _to_year(form.cleaned_data["year"])
    return _page(request, form, title="Новый срок", submit_label="Назначить срок")


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def standard(request: PortalRequest) -> HttpResponse:
    """Name the usual days of a cycle at once."""
    form = StandardForm(posted(request), **_choices(request))

    def act(now: dt.datetime) -> str:
        named = set_standard_deadlines(user=request.user, now=now, **form.cleaned_data)
        if not named:
            return "Все эти сроки уже назначены: ничего не изменилось."
        return f"Назначено: {counted(len(named), NAMED)}. Любой можно изменить."

    if carried_out(request, form, act):
        return _to_year(form.cleaned_data["year"])
    return _page(
        request,
        form,
        title="Типовые сроки",
        submit_label="Назначить сроки",
        consequence=(
            "Три срока появятся сразу. Те, что вы назначили раньше, не изменятся."
        ),
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Move the day, open or close the window."""
    deadline = _managed(request, pk)
    initial = {name: getattr(deadline, name) for name in EDITABLE}
    form = DayFields(posted(request), initial=initial)

    def act(now: dt.datetime) -> str:
        change_deadline(
            deadline=deadline, values=form.cleaned_data, user=request.user, now=now
        )
        return "Срок сохранён."

    if carried_out(request, form, act):
        return redirect("deadlines:detail", deadline.pk)
    return _page(
        request,
        form,
        deadline=deadline,
        title="Изменить срок",
        submit_label="Сохранить",
        consequence="Если день другой, напоминания начнутся заново.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a deadline back."""
    deadline = _managed(request, pk)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        remove_deadline(
            deadline=deadline, user=request.user, now=now, **form.cleaned_data
        )
        return "Срок снят."

    year = deadline.year
    if carried_out(request, form, act):
        return _to_year(year)
    return _page(
        request,
        form,
        deadline=deadline,
        title="Снять срок",
        submit_label="Снять срок",
        consequence=(
            "Напоминания прекратятся, закрытое откроется. Продления школам тоже "
            "будут сняты; в журнале останется запись."
        ),
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def extend(request: PortalRequest, pk: int) -> HttpResponse:
    """Give one school more time."""
    deadline = _managed(request, pk)
    today = timezone.localdate()
    form = ExtensionForm(
        posted(request),
        territory=deadline.territory,
        day=today,
        initial=_granted(deadline, request.GET.get("school", "")),
    )

    def act(now: dt.datetime) -> str:
        more = extend_for_school(
            deadline=deadline,
            user=request.user,
            now=now,
            today=today,
            **form.cleaned_data,
        )
        return f"{more.school.name}: срок продлён до {day(more.due_on)}."

    if carried_out(request, form, act):
        return redirect("deadlines:detail", deadline.pk)
    return _page(
        request,
        form,
        deadline=deadline,
        title="Продлить срок одной школе",
        submit_label="Продлить",
        consequence=f"Общий срок – {day(deadline.due_on)}. Для других школ он останется.",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PROGRAMMES)
def extension_back(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the time back that a school was given."""
    rows = DeadlineExtension.objects.select_related(
        "school__municipality", "deadline__kind", "deadline__territory__parent"
    )
    seen = ProgrammeDeadline.objects.visible_to(request.user)
    extension = rows.filter(pk=pk, deadline__in=seen).first()
    if extension is None:
        raise Http404
    deadline = _managed(request, extension.deadline_id)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        take_back_extension(
            extension=extension, user=request.user, now=now, **form.cleaned_data
        )
        return "Продление снято."

    if carried_out(request, form, act):
        return redirect("deadlines:detail", deadline.pk)
    return _page(
        request,
        form,
        deadline=deadline,
        title="Снять продление",
        submit_label="Снять продление",
        consequence=(
            f"{extension.school.name}: снова будет действовать общий срок, "
            f"{day(deadline.due_on)}."
        ),
        danger=True,
    )


def carried_out(
    request: PortalRequest, form: BaseForm, act: Callable[[dt.datetime], str]
) -> bool:
    """Do it and say what was done; a refusal stands at the form's field or above it."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        words = act(timezone.now())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, words)
    return True


def _managed(request: PortalRequest, pk: int) -> ProgrammeDeadline:
    rows = ProgrammeDeadline.objects.select_related("territory__parent", "kind")
    return get_visible_or_404(request, rows, Permission.MANAGE_PROGRAMMES, pk=pk)


def _choices(request: PortalRequest) -> dict[str, Any]:
    places = managed_places(user=request.user)
    year = school_year_of(timezone.localdate())
    return {"places": places, "kinds": usable_kinds(places), "year": year}


def _granted(deadline: ProgrammeDeadline, school: str) -> dict[str, Any]:
    """Return what the school of the address was granted before."""
    if not school.isdigit():
        return {}
    more = deadline.extensions.filter(school=int(school)).first()
    before = {"due_on": more.due_on, "reason": more.reason} if more else {}
    return {"school": school, **before}


def _to_year(year: int) -> HttpResponse:
    address = reverse("deadlines:list")
    is_now = year == school_year_of(timezone.localdate())
    return redirect(address if is_now else f"{address}?year={year}")


def _page(
    request: PortalRequest,
    form: BaseForm,
    *,
    title: str,
    submit_label: str,
    deadline: ProgrammeDeadline | None = None,
    consequence: str = "",
    danger: bool = False,
) -> HttpResponse:
    """Show a form about deadlines: what it is about stands above it."""
    context = {
        "form": form,
        "deadline": deadline,
        "year": school_year(deadline.year) if deadline else "",
        "title": title,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "deadlines/step.html", context, status=status)
