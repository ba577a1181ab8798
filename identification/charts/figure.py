"""A chart as the page and the paper take it: message, sentence, picture, table."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


Spec = dict[str, Any]

SURFACE = "#ffffff"
INK = "#17262d"
INK_QUIET = "#4b5b63"
HAIRLINE = "#dbe1e3"
RULE = "#7c8a91"
ACCENT = "#12495a"
LOSS = "#a3342b"
GAIN = "#1e7a54"

# Numbers as Russian readers write them: «1 234,5».
_NUMBERS = {
    "decimal": ",",
    "thousands": "\N{NO-BREAK SPACE}",
    "grouping": [3],
    "currency": ["", "\N{NO-BREAK SPACE}₽"],
    "minus": "\N{MINUS SIGN}",
}

LABEL_SIZE = 12

_CONFIG: Spec = {
    "locale": {"number": _NUMBERS},
    "font": "PT Sans, Noto Sans, Liberation Sans, sans-serif",
    "background": SURFACE,
    "view": {"stroke": HAIRLINE},
    "axis": {
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": HAIRLINE,
        "labelColor": INK_QUIET,
        "labelFontSize": LABEL_SIZE,
        "labelLimit": 320,
        "titleColor": INK_QUIET,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    },
    "legend": {
        "columns": 3,
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 240,
        "orient": "top",
        "symbolSize": 90,
        "symbolStrokeWidth": 0,
        "title": None,
    },
    "text": {"color": INK, "fontSize": 12},
}


@dataclass(frozen=True)
class Column:
    """A column of the table behind a chart."""

    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart and its words; the same object is drawn on the page and in the PDF.

    `title` says the message, `sentence` what to read from the picture; `columns`
    and `rows` are the table behind it, already in words and numbers for people.
    """

    name: str
    title: str
    sentence: str
    spec: Spec
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def heads(self) -> list[dict[str, Any]]:
        """Return the columns as the component `chart` takes them."""
        return [{"title": c.title, "numeric": c.numeric} for c in self.columns]

    def for_paper(
        self, *, width: int, height: int | None = None, row_height: int | None = None
    ) -> Spec:
        """Return the picture in a fixed size, without what only a screen can do.

        With `row_height` each row of the table is a row of the picture, its name in
        one line however long it is: paper is wider than a telephone.
        """
        spec = copy.deepcopy(self.spec)
        if row_height is not None:
            spec = _in_one_line(spec)
            spec["config"]["axis"]["labelLimit"] = 0
            height = row_height * len(self.rows)
        spec["width"] = width
        # Labels outside the axes belong to the picture: nothing may be cut off.
        spec["autosize"] = {"type": "pad"}
        if height is not None:
            spec["height"] = height
        for parameter in spec.get("params", ()):
            parameter.pop("bind", None)
        _drop_links(spec)
        return spec


def base_spec(description: str, *, height: int) -> Spec:
    """Return the frame of a specification: width of its place, fonts, numbers."""
    return {
        "description": description,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": copy.deepcopy(_CONFIG),
    }


def _in_one_line(part: Any) -> Any:
    """Return a part of a specification with the names that `wrapped` broke whole."""
    if isinstance(part, dict):
        return {key: _in_one_line(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_in_one_line(value) for value in part]
    return part.replace("\n", " ") if isinstance(part, str) else part


# About as wide as half a telephone; the picture needs the other half.
_LABEL_LETTERS = 30


def wrapped(text: str) -> str:
    """Break a long label into lines, which `LABEL_LINES` draws one under another."""
    return "\n".join(textwrap.wrap(text, _LABEL_LETTERS)) or text


LABEL_LINES = "split(datum.value, '\\n')"


def beside_its_mark(*, size: int) -> Spec:
    """Raise a label of several lines, so that its middle stands beside its mark."""
    lines = f"length({LABEL_LINES})"
    return {
        "condition": [
            {"test": f"{lines} == {n}", "value": -(n - 1) * (size + 2) / 2}
            for n in (2, 3, 4)
        ],
        "value": 0,
    }


def values(rows: Sequence[Spec]) -> Spec:
    """Return inline data; a chart never fetches anything."""
    return {"values": list(rows)}


def _drop_links(spec: Spec) -> None:
    for layer in spec.get("layer", [spec]):
        layer.get("encoding", {}).pop("href", None)
