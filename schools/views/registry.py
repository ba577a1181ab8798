"""The list of schools, its file, and the page of one school."""

from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from schools.actions.exports import record_export
from schools.filters.schools import SchoolFilter
from schools.forms.schools import OnDateForm
from schools.models import School, SchoolStatus, StoredFile, User, scope_of
from schools.policies import has_permission
from schools.presenters import schools as present
from schools.presenters.statuses import timeline
from schools.queries.people import officers_of
from schools.queries.schools import attach_statuses, in_force
from schools.reports.workbook import CONTENT_TYPE
from schools.resources.schools import SchoolResource
from schools.resources.xlsx import TypedXlsx
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.tables.schools import SchoolTable
from schools.templatetags.portal_components import active_filters
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


READERS = (Permission.VIEW_SCHOOLS, Permission.VIEW_OWN_SCHOOL)


@require_GET
@permission_required(*READERS)
def school_list(request: PortalRequest) -> HttpResponse:
    """Show the person's schools; a team with one school goes straight to it."""
    own = _only_school(request.user)
    if own is not None:
        return redirect("schools:detail", pk=own)
    if _region_changed(request):
        # The choice of municipalities depends on the region, and stands outside
        # the part of the page that a filter replaces.
        return HttpResponseClientRedirect(request.get_full_path())
    filters = SchoolFilter(request.GET, user=request.user, today=timezone.localdate())
    table = show_page(_table(request, filters), request)
    attach_statuses(row.record for row in table.page.object_list)
    if has_permission(request.user, Permission.EXPORT_SCHOOLS):
        table.export_url = reverse("schools:export")
    context = {
        "filter": filters,
        "table": table,
        "has_schools": bool(table.paginator.count),
        "is_narrowed": bool(request.GET),
        "can_manage": has_permission(request.user, Permission.MANAGE_SCHOOLS),
        "can_import": has_permission(request.user, Permission.MANAGE_IMPORTS),
    }
    return render(request, "schools/list.html", context)


@require_GET
@permission_required(Permission.EXPORT_SCHOOLS)
@limited("export")
def school_export(request: PortalRequest) -> HttpResponse:
    """Send what the list shows, all pages of it, in the same order and columns."""
    now = timezone.now()
    filters = SchoolFilter(request.GET, user=request.user, today=timezone.localdate())
    table = _table(request, filters)
    table.order_by = request.GET.getlist("sort") or table.order_by
    columns = [column.name for column in table.columns]
    dataset = SchoolResource(on=filters.day).export(
        table.data.data, export_fields=columns
    )
    chosen = {
        chip["label"]: chip["value"]
        for chip in active_filters(filters.form, request.GET)
    }
    content = TypedXlsx().export_data(
        dataset,
        title="Школы",
        about=[
            ("Выгружено", now),
            ("Кто выгрузил", str(request.user)),
            ("Статусы на дату", filters.day),
            ("Школ", len(dataset)),
            *chosen.items(),
        ],
    )
    record_export(
        user=request.user, what="schools", rows=len(dataset), filters=chosen, now=now
    )
    name = f"Школы на {filters.day:%d.%m.%Y}.xlsx"
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(*READERS)
def school_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what the register knows of a school, as of a day."""
    schools = School.objects.select_related(
        "municipality", "branch_of"
    ).prefetch_related("codes", "aliases")
    school = get_visible_or_404(request, schools, pk=pk)
    if not any(has_permission(request.user, right, school) for right in READERS):
        raise PermissionDenied
    asked = OnDateForm(request.GET)
    today = timezone.localdate()
    on = (asked.cleaned_data["on"] if asked.is_valid() else None) or today
    statuses = list(school.statuses.order_by("starts_on", "kind"))
    can_manage = has_permission(request.user, Permission.MANAGE_SCHOOLS, school)
    context = {
        "school": school,
        "facts": present.facts(school),
        "codes": present.codes(school),
        "names": present.names(school),
        "branches": school.branches.order_by("name"),
        "officers": present.officers(officers_of(school), on),
        "held": in_force(statuses, on),
        "timeline": timeline(statuses, on),
        "statuses": present.status_rows(statuses, _visible_orders(request, statuses)),
        "on": on,
        "is_today": on == today,
        "date_form": OnDateForm(initial={"on": on}) if not asked.errors else asked,
        "can_manage": can_manage,
        "has_list": has_permission(request.user, Permission.VIEW_SCHOOLS),
        "history_url": history_url(request.user, school),
    }
    return render(request, "schools/detail.html", context)


def _table(request: PortalRequest, filters: SchoolFilter) -> SchoolTable:
    """Return the table with the columns that tell the person something."""
    hidden = []
    if not filters.has_places:
        hidden.append("municipality")
    if request.GET.get("state", "") == "":
        hidden.append("closed_on")
    return SchoolTable(filters.qs, on=filters.day, exclude=hidden)


def _only_school(user: User) -> int | None:
    """Return the one school of a person who works with nothing else."""
    scope = scope_of(user)
    if has_permission(user, Permission.VIEW_SCHOOLS) or len(scope.school_ids) != 1:
        return None
    return next(iter(scope.school_ids))


def _region_changed(request: PortalRequest) -> bool:
    if not request.htmx:
        return False
    before = parse_qs(urlsplit(request.htmx.current_url or "").query)
    return before.get("region", [""])[-1] != request.GET.get("region", "")


def _visible_orders(request: PortalRequest, statuses: list[SchoolStatus]) -> set[int]:
    """Return files of orders that the person may download."""
    keys = {status.order_file_id for status in statuses if status.order_file_id}
    if not keys:
        return set()
    files = StoredFile.objects.visible_to(request.user).filter(pk__in=keys)
    return set(files.values_list("pk", flat=True))


def history_url(user: User, row: Model) -> str:
    """Return the address of the trail of one object, for those who may read it."""
    if not has_permission(user, Permission.VIEW_AUDIT, row):
        return ""
    kind = row._meta.label_lower  # noqa: SLF001 the model's own name
    return f"{reverse('audit:list')}?object_type={kind}&object_id={row.pk}"
