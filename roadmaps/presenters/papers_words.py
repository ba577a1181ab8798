"""Words that the papers and the open page of a plan share."""

from roadmaps.models import Activity, Section


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
