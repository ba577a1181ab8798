"""What results and context the portal holds."""

from django.http import HttpResponse
from django.shortcuts import render

from schools.views.access import PortalRequest


def overview(request: PortalRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
