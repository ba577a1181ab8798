"""Addresses of identification."""

from django.urls import path

from identification.views import (
    data,
    decision_record,
    decisions,
    new_run,
    papers,
    rule_sets,
    run_model,
    run_school,
    runs,
    what_if,
)


app_name = "identification"

urlpatterns = [
    path("data/", data.overview, name="data"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/new/", new_run.run_new, name="run_new"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/status/", runs.run_status, name="run_status"),
    path("runs/<int:pk>/restart/", runs.run_restart, name="run_restart"),
    path("runs/<int:pk>/export/", runs.run_export, name="run_export"),
    path("runs/<int:pk>/model/", run_model.run_model, name="run_model"),
    path("runs/<int:pk>/verify/", run_model.run_verify, name="run_verify"),
    path(
        "runs/<int:pk>/verification/",
        run_model.run_verification,
        name="run_verification",
    ),
    path(
        "runs/<int:pk>/schools/<int:school_pk>/",
        run_school.run_school,
        name="run_school",
    ),
    path(
        "runs/<int:pk>/schools/<int:school_pk>/paper/",
        papers.school_paper,
        name="school_paper",
    ),
    path("runs/<int:pk>/papers/", papers.run_papers, name="run_papers"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/status/", papers.paper_status, name="paper_status"),
    path("papers/<int:pk>/restart/", papers.paper_restart, name="paper_restart"),
    path("runs/<int:pk>/scenarios/", what_if.run_scenarios, name="run_scenarios"),
    path("runs/<int:pk>/what-if/", what_if.what_if, name="what_if"),
    path(
        "runs/<int:pk>/difference/<int:other_pk>/",
        what_if.run_difference,
        name="run_difference",
    ),
    path("runs/<int:pk>/decision/", decisions.decision_open, name="decision_open"),
    path("decisions/", decisions.decision_list, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path(
        "decisions/<int:pk>/items/<int:item_pk>/",
        decisions.decision_item,
        name="decision_item",
    ),
    path(
        "decisions/<int:pk>/items/<int:item_pk>/remove/",
        decision_record.decision_item_remove,
        name="decision_item_remove",
    ),
    path("decisions/<int:pk>/typed/", decisions.decision_typed, name="decision_typed"),
    path("decisions/<int:pk>/all/", decision_record.decision_all, name="decision_all"),
    path("decisions/<int:pk>/add/", decision_record.decision_add, name="decision_add"),
    path(
        "decisions/<int:pk>/record/",
        decision_record.decision_record,
        name="decision_record",
    ),
    path(
        "decisions/<int:pk>/discard/",
        decision_record.decision_discard,
        name="decision_discard",
    ),
    path("rules/", rule_sets.rule_set_list, name="rule_sets"),
    path("rules/new/", rule_sets.rule_set_new, name="rule_set_new"),
    path("rules/<int:pk>/", rule_sets.rule_set, name="rule_set"),
]
