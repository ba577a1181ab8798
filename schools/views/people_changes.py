"""Inviting, appointing, ending an office, closing an account."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schools.actions import people as actions
from schools.forms.errors import add_refusal
from schools.forms.people import (
    EndMembershipForm,
    InvitationForm,
    NameForm,
    OfficeForm,
    ReasonForm,
)
from schools.models import Membership, User
from schools.presenters.people import all_roles, office_words
from schools.queries.people import visible_people
from schools.roles import Permission
from schools.tasks import send_outgoing_messages
from schools.views.access import PortalRequest, get_visible_or_404, permission_required
from schools.views.forms import posted


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def invite(request: PortalRequest) -> HttpResponse:
    """Make an account and send the letter with the link to a password."""
    form = InvitationForm(
        posted(request), user=request.user, today=timezone.localdate()
    )
    if form.is_valid():
        invited = _attempt(
            form,
            lambda: actions.invite_person(
                email=form.cleaned_data["email"],
                full_name=form.cleaned_data["full_name"],
                office=form.office(),
                site=_site(request),
                invited_by=request.user,
                now=timezone.now(),
            ),
        )
        if invited:
            transaction.on_commit(send_outgoing_messages.delay, robust=True)
            messages.success(
                request, f"Письмо с приглашением уйдёт на {invited.email}."
            )
            return redirect("people:person", pk=invited.pk)
    return render(request, "people/invite.html", {"form": form, "roles": all_roles()})


@require_POST
@permission_required(Permission.MANAGE_PEOPLE)
def invite_again(request: PortalRequest, pk: int) -> HttpResponse:
    """Send the letter once more: the first link lives three days."""
    found = _person(request, pk)
    try:
        actions.send_invitation(
            person=found,
            site=_site(request),
            invited_by=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        transaction.on_commit(send_outgoing_messages.delay, robust=True)
        messages.success(request, f"Новое письмо уйдёт на {found.email}.")
    return redirect("people:person", pk=pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def appoint(request: PortalRequest, pk: int) -> HttpResponse:
    """Give a person one more office."""
    found = _person(request, pk)
    form = OfficeForm(posted(request), user=request.user, today=timezone.localdate())
    if form.is_valid() and _attempt(
        form,
        lambda: actions.appoint_person(
            person=found,
            office=form.office(),
            appointed_by=request.user,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "Назначение записано.")
        return redirect("people:person", pk=pk)
    context = {"person": found, "form": form, "roles": all_roles()}
    return render(request, "people/appoint.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def membership_end(request: PortalRequest, pk: int) -> HttpResponse:
    """End an office on a day, with the reason."""
    memberships = Membership.objects.select_related("user", "territory", "school")
    membership = get_visible_or_404(
        request, memberships, Permission.MANAGE_PEOPLE, pk=pk
    )
    form = EndMembershipForm(posted(request), today=timezone.localdate())
    if form.is_valid() and _attempt(
        form,
        lambda: actions.end_membership(
            membership=membership,
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            ended_by=request.user,
            now=timezone.now(),
        ),
    ):
        messages.success(
            request, "Последний день записан. История назначений осталась."
        )
        return redirect("people:person", pk=membership.user_id)
    context = {
        "membership": membership,
        "office": office_words(membership),
        "form": form,
    }
    return render(request, "people/membership_end.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_PEOPLE)
def block(request: PortalRequest, pk: int) -> HttpResponse:
    """Close an account at once, or open it again, with the reason."""
    found = _person(request, pk)
    change = actions.block_person if found.is_active else actions.unblock_person
    was_active = found.is_active
    form = ReasonForm(posted(request))
    if form.is_valid() and _attempt(
        form,
        lambda: change(
            person=found,
            reason=form.cleaned_data["reason"],
            user=request.user,
            now=timezone.now(),
        ),
    ):
        done = "закрыта" if was_active else "открыта"
        messages.success(request, f"Учётная запись {done}.")
        return redirect("people:person", pk=pk)
    context = {"person": found, "form": form, "was_active": was_active}
    return render(request, "people/block.html", context)


@require_http_methods(["GET", "POST"])
def rename(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct a name: one's own, or as an administrator anybody's."""
    if pk != request.user.pk:
        return _rename_other(request, pk)
    return _rename(request, request.user)


@permission_required(Permission.MANAGE_PEOPLE)
def _rename_other(request: PortalRequest, pk: int) -> HttpResponse:
    return _rename(request, _person(request, pk))


def _rename(request: PortalRequest, found: User) -> HttpResponse:
    form = NameForm(posted(request), initial={"full_name": found.full_name})
    if form.is_valid() and _attempt(
        form,
        lambda: actions.rename_person(
            person=found,
            full_name=form.cleaned_data["full_name"],
            user=request.user,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "Имя сохранено.")
        return redirect("people:person", pk=found.pk)
    return render(request, "people/rename.html", {"person": found, "form": form})


def _person(request: PortalRequest, pk: int) -> User:
    return get_object_or_404(visible_people(user=request.user), pk=pk)


def _site(request: PortalRequest) -> str:
    return request.build_absolute_uri("/")


def _attempt(form: BaseForm, action: Callable[[], object]):
    """Run an action; a refusal goes to the form and gives nothing back."""
    try:
        return action()
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
