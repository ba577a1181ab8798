"""A version's file, what it changed, and what other schools' programmes share with it."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from roadmaps.presenters import programme_texts as texts
from roadmaps.queries.programme_likeness import alike, version_beside
from roadmaps.queries.programmes import versions_of
from roadmaps.views.programme_access import READERS, visible_programme, visible_version
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.files import sent


@require_GET
@permission_required(*READERS)
def file(request: PortalRequest, pk: int, number: int) -> FileResponse:
    """Send the file of a version, never shown inside the portal."""
    return sent(visible_version(request, pk, number).file)


@require_GET
@permission_required(*READERS)
def difference(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    """Show what a version says otherwise than another, the one before it at first."""
    new = visible_version(request, pk, number, with_text=True)
    rows = versions_of(programme=new.programme, user=request.user)
    asked = request.GET.get("from", "")
    numbers = {str(row.number): row.number for row in rows if row.number != number}
    before = max((n for n in numbers.values() if n < number), default=None)
    old_number = numbers.get(asked, before)
    if old_number is None:
        return redirect("programmes:detail", pk=pk)
    old = visible_version(request, pk, old_number, with_text=True)
    context = {
        "programme": new.programme,
        "old": old,
        "new": new,
        "versions": rows,
        "compared": texts.compared(old, new),
    }
    return render(request, "programmes/difference.html", context)


@require_GET
@permission_required(Permission.VIEW_PROGRAMMES)
def similar(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    """Show the department which other schools' programmes hold the same passages."""
    visible_programme(request, pk, Permission.VIEW_PROGRAMMES)
    version = visible_version(request, pk, number, with_text=True)
    found = alike(version=version, user=request.user)
    chosen = version_beside(
        found=found.likenesses, asked=request.GET.get("with", ""), user=request.user
    )
    context = {
        "programme": version.programme,
        "own": version,
        "found": found,
        "rows": texts.likeness_rows(found.likenesses),
        "chosen": chosen,
        "passages": texts.passages(version, chosen, common=found.common)
        if chosen
        else [],
    }
    return render(request, "programmes/similar.html", context)
