"""Addresses of uploads."""

from django.urls import path

from schools.views.imports import detail, listing, steps


app_name = "imports"

urlpatterns = [
    path("", listing.import_list, name="list"),
    path("new/", listing.import_new, name="new"),
    path("templates/<slug:kind>/", listing.import_template, name="template"),
    path("<int:pk>/", detail.import_detail, name="detail"),
    path("<int:pk>/status/", detail.import_status, name="status"),
    path("<int:pk>/marked/", detail.import_marked, name="marked"),
    path("<int:pk>/columns/", steps.import_columns, name="columns"),
    path("<int:pk>/names/", steps.import_names, name="names"),
    path("<int:pk>/confirm/", steps.import_confirm, name="confirm"),
    path("<int:pk>/cancel/", steps.import_cancel, name="cancel"),
    path("<int:pk>/restart/", steps.import_restart, name="restart"),
    path("<int:pk>/undo/", steps.import_undo, name="undo"),
]
