"""The portal's addresses with refusals of one word.

Thousands of refusals are asked for in the matrix, and their pages, which have tests of
their own, took longer to draw than everything that is asked.
"""

from django.http import HttpRequest, HttpResponse

from config.urls import urlpatterns


__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse."""
    return HttpResponse("нельзя", status=403)


def handler404(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Know nothing of it."""
    return HttpResponse("нет", status=404)
