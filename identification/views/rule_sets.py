"""Rule sets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def rule_set_list(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Not built yet."""
    return render(request, "base.html")
