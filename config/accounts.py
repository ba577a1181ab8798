"""How login behaves here: people are invited, mail goes through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from schools.models import OutgoingMessage


class AccountAdapter(DefaultAccountAdapter):
    """Closes self-registration and writes letters into the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse registration: accounts are made by an administrator."""
        return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, object]
    ) -> None:
        """Store the letter; the worker sends it."""
        message = self.render_mail(template_prefix, email, context)
        OutgoingMessage.objects.create(
            to=email,
            subject=message.subject[:300],
            body=message.body,
            created_at=timezone.now(),
        )
