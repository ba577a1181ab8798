"""Addresses of road maps, their versions and their content."""

from django.urls import URLPattern


app_name = "plans"
urlpatterns: list[URLPattern] = []
