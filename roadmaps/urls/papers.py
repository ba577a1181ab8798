"""Addresses of papers made from road maps."""

from django.urls import URLPattern


app_name = "plan_papers"
urlpatterns: list[URLPattern] = []
