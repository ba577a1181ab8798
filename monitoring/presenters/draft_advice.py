"""Drafts of recommendations gathered by school or by rule, and what a decision does."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from monitoring.drafting.rules import Rule
from monitoring.models import Recommendation
from monitoring.presenters.analytics import RULES
from monitoring.queries.draft_advice import BY_RULE, lack_of
from schools.models import User
from schools.policies import has_permission
from schools.roles import Permission
from schools.templatetags.portal_format import counted, day


DRAFTS = "проект,проекта,проектов"
RECOMMENDATIONS = "рекомендация,рекомендации,рекомендаций"
ISSUE, DROP = "issue", "drop"


def draft_groups(
    rows: Sequence[Recommendation], *, by: str, user: User, today: dt.date
) -> list[dict[str, Any]]:
    """Return drafts that lie in the order of their groups, group by group."""
    title: Callable[[Recommendation], str] = rule_title if by == BY_RULE else whose
    return [
        _group(number, name, list(group), user=user, today=today)
        for number, (name, group) in enumerate(groupby(rows, key=title), 1)
    ]


def whose(row: Recommendation) -> str:
    """Name the school, else the territory to whose department it speaks."""
    if row.school is not None:
        return row.school.name
    return f"{row.territory.name}: управление и методическая служба"


def rule_title(row: Recommendation) -> str:
    """Say by which rule it was drafted."""
    words = RULES[Rule(row.rule)] if row.rule else "написаны вручную"
    return words[:1].upper() + words[1:]


def batch_address(rows: Iterable[Recommendation], decision: str) -> str:
    """Return the address of the page that asks once more."""
    query = QueryDict(mutable=True)
    query.setlist("pick", [str(row.pk) for row in rows])
    query["decision"] = decision
    return f"{reverse('analytics:recommendations_batch')}?{query.urlencode()}"


def batch_plan(
    rows: Sequence[Recommendation], *, decision: str, today: dt.date
) -> dict[str, Any]:
    """Return what a decision would do: to which drafts, and which it leaves and why."""
    ready, kept = [], []
    for row in rows:
        lack = lack_of(row, today=today)
        if lack is None or (decision == DROP and lack.code != "wrong_state"):
            ready.append(row)
        else:
            kept.append(
                {
                    "row": row,
                    "whose": whose(row),
                    "why": lack.text,
                    "is_draft": lack.code != "wrong_state",
                }
            )
    schools = {row.school_id for row in ready if row.school_id}
    return {
        "ready": [
            {"title": title, "rows": list(group)}
            for title, group in groupby(ready, key=whose)
        ],
        "kept": kept,
        "count": len(ready),
        "submit_label": _submit_label(len(ready), decision),
        "consequence": _consequence(len(ready), len(schools), decision),
    }


def kept_words(kept: Iterable[tuple[Recommendation, str]]) -> list[str]:
    """Name each draft that stayed, with the reason."""
    return [f"{whose(row)}: «{row.action}» – {why}" for row, why in kept]


def done_words(count: int, decision: str, schools: int) -> str:
    """Say what came of a decision."""
    words = counted(count, RECOMMENDATIONS)
    if decision == DROP:
        return f"Отклонено: {words}. Правила больше их не предложат."
    letters = " Команды школ получат по одному письму." if schools else ""
    return f"Выдано: {words}.{letters}"


def _group(
    number: int,
    title: str,
    rows: list[Recommendation],
    *,
    user: User,
    today: dt.date,
) -> dict[str, Any]:
    lines = [_line(row, user=user, today=today) for row in rows]
    mine = [line["row"] for line in lines if line["may_decide"]]
    return {
        "key": f"drafts-{number}",
        "title": title,
        "count": counted(len(rows), DRAFTS),
        "lines": lines,
        "issue_url": batch_address(mine, ISSUE) if len(mine) > 1 else "",
        "drop_url": batch_address(mine, DROP) if len(mine) > 1 else "",
    }


def _line(row: Recommendation, *, user: User, today: dt.date) -> dict[str, Any]:
    lack = lack_of(row, today=today)
    return {
        "row": row,
        "whose": whose(row),
        "whom": row.get_addressee_display(),
        "term": f"до {day(row.due_on)}" if row.due_on else "",
        "lack": lack.text if lack else "",
        "may_decide": has_permission(user, Permission.ISSUE_RECOMMENDATIONS, row),
    }


def _submit_label(count: int, decision: str) -> str:
    verb = "Отклонить" if decision == DROP else "Выдать"
    return f"{verb}: {counted(count, RECOMMENDATIONS)}"


def _consequence(count: int, schools: int, decision: str) -> str:
    words = counted(count, DRAFTS)
    if decision == DROP:
        return (
            f"Будет отклонено: {words}. Школы их не увидят, правила больше не предложат; "
            "причина останется в истории каждого."
        )
    text = f"Будет выдано: {words}. После этого текст не изменить, только снять."
    if not schools:
        return text
    of_schools = counted(schools, "школы,школ,школ")
    return f"{text} Команды {of_schools} получат письмо – одно на школу."
