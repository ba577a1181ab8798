"""Who may judge what in monitoring."""

from monitoring.models import WindowSchool
from schools.models import User, scope_of
from schools.policies import has_permission
from schools.roles import Permission


def is_of_the_team(*, user: User, sheet: WindowSchool) -> bool:
    """Tell whether a person would judge the school to whose team they belong."""
    return sheet.school_id in scope_of(user).school_ids


def may_check_site(*, user: User, sheet: WindowSchool) -> bool:
    """Tell whether a person may say what is on a school's site."""
    return has_permission(user, Permission.CHECK_SITES, sheet) and not is_of_the_team(
        user=user, sheet=sheet
    )
