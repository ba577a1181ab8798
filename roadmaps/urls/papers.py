"""Addresses of papers made from road maps."""

from django.urls import path

from roadmaps.views import papers


app_name = "plan_papers"
urlpatterns = [
    path("of/<int:pk>/", papers.new, name="new"),
    path("<int:pk>/", papers.detail, name="detail"),
    path("<int:pk>/status/", papers.status, name="status"),
    path("<int:pk>/restart/", papers.restart, name="restart"),
    path("<int:pk>/download/", papers.download, name="download"),
]
