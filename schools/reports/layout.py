"""Layout profiles of official papers: margins, type, numbering.

ГОСТ Р 7.0.97-2025 replaced the edition of 2016 on 18 August 2025; a department
that still works by the old one switches the profile with REPORT_LAYOUT.
"""

from dataclasses import dataclass
from pathlib import Path
from string import Template


STYLESHEET = Path(__file__).with_name("paper.css")


@dataclass(frozen=True)
class LayoutProfile:
    """Measures of a paper; millimetres and points."""

    code: str
    title: str
    margin_left_mm: int = 20
    margin_right_mm: int = 10
    margin_top_mm: int = 20
    margin_bottom_mm: int = 20
    body_pt: int = 12
    table_pt: int = 10
    indent_mm: float = 12.5
    line_height: float = 1.25

    def stylesheet(self) -> str:
        """Return the CSS of the profile."""
        return Template(STYLESHEET.read_text(encoding="utf-8")).substitute(
            margins=(
                f"{self.margin_top_mm}mm {self.margin_right_mm}mm "
                f"{self.margin_bottom_mm}mm {self.margin_left_mm}mm"
            ),
            body_pt=self.body_pt,
            table_pt=self.table_pt,
            indent_mm=self.indent_mm,
            line_height=self.line_height,
        )


PROFILES = {
    profile.code: profile
    for profile in (
        LayoutProfile("gost-2025", "ГОСТ Р 7.0.97-2025"),
        LayoutProfile(
            "gost-2025-archive",
            "ГОСТ Р 7.0.97-2025, хранение дольше 10 лет",
            margin_left_mm=30,
        ),
        LayoutProfile(
            "gost-2016",
            "ГОСТ Р 7.0.97-2016",
            body_pt=13,
            table_pt=11,
            line_height=1.4,
        ),
    )
}
