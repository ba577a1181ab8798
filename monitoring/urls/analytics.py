"""Addresses of notes, reports and recommendations."""

from django.urls import path

from monitoring.views import (
    recommendation_batches as batches,
    recommendation_moves as moves,
    recommendations as advice,
    report_text as text,
    reports,
)


app_name = "analytics"
urlpatterns = [
    path("", reports.report_list, name="reports"),
    path("new/", reports.report_new, name="report_new"),
    path("summary/", reports.summary, name="summary"),
    path("check/", text.check, name="check"),
    path("<int:pk>/", reports.report_detail, name="report"),
    path("<int:pk>/status/", reports.report_status, name="report_status"),
    path("<int:pk>/make/", reports.report_make, name="report_make"),
    path("<int:pk>/discard/", reports.report_discard, name="report_discard"),
    path("<int:pk>/freeze/", text.freeze, name="freeze"),
    path("<int:pk>/text/<slug:code>/", text.section, name="section"),
    path("<int:pk>/file/<slug:code>/", reports.report_file, name="report_file"),
    path("advice/", advice.recommendation_list, name="recommendations"),
    path(
        "advice/export/", advice.recommendations_export, name="recommendations_export"
    ),
    path("advice/new/", advice.recommendation_new, name="recommendation_new"),
    path("advice/draft/", advice.recommendations_draft, name="recommendations_draft"),
    path("advice/batch/", batches.recommendations_batch, name="recommendations_batch"),
    path("advice/<int:pk>/", advice.recommendation_detail, name="recommendation"),
    path(
        "advice/<int:pk>/edit/", moves.recommendation_edit, name="recommendation_edit"
    ),
    path(
        "advice/<int:pk>/issue/",
        moves.recommendation_issue,
        name="recommendation_issue",
    ),
    path(
        "advice/<int:pk>/answer/",
        moves.recommendation_answer,
        name="recommendation_answer",
    ),
    path(
        "advice/<int:pk>/close/",
        moves.recommendation_close,
        name="recommendation_close",
    ),
    path(
        "advice/<int:pk>/file/", moves.recommendation_file, name="recommendation_file"
    ),
]
