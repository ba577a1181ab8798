"""The page of one term: papers, answers of schools, history, who is reminded."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.urls import reverse

from roadmaps.models import Evidence, SchoolAnswer
from schools.models import AuditEvent, User
from schools.presenters.audit import action_words, changes


def papers(rows: Iterable[Evidence], *, school_id: int | None) -> list[dict[str, Any]]:
    """Return the papers of the department, or those of one school."""
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "kind": row.get_document_type_display(),
            "url": row.link or reverse("files:download", args=[row.file_id]),
            "is_link": bool(row.link),
            "size": row.file.size_bytes if row.file else None,
            "at": row.added_at,
            "by": str(row.added_by or ""),
            "remove_url": reverse("terms:evidence_remove", args=[row.pk]),
        }
        for row in rows
        if row.school_id == school_id
    ]


def answers(
    rows: Iterable[SchoolAnswer],
    evidence: Sequence[Evidence],
    *,
    is_open: bool,
    can_record: bool,
    mine: Collection[int],
) -> list[dict[str, Any]]:
    """Return what each school said, with its papers and what the person may do."""
    return [
        {
            "school": row.school.name,
            "school_url": reverse("schools:detail", args=[row.school_id]),
            "mark": _answer_mark(row),
            "word": _answer_word(row),
            "done_on": row.done_on,
            "note": row.note,
            "by": str(row.answered_by or ""),
            "papers": papers(evidence, school_id=row.school_id),
            "can_answer": is_open and (can_record or row.school_id in mine),
            "answer_url": reverse("terms:answer", args=[row.pk]),
            "back_url": reverse("terms:answer_back", args=[row.pk]),
        }
        for row in rows
    ]


def own_answer_url(
    rows: Iterable[SchoolAnswer], *, is_open: bool, mine: Collection[int]
) -> str:
    """Return where the person's own school answers, while its answer is missing."""
    silent = [r for r in rows if r.school_id in mine and r.done_on is None]
    if not silent or not is_open:
        return ""
    return reverse("terms:answer", args=[silent[0].pk])


def history(events: Iterable[AuditEvent]) -> list[dict[str, Any]]:
    """Return events as sentences with what changed."""
    return [
        {
            "at": event.happened_at,
            "who": event.actor_name,
            "what": action_words(event.action),
            "about": ""
            if event.object_type == "roadmaps.occurrence"
            else event.object_label,
            "reason": event.reason,
            "changes": changes(event),
        }
        for event in events
    ]


def reminded(people: Iterable[User]) -> list[str]:
    """Return the names of those to whom letters go."""
    return [str(person) for person in people]


def _answer_mark(row: SchoolAnswer) -> str:
    if row.done_on is None:
        return "pending"
    return "due_done_bare" if row.without_document else "due_done"


def _answer_word(row: SchoolAnswer) -> str:
    if row.done_on is None:
        return "ответа нет"
    return "выполнено без документа" if row.without_document else "выполнено"
