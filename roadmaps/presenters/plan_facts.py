"""What stands beside a plan: its versions, its grif and order, what to do next."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from roadmaps.models import RoadMap, RoadMapVersion
from schools.models import StoredFile
from schools.templatetags.portal_format import NBSP, day, moment, period


def version_links(
    road_map: RoadMap, versions: Sequence[RoadMapVersion], shown: RoadMapVersion
) -> list[dict[str, Any]]:
    """Return the switch between versions, the oldest first; one needs no switch."""
    if len(versions) < 2:
        return []
    address = reverse("plans:detail", args=[road_map.pk])
    return [
        {
            "url": f"{address}?version={version.number}",
            "title": version_title(version),
            "is_shown": version.pk == shown.pk,
        }
        for version in sorted(versions, key=lambda v: v.number)
    ]


def version_title(version: RoadMapVersion) -> str:
    """Return «версия 1, заменена», «проект версии 2»."""
    if version.is_draft:
        return f"проект версии {version.number}"
    return f"версия {version.number}, {version.get_state_display()}"


def facts(
    road_map: RoadMap, version: RoadMapVersion, *, order_file: StoredFile | None
) -> list[dict[str, Any]]:
    """Return the pairs above the table."""
    found = [
        {"term": "Период", "value": period(road_map.starts_on, road_map.ends_on)},
        _order(version, order_file),
        {"term": "Гриф", "value": _grif(version)},
        {"term": "Откуда", "value": version.get_origin_display()},
    ]
    if road_map.continues_id:
        url = reverse("plans:detail", args=[road_map.continues_id])
        found.append(
            {"term": "Продолжает", "value": str(road_map.continues), "url": url}
        )
    if version.change_note:
        found.append({"term": "Что изменено", "value": version.change_note})
    return found


def next_step(
    version: RoadMapVersion, *, today: dt.date, can_edit: bool, can_approve: bool
) -> str:
    """Say in a sentence what this person may do now; nothing is an answer too."""
    if version.is_draft and version.return_note:
        who = version.returned_by or "Начальник"
        return (
            f"{who}, {moment(version.returned_at)}: {version.return_note}"
            if can_edit or can_approve
            else ""
        )
    if version.is_draft and can_approve:
        return (
            "Проект ждёт приказа. Посмотрите, чего в нём не хватает, и утвердите его или "
            "верните с замечаниями."
        )
    if version.is_draft and can_edit:
        return (
            "Это проект: его можно править. Когда он готов, начальник отдела вводит приказ, "
            "и версия больше не меняется."
        )
    if version.replaced_at:
        return f"Эта версия заменена {day(version.replaced_at)} и хранится для истории."
    road_map = version.road_map
    if can_edit and today > road_map.ends_on:
        return (
            f"Период закончился {day(road_map.ends_on)}. Перенесите план на следующий: "
            "мероприятия и ответственные сохранятся, сроки портал прочитает заново."
        )
    return ""


def _order(version: RoadMapVersion, order_file: StoredFile | None) -> dict[str, Any]:
    if version.is_draft:
        return {"term": "Приказ", "value": "ещё не утверждена"}
    fact: dict[str, Any] = {
        "term": "Приказ",
        "value": f"№{NBSP}{version.order_number} от {day(version.order_date)}",
    }
    if order_file is not None:
        fact["url"] = reverse("files:download", args=[order_file.pk])
        fact["note"] = order_file.original_name
    return fact


def _grif(version: RoadMapVersion) -> str:
    words = [version.approver_position, version.approver_name]
    return ", ".join(word for word in words if word) or "не указан"
