"""Django's administration behind the portal's own login and roles."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator


class PortalAdminSite(AdminSite):
    """Open to administrators of today, with one login for the whole portal."""

    site_header = f"{settings.PRODUCT_NAME}: администрирование"
    site_title = settings.PRODUCT_NAME
    index_title = "Справочники и служебные таблицы"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for the role, not for a flag that outlives it."""
        return getattr(request.user, "is_administrator", False)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """Send people without a session to the portal's login, others away."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
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
