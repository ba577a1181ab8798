"""The coordinator's reading of a school's form, and the history of its values."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from monitoring.enums import FormState
from monitoring.models import Value
from monitoring.presenters.form_history import CHANGE_HEADERS, change_rows, changes
from monitoring.presenters.form_page import meter_words, state_mark
from monitoring.presenters.form_review import review_groups
from monitoring.queries.form_history import changes_of_form, changes_of_value
from monitoring.queries.form_lists import neighbours_of
from monitoring.queries.forms import (
    changed_after_acceptance,
    peers_of,
    school_sheet,
)
from monitoring.views.forms_access import READERS, shown_form
from schools.actions.exports import record_export
from schools.policies import has_permission
from schools.reports.workbook import CONTENT_TYPE, SheetOfRows, workbook
from schools.roles import Permission
from schools.views.access import (
    PortalRequest,
    get_visible_or_404,
    limited,
    permission_required,
)
from schools.views.files import attachment


@require_GET
@permission_required(Permission.VIEW_MONITORING)
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a school's values beside the last ones and the targets, doubts flagged."""
    form = shown_form(request, pk, Permission.VIEW_MONITORING)
    sheet = school_sheet(form)
    can_decide = has_permission(request.user, Permission.MANAGE_MONITORING, form)
    before, after = neighbours_of(form)
    context = {
        "form": form,
        "window": form.window,
        "reading": review_groups(sheet, peers_of(form)),
        "filled": sheet.completeness,
        "meter": meter_words(sheet),
        "last_window": sheet.last_window,
        "state_mark": state_mark(form),
        "changed": changed_after_acceptance(form),
        "can_decide": can_decide and form.state == FormState.SUBMITTED,
        "can_reopen": can_decide and form.state == FormState.ACCEPTED,
        "can_ask": can_decide and form.state != FormState.ACCEPTED,
        "before": before,
        "after": after,
    }
    return render(request, "forms/review.html", context)


@require_GET
@permission_required(*READERS)
def history(request: PortalRequest, pk: int) -> HttpResponse:
    """Show who wrote what over what in one value."""
    rows = Value.objects.select_related(
        "window__territory",
        "window_school__school",
        "window_indicator__version__indicator",
    )
    value = get_visible_or_404(request, rows, pk=pk)
    if not any(has_permission(request.user, right, value) for right in READERS):
        raise Http404
    context = {
        "value": value,
        "form": value.window_school,
        "window": value.window,
        "is_own": has_permission(request.user, Permission.FILL_FORMS, value),
        "version": value.window_indicator.version,
        "changes": changes(changes_of_value(value)),
    }
    return render(request, "forms/history.html", context)


@require_GET
@permission_required(*READERS)
@limited("export")
def history_export(request: PortalRequest, pk: int) -> HttpResponse:
    """Send every change of a form's values as a table."""
    form = shown_form(request, pk)
    rows = change_rows(changes_of_form(form))
    now = timezone.now()
    content = workbook([SheetOfRows("Правки", CHANGE_HEADERS, rows)], created=now)
    record_export(
        user=request.user,
        what="form_changes",
        rows=len(rows),
        filters={"форма": str(form)},
        now=now,
    )
    name = f"Правки формы, {form.school.name}, {form.window.title}.xlsx"
    return attachment(content, name=name, content_type=CONTENT_TYPE)
