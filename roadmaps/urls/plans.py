"""Addresses of road maps, their versions and their content."""

from django.urls import path

from roadmaps.views import (
    parties,
    plan_activities,
    plan_activity,
    plan_approval,
    plan_heading,
    plan_new,
    plan_sections,
    plan_versions,
    plans,
)


app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("new/", plan_new.plan_new, name="new"),
    path("new/standard/", plan_new.plan_new_standard, name="new_standard"),
    path("parties/", parties.party_list, name="parties"),
    path("parties/<int:pk>/", parties.party, name="party"),
    path("parties/<int:pk>/merge/", parties.party_merge, name="party_merge"),
    path("<int:pk>/", plans.plan_detail, name="detail"),
    path("<int:pk>/correct/", plan_versions.plan_correct, name="correct"),
    path("<int:pk>/difference/", plan_versions.plan_difference, name="difference"),
    path("<int:pk>/roll-over/", plan_versions.plan_roll_over, name="roll_over"),
    path("versions/<int:pk>/", plans.plan_version, name="version"),
    path("versions/<int:pk>/edit/", plan_heading.plan_edit, name="edit"),
    path(
        "versions/<int:pk>/indicators/",
        plan_heading.plan_indicators,
        name="indicators",
    ),
    path("versions/<int:pk>/discard/", plan_heading.plan_discard, name="discard"),
    path("versions/<int:pk>/approve/", plan_approval.plan_approve, name="approve"),
    path("versions/<int:pk>/return/", plan_approval.plan_return, name="return"),
    path("versions/<int:pk>/settle/", plan_approval.plan_settle, name="settle"),
    path("versions/<int:pk>/reading/", plan_activities.term_reading, name="reading"),
    path(
        "versions/<int:pk>/sections/new/",
        plan_sections.section_new,
        name="section_new",
    ),
    path("sections/<int:pk>/edit/", plan_sections.section_edit, name="section_edit"),
    path("sections/<int:pk>/move/", plan_sections.section_move, name="section_move"),
    path(
        "sections/<int:pk>/remove/",
        plan_sections.section_remove,
        name="section_remove",
    ),
    path(
        "versions/<int:pk>/activities/new/",
        plan_activities.activity_new,
        name="activity_new",
    ),
    path("activities/<int:pk>/", plan_activity.activity, name="activity"),
    path(
        "activities/<int:pk>/edit/",
        plan_activities.activity_edit,
        name="activity_edit",
    ),
    path(
        "activities/<int:pk>/move/",
        plan_activities.activity_move,
        name="activity_move",
    ),
    path(
        "activities/<int:pk>/remove/",
        plan_activities.activity_remove,
        name="activity_remove",
    ),
]
