"""What every request carries: a number, a login, a second factor, a trace of refusals."""

import re
from collections.abc import Callable
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from schools.actions import audit
from schools.policies import needs_second_factor
from schools.views.kept import (
    has_kept,
    is_too_often,
    keep,
    long_texts,
    page_of,
    take_kept,
)
from schools.views.refilling import refilled


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


class LoginMiddleware(LoginRequiredMiddleware):
    """Asks for the login; a form that arrives without one waits for it."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        if request.method == "POST":
            if is_too_often(request):
                return render(request, "429.html", status=429)
            # The constructor's script keeps what is typed in the browser.
            if "X-Keeps-Typed" not in request.headers:
                keep(request)
        is_page = request.method == "GET" and not _is_fragment(request)
        page = request.get_full_path() if is_page else page_of(request)
        answer = redirect_to_login(page, self.get_login_url(view_func))
        if _is_fragment(request):
            # The login page is no part of the page that asked.
            return whole_page_to(answer.url)
        return answer


class GivenBackMiddleware:
    """Puts what waited for the login back into the form of its page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not self._is_awaited(request, response):
            return response
        kept = take_kept(request)
        if kept is None:
            return response
        if response.status_code == 405:
            # The form stood in an answer to a form: there is no such page to open.
            return render(request, "given_back.html", {"texts": long_texts(kept.data)})
        found = refilled(response.content.decode(), path=request.path, kept=kept)
        notice = {"placed": found.placed, "homeless": found.homeless}
        response.content = found.page(
            render_to_string("components/given_back.html", notice)
        )
        return response

    def _is_awaited(self, request: HttpRequest, response: HttpResponse) -> bool:
        return (
            request.method == "GET"
            and request.user.is_authenticated
            and response.status_code in {200, 405}
            and not response.streaming
            and response.headers.get("Content-Type", "").startswith("text/html")
            and not _is_fragment(request)
            and has_kept(request)
        )


class SecondFactorMiddleware:
    """Sends analysts and administrators to set up a second factor."""

    # Where such a person may still go: the account's own pages and the way out.
    open_prefixes = ("account_", "mfa_", "health_")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._must_set_up(request):
            return self.get_response(request)
        if _is_fragment(request):
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


def whole_page_to(address: str) -> HttpResponse:
    """Lead the whole page away from an unsaved form: its script keeps what else is typed."""
    return HttpResponse(headers={"HX-Redirect": address, "X-Unsaved": "1"})


def _is_fragment(request: HttpRequest) -> bool:
    """Tell whether a part of a page is asked for, not a page."""
    return request.headers.get("HX-Request") == "true"


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
