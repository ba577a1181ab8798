"""Write the blocks of a plan as a PDF whose tables run over the pages."""

from html import escape
from pathlib import Path

from tests.roadmaps.documents.corpus.blocks import Block, CellRow, Grid, PageBreak, Para
from tests.roadmaps.documents.corpus.description import Layout


STYLE = """
@page {{ size: {page}; margin: 15mm; @top-center {{ content: {counter} }} }}
body {{ font: {points}pt "DejaVu Serif", "PT Serif", serif; {hyphens}; hyphenate-character: "-" }}
p {{ margin: 0 0 3pt }} .title, .heading {{ text-align: center; font-weight: bold }}
.right {{ text-align: right }} .break {{ break-before: page }}
col {{ {columns} }} table {{ width: 100%; table-layout: {widths}; border-collapse: collapse }}
td, th {{ border: 0.6pt solid #000; padding: 2pt 3pt; vertical-align: top;
  text-align: left; font-weight: normal; overflow-wrap: break-word }}
.bare td {{ border: 0 }}
"""


def write(blocks: list[Block], layout: Layout, path: Path, *, fonts) -> None:
    """Write the document to `path`; `fonts` is one configuration for many files."""
    import weasyprint

    style = STYLE.format(
        page=layout.page or ("A4" if layout.portrait else "A4 landscape"),
        columns="width: auto !important" if layout.sections == "first" else "",
        # Browsers give a column the room that its longest cell asks for.
        widths="auto" if layout.sections == "first" else "fixed",
        # Long documents have numbers on their pages, as is usual, above the text.
        counter="counter(page)" if layout.page else "none",
        points=layout.font_points,
        hyphens="hyphens: auto; text-align: justify" if layout.hyphens else "",
    )
    body = "".join(_html(block) for block in blocks)
    html = f'<html lang="ru"><style>{style}</style><body>{body}</body></html>'
    weasyprint.HTML(string=html).write_pdf(path, font_config=fonts)


def _html(block: Block) -> str:
    if isinstance(block, Para):
        return f'<p class="{block.style}">{escape(block.text)}</p>'
    if isinstance(block, PageBreak):
        return '<div class="break"></div>'
    return _table(block)


def _table(block: Grid) -> str:
    total = sum(block.widths)
    columns = "".join(
        f'<col style="width:{100 * w / total:.2f}%">' for w in block.widths
    )
    head = "".join(_row(row) for row in block.rows[: block.head_rows])
    body = "".join(_row(row) for row in block.rows[block.head_rows :])
    bare = "" if block.borders else ' class="bare"'
    return f"<table{bare}><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(row: CellRow) -> str:
    cells = [
        f'<td colspan="{cell.across}" rowspan="{cell.down}">{_lines(cell.text)}</td>'
        for cell in row
        if cell is not None
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
