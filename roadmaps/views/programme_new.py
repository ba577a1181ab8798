"""A school begins a document and uploads its versions."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.programme_files import upload_limits
from roadmaps.actions.programmes import add_version, start_programme
from roadmaps.forms.programmes import StartForm, VersionForm
from roadmaps.models import Programme, ProgrammeVersion
from roadmaps.policies import may_write
from roadmaps.queries.deadlines import school_year_of
from roadmaps.queries.programmes import kinds_for, versions_of
from roadmaps.tasks.programmes import read_programme_version
from roadmaps.views.programme_access import then_to, visible_programme
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import posted, status_of


FIRST_MONTH, LAST_MONTH = 9, 8


@require_http_methods(["GET", "POST"])
@permission_required(Permission.WRITE_PROGRAMME)
@limited("upload")
def new(request: PortalRequest) -> HttpResponse:
    """Begin a document; its file may come at once or later."""
    form = StartForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        user=request.user,
        limits=upload_limits(),
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        programme = _started(request, form)
        if programme is not None:
            return then_to(request, "programmes:detail", programme.pk)
    context = {"form": form, "kinds": kinds_for(user=request.user)}
    status = status_of(form)
    return render(request, "programmes/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.WRITE_PROGRAMME)
@limited("upload")
def upload(request: PortalRequest, pk: int) -> HttpResponse:
    """Take in the next version of a programme."""
    programme = visible_programme(request, pk, Permission.WRITE_PROGRAMME)
    is_open = may_write(user=request.user, programme=programme)
    if request.method != "POST" and not is_open:
        messages.info(request, _closed_words(programme))
        return redirect("programmes:detail", pk=pk)
    form = VersionForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        limits=upload_limits(),
    )
    if request.method == "POST" and form.is_valid():
        version = _added(request, programme, form)
        if version is not None:
            messages.success(request, f"Версия {version.number} загружена.")
            return then_to(request, "programmes:detail", pk)
    last = next(iter(versions_of(programme=programme, user=request.user)), None)
    context = {"programme": programme, "form": form, "last": last}
    status = status_of(form)
    return render(request, "programmes/upload.html", context, status=status)


def _initial(request: PortalRequest) -> dict[str, object]:
    """Offer the school year around today, and the kind that the address names."""
    opens = school_year_of(timezone.localdate())
    return {
        "kind": request.GET.get("kind", ""),
        "starts_on": dt.date(opens, FIRST_MONTH, 1),
        "ends_on": dt.date(opens + 1, LAST_MONTH, 31),
    }


def _started(request: PortalRequest, form: StartForm) -> Programme | None:
    """Begin the programme with its file, or nothing of both."""
    given, now = form.cleaned_data, timezone.now()
    values = {name: given[name] for name in ("school", "kind", "title")}
    days = {name: given[name] for name in ("starts_on", "ends_on")}
    try:
        with transaction.atomic():
            programme = start_programme(**values, **days, user=request.user, now=now)
            if given["file"] is not None:
                _add(request, programme, given["file"], comment="")
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None
    return programme


def _added(
    request: PortalRequest, programme: Programme, form: VersionForm
) -> ProgrammeVersion | None:
    given = form.cleaned_data
    try:
        with transaction.atomic():
            return _add(request, programme, given["file"], comment=given["comment"])
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def _add(
    request: PortalRequest, programme: Programme, file: UploadedFile, *, comment: str
) -> ProgrammeVersion:
    version = add_version(
        programme=programme,
        upload=file,
        original_name=str(file.name),
        comment=comment,
        user=request.user,
        now=timezone.now(),
    )
    transaction.on_commit(lambda: read_programme_version.delay(version.pk))
    return version


def _closed_words(programme: Programme) -> str:
    return (
        f"Программа {programme.get_state_display()}: новую версию загружают в черновик "
        "или в возвращённую программу."
    )
