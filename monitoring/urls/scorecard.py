"""Addresses of figures: scorecard, one indicator, one school."""

from django.urls import path

from monitoring.views import (
    scorecard,
    scorecard_indicator,
    scorecard_school,
    scorecard_years,
)


app_name = "scorecard"
urlpatterns = [
    path("", scorecard.scorecard_list, name="list"),
    path("export/", scorecard.scorecard_export, name="export"),
    path("years/", scorecard_years.years, name="years"),
    path("years/export/", scorecard_years.years_export, name="years_export"),
    path("own/", scorecard_school.own, name="own"),
    path("indicators/<int:pk>/", scorecard_indicator.indicator, name="indicator"),
    path("schools/<int:pk>/", scorecard_school.card, name="school"),
    path("schools/<int:pk>/values/", scorecard_school.values, name="values"),
    path("places/<int:pk>/<int:year>/stamp/", scorecard.stamp, name="stamp"),
    path(
        "places/<int:pk>/<int:year>/recalculate/",
        scorecard.recalculate,
        name="recalculate",
    ),
]
