"""The whole of a document in a line and in facts."""

from collections.abc import Mapping
from typing import Any

from roadmaps.documents import edit_keys as keys
from roadmaps.documents.edit_texts import plan_texts
from roadmaps.documents.model import RoadMapDocument
from roadmaps.models import Intake
from roadmaps.presenters.intake_words import UNSURE
from schools.templatetags.portal_format import counted, period


SECTIONS = "раздел,раздела,разделов"
ACTIVITIES = "мероприятие,мероприятия,мероприятий"
INDICATORS = "показатель,показателя,показателей"
UNNAMED = "не указано"


def understood_line(document: RoadMapDocument) -> str:
    """Say in one line what was understood: the period and how much of what."""
    when = period(document.period.start, document.period.end)
    if not document.period_is_given:
        when += " (предположительно)"
    parts = [when]
    named = [part for part in document.sections if part.number or part.title]
    if named:
        parts.append(counted(len(named), SECTIONS))
    parts.append(counted(len(document.activities), ACTIVITIES))
    if document.indicators:
        parts.append(counted(len(document.indicators), INDICATORS))
    return " · ".join(parts)


def outcome_facts(
    intake: Intake,
    read: RoadMapDocument,
    document: RoadMapDocument,
    edits: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return what the plan will be."""
    plan = plan_texts(read)
    for name in keys.PLAN_FIELDS:
        plan[name] = edits.get(f"{keys.PLAN}:{name}", plan[name])
    approver = ", ".join(
        filter(None, (plan["approver_position"], plan["approver_name"]))
    )
    skipped = sum(text == keys.SKIP for text in edits.values())
    undated = sum(a.term.needs_human for a in document.activities)
    doubtful = sum(
        len({doubt.field for doubt in activity.doubts if doubt.confidence < UNSURE})
        for activity in document.activities
    )
    facts = [
        {"term": "Название", "value": plan["title"] or UNNAMED},
        {
            "term": "Период",
            "value": period(document.period.start, document.period.end),
        },
        {"term": "Муниципалитет", "value": intake.territory.name},
        {"term": "Утверждает", "value": approver or UNNAMED},
        {
            "term": "Разделов",
            "value": str(sum(bool(s.number or s.title) for s in document.sections)),
        },
        {
            "term": "Мероприятий",
            "value": str(len(document.activities)),
            **_note(undated, "без точной даты: её назовёт человек"),
        },
        {"term": "Показателей", "value": str(len(document.indicators))},
    ]
    if skipped:
        facts.append({"term": "Пропущено вами", "value": str(skipped)})
    if doubtful:
        facts.append(
            {
                "term": "Осталось сомнительных ячеек",
                "value": str(doubtful),
                "note": "их можно исправить и в самом плане",
            }
        )
    return facts


def _note(count: int, words: str) -> dict[str, str]:
    return {"note": f"{count} {words}"} if count else {}
