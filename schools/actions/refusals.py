"""How an action of the registry says no."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model

from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row since the person opened it."""

    def __init__(self, current: Model) -> None:
        super().__init__(str(current))
        self.current = current


def refuse(message: str, *, code: str, field: str | None = None) -> ValidationError:
    """Return the refusal to raise: one sentence, at a field where there is one."""
    error = ValidationError(message, code=code)
    return ValidationError({field: error}) if field else error


def demand_permission(user: User, permission: Permission, place: Model | None) -> None:
    """Stop a person who does not hold the right at that place."""
    if not has_permission(user, permission, place):
        raise PermissionDenied
