"""Addresses of pages that speak of the whole portal."""

from django.urls import path

from monitoring.views import today


urlpatterns = [path("", today.today, name="today")]
