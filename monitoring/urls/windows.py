"""Addresses of windows, calendars and their matrix."""

from django.urls import path

from monitoring.views import (
    window_calendars,
    window_changes,
    window_matrix,
    windows,
)


app_name = "windows"
urlpatterns = [
    path("", windows.window_list, name="list"),
    path("plan/", windows.plan, name="plan"),
    path("matrix/", window_matrix.matrix, name="matrix"),
    path("matrix/export/", window_matrix.matrix_export, name="matrix_export"),
    path("<int:pk>/", windows.window_detail, name="detail"),
    path("<int:pk>/open/", window_changes.open_window, name="open"),
    path("<int:pk>/edit/", window_changes.edit, name="edit"),
    path("<int:pk>/withdraw/", window_changes.withdraw, name="withdraw"),
    path("schools/<int:pk>/extend/", window_changes.extend, name="extend"),
    path(
        "schools/<int:pk>/extend/back/",
        window_changes.extension_back,
        name="extension_back",
    ),
    path("calendars/", window_calendars.calendar_list, name="calendars"),
    path("calendars/new/", window_calendars.calendar_new, name="calendar_new"),
    path("calendars/<int:pk>/", window_calendars.calendar_edit, name="calendar_edit"),
    path("calendars/<int:pk>/slots/new/", window_calendars.slot_new, name="slot_new"),
    path("calendars/slots/<int:pk>/", window_calendars.slot_edit, name="slot_edit"),
    path(
        "calendars/slots/<int:pk>/remove/",
        window_calendars.slot_remove,
        name="slot_remove",
    ),
]
