"""Addresses of the constructor of programmes."""

from django.urls import URLPattern


app_name = "constructor"
urlpatterns: list[URLPattern] = []
