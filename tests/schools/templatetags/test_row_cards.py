"""Rows of a table as cards of a phone: which tables, which cells, which names."""

import pytest

from schools.templatetags.row_cards import with_named_cells


HEAD = (
    '<thead><tr><th scope="col">Школа</th><th scope="col" class="num">Доля,\n<abbr>%</abbr></th>'
    '<th scope="col"><span class="visually-hidden">Действия</span></th></tr></thead>'
)


def body(row: str, head: str = HEAD) -> str | None:
    found = with_named_cells(f"{head}<tbody><tr>{row}</tr></tbody>")
    return found and found.partition("<tbody><tr>")[2].removesuffix("</tr></tbody>")


def test_each_value_is_named_by_its_heading() -> None:
    assert body(
        '<th scope="row">№ 1</th><td class="num">5</td><td><a href="/x/">Открыть</a></td>'
    ) == (
        '<th scope="row">№ 1</th><td class="num" data-label="Доля, %">5</td>'
        '<td data-label=""><a href="/x/">Открыть</a></td>'
    )


@pytest.mark.parametrize("nothing", ["", "—", " \n", "<span>–</span>"])
def test_what_says_nothing_has_no_name(nothing: str) -> None:
    row = f"<th>№ 1</th><td>{nothing}</td><td>1</td>"
    assert body(row) == f'<th>№ 1</th><td>{nothing}</td><td data-label="">1</td>'


@pytest.mark.parametrize(
    "seen", ["<input name='a'>", "<svg></svg>", "<select></select>"]
)
def test_what_is_seen_without_words_is_named(seen: str) -> None:
    assert f'<td data-label="Доля, %">{seen}</td>' in str(
        body(f"<th>№ 1</th><td>{seen}</td>")
    )


def test_a_name_that_a_cell_has_stays() -> None:
    row = '<th>№ 1</th><td data-label="Было">5</td>'
    assert body(row) == row


def test_columns_are_counted_over_wide_cells_and_in_each_row_anew() -> None:
    named = body('<td colspan="2">все</td><td>1</td></tr><tr><td>№ 2</td><td>7</td>')
    assert named == (
        '<td colspan="2" data-label="">все</td><td data-label="">1</td></tr>'
        '<tr><td data-label="Школа">№ 2</td><td data-label="Доля, %">7</td>'
    )


def test_sums_below_are_named_too() -> None:
    row = "<th>№ 1</th><td>5</td><td>1</td></tr></tbody><tfoot><tr><th>Всего</th><td>9</td>"
    assert '<td data-label="Доля, %">9</td>' in str(body(row))


def test_a_heading_cannot_leave_its_attribute() -> None:
    head = HEAD.replace("Школа", "&quot;&gt;&lt;b&gt;")
    assert body("<td>1</td>", head) == '<td data-label="&quot;&gt;&lt;b&gt;">1</td>'


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<thead><tr><th>Школа</th><th>Доля</th></tr></thead>",
        "<thead><tr><td></td><th>Сработало</th><th>Нет</th></tr></thead>",
        "<thead><tr><th>Школа</th><th colspan='2'>2025</th><th>Сумма</th></tr></thead>",
        "<thead><tr><th>А</th><th>Б</th><th>В</th></tr><tr><th>а</th></tr></thead>",
    ],
)
def test_narrow_and_crossed_tables_stay_tables(head: str) -> None:
    assert with_named_cells(f"{head}<tbody><tr><td>1</td></tr></tbody>") is None
