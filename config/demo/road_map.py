"""Loads the demo's road map: approved in August, partly done, about to be corrected."""

import datetime as dt
from collections.abc import Callable

from config.demo import plan_text as text
from roadmaps.actions.occurrences import write_answers
from roadmaps.actions.parties import change_party
from roadmaps.actions.plan_activities import add_activity
from roadmaps.actions.plan_content import fill_from_document
from roadmaps.actions.plans import create_road_map
from roadmaps.actions.recording import cancel, mark_done
from roadmaps.actions.recording_answers import answer_for_school
from roadmaps.actions.recording_papers import add_evidence
from roadmaps.actions.versions import approve_version, open_correction
from roadmaps.documents.model import RawDocument, RawParagraph, RawTable
from roadmaps.documents.understand import understand
from roadmaps.enums import DocumentType, OccurrenceState, Origin
from roadmaps.models import (
    Activity,
    Occurrence,
    Party,
    RoadMapVersion,
    SchoolAnswer,
)
from roadmaps.terms import Period
from schools.models import Territory, User


Clock = Callable[[], dt.datetime]

# Of those whose day has come every fourth is late; of the others every third is
# closed without a paper.
LATE_EACH, BARE_EACH = 4, 3
ORDER_NUMBER = "186-о"


def load_road_map(place: Territory, *, clock: Clock) -> RoadMapVersion:
    """Put a road map of the current school year in force, and work by it until today."""
    now = clock()
    today = now.date()
    opens = today.year if today.month >= 9 else today.year - 1
    coordinator = User.objects.get(username="coordinator")
    made = _moment(now, dt.date(opens, 8, 20))
    version = create_road_map(
        territory=place,
        title=_year(text.TITLE, opens),
        starts_on=dt.date(opens, 9, 1),
        ends_on=dt.date(opens + 1, 8, 31),
        origin=Origin.IMPORT,
        preamble=text.PREAMBLE,
        approver_position=text.APPROVER_POST,
        user=coordinator,
        now=made,
    )
    _fill(version, opens, coordinator, made)
    approved_on = dt.date(opens, 8, 28)
    version = approve_version(
        version=version,
        order_number=ORDER_NUMBER,
        order_date=approved_on,
        order_file=None,
        user=User.objects.get(username="head"),
        now=_moment(now, approved_on),
        today=approved_on,
    )
    write_answers(version=version, today=today)
    _work(version, coordinator, now)
    _correct(version, opens, coordinator, now)
    return version


def _fill(version: RoadMapVersion, opens: int, user: User, now: dt.datetime) -> None:
    """Read the plan's own table as the portal reads an uploaded one."""
    period = Period(version.road_map.starts_on, version.road_map.ends_on)
    document = understand(_document(opens), period=period, today=period.start)
    fill_from_document(version=version, document=document, user=user, now=now)
    for party in Party.objects.filter(territory=version.territory):
        known = text.PARTIES.get(party.name)
        if known is None:
            continue
        values: dict[str, object] = dict(known)
        if "user" in values:
            values["user"] = User.objects.get(username=values["user"])
        change_party(party=party, values=values, user=user, now=now)


def _document(opens: int) -> RawDocument:
    width = len(text.HEADERS)
    rows: list[tuple[str, ...]] = [tuple(header for header, _ in text.HEADERS)]
    spans: list[tuple[int, int, int, int]] = []
    for number, (title, activities) in enumerate(text.SECTIONS, 1):
        spans.append((len(rows), 0, len(rows), width - 1))
        rows.append((f"{number}. {title}", *[""] * (width - 1)))
        rows += [
            (f"{number}.{place}", *(_year(cell, opens) for cell in cells))
            for place, cells in enumerate(activities, 1)
        ]
    merged = frozenset((row, n) for row, _, _, _ in spans for n in range(1, width))
    targets = (("Показатель", "Целевое значение"), *text.INDICATORS)
    return RawDocument(
        blocks=(
            *(
                RawParagraph(f"{short} – {full}")
                for short, full in text.ABBREVIATIONS.items()
            ),
            RawTable(tuple(rows), merged=merged, spans=tuple(spans)),
            RawParagraph("Показатели"),
            RawTable(targets),
        )
    )


def _work(version: RoadMapVersion, user: User, now: dt.datetime) -> None:
    """Record what the past months brought; one thing is called off."""
    today = now.date()
    rows = Occurrence.objects.filter(line__activities__version=version)
    past = rows.filter(due_on__lt=today).order_by("due_on", "pk")
    for number, occurrence in enumerate(past, 1):
        if number % LATE_EACH == 0:
            continue
        done_on = occurrence.due_on - dt.timedelta(days=number % 5)
        moment = _moment(now, done_on)
        is_bare = number % BARE_EACH == 0
        if not is_bare:
            _add_paper(occurrence, number, user, moment)
        mark_done(
            occurrence=occurrence,
            done_on=done_on,
            user=user,
            now=moment,
            today=today,
            note="Проведено, замечаний нет." if is_bare else "",
            without_document=is_bare,
        )
    last = rows.filter(due_on__gte=today).order_by("-due_on", "-pk").first()
    if last is not None:
        reason = "Перенесено на следующий год решением совета."
        cancel(occurrence=last, reason=reason, user=user, now=now)
    _answer(version, today, now)


def _add_paper(
    occurrence: Occurrence, number: int, user: User, now: dt.datetime
) -> None:
    types = Activity.objects.filter(line=occurrence.line).values_list(
        "document_types", flat=True
    )
    wanted = [code for row in types for code in row] or [DocumentType.REPORT]
    kind = DocumentType(wanted[0])
    add_evidence(
        occurrence=occurrence,
        document_type=kind,
        title=f"{kind.label.capitalize()} № {number}",
        link=f"https://example.org/documents/{number}",
        user=user,
        now=now,
    )


def _answer(version: RoadMapVersion, today: dt.date, now: dt.datetime) -> None:
    """Let the demo's school answer for the first thing that it is asked about."""
    team = User.objects.get(username="school")
    answers = SchoolAnswer.objects.visible_to(team).filter(
        occurrence__line__road_map=version.road_map,
        occurrence__state=OccurrenceState.PLANNED,
    )
    first = answers.order_by("occurrence__due_on", "pk").first()
    if first is not None:
        answer_for_school(
            answer=first,
            done_on=today,
            user=team,
            now=now,
            today=today,
            note="Команда встретилась, лист заполнен.",
            without_document=True,
        )


def _correct(version: RoadMapVersion, opens: int, user: User, now: dt.datetime) -> None:
    draft = open_correction(road_map=version.road_map, user=user, now=now)
    section = draft.sections.in_order()[3]
    values: dict[str, object] = {
        name: _year(words, opens) for name, words in text.ADDED.items()
    }
    add_activity(
        section=section,
        values={**values, "parties": [text.CENTRE]},
        user=user,
        now=now,
    )


def _year(words: str, opens: int) -> str:
    return words.format(a=opens, b=opens + 1)


def _moment(now: dt.datetime, day: dt.date) -> dt.datetime:
    """Return the morning of a day, but never a moment that is still to come."""
    return min(now, dt.datetime.combine(day, dt.time(9, 30), tzinfo=now.tzinfo))
