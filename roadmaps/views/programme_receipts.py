"""Receipts: a page that says what was sent, and its PDF."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from roadmaps.models import ProgrammeStep
from roadmaps.reports.receipt import receipt_paper
from roadmaps.views.programme_access import READERS, visible_programme
from schools.views.access import PortalRequest, permission_required
from schools.views.files import sent


@require_GET
@permission_required(*READERS)
def receipt(request: PortalRequest, pk: int, step_pk: int) -> HttpResponse:
    """Show the number, the time and the hash of what was sent."""
    step = _step(request, pk, step_pk)
    context = {
        "programme": step.programme,
        "step": step,
        "paper": receipt_paper(step),
    }
    return render(request, "programmes/receipt.html", context)


@require_GET
@permission_required(*READERS)
def receipt_file(request: PortalRequest, pk: int, step_pk: int) -> FileResponse:
    """Send the PDF of a receipt."""
    step = _step(request, pk, step_pk)
    if step.receipt_file is None:
        raise Http404
    return sent(step.receipt_file)


def _step(request: PortalRequest, pk: int, step_pk: int) -> ProgrammeStep:
    programme = visible_programme(request, pk)
    rows = ProgrammeStep.objects.filter(
        programme=programme, receipt_number__isnull=False
    )
    return get_object_or_404(
        rows.select_related(
            *("programme__school__municipality", "programme__kind"),
            *("version__file", "actor", "receipt_file"),
        ),
        pk=step_pk,
    )
