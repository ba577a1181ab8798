"""Browsers of people who have signed in, with the second factor they need."""

from allauth.mfa.models import Authenticator
from django.test import Client

from schools.models import User
from schools.policies import needs_second_factor


def signed_in(user: User) -> Client:
    """Return a client that is this person."""
    if needs_second_factor(user):
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "X"}}
        )
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client
