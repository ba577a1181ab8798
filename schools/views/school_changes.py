"""Entering a school, changing its facts, its codes and its other names."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from schools.actions.refusals import ChangedMeanwhileError
from schools.actions.school_names import add_alias, add_code, end_code, remove_alias
from schools.actions.schools import EDITABLE, change_school, create_school
from schools.forms.errors import add_refusal
from schools.forms.schools import (
    AliasForm,
    CodeForm,
    EndCodeForm,
    NewSchoolForm,
    SchoolForm,
)
from schools.models import School
from schools.presenters.changes import conflict
from schools.presenters.schools import codes, names
from schools.queries.versions import fingerprint
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import posted


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_SCHOOLS)
def school_new(request: PortalRequest) -> HttpResponse:
    """Enter a school that no table has brought."""
    form = NewSchoolForm(posted(request), user=request.user)
    if form.is_valid():
        try:
            school = create_school(
                values=form.cleaned_data, user=request.user, now=timezone.now()
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"Школа «{school}» добавлена в реестр.")
            return redirect("schools:detail", pk=school.pk)
    return render(request, "schools/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_SCHOOLS)
def school_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change the facts; what somebody else changed meanwhile is shown, not lost."""
    school = _managed_school(request, pk)
    form = SchoolForm(posted(request), instance=school)
    context: dict[str, Any] = {"school": School.objects.get(pk=pk), "form": form}
    if form.is_valid():
        try:
            change_school(
                school=school,
                values=form.cleaned_data,
                seen=form.cleaned_data["seen"],
                renamed_on=form.cleaned_data["renamed_on"],
                user=request.user,
                now=timezone.now(),
            )
        except ChangedMeanwhileError as meanwhile:
            context["changes"] = conflict(meanwhile.current, form)
            sent = request.POST.copy()
            sent["seen"] = fingerprint(meanwhile.current, EDITABLE)
            form.data = sent
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Сведения о школе сохранены.")
            return redirect("schools:detail", pk=pk)
    return render(request, "schools/edit.html", context)


@require_GET
@permission_required(Permission.MANAGE_SCHOOLS)
def school_names(request: PortalRequest, pk: int) -> HttpResponse:
    """Show codes and other names with the forms that add to them."""
    return _names_page(request, _managed_school(request, pk))


@require_POST
@permission_required(Permission.MANAGE_SCHOOLS)
def code_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Write a new code; the earlier one of the same register ends."""
    school = _managed_school(request, pk)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            add_code(
                school=school,
                user=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Код записан.")
            return redirect("schools:names", pk=pk)
    return _names_page(request, school, code_form=form)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_SCHOOLS)
def code_end(request: PortalRequest, pk: int, code_pk: int) -> HttpResponse:
    """Ask until when a code was valid, and write it."""
    school = _managed_school(request, pk)
    code = get_object_or_404(
        school.codes.select_related("school__municipality"),
        pk=code_pk,
        valid_to__isnull=True,
    )
    form = EndCodeForm(posted(request), today=timezone.localdate())
    if form.is_valid():
        try:
            end_code(
                code=code,
                valid_to=form.cleaned_data["valid_to"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Срок кода записан.")
            return redirect("schools:names", pk=pk)
    context = {"school": school, "code": code, "form": form}
    return render(request, "schools/code_end.html", context)


@require_POST
@permission_required(Permission.MANAGE_SCHOOLS)
def alias_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Remember another spelling of the name."""
    school = _managed_school(request, pk)
    form = AliasForm(request.POST)
    if form.is_valid():
        try:
            add_alias(
                school=school,
                name=form.cleaned_data["name"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Название записано.")
            return redirect("schools:names", pk=pk)
    return _names_page(request, school, alias_form=form)


@require_POST
@permission_required(Permission.MANAGE_SCHOOLS)
def alias_remove(request: PortalRequest, pk: int, alias_pk: int) -> HttpResponse:
    """Forget a spelling that belongs to another school."""
    school = _managed_school(request, pk)
    alias = get_object_or_404(
        school.aliases.select_related("school__municipality"),
        pk=alias_pk,
        is_former_name=False,
    )
    remove_alias(alias=alias, user=request.user, now=timezone.now())
    messages.success(request, f"Название «{alias.name}» больше не ведёт к этой школе.")
    return redirect("schools:names", pk=pk)


def _managed_school(request: PortalRequest, pk: int) -> School:
    schools = School.objects.select_related("municipality", "branch_of")
    return get_visible_or_404(request, schools, Permission.MANAGE_SCHOOLS, pk=pk)


def _names_page(
    request: PortalRequest,
    school: School,
    *,
    code_form: CodeForm | None = None,
    alias_form: AliasForm | None = None,
) -> HttpResponse:
    context = {
        "school": school,
        "codes": codes(school),
        "names": names(school),
        "code_form": code_form or CodeForm(auto_id="code_%s"),
        "alias_form": alias_form or AliasForm(auto_id="alias_%s"),
    }
    return render(request, "schools/names.html", context)
