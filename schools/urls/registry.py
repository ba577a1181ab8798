"""Addresses of the schools."""

from django.urls import path

from schools.views import registry


app_name = "schools"

urlpatterns = [
    path("", registry.school_list, name="list"),
    path("<int:pk>/", registry.school_detail, name="detail"),
]
