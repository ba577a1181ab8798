"""Addresses of the review desk."""

from django.urls import path

from roadmaps.views import (
    checklists,
    review_page,
    reviews,
    reviews_remarks as remarks,
    reviews_scores as scores,
    reviews_steps as steps,
)


app_name = "reviews"
urlpatterns = [
    path("", reviews.desk, name="desk"),
    path("versions/<int:pk>/start/", reviews.start, name="start"),
    path("<int:pk>/", review_page.review, name="review"),
    path("<int:pk>/criteria/<int:criterion_pk>/", scores.score, name="score"),
    path("<int:pk>/carry/", scores.carry, name="carry"),
    path("<int:pk>/remarks/", remarks.remark_new, name="remark_new"),
    path(
        "<int:pk>/remarks/<int:remark_pk>/",
        remarks.remark_resolve,
        name="remark_resolve",
    ),
    path("remarks/<int:pk>/remove/", remarks.remark_remove, name="remark_remove"),
    path("remarks/<int:pk>/answer/", remarks.remark_answer, name="remark_answer"),
    path("<int:pk>/second/", steps.second, name="second"),
    path("<int:pk>/take/", steps.take, name="take"),
    path("<int:pk>/marks/", steps.marks, name="marks"),
    path("<int:pk>/marks/remove/", steps.marks_remove, name="marks_remove"),
    path("<int:pk>/file/", steps.file, name="file"),
    path("<int:pk>/finish/", steps.finish, name="finish"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/new/", checklists.checklist_new, name="checklist_new"),
    path("checklists/<int:pk>/", checklists.checklist, name="checklist"),
]
