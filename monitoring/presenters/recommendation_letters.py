"""What letters about recommendations say."""

from collections.abc import Sequence

from monitoring.models import Recommendation
from schools.templatetags.portal_format import counted, day


ADVICE = "рекомендация,рекомендации,рекомендаций"
GOODBYE = "Письмо отправлено порталом, отвечать на него не нужно."


def issued_letter(pairs: Sequence[tuple[Recommendation, str]]) -> tuple[str, str]:
    """Return subject and text for the school's team; pairs of a row and its address."""
    first = min(row.due_on for row, _url in pairs if row.due_on)
    parts = [f"Школа: {pairs[0][0].school}"]
    if len(pairs) == 1:
        subject = f"Рекомендация школе, срок {day(first)}"
        parts += _issued(*pairs[0])
    else:
        count = counted(len(pairs), ADVICE)
        subject = f"Школе: {count}, первый срок {day(first)}"
        for number, (row, url) in enumerate(pairs, 1):
            head, *rest = _issued(row, url)
            parts += [f"{number}. {head}", *rest]
    return subject, _joined([*parts, GOODBYE])


def _issued(row: Recommendation, url: str) -> list[str]:
    return [
        f"Вывод: {row.finding}",
        f"Что сделать: {row.action}",
        f"Срок: {day(row.due_on)}.",
        f"Что покажет результат: {row.control}" if row.control else "",
        f"Ответить в портале: {url}",
    ]


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
