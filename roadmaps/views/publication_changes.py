"""What is done with a record of a publication: written, confirmed, checked, removed."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from roadmaps.actions.publications import (
    APPROVED,
    RECORDED,
    RECORDERS,
    confirm_publication,
    record_publication,
    remove_publication,
)
from roadmaps.enums import PackageItem
from roadmaps.forms.publications import PublicationForm
from roadmaps.forms.terms import ReasonForm
from roadmaps.models import Programme, Publication
from roadmaps.tasks.links import check_publication
from roadmaps.views.deadline_changes import carried_out
from roadmaps.views.programme_access import READERS, visible_programme
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import day
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def publication(request: PortalRequest, pk: int, item: str) -> HttpResponse:
    """Write where an item of the package of a programme is."""
    programme = _recorded(request, pk)
    if item not in PackageItem.values:
        raise Http404
    row = Publication.objects.filter(programme=programme, item=item).first()
    today = timezone.localdate()
    initial = {name: getattr(row, name) for name in RECORDED} if row else {}
    form = PublicationForm(
        posted(request), today=today, initial=initial or {"published_on": today}
    )

    def act(now: dt.datetime) -> str:
        with transaction.atomic():
            kept = record_publication(
                programme=programme,
                item=item,
                user=request.user,
                now=now,
                today=today,
                **form.cleaned_data,
            )
            transaction.on_commit(lambda: check_publication.delay(kept.pk))
        return "Адрес записан. Портал сейчас откроет его и скажет, что получилось."

    if carried_out(request, form, act):
        return redirect("deadlines:package", programme.school_id)
    title = PackageItem(item).label.capitalize()
    return _page(request, programme, form, title=title, submit_label="Записать адрес")


@require_POST
@permission_required(Permission.REVIEW_PROGRAMMES)
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that a person has seen the paper there."""
    row = _visible(request, pk, Permission.REVIEW_PROGRAMMES)
    try:
        confirm_publication(publication=row, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Записано: вы открыли адрес и видели документ.")
    return redirect("deadlines:package", row.school.pk)


@require_POST
@permission_required(*READERS)
@limited("link")
def check(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the worker to open an address now."""
    row = _visible(request, pk)
    transaction.on_commit(lambda: check_publication.delay(row.pk))
    messages.info(
        request, "Портал открывает адрес. Обновите страницу через несколько секунд."
    )
    return redirect("deadlines:package", row.school.pk)


@require_http_methods(["GET", "POST"])
@permission_required(*RECORDERS)
def remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take back a record of what is not there."""
    row = _visible(request, pk)
    _demand_recorder(request, row.programme)
    form = ReasonForm(posted(request))

    def act(now: dt.datetime) -> str:
        remove_publication(
            publication=row, user=request.user, now=now, **form.cleaned_data
        )
        return "Запись убрана."

    programme = row.programme
    if carried_out(request, form, act):
        return redirect("deadlines:package", programme.school_id)
    return _page(
        request,
        programme,
        form,
        title="Убрать запись о размещении",
        submit_label="Убрать запись",
        consequence=(
            f"{row.get_item_display().capitalize()}, {row.address}, размещено "
            f"{day(row.published_on)}. В журнале запись останется."
        ),
        danger=True,
    )


def _recorded(request: PortalRequest, pk: int) -> Programme:
    """Fetch a programme whose package the person keeps and which is approved."""
    programme = visible_programme(request, pk)
    _demand_recorder(request, programme)
    if programme.state not in APPROVED:
        raise Http404
    return programme


def _demand_recorder(request: PortalRequest, programme: Programme) -> None:
    if not any(has_permission(request.user, right, programme) for right in RECORDERS):
        raise PermissionDenied


def _visible(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Publication:
    rows = Publication.objects.select_related(
        "programme__school__municipality__parent", "programme__kind"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def _page(
    request: PortalRequest,
    programme: Programme,
    form: BaseForm,
    *,
    title: str,
    submit_label: str,
    consequence: str = "",
    danger: bool = False,
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "title": title,
        "submit_label": submit_label,
        "consequence": consequence,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "deadlines/publication.html", context, status=status)
