"""Columns of the list of schools."""

import datetime as dt
import html
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from schools.enums import SchoolKind
from schools.models import School
from schools.presenters.statuses import held_years_lines
from schools.queries.schools import in_force, years_by_kind
from schools.templatetags.portal_components import status_badge
from schools.templatetags.portal_format import NO_DATA


NO_STATUS = mark_safe('<span class="quiet">нет</span>')
KINDS = {kind.value: str(kind.label) for kind in SchoolKind}
NOWRAP = {"td": {"class": "nowrap"}}


class SchoolTable(tables.Table):
    """Schools with their statuses on a day."""

    name = "schools"
    caption = "Школы и их статусы"
    row_header = "school"

    school = tables.Column(
        verbose_name="Школа",
        accessor="name",
        order_by=("name", "pk"),
        attrs={"td": {"class": "wide"}},
    )
    code = tables.Column(verbose_name="Код", attrs=NOWRAP)
    municipality = tables.Column(
        verbose_name="Муниципалитет",
        accessor="municipality__name",
        order_by=("municipality__name", "name", "pk"),
    )
    kind = tables.Column(
        verbose_name="Вид", order_by=("kind", "name", "pk"), attrs=NOWRAP
    )
    locality = tables.Column(
        verbose_name="Населённый пункт", order_by=("locality", "name", "pk")
    )
    statuses = tables.Column(
        verbose_name="Статусы", accessor="all_statuses", orderable=False
    )
    years = tables.Column(
        verbose_name="Лет в статусе",
        accessor="all_statuses",
        orderable=False,
        attrs=NOWRAP,
    )
    closed_on = tables.Column(
        verbose_name="Закрыта", order_by=("closed_on", "name", "pk"), attrs=NOWRAP
    )

    class Meta:
        order_by = "school"

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.address = reverse("schools:list")

    def row_values(self, school: School) -> dict[str, object]:
        """Return the cells of a row by column, all at once.

        The library would look each value up by the path of its accessor, which for
        a page of fifty schools costs more than all its queries.
        """
        held = in_force(school.all_statuses, self.on)
        kinds = tuple(status.kind for status in held)
        years = held_years_lines(kinds, years_by_kind(school.all_statuses, self.on))
        return {
            "school": mark_safe(  # noqa: S308 - a number and an escaped name
                f'<a href="{self.address}{school.pk}/">{html.escape(school.name)}</a>'
            ),
            "code": school.code,
            "municipality": school.municipality.name,
            "kind": KINDS[school.kind],
            "locality": school.locality or NO_DATA,
            "statuses": badges(kinds),
            "years": stacked(tuple(years)) if held else NO_DATA,
            "closed_on": school.closed_on or NO_DATA,
        }


@lru_cache(maxsize=64)
def badges(kinds: tuple[str, ...]) -> SafeString:
    """Return a badge for each status in force, one a line."""
    if not kinds:
        return NO_STATUS
    return format_html_join("", "<div>{}</div>", ((status_badge(k),) for k in kinds))


@lru_cache(maxsize=256)
def stacked(lines: tuple[str, ...]) -> SafeString:
    """Return one line under another."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines))
