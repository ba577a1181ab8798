"""The content of one version is copied into a draft, row by row but in bulk."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from roadmaps.models import (
    Activity,
    ActivityParty,
    Milestone,
    PlanIndicator,
    PlanLine,
    RoadMapVersion,
    Section,
)


# What a row keeps in the next wording of the plan, whatever happens to its term.
KEPT_OF_SECTION = (
    *("position", "level", "kind", "number", "title"),
    *("goals", "tasks", "expected_results"),
)
KEPT_OF_ACTIVITY = (
    *("position", "number", "title", "term_text", "term", "agreed_spans"),
    *("responsible_text", "result", "document", "document_types", "indicator"),
    *("note", "counters", "audience"),
)
KEPT_OF_MILESTONE = ("position", "year", "label", "text", "terms")

Changes = Callable[[Any], Mapping[str, Any]]


def unchanged(row: object) -> Mapping[str, Any]:
    """Return no changes: the copy says what the original says."""
    del row
    return {}


def copy_content(
    *,
    source: RoadMapVersion,
    target: RoadMapVersion,
    line_of: Callable[[Sequence[Activity]], Sequence[PlanLine]],
    changes: Changes = unchanged,
    milestone_changes: Changes = unchanged,
) -> list[Activity]:
    """Copy sections, activities and all that hangs on them; return the copies.

    `line_of` gives the lines of the copies, in the order of the activities; changes
    are values that a copy has instead of the original's.
    """
    sections = _copy_sections(source, target)
    originals = list(source.activities.in_order())
    copies = Activity.objects.bulk_create(
        Activity(
            version=target,
            section=sections[original.section_id],
            line=line,
            **_kept(original, KEPT_OF_ACTIVITY) | changes(original),
        )
        for original, line in zip(originals, line_of(originals), strict=True)
    )
    copy_of = {
        original.pk: copy for original, copy in zip(originals, copies, strict=True)
    }
    _copy_parties(source, copy_of)
    _copy_schools(source, copy_of)
    Milestone.objects.bulk_create(
        Milestone(
            version=target,
            activity=copy_of[original.activity_id],
            **_kept(original, KEPT_OF_MILESTONE) | milestone_changes(original),
        )
        for original in source.milestones.order_by("activity", "position", "pk")
    )
    PlanIndicator.objects.bulk_create(
        PlanIndicator(version=target, **_kept(row, ("position", "title", "target")))
        for row in source.indicators.in_order()
    )
    return copies


def same_lines(originals: Sequence[Activity]) -> Sequence[PlanLine]:
    """Keep the identity: another wording of the same things."""
    ids = [original.line_id for original in originals]
    found = PlanLine.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def _kept(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _copy_sections(
    source: RoadMapVersion, target: RoadMapVersion
) -> dict[int, Section]:
    originals = list(source.sections.in_order())
    copies = Section.objects.bulk_create(
        Section(version=target, **_kept(original, KEPT_OF_SECTION))
        for original in originals
    )
    return {original.pk: copy for original, copy in zip(originals, copies, strict=True)}


def _copy_parties(source: RoadMapVersion, copy_of: Mapping[int, Activity]) -> None:
    links = ActivityParty.objects.filter(activity__version=source)
    ActivityParty.objects.bulk_create(
        ActivityParty(
            activity=copy_of[link.activity_id],
            **_kept(link, ("party_id", "position", "wording")),
        )
        for link in links.order_by("activity", "position", "pk")
    )


def _copy_schools(source: RoadMapVersion, copy_of: Mapping[int, Activity]) -> None:
    # The rows of a relation without facts of its own: Django's table between them.
    between = Activity.schools.through
    rows = between.objects.filter(activity__version=source)
    between.objects.bulk_create(
        between(activity=copy_of[activity_id], school_id=school_id)
        for activity_id, school_id in rows.values_list("activity_id", "school_id")
    )
