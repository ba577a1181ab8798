"""Turns sections of HTML into one official PDF.

Sections are rendered side by side in processes of their own and joined; the
contents page and the page numbers are made last, when every length is known.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join

from schools.reports.joining import join, page_shapes
from schools.reports.layout import LayoutProfile
from schools.reports.renderers import Job, Progress, Workers, running_workers


CONTENTS = "<!--contents-->"


@dataclass(frozen=True)
class Section:
    """A part of a paper that starts on a new page.

    The first section may hold `CONTENTS`; the list of titles goes there.
    """

    html: str
    title: str = ""


@dataclass(frozen=True)
class Paper:
    """A finished PDF and what the renderer said while it was made."""

    content: bytes
    pages: int
    remarks: tuple[str, ...]


def render_paper(
    sections: Sequence[Section],
    *,
    title: str,
    profile: LayoutProfile,
    progress: Progress | None = None,
) -> Paper:
    """Render, join and number a paper of one or more sections.

    `progress` hears after each section how many of how many are ready.
    """
    css = profile.stylesheet()
    with (
        tempfile.TemporaryDirectory(prefix="paper-") as folder,
        running_workers(len(sections)) as workers,
    ):
        paths = [Path(folder) / f"{n}.pdf" for n in range(len(sections))]
        answers = workers.render_all(
            [
                _job(_with_contents(section, []), css, path)
                for section, path in zip(sections, paths, strict=True)
            ],
            progress,
        )
        if CONTENTS in sections[0].html:
            answers[0] = _render_first(workers, sections, answers, css, paths[0])
        numbers = _render_numbers(workers, paths, profile, Path(folder))
        whole = Path(folder) / "whole.pdf"
        titled = [(p, s.title) for p, s in zip(paths, sections, strict=True)]
        join(titled, whole, title=title, numbers=numbers)
        content = whole.read_bytes()
    return Paper(
        content=content,
        pages=sum(answer["pages"] for answer in answers),
        remarks=tuple(line for answer in answers for line in answer["remarks"]),
    )


def _job(html: str, css: str, path: Path) -> Job:
    """Describe one section to a renderer; the file's name marks its tags."""
    return {
        "html": html,
        "css": css,
        "path": str(path),
        "prefix": path.stem,
        # Tagged for screen readers, fonts embedded, language and title declared.
        "variant": "pdf/ua-1",
    }


def _render_first(
    workers: Workers,
    sections: Sequence[Section],
    answers: list[dict[str, Any]],
    css: str,
    path: Path,
) -> dict[str, Any]:
    """Render the section with the contents again, now that pages are known."""
    starts, page = [], 1
    for section, answer in zip(sections, answers, strict=True):
        starts.append((section.title, page))
        page += answer["pages"]
    html = _with_contents(sections[0], starts)
    return workers.render_all([_job(html, css, path)])[0]


def _with_contents(section: Section, starts: list[tuple[str, int]]) -> str:
    """Put the list of titles in its place; dashes stand in while it is unknown."""
    if CONTENTS not in section.html:
        return section.html
    rows = format_html_join(
        "",
        '<tr><td>{}</td><td class="number">{}</td></tr>',
        [(title, page) for title, page in starts if title],
    )
    table = format_html('<table class="contents"><tbody>{}</tbody></table>', rows)
    return replace(section, html=section.html.replace(CONTENTS, table)).html


def _render_numbers(
    workers: Workers, paths: list[Path], profile: LayoutProfile, folder: Path
) -> Path | None:
    """Make a sheet of numbering as long as the paper; one page needs none."""
    is_wide = [wide for path in paths for wide in page_shapes(path)]
    if len(is_wide) == 1:
        return None
    body = "".join(
        f'<div class="{"wide" if wide else "tall"} {"first" if not n else ""}"></div>'
        for n, wide in enumerate(is_wide)
    )
    css = _NUMBERING % {"total": len(is_wide), "top": profile.margin_top_mm}
    path = folder / "numbers.pdf"
    html = f'<html lang="ru"><title>Номера страниц</title><body>{body}</body></html>'
    workers.render_all([_job(html, css, path)])
    return path


# The number stands in the middle of the top margin, from the second page on.
_NUMBERING = """
html { font: 10pt "PT Serif", "Liberation Serif", "DejaVu Serif", serif; }
@page { margin: %(top)smm; @top-center { content: "Стр. " counter(page) " из %(total)s"; } }
@page tall { size: A4; }
@page wide { size: A4 landscape; }
@page :first { @top-center { content: none; } }
div { break-before: page; height: 1mm; }
.first { break-before: avoid; }
.tall { page: tall; }
.wide { page: wide; }
"""
