"""A decision in words: its progress, its items, what the order will change."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from identification.enums import Confidence, Group, Verdict
from identification.models import Decision, DecisionItem
from schools.enums import StatusKind
from schools.templatetags.portal_format import number, signed


QUICK_REASONS = (
    "Расчёт и правило 30 % согласны.",
    "Результаты ниже ожидаемых второй год подряд.",
    "Условия работы школы трудные, что подтверждает социальный паспорт.",
    "Школа на границе, других оснований нет.",
    "Малое число участников: вывод ненадёжен.",
    "Есть признаки необъективности результатов.",
    "Расчёт статус не подтверждает, положение школы улучшилось.",
)
VERDICT_WORDS = {
    # (the school holds the status, the verdict): what happens to the status.
    (False, Verdict.ACCEPTED): "присвоить",
    (False, Verdict.DECLINED): "не присваивать",
    (True, Verdict.ACCEPTED): "сохранить",
    (True, Verdict.DECLINED): "снять",
}
# Longer than this, the ground is folded away under its numbers.
LONG_PROPOSAL = 240
BUTTONS = {False: ("Присвоить", "Не присваивать"), True: ("Сохранить", "Снять")}


def item_card(
    item: DecisionItem,
    *,
    decision: Decision,
    can_decide: bool,
    typed: str = "",
    error: str = "",
) -> dict[str, Any]:
    """Return one item of the desk; `typed` is a reason that is not saved yet."""
    accept, decline = BUTTONS[item.is_held]
    row = item.run_row
    return {
        "item": item,
        "school": item.school,
        "explanation_url": _explanation_url(decision, item) if row else "",
        "status": item.status,
        "kind": item.kind,
        "is_pending": item.verdict == Verdict.PENDING,
        "verdict_word": VERDICT_WORDS.get((item.is_held, Verdict(item.verdict)), ""),
        "accept": accept,
        "decline": decline,
        "origin": _origin(item),
        "summary": _summary(item),
        "is_long": len(item.proposal) > LONG_PROPOSAL,
        "group": row.group if row else Group.UNCLASSIFIED,
        "confidence": item.confidence,
        "is_rule_fired": bool(row and row.is_rule_fired),
        "reason": typed or item.reason,
        "error": error,
        "can_decide": can_decide,
        "can_remove": can_decide and not item.is_proposed and not item.proposal,
    }


def _summary(item: DecisionItem) -> str:
    """Return the numbers that the proposal rests on, in one line."""
    row = item.run_row
    if row is None or row.outcome_points is None or row.expected_points is None:
        return ""
    return (
        f"Результат {number(row.outcome_points, 1)} при ожидании "
        f"{number(row.expected_points, 1)}, отклонение "
        f"{signed(row.residual_points, 1)}."
    )


def _explanation_url(decision: Decision, item: DecisionItem) -> str:
    return reverse("identification:run_school", args=[decision.run_id, item.school_id])


def _origin(item: DecisionItem) -> str:
    if not item.is_proposed and not item.proposal:
        return "добавлено вручную"
    if item.is_held and item.is_proposed:
        return "статус уже есть, расчёт его подтверждает"
    if item.is_held:
        return "статус уже есть, расчёт его не подтверждает"
    return "предложено расчётом"


def progress_of(items: Sequence[DecisionItem]) -> dict[str, Any]:
    """Return «решено 12 из 18» and how many sure proposals still wait."""
    decided = sum(item.verdict != Verdict.PENDING for item in items)
    sure = sum(
        item.verdict == Verdict.PENDING
        and item.is_proposed
        and item.confidence == Confidence.SURE
        for item in items
    )
    return {
        "done": decided,
        "total": len(items),
        "label": "Решено",
        "is_complete": decided == len(items) and bool(items),
        "sure_waiting": sure,
    }


def outcome_lines(items: Sequence[DecisionItem]) -> list[dict[str, str]]:
    """Return what the order gives, keeps and takes away, by status."""
    lines = []
    for kind in StatusKind:
        mine = [item for item in items if item.kind == kind]
        if mine:
            lines.append({"code": str(kind), "text": _outcome(mine)})
    return lines


def _outcome(items: Sequence[DecisionItem]) -> str:
    counts: dict[str, int] = {}
    for item in items:
        word = VERDICT_WORDS.get(
            (item.is_held, Verdict(item.verdict)), "не рассмотрено"
        )
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(f"{word} – {number(count)}" for word, count in counts.items())


def decision_title(decision: Decision) -> str:
    """Name the decision as people do."""
    return f"Решение по расчёту № {decision.run_id} за {decision.run.year} год"
