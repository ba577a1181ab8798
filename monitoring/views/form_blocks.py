"""Filling a form from a table: a pasted block, a workbook out and back."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from monitoring.counting.blocks import Asked, read_block
from monitoring.counting.returned import ForeignTableError, edited_rows
from monitoring.forms.reasons import PasteForm, WorkbookForm
from monitoring.presenters.form_block import Preview, preview
from monitoring.queries.forms import Sheet, school_sheet
from monitoring.reports.form_workbook import form_workbook
from monitoring.views.forms import page, refused_write
from monitoring.views.forms_access import (
    CONFLICT,
    READERS,
    clock,
    lock_on,
    shown_form,
)
from monitoring.views.forms_saving import Draft
from schools.actions.exports import record_export
from schools.ingest.errors import RefusedFile
from schools.ingest.guard import inspect
from schools.ingest.limits import Limits
from schools.ingest.sheets import cell_text
from schools.ingest.workbook import read_sheets
from schools.reports.workbook import CONTENT_TYPE
from schools.roles import Permission
from schools.views.access import PortalRequest, limited, permission_required
from schools.views.files import attachment
from schools.views.forms import UNPROCESSABLE, posted


# A form is a page, not a region: what is larger is not a form.
LIMITS = Limits(file_bytes=5 * 1024 * 1024, cells=100_000, columns=60)


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
def paste(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a block copied from a table, and show what it would change."""
    sheet = school_sheet(shown_form(request, pk, Permission.FILL_FORMS))
    closed = _closed(request, sheet)
    if closed is not None:
        return closed
    given = PasteForm(posted(request))
    if request.method == "POST" and given.is_valid():
        block = read_block(given.cleaned_data["block"], asked_of(sheet))
        found = preview(sheet, block.cells, left_out=block.left_out)
        return _preview(request, sheet, found, "forms:paste")
    return _ask(request, sheet, given, "forms/paste.html")


@require_GET
@permission_required(*READERS)
@limited("export")
def download(request: PortalRequest, pk: int) -> HttpResponse:
    """Send the form as a workbook with everything that is filled already."""
    form = shown_form(request, pk)
    sheet, now = school_sheet(form), clock().now
    record_export(
        user=request.user,
        what="form",
        rows=len(sheet.rows),
        filters={"форма": str(form)},
        now=now,
    )
    return attachment(
        form_workbook(sheet, now=now),
        name=f"Форма, {form.school.name}, {form.window.title}.xlsx",
        content_type=CONTENT_TYPE,
    )


@require_http_methods(["GET", "POST"])
@permission_required(*READERS)
@limited("upload")
def upload(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the workbook back, and show which rows were edited."""
    sheet = school_sheet(shown_form(request, pk, Permission.FILL_FORMS))
    closed = _closed(request, sheet)
    if closed is not None:
        return closed
    given = WorkbookForm(posted(request), request.FILES or None)
    if request.method == "POST" and given.is_valid():
        try:
            rows = edited_rows(
                _texts(given.cleaned_data["file"]), asked_of(sheet), form=pk
            )
        except (RefusedFile, ForeignTableError) as refusal:
            given.add_error("file", str(refusal))
        else:
            found = preview(
                sheet,
                {key: row.typed for key, row in rows.items()},
                links={key: row.link for key, row in rows.items()},
                revisions={key: row.revision for key, row in rows.items()},
            )
            return _preview(request, sheet, found, "forms:upload")
    return _ask(request, sheet, given, "forms/upload.html")


def asked_of(sheet: Sheet) -> list[Asked]:
    """Return the rows of a form as a block finds them."""
    return [
        Asked(
            key=row.key,
            code=row.code,
            kind=row.kind,
            titles=(row.version.title, row.version.short_title),
        )
        for row in sheet.rows
    ]


def _closed(request: PortalRequest, sheet: Sheet) -> HttpResponse | None:
    moment = clock()
    lock = lock_on(sheet, moment.today)
    if lock is None:
        return None
    if request.method == "POST":
        refused_write(request, sheet, lock, moment)
    return page(request, Draft(sheet), moment, status=CONFLICT)


def _texts(file: UploadedFile) -> Sequence[Sequence[str]]:
    """Return the cells of the first sheet as texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form"
        with path.open("wb") as output:
            for piece in file.chunks():
                output.write(piece)
        sheets = read_sheets(path, inspect(path, file.name or "", LIMITS), LIMITS)
    return [[cell_text(cell) for cell in row] for row in sheets[0].rows]


def _preview(
    request: PortalRequest, sheet: Sheet, found: Preview, again: str
) -> HttpResponse:
    context = {"form": sheet.form, "found": found, "again": again}
    return render(request, "forms/preview.html", context)


def _ask(
    request: PortalRequest, sheet: Sheet, given: object, template: str
) -> HttpResponse:
    context = {"form": sheet.form, "given": given, "rows": sheet.rows}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, context, status=status)
