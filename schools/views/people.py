"""People and their memberships."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def people_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
