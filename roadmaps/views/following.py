"""A person's own letters and calendar."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions.calendar import close_address, renew_address, set_letters
from roadmaps.forms.terms import FollowingForm
from roadmaps.models import Following
from roadmaps.presenters.calendar_days import calendar_days
from roadmaps.queries.feed import person_of, terms_in_calendar
from roadmaps.reports.calendar_feed import CONTENT_TYPE, calendar_file
from roadmaps.views.terms import READERS
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.forms import UNPROCESSABLE, posted


# Kept for one look: from the button to the page that shows it.
SHOWN_ONCE = "calendar_secret"


def _path_of(_group: str, request: HttpRequest) -> str:
    """Count by the address itself: an office asks from one place for many people."""
    return request.path


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def settings(request: PortalRequest) -> HttpResponse:
    """Switch letters, and make or close the address of the calendar."""
    following = Following.objects.filter(user=request.user).first()
    following = following or Following(user=request.user)
    is_post = request.method == "POST"
    form = FollowingForm(posted(request), instance=following)
    if is_post and form.is_valid():
        set_letters(user=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Сохранено.")
        return redirect("terms:settings")
    secret = request.session.pop(SHOWN_ONCE, "")
    context = {
        "form": form,
        "following": following,
        "email": request.user.email,
        "address": _address(request, secret) if secret else "",
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "terms/settings.html", context, status=status)


@require_POST
@permission_required(*READERS)
def address(request: PortalRequest) -> HttpResponse:
    """Make a new address; it is shown on the next page and never again."""
    secret = renew_address(user=request.user, now=timezone.now())
    request.session[SHOWN_ONCE] = secret
    return redirect("terms:settings")


@require_POST
@permission_required(*READERS)
def close(request: PortalRequest) -> HttpResponse:
    """Make the address stop working."""
    close_address(user=request.user, now=timezone.now())
    messages.success(request, "Адрес закрыт: календари больше не обновятся.")
    return redirect("terms:settings")


@login_not_required
@require_GET
@limited("feed", key=_path_of)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Send the calendar of the person whose secret stands in the address."""
    person = person_of(secret)
    if person is None:
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    content = calendar_file(calendar_days(terms_in_calendar(person)), site=site)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["ETag"] = etag
    # What one person has to do is for no cache between.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response) or response


def _address(request: PortalRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("terms:feed", args=[secret]))
