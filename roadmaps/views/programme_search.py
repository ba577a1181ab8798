"""Search in the texts of programmes that a person may see."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from roadmaps.presenters.programme_finds import find_lines
from roadmaps.queries.programme_search import SHORTEST, search_versions
from roadmaps.views.programme_access import READERS
from schools.views.access import PortalRequest, permission_required


PER_PAGE = 20
LONGEST = 200


@require_GET
@permission_required(*READERS)
def search(request: PortalRequest) -> HttpResponse:
    """Find words in programmes; a hit is shown to whom the version is visible."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    context = {"words": words, "is_short": bool(words) and len(words) < SHORTEST}
    if len(words) >= SHORTEST:
        found = search_versions(words=words, user=request.user)
        page = Paginator(found.versions, PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "finds": find_lines(page.object_list, words),
            "knows_stems": found.knows_stems,
        }
    return render(request, "programmes/search.html", context)
