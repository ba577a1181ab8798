"""What each role may do: plain data, one class a role."""

from schools.roles.permissions import Permission
from schools.roles.roles import ROLES, RoleDefinition, permissions_of


__all__ = ["ROLES", "Permission", "RoleDefinition", "permissions_of"]
