"""What stands in which section of which paper, before anybody has edited it."""

from collections.abc import Callable
from dataclasses import dataclass

from monitoring.drafting import (
    charts,
    sentences as say,
    sheet_sentences as sheet,
    tables,
)
from monitoring.drafting.facts import Facts
from monitoring.drafting.paper import Chart, Table


Writes = Callable[[Facts], list[str]]
Tabulates = Callable[[Facts], list[Table]]
Draws = Callable[[Facts], list[Chart]]


@dataclass(frozen=True)
class Sketch:
    """A section: its heading, the portal's own text with marks, its tables.

    Parameters
    ----------
    code, title : str
        The address and the heading.
    hint : str
        What people write here.
    write : callable
        Facts → paragraphs with marks; numbers stay live in them.
    tabulate : callable
        Facts → tables; they are always live and are not edited.
    draw : callable
        Facts → charts of what the tables hold; live like these.
    is_expected : bool
        A paper without a text here is not finished.
    is_wide, is_apart : bool
        How it lies on paper: on its side, on a new page.
    """

    code: str
    title: str
    hint: str
    write: Writes
    tabulate: Tabulates = tables.none
    draw: Draws = charts.none
    is_expected: bool = False
    is_wide: bool = False
    is_apart: bool = False


NOTE = (
    Sketch(
        "basis",
        "Основание, период и цель",
        "Каким приказом и пунктом плана предусмотрена записка, за какой период, зачем.",
        say.basis,
        is_expected=True,
    ),
    Sketch(
        "sources",
        "Источники данных и их ограничения",
        "Откуда взяты числа, кого в них нет и чему поэтому нельзя верить до конца.",
        say.sources,
        tables.windows,
        is_expected=True,
    ),
    Sketch(
        "results",
        "Результаты оценочных процедур",
        "Что показали процедуры, как изменились результаты и по какому определению.",
        say.results,
        tables.dynamics,
    ),
    Sketch(
        "schools",
        "Школы в статусе",
        "Сколько школ, какие, кто отчитался и кто нет.",
        say.schools,
        tables.schools,
    ),
    Sketch(
        "indicators",
        "Показатели: план и факт",
        "Какие цели достигнуты, какие нет и на сколько.",
        say.indicators,
        tables.indicators_short,
        charts.targets,
    ),
    Sketch(
        "causes",
        "Причины",
        "Почему цели не достигнуты: условия, кадры, организация. Портал причин не знает.",
        say.nothing,
        is_expected=True,
    ),
    Sketch(
        "conclusions",
        "Выводы",
        "Главное в трёх–пяти предложениях.",
        say.conclusions,
        is_expected=True,
    ),
    Sketch(
        "recommendations",
        "Адресные рекомендации",
        "Кому и что рекомендовано; строки берутся из раздела «Рекомендации».",
        say.recommendations,
        tables.recommendations_short,
    ),
    Sketch(
        "tasks",
        "Задачи на следующий период",
        "Что сделать, к какому дню и кто отвечает.",
        say.tasks,
        is_expected=True,
    ),
    Sketch(
        "annexes",
        "Приложения",
        "Таблицы собираются сами.",
        say.nothing,
        tables.annexes,
        is_wide=True,
        is_apart=True,
    ),
)
SUMMARY = (
    Sketch(
        "main",
        "Главное",
        "Что начальнику нужно знать сегодня.",
        say.main,
        is_expected=True,
    ),
    Sketch(
        "attention",
        "На что обратить внимание",
        "Кто не отчитался, что просрочено.",
        say.attention,
        tables.silent,
    ),
    Sketch(
        "decisions",
        "Какие решения нужны",
        "Что предлагается решить; портал этого не знает.",
        say.nothing,
    ),
    Sketch(
        "indicators",
        "Показатели: план и факт",
        "Таблица собирается сама.",
        say.nothing,
        tables.indicators_short,
        charts.targets,
    ),
)
SCHOOL = (
    Sketch(
        "about", "Школа в мониторинге", "Статус и участие в окнах.", sheet.about_school
    ),
    Sketch(
        "values",
        "Показатели школы",
        "На что школе обратить внимание.",
        sheet.school_values,
        tables.school_values,
    ),
    Sketch(
        "sites",
        "Сайт школы",
        "Что найдено и чего не хватает.",
        sheet.school_site,
        tables.sites,
    ),
    Sketch(
        "recommendations",
        "Рекомендации школе",
        "Строки берутся из раздела «Рекомендации».",
        say.recommendations,
        tables.recommendations_of_school,
    ),
)
TABLES = (
    Sketch(
        "indicators",
        "Приложение 1. Показатели: план и факт",
        "Таблица собирается сама.",
        say.nothing,
        tables.indicators,
        is_wide=True,
    ),
    Sketch(
        "windows",
        "Приложение 2. Окна мониторинга",
        "Таблица собирается сама.",
        say.nothing,
        tables.windows,
        is_apart=True,
    ),
    Sketch(
        "schools",
        "Приложение 3. Школы в статусе",
        "Таблица собирается сама.",
        say.nothing,
        tables.schools,
        is_apart=True,
    ),
    Sketch(
        "values",
        "Приложение 4. Значения показателей по школам",
        "Таблица собирается сама.",
        sheet.values_note,
        tables.values,
        is_wide=True,
        is_apart=True,
    ),
)
KINDS: dict[str, tuple[Sketch, ...]] = {
    "note": NOTE,
    "summary": SUMMARY,
    "school": SCHOOL,
    "tables": TABLES,
}


def sections_of(kind: str) -> tuple[Sketch, ...]:
    """Return the sections of a kind of paper.

    Parameters
    ----------
    kind : str
        «note», «summary», «school» or «tables».

    Returns
    -------
    tuple of Sketch
        In the order of reading.

    Raises
    ------
    KeyError
        For a kind that is not there.
    """
    return KINDS[kind]
