"""Addresses of what is due and what came of it."""

from django.urls import URLPattern


app_name = "terms"
urlpatterns: list[URLPattern] = []
