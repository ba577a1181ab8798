"""Words that the papers and the open page of a plan share."""

from roadmaps.models import (
    Activity,
    Evidence,
    Milestone,
    Occurrence,
    SchoolAnswer,
    Section,
)


def responsible_of(activity: Activity) -> str:
    """Return who answers, as the document words it."""
    if activity.responsible_text:
        return activity.responsible_text
    return "\n".join(str(link) for link in activity.ordered_parties)


def label_of(year: int | None, label: str) -> str:
    """Name the column of a milestone."""
    return label or (str(year) if year is not None else "")


def section_heading(section: Section) -> str:
    """Return the heading of a section: «Направление 2. Работа с кадрами»."""
    kind = section.kind[:1].upper() + section.kind[1:]
    name = f"{kind} {section.number}".strip()
    return (
        f"{name}. {section.title}" if name and section.title else name or section.title
    )


def words_of(text: str) -> str:
    """Return the words of a text in one case and one line, to compare wordings."""
    return " ".join(text.casefold().split())


def milestones_of(activity: Activity) -> list[Milestone]:
    """Return the milestones that came with the activity, in the document's order."""
    return activity.ordered_milestones


def evidence_of(occurrence: Occurrence) -> list[Evidence]:
    """Return the papers that came with the occurrence."""
    return occurrence.papers


def answers_of(occurrence: Occurrence) -> list[SchoolAnswer]:
    """Return the answers of schools that came with the occurrence."""
    return occurrence.school_answers
