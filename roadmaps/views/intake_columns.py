"""The page on which the columns of a document's tables are named anew."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from roadmaps.actions.intake import demand_review
from roadmaps.actions.intake_columns import forget_columns, set_columns
from roadmaps.forms.intake_columns import ColumnsForm
from roadmaps.models import Intake
from roadmaps.presenters.intake_words import COLUMNS, UNSURE
from roadmaps.queries.intake import Reading, reading_of
from roadmaps.views.intake_access import edited_intake
from schools.roles import Permission
from schools.views.access import PortalRequest, permission_required
from schools.views.forms import UNPROCESSABLE, posted


# A form of more columns than these no browser shows well; plans have one table or two.
MOST_OTHER_TABLES = 12
SAMPLE_ROWS = 3


@require_http_methods(["GET", "POST"])
@permission_required(Permission.EDIT_PLANS)
def intake_columns(request: PortalRequest, pk: int) -> HttpResponse:
    """Show what each column was taken for; understand the document anew."""
    intake = edited_intake(request, pk)
    try:
        demand_review(intake)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("intake:detail", pk=pk)
    if request.POST.get("action") == "forget":
        forget_columns(intake=intake, user=request.user, now=timezone.now())
        messages.success(request, "Столбцы снова такие, какими их нашёл портал.")
        return redirect("intake:detail", pk=pk)
    reading = reading_of(intake)
    form = ColumnsForm(
        posted(request),
        raw=reading.raw,
        tables=_tables(reading),
        columns=reading.document.columns,
        choices=[(code.value, words) for code, words in COLUMNS.items()],
    )
    if form.is_bound and form.is_valid() and _named(request, intake, form):
        return redirect("intake:detail", pk=pk)
    tables = [_table(reading, form, number) for number in form.tables]
    context = {
        "intake": intake,
        "form": form,
        "own_tables": [table for table in tables if table["is_plan"]],
        "other_tables": [table for table in tables if not table["is_plan"]],
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "intake/columns.html", context, status=status)


def _named(request: PortalRequest, intake: Intake, form: ColumnsForm) -> bool:
    try:
        set_columns(
            intake=intake, columns=form.chosen, user=request.user, now=timezone.now()
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages[0])
        return False
    messages.success(request, "Документ прочитан заново.")
    return True


def _tables(reading: Reading) -> list[int]:
    """Return tables to name: those of the plan, then the others; no continuations."""
    document = reading.document
    filled = [n for n, table in enumerate(reading.raw.tables) if table.rows]
    own = [n for n in filled if n in document.columns and n not in document.continues]
    others = [
        n for n in filled if n not in document.columns and n not in document.continues
    ]
    return own + others[:MOST_OTHER_TABLES]


def _table(reading: Reading, form: ColumnsForm, number: int) -> dict[str, Any]:
    table = reading.raw.tables[number]
    known = reading.document.columns.get(number, ())
    body = [row for row in table.rows if any(cell.strip() for cell in row)]
    headers = [column.header for column in known]
    # The heading itself is no example of what stands under it.
    skip = 1 if body and known else 0
    return {
        "title": table.place or f"Таблица {number + 1}",
        "name": f"table-{number}",
        "is_plan": number in reading.document.columns,
        "columns": [
            {
                "header": headers[index] if index < len(headers) else "",
                "meaning": form[f"meaning_{number}_{index}"],
                "milestone": form[f"milestone_{number}_{index}"],
                "is_unsure": index < len(known) and known[index].confidence < UNSURE,
            }
            for index in range(len(table.rows[0]))
        ],
        "rows": body[skip : skip + SAMPLE_ROWS],
    }
