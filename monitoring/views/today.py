"""The first page of each role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def today(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
