"""Addresses of schools' forms."""

from django.urls import path

from monitoring.views import (
    form_blocks as blocks,
    form_evidence as papers,
    form_moves as moves,
    form_review as reading,
    forms as pages,
)


app_name = "forms"
urlpatterns = [
    path("", pages.own, name="own"),
    path("<int:pk>/", pages.form, name="form"),
    path("<int:pk>/rows/<int:key>/", pages.field, name="field"),
    path("<int:pk>/rows/<int:key>/evidence/", papers.evidence, name="evidence"),
    path("<int:pk>/rows/<int:key>/question/", moves.question, name="question"),
    path("<int:pk>/paste/", blocks.paste, name="paste"),
    path("<int:pk>/workbook/", blocks.download, name="workbook"),
    path("<int:pk>/upload/", blocks.upload, name="upload"),
    path("<int:pk>/submit/", moves.submit, name="submit"),
    path("<int:pk>/take-back/", moves.take_back, name="take_back"),
    path("<int:pk>/review/", reading.review, name="review"),
    path("<int:pk>/accept/", moves.accept, name="accept"),
    path("<int:pk>/return/", moves.give_back, name="return"),
    path("<int:pk>/reopen/", moves.reopen, name="reopen"),
    path("<int:pk>/history/", reading.history_export, name="history_export"),
    path("values/<int:pk>/history/", reading.history, name="history"),
    path("office/<int:pk>/", pages.office, name="office"),
    path("office/<int:pk>/rows/<int:key>/", pages.office_field, name="office_field"),
    path(
        "office/<int:pk>/rows/<int:key>/evidence/",
        papers.office_evidence,
        name="office_evidence",
    ),
]
