"""Terms of the demo's plan in each of their states, for the visits of axe."""

from __future__ import annotations

from django.utils import timezone

from roadmaps.actions.recording_papers import add_evidence
from roadmaps.enums import DocumentType, OccurrenceState
from roadmaps.models import Occurrence, RoadMap, SchoolAnswer
from schools.models import School, User


def terms_shown(plan: RoadMap, school: School) -> dict[str, object]:
    """Return a term of each kind; the open one is answered by the school."""
    answer = (
        SchoolAnswer.objects.filter(
            school=school,
            occurrence__line__road_map=plan,
            occurrence__state=OccurrenceState.PLANNED,
            done_on__isnull=False,
        )
        .order_by("pk")
        .first()
    )
    rows = Occurrence.objects.filter(line__road_map=plan).order_by("pk")
    paper = add_evidence(
        occurrence=answer.occurrence,
        document_type=DocumentType.PROTOCOL,
        title="Протокол совещания",
        link="https://example.org/protocol",
        user=User.objects.get(username="coordinator"),
        now=timezone.now(),
    )
    return {
        "open_term": answer.occurrence,
        "term_answer": answer,
        "term_paper": paper,
        "done_term": rows.filter(state=OccurrenceState.DONE).first(),
        "cancelled_term": rows.filter(state=OccurrenceState.CANCELLED).first(),
        "counted_term": rows.open().filter(times_planned__gt=1).first(),
        "term_without_day": rows.open().filter(needs_human=True).first(),
    }
