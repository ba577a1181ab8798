"""What every request carries: a number, a second factor, a trace of refusals."""

import re
from collections.abc import Callable
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from schools.actions import audit
from schools.policies import needs_second_factor


GetResponse = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"^[0-9a-zA-Z-]{8,36}$")


class RequestIdMiddleware:
    """Gives each request a number that stands in the log, the trail and the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if _REQUEST_ID.match(given) else str(uuid4())
        token = audit.request_number.set(request.request_id)
        try:
            response = self.get_response(request)
        finally:
            audit.request_number.reset(token)
        response["X-Request-Id"] = request.request_id
        return response


class SecondFactorMiddleware:
    """Sends analysts and administrators to set up a second factor."""

    # Where such a person may still go: the account's own pages and the way out.
    open_prefixes = ("account_", "mfa_", "health_")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._must_set_up(request):
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            # A fragment would put the page of the second factor into the old page.
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_activate_totp")})
        return redirect("mfa_activate_totp")

    def _must_set_up(self, request: HttpRequest) -> bool:
        if settings.DEMO or not request.user.is_authenticated:
            return False
        if _route(request).startswith(self.open_prefixes):
            return False
        return needs_second_factor(request.user) and not is_mfa_enabled(
            request.user, [Authenticator.Type.TOTP]
        )


def _route(request: HttpRequest) -> str:
    """Return the name of the address with its namespace; empty for an unknown one."""
    try:
        return resolve(request.path_info).view_name or ""
    except Resolver404:
        return ""


class RefusalAuditMiddleware:
    """Leaves a trace of each refused action of a person who is signed in."""

    refused = frozenset({403, 404, 405})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_refusal(request, response):
            audit.record(
                actor=request.user,
                action="access.refused",
                now=timezone.now(),
                after={
                    "method": request.method,
                    "path": request.path[:300],
                    "status": response.status_code,
                },
                is_refusal=True,
            )
        return response

    def _is_refusal(self, request: HttpRequest, response: HttpResponse) -> bool:
        if response.status_code not in self.refused:
            return False
        if not getattr(request, "user", None) or not request.user.is_authenticated:
            return False
        # A mistyped address is no refusal; an address that exists is.
        return response.status_code == 403 or bool(_route(request))
