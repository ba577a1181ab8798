"""Sections of a draft: new, changed, moved, removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.actions import plan_sections as actions
from roadmaps.forms.plan_rows import SectionForm
from roadmaps.forms.plans import ReasonForm
from roadmaps.presenters.plan_page import section_words
from roadmaps.views.plan_access import (
    edited_section,
    to_section,
    to_version,
    visible_version,
)
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.templatetags.portal_format import counted
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def section_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a section to a draft."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    form = SectionForm(posted(request), sections=version.sections.in_order())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            section = actions.add_section(
                version=version,
                after=values.pop("after"),
                values=values,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Раздел добавлен.")
            return to_section(section)
    context = {"plan": version, "form": form, "title": "Новый раздел"}
    return _form(request, context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def section_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change what a section says."""
    section = edited_section(request, pk)
    if not section.version.is_draft:
        return to_section(section)
    initial = {name: getattr(section, name) for name in actions.EDITABLE}
    form = SectionForm(posted(request), sections=None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_section(
                section=section,
                values=form.cleaned_data,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Раздел сохранён.")
            return to_section(section)
    context = {
        "plan": section.version,
        "form": form,
        "title": section_words(section),
        "section": section,
    }
    return _form(request, context)


@require_POST
@permission_required(Permission.EDIT_PLANS)
def section_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Exchange a section with its neighbour."""
    section = edited_section(request, pk)
    try:
        moved = actions.move_section(
            section=section,
            is_up=request.POST.get("to") == "up",
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        if not moved:
            messages.info(request, "Дальше переставить некуда: соседних разделов нет.")
    section.refresh_from_db(fields=["position"])
    return to_section(section)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def section_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove a section with its rows, after a reason."""
    section = edited_section(request, pk)
    version = section.version
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_section(
                section=section,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Раздел удалён.")
            return to_version(version)
    rows = section.activities.count()
    words = counted(rows, "мероприятие,мероприятия,мероприятий")
    context = {
        "plan": version,
        "title": "Удалить раздел",
        "form": form,
        "consequence": (
            f"«{section_words(section)}»: вместе с разделом из проекта уйдёт {words}. "
            "То, что уже сделано по действующей версии, останется."
        ),
        "submit_label": "Удалить раздел",
        "danger": True,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/confirm.html", context, status=status)


def _form(request: PortalRequest, context: dict[str, Any]) -> HttpResponse:
    status = UNPROCESSABLE if context["form"].errors else 200
    return render(request, "plans/section_form.html", context, status=status)
