"""Addresses of deadlines and publications of programmes."""

from django.urls import URLPattern


app_name = "deadlines"
urlpatterns: list[URLPattern] = []
