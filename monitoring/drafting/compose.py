"""Puts a paper together: the portal's text or the person's, with today's numbers in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitoring.drafting.facts import Facts
from monitoring.drafting.marks import fill, live_numbers
from monitoring.drafting.paper import Paper, Part
from monitoring.drafting.sections import Sketch, sections_of
from monitoring.drafting.words import day


# The code of a part that is the sheet of a school begins so.
SHEET = "sheet-"


@dataclass(frozen=True)
class Composed:
    """A paper, and what is wrong with it: pairs of section and sentence."""

    paper: Paper
    findings: tuple[tuple[str, str], ...]


def compose(
    *,
    kind: str,
    facts: Facts,
    title: str,
    narrative: Mapping[str, str],
    signatures: Sequence[tuple[str, str]],
    approver: tuple[str, str] | None = None,
) -> Composed:
    """Return the paper as it reads today.

    Parameters
    ----------
    kind : str
        «note», «summary», «school» or «tables».
    facts : Facts
        The numbers.
    title : str
        The name of the paper.
    narrative : mapping of str to str
        What people wrote, by the code of the section; a section that is not there
        has the portal's own text.
    signatures : sequence of (post, name)
        Who signs.
    approver : (post, name) or None
        Who approves it.

    Returns
    -------
    Composed
        A section with neither text nor table is left out.
    """
    numbers = live_numbers(facts)
    parts, findings = [], []
    for sketch in sections_of(kind):
        part, found = _part(sketch, facts, narrative, numbers)
        findings += found
        if part.paragraphs or part.tables:
            parts.append(part)
    paper = Paper(
        organisation=facts.organisation,
        title=title,
        subtitle=f"{facts.year} учебный год",
        as_of=f"по состоянию на {day(facts.as_of)}",
        parts=tuple(parts),
        signatures=tuple(signatures),
        approver=approver,
    )
    return Composed(paper, tuple(findings))


def compose_sheet(facts: Facts) -> Part:
    """Return the sheet of a school as one part of a paper of many schools.

    Parameters
    ----------
    facts : Facts
        Of one school.

    Returns
    -------
    Part
        Texts and tables one after the other, on a new page.
    """
    numbers = live_numbers(facts)
    parts = [_part(sketch, facts, {}, numbers)[0] for sketch in sections_of("school")]
    return Part(
        code=SHEET,
        title=facts.school,
        paragraphs=tuple(line for part in parts for line in part.paragraphs),
        tables=tuple(table for part in parts for table in part.tables),
        is_apart=True,
    )


def text_of(sketch: Sketch, facts: Facts, narrative: Mapping[str, str]) -> str:
    """Return the text of a section with its marks, as it is edited.

    Parameters
    ----------
    sketch : Sketch
        The section.
    facts : Facts
        The numbers that the portal's own text is drafted from.
    narrative : mapping of str to str
        What people wrote.

    Returns
    -------
    str
        Paragraphs, an empty line between them.
    """
    if sketch.code in narrative:
        return narrative[sketch.code]
    return "\n\n".join(sketch.write(facts))


def _part(
    sketch: Sketch,
    facts: Facts,
    narrative: Mapping[str, str],
    numbers: dict[str, str],
) -> tuple[Part, list[tuple[str, str]]]:
    filled = fill(text_of(sketch, facts, narrative), numbers)
    paragraphs = tuple(
        " ".join(line.split()) for line in filled.text.splitlines() if line.strip()
    )
    findings = [
        (sketch.code, f"В тексте стоит метка «{mark}», для которой нет числа.")
        for mark in filled.unknown
    ]
    if sketch.is_expected and not paragraphs:
        findings.append((sketch.code, f"Раздел «{sketch.title}» не написан."))
    part = Part(
        code=sketch.code,
        title=sketch.title,
        paragraphs=paragraphs,
        tables=tuple(sketch.tabulate(facts)),
        charts=tuple(sketch.draw(facts)),
        is_wide=sketch.is_wide,
        is_apart=sketch.is_apart,
    )
    return part, findings
