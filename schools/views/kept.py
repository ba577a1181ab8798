"""What was typed when the session had died waits for the login, scripts or not.

The text is kept in the browser's own new session, which the login takes over; the
page that asked for it finds it there once.
"""

import datetime as dt
import json
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
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
NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


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
            refusal = _keep(request)
            if refusal is not None:
                return refusal
        return redirect_to_login(request.get_full_path())

    return cast("Decorated", guarded)


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


def _keep(request: PortalRequest) -> HttpResponse | None:
    """Keep a form; answer at once only to an address that sends too many."""
    method, rate = settings.REQUEST_RATES["kept_form"]
    if is_ratelimited(
        request,
        group="kept_form",
        key=by_address,
        rate=rate,
        method=method,
        increment=True,
    ):
        return render(request, "429.html", status=429)
    data = {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in NOT_KEPT
    }
    if len(json.dumps(data)) > MOST_BYTES:
        return None
    kept = request.session.get(KEY, {})
    kept[request.path] = {"data": data, "at": timezone.now().isoformat()}
    request.session[KEY] = dict(list(kept.items())[-MOST_FORMS:])
    return None
