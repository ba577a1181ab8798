"""Runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def run_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
