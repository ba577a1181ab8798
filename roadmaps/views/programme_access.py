"""Fetching a programme or a version together with the right to it."""

from django.http import HttpResponse
from django.shortcuts import redirect

from roadmaps.models import Programme, ProgrammeVersion
from schools.roles import Permission
from schools.views.access import PortalRequest, get_visible_or_404


READERS = (Permission.VIEW_PROGRAMMES, Permission.VIEW_OWN_PROGRAMME)
# static/js/upload.js: it goes on by itself, so that a message is shown once.
BY_SCRIPT = "upload"
HEAVY = ("fingerprint", "search", "content", "paragraphs")


def visible_programme(
    request: PortalRequest, pk: int, permission: Permission | None = None
) -> Programme:
    """Fetch a programme that the person may read."""
    rows = Programme.objects.select_related(
        "school__municipality__parent", "kind", "replaced_by"
    )
    return get_visible_or_404(request, rows, permission, pk=pk)


def visible_version(
    request: PortalRequest, pk: int, number: int, *, with_text: bool = False
) -> ProgrammeVersion:
    """Fetch a version of a programme; one that was not sent is the school's alone."""
    rows = ProgrammeVersion.objects.select_related(
        "programme__school__municipality__parent", "programme__kind", "file", "author"
    )
    if not with_text:
        rows = rows.defer(*HEAVY)
    return get_visible_or_404(request, rows, programme=pk, number=number)


def then_to(request: PortalRequest, route: str, *args: object) -> HttpResponse:
    """Go on to a page; a script that sent the form goes there itself."""
    answer = redirect(route, *args)
    if request.headers.get("X-Requested-With") != BY_SCRIPT:
        return answer
    return HttpResponse(status=204, headers={"X-Next": answer["Location"]})
