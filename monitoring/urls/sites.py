"""Addresses of site checks and of computed values."""

from django.urls import URLPattern, path

from monitoring.views import computed, dynamics_rules, site_sheet, sites


app_name = "sites"
urlpatterns: list[URLPattern] = [
    path("", sites.desk, name="desk"),
    path("windows/<int:pk>/", sites.window, name="window"),
    path("windows/<int:pk>/export/", sites.export, name="export"),
    path("schools/<int:pk>/", site_sheet.sheet, name="sheet"),
    path("schools/<int:pk>/items/<int:item_pk>/", site_sheet.check, name="check"),
    path("checks/<int:pk>/answer/", site_sheet.answer, name="answer"),
    path("checks/<int:pk>/link/", site_sheet.link, name="link"),
    path("computed/", computed.computed_list, name="computed_list"),
    path("computed/<int:pk>/", computed.computed_window, name="computed_window"),
    path("computed/<int:pk>/run/", computed.compute, name="compute"),
    path("indicators/<int:pk>/", computed.computed, name="computed"),
    path(
        "indicators/<int:pk>/export/", computed.computed_export, name="computed_export"
    ),
    path("dynamics/", dynamics_rules.rules, name="rules"),
    path("dynamics/new/", dynamics_rules.rule_new, name="rule_new"),
]
