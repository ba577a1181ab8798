"""Example contents of every component in every state, for the gallery of components."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from config.gallery_parts import (
    GROUPS,
    ExampleFilter,
    ExampleForm,
    ExampleTable,
    ReasonForm,
)
from schools.templatetags.status_marks import MARKS


def example_rows() -> list[dict[str, Any]]:
    """Sixty made-up schools."""
    return [
        {
            "school": f"МБОУ «Средняя общеобразовательная школа № {index}»",
            "municipality": ("город Берёзовск", "Ключевской район", "Заречный район")[
                index % 3
            ],
            "group": GROUPS[index * 7 % 6],
            "certainty": ("sure", "border", "no")[index * 5 % 3],
            "participants": 18 + index * 37 % 1900,
            "actual": round(38 + index * 13 % 24 + index % 10 / 10, 1),
            "expected": round(41 + index * 11 % 19 + index % 7 / 10, 1),
            "decided_on": date(2022, 9, 1 + index % 28) if index % 4 else None,
        }
        for index in range(1, 61)
    ]


def example_chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Expected against actual, each school a mark of its group."""
    shown = [
        {key: row[key] for key in ("school", "expected", "actual", "participants")}
        | {"group": MARKS[row["group"]].word}
        for row in rows
    ]
    marks = [MARKS[code] for code in GROUPS]
    words = [mark.word for mark in marks]
    shapes = [mark.vega_shape for mark in marks]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": 320,
        "data": {"values": shown},
        "mark": {"type": "point", "filled": True, "size": 80},
        "encoding": {
            "x": _axis("expected", "Ожидалось для таких условий, баллы"),
            "y": _axis("actual", "Получено, баллы"),
            "shape": {
                "field": "group",
                "type": "nominal",
                "scale": {"domain": words, "range": shapes},
                "legend": None,
            },
            "color": {
                "field": "group",
                "type": "nominal",
                "scale": {"domain": words, "range": [mark.colour for mark in marks]},
                "legend": None,
            },
            "tooltip": [
                {"field": "school", "title": "Школа"},
                {"field": "actual", "title": "Получено", "format": ".1f"},
                {"field": "expected", "title": "Ожидалось", "format": ".1f"},
            ],
        },
        "config": {
            "font": "PT Sans, Segoe UI, system-ui, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "gridColor": "#ebeff0",
                "labelColor": "#4b5b63",
                "titleFontWeight": "normal",
                "labelFontSize": 12,
                "titleFontSize": 13,
            },
        },
    }


def _axis(field: str, title: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False},
    }


FIGURES = [
    {"label": "Школ в расчёте", "value": "58", "unit": "из 60", "url": "#tables",
     "note": "2 не классифицированы"},
    {"label": "ШНОР", "mark": "low_results", "value": "9", "note": "15,5 % (8,4–26,9 %)", "url": "#tables"},
    {"label": "ШНСУ", "mark": "adverse", "value": "14", "note": "24,1 % (15,0–36,5 %)", "url": "#tables"},
    {"label": "ШНОР и ШНСУ", "mark": "both", "value": "4", "note": "6,9 % (2,7–16,4 %)"},
    {"label": "Резильентные", "mark": "resilient", "value": "3", "note": "5,2 % (1,8–14,1 %)"},
]  # fmt: skip
STEPS = [
    {"title": "Файл", "state": "done", "url": "#steps"},
    {"title": "Столбцы", "state": "done", "url": "#steps"},
    {"title": "Проверка", "state": "now"},
    {"title": "Запись", "state": "next"},
]
JOBS = [
    {"id": "queued", "title": "Загрузка результатов ВПР", "state": "queued",
     "label": "в очереди", "cancel_url": "#jobs"},
    {"id": "running", "title": "Расчёт по 60 школам", "state": "running",
     "label": "Проверка устойчивости: повторные выборки", "steps_done": 124, "steps_total": 200,
     "times": "Начато в 14:05, осталось меньше минуты", "cancel_url": "#jobs"},
    {"id": "reading", "title": "Чтение файла", "state": "running", "label": "Открываем книгу",
     "steps_done": 0, "steps_total": 0},
    {"id": "done", "title": "Отчёт для приказа", "state": "done", "label": "Готово: 14 страниц.",
     "times": "Рассчитано 1 сентября 2022, 14:06, по данным на 31 августа 2022",
     "result_url": "#jobs", "result_label": "Скачать PDF"},
    {"id": "failed", "title": "Загрузка условий", "state": "failed", "label": "не удалось",
     "error": "Файл защищён паролем.", "remedy": "Снимите пароль в Excel и загрузите файл заново.",
     "detail": "Обращение 7f0c1d2e, xlsx, 214 КБ", "restart_url": "#jobs"},
]  # fmt: skip
FINDINGS = [
    {"severity": "error", "place": "лист «ВПР», строка 14, столбец D", "value": "12 из 10",
     "message": "Не достигших минимума больше, чем участников.",
     "remedy": "Проверьте обе графы по протоколу и исправьте в файле."},
    {"severity": "warning", "place": "лист «ВПР», строка 31, столбец B",
     "value": "СОШ №7 им. Гайдара", "message": "Школа с таким названием не найдена.",
     "remedy": "Выберите её из списка один раз: портал запомнит это написание.", "url": "#findings"},
    {"severity": "info", "place": "лист «ВПР», столбцы E–G",
     "message": "Графы с ФИО пропущены: портал их не хранит."},
]  # fmt: skip
FACTS = [
    {"term": "Муниципалитет", "value": "город Берёзовск", "url": "#facts"},
    {"term": "Код ОО (РЦОИ)", "value": "24017", "note": "с 1 сентября 2019"},
    {"term": "Прежние названия", "value": "СОШ № 7; школа им. А. П. Гайдара"},
]
CHANGES = [
    {"field": "участников", "old": "48", "new": "84"},
    {"field": "ниже минимума", "old": "", "new": "12"},
]
PERSON = {
    "name": "Ольга Сергеевна Миронова",
    "role": "муниципальный координатор",
    "place": "город Берёзовск",
    "dates": "с 1 сентября 2021",
    "email": "mironova@example.org",
}


def _files() -> list[dict[str, Any]]:
    at = datetime(2022, 9, 1, 7, 5, tzinfo=UTC)
    return [
        {"name": "Приказ № 181.pdf", "url": "#files", "size": 214_300, "at": at,
         "by": "О. С. Миронова", "note": "Исправлена дата", "sha256": "9b1f" * 16},
        {"name": "Приказ № 181.pdf", "url": "#files", "size": 213_900, "at": at, "by": "О. С. Миронова"},
    ]  # fmt: skip


def _timeline() -> list[dict[str, Any]]:
    def cells(held: str) -> list[dict[str, Any]]:
        padded = f".{held}."
        return [
            {
                "held": padded[i] == "x",
                "begins": padded[i] == "x" and padded[i - 1] != "x",
                "ends": padded[i] == "x" and padded[i + 1] != "x",
                "words": "в статусе, приказ № 181 от 1 сентября 2019",
            }
            for i in range(1, len(padded) - 1)
        ]

    return [
        {"code": "low_results", "word": "ШНОР", "cells": cells("xx.xxx"), "total": "3 подряд, всего 5"},
        {"code": "adverse", "word": "ШНСУ", "cells": cells("xxxxxx"), "total": "6 подряд"},
        {"code": "risk_zone", "word": "зона риска", "cells": cells("..x..."), "total": "всего 1, сейчас нет"},
        {"code": "project_500", "word": "500+", "cells": cells("...xx."), "total": "всего 2, сейчас нет"},
    ]  # fmt: skip


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Everything the page of components shows."""
    rows = example_rows()
    table = ExampleTable(rows, order_by=request.GET.get("sort", ""))
    table.export_url = "#tables"
    table.paginate(page=request.GET.get("page", 1), per_page=8)
    wrong = ExampleForm(
        {"name": "", "on": "2022-02-31", "kind": "sosh"}, prefix="wrong"
    )
    return {
        "status_codes": list(MARKS),
        "figures": FIGURES,
        "table": table,
        "filter_form": ExampleFilter(request.GET or None),
        "page": Paginator(range(1234), 50).page(4),
        "form": ExampleForm(auto_id="example_%s"),
        "wrong_form": wrong,
        "reason_form": ReasonForm(),
        "lost_texts": ["Провели две встречи с родителями, протоколы приложим позже."],
        "jobs": JOBS,
        "steps": STEPS,
        "findings": FINDINGS,
        "facts": FACTS,
        "changes": CHANGES,
        "person": PERSON,
        "files": _files(),
        "years": [f"{year}/{year % 100 + 1}" for year in range(2017, 2023)],
        "timeline": _timeline(),
        "spec": example_chart(rows),
        "groups": GROUPS,
        "chart_columns": [{"title": "Школа"}, {"title": "Ожидалось", "numeric": True},
                          {"title": "Получено", "numeric": True}],
        "chart_rows": [[row["school"], row["expected"], row["actual"]] for row in rows[:5]],
        "icons": ["calendar-check", "school", "upload", "chart-scatter", "stamp", "scale"],
    }  # fmt: skip
