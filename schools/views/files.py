"""Stored files behind an access check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def download(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
