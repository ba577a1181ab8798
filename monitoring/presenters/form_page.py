"""A form's page: its rows with what is typed, what was, and what is missing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from monitoring.counting.typed import STATE_WORDS, TypedCell, as_typed
from monitoring.models import IndicatorVersion, Value, WindowSchool
from monitoring.presenters.cell_words import (
    cell_words,
    gap_words,
    previous_words,
    target_words,
)
from monitoring.queries.cells import cell_of
from monitoring.queries.forms import FormRow, Sheet
from schools.models import StoredFile


# What is chosen where «да» and «нет» share a field with the states, and apart.
ANSWERS = ("да", "нет", *STATE_WORDS.values())
MARKS = tuple((state.value, words) for state, words in STATE_WORDS.items())


@dataclass(frozen=True)
class Addresses:
    """Where the parts of a form lead: a school's own, or the municipality's."""

    page: str
    field: str
    evidence: str
    owner: int

    def of_page(self) -> str:
        """Return the address of the whole form."""
        return reverse(self.page, args=[self.owner])

    def of_field(self, key: int) -> str:
        """Return the address that saves one row."""
        return reverse(self.field, args=[self.owner, key])

    def of_evidence(self, key: int) -> str:
        """Return the address where a file is put beside a value."""
        return reverse(self.evidence, args=[self.owner, key])


SCHOOL_PAGES = ("forms:form", "forms:field", "forms:evidence")
OFFICE_PAGES = ("forms:office", "forms:office_field", "forms:office_evidence")


def addresses_of(sheet: Sheet) -> Addresses:
    """Return the addresses of a form's parts."""
    if sheet.form is not None:
        return Addresses(*SCHOOL_PAGES, owner=sheet.form.pk)
    return Addresses(*OFFICE_PAGES, owner=sheet.window.pk)


@dataclass(frozen=True)
class Conflict:
    """Two contents of one row: somebody else wrote while the person typed."""

    theirs: str
    mine: str
    who: str
    at: dt.datetime
    revision: int


@dataclass
class RowView:
    """One row of a form as the template draws it."""

    key: int
    code: str
    kind: str
    version: IndicatorVersion
    typed: TypedCell
    link: str
    revision: int
    was: str
    words: str
    previous: str
    target: str
    missing: list[str]
    save_url: str
    evidence_url: str
    value: Value | None = None
    file: StoredFile | None = None
    error: str = ""
    conflict: Conflict | None = None
    is_unsaved: bool = False

    @property
    def is_saved(self) -> bool:
        """Tell whether what the row shows is what the portal has."""
        return not (self.error or self.conflict or self.is_unsaved)

    @property
    def question(self) -> str:
        """Return what the coordinator asks to look at again."""
        return self.value.query_text if self.value else ""

    @property
    def wants_evidence(self) -> bool:
        """Tell whether the row has a place for a link."""
        return self.version.needs_evidence or bool(self.link or self.file)

    @property
    def has_state(self) -> bool:
        """Tell whether the state has a field of its own, apart from «да» and «нет»."""
        return self.kind != "yes_no"


@dataclass
class RowGroup:
    """Rows under one heading."""

    title: str
    rows: list[RowView] = field(default_factory=list)


def row_view(
    row: FormRow, addresses: Addresses, *, was: str, last_window: str = ""
) -> RowView:
    """Return a row as it is saved; `last_window` is named above all rows."""
    version, value, last = row.version, row.value, cell_of(row.previous)
    kind = version.kind
    return RowView(
        key=row.key,
        code=row.code,
        kind=kind,
        version=version,
        typed=as_typed(row.kind, row.cell),
        link=value.evidence_address if value else "",
        revision=row.revision,
        was=was,
        words=cell_words(kind, row.cell, version.unit),
        previous=previous_words(kind, row.previous, last, named=last_window),
        target=target_words(kind, row.target),
        missing=[gap_words(gap, kind, last) for gap in row.gaps],
        save_url=addresses.of_field(row.key),
        evidence_url=addresses.of_evidence(row.key),
        value=value,
        file=value.evidence_file if value else None,
    )


def conflict_of(row: FormRow, mine: str, theirs: Value) -> Conflict:
    """Return both contents of a row that two people have written."""
    return Conflict(
        theirs=full_words(row.version.kind, theirs),
        mine=mine,
        who=str(theirs.updated_by) if theirs.updated_by else "портал",
        at=theirs.updated_at,
        revision=theirs.revision,
    )


def full_words(kind: str, value: Value) -> str:
    """Return a value with its comment and link in one line."""
    cell = cell_of(value)
    parts = (cell_words(kind, cell), cell.comment, value.evidence_address)
    return " · ".join(filter(None, parts))


def typed_words(typed: TypedCell, link: str) -> str:
    """Return what a person typed, in one line."""
    value = " из ".join(filter(None, (typed.value, typed.denominator)))
    state = {"no_data": "нет данных", "not_applicable": "не применимо"}.get(typed.state)
    return " · ".join(filter(None, (value, state, typed.comment, link))) or "пусто"


def grouped(views: Iterable[RowView]) -> list[RowGroup]:
    """Return rows under the headings of their indicators, in the order of the window."""
    groups: list[RowGroup] = []
    for view in views:
        title = view.version.indicator.group
        if not groups or groups[-1].title != title:
            groups.append(RowGroup(title))
        groups[-1].rows.append(view)
    return groups


def state_mark(form: WindowSchool) -> str:
    """Return the code of the mark of a form's state."""
    return f"form_{form.state}"


def meter_words(sheet: Sheet) -> str:
    """Say how far a form has come: what is filled, and what of it is no number."""
    filled = sheet.completeness
    apart = [
        f"{count} – {words}"
        for count, words in (
            (filled.no_data, "нет данных"),
            (filled.not_applicable, "не применимо"),
        )
        if count
    ]
    return f"из них {', '.join(apart)}" if apart else ""
