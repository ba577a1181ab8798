"""What a letter about a step of a programme says."""

from django.utils import timezone

from roadmaps.enums import ProgrammeState
from roadmaps.models import ProgrammeStep
from roadmaps.presenters.letters import Letter
from roadmaps.workflow import transition_of


GOODBYE = "Письмо отправлено порталом, отвечать на него не нужно."


def letter_of(step: ProgrammeStep, *, url: str, is_office: bool) -> Letter:
    """Return the letter about a step for the school, or for the department."""
    programme = step.programme
    transition = transition_of(step.code)
    past = transition.past if transition else str(ProgrammeState(step.target).label)
    whom = f"{programme.school}: " if is_office else ""
    subject = f"{whom}{programme.kind.short_name} {past}"
    if step.receipt_number and not is_office:
        subject = f"Расписка {step.receipt_number}: {programme.kind.short_name} {past}"
    parts = [
        f"Школа: {programme.school}\nДокумент: {programme.title}",
        f"{past.capitalize()} {_moment(step)}.",
        "" if is_office else _receipt(step),
        f"Почему: {step.reason}" if step.reason else "",
        _due(step),
        f"Открыть в портале: {url}",
        GOODBYE,
    ]
    return Letter(subject, "\n\n".join(part for part in parts if part))


def _moment(step: ProgrammeStep) -> str:
    return f"{timezone.localtime(step.happened_at):%d.%m.%Y в %H:%M}"


def _receipt(step: ProgrammeStep) -> str:
    if not step.receipt_number or step.version is None:
        return ""
    return (
        f"Номер расписки: {step.receipt_number}\n"
        f"Версия: {step.version.number}, файл «{step.version.file.original_name}»\n"
        f"SHA-256 файла: {step.version.sha256}"
    )


def _due(step: ProgrammeStep) -> str:
    due_on = step.programme.due_on
    if due_on is None:
        return ""
    what = "Ответ отдела" if step.target == "submitted" else "Исправить и отправить"
    return f"{what} до {due_on:%d.%m.%Y}."
