"""Draw the same plans in layouts put together at random: orders, words, pages."""

import random
from dataclasses import replace

from tests.roadmaps.documents.corpus.description import Head, Layout, Part, Plan


HEADERS = {
    "number": ("№", "№ п/п", "№ п\\п", "N п/п", "N N п.п", "N", "№№ п/п", "№\nп/п"),
    "title": (
        "Мероприятия",
        "Мероприятие",
        "Наименование мероприятия",
        "Наименование мероприятий",
        "Перечень мероприятий",
        "Описание действий",
        "Содержание работы",
        "Содержание деятельности",
        "Содержание мероприятия",
        "Пошаговые мероприятия",
        "Виды работ",
        "МЕРОПРИЯТИЯ",
    ),
    "term": (
        "Срок",
        "Сроки",
        "Срок (период) выполнения",
        "Сроки исполнения",
        "Сроки реализации",
        "Период реализации",
        "дата реализации",
        "Дата",
        "Плановый срок",
        "Сроки проведения",
    ),
    "who": (
        "Ответственный",
        "Ответственные",
        "Ответственный исполнитель",
        "Ответственные за выполнение",
        "Исполнители",
        "ответственные лица",
    ),
    "result": (
        "Ожидаемый результат",
        "Ожидаемые результаты",
        "Планируемый результат",
        "Результат",
        "Результат. Вид документа",
        "Выход",
        "муниципальный показатель реализации",
        "Контрольные показатели",
        "Дальнейшее использование результатов",
    ),
    "document": (
        "Итоговый документ",
        "Документы, закрепляющие результат",
        "Подтверждающие документы",
    ),
}
WIDTHS = {"number": 1, "title": 5, "term": 3, "who": 3, "result": 4, "document": 3}


def variant(plan: Plan, seed: int) -> Plan:
    """Give the plan in a layout drawn by `seed`; its rows stay as they are."""
    draw = random.Random(f"{plan.name} {seed}")
    fields = [head.field for head in plan.layout.heads if head.field in HEADERS]
    has_number = "number" in fields
    if draw.random() < 0.4:
        first = ["number"] if has_number and draw.random() < 0.8 else []
        others = [field for field in fields if field not in first]
        fields = [*first, *draw.sample(others, len(others))]
    if "who" in fields and draw.random() < 0.15:
        fields.remove("who")
    sections = draw.choice(("merged", "merged", "headings", "plain"))
    layout = Layout(
        heads=tuple(
            Head(draw.choice(HEADERS[field]), field, WIDTHS[field]) for field in fields
        ),
        sections=sections if has_number or sections != "plain" else "merged",
        number_row=draw.random() < 0.3,
        rows_a_table=draw.choice((0, 0, 3, 5)),
        header_again=draw.random() < 0.5,
        header_inside=draw.choice((0, 0, 0, 4)),
        extra_column_from=draw.choice((0, 0, 1)),
        thead=draw.random() < 0.5,
        page=draw.choice(("", "270mm 130mm", "297mm 160mm")),
        font_points=draw.choice((9, 10, 12)),
        portrait=draw.random() < 0.3,
    )
    return replace(
        plan,
        name=f"{plan.name}-{seed}",
        layout=layout,
        parts=tuple(_without(part, fields, sections) for part in plan.parts),
        findings=(),
    )


def _without(part: Part, fields: list[str], sections: str) -> Part:
    """Take away what has no place in the layout, so that nobody expects it."""
    empty = {"who": {"who": (), "who_text": ""}, "number": {"number": ""}}
    gone = {
        name: value
        for field, cells in empty.items()
        if field not in fields
        for name, value in cells.items()
    }
    rows = tuple(replace(row, also={}, **gone) for row in part.rows)
    if sections == "headings":
        return replace(part, rows=rows)
    return replace(part, rows=rows, goals=(), tasks=(), results=())
