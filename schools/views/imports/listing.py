"""The list of uploads, the start of one, and templates to fill in."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from schools.actions.imports import all_targets, start_import, target_of
from schools.filters.imports import ImportFilter
from schools.forms.imports import UploadForm
from schools.ingest.template import write_template
from schools.models import School, Territory
from schools.policies import has_permission
from schools.queries.imports import import_territories
from schools.reports.workbook import CONTENT_TYPE
from schools.roles import Permission
from schools.tables.imports import ImportTable
from schools.tables.paging import show_page
from schools.tasks import enqueue_import
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment


# Drop-downs of Excel become slow above this, and nobody scrolls so far.
MOST_SCHOOLS_TO_CHOOSE = 2_000


@require_GET
@permission_required(Permission.VIEW_IMPORTS)
def import_list(request: PortalRequest) -> HttpResponse:
    """Show uploads into the person's territories."""
    filters = ImportFilter(request.GET, user=request.user)
    table = show_page(ImportTable(filters.qs, request=request), request)
    context = {
        "filter": filters,
        "table": table,
        "has_imports": bool(table.paginator.count),
        "is_narrowed": bool(request.GET),
        "can_manage": has_permission(request.user, Permission.MANAGE_IMPORTS),
    }
    return render(request, "imports/list.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.MANAGE_IMPORTS)
@limited("upload")
def import_new(request: PortalRequest) -> HttpResponse:
    """Take a file in; its reading goes on in the worker."""
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            return _started(request, form)
    else:
        asked = {name: request.GET[name] for name in ("kind",) if name in request.GET}
        form = UploadForm(user=request.user, initial=asked)
    context = {"form": form, "cards": _cards(form), "form_kind": _chosen(form)}
    return render(request, "imports/new.html", context)


@require_GET
@permission_required(Permission.MANAGE_IMPORTS)
def import_template(request: PortalRequest, kind: str) -> HttpResponse:
    """Send an empty table of a kind with drop-downs for the person's territory."""
    try:
        target = target_of(kind)
    except KeyError as unknown:
        raise Http404 from unknown
    territory = _territory(request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(
            target.schema(territory),
            path,
            examples=target.template_rows(territory),
            choices=_choices(territory),
        )
        content = path.read_bytes()
    name = f"{target.title} — шаблон.xlsx"
    return attachment(content, name=name, content_type=CONTENT_TYPE)


def _started(request: PortalRequest, form: UploadForm) -> HttpResponse:
    upload = form.cleaned_data["file"]
    with transaction.atomic():
        batch = start_import(
            kind=form.cleaned_data["kind"],
            territory=form.cleaned_data["territory"],
            upload=upload,
            file_name=upload.name,
            content_type=upload.content_type or "",
            user=request.user,
            now=timezone.now(),
        )
        transaction.on_commit(lambda: enqueue_import(batch.pk))
    return redirect("imports:detail", pk=batch.pk)


def _cards(form: UploadForm) -> list[dict[str, object]]:
    chosen = _chosen(form)
    return [
        {
            "code": target.code,
            "title": target.title,
            "about": target.about,
            "template_url": reverse("imports:template", args=[target.code]),
            "is_chosen": target.code == chosen,
        }
        for target in all_targets()
    ]


def _chosen(form: UploadForm) -> str:
    value = form["kind"].value()
    return str(value) if value else ""


def _territory(request: PortalRequest) -> Territory:
    """Return the territory asked for, or the first into which the person uploads."""
    territories = import_territories(user=request.user)
    asked = request.GET.get("territory", "")
    if asked.isdigit():
        territories = territories.filter(pk=asked)
    territory = territories.first()
    if territory is None:
        raise Http404
    return territory


def _choices(territory: Territory) -> dict[str, list[str]]:
    """Return names for drop-downs: schools, if they are not too many."""
    schools = School.objects.in_territory(territory).order_by("name", "pk")
    names = list(
        dict.fromkeys(schools.values_list("name", flat=True)[:MOST_SCHOOLS_TO_CHOOSE])
    )
    places = (
        list(territory.municipalities.order_by("name").values_list("name", flat=True))
        if territory.is_region
        else [territory.name]
    )
    return {"school": names, "municipality": places}
