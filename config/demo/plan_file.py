"""A Word document for trying the import: a department's plan with its usual slips."""

import datetime as dt
from pathlib import Path

from roadmaps.reports.word import (
    Merged,
    add_line,
    add_table,
    new_document,
    page_width_mm,
    saved,
)
from schools.reports.layout import PROFILES


NAME = "road-map-mentoring.docx"
PROFILE = PROFILES["gost-2025"]
GRIF = (
    "УТВЕРЖДАЮ",
    "Начальник управления образования",
    "города Светлоборска",
    "_______________ В.С. Заречная",
    "«28» августа 2025 г.",
)
TITLE = (
    "Дорожная карта развития наставничества в школах города Светлоборска "
    "на 2025–2027 годы"
)
ABOUT = (
    "УО – управление образования города Светлоборска",
    "ММЦ – муниципальный методический центр",
)
WIDTHS = (0.4, 2.0, 1.4, 1.4, 1.4, 1.2)
# What is wrong in it, as in real documents: no row 4, a date of 2025 in the column of
# 2026, nobody responsible in row 6, РМО never explained, a date twice in row 8.
SECTIONS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "Направление № 1. Условия для наставничества",
        (
            (
                "1",
                "Принять положение о наставничестве",
                "Положение принято\nОктябрь 2025",
                "",
                "",
                "УО",
            ),
            (
                "2",
                "Составить реестр наставников",
                "Реестр составлен\nдо 15 ноября 2025",
                "Реестр обновлён\nСентябрь 2026",
                "Реестр обновлён\nСентябрь 2027",
                "ММЦ, Школы города",
            ),
            (
                "3",
                "Обучить наставников",
                "Обучены 20 наставников\nНоябрь-декабрь 2025",
                "Обучены 30 наставников\nНоябрь 2025",
                "",
                "ММЦ",
            ),
        ),
    ),
    (
        "Направление № 2. Работа в парах",
        (
            (
                "5",
                "Назначить пары «наставник – молодой учитель»",
                "Пары назначены приказами школ\nОктябрь 2025",
                "Пары назначены приказами школ\nОктябрь 2026",
                "",
                "Руководители школ",
            ),
            (
                "6",
                "Взаимное посещение уроков",
                "Не менее двух уроков в месяц",
                "Не менее двух уроков в месяц",
                "",
                "",
            ),
            (
                "7",
                "Встречи наставников на базе РМО",
                "Декабрь 2025\nМарт 2026",
                "Декабрь 2026\nМарт 2027",
                "",
                "ММЦ, РМО",
            ),
        ),
    ),
    (
        "Направление № 3. Итоги",
        (
            (
                "8",
                "Конкурс «Наставник года»",
                "",
                "Апрель 2026, апрель 2026",
                "Апрель 2027",
                "УО\nММЦ",
            ),
            (
                "9",
                "Отчёт о наставничестве на совете по качеству",
                "",
                "Август 2026",
                "Август 2027",
                "ММЦ",
            ),
        ),
    ),
)
YEARS = ("2025", "2026", "2027")


def write_plan_file(folder: Path) -> None:
    """Write the document; its bytes are the same every time."""
    made = dt.datetime(2025, 8, 28, tzinfo=dt.UTC)
    document = new_document(PROFILE, title=TITLE, made=made)
    for line in GRIF:
        add_line(document, line, is_right=True)
    add_line(document, TITLE, is_bold=True, is_centred=True, space_after=8)
    for line in ABOUT:
        add_line(document, line)
    total = page_width_mm(PROFILE)
    add_table(
        document,
        _rows(),
        widths_mm=[total * weight / sum(WIDTHS) for weight in WIDTHS],
        header_rows=2,
        size_pt=PROFILE.table_pt,
    )
    (folder / NAME).write_bytes(saved(document))


def _rows() -> list[list[Merged]]:
    rows = [
        [
            Merged("№ п/п", rows=2),
            Merged("Мероприятия", rows=2),
            Merged("Ключевые результаты, сроки реализации", columns=len(YEARS)),
            Merged("Ответственный исполнитель", rows=2),
        ],
        [Merged(year) for year in YEARS],
        [Merged(str(number)) for number in range(1, len(WIDTHS) + 1)],
    ]
    for title, activities in SECTIONS:
        rows.append([Merged(title, columns=len(WIDTHS), is_bold=True)])
        rows += [[Merged(cell) for cell in cells] for cells in activities]
    return rows
