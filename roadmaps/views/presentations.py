"""Presentations of a programme: a new one, and correcting one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.presentations import (
    FIELDS,
    change_presentation,
    record_presentation,
)
from roadmaps.forms.presentations import PresentationForm
from roadmaps.models import Presentation, Programme
from roadmaps.policies import may_correct, may_present
from roadmaps.queries.presentations import versions_to_show
from roadmaps.views.programme_access import READERS, visible_programme
from schools.actions.refusals import ChangedMeanwhileError
from schools.forms.errors import add_refusal
from schools.queries.versions import fingerprint
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)
from schools.views.forms import UNPROCESSABLE, posted, status_of


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def new(request: PortalRequest, pk: int) -> HttpResponse:
    """Record where the programme was presented."""
    programme = visible_programme(request, pk)
    if not may_present(user=request.user, programme=programme):
        raise PermissionDenied
    versions = versions_to_show(programme=programme, user=request.user)
    if not versions.exists():
        messages.info(request, "Показать пока нечего: у программы нет ни одной версии.")
        return redirect("programmes:detail", pk=pk)
    form = PresentationForm(
        posted(request), versions=versions, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            record_presentation(
                programme=programme,
                values=values,
                user=request.user,
                now=timezone.now(),
                today=timezone.localdate(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Событие записано в историю программы.")
            return redirect("programmes:detail", pk=pk)
    return _page(request, programme, form, title="Представление программы")


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the record of an event."""
    presentation = _correctable(request, pk)
    programme = presentation.programme
    initial = {name: getattr(presentation, name) for name in FIELDS}
    form = PresentationForm(
        posted(request),
        versions=versions_to_show(
            programme=programme, user=request.user, known=presentation
        ),
        today=timezone.localdate(),
        initial=initial | {"seen": fingerprint(presentation, FIELDS)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_presentation(
                presentation=presentation,
                values={name: form.cleaned_data[name] for name in FIELDS},
                seen=form.cleaned_data["seen"],
                user=request.user,
                now=timezone.now(),
                today=timezone.localdate(),
            )
        except ChangedMeanwhileError as meanwhile:
            return _changed(request, programme, form, meanwhile)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Запись исправлена.")
            return redirect("programmes:detail", pk=programme.pk)
    return _page(request, programme, form, title="Исправить запись")


def _correctable(request: PortalRequest, pk: int) -> Presentation:
    rows = Presentation.objects.select_related(
        "programme__school__municipality__parent", "programme__kind", "version"
    )
    presentation = get_visible_or_404(request, rows, pk=pk)
    if not may_correct(user=request.user, presentation=presentation):
        raise PermissionDenied
    return presentation


def _changed(
    request: PortalRequest,
    programme: Programme,
    form: PresentationForm,
    meanwhile: ChangedMeanwhileError,
) -> HttpResponse:
    """Show what a colleague wrote beside the person's own text; sent again, it stands."""
    again = request.POST.copy()
    again["seen"] = fingerprint(meanwhile.current, FIELDS)
    form.data = again
    return _page(
        request,
        programme,
        form,
        title="Исправить запись",
        current=meanwhile.current,
    )


def _page(
    request: PortalRequest,
    programme: Programme,
    form: PresentationForm,
    *,
    title: str,
    current: object = None,
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "title": title,
        "current": current,
    }
    status = UNPROCESSABLE if current else status_of(form)
    return render(request, "programmes/presentation.html", context, status=status)
