"""Who may do what: one question for all pages, actions and files."""

from django.db.models import Model

from schools.models import School, Territory, User, scope_of
from schools.roles import ROLES, Permission, permissions_of


def has_permission(
    user: User, permission: Permission, obj: Model | None = None
) -> bool:
    """Tell whether the person holds a right, and holds it where the object lies.

    With several memberships the right must come from a role whose own place
    covers the object: a coordinator of one town who is also a methodist of the
    next one decides nothing there.
    """
    scope = scope_of(user)
    if obj is None:
        return permission in permissions_of(scope.roles)
    place = _place_of(obj)
    return any(
        permission in ROLES[role].permissions
        and _covers(territory_id, school_id, place)
        for role, territory_id, school_id in scope.by_role
    )


def needs_second_factor(user: User) -> bool:
    """Tell whether a role asks for a second factor, or the whole admin is open."""
    return user.is_superuser or any(
        ROLES[role].needs_second_factor for role in scope_of(user).roles
    )


def _place_of(obj: Model) -> tuple[int | None, int | None, int | None]:
    """Return (region, municipality, school) ids of an object."""
    if isinstance(obj, Territory):
        if obj.is_region:
            return obj.pk, None, None
        return obj.parent_id, obj.pk, None
    if isinstance(obj, School):
        return obj.municipality.parent_id, obj.municipality_id, obj.pk
    school = getattr(obj, "school", None)
    if school is not None:
        return _place_of(school)
    territory = getattr(obj, "territory", None)
    return _place_of(territory) if territory is not None else (None, None, None)


def _covers(
    territory_id: int | None,
    school_id: int | None,
    place: tuple[int | None, int | None, int | None],
) -> bool:
    """Tell whether a membership's place holds the object's place."""
    if territory_id is None and school_id is None:
        return True
    region, municipality, school = place
    if school_id is not None:
        return school_id == school
    return territory_id in {region, municipality}
