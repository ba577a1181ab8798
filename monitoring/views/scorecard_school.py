"""A school: its card with everything, and its own figures beside the municipality's."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.presenters import school_card, school_figures as present
from monitoring.queries.school_card import (
    open_terms,
    programmes_of,
    recommendations_of,
    statuses_of,
)
from monitoring.queries.school_figures import own_figures, own_years
from schools.models import School
from schools.policies import has_permission
from schools.presenters.statuses import timeline
from schools.queries.schools import in_force
from schools.roles import Permission
from schools.templatetags.portal_format import school_year
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    permission_required,
)


READERS = (Permission.VIEW_MONITORING, Permission.VIEW_OWN_MONITORING)


@require_GET
@permission_required(Permission.VIEW_OWN_MONITORING)
def own(request: PortalRequest) -> HttpResponse:
    """Lead to the figures of the person's school; of several, to a choice."""
    schools = School.objects.visible_to(request.user).order_by("name")
    found = list(schools[:2])
    if len(found) == 1:
        return redirect("scorecard:values", pk=found[0].pk)
    return render(request, "scorecard/own.html", {"schools": schools[:100]})


@require_GET
@permission_required(*READERS)
def card(request: PortalRequest, pk: int) -> HttpResponse:
    """Show everything of a school: status, programmes, plan, figures, recommendations."""
    school = _school(request, pk)
    user, today = request.user, timezone.localdate()
    statuses = statuses_of(school=school)
    years = own_years(school=school)
    _windows, lines = own_figures(school=school, year=years[0]) if years else ([], [])
    values_url = reverse("scorecard:values", args=[school.pk])
    terms = open_terms(school=school, user=user, today=today)
    context = {
        "school": school,
        "held": in_force(statuses, today),
        "timeline": timeline(statuses, today),
        "programmes": school_card.programme_lines(
            programmes_of(school=school, user=user), today=today
        ),
        "terms": school_card.term_lines(terms, today=today),
        "terms_more": terms.count - len(terms.rows),
        "year": years[0] if years else None,
        "figures": present.light_figures(lines, url=values_url),
        "below": present.below(lines),
        "values_url": values_url,
        "recommendations": school_card.recommendation_lines(
            recommendations_of(school=school, user=user), today=today
        ),
        "is_office": has_permission(user, Permission.VIEW_MONITORING, school),
    }
    return render(request, "scorecard/school.html", context)


@require_GET
@permission_required(*READERS)
def values(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a school's values by windows, with its municipality beside."""
    school = _school(request, pk)
    years = own_years(school=school)
    asked = request.GET.get("year", "")
    year = next((y for y in years if str(y) == asked), years[0] if years else None)
    windows, lines = (
        own_figures(school=school, year=year) if year is not None else ([], [])
    )
    context = {
        "school": school,
        "year": year,
        "years": [
            {"year": y, "title": school_year(y), "is_open": y == year} for y in years
        ],
        "windows": windows,
        "rows": present.lines(lines, windows),
        "figures": present.light_figures(lines, url=""),
        "is_office": has_permission(request.user, Permission.VIEW_MONITORING, school),
    }
    return render(request, "scorecard/values.html", context)


def _school(request: PortalRequest, pk: int) -> School:
    rows = School.objects.select_related("municipality")
    school = get_visible_or_404(request, rows, pk=pk)
    if not any(has_permission(request.user, right, school) for right in READERS):
        raise PermissionDenied
    return school
