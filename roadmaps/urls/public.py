"""Addresses of road maps that are open to all."""

from django.urls import URLPattern


app_name = "public_plans"
urlpatterns: list[URLPattern] = []
