"""What letters about recommendations say."""

from monitoring.models import Recommendation
from schools.templatetags.portal_format import day


GOODBYE = "Письмо отправлено порталом, отвечать на него не нужно."


def issued_letter(row: Recommendation, *, url: str) -> tuple[str, str]:
    """Return subject and text for the school's team."""
    parts = [
        f"Школа: {row.school}",
        f"Вывод: {row.finding}",
        f"Что сделать: {row.action}",
        f"Срок: {day(row.due_on)}.",
        f"Что покажет результат: {row.control}" if row.control else "",
        f"Ответить в портале: {url}",
        GOODBYE,
    ]
    return f"Рекомендация школе, срок {day(row.due_on)}", _joined(parts)


def answered_letter(row: Recommendation, *, url: str) -> tuple[str, str]:
    """Return subject and text for the coordinators."""
    parts = [
        f"Школа: {row.school}",
        f"Рекомендация: {row.action}",
        f"Ответ: {row.answer}",
        f"Проверить и закрыть: {url}",
        GOODBYE,
    ]
    return f"{row.school}: ответ на рекомендацию", _joined(parts)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)
