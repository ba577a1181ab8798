"""Asking for an object and asking for the right is one call."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails
from django_ratelimit.core import is_ratelimited

from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


class PortalRequest(HttpRequest):
    """A request of a person who has signed in, as every view here gets it.

    Login is required unless a view opts out, so `user` is never anonymous; the
    other two come from middleware.
    """

    user: User
    request_id: str
    htmx: HtmxDetails


Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponseBase]
Decorated = TypeVar("Decorated", bound=View)


def permission_required(
    *permissions: Permission,
) -> Callable[[Decorated], Decorated]:
    """Let a view run only for people who hold one of the rights somewhere."""

    def decorate(view: Decorated) -> Decorated:
        @wraps(view)
        def guarded(
            request: PortalRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            if not any(has_permission(request.user, p) for p in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast("Decorated", guarded)

    return decorate


def by_address(_group: str, request: HttpRequest) -> str:
    """Count by the address that no client can forge, for pages without a login."""
    return get_adapter(request).get_client_ip(request)


def limited(
    what: str, *, key: str | Callable[[str, HttpRequest], str] = "user"
) -> Callable[[Decorated], Decorated]:
    """Answer 429 to whoever asks for more than their share: a person, or an address.

    `what` names an entry of settings.REQUEST_RATES: a method and how often in what time.
    """

    def decorate(view: Decorated) -> Decorated:
        @wraps(view)
        def guarded(
            request: PortalRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            method, rate = settings.REQUEST_RATES[what]
            if is_ratelimited(
                request,
                group=what,
                key=key,
                rate=rate,
                method=method,
                increment=True,
            ):
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return cast("Decorated", guarded)

    return decorate


def get_visible_or_404(
    request: PortalRequest,
    rows: QuerySet[Row],
    permission: Permission | None = None,
    **lookup: object,
) -> Row:
    """Fetch one row that the person may see; what is out of reach is not there.

    With a permission, the person must also hold it at the object's place;
    a visible object without the right is refused, not hidden.
    """
    # Each queryset of ours has `visible_to`; Django's own type does not know it.
    seen: QuerySet[Row] = cast("Any", rows).visible_to(request.user)
    try:
        row = seen.get(**lookup)
    except (ObjectDoesNotExist, ValueError) as missing:
        raise Http404 from missing
    if permission is not None and not has_permission(request.user, permission, row):
        raise PermissionDenied
    return row
