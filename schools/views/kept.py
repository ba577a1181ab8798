"""What was typed when the session had died waits for the login, scripts or not.

The text is kept in the browser's own new session, which the login takes over, for the
page that the form stood on; there it is given back once. The same holds for a person
who has signed in again in another tab: the old form's token is refused, its text comes
back.
"""

import datetime as dt
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_ratelimit.core import is_ratelimited

from schools.views.access import PortalRequest, by_address


KEY = "kept_forms"
# A long form with all its words; sessions are no place for more.
MOST_BYTES = 400_000
MOST_FORMS = 3
KEPT_FOR = dt.timedelta(hours=12)
# Parts of names of fields that are shown to nobody, their own author included.
SECRET = ("token", "password", "secret", "otp")
# What is shorter is a choice, a number or a day: quickly given again.
SHORTEST_TEXT = 12


@dataclass(frozen=True)
class KeptForm:
    """A form that was not done: where it was sent, and what stood in it."""

    sent_to: str
    data: QueryDict


def keep(request: HttpRequest) -> bool:
    """Keep a form for the page it stood on, and say whether there was what to keep."""
    data = _open_values(request.POST)
    if not data or len(json.dumps(data)) > MOST_BYTES:
        return False
    kept = request.session.get(KEY, {})
    page = urlsplit(page_of(request)).path
    kept.pop(page, None)
    kept[page] = {
        "sent_to": request.path,
        "data": data,
        "at": timezone.now().isoformat(),
    }
    request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])
    return True


def has_kept(request: HttpRequest) -> bool:
    """Tell whether something waits for this page."""
    return request.path in request.session.get(KEY, {})


def take_kept(request: HttpRequest) -> KeptForm | None:
    """Return what was typed on this page before the login, once; None for nothing."""
    if not has_kept(request):
        return None
    kept = request.session[KEY]
    form = kept.pop(request.path)
    request.session[KEY] = kept
    moment = parse_datetime(form["at"])
    if moment is None or timezone.now() - moment > KEPT_FOR:
        return None
    data = QueryDict(mutable=True)
    for name, values in form["data"].items():
        data.setlist(name, values)
    return KeptForm(form["sent_to"], data)


def page_of(request: HttpRequest) -> str:
    """Return the address of the page that a form stood on: as the browser says."""
    return page_before(request) or request.get_full_path()


def page_before(request: HttpRequest) -> str:
    """Return the address of the portal's page that sent the form, or nothing."""
    address = urlsplit(request.headers.get("Referer", ""))
    if address.netloc != request.get_host():
        return ""
    return address._replace(scheme="", netloc="", fragment="").geturl()


def is_own_form(request: PortalRequest) -> bool:
    """Tell whether a signed-in person sent this from a page of the portal.

    Where the form came from is what the browser says and no page can forge.
    """
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    is_ours = urlsplit(source).netloc == request.get_host()
    return request.method == "POST" and request.user.is_authenticated and is_ours


def is_too_often(request: HttpRequest) -> bool:
    """Tell whether one address has left more forms than people type."""
    method, rate = settings.REQUEST_RATES["kept_form"]
    return is_ratelimited(
        request,
        group="kept_form",
        key=by_address,
        rate=rate,
        method=method,
        increment=True,
    )


def long_texts(data: QueryDict) -> list[str]:
    """Return the longer texts of a form, for its author to copy."""
    return [
        value
        for values in _open_values(data).values()
        for value in values
        if len(value.strip()) >= SHORTEST_TEXT
    ]


def _open_values(data: QueryDict) -> dict[str, list[str]]:
    return {
        name: data.getlist(name)
        for name in data
        if not any(word in name.lower() for word in SECRET)
    }
