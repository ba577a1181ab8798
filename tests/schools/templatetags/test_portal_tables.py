"""The template of lists: right numbers, sorting that keeps filters, a cheap body."""

from datetime import date
from decimal import Decimal

import django_tables2 as tables
from django.template.loader import render_to_string
from django.test import RequestFactory

from schools.templatetags.portal_tables import Cell, cell_text


class SchoolTable(tables.Table):
    name = "schools"
    caption = "Школы"
    export_url = "/schools/export/"

    title = tables.Column(verbose_name="Школа")
    count = tables.Column(verbose_name="Участников", attrs={"td": {"class": "num"}})
    note = tables.Column(verbose_name="Заметка", orderable=False)


ROWS = [
    {"title": "<Лицей>", "count": 1234, "note": None},
    {"title": "Школа № 2", "count": 5.5, "note": date(2022, 9, 1)},
    {"title": "Школа № 3", "count": 7, "note": "да"},
]


def drawn(
    query: str = "", rows: list[dict[str, object]] = ROWS, **options: object
) -> str:
    request = RequestFactory().get(f"/schools/?{query}")
    table = SchoolTable(rows, **options)
    table.paginate(page=1, per_page=2)
    return render_to_string("tables/table.html", {"table": table}, request=request)


def test_cells_are_written_for_readers_and_escaped() -> None:
    page = drawn()
    assert (
        '<th scope="row">&lt;Лицей&gt;</th>'
        '<td class="num" data-label="Участников">1\u00a0234</td><td>—</td>' in page
    )
    assert '<td data-label="Заметка">1\u00a0сентября 2022</td>' in page


def test_a_heading_sorts_and_keeps_the_filters() -> None:
    page = drawn("search=a%26b&page=2")
    assert 'href="?search=a%26b&amp;sort=title"' in page
    assert '<th scope="col" class="num"><a class="sort"' in page
    assert '<th scope="col">Заметка</th>' in page


def test_the_sorted_column_says_so_and_turns_round() -> None:
    page = drawn("sort=count", order_by="count")
    assert (
        '<th scope="col" class="num" aria-sort="ascending"><a class="sort" href="?sort=-count">'
        in page
    )
    assert page.count("aria-sort") == 1


def test_the_file_holds_what_is_shown() -> None:
    assert 'href="/schools/export/?search=a&amp;sort=title"' in drawn(
        "search=a&sort=title&page=2"
    )
    assert 'href="/schools/export/"' in drawn("page=2")


def test_pages_and_an_empty_list() -> None:
    assert "1–2 из 3" in drawn()
    # With the name of a cell, for a card shows no cell without one.
    assert '<td colspan="3" data-label="">По этому отбору ничего не найдено.' in drawn(
        rows=[]
    )


def test_a_truth_is_no_number() -> None:
    assert [cell_text(v) for v in (True, 0, Decimal("1.50"))] == ["True", "0", "1,50"]


class OddTable(tables.Table):
    """Columns that the library treats in a way of its own."""

    title = tables.Column(linkify=lambda record: f"/{record['count']}/")
    count = tables.Column(default="нет")
    record_and_value = tables.Column(accessor="title", empty_values=())
    all_arguments = tables.Column(accessor="count")
    missing = tables.Column(accessor="nothing", empty_values=())

    def render_record_and_value(self, record: dict[str, object], value: object) -> str:
        return f"{record['count']}:{value}"

    def render_all_arguments(self, **known: object) -> str:
        return ",".join(sorted(known))

    def render_missing(self, value: object) -> str:
        return f"[{value}]"


def test_cells_equal_those_of_the_library() -> None:
    table = OddTable([*ROWS, {"title": None, "count": None}])
    columns = list(table.columns)
    cells = [Cell(column, is_header=False) for column in columns]
    for row in table.paginated_rows:
        assert [cell.value_of(row) for cell in cells] == [
            row.get_cell(column.name) for column in columns
        ]
