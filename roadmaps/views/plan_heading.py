"""The heading of a draft, its indicators, and throwing it away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.plan_heading import change_heading, change_indicators
from roadmaps.actions.plans import discard_draft
from roadmaps.documents.standard_cycle import LAYOUT
from roadmaps.forms.plans import HeadingForm, IndicatorFormSet, ReasonForm
from roadmaps.models import RoadMapVersion
from roadmaps.presenters.plan_page import column_titles
from roadmaps.queries.plan_content import milestone_columns
from roadmaps.views.plan_access import to_version, visible_version
from schools.forms.errors import add_refusal
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change what stands above the table."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    if not version.is_draft:
        return to_version(version)
    form = HeadingForm(
        posted(request),
        was_approved=version.road_map.versions.exclude(approved_at=None).exists(),
        initial=_heading_of(version),
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_heading(
                version=version,
                values=_values(version, form),
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Титул плана сохранён.")
            return to_version(version)
    context = {"plan": version, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/heading.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_indicators(request: PortalRequest, pk: int) -> HttpResponse:
    """Change the indicators with their targets."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    if not version.is_draft:
        return to_version(version)
    initial = list(version.indicators.in_order().values("title", "target"))
    forms = IndicatorFormSet(posted(request), initial=initial)
    if request.method == "POST" and forms.is_valid():
        pairs = [
            (data["title"], data.get("target", ""))
            for data in forms.cleaned_data
            if data.get("title")
        ]
        change_indicators(
            version=version, indicators=pairs, user=request.user, now=timezone.now()
        )
        messages.success(request, "Показатели сохранены.")
        return to_version(version, "indicators")
    context = {"plan": version, "forms": forms}
    is_wrong = request.method == "POST"
    status = UNPROCESSABLE if is_wrong else 200
    return render(request, "plans/indicators.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def plan_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away, with a reason."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            kept = discard_draft(
                version=version,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Проект удалён.")
            return redirect("plans:detail", kept.pk) if kept else redirect("plans:list")
    if not version.is_draft and not form.errors:
        return to_version(version)
    context = {
        "plan": version,
        "title": "Удалить проект",
        "form": form,
        "consequence": _consequence(version),
        "submit_label": "Удалить проект",
        "danger": True,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/confirm.html", context, status=status)


def _heading_of(version: RoadMapVersion) -> dict[str, Any]:
    road_map = version.road_map
    return {
        "title": road_map.title,
        "starts_on": road_map.starts_on,
        "ends_on": road_map.ends_on,
        "approver_position": version.approver_position,
        "approver_name": version.approver_name,
        "preamble": version.preamble,
        "milestones": column_titles(milestone_columns(version)),
        "change_note": version.change_note,
    }


def _values(version: RoadMapVersion, form: HeadingForm) -> dict[str, Any]:
    """Return what was typed, with the columns of years put into the layout."""
    values = dict(form.cleaned_data)
    titles = values.pop("milestones")
    if titles != column_titles(milestone_columns(version)):
        values["layout"] = _with_columns(version.layout, titles)
    return values


def _with_columns(
    layout: list[dict[str, str]], titles: list[str]
) -> list[dict[str, str]]:
    """Put the columns where they stood, or at the end; a plan has others too."""
    layout = layout or [
        {"meaning": c.meaning.value, "header": c.header, "milestone": ""}
        for c in LAYOUT
    ]
    places = [at for at, c in enumerate(layout) if c["meaning"] == "milestone"]
    rest = [column for column in layout if column["meaning"] != "milestone"]
    at = places[0] if places else len(rest)
    headers = {c["milestone"]: c["header"] for c in layout if c["milestone"]}
    columns = [
        {"meaning": "milestone", "header": headers.get(t, t), "milestone": t}
        for t in titles
    ]
    return [*rest[:at], *columns, *rest[at:]]


def _consequence(version: RoadMapVersion) -> str:
    if version.number == 1:
        return (
            "Вместе с проектом исчезнет и сама дорожная карта: других версий у неё нет."
        )
    return (
        "Всё, что изменено в проекте, пропадёт. Действующая версия останется как есть."
    )
