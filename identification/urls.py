"""Addresses of identification."""

from django.urls import path

from identification.views import data, decisions, rule_sets, runs


app_name = "identification"

urlpatterns = [
    path("data/", data.overview, name="data"),
    path("runs/", runs.run_list, name="runs"),
    path("decisions/", decisions.decision_list, name="decisions"),
    path("rules/", rule_sets.rule_set_list, name="rule_sets"),
]
