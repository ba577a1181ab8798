"""The paper of a draft, and the draft made a version."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from roadmaps.actions.constructor_versions import FORMS, make_version, print_draft
from roadmaps.constructor import completeness
from roadmaps.forms.constructor import VersionForm
from roadmaps.policies import may_write
from roadmaps.queries.constructor import content_of, fields_of
from roadmaps.tasks.programmes import read_programme_version
from roadmaps.views.constructor import own_programme
from schools.forms.errors import add_refusal
from schools.views.access import PortalRequest, limited
from schools.views.files import attachment
from schools.views.forms import UNPROCESSABLE, posted


@require_GET
@limited("export")
def export(request: PortalRequest, pk: int, form: str) -> HttpResponse:
    """Send the draft as it is now, as docx or pdf."""
    programme = own_programme(request, pk)
    if form not in FORMS:
        raise Http404
    printed = print_draft(programme=programme, form=form, now=timezone.now())
    return attachment(
        printed.content, name=printed.name, content_type=printed.content_type
    )


@require_http_methods(["GET", "POST"])
def version(request: PortalRequest, pk: int) -> HttpResponse:
    """Make the draft the next version, after a look at what is missing."""
    programme = own_programme(request, pk)
    if not may_write(user=request.user, programme=programme):
        return redirect("constructor:edit", pk)
    form = VersionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = make_version(
                programme=programme,
                comment=form.cleaned_data["comment"],
                user=request.user,
                now=timezone.now(),
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            transaction.on_commit(
                lambda: read_programme_version.delay(made.pk), robust=True
            )
            messages.success(
                request,
                f"Готова версия {made.number}. Отправляйте её на согласование, когда "
                "решите, что пора.",
            )
            return redirect("programmes:detail", pk)
    found = completeness(
        content_of(fields_of(programme)),
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
    )
    context = {"programme": programme, "form": form, "found": found}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "constructor/version.html", context, status=status)
