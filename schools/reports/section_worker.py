"""Renders sections of a paper in a process of its own.

Run as `python -m schools.reports.section_worker`: each line of standard input is
a job in JSON, each line of standard output its answer. A separate process keeps
the memory of a long paper bounded and uses every core; it imports no Django.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any


class _Remarks(logging.Handler):
    """Collects what the renderer complains about."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.lines.append(record.getMessage())


def render(job: dict[str, str], remarks: _Remarks) -> dict[str, object]:
    """Render one HTML document into one PDF file."""
    # A second to import, and only this process needs it.
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    remarks.lines.clear()
    # Nothing is fetched: not from the network and not from the disk.
    fetcher = URLFetcher(allowed_protocols={"data"})
    html = HTML(string=job["html"], url_fetcher=fetcher)
    styles = [CSS(string=job["css"], url_fetcher=fetcher)]
    options = {"pdf_variant": job["variant"] or None}
    document = html.render(stylesheets=styles, **options)
    document.write_pdf(
        job["path"],
        **options,
        finisher=lambda _document, pdf: _mark_headers(pdf, job["prefix"]),
    )
    return {
        "pages": len(document.pages),
        "bytes": Path(job["path"]).stat().st_size,
        "remarks": list(remarks.lines),
    }


def _mark_headers(pdf: Any, prefix: str) -> None:
    """Make the names of table headers differ from those of other sections."""
    # A second to import, and only this process needs it.
    from pydyf import Array, String  # noqa: PLC0415

    def named(name: Any) -> Any:
        return String(f"{prefix}-{name.string}")

    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("Type") != "/StructElem":
            continue
        if "ID" in element:
            element["ID"] = named(element["ID"])
        attributes = element.get("A")
        if isinstance(attributes, dict) and "Headers" in attributes:
            attributes["Headers"] = Array(named(h) for h in attributes["Headers"])


def main() -> None:
    """Answer jobs until the input ends."""
    remarks = _Remarks()
    logging.getLogger("weasyprint").addHandler(remarks)
    for line in sys.stdin:
        try:
            answer = render(json.loads(line), remarks)
        except Exception as fault:
            answer = {"fault": f"{type(fault).__name__}: {fault}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
