"""Addresses of what is due and what came of it."""

from django.urls import path

from roadmaps.views import following, plan_time, term_answers, term_changes, terms


app_name = "terms"
urlpatterns = [
    path("", terms.term_list, name="list"),
    path("calendar/", plan_time.calendar, name="calendar"),
    path("gantt/<int:pk>/", plan_time.gantt, name="gantt"),
    path("progress/<int:pk>/", plan_time.progress, name="progress"),
    path("settings/", following.settings, name="settings"),
    path("settings/address/", following.address, name="address"),
    path("settings/close/", following.close, name="close"),
    path("feed/<str:secret>.ics", following.feed, name="feed"),
    path("<int:pk>/", terms.occurrence, name="occurrence"),
    path("<int:pk>/done/", term_changes.done, name="done"),
    path("<int:pk>/times/", term_changes.times, name="times"),
    path("<int:pk>/dates/", term_changes.dates, name="dates"),
    path("<int:pk>/cancel/", term_changes.cancel, name="cancel"),
    path("<int:pk>/reopen/", term_changes.reopen, name="reopen"),
    path("<int:pk>/evidence/", term_changes.evidence, name="evidence"),
    path(
        "evidence/<int:pk>/remove/",
        term_changes.evidence_remove,
        name="evidence_remove",
    ),
    path("answers/<int:pk>/", term_answers.answer, name="answer"),
    path("answers/<int:pk>/back/", term_answers.answer_back, name="answer_back"),
]
