"""The first page of each role."""

from django.http import HttpResponse
from django.shortcuts import render

from schools.views.access import PortalRequest


def today(request: PortalRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
