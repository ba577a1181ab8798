"""How an action says no: one sentence for the person who asked."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model

from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


def refuse(message: str, *, code: str) -> ValidationError:
    """Return the refusal to raise; forms show its sentence as it is."""
    return ValidationError(message, code=code)


def demand_permission(user: User, permission: Permission, place: Model | None) -> None:
    """Stop a person who does not hold the right at that place."""
    if not has_permission(user, permission, place):
        raise PermissionDenied
