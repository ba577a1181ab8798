"""The list of schools as a file: the columns of the page, in its order."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from import_export import fields, resources, widgets

from schools.models import School
from schools.presenters.statuses import held_years_lines, kinds_words
from schools.queries.schools import attach_statuses, in_force, years_by_kind


CHUNK = 2000


class SchoolResource(resources.ModelResource):
    """Schools with their statuses on a day; titles are those of `SchoolTable`."""

    school = fields.Field("name", "Школа")
    code = fields.Field("code", "Код")
    municipality = fields.Field("municipality__name", "Муниципалитет")
    kind = fields.Field("get_kind_display", "Вид")
    locality = fields.Field("locality", "Населённый пункт")
    statuses = fields.Field(column_name="Статусы")
    years = fields.Field(column_name="Лет в статусе")
    closed_on = fields.Field(
        "closed_on", "Закрыта", widget=widgets.DateWidget(coerce_to_string=False)
    )

    class Meta:
        model = School
        fields = (
            *("school", "code", "municipality", "kind", "locality"),
            *("statuses", "years", "closed_on"),
        )

    def __init__(self, *, on: dt.date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on = on

    def iter_queryset(self, queryset: QuerySet[School]) -> Iterator[School]:
        """Read in the order of the page; the library would go back to keys."""
        rows = queryset.iterator(chunk_size=CHUNK)
        while some := list(islice(rows, CHUNK)):
            yield from attach_statuses(some)

    def dehydrate_statuses(self, school: School) -> str:
        """Return the statuses in force on the day."""
        return kinds_words(s.kind for s in in_force(school.all_statuses, self.on))

    def dehydrate_years(self, school: School) -> str:
        """Return for how many years they have been held."""
        held = [s.kind for s in in_force(school.all_statuses, self.on)]
        if not held:
            return ""
        years = years_by_kind(school.all_statuses, self.on)
        return "; ".join(held_years_lines(held, years))
