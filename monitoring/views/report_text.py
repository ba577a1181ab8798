"""The text of a paper section by section, its freezing, and the check of its code."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.actions.reports import freeze_report, save_section, text_mark
from monitoring.datasets.composed import facts_of, paper_of
from monitoring.drafting import (
    Facts,
    Sketch,
    check_code,
    fill,
    live_numbers,
    sections_of,
    text_of,
)
from monitoring.forms.analytics import CheckForm, SectionForm
from monitoring.models import Report
from monitoring.queries.analytics import sealed_report
from monitoring.views.reports import (
    MAKE,
    READERS,
    UNPROCESSABLE,
    enqueue,
    visible_report,
)
from schools.actions.refusals import ChangedMeanwhileError
from schools.views.access import PortalRequest, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(MAKE)
def section(request: PortalRequest, pk: int, code: str) -> HttpResponse:
    """Show the text of a section with its live numbers, or save it as it is typed."""
    report = visible_report(request, pk, MAKE)
    sketch = _sketch(report, code)
    if request.method == "POST":
        return _saved(request, report, sketch)
    if report.frozen_at is not None:
        return redirect("analytics:report", pk)
    facts = facts_of(report, today=timezone.localdate())
    form = _form(report, sketch, facts)
    return _page(request, report, sketch, facts, form)


@require_http_methods(["GET", "POST"])
@permission_required(MAKE)
def freeze(request: PortalRequest, pk: int) -> HttpResponse:
    """Say what freezing means and what is unfinished; then freeze."""
    report = visible_report(request, pk, MAKE)
    today = timezone.localdate()
    if request.method == "POST":
        try:
            frozen = freeze_report(
                report=report, user=request.user, now=timezone.now(), today=today
            )
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("analytics:report", pk)
        enqueue(frozen)
        messages.success(
            request, f"Документ зафиксирован, номер {frozen.number}. Файлы готовятся."
        )
        return redirect("analytics:report", pk)
    if report.frozen_at is not None:
        return redirect("analytics:report", pk)
    findings = [message for _, message in paper_of(report, today=today).findings]
    context = {"report": report, "findings": findings}
    return render(request, "analytics/freeze.html", context)


@require_GET
@permission_required(*READERS)
def check(request: PortalRequest) -> HttpResponse:
    """Tell whether a printed paper with such a number and code came from here."""
    is_asked = "number" in request.GET
    form = CheckForm(request.GET if is_asked else None)
    found = None
    if is_asked and form.is_valid():
        found = sealed_report(
            number=form.cleaned_data["number"].strip(),
            code=form.cleaned_data["code"].strip(),
        )
    # The code is calculated again: a row that somebody has changed does not pass.
    if (
        found is not None
        and check_code(found.snapshot or {}, found.number) != found.check_code
    ):
        found = None
    context = {
        "form": form,
        "found": found,
        "is_asked": is_asked and form.is_valid(),
    }
    return render(request, "analytics/check.html", context)


def _saved(request: PortalRequest, report: Report, sketch: Sketch) -> HttpResponse:
    facts = facts_of(report, today=timezone.localdate())
    form = SectionForm(request.POST)
    form.is_valid()
    typed = None if "reset" in request.POST else form.cleaned_data["text"]
    try:
        saved = save_section(
            report=report,
            code=sketch.code,
            text=typed,
            seen=form.cleaned_data["seen"],
            user=request.user,
            now=timezone.now(),
        )
    except ChangedMeanwhileError as changed:
        narrative = cast("Report", changed.current).narrative
        theirs = text_of(sketch, facts, narrative)
        seen = text_mark(narrative.get(sketch.code))
        extra = {"theirs": theirs, "seen": seen, "form": form}
        return _answer(request, report, sketch, facts, typed or "", extra)
    except ValidationError as refusal:
        extra = {"error": refusal.messages[0], "form": form}
        extra["seen"] = form.cleaned_data["seen"]
        return _answer(request, report, sketch, facts, typed or "", extra)
    if not request.htmx or typed is None:
        if typed is None:
            return redirect("analytics:section", report.pk, sketch.code)
        return redirect("analytics:report", report.pk)
    extra = {"seen": text_mark(saved.narrative.get(sketch.code)), "is_saved": True}
    return _answer(request, saved, sketch, facts, typed, extra)


def _answer(
    request: PortalRequest,
    report: Report,
    sketch: Sketch,
    facts: Facts,
    typed: str,
    extra: dict[str, Any],
) -> HttpResponse:
    """Return the state beside the text; without scripts the whole page."""
    context = {
        "report": report,
        "sketch": sketch,
        "preview": _preview(typed, facts),
        "saved_at": timezone.now(),
        **extra,
    }
    if request.htmx:
        return render(request, "analytics/_section_state.html", context)
    return _page(
        request, report, sketch, facts, extra["form"], extra, status=UNPROCESSABLE
    )


def _page(
    request: PortalRequest,
    report: Report,
    sketch: Sketch,
    facts: Facts,
    form: SectionForm,
    extra: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    text = form["text"].value() or ""
    context = {
        "report": report,
        "sketch": sketch,
        "form": form,
        "seen": form["seen"].value() or "",
        "preview": _preview(text, facts),
        "marks": [
            {"mark": f"{{{{{name}}}}}", "words": words}
            for name, words in live_numbers(facts).items()
        ],
        "is_own": sketch.code in report.narrative,
        **(extra or {}),
    }
    return render(request, "analytics/section.html", context, status=status)


def _form(report: Report, sketch: Sketch, facts: Facts) -> SectionForm:
    return SectionForm(
        initial={
            "text": text_of(sketch, facts, report.narrative),
            "seen": text_mark(report.narrative.get(sketch.code)),
        }
    )


def _preview(text: str, facts: Facts) -> dict[str, Any]:
    filled = fill(text, live_numbers(facts))
    lines = [line for line in filled.text.splitlines() if line.strip()]
    return {"lines": lines, "unknown": filled.unknown}


def _sketch(report: Report, code: str) -> Sketch:
    is_of_many = report.kind == "school" and report.school_id is None
    for sketch in sections_of(report.kind):
        if sketch.code == code and not is_of_many:
            return sketch
    raise Http404
