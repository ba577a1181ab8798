"""What an indicator lacks, in words: what it means and how to mend it."""

from collections.abc import Iterable, Sequence
from typing import Any

from monitoring.catalogue.integrity import Fault
from monitoring.queries.indicator_pages import Collected, Wanting
from schools.templatetags.portal_format import counted, number


# fault: (severity, heading, what it means, how to mend)
WORDS: dict[Fault, tuple[str, str, str, str]] = {
    Fault.NO_SOURCE: (
        "error",
        "Без источника",
        "Не указано, откуда берутся значения: показатель не попадёт ни в форму, ни в проверку.",
        "Назовите источник в новой формулировке.",
    ),
    Fault.NO_CALENDAR: (
        "error",
        "Цель есть, времени сбора нет",
        "У показателя нет календаря, поэтому ни одно окно его не спросит.",
        "Выберите календарь в новой формулировке.",
    ),
    Fault.NO_WINDOWS: (
        "error",
        "Календарь без окон",
        "Календарь не используется, или в нём нет ни одного месяца.",
        "Добавьте окна календарю или выберите другой.",
    ),
    Fault.NO_FORM: (
        "error",
        "Без формы",
        "Значения ждут от школ, но окна этого календаря школы не заполняют.",
        "Выберите календарь, который заполняют школы, или другой источник.",
    ),
    Fault.NO_TARGET: (
        "warning",
        "Без цели",
        "Факт будет виден, но сравнить его не с чем.",
        "Назначьте цель года.",
    ),
    Fault.NO_SITE_ITEM: (
        "error",
        "Проверка сайта без пункта",
        "Не указано, какой пункт проверки сайта отвечает за этот показатель.",
        "Выберите пункт в новой формулировке.",
    ),
    Fault.NO_RESULTS: (
        "error",
        "Результаты не названы",
        "Не указаны процедура, предмет или класс, по которым считать динамику.",
        "Укажите их в новой формулировке.",
    ),
    Fault.NO_FACT: (
        "error",
        "Признак программы не назван",
        "Не указано, что именно в программе школы значит «да».",
        "Выберите признак в новой формулировке.",
    ),
    Fault.NO_DENOMINATOR: (
        "warning",
        "Доля без знаменателя",
        "Школы не узнают, от какого числа считать.",
        "Опишите знаменатель в новой формулировке.",
    ),
    Fault.CONTRADICTION: (
        "warning",
        "Противоречие в определении",
        "Считает одно, а делит на другое: например, школы на учителей.",
        "Решите, кого считать, и исправьте числитель или знаменатель.",
    ),
    Fault.TARGET_TOO_HIGH: (
        "error",
        "Цель больше 100 %",
        "Доля такой не бывает.",
        "Исправьте цель года.",
    ),
    Fault.NEVER_ASKED: (
        "warning",
        "Ни разу не спрошен",
        "Окна этого календаря в этом году уже открывались, но без этого показателя.",
        "Он попадёт в следующее окно; в открытые окна показатели не добавляют.",
    ),
}
SEVERITIES = {"error": "не даст значений", "warning": "стоит исправить"}
# A fault that the table of targets mends, not a new wording.
_OF_TARGETS = {Fault.NO_TARGET, Fault.TARGET_TOO_HIGH}


def fault_groups(rows: Iterable[Wanting]) -> list[dict[str, Any]]:
    """Arrange indicators by what they lack, in the order of the faults."""
    wanting = list(rows)
    groups = []
    for fault, (severity, title, meaning, cure) in WORDS.items():
        found = [row.version for row in wanting if fault in row.faults]
        if found:
            groups.append(
                {
                    "code": str(fault),
                    "severity": severity,
                    "word": SEVERITIES[severity],
                    "title": title,
                    "meaning": meaning,
                    "cure": cure,
                    "count": counted(len(found), "показатель,показателя,показателей"),
                    "versions": found,
                    "is_of_targets": fault in _OF_TARGETS,
                    "shows_parts": fault is Fault.CONTRADICTION,
                }
            )
    return groups


def figures(
    *, rows: Sequence[Collected], wanting: Sequence[Wanting]
) -> list[dict[str, str]]:
    """Return how many indicators there are, and how many cannot be collected so."""
    severe = [row for row in wanting if any(WORDS[f][0] == "error" for f in row.faults)]
    return [
        {"label": "Собирается", "value": number(len(rows))},
        {"label": "Без замечаний", "value": number(len(rows) - len(wanting))},
        {
            "label": "Не дадут значений",
            "value": number(len(severe)),
            "note": "пока не исправлены",
        },
    ]
