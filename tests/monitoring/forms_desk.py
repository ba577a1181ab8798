"""A town with an opened window, a school that fills its form, and a coordinator."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from monitoring.actions.form_moves import accept_form, submit_form
from monitoring.actions.forms import save_cell
from monitoring.counting import Cell, State
from monitoring.counting.cells import YES
from monitoring.enums import Level, Source, ValueKind
from monitoring.models import Value
from monitoring.queries.forms import school_forms
from schools.enums import Role
from tests.factories import MunicipalityFactory, SchoolFactory, person
from tests.factories.monitoring import VersionFactory, opened_window, share_version


TODAY = dt.date(2026, 2, 10)
NOW = dt.datetime(2026, 2, 10, 9, 0, tzinfo=dt.UTC)
LONG = {
    "opens_on": dt.date(2026, 2, 1),
    "due_on": dt.date(2090, 2, 20),
    "closes_on": dt.date(2090, 2, 27),
}
KEYS = ("yes", "share", "count", "office")


class FormsDesk:
    """Makes rows, writes as the school, and opens pages as anybody.

    The window stays open for decades: pages read the clock themselves.
    """

    def __init__(self) -> None:
        self.town = MunicipalityFactory(name="Сосновоборск")
        self.school = SchoolFactory(municipality=self.town, name="Школа № 1")
        self.sibling = SchoolFactory(municipality=self.town, name="Школа № 2")
        yes = VersionFactory(indicator__code="t1", short_title="Механизм")
        share = share_version(indicator__code="t3", calendar=yes.calendar)
        count = VersionFactory(
            indicator__code="p7",
            short_title="Специалисты",
            kind=ValueKind.COUNT,
            unit="чел.",
            calendar=yes.calendar,
        )
        office = VersionFactory(
            indicator__code="s4",
            short_title="Участие",
            source=Source.OFFICE,
            level=Level.MUNICIPALITY,
            calendar=yes.calendar,
        )
        self.versions = dict(zip(KEYS, (yes, share, count, office), strict=True))
        self.window = self.open_window(**LONG)
        self.form = self.form_of(self.school)
        self.people = {
            "team": person(Role.SCHOOL_TEAM, self.school, username="team"),
            "second": person(Role.SCHOOL_TEAM, self.school, username="second"),
            "stranger": person(Role.SCHOOL_TEAM, self.sibling, username="stranger"),
            "coordinator": person(Role.COORDINATOR, self.town, username="boss"),
            "head": person(Role.HEAD, self.town, username="head"),
        }

    def open_window(self, **fields):
        """Open a window with the three rows of a school and the one of the town."""
        return opened_window(
            territory=self.town,
            schools=(self.school, self.sibling),
            versions=tuple(self.versions.values()),
            **fields,
        )

    def earlier_window(self):
        """Open the window of the autumn before, with a title of its own."""
        days = {
            "opens_on": dt.date(2025, 10, 1),
            "due_on": dt.date(2025, 10, 20),
            "closes_on": dt.date(2025, 10, 27),
        }
        return self.open_window(title="Педагоги, октябрь 2025", **days)

    def form_of(self, school, window=None):
        return school_forms().get(school=school, window=window or self.window)

    def place(self, name: str, window=None):
        return (window or self.window).window_indicators.get(
            version=self.versions[name]
        )

    def key(self, name: str) -> int:
        return self.place(name).pk

    def save(self, name: str, cell: Cell, *, revision=0, who="team", form=None, **more):
        form = form or self.form
        return save_cell(
            window_indicator=self.place(name, form.window),
            window_school=form,
            cell=cell,
            revision=revision,
            user=self.people[who],
            now=NOW,
            today=more.pop("today", TODAY),
            **more,
        )

    def fill(self, form=None) -> None:
        """Fill every row of a form with a plain value."""
        self.save("yes", YES, form=form)
        self.save("share", Cell(State.VALUE, 12, 20), form=form)
        self.save("count", Cell(State.VALUE, 3), form=form)

    def send(self) -> None:
        self.form = submit_form(
            window_school=self.form, user=self.people["team"], now=NOW, today=TODAY
        )

    def accept(self) -> None:
        self.form = accept_form(
            window_school=self.form, user=self.people["coordinator"], now=NOW
        )

    def value(self, name: str) -> Value | None:
        return Value.objects.filter(
            window_school=self.form, window_indicator=self.place(name)
        ).first()

    def written(self, name: str) -> tuple[object, ...] | None:
        row = self.value(name)
        return row and (str(row.state), row.numerator, row.denominator, row.comment)

    def browser(self, who: str = "team") -> Client:
        client = Client()
        client.force_login(
            self.people[who], "django.contrib.auth.backends.ModelBackend"
        )
        return client

    def address(self, page: str, *args: object) -> str:
        return reverse(f"forms:{page}", args=[self.form.pk, *args])

    def typed(self, name: str, **fields: str) -> dict[str, str]:
        """Return a row as a browser sends it after somebody has typed into it."""
        key = self.key(name)
        row = self.value(name)
        sent = {"rev": str(row.revision if row else 0), "was": "", "value": ""}
        return {f"{part}-{key}": text for part, text in {**sent, **fields}.items()}
