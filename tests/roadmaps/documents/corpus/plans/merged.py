"""A plan whose term and responsible are cells merged down over activities."""

from tests.roadmaps.documents.corpus.description import (
    Head,
    Layout,
    Part,
    Plan,
    Row,
    span,
    when,
)


HEADS = (
    Head("№ п/п", "number", 2),
    Head("Наименование мероприятия", "title", 5),
    Head("Сроки реализации", "term", 3),
    Head("Ответственные исполнители", "who", 4),
    Head("Планируемый результат", "result", 4),
)

# One term and one responsible for several activities: cells merged down.
SVODNOYE = Plan(
    name="svodnoye",
    title="План совместных действий школ Сводно-Луговского района на 2023 год",
    period=span("2023-01-01..2023-12-31"),
    layout=Layout(
        heads=HEADS,
        merge_same=("term", "who"),
        page="270mm 130mm",
        font_points=13,
    ),
    parts=(
        Part(
            "Раздел 1 Подготовка",
            "1",
            "Подготовка",
            rows=(
                Row(
                    "1.",
                    "Опрос команд школ",
                    when("март 2023 г.", "month", "2023-03"),
                    ("совет школ",),
                    "Сводка ответов",
                ),
                Row(
                    "2.",
                    "Выбор тем для совместной работы",
                    when("март 2023 г.", "month", "2023-03"),
                    ("совет школ",),
                    "Перечень тем",
                ),
                Row(
                    "3.",
                    "Составление расписания встреч",
                    when("март 2023 г.", "month", "2023-03"),
                    ("методист района",),
                    "Расписание",
                ),
            ),
        ),
        Part(
            "Раздел 2 Встречи",
            "2",
            "Встречи",
            rows=(
                Row(
                    "4.",
                    "Встречи учителей математики",
                    when("апрель - май 2023 г.", "month_range", "2023-04..2023-05"),
                    ("методист района",),
                    "Разработки уроков",
                ),
                Row(
                    "5.",
                    "Встречи учителей русского языка",
                    when("апрель - май 2023 г.", "month_range", "2023-04..2023-05"),
                    ("методист района",),
                    "Разработки уроков русского языка",
                ),
                Row(
                    "6.",
                    "Общая конференция",
                    when("октябрь 2023 г.", "month", "2023-10"),
                    ("совет школ",),
                    "Сборник материалов",
                ),
            ),
        ),
    ),
)

PLANS = (SVODNOYE,)
