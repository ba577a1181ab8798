"""Forms of the demo in each of their states, for axe."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from monitoring.actions.form_moves import (
    accept_form,
    ask_about,
    return_form,
    submit_form,
)
from monitoring.actions.forms import save_cell
from monitoring.counting import Cell, State
from monitoring.counting.cells import YES
from monitoring.enums import Level, Source, ValueKind
from monitoring.models import Value, WindowSchool
from monitoring.queries.forms import school_forms, school_sheet
from schools.models import School, Territory, User
from tests.factories.monitoring import VersionFactory, opened_window, share_version


CELLS = (YES, Cell(State.VALUE, 3, 20), Cell(State.VALUE, 4), Cell(State.NO_DATA))


def forms_shown(town: Territory, school: School) -> dict[str, object]:
    """Open windows for one school: filled in part, sent, returned, accepted."""
    versions = (
        VersionFactory(
            definition="Механизм утверждён приказом школы.",
            example="Приказ от 12.02.2026 № 15.",
            needs_evidence=True,
        ),
        share_version(),
        VersionFactory(kind=ValueKind.COUNT, unit="чел."),
        VersionFactory(kind=ValueKind.TEXT),
        VersionFactory(source=Source.OFFICE, level=Level.MUNICIPALITY),
    )
    others = School.objects.filter(municipality=town).exclude(pk=school.pk)
    forms = [
        _opened(town, [school, *others[:2]], versions, months) for months in range(4)
    ]
    draft, sent, returned, accepted = forms
    _fill(draft, CELLS[:2], link="")
    for form in (sent, returned, accepted):
        _fill(form, CELLS, link="https://school.example.org/paper")
        _send(form)
    by, now = User.objects.get(username="coordinator"), timezone.now()
    return_form(window_school=returned, comment="Проверьте числа.", user=by, now=now)
    accept_form(window_school=accepted, user=by, now=now)
    row = school_sheet(draft).rows[1]
    ask_about(
        window_school=draft,
        window_indicator=row.asked,
        question="Точно трое?",
        user=by,
        now=now,
    )
    return {
        "draft_form": draft,
        "sent_form": sent,
        "returned_form": returned,
        "accepted_form": accepted,
        "form_row": row.asked,
        "form_value": Value.objects.get(
            window_school=draft, window_indicator=row.asked
        ),
        "office_window": draft.window,
        "office_row": draft.window.window_indicators.get(version=versions[-1]),
    }


def _opened(town: Territory, schools, versions, months: int) -> WindowSchool:
    today = timezone.localdate()
    window = opened_window(
        territory=town,
        schools=schools,
        versions=versions,
        title=f"Работа с педагогами, {months + 1}",
        opens_on=today - dt.timedelta(days=10 + months),
        due_on=today + dt.timedelta(days=10),
        closes_on=today + dt.timedelta(days=17),
    )
    return school_forms().get(window=window, school=schools[0])


def _fill(form: WindowSchool, cells, *, link: str) -> None:
    for row, cell in zip(school_sheet(form).rows, cells, strict=False):
        save_cell(
            window_indicator=row.asked,
            window_school=form,
            cell=cell,
            revision=0,
            evidence_address=link,
            user=User.objects.get(username="school"),
            now=timezone.now(),
            today=timezone.localdate(),
        )


def _send(form: WindowSchool) -> None:
    submit_form(
        window_school=form,
        user=User.objects.get(username="school"),
        now=timezone.now(),
        today=timezone.localdate(),
    )
