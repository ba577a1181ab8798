"""Groups 2.1.3 and 2.1.4 of the programme of 2021-24: teachers and help to them."""

from decimal import Decimal

from monitoring.catalogue.description import IndicatorDescription
from monitoring.catalogue.norilsk_words import (
    FIFTY,
    HUNDRED,
    SCHOOLS,
    THIRTY,
    TWENTY,
    basis,
    on_site,
)


DIAGNOSIS = "Диагностика педагогов"
HELP = "Методическая помощь"
TEACHERS = "все педагоги школы"


def _of_schools(
    code: str,
    group: str,
    point: str,
    title: str,
    short_title: str,
    numerator: str,
    *,
    definition: str,
    target: Decimal = HUNDRED,
    denominator: str = SCHOOLS,
    note: str = "",
) -> IndicatorDescription:
    return IndicatorDescription(
        code=code,
        group=group,
        title=title,
        short_title=short_title,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        source="form",
        calendar="teachers",
        target=target,
        basis=basis(point),
        note=note,
    )


def _of_teachers(
    code: str,
    group: str,
    point: str,
    title: str,
    short_title: str,
    numerator: str,
    *,
    definition: str,
    target: Decimal,
) -> IndicatorDescription:
    return IndicatorDescription(
        code=code,
        group=group,
        title=title,
        short_title=short_title,
        definition=definition,
        example="1 из 2 и 9 из 10 вместе дают 10 из 12, 83,3 %: складываются люди, а не проценты.",
        numerator=numerator,
        denominator=TEACHERS,
        level="teachers",
        kind="share",
        source="form",
        calendar="teachers",
        target=target,
        basis=basis(point),
    )


def _closing_deficits(code: str, whom: str, short_title: str) -> IndicatorDescription:
    """Describe M3-M5 as the document has them: schools over teachers."""
    return _of_schools(
        code,
        HELP,
        "2.1.4",
        f"Доля школ, где организована работа с дефицитами учителей {whom}",
        short_title,
        "школы, где такая работа организована",
        denominator=f"все учителя {whom} школ в статусе",
        definition="«Да» – в школе есть план работы с выявленными дефицитами, и он выполняется.",
        note=(
            "Документ считает школы, а знаменателем называет учителей. Пока формулировка не "
            "исправлена, в сумму входят школы: «да» из всех ответивших."
        ),
    )


TEACHERS_AND_HELP = (
    _of_schools(
        "T1",
        DIAGNOSIS,
        "2.1.3",
        "Доля школ, где есть механизм выявления профессиональных дефицитов педагогов",
        "Выявление дефицитов",
        "школы, где механизм выявления есть",
        definition="«Да» – порядок выявления дефицитов утверждён в школе и применяется.",
    ),
    _of_schools(
        "T2",
        DIAGNOSIS,
        "2.1.3",
        "Доля школ, где есть механизм устранения профессиональных дефицитов педагогов",
        "Устранение дефицитов",
        "школы, где механизм устранения есть",
        definition="«Да» – по выявленным дефицитам составлены и выполняются планы.",
    ),
    _of_teachers(
        "T3",
        DIAGNOSIS,
        "2.1.3",
        "Доля педагогов, прошедших диагностику или самодиагностику",
        "Прошли диагностику",
        "педагоги, прошедшие диагностику в этом учебном году",
        definition="Считаются люди, а не диагностики: педагог, прошедший две, записан один раз.",
        target=FIFTY,
    ),
    on_site(
        "T4",
        DIAGNOSIS,
        "competence-report",
        "Доля школ, на сайтах которых размещён отчёт о компетенциях педагогов с рекомендациями",
        "Отчёт о компетенциях на сайте",
        "школы, на сайте которых есть такой отчёт",
        basis("2.1.3"),
        calendar="teachers",
        definition="«Да» – в отчёте есть выводы по школе и адресные рекомендации, без фамилий.",
    ),
    _of_teachers(
        "M1",
        HELP,
        "2.1.4",
        "Доля педагогов, которым помогли региональные методические объединения",
        "Помощь региональных объединений",
        "педагоги, получившие такую помощь с начала учебного года",
        definition="Консультация, занятие или сопровождение через региональное сетевое объединение.",
        target=HUNDRED,
    ),
    _of_teachers(
        "M2",
        HELP,
        "2.1.4",
        "Доля педагогов, которым помогли муниципальные методические объединения",
        "Помощь муниципальных объединений",
        "педагоги, получившие такую помощь с начала учебного года",
        definition="Предметные и межпредметные объединения, творческие и методические группы.",
        target=HUNDRED,
    ),
    _closing_deficits("M3", "математики", "Работа с дефицитами: математика"),
    _closing_deficits("M4", "русского языка", "Работа с дефицитами: русский язык"),
    _closing_deficits("M5", "начальной школы", "Работа с дефицитами: начальная школа"),
    _of_schools(
        "M6",
        HELP,
        "2.1.4",
        "Доля школ, участвующих в региональных мероприятиях для педагогов и руководителей",
        "Региональные мероприятия",
        "школы, чьи команды участвовали хотя бы раз с начала учебного года",
        definition="«Да» – педагог или руководитель школы участвовал в региональном мероприятии.",
        denominator="школы, отнесённые к ШНОР и ШНСУ в этом году",
        target=THIRTY,
    ),
    on_site(
        "M7",
        HELP,
        "participation",
        "Доля школ, на сайтах которых видно их выступление или публикация в регионе",
        "Продуктивное участие на сайте",
        "школы, на сайте которых рассказано о выступлении или публикации",
        basis("2.1.4"),
        calendar="teachers",
        definition="«Да» – на сайте названы мероприятие и то, с чем школа на нём выступила.",
        target=TWENTY,
    ),
)
