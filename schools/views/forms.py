"""What every page with a form asks: what was posted, and how to answer a refusal."""

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


UNPROCESSABLE = 422


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even if it is nothing."""
    return request.POST if request.method == "POST" else None


def status_of(form: BaseForm) -> int:
    """Return the status of a page with a form: with errors it was not carried out."""
    return UNPROCESSABLE if form.errors else 200
