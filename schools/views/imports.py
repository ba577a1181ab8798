"""Uploads from file to database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def import_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
