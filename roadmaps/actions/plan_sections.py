"""Sections of a draft: added, changed, moved with what they hold, removed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from roadmaps.actions.plans import locked_draft
from roadmaps.models import Activity, RoadMapVersion, Section
from schools.actions.audit import record
from schools.actions.refusals import refuse
from schools.models import User
from schools.queries.versions import differences, plain_values


EDITABLE = (
    *("level", "kind", "number", "title"),
    *("goals", "tasks", "expected_results"),
)
DEEPEST = 4
BATCH = 500


@dataclass(frozen=True)
class _Block:
    """A section with the deeper ones that follow it."""

    sections: tuple[Section, ...]

    @property
    def level(self) -> int:
        return self.sections[0].level


@transaction.atomic
def add_section(
    *,
    version: RoadMapVersion,
    values: Mapping[str, Any],
    user: User,
    now: dt.datetime,
    after: Section | None = None,
) -> Section:
    """Add a section at the end, or after another one and what lies inside it."""
    version = locked_draft(version, user)
    section = Section(version=version, **_wanted(values))
    ordered = list(version.sections.in_order())
    place = _place_after(ordered, after)
    _demand_level(section, ordered[:place])
    section.position = place
    moved = version.sections.filter(pk__in=[row.pk for row in ordered[place:]])
    moved.update(position=F("position") + 1)
    section.save()
    record(
        actor=user,
        action="plan.section_added",
        obj=section,
        now=now,
        after={"number": section.number, "title": section.title},
    )
    return section


@transaction.atomic
def change_section(
    *, section: Section, values: Mapping[str, Any], user: User, now: dt.datetime
) -> Section:
    """Change what a section says, or how deep it lies."""
    version = locked_draft(section.version, user)
    section = version.sections.select_for_update().get(pk=section.pk)
    before = plain_values(section, EDITABLE)
    ordered = list(version.sections.in_order())
    place = ordered.index(section)
    inside = _block_at(ordered, place).sections[1:]
    for name, value in _wanted(values).items():
        setattr(section, name, value)
    _demand_level(section, ordered[:place])
    before, after = differences(before, plain_values(section, EDITABLE))
    if after:
        section.save()
        for inner in inside:
            inner.level += section.level - before.get("level", section.level)
        Section.objects.bulk_update(inside, ["level"])
        record(
            actor=user,
            action="plan.section_changed",
            obj=section,
            now=now,
            before=before,
            after=after,
        )
    return section


@transaction.atomic
def move_section(
    *, section: Section, is_up: bool, user: User, now: dt.datetime
) -> bool:
    """Exchange a section with its neighbour of the same depth, with all inside.

    Returns False when there is no neighbour on that side.
    """
    version = locked_draft(section.version, user)
    ordered = list(version.sections.in_order())
    blocks = _siblings(ordered, section)
    index = next(i for i, b in enumerate(blocks) if b.sections[0].pk == section.pk)
    other = index - 1 if is_up else index + 1
    if not 0 <= other < len(blocks):
        return False
    first = ordered.index(blocks[0].sections[0])
    blocks[index], blocks[other] = blocks[other], blocks[index]
    inside = [row for block in blocks for row in block.sections]
    renumber(version, [*ordered[:first], *inside, *ordered[first + len(inside) :]])
    record(
        actor=user,
        action="plan.section_moved",
        obj=section,
        now=now,
        after={"is_up": is_up},
    )
    return True


@transaction.atomic
def remove_section(
    *, section: Section, reason: str, user: User, now: dt.datetime
) -> None:
    """Remove a section with its activities; deeper sections go up a level."""
    version = locked_draft(section.version, user)
    if not reason.strip():
        raise refuse("Напишите, почему удаляете раздел.", code="no_reason")
    ordered = list(version.sections.in_order())
    section = next(row for row in ordered if row.pk == section.pk)
    rows = section.activities.all()
    lines = list(rows.values_list("line_id", flat=True))
    record(
        actor=user,
        action="plan.section_removed",
        obj=section,
        now=now,
        before={"title": section.title, "activities": len(lines)},
        reason=reason.strip(),
    )
    start = ordered.index(section)
    inside = _block_at(ordered, start).sections[1:]
    for inner in inside:
        inner.level -= 1
    Section.objects.bulk_update(inside, ["level"])
    section.delete()
    drop_unused_lines(version, lines)


def renumber(version: RoadMapVersion, sections: Sequence[Section]) -> None:
    """Write the order of sections, and of activities as they follow from it."""
    for position, section in enumerate(sections):
        section.position = position
    Section.objects.bulk_update(sections, ["position"], batch_size=BATCH)
    order = {section.pk: section.position for section in sections}
    rows = version.activities.only("pk", "version", "section", "position")
    sorted_rows = sorted(
        rows, key=lambda row: (order[row.section_id], row.position, row.pk)
    )
    changed = []
    for position, row in enumerate(sorted_rows):
        if row.position != position:
            row.position = position
            changed.append(row)
    Activity.objects.bulk_update(changed, ["position"], batch_size=BATCH)


def drop_unused_lines(version: RoadMapVersion, line_ids: Sequence[int]) -> None:
    """Forget lines that no version has any more and on which nothing hangs."""
    version.road_map.lines.filter(
        pk__in=line_ids, activities__isnull=True, occurrences__isnull=True
    ).delete()


def _wanted(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in EDITABLE if name in values}


def _place_after(ordered: Sequence[Section], after: Section | None) -> int:
    if after is None:
        return len(ordered)
    for index, row in enumerate(ordered):
        if row.pk == after.pk:
            return index + len(_block_at(ordered, index).sections)
    raise refuse("Этого раздела в плане уже нет.", code="gone", field="after")


def _block_at(ordered: Sequence[Section], start: int) -> _Block:
    end = start + 1
    while end < len(ordered) and ordered[end].level > ordered[start].level:
        end += 1
    return _Block(tuple(ordered[start:end]))


def _siblings(ordered: Sequence[Section], section: Section) -> list[_Block]:
    """Return the blocks of one parent, among which the section is one."""
    at = next(i for i, row in enumerate(ordered) if row.pk == section.pk)
    level = ordered[at].level
    start = at
    while start > 0 and ordered[start - 1].level >= level:
        start -= 1
    blocks, place = [], start
    while place < len(ordered) and ordered[place].level >= level:
        block = _block_at(ordered, place)
        blocks.append(block)
        place += len(block.sections)
    return blocks


def _demand_level(section: Section, earlier: Sequence[Section]) -> None:
    """Refuse a depth that skips one: nobody could say inside what it lies."""
    deepest = min(earlier[-1].level + 1 if earlier else 1, DEEPEST)
    if not 1 <= section.level <= deepest:
        message = (
            f"Здесь раздел может быть уровня от 1 до {deepest}: раздел глубже должен "
            "лежать внутри другого."
            if deepest > 1
            else "Здесь раздел может быть только первого уровня: лежать ему не в чем."
        )
        raise refuse(message, code="level", field="level")
