"""One page for each move of a programme: what it does, what it asks for, the button."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.programme_moves import move as make_move
from roadmaps.forms.programmes import MoveForm
from roadmaps.models import Programme, ProgrammeStep
from roadmaps.policies import CLOSED_BY, may_move
from roadmaps.presenters import programme_words as words
from roadmaps.queries.deadlines import lock_of
from roadmaps.queries.programmes import versions_of
from roadmaps.tasks.programmes import make_programme_receipt
from roadmaps.views.programme_access import READERS, visible_programme
from roadmaps.workflow import Transition, Whose, transition_of
from schools.actions.files import store_file
from schools.enums import FilePurpose
from schools.forms.errors import add_refusal
from schools.models import StoredFile
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import posted, status_of


PLAIN = ("reason", "version", "order_number", "order_date", "address")


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
@limited("upload")
def move(request: PortalRequest, pk: int, code: str) -> HttpResponse:
    """Show what a move does and asks for, and make it."""
    programme = visible_programme(request, pk)
    transition = transition_of(code)
    # To agree or to return is the end of a review, and is done on its page.
    if transition is None or transition.whose == Whose.REVIEWER:
        raise Http404
    if not may_move(user=request.user, move=transition, programme=programme):
        raise PermissionDenied
    today = timezone.localdate()
    is_post = request.method == "POST"
    if not is_post and programme.state != transition.source:
        return redirect("programmes:detail", pk=pk)
    last = next(iter(versions_of(programme=programme, user=request.user)), None)
    form = MoveForm(
        posted(request),
        request.FILES if is_post else None,
        programme=programme,
        move=transition,
        version=last,
        today=today,
        initial={"order_date": today},
    )
    if is_post and form.is_valid():
        step = _moved(request, programme, transition, form, today)
        if step is not None:
            messages.success(request, _done_words(transition, step))
            return redirect("programmes:detail", pk=pk)
    return _page(request, programme, transition, form, last)


def _page(
    request: PortalRequest,
    programme: Programme,
    transition: Transition,
    form: MoveForm,
    last: Any,
) -> HttpResponse:
    closed_by = CLOSED_BY.get(transition.code)
    today = timezone.localdate()
    context = {
        "programme": programme,
        "move": transition,
        "form": form,
        "sent_version": last if "version" in transition.needs else None,
        "consequence": words.consequence(transition, programme),
        "lock": lock_of(programme, closed_by, today) if closed_by else None,
        "is_final": "reason" in transition.needs,
    }
    status = status_of(form)
    return render(request, "programmes/move.html", context, status=status)


def _moved(
    request: PortalRequest,
    programme: Programme,
    transition: Transition,
    form: MoveForm,
    today: dt.date,
) -> ProgrammeStep | None:
    given, now = form.cleaned_data, timezone.now()
    values = {name: given[name] for name in PLAIN if name in given}
    for name in ("until", "successor"):
        if name in given:
            values[name] = given[name]
    try:
        with transaction.atomic():
            step = make_move(
                programme=programme,
                code=transition.code,
                user=request.user,
                now=now,
                today=today,
                order_file=_order(request, programme, form, now),
                **values,
            )
            if step.receipt_number and step.receipt_file_id is None:
                transaction.on_commit(lambda: make_programme_receipt.delay(step.pk))
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
    return step


def _order(
    request: PortalRequest, programme: Programme, form: MoveForm, now: dt.datetime
) -> StoredFile | None:
    upload = form.cleaned_data.get("order_file")
    if upload is None:
        return None
    return store_file(
        upload=upload,
        purpose=FilePurpose.BASIS,
        original_name=upload.name,
        content_type=str(form.order_type),
        school=programme.school,
        user=request.user,
        now=now,
    )


def _done_words(transition: Transition, step: ProgrammeStep) -> str:
    done = f"Программа {transition.past}."
    if not step.receipt_number:
        return done
    return (
        f"{done} Номер расписки: {step.receipt_number}. Она придёт на почту команды и "
        "останется на странице программы."
    )
