"""The portal's own text of the sheet of one school and of the list of values."""

from monitoring.drafting.facts import Facts
from monitoring.drafting.words import listed, number


def about_school(facts: Facts) -> list[str]:
    """Say which status the school has and how it reported."""
    lines = [f"{facts.school}. Статус: {facts.group or 'не установлен'}."]
    return lines + [
        (
            f"Форм за {facts.year} учебный год: {number(row.forms)}, отправлено "
            f"{number(row.submitted)}, в срок {number(row.on_time)}."
        )
        for row in facts.schools[:1]
        if row.forms
    ]


def school_values(facts: Facts) -> list[str]:
    """Say how to read the table of a school."""
    if not facts.values:
        return ["Значений за этот учебный год нет."]
    return [
        (
            "Рядом со значением школы – цель муниципалитета и значение по всем школам. Цель "
            "в процентах относится к муниципалитету, а не к одной школе."
        )
    ]


def school_site(facts: Facts) -> list[str]:
    """Name what was not found on the site."""
    if not facts.sites:
        return ["Сайт школы в этом учебном году не проверялся."]
    lacking = [row.item for row in facts.sites if row.verdict != "есть"]
    if not lacking:
        return ["Всё, что искали на сайте, найдено."]
    named = listed([f"«{item}»" for item in dict.fromkeys(lacking)])
    return [f"На сайте не найдено или размещено не полностью: {named}."]


def values_note(facts: Facts) -> list[str]:
    """Say what the four states mean."""
    del facts
    return [
        (
            "Ноль – это значение. «Не заполнено», «нет данных» и «не применимо» в сумму не "
            "входят; значения форм входят в неё после принятия."
        )
    ]
