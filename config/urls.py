"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from config import views


handler500 = "config.views.server_error"

urlpatterns = [
    path("healthz/live", views.live, name="health_live"),
    path("healthz/ready", views.ready, name="health_ready"),
    path("components/", views.component_gallery, name="component_gallery"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("schools/", include("schools.urls.registry")),
    path("imports/", include("schools.urls.imports")),
    path("people/", include("schools.urls.people")),
    path("audit/", include("schools.urls.audit")),
    path("files/", include("schools.urls.files")),
    path("identification/", include("identification.urls")),
    path("plans/documents/", include("roadmaps.urls.intake")),
    path("plans/papers/", include("roadmaps.urls.papers")),
    path("plans/", include("roadmaps.urls.plans")),
    path("terms/", include("roadmaps.urls.terms")),
    path("open/plans/", include("roadmaps.urls.public")),
    path("programmes/constructor/", include("roadmaps.urls.constructor")),
    path("programmes/reviews/", include("roadmaps.urls.reviews")),
    path("programmes/deadlines/", include("roadmaps.urls.deadlines")),
    path("programmes/", include("roadmaps.urls.programmes")),
    path("indicators/", include("monitoring.urls.indicators")),
    path("windows/", include("monitoring.urls.windows")),
    path("forms/", include("monitoring.urls.forms")),
    path("sites/", include("monitoring.urls.sites")),
    path("figures/", include("monitoring.urls.scorecard")),
    path("analytics/", include("monitoring.urls.analytics")),
    path("", include("monitoring.urls.home")),
]
