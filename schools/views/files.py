"""Stored files behind an access check."""

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from schools.enums import FilePurpose
from schools.models import StoredFile
from schools.presenters.files import safe_name
from schools.views.access import PortalRequest, get_visible_or_404


# What a browser may be told; everything else is bytes to be saved.
KNOWN_TYPES = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.ms-excel",
        "application/msword",
        "text/csv",
        "image/jpeg",
        "image/png",
    }
)
# A school's draft is the school's alone: these are sent by their own pages, which ask
# whether the version was shown to anybody.
SENT_ELSEWHERE = (FilePurpose.PROGRAMME, FilePurpose.REVIEW)


@require_GET
def download(request: PortalRequest, pk: int) -> FileResponse:
    """Send a file to be saved; it is never shown inside the portal."""
    rows = StoredFile.objects.exclude(purpose__in=SENT_ELSEWHERE)
    return sent(get_visible_or_404(request, rows, pk=pk))


def sent(stored: StoredFile) -> FileResponse:
    """Return a stored file to be saved; the caller has checked who asks."""
    known = stored.content_type in KNOWN_TYPES
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        content,
        as_attachment=True,
        filename=safe_name(stored.original_name),
        content_type=stored.content_type if known else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Even opened from the disk of the browser's cache it may do nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def attachment(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Return a file that was made just now, to be saved under a Russian name."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(name)
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
