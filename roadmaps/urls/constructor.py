"""Addresses of the constructor of programmes."""

from django.urls import path

from roadmaps.views import constructor, constructor_papers


app_name = "constructor"
urlpatterns = [
    path("<int:pk>/", constructor.edit, name="edit"),
    path("<int:pk>/version/", constructor_papers.version, name="version"),
    path("<int:pk>/field/<slug:key>/", constructor.field, name="field"),
    path("<int:pk>/export/<slug:form>/", constructor_papers.export, name="export"),
    path("<int:pk>/part/<slug:code>/", constructor.section, name="section"),
]
