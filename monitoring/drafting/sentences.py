"""The portal's own text of each section: paragraphs with marks for the numbers."""

from monitoring.drafting import phrases
from monitoring.drafting.facts import Facts
from monitoring.drafting.indicator import Standing
from monitoring.drafting.words import INDICATORS, counted, day, listed, number


# So many lines are read in a text; the table has all of them.
SHOWN = 12


def nothing(facts: Facts) -> list[str]:
    """Return no text: people write it, or the table speaks for itself."""
    del facts
    return []


def basis(facts: Facts) -> list[str]:
    """Say what the note is about, for which year and why."""
    return [
        (
            "Записка подготовлена по результатам мониторинга школ с низкими результатами и "
            "школ в неблагоприятных социальных условиях "
            f"({facts.territory}, {facts.year} учебный год)."
        ),
        (
            "Цель – сопоставить значения показателей с целями, назвать школы и направления, "
            "где цели не достигнуты, и предложить адресные меры."
        ),
    ]


def sources(facts: Facts) -> list[str]:
    """Say where the numbers come from, who is missing, and what is too small."""
    if not facts.windows:
        return [
            (
                f"В {facts.year} учебном году окна мониторинга ещё не открывались: "
                "собранных значений нет."
            )
        ]
    lines = [
        (
            f"Использованы формы школ, проверки сайтов и результаты процедур, собранные в "
            f"окнах мониторинга; состояние на {day(facts.as_of)} Список школ каждого окна "
            "закреплён на день его открытия."
        ),
        (
            "Доля считается как сумма числителей, делённая на сумму знаменателей: школы с "
            "большим числом педагогов или обучающихся весят больше. Складываются только "
            "принятые значения; «нет данных» и «не применимо» в сумму не входят."
        ),
    ]
    if any(window.is_by_schools for window in facts.windows):
        lines.append(
            "Ожидалось форм: {{форм}}, отправлено {{отправлено форм}}, из них в срок "
            "{{отправлено в срок}}."
        )
    return lines + phrases.incomplete(facts) + phrases.small(facts)


def results(facts: Facts) -> list[str]:
    """Say which way the schools went, by which definition."""
    if not facts.dynamics:
        return []
    lines = [
        (
            "Положительная динамика определена так: {{определение динамики}}. Если у школы "
            "мало участников, изменилась работа или шкала, годы не сравниваются: такие школы "
            "названы несопоставимыми и в долю не входят."
        )
    ]
    return lines + [
        f"{row.title}: {{{{динамика:{row.code}}}}}." for row in facts.dynamics[:SHOWN]
    ]


def schools(facts: Facts) -> list[str]:
    """Say how many schools there are, and who has not reported."""
    if not facts.schools:
        return ["В окнах этого учебного года школ нет."]
    groups: dict[str, int] = {}
    for school in facts.schools:
        groups[school.group] = groups.get(school.group, 0) + 1
    parts = [f"{name} – {count}" for name, count in sorted(groups.items())]
    lines = [f"В мониторинге {{{{школ}}}}: {listed(parts)}."]
    if facts.silent:
        lines.append(
            "После наступления срока не отправили формы: {{не отправили}}. Перечень форм "
            "– в приложении."
        )
    elif any(window.is_by_schools and window.is_over for window in facts.windows):
        lines.append("Все формы, срок которых наступил, отправлены.")
    return lines


def indicators(facts: Facts) -> list[str]:
    """Say how many targets are reached, and name those that are not."""
    if not facts.indicators:
        return [f"Показатели на {facts.year} учебный год не назначены."]
    lines = [
        (
            "Из показателей, у которых есть цель ({{показателей с целью}}), цель достигнута у "
            "{{достигнуто}}, близко к ней {{близко}}, не достигнута у {{не достигнуто}}, нет "
            "данных у {{без данных}}."
        )
    ]
    if facts.standing(Standing.PARTIAL):
        lines.append(
            "Показателей, по которым окно открыто и отчитались не все: {{предварительно}}; "
            "о цели по ним судить рано."
        )
    if facts.standing(Standing.NOT_DUE):
        lines.append("Показателей, срок которых ещё не наступил: {{срок не наступил}}.")
    missed = facts.standing(Standing.MISSED)
    shown = missed[:SHOWN]
    lines += [phrases.missed_target(fact, with_year_before=True) for fact in shown]
    if len(missed) > SHOWN:
        rest = counted(len(missed) - SHOWN, INDICATORS)
        lines.append(f"Ещё {rest} с недостигнутой целью – в таблице.")
    others = [fact for fact in facts.indicators if fact not in shown]
    lines += [text for fact in others if (text := phrases.change(fact))][:SHOWN]
    return lines


def conclusions(facts: Facts) -> list[str]:
    """Draw the conclusions that numbers alone allow; the numbers were said above."""
    if not any(fact.value is not None for fact in facts.indicators):
        return []
    lines = phrases.reached(facts)
    worst = phrases.largest_gaps(facts)
    if worst:
        named = listed([f"«{fact.title}»" for fact in worst])
        lines.append(f"Наибольшее отставание от цели: {named}.")
    down = [row for row in facts.dynamics if row.down > row.up]
    if down:
        named = listed([f"«{row.title}»" for row in down])
        lines.append(f"Школ со снижением больше, чем с ростом: {named}.")
    if facts.silent:
        lines.append(
            "Картина неполна: часть школ не отправила формы; они названы в разделе «Школы "
            "в статусе»."
        )
    return lines


def recommendations(facts: Facts) -> list[str]:
    """Say how many recommendations there are, and how many are done."""
    if not facts.recommendations:
        return ["Адресные рекомендации в этом учебном году не выдавались."]
    late = sum(row.is_overdue for row in facts.recommendations)
    lines = [
        "Выдано рекомендаций: {{рекомендаций}}, выполнено {{выполнено рекомендаций}}."
    ]
    if late:
        lines.append(f"Срок прошёл, а выполнение не подтверждено: {number(late)}.")
    return lines


def tasks(facts: Facts) -> list[str]:
    """Offer a task for each target that is missed."""
    missed = facts.standing(Standing.MISSED)[:SHOWN]
    lines = [f"Довести до цели показатель «{fact.title}»." for fact in missed]
    if facts.silent:
        lines.append(
            "Получить недостающие формы от школ, названных в разделе «Школы в статусе»."
        )
    return lines


def main(facts: Facts) -> list[str]:
    """Say in a few sentences what the head should know."""
    if not facts.windows and not facts.indicators:
        return [
            f"В {facts.year} учебном году показатели не назначены, окна не открывались."
        ]
    lines = ["В мониторинге {{школ}}, показателей {{показателей}}."]
    if any(fact.target is not None for fact in facts.indicators):
        lines.append(
            "Цель достигнута у {{достигнуто}} из {{показателей с целью}} показателей, "
            "близко к цели {{близко}}, не достигнута у {{не достигнуто}}, нет данных у "
            "{{без данных}}."
        )
    if any(window.is_by_schools for window in facts.windows):
        lines.append(
            "Форм отправлено {{отправлено форм}} из {{форм}}, в срок – {{отправлено в "
            "срок}}."
        )
    if facts.recommendations:
        lines.append(
            "Рекомендаций выдано {{рекомендаций}}, выполнено {{выполнено рекомендаций}}."
        )
    return lines


def attention(facts: Facts) -> list[str]:
    """Name what is late and what is far from its target."""
    lines = []
    worst = phrases.largest_gaps(facts)
    if worst:
        lines.append("Дальше всего от цели:")
        lines += [phrases.missed_target(fact) for fact in worst]
    if facts.silent:
        lines.append("Не отправили формы в срок: {{не отправили}}.")
    late = [row for row in facts.recommendations if row.is_overdue]
    if late:
        lines.append(f"Просрочено рекомендаций: {number(len(late))}.")
    return lines + phrases.small(facts) or ["Просроченного и отстающего нет."]
