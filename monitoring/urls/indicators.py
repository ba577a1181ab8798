"""Addresses of indicators, targets and their integrity."""

from django.urls import path

from monitoring.views import (
    indicator_changes,
    indicator_plans,
    indicator_targets,
    indicators,
)


app_name = "indicators"
urlpatterns = [
    path("", indicators.indicator_list, name="list"),
    path("export/", indicators.indicator_export, name="export"),
    path("integrity/", indicators.integrity, name="integrity"),
    path("load/", indicator_changes.load, name="load"),
    path("new/", indicator_changes.indicator_new, name="new"),
    path("targets/", indicator_targets.targets, name="targets"),
    path("targets/carry/", indicator_targets.carry, name="carry"),
    path("plans/", indicator_plans.plans, name="plans"),
    path("plans/<int:pk>/", indicator_plans.from_plan, name="from_plan"),
    path("<int:pk>/", indicators.indicator_detail, name="detail"),
    path("<int:pk>/version/", indicator_changes.version_new, name="version_new"),
    path("<int:pk>/own/", indicator_changes.own, name="own"),
    path("<int:pk>/target/", indicator_targets.target, name="target"),
    path("<int:pk>/stop/", indicator_targets.stop, name="stop"),
]
