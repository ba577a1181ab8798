"""Addresses of documents on their way to become a plan."""

from django.urls import path

from roadmaps.views import intake, intake_cell, intake_columns, intake_review


app_name = "intake"

urlpatterns = [
    path("", intake.intake_list, name="list"),
    path("new/", intake.intake_new, name="new"),
    path("paste/", intake.intake_paste, name="paste"),
    path("<int:pk>/", intake.intake_detail, name="detail"),
    path("<int:pk>/status/", intake.intake_status, name="status"),
    path("<int:pk>/columns/", intake_columns.intake_columns, name="columns"),
    path("<int:pk>/cell/", intake_cell.intake_cell, name="cell"),
    path("<int:pk>/period/", intake_review.intake_period, name="period"),
    path("<int:pk>/confirm/", intake.intake_confirm, name="confirm"),
    path("<int:pk>/discard/", intake.intake_discard, name="discard"),
    path("<int:pk>/restart/", intake.intake_restart, name="restart"),
]
