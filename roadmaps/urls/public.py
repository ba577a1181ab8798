"""Addresses of road maps that are open to all."""

from django.urls import path

from roadmaps.views import public


app_name = "public_plans"
urlpatterns = [
    path("<int:pk>/", public.plan, name="plan"),
    path("<int:pk>/preview/", public.preview, name="preview"),
    path("<int:pk>/settings/", public.settings, name="settings"),
]
