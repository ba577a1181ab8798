"""Group 2.1.2 of the programme of 2021-24: dynamics of results."""

from monitoring.catalogue.description import IndicatorDescription
from monitoring.catalogue.norilsk_words import TWENTY, basis


GROUP = "Динамика образовательных результатов"
DEFINITION = (
    "«Да» – результат школы вырос по сравнению с прошлым годом. Что считать ростом, "
    "выбирает муниципалитет: выбранное определение печатается рядом с числом."
)
EXAMPLE = (
    "Из 12 школ сравнить можно 10, рост у 3: 3 из 10, 30 %; две школы названы отдельно."
)


def _rise(
    code: str, procedure: str, subject: str, grade: int, words: str, short_title: str
) -> IndicatorDescription:
    return IndicatorDescription(
        code=code,
        group=GROUP,
        title=f"Доля школ с положительной динамикой результатов {words}",
        short_title=short_title,
        definition=DEFINITION,
        example=EXAMPLE,
        numerator="школы, где результат вырос",
        denominator="школы в статусе, у которых есть сравнимые результаты двух лет",
        source="results",
        procedure=procedure,
        subject=subject,
        grade=grade,
        calendar="results",
        target=TWENTY,
        basis=basis("2.1.2"),
        owner="портал по загруженным результатам",
    )


RESULTS = (
    _rise("R1", "oge", "math", 9, "ОГЭ по математике", "Рост: ОГЭ, математика"),
    _rise("R2", "oge", "rus", 9, "ОГЭ по русскому языку", "Рост: ОГЭ, русский язык"),
    _rise(
        "R3",
        "ege",
        "math_profile",
        11,
        "ЕГЭ по математике",
        "Рост: ЕГЭ, математика",
    ),
    _rise("R4", "ege", "rus", 11, "ЕГЭ по русскому языку", "Рост: ЕГЭ, русский язык"),
    _rise(
        "R5",
        "kdr",
        "reading",
        4,
        "краевой работы по читательской грамотности в 4 классе",
        "Рост: читательская грамотность, 4 класс",
    ),
    _rise(
        "R6",
        "kdr",
        "reading",
        6,
        "краевой работы по читательской грамотности в 6 классе",
        "Рост: читательская грамотность, 6 класс",
    ),
    _rise(
        "R7",
        "kdr",
        "science",
        8,
        "краевой работы по естественно-научной грамотности в 8 классе",
        "Рост: естественно-научная грамотность, 8 класс",
    ),
)
