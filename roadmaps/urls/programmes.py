"""Addresses of schools' programmes."""

from django.urls import path

from roadmaps.views import (
    presentations,
    programme_moves,
    programme_new,
    programme_receipts,
    programme_search,
    programme_versions,
    programmes,
)


app_name = "programmes"
urlpatterns = [
    path("", programmes.programme_list, name="list"),
    path("export/", programmes.programme_export, name="export"),
    path("new/", programme_new.new, name="new"),
    path("search/", programme_search.search, name="search"),
    path("<int:pk>/", programmes.detail, name="detail"),
    path("<int:pk>/upload/", programme_new.upload, name="upload"),
    path("<int:pk>/presentations/new/", presentations.new, name="presentation_new"),
    path("presentations/<int:pk>/edit/", presentations.edit, name="presentation_edit"),
    path("<int:pk>/move/<slug:code>/", programme_moves.move, name="move"),
    path("<int:pk>/versions/<int:number>/file/", programme_versions.file, name="file"),
    path(
        "<int:pk>/versions/<int:number>/difference/",
        programme_versions.difference,
        name="difference",
    ),
    path(
        "<int:pk>/versions/<int:number>/similar/",
        programme_versions.similar,
        name="similar",
    ),
    path(
        "<int:pk>/receipts/<int:step_pk>/",
        programme_receipts.receipt,
        name="receipt",
    ),
    path(
        "<int:pk>/receipts/<int:step_pk>/file/",
        programme_receipts.receipt_file,
        name="receipt_file",
    ),
]
