"""A pasted block finds its rows by code or by order."""

from monitoring.counting.blocks import Asked, read_block
from monitoring.counting.cells import Cell, State
from monitoring.counting.typed import Kind, TypedCell, understood


ASKED = [
    Asked(1, "T1", Kind.YES_NO, ("Механизм выявления",)),
    Asked(2, "T3", Kind.SHARE, ("Диагностика педагогов",)),
    Asked(3, "P7", Kind.COUNT),
]


def test_codes_lead_each_line_to_its_row():
    block = read_block(
        "P7\t1\u00a0200\nT3\tДиагностика педагогов\t12,0\t20\tвсе в плане\r\nt1\tда\n\n",
        ASKED,
    )
    assert block.is_by_code
    assert block.cells == {
        3: TypedCell("1\u00a0200"),
        2: TypedCell("12,0", "20", comment="все в плане"),
        1: TypedCell("да"),
    }
    assert block.left_out == ()


def test_lines_that_find_no_row_are_named():
    block = read_block("T1\tда\nT1\tнет\nX9\t5\n\t\n", ASKED)
    assert block.cells == {1: TypedCell("да")}
    assert block.left_out == (
        ("T1 · нет", "этот код уже встретился выше"),
        ("X9 · 5", "такого кода в форме нет"),
    )


def test_without_codes_lines_go_in_order_and_an_empty_one_skips():
    block = read_block("да\n\n7\n8", ASKED)
    assert not block.is_by_code
    assert block.cells == {1: TypedCell("да"), 3: TypedCell("7")}
    assert block.left_out == (("8", "строк больше, чем показателей в форме"),)


def test_an_empty_block_is_nothing():
    assert read_block(" \n\n", ASKED).cells == {}


def test_fourteen_cells_with_commas_and_hard_spaces_are_all_read():
    asked = [Asked(key, f"k{key}", Kind.SHARE) for key in range(7)]
    text = "\n".join(f"{key + 1},0\t1\u00a0{key}00,00" for key in range(7))
    cells = read_block(text, asked).cells
    assert [understood(Kind.SHARE, cells[key]) for key in range(7)] == [
        Cell(State.VALUE, key + 1, 1000 + key * 100) for key in range(7)
    ]
