"""How far a person's rights reach today: one object, computed once a request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

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

    def within(self, territory: str) -> Q:
        """Match rows whose territory is one of the person's, or lies inside one.

        `territory` is the path of lookups from the row to its territory.
        """
        return Q(**{f"{territory}_id__in": self.territory_ids}) | Q(
            **{f"{territory}__parent_id__in": self.territory_ids}
        )

    def at_schools(self, school: str) -> Q:
        """Match rows of the person's own schools and of those inside the territories."""
        return Q(**{f"{school}_id__in": self.school_ids}) | self.within(
            f"{school}__municipality"
        )

    def with_common(self, territory: str = "territory") -> Q:
        """Match rows of everybody, of the person's territories, of the schools' towns."""
        return (
            Q(**{f"{territory}__isnull": True})
            | self.within(territory)
            | Q(**{f"{territory}__schools__in": self.school_ids})
        )


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
