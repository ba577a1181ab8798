"""The constructor of a school's programme: its contents, its sections, its fields."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.constructor import (
    FieldKind,
    Part,
    completeness,
    field_of,
    part_of,
    part_with,
)
from roadmaps.forms.constructor import Act, act_of
from roadmaps.models import Programme
from roadmaps.policies import may_write
from roadmaps.presenters.constructor_page import (
    Draft,
    FieldView,
    field_view,
    next_part,
    part_links,
)
from roadmaps.presenters.constructor_tables import is_same_table, live_table
from roadmaps.queries.constructor import last_saved, risk_factors
from roadmaps.views.constructor_saving import (
    draft_as_typed,
    opened_draft,
    saved_draft,
)
from roadmaps.views.programme_access import visible_programme
from schools.roles import Permission
from schools.views.access import PortalRequest
from schools.views.forms import UNPROCESSABLE
from schools.views.kept import take_kept


@require_GET
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the contents: how far each section is, and what can be done with it."""
    programme = own_programme(request, pk)
    draft = opened_draft(programme)
    found = _completeness(draft)
    links = part_links(found, None)
    unfinished = (link["part"] for link in links if link["missing"])
    context = {
        "programme": programme,
        "found": found,
        "links": links,
        "first": next(unfinished, None),
        "warnings": [gap for gap in found.gaps if gap.is_warning],
        "last_saved": last_saved(draft.saved),
        "can_write": may_write(user=request.user, programme=programme),
        "version": programme.versions.order_by("-number").first(),
    }
    return render(request, "constructor/contents.html", context)


@require_http_methods(["GET", "POST"])
def section(request: PortalRequest, pk: int, code: str) -> HttpResponse:
    """Show a section, or save all that was changed in it."""
    programme = own_programme(request, pk)
    part = part_of(code)
    if part is None:
        raise Http404
    if request.method == "POST":
        return _saved_section(request, programme, part)
    kept = take_kept(request)
    if kept is not None:
        draft = draft_as_typed(programme, part.fields, kept.data)
        return _page(request, draft, part, is_given_back=bool(draft.typed))
    if not may_write(user=request.user, programme=programme):
        return redirect("constructor:edit", pk)
    return _page(request, opened_draft(programme), part)


@require_POST
def field(request: PortalRequest, pk: int, key: str) -> HttpResponse:
    """Save one field by itself; without scripts come back to its section."""
    programme = own_programme(request, pk)
    item = field_of(key)
    if item is None:
        raise Http404
    act, part = act_of(request.POST), part_with(key)
    draft = saved_draft(
        *(programme, [item], request.POST),
        act=act,
        user=request.user,
        now=timezone.now(),
    )
    if not request.htmx:
        if draft.typed or draft.errors:
            return _page(request, draft, part, status=UNPROCESSABLE)
        return _to_field(programme, part, act, key)
    context = _context(request, draft, part) | {
        "view": _with_table(draft, field_view(draft, item)),
        "is_whole": act is not None,
        "is_added": act is not None and act.name == "add",
    }
    return render(request, "constructor/_saved.html", context)


def own_programme(request: PortalRequest, pk: int) -> Programme:
    """Fetch a programme that the person's school writes in the constructor."""
    programme = visible_programme(request, pk, Permission.WRITE_PROGRAMME)
    if not programme.kind.has_constructor:
        raise Http404
    return programme


def _saved_section(
    request: PortalRequest, programme: Programme, part: Part
) -> HttpResponse:
    act = act_of(request.POST)
    draft = saved_draft(
        *(programme, part.fields, request.POST),
        act=act,
        user=request.user,
        now=timezone.now(),
    )
    if draft.typed or draft.errors:
        return _page(request, draft, part, status=UNPROCESSABLE)
    if act is not None:
        return _to_field(programme, part, act, act.key)
    following = next_part(part) if "next" in request.POST else None
    if following is not None:
        return redirect("constructor:section", programme.pk, following.code)
    messages.success(request, f"Раздел «{part.title}» сохранён.")
    if "next" in request.POST:
        return redirect("constructor:edit", programme.pk)
    return redirect("constructor:section", programme.pk, part.code)


def _to_field(
    programme: Programme, part: Part, act: Act | None, key: str
) -> HttpResponse:
    """Come back to the field; a new row stands in sight."""
    place = f"new-{key}" if act is not None and act.name == "add" else f"field-{key}"
    address = reverse("constructor:section", args=[programme.pk, part.code])
    return redirect(f"{address}#{place}")


def _page(
    request: PortalRequest,
    draft: Draft,
    part: Part,
    *,
    is_given_back: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, draft, part) | {
        "views": [_with_table(draft, field_view(draft, item)) for item in part.fields],
        "is_given_back": is_given_back,
        "is_refused": status != 200,
        "following": next_part(part),
    }
    return render(request, "constructor/section.html", context, status=status)


def _context(request: PortalRequest, draft: Draft, part: Part) -> dict[str, Any]:
    """Return what the page and a fragment both show."""
    found = _completeness(draft)
    links = part_links(found, part)
    chosen = draft.content.get("factors") or []
    has_factors = any(item.kind is FieldKind.FACTORS for item in part.fields)
    return {
        "programme": draft.programme,
        "part": part,
        "found": found,
        "links": links,
        "here": next(p for p in found.parts if p.part is part),
        "place": next(link["number"] for link in links if link["is_now"]),
        "factors": risk_factors(chosen) if has_factors else [],
    }


def _completeness(draft: Draft) -> Any:
    programme = draft.programme
    return completeness(
        draft.content, starts_on=programme.starts_on, ends_on=programme.ends_on
    )


def _with_table(draft: Draft, view: FieldView) -> FieldView:
    """Add to a table what the portal would fill it with now."""
    if view.field.kind is not FieldKind.TABLE:
        return view
    live = live_table(view.field.key, draft.programme.school)
    frozen = view.value if isinstance(view.value, dict) else {}
    view.table.update(
        live=live,
        frozen=frozen,
        shown=frozen or live,
        is_stale=bool(frozen) and not is_same_table(frozen, live),
    )
    return view
