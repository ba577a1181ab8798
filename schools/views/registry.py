"""The list of schools and the page of one school."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def school_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")


def school_detail(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
