"""What every page shows: the portal's name, navigation, whose data."""

from django.conf import settings
from django.http import HttpRequest

from config.navigation import navigation_for, place_of, roles_of


def portal(request: HttpRequest) -> dict[str, object]:
    """Return the frame of a page; empty parts for people who are not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "scope": None, "is_demo": settings.DEMO}
    return {
        "navigation": navigation_for(user, request.path),
        "scope": place_of(user),
        "role_label": roles_of(user),
        "is_demo": settings.DEMO,
    }
