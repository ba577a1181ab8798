"""What happened to a term, from the trail, and the papers that show it."""

from django.db.models import Q

from roadmaps.models import Evidence, Occurrence, SchoolAnswer
from roadmaps.queries.agenda import speaks_only_for_schools
from schools.models import AuditEvent, User


SHOWN = 50


def history_of(occurrence: Occurrence, *, user: User) -> list[AuditEvent]:
    """Return events of a term, the newest first.

    Officials read those of its papers and of all schools' answers too; a school's
    team those of its own.
    """
    about = _objects("roadmaps.occurrence", [occurrence.pk])
    answers = SchoolAnswer.objects.filter(occurrence=occurrence)
    papers = Evidence.objects.filter(occurrence=occurrence)
    if speaks_only_for_schools(user):
        answers, papers = answers.visible_to(user), papers.visible_to(user)
    about |= _objects("roadmaps.schoolanswer", answers.values_list("pk", flat=True))
    about |= _objects("roadmaps.evidence", papers.values_list("pk", flat=True))
    if not speaks_only_for_schools(user):
        # A paper that was taken back is no row any more, but it was there.
        about |= Q(
            object_type="roadmaps.evidence",
            action="evidence.removed",
            before__occurrence=occurrence.pk,
        )
    events = AuditEvent.objects.filter(about, is_refusal=False)
    return list(events.order_by("-happened_at", "-pk")[:SHOWN])


def evidence_of(occurrence: Occurrence, *, user: User) -> list[Evidence]:
    """Return papers that the person may see, the oldest first."""
    rows = Evidence.objects.visible_to(user).filter(occurrence=occurrence)
    return list(
        rows.select_related("file", "school", "added_by").order_by("added_at", "pk")
    )


def _objects(kind: str, keys) -> Q:
    return Q(object_type=kind, object_id__in=[str(key) for key in keys])
