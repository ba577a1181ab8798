"""The rest of a decision: many at once, one by hand, the order, throwing away."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from identification.actions import decisions as actions
from identification.actions.recording import record_decision
from identification.enums import DecisionState
from identification.forms.decisions import (
    AddItemForm,
    OrderForm,
    ReasonForm,
    SureItemsForm,
    order_type,
)
from identification.models import Decision
from identification.presenters import decision_words
from identification.queries.decisions import items_of
from identification.views.decisions import keep_typed, managed_decision
from schools.actions.files import store_file
from schools.enums import FilePurpose
from schools.models import School, StoredFile
from schools.roles import Permission
from schools.templatetags.portal_format import counted
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import UNPROCESSABLE, posted


ITEMS = "пункт,пункта,пунктов"


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_DECISIONS)
def decision_all(request: PortalRequest, pk: int) -> HttpResponse:
    """Accept all sure proposals with one reason, after a look at their number."""
    shown = managed_decision(request, pk)
    form = SureItemsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.decide_all(
                decision=shown,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Решено: {counted(count, ITEMS)}.")
            return redirect("identification:decision", pk=shown.pk)
    progress = decision_words.progress_of(items_of(decision=shown))
    waiting = counted(progress["sure_waiting"], ITEMS)
    return _confirm(
        request,
        shown,
        form,
        title="Принять уверенные предложения",
        consequence=(
            f"Будет принято: {waiting}, в которых расчёт уверен. Пункты на границе и "
            "снятие статусов останутся на рассмотрении."
        ),
        submit_label="Принять все уверенные",
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_DECISIONS)
def decision_add(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a school's status that the run does not propose."""
    shown = managed_decision(request, pk)
    today = timezone.localdate()
    schools = School.objects.in_territory(shown.territory).open_on(today)
    form = AddItemForm(posted(request), schools=schools.order_by("name"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(
                decision=shown,
                **form.cleaned_data,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            school = form.cleaned_data["school"]
            messages.success(request, f"Пункт добавлен: {school}.")
            return redirect("identification:decision", pk=shown.pk)
    return _confirm(
        request,
        shown,
        form,
        title="Добавить школу",
        consequence="Пункт попадёт в решение с пометкой «добавлено вручную».",
        submit_label="Добавить в решение",
    )


@require_POST
@permission_required(Permission.MANAGE_DECISIONS)
def decision_item_remove(request: PortalRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take back an item added by hand."""
    shown = managed_decision(request, pk)
    keep_typed(request, shown)
    item = shown.items.filter(pk=item_pk).first()
    if item is None:
        raise Http404
    try:
        actions.remove_item(item=item, user=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    return redirect("identification:decision", pk=shown.pk)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_DECISIONS)
def decision_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away, with a reason."""
    shown = managed_decision(request, pk)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.discard_decision(
                decision=shown,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Черновик решения удалён. Статусы не изменились.")
            return redirect("identification:decisions")
    return _confirm(
        request,
        shown,
        form,
        title="Удалить черновик решения",
        consequence=(
            "Всё, что решено по школам в этом черновике, пропадёт. Расчёт и статусы "
            "школ не изменятся."
        ),
        submit_label="Удалить черновик",
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_DECISIONS)
@limited("upload")
def decision_record(request: PortalRequest, pk: int) -> HttpResponse:
    """Enter the order; statuses arise from here and nowhere else."""
    shown = managed_decision(request, pk)
    if shown.state == DecisionState.RECORDED:
        return redirect("identification:decision", pk=shown.pk)
    today = timezone.localdate()
    is_post = request.method == "POST"
    form = OrderForm(
        posted(request),
        request.FILES if is_post else None,
        today=today,
        initial={"order_date": today, "effective_on": today},
    )
    if is_post and form.is_valid() and _recorded(request, shown, form):
        messages.success(request, "Решение записано, статусы школ изменены.")
        return redirect("identification:decision", pk=shown.pk)
    items = items_of(decision=shown)
    context = {
        "decision": shown,
        "title": decision_words.decision_title(shown),
        "progress": decision_words.progress_of(items),
        "outcome": decision_words.outcome_lines(items),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "identification/decision_record.html", context, status=status
    )


def _recorded(request: PortalRequest, shown: Decision, form: OrderForm) -> bool:
    """Store the file and write the decision together, or neither."""
    data, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            record_decision(
                decision=shown,
                order_number=data["order_number"],
                order_date=data["order_date"],
                effective_on=data["effective_on"],
                order_file=_stored(request, shown, form, now),
                user=request.user,
                now=now,
            )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _stored(
    request: PortalRequest, shown: Decision, form: OrderForm, now: dt.datetime
) -> StoredFile | None:
    upload = form.cleaned_data["order_file"]
    if upload is None:
        return None
    return store_file(
        upload=upload,
        purpose=FilePurpose.BASIS,
        original_name=upload.name,
        content_type=order_type(upload.name) or "application/octet-stream",
        territory=shown.territory,
        user=request.user,
        now=now,
    )


def _confirm(
    request: PortalRequest,
    shown: Decision,
    form: BaseForm,
    *,
    title: str,
    consequence: str,
    submit_label: str,
    danger: bool = False,
) -> HttpResponse:
    context = {
        "decision": shown,
        "title": title,
        "decision_title": decision_words.decision_title(shown),
        "form": form,
        "consequence": consequence,
        "submit_label": submit_label,
        "danger": danger,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "identification/decision_step.html", context, status=status)
