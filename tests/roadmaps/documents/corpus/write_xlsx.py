"""Write the blocks of a plan as a workbook, one under another."""

import datetime as dt
import re
from pathlib import Path

import xlsxwriter

from tests.roadmaps.documents.corpus.blocks import Block, Cell, Grid, PageBreak, Para
from tests.roadmaps.documents.corpus.description import Layout


def write(blocks: list[Block], layout: Layout, path: Path) -> None:
    """Write the workbook to `path`."""
    with xlsxwriter.Workbook(path) as book:
        writer = _Writer(book, layout)
        for block in blocks:
            writer.put(block)


class _Writer:
    """Puts blocks on the current sheet and remembers the next free row."""

    def __init__(self, book: xlsxwriter.Workbook, layout: Layout) -> None:
        self.book, self.layout = book, layout
        self.wrapped = book.add_format({"text_wrap": True, "border": 1})
        self.dated = book.add_format({"num_format": "dd.mm.yyyy", "border": 1})
        self.open_sheet("План")

    def open_sheet(self, name: str) -> None:
        self.sheet, self.row = self.book.add_worksheet(name), self.layout.offset

    def put(self, block: Block) -> None:
        if isinstance(block, Para):
            self.sheet.write_string(self.row, self.layout.offset, block.text)
            self.row += 1 + self.layout.offset
        elif isinstance(block, PageBreak):
            if block.opens_sheet:
                self.open_sheet("План, продолжение")
        else:
            self.put_grid(block)

    def put_grid(self, block: Grid) -> None:
        for y, row in enumerate(block.rows, start=self.row):
            for x, cell in enumerate(row, start=self.layout.offset):
                if cell is not None:
                    self.put_cell(y, x, cell)
        self.row += len(block.rows) + self.layout.offset

    def put_cell(self, y: int, x: int, cell: Cell) -> None:
        if cell.across > 1 or cell.down > 1:
            last = (y + cell.down - 1, x + cell.across - 1)
            self.sheet.merge_range(y, x, *last, cell.text, self.wrapped)
        elif self.layout.true_dates and re.fullmatch(r"\d\d\.\d\d\.\d{4}", cell.text):
            value = dt.date(*map(int, reversed(cell.text.split("."))))
            self.sheet.write_datetime(y, x, value, self.dated)
        elif self.layout.true_numbers and re.fullmatch(r"\d{1,2}(\.\d)?", cell.text):
            self.sheet.write_number(y, x, float(cell.text), self.wrapped)
        else:
            self.sheet.write_string(y, x, cell.text, self.wrapped)
