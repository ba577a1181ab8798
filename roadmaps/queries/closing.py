"""Which papers close an activity, and whether they are there."""

from roadmaps.enums import DocumentType, VersionState
from roadmaps.models import Activity, Evidence, Occurrence, SchoolAnswer


def activity_of(occurrence: Occurrence) -> Activity | None:
    """Return the row of the plan, from the latest version that was approved."""
    rows = Activity.objects.filter(line_id=occurrence.line_id)
    approved = rows.exclude(version__state=VersionState.DRAFT)
    return (
        approved.select_related("section", "version__road_map__territory")
        .prefetch_related("party_links__party")
        .order_by("-version__number")
        .first()
    )


def wanted_types(occurrence: Occurrence) -> list[str]:
    """Return the kinds of papers that the plan names for it; maybe none."""
    activity = activity_of(occurrence)
    known = set(DocumentType.values)
    return (
        [code for code in activity.document_types if code in known] if activity else []
    )


def is_closed_by_paper(occurrence: Occurrence) -> bool:
    """Tell whether a paper of a named kind is there; any does where none is named."""
    return _has_paper(Evidence.objects.filter(occurrence=occurrence), occurrence)


def is_answered_by_paper(answer: SchoolAnswer) -> bool:
    """Tell the same of one school's own papers."""
    own = Evidence.objects.filter(
        occurrence_id=answer.occurrence_id, school_id=answer.school_id
    )
    return _has_paper(own, answer.occurrence)


def _has_paper(papers, occurrence: Occurrence) -> bool:
    wanted = wanted_types(occurrence)
    there = set(papers.values_list("document_type", flat=True))
    return bool(there & set(wanted) if wanted else there)
