"""What was typed when the session had died waits for the login, scripts or not.

The text is kept in the browser's own new session, which the login takes over; the
page that asked for it finds it there once. The same holds for a person who has signed
in again in another tab: the old form's token is refused, its text comes back.
"""

import datetime as dt
import json
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_ratelimit.core import is_ratelimited

from schools.views.access import PortalRequest, by_address


View = Callable[..., HttpResponseBase]
Decorated = TypeVar("Decorated", bound=View)

KEY = "kept_forms"
# A long form with all its words; sessions are no place for more.
MOST_BYTES = 400_000
MOST_FORMS = 3
KEPT_FOR = dt.timedelta(hours=12)
# Parts of names of fields that are shown to nobody, their own author included.
SECRET = ("token", "password", "secret", "otp")
# What is shorter is a choice, a number or a day: quickly given again.
SHORTEST_TEXT = 12
GIVEN_BACK = (
    "Форма не отправлена: вход был выполнен заново. Введённое возвращено – проверьте "
    "и отправьте ещё раз. Файлы нужно выбрать снова."
)


def keeps_typed(view: Decorated) -> Decorated:
    """Let a form that arrives without a session wait for the login."""

    @login_not_required
    @wraps(view)
    def guarded(
        request: PortalRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            if _is_too_often(request):
                return render(request, "429.html", status=429)
            _keep(request)
        return redirect_to_login(request.get_full_path())

    guarded.gives_back = True  # type: ignore[attr-defined]
    return cast("Decorated", guarded)


def sent_or_kept(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, or what waits for this page; a word says that it did."""
    if request.method == "POST":
        return request.POST
    kept = take_kept(request)
    if kept is not None:
        messages.warning(request, GIVEN_BACK)
    return kept


def led_back(request: PortalRequest) -> HttpResponse | None:
    """Answer a form with an old token by its own page, where the text waits.

    Nothing is done but keeping. None for a page that cannot give back, for who has not
    signed in, and for a form that no page of the portal has sent.
    """
    match = request.resolver_match
    can_give_back = match is not None and getattr(match.func, "gives_back", False)
    if not can_give_back or not _is_own_form(request) or _is_too_often(request):
        return None
    return redirect(request.get_full_path()) if _keep(request) else None


def typed_texts(request: PortalRequest) -> list[str]:
    """Return the longer texts of a refused form, for its author to copy."""
    if not _is_own_form(request):
        return []
    return [
        value
        for values in _data(request).values()
        for value in values
        if len(value.strip()) >= SHORTEST_TEXT
    ]


def page_before(request: HttpRequest) -> str:
    """Return the path of the portal's page that sent the form, or nothing."""
    address = urlsplit(request.headers.get("Referer", ""))
    return address.path if address.netloc == request.get_host() else ""


def take_kept(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before the login, once; None for nothing."""
    kept = request.session.get(KEY)
    if not kept or request.path not in kept:
        return None
    form = kept.pop(request.path)
    request.session[KEY] = kept
    moment = parse_datetime(form["at"])
    if moment is None or timezone.now() - moment > KEPT_FOR:
        return None
    data = QueryDict(mutable=True)
    for name, values in form["data"].items():
        data.setlist(name, values)
    return data


def _is_own_form(request: PortalRequest) -> bool:
    """Tell whether a signed-in person sent this from a page of the portal.

    Where the form came from is what the browser says and no page can forge.
    """
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    is_ours = urlsplit(source).netloc == request.get_host()
    return request.method == "POST" and request.user.is_authenticated and is_ours


def _is_too_often(request: PortalRequest) -> bool:
    method, rate = settings.REQUEST_RATES["kept_form"]
    return is_ratelimited(
        request,
        group="kept_form",
        key=by_address,
        rate=rate,
        method=method,
        increment=True,
    )


def _data(request: HttpRequest) -> dict[str, list[str]]:
    return {
        name: request.POST.getlist(name)
        for name in request.POST
        if not any(word in name.lower() for word in SECRET)
    }


def _keep(request: HttpRequest) -> bool:
    """Keep a form if it is not too long, and say whether."""
    data = _data(request)
    if len(json.dumps(data)) > MOST_BYTES:
        return False
    kept = request.session.get(KEY, {})
    kept[request.path] = {"data": data, "at": timezone.now().isoformat()}
    request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])
    return True
