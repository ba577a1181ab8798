"""Addresses of the audit trail."""

from django.urls import path

from schools.views import audit


app_name = "audit"

urlpatterns = [path("", audit.event_list, name="list")]
