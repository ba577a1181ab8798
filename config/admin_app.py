"""Django's administration with the portal's own login and roles, as an app."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """Puts `PortalAdminSite` in the place of the library's site."""

    default_site = "config.admin_site.PortalAdminSite"
