"""Writes a person's texts into one activity, section or indicator."""

from collections.abc import Mapping
from dataclasses import replace

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.counters import counters_in
from roadmaps.documents.drafts import ActivityDraft
from roadmaps.documents.milestones import read_milestones, term_of_milestones
from roadmaps.documents.model import (
    Activity,
    Indicator,
    Milestone,
    Party,
    RoadMapDocument,
    Section,
)
from roadmaps.documents.parties import kind_of
from roadmaps.documents.term_reading import term_of
from roadmaps.terms import Kind, Term


# Field → text, of one row.
Own = Mapping[str, str]


def mend_activity(activity: Activity, own: Own, document: RoadMapDocument) -> Activity:
    """Return an activity with a person's texts.

    Parameters
    ----------
    activity : Activity
        As understood.
    own : mapping of str to str
        Field → text; parties stand one on a line.
    document : RoadMapDocument
        Gives the period in which terms are read, and the parties known already.

    Returns
    -------
    Activity
        Terms are read again; a field that a person wrote or confirmed is not
        doubtful any more.
    """
    if not own:
        return activity
    mended = replace(
        _with_milestones(activity, own, document),
        number=own.get("number", activity.number),
        title=own.get("title", activity.title),
        result=own.get("result", activity.result),
        document=own.get("document", activity.document),
        indicator=own.get("indicator", activity.indicator),
        note=own.get("note", activity.note),
    )
    if {"title", "result"} & set(own):
        mended = replace(mended, counters=counters_in(mended.title, mended.result))
    if "term" in own:
        mended = replace(mended, term=term_of(own["term"], period=document.period))
    if "responsible" in own:
        mended = replace(
            mended,
            parties=_parties(own["responsible"], document),
            responsible_text=own["responsible"],
        )
    settled = _settled(own)
    return replace(
        mended, doubts=tuple(d for d in mended.doubts if d.field not in settled)
    )


def mend_section(section: Section, own: Own) -> Section:
    """Return a section with a person's number and title.

    Parameters
    ----------
    section : Section
        As understood.
    own : mapping of str to str
        Field → text.

    Returns
    -------
    Section
        The same section when nothing of it was mended.
    """
    return replace(
        section,
        number=own.get("section_number", section.number),
        title=own.get("section_title", section.title),
    )


def mend_indicator(indicator: Indicator, own: Own) -> Indicator:
    """Return an indicator with a person's texts.

    Parameters
    ----------
    indicator : Indicator
        As understood.
    own : mapping of str to str
        Field → text.

    Returns
    -------
    Indicator
        The same indicator when nothing of it was mended.
    """
    return replace(
        indicator,
        title=own.get("indicator_title", indicator.title),
        target=own.get("indicator_target", indicator.target),
    )


def join_activities(
    first: Activity, second: Activity, document: RoadMapDocument
) -> Activity:
    """Return one activity of two rows, the second of which goes on with the first.

    Parameters
    ----------
    first, second : Activity
        Rows as understood.
    document : RoadMapDocument
        Gives the period in which the joined term is read.

    Returns
    -------
    Activity
        Texts follow each other; the joined term is read as one expression.
    """
    term = _joined(first.term.text, second.term.text)
    known = {party.text for party in first.parties}
    return replace(
        first,
        number=first.number or second.number,
        title=_joined(first.title, second.title),
        term=(
            first.term
            if term == first.term.text
            else term_of(term, period=document.period)
        ),
        parties=(
            *first.parties,
            *(party for party in second.parties if party.text not in known),
        ),
        responsible_text=_joined(
            first.responsible_text, second.responsible_text, between="\n"
        ),
        result=_joined(first.result, second.result),
        document=_joined(first.document, second.document),
        indicator=_joined(first.indicator, second.indicator),
        note=_joined(first.note, second.note),
        milestones=(*first.milestones, *second.milestones),
        counters=(*first.counters, *second.counters),
        refs=(*first.refs, *second.refs),
    )


def section_of(activity: Activity, *, beside: Section) -> Section:
    """Return the section whose title a person found in a row of the plan.

    Parameters
    ----------
    activity : Activity
        The row.
    beside : Section
        The section in which the row stood; the new one lies as deep.

    Returns
    -------
    Section
        Without activities: those of the rows that follow are laid into it.
    """
    return Section(
        activity.number,
        activity.title,
        level=beside.level,
        kind=beside.kind,
        refs=activity.refs,
    )


def activity_of(section: Section) -> Activity:
    """Return the activity that was taken for a heading.

    Parameters
    ----------
    section : Section
        The heading.

    Returns
    -------
    Activity
        Its number and title; there is no more in a heading.
    """
    return Activity(
        section.number,
        section.title,
        Term("", Kind.NONE, needs_human=True),
        refs=section.refs,
    )


def _settled(own: Own) -> set[str]:
    """Return the fields of which a person has said what is right."""
    fields = {name.removeprefix(keys.CHECKED) for name in own}
    if any(name.startswith(keys.MILESTONE) for name in fields):
        fields.add("milestone")
    return fields


def _with_milestones(
    activity: Activity, own: Own, document: RoadMapDocument
) -> Activity:
    """Return the activity with mended milestones, and with the term they give it."""
    milestones = tuple(
        _milestone(milestone, own, document) for milestone in activity.milestones
    )
    if milestones == activity.milestones:
        return activity
    mended = replace(activity, milestones=milestones)
    period = document.period
    if activity.term == term_of_milestones(activity.milestones, period=period):
        return replace(mended, term=term_of_milestones(milestones, period=period))
    return mended


def _milestone(milestone: Milestone, own: Own, document: RoadMapDocument) -> Milestone:
    text = own.get(keys.milestone_field(milestone))
    if text is None:
        return milestone
    draft = ActivityDraft(milestones={milestone.label or str(milestone.year): text})
    return read_milestones(draft, period=document.period)[0]


def _parties(text: str, document: RoadMapDocument) -> tuple[Party, ...]:
    """Return a party for each line; those that the document knows keep their kind."""
    known = {
        party.text: party
        for activity in document.activities
        for party in activity.parties
    }
    lines = dict.fromkeys(
        filter(None, (line.strip(" ,;") for line in text.split("\n")))
    )
    return tuple(
        known.get(line)
        or Party(line, kind_of(line), expanded=document.abbreviations.get(line, ""))
        for line in lines
    )


def _joined(first: str, second: str, *, between: str = " ") -> str:
    return between.join(text for text in (first.strip(), second.strip()) if text)
