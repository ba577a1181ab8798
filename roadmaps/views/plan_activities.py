"""Rows of a draft: new, changed, moved, removed, and how a wording reads."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from roadmaps.actions import plan_activities as actions
from roadmaps.forms.plan_rows import ActivityForm
from roadmaps.forms.plans import ReasonForm
from roadmaps.models import Activity, Party, RoadMapVersion
from roadmaps.presenters.activity_form import SEEN, changed_meanwhile, initial_of
from roadmaps.presenters.plan_terms import reading_of_term
from roadmaps.queries.plan_content import (
    activities_of,
    choosable_schools,
    milestone_columns,
)
from roadmaps.terms import parse_term
from roadmaps.views.plan_access import (
    to_row,
    to_section,
    to_version,
    visible_activity,
    visible_version,
)
from schools.actions.refusals import ChangedMeanwhileError
from schools.forms.errors import add_refusal
from schools.queries.versions import fingerprint
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


LONGEST_WORDING = 500


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def activity_new(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a row to a section of a draft."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    if not version.is_draft:
        return to_version(version)
    if not version.sections.exists():
        messages.info(request, "Сначала добавьте раздел: мероприятия лежат в разделах.")
        return to_version(version)
    form = _form(request, version, initial={"section": request.GET.get("section")})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            activity = actions.add_activity(
                section=values.pop("section"),
                values=values,
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            _tell_saved(request, activity, "Мероприятие добавлено.")
            return to_row(activity)
    return _page(request, version, form)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def activity_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change a row; what somebody else changed meanwhile is shown, not lost."""
    activity = visible_activity(request, pk, Permission.EDIT_PLANS)
    version = activity.version
    if not version.is_draft:
        return to_row(activity)
    loaded = activities_of(version).select_related("section").get(pk=pk)
    form = _form(
        request, version, initial=initial_of(loaded, milestone_columns(version))
    )
    changes: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.change_activity(
                activity=activity,
                values=form.cleaned_data,
                seen=form.cleaned_data["seen"],
                user=request.user,
                now=timezone.now(),
            )
        except ChangedMeanwhileError as meanwhile:
            changes = changed_meanwhile(loaded, form)
            again = request.POST.copy()
            again["seen"] = fingerprint(meanwhile.current, SEEN)
            form.data = again
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            _tell_saved(request, activity, "Мероприятие сохранено.")
            return to_row(activity)
    return _page(request, version, form, activity=activity, changes=changes)


@require_POST
@permission_required(Permission.EDIT_PLANS)
def activity_move(request: PortalRequest, pk: int) -> HttpResponse:
    """Exchange a row with its neighbour in the section."""
    activity = visible_activity(request, pk, Permission.EDIT_PLANS)
    try:
        moved = actions.move_activity(
            activity=activity,
            is_up=request.POST.get("to") == "up",
            user=request.user,
            now=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        if not moved:
            message = (
                "Это край раздела. В другой раздел мероприятие переносят в его форме."
            )
            messages.info(request, message)
    activity.refresh_from_db(fields=["position"])
    return to_row(activity)


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def activity_remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Remove a row of the draft, after a reason."""
    activity = visible_activity(request, pk, Permission.EDIT_PLANS)
    version = activity.version
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_activity(
                activity=activity,
                reason=form.cleaned_data["reason"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Мероприятие удалено из проекта.")
            return to_section(activity.section)
    context = {
        "plan": version,
        "title": "Удалить мероприятие",
        "form": form,
        "consequence": (
            f"«{activity}» уйдёт из проекта. То, что уже сделано по действующей версии, "
            "останется, а невыполненные сроки снимутся, когда проект утвердят."
        ),
        "submit_label": "Удалить мероприятие",
        "danger": True,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "plans/confirm.html", context, status=status)


@require_GET
@permission_required(Permission.EDIT_PLANS)
def term_reading(request: PortalRequest, pk: int) -> HttpResponse:
    """Say how the portal reads a wording, before it is saved."""
    version = visible_version(request, pk, Permission.EDIT_PLANS)
    text = request.GET.get("term_text", "")[:LONGEST_WORDING]
    term = parse_term(text, period=actions.period_of(version))
    context = {"reading": reading_of_term(term), "text": text.strip()}
    return render(request, "plans/_reading.html", context)


def _form(
    request: PortalRequest, version: RoadMapVersion, *, initial: dict[str, Any]
) -> ActivityForm:
    return ActivityForm(
        posted(request),
        sections=version.sections.in_order(),
        schools=choosable_schools(version, today=timezone.localdate()),
        columns=milestone_columns(version),
        initial=initial,
    )


def _page(
    request: PortalRequest,
    version: RoadMapVersion,
    form: ActivityForm,
    *,
    activity: Activity | None = None,
    changes: list[dict[str, str]] | None = None,
) -> HttpResponse:
    place = version.road_map.territory
    names = Party.objects.filter(territory=place).order_by("name")
    context = {
        "plan": version,
        "form": form,
        "activity": activity,
        "changes": changes or [],
        "known_parties": list(names.values_list("name", flat=True)),
    }
    status = UNPROCESSABLE if form.errors or changes else 200
    return render(request, "plans/activity_form.html", context, status=status)


def _tell_saved(request: PortalRequest, activity: Activity, done: str) -> None:
    """Say what was saved, and how its term reads when that is doubtful."""
    messages.success(request, done)
    if activity.agreed_spans:
        return
    reading = reading_of_term(
        parse_term(activity.term_text, period=actions.period_of(activity.version))
    )
    for doubt in reading.doubts:
        messages.warning(request, f"Срок «{activity.term_text}»: {doubt}")
