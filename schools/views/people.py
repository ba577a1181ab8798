"""The list of people, the page of a person and one's own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from schools.filters.people import PeopleFilter
from schools.models import Membership, User
from schools.policies import has_permission
from schools.presenters import people as present
from schools.queries.people import visible_people
from schools.roles import Permission
from schools.tables.paging import show_page
from schools.tables.people import PeopleTable
from schools.views.access import PortalRequest, permission_required
from schools.views.registry import history_url


@require_GET
@permission_required(Permission.VIEW_PEOPLE)
def people_list(request: PortalRequest) -> HttpResponse:
    """Show people who hold an office within the person's scope."""
    today = timezone.localdate()
    filters = PeopleFilter(request.GET, user=request.user, today=today)
    table = show_page(PeopleTable(filters.qs, on=today), request)
    context = {
        "filter": filters,
        "table": table,
        "has_people": bool(table.paginator.count),
        "can_manage": has_permission(request.user, Permission.MANAGE_PEOPLE),
    }
    return render(request, "people/list.html", context)


@require_GET
def person(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a person with the offices that the reader may know of."""
    if pk == request.user.pk:
        return redirect("people:me")
    if not has_permission(request.user, Permission.VIEW_PEOPLE):
        raise PermissionDenied
    found = visible_people(user=request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _page(request, found, is_own=False)


@require_GET
def me(request: PortalRequest) -> HttpResponse:
    """Show one's own offices and what they allow."""
    return _page(request, request.user, is_own=True)


def _page(request: PortalRequest, found: User, *, is_own: bool) -> HttpResponse:
    today = timezone.localdate()
    memberships = list(
        Membership.objects.visible_to(request.user)
        .filter(user=found)
        .select_related("territory", "school")
        .order_by("-starts_on", "pk")
    )
    mark, words = present.account_words(found)
    context = {
        "person": found,
        "is_own": is_own,
        "account_mark": mark,
        "account_words": words,
        "offices": present.office_rows(memberships, today),
        "roles": present.explained_roles(memberships, today),
        "is_invited": not found.has_usable_password(),
        "can_manage": has_permission(request.user, Permission.MANAGE_PEOPLE),
        "history_url": history_url(request.user, found),
    }
    return render(request, "people/person.html", context)
