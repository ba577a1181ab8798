"""How login behaves here: people are invited, mail goes through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from axes.utils import reset
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from schools.actions.messages import write_message
from schools.models import User
from schools.tasks import send_outgoing_messages


class AccountAdapter(DefaultAccountAdapter):
    """Closes self-registration, writes letters into the outbox, limits guessing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse registration: accounts are made by an administrator."""
        return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, object]
    ) -> None:
        """Store the letter; the worker sends it."""
        message = self.render_mail(template_prefix, email, context)
        write_message(
            to=email, subject=message.subject, body=message.body, now=timezone.now()
        )
        transaction.on_commit(send_outgoing_messages.delay, robust=True)

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Answer 429 when an address has failed too often, whatever the names.

        django-axes locks one name at one address; this stops one address that
        tries one password on many names.
        """
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limit:
            answer = render(request, "429.html", status=429)
            raise ImmediateHttpResponse(answer) from limit

    def set_password(self, user: User, password: str) -> None:
        """Open the login again to whoever has proved to own the mailbox."""
        super().set_password(user, password)
        for name in filter(None, (user.username, user.email)):
            reset(username=name.lower())


def client_address(request: HttpRequest) -> str | None:
    """Return the address that django-axes counts by: the one no client can forge.

    A login that does not come over the network, as in a command, has none.
    """
    try:
        return AccountAdapter(request).get_client_ip(request)
    except PermissionDenied:
        return None


def attempted_name(
    request: HttpRequest | None, credentials: dict[str, str] | None
) -> str | None:
    """Return the name or mail that was tried, in one case; for django-axes."""
    given = credentials or {}
    name = given.get("username") or given.get("email")
    if not name and request is not None:
        name = request.POST.get("login")
    return name.strip().lower() if name else None
