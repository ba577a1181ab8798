"""Publications: the matrix of schools, the package of one, its file."""

from collections import defaultdict
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from roadmaps.actions.publications import APPROVED, RECORDERS
from roadmaps.enums import PackageItem
from roadmaps.filters.deadlines import PlaceForm
from roadmaps.models import Programme, Publication
from roadmaps.presenters import publications as present
from roadmaps.queries import publications as queries
from roadmaps.queries.agenda import speaks_only_for_schools
from roadmaps.views.programme_access import READERS
from schools.actions.exports import record_export
from schools.models import School, User, scope_of
from schools.policies import has_permission
from schools.presenters.audit import action_words, changes
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.tables.paging import PER_PAGE
from schools.templatetags.portal_components import active_filters
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


@require_GET
@permission_required(*READERS)
def publication_list(request: PortalRequest) -> HttpResponse:
    """Show the department its schools by items of the package; a school its own."""
    if speaks_only_for_schools(request.user):
        return _own(request)
    form, found = _found(request)
    page = _page(found, request)
    context = {
        "form": form if form.fields else None,
        "items": [str(item.label) for item in PackageItem],
        "rows": present.matrix_rows(page.object_list),
        "page": page,
        "share_rows": present.share_rows(
            queries.shares_by_place(found), queries.shares(found)
        ),
        "share_titles": list(present.SHARE_WORDS.values()),
        "today": timezone.localdate(),
        "export_url": f"{reverse('deadlines:publications_export')}"
        f"?{request.GET.urlencode()}",
    }
    return render(request, "deadlines/publications.html", context)


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
@limited("export")
def publication_export(request: PortalRequest) -> HttpResponse:
    """Send what the matrix shows, all pages of it, and the shares."""
    now, today = timezone.now(), timezone.localdate()
    form, found = _found(request)
    chosen = {
        chip["label"]: chip["value"] for chip in active_filters(form, request.GET)
    }
    about = [("Выгружено", now), ("Кто выгрузил", str(request.user)), *chosen.items()]
    sheets = [
        SheetOfRows("Размещение", present.HEADERS, present.sheet_rows(found)),
        SheetOfRows(
            "Доли школ",
            present.SHARE_HEADERS,
            present.sheet_shares(queries.shares_by_place(found)),
        ),
        SheetOfRows("О файле", ("Что", "Значение"), about),
    ]
    record_export(
        user=request.user, what="publications", rows=len(found), filters=chosen, now=now
    )
    name = f"Размещение на сайтах на {today:%d.%m.%Y}.xlsx"
    content = workbook(sheets, created=now)
    return attachment(content, name=name, content_type=CONTENT_TYPE)


@require_GET
@permission_required(*READERS)
def package(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the package of one school as a checklist, with its history."""
    rows = School.objects.select_related("municipality__parent")
    school = get_visible_or_404(request, rows, pk=pk)
    programmes = _programmes(request.user, school)
    context = {
        "school": school,
        "is_of_school": speaks_only_for_schools(request.user),
        "programmes": _checklists(request.user, programmes),
        "history": [
            {
                "event": event,
                "words": action_words(event.action),
                "changes": changes(event),
            }
            for event in queries.history_of(programmes)
        ],
    }
    return render(request, "deadlines/package.html", context)


def _found(request: PortalRequest) -> tuple[PlaceForm, list[queries.Package]]:
    form = PlaceForm(request.GET, user=request.user)
    found = queries.packages(
        user=request.user, today=timezone.localdate(), territory=form.place_id
    )
    return form, found


def _page(found: list[queries.Package], request: PortalRequest) -> Page:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def _own(request: PortalRequest) -> HttpResponse:
    """Lead a team to its school; with several, let it choose."""
    schools = School.objects.filter(pk__in=scope_of(request.user).school_ids)
    own = list(schools.order_by("name", "pk"))
    if len(own) == 1:
        return redirect("deadlines:package", own[0].pk)
    return render(request, "deadlines/own_packages.html", {"schools": own})


def _programmes(user: User, school: School) -> list[Programme]:
    """Return programmes whose package is kept, the newest first."""
    rows = Programme.objects.visible_to(user).filter(school=school, state__in=APPROVED)
    related = rows.select_related("kind", "school__municipality__parent")
    return list(related.order_by("-starts_on", "-pk"))


def _checklists(user: User, programmes: list[Programme]) -> list[dict[str, Any]]:
    records: dict[int, list[Publication]] = defaultdict(list)
    own = set(
        Programme.objects.filter(pk__in=[row.pk for row in programmes])
        .of_interest_to(user)
        .values_list("pk", flat=True)
    )
    found = Publication.objects.filter(programme__in=programmes)
    for row in found.select_related("checked_by"):
        records[row.programme_id].append(row)
    return [
        {
            "programme": programme,
            "items": present.checklist(
                programme,
                records[programme.pk],
                can_record=any(
                    has_permission(user, right, programme) for right in RECORDERS
                ),
            ),
            "can_confirm": has_permission(user, Permission.REVIEW_PROGRAMMES, programme)
            and programme.pk not in own,
        }
        for programme in programmes
    ]
