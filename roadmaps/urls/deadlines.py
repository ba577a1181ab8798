"""Addresses of deadlines, publications and kinds of programmes."""

from django.urls import path

from roadmaps.views import (
    deadline_changes,
    deadlines,
    programme_kinds,
    publication_changes,
    publications,
    retention,
)


app_name = "deadlines"
urlpatterns = [
    path("", deadlines.deadline_list, name="list"),
    path("export/", deadlines.deadline_export, name="export"),
    path("new/", deadline_changes.new, name="new"),
    path("standard/", deadline_changes.standard, name="standard"),
    path("<int:pk>/", deadlines.deadline_detail, name="detail"),
    path("<int:pk>/edit/", deadline_changes.edit, name="edit"),
    path("<int:pk>/remove/", deadline_changes.remove, name="remove"),
    path("<int:pk>/extend/", deadline_changes.extend, name="extend"),
    path(
        "extensions/<int:pk>/back/",
        deadline_changes.extension_back,
        name="extension_back",
    ),
    path("publications/", publications.publication_list, name="publications"),
    path(
        "publications/export/",
        publications.publication_export,
        name="publications_export",
    ),
    path("publications/schools/<int:pk>/", publications.package, name="package"),
    path(
        "publications/of/<int:pk>/<slug:item>/",
        publication_changes.publication,
        name="publication",
    ),
    path(
        "publications/<int:pk>/confirm/",
        publication_changes.confirm,
        name="publication_confirm",
    ),
    path(
        "publications/<int:pk>/check/",
        publication_changes.check,
        name="publication_check",
    ),
    path(
        "publications/<int:pk>/remove/",
        publication_changes.remove,
        name="publication_remove",
    ),
    path("kinds/", programme_kinds.kind_list, name="kinds"),
    path("kinds/new/", programme_kinds.kind_new, name="kind_new"),
    path("kinds/retention/", retention.rule_list, name="retention"),
    path("kinds/<int:pk>/retention/", retention.rule_edit, name="retention_edit"),
    path("kinds/<int:pk>/", programme_kinds.kind_edit, name="kind_edit"),
    path("kinds/<int:pk>/retire/", programme_kinds.kind_retire, name="kind_retire"),
    path("kinds/<int:pk>/restore/", programme_kinds.kind_restore, name="kind_restore"),
]
