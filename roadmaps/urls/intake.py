"""Addresses of documents on their way to become a plan."""

from django.urls import URLPattern


app_name = "intake"
urlpatterns: list[URLPattern] = []
