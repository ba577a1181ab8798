"""Django's administration behind the portal's own login and roles."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator


View = Callable[..., HttpResponse]


class PortalAdminSite(AdminSite):
    """Open to administrators of today, with one login for the whole portal."""

    site_header = f"{settings.PRODUCT_NAME}: администрирование"
    site_title = settings.PRODUCT_NAME
    index_title = "Справочники и служебные таблицы"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for the role, not for a flag that outlives it."""
        return getattr(request.user, "is_administrator", False)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Refuse a signed-in person at once; the library would ask to sign in."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def refusing(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return refusing

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """Send people without a session to the portal's login."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or request.path)

    def logout(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """Leave through the portal's own page."""
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """Change the password through the portal's own page."""
        return redirect("account_change_password")
