"""A document on its way to a plan: where it stands, what its job does, its facts."""

from typing import Any

from django.urls import reverse

from roadmaps.enums import IntakePhase
from roadmaps.models import Intake
from schools.enums import JobState
from schools.templatetags.portal_format import moment


STEPS = ("Документ", "Чтение", "Проверка", "План")
PASSED = {
    IntakePhase.READING: 1,
    IntakePhase.REVIEW: 2,
    IntakePhase.CONFIRMED: 4,
    IntakePhase.DISCARDED: 0,
}


def steps(intake: Intake, *, is_last: bool = False) -> list[dict[str, str]]:
    """Return the stepper; `is_last` is the page on which the plan is made."""
    passed = 3 if is_last else PASSED[IntakePhase(intake.phase)]
    found = [
        {"title": title, "state": _step_state(place, passed)}
        for place, title in enumerate(STEPS)
    ]
    if is_last:
        found[2]["url"] = reverse("intake:detail", args=[intake.pk])
    return found


def _step_state(place: int, passed: int) -> str:
    if place < passed:
        return "done"
    return "now" if place == passed else "next"


def job_panel(intake: Intake, *, can_edit: bool) -> dict[str, Any]:
    """Return the panel of the reading."""
    panel: dict[str, Any] = {
        "id": f"intake-{intake.pk}",
        "title": "Портал читает документ",
        "state": intake.state,
        "label": intake.stage or "Документ прочитан.",
        "steps_done": intake.steps_done,
        "steps_total": intake.steps_total,
        "times": _times(intake),
    }
    if intake.is_under_way:
        panel["poll_url"] = reverse("intake:status", args=[intake.pk])
        panel["page_url"] = reverse("intake:detail", args=[intake.pk])
    if intake.state == JobState.FAILED:
        panel["title"] = "Документ не прочитан"
        panel["error"] = intake.error_detail
        panel["detail"] = f"Документ № {intake.pk}, код {intake.error_code}."
    if intake.state == JobState.FAILED and can_edit:
        panel["restart_url"] = reverse("intake:restart", args=[intake.pk])
        panel["result_url"] = reverse("intake:new")
        panel["result_label"] = "Загрузить другой файл"
    return panel


def _times(intake: Intake) -> str:
    if intake.started_at is None:
        return f"Поставлен в очередь {moment(intake.requested_at)}"
    attempt = f", попытка {intake.attempts}" if intake.attempts > 1 else ""
    return f"Начато {moment(intake.started_at)}{attempt}"


def file_facts(intake: Intake) -> list[dict[str, Any]]:
    """Return where the document came from."""
    name: dict[str, Any] = {"term": "Документ", "value": intake.file_name}
    if intake.file_id:
        name["url"] = reverse("files:download", args=[intake.file_id])
    facts = [
        name,
        {"term": "Муниципалитет", "value": intake.territory.name},
        {
            "term": "Кто загрузил",
            "value": str(intake.requested_by or "портал"),
            "note": moment(intake.requested_at),
        },
    ]
    if intake.discard_reason:
        facts.append({"term": "Почему отклонён", "value": intake.discard_reason})
    return facts
