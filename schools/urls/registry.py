"""Addresses of the schools."""

from django.urls import path

from schools.views import registry, school_changes


app_name = "schools"

urlpatterns = [
    path("", registry.school_list, name="list"),
    path("export/", registry.school_export, name="export"),
    path("new/", school_changes.school_new, name="new"),
    path("<int:pk>/", registry.school_detail, name="detail"),
    path("<int:pk>/edit/", school_changes.school_edit, name="edit"),
    path("<int:pk>/names/", school_changes.school_names, name="names"),
    path("<int:pk>/codes/add/", school_changes.code_add, name="code_add"),
    path("<int:pk>/codes/<int:code_pk>/end/", school_changes.code_end, name="code_end"),
    path("<int:pk>/aliases/add/", school_changes.alias_add, name="alias_add"),
    path(
        "<int:pk>/aliases/<int:alias_pk>/remove/",
        school_changes.alias_remove,
        name="alias_remove",
    ),
]
