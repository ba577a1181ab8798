"""Addresses of uploads."""

from django.urls import path

from schools.views import imports


app_name = "imports"

urlpatterns = [path("", imports.import_list, name="list")]
