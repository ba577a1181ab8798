"""Addresses of schools' programmes."""

from django.urls import path

from roadmaps.views import programmes


app_name = "programmes"
urlpatterns = [
    path("<int:pk>/", programmes.detail, name="detail"),
]
