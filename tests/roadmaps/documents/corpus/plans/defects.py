"""A plan with known defects, each of which must be reported."""

from tests.roadmaps.documents.corpus.description import (
    Head,
    Layout,
    Part,
    Plan,
    Row,
    mark,
    span,
    unread,
)


# Defects on purpose: a gap, no term, no responsible, no title, a year of another
# column, a date twice, an abbreviation never defined.
RAZDOLNOYE = Plan(
    name="razdolnoye",
    title="Дорожная карта поддержки школ Раздольно-Ковыльного района на 2022-2023 годы",
    period=span("2022-01-01..2023-12-31"),
    layout=Layout(
        heads=(
            Head("№", "number", 1),
            Head("Мероприятия", "title", 5),
            Head("2022", "mark:2022", 4, "Сроки реализации"),
            Head("2023", "mark:2023", 4, "Сроки реализации"),
            Head("Ответственные", "who", 3),
        ),
    ),
    parts=(
        Part(
            "Направление 1. Школы",
            "1",
            "Школы",
            rows=(
                Row(
                    "1",
                    "Самообследование школ",
                    unread(""),
                    ("Директора школ", "ЦМИКО"),
                    marks=(
                        mark(
                            "2022", "Проведено самообследование. Март 2022", "2022-03"
                        ),
                        mark(
                            "2023", "Повторено самообследование. Март 2022", "2022-03"
                        ),
                    ),
                ),
                Row(
                    "2",
                    "Посещение школ",
                    unread(""),
                    marks=(
                        mark("2022", "Посещены все школы. Май 2022", "2022-05"),
                        mark("2023", "Посещены школы риска. Май 2023", "2023-05"),
                    ),
                ),
                Row("4", "Круглый стол родителей", unread(""), ("ЦМИКО",)),
                Row(
                    "5",
                    "",
                    unread(""),
                    ("Рабочая группа",),
                    marks=(mark("2023", "Изданы материалы. Ноябрь 2023", "2023-11"),),
                ),
            ),
        ),
    ),
    findings=(
        "numbering_gap",
        "year_mismatch",
        "missing_term",
        "missing_responsible",
        "missing_title",
        "undefined_abbreviation",
    ),
)

PLANS = (RAZDOLNOYE,)
