"""The page of a programme: its way, facts, versions and steps as the template shows them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from roadmaps.models import Programme, ProgrammeStep, ProgrammeVersion
from roadmaps.presenters import programme_words as words
from roadmaps.workflow import State
from schools.templatetags.portal_format import day, period


# The straight way; returns, extensions and replacements branch off it.
WAY: tuple[tuple[str, frozenset[str]], ...] = (
    ("Черновик", frozenset({State.DRAFT, State.RETURNED})),
    ("На согласовании", frozenset({State.SUBMITTED})),
    ("Согласована", frozenset({State.AGREED})),
    ("Утверждена", frozenset({State.APPROVED})),
    ("Размещена", frozenset({State.PUBLISHED})),
    ("Исполняется", frozenset({State.RUNNING, State.EXTENDED})),
    ("Завершена", frozenset({State.FINISHED, State.REPLACED})),
)
FINAL = frozenset({State.FINISHED, State.REPLACED})


def way(programme: Programme) -> list[dict[str, str]]:
    """Return the stations of the way, those behind, the present one, those ahead."""
    place = next(n for n, (_, states) in enumerate(WAY) if programme.state in states)
    steps = []
    for number, (title, states) in enumerate(WAY):
        state = "done" if number < place else "now" if number == place else "next"
        if number == place and programme.state in FINAL:
            state = "done"
        is_here = number == place and len(states) > 1
        shown = programme.get_state_display().capitalize() if is_here else title
        steps.append({"title": shown, "state": state})
    return steps


def facts(programme: Programme) -> list[dict[str, str]]:
    """Return what is known of a programme as pairs."""
    items = [
        {"term": "Вид", "value": programme.kind.name},
        {"term": "Срок", "value": period(programme.starts_on, programme.ends_on)},
    ]
    if programme.round_number:
        items.append(
            {"term": "Круг согласования", "value": str(programme.round_number)}
        )
    if programme.order_number and programme.order_date:
        order = f"№ {programme.order_number} от {day(programme.order_date)}"
        item = {"term": "Приказ школы", "value": order}
        if programme.order_file_id:
            item["url"] = reverse("files:download", args=[programme.order_file_id])
        items.append(item)
    if programme.extended_until:
        items.append({"term": "Продлена по", "value": day(programme.extended_until)})
    if programme.replaced_by:
        items.append(
            {
                "term": "Заменена",
                "value": programme.replaced_by.title,
                "url": reverse("programmes:detail", args=[programme.replaced_by_id]),
            }
        )
    return items


def versions(
    rows: Sequence[ProgrammeVersion], *, may_compare_schools: bool
) -> list[dict[str, Any]]:
    """Return the versions for the list of files, the newest first."""
    return [_version(row, may_compare_schools=may_compare_schools) for row in rows]


def _version(row: ProgrammeVersion, *, may_compare_schools: bool) -> dict[str, Any]:
    address = [row.programme_id, row.number]
    is_read = row.read_at is not None
    return {
        "number": row.number,
        "name": row.file.original_name,
        "url": reverse("programmes:file", args=address),
        "size": row.file.size_bytes,
        "at": row.uploaded_at,
        "by": str(row.author) if row.author else "автор не указан",
        "note": row.comment,
        "sha256": row.sha256,
        "sent_at": row.sent_at,
        "reading": _reading(row, is_read=is_read),
        "difference_url": (
            reverse("programmes:difference", args=address) if row.number > 1 else ""
        ),
        "similar_url": (
            reverse("programmes:similar", args=address) if may_compare_schools else ""
        ),
    }


def _reading(row: ProgrammeVersion, *, is_read: bool) -> str:
    if not is_read:
        return "Текст ещё читается: сравнение и поиск появятся через минуту."
    if row.is_blank:
        return "Текст прочитать не удалось: в файле, вероятно, только изображения."
    return ""


def steps(
    rows: Sequence[ProgrammeStep], *, seen_versions: frozenset[int]
) -> list[dict[str, Any]]:
    """Return the timeline, the last step first."""
    return [
        {
            "what": words.past_words(row.code),
            "mark": f"programme_{row.target}",
            "state": row.get_target_display(),
            "at": row.happened_at,
            "who": str(row.actor) if row.actor else "портал",
            "reason": row.reason,
            "round": row.round_number,
            "version": (
                row.version.number
                if row.version and row.version_id in seen_versions
                else None
            ),
            "receipt": row.receipt_number,
            "receipt_url": (
                reverse("programmes:receipt", args=[row.programme_id, row.pk])
                if row.receipt_number
                else ""
            ),
        }
        for row in rows
    ]
