"""How far a person's rights reach today: one object, computed once a request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schools.enums import Role


if TYPE_CHECKING:
    from schools.models.user import User


@dataclass(frozen=True)
class Scope:
    """Territories and schools that a person's memberships of today name."""

    everything: bool
    territory_ids: frozenset[int]
    school_ids: frozenset[int]
    roles: frozenset[str]
    by_role: tuple[tuple[str, int | None, int | None], ...]


NOTHING = Scope(False, frozenset(), frozenset(), frozenset(), ())


def scope_of(user: "User") -> Scope:
    """Return the person's scope; kept on the person for the rest of the request."""
    if not getattr(user, "is_authenticated", False):
        return NOTHING
    cached = getattr(user, "_scope", None)
    if cached is None:
        cached = user._scope = _read_scope(user)  # noqa: SLF001 our own cache
    return cached


def _read_scope(user: "User") -> Scope:
    rows = tuple(
        user.memberships.in_office()
        .order_by("pk")
        .values_list("role", "territory_id", "school_id")
    )
    roles = frozenset(role for role, _, _ in rows)
    return Scope(
        everything=Role.ADMINISTRATOR in roles,
        territory_ids=frozenset(t for _, t, _ in rows if t is not None),
        school_ids=frozenset(s for _, _, s in rows if s is not None),
        roles=roles,
        by_role=rows,
    )
