"""What results and context the portal holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def overview(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
