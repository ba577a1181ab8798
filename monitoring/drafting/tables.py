"""The tables of papers: true numbers in their cells, units in their headings."""

from monitoring.drafting.facts import Facts
from monitoring.drafting.indicator import IndicatorFact, value_of
from monitoring.drafting.paper import Column, Content, Table
from monitoring.drafting.words import day


def none(facts: Facts) -> list[Table]:
    """Return no tables."""
    del facts
    return []


def indicators(facts: Facts) -> list[Table]:
    """Return targets and figures with the year before, and who is not in the sums."""
    columns = (
        Column("Показатель", weight=3.4),
        Column("Окно", weight=1.6),
        Column("Цель", weight=0.9),
        Column("Числитель", is_numeric=True, weight=0.9),
        Column("Знаменатель", is_numeric=True, weight=1.1),
        Column("Факт, % или число", is_numeric=True, weight=0.9),
        Column("Разрыв с целью", is_numeric=True, weight=0.9),
        Column("Год назад, % или число", is_numeric=True, weight=0.9),
        Column("Школ в сумме", is_numeric=True, weight=0.8),
        Column("Не вошли", is_numeric=True, weight=0.8),
        Column("Достижение цели", weight=1.2),
    )
    rows = tuple(_indicator(fact) for fact in facts.indicators)
    note = (
        "Числитель и знаменатель – суммы по школам. «Не вошли» – школы, у которых "
        "значения нет, оно не принято или показатель не применим."
    )
    return _table("Показатели: план и факт", columns, rows, note)


def indicators_short(facts: Facts) -> list[Table]:
    """Return targets and figures, for one page."""
    columns = (
        Column("Показатель", weight=3.6),
        Column("Цель", weight=0.9),
        Column("Числитель", is_numeric=True, weight=1.1),
        Column("Знаменатель", is_numeric=True, weight=1.3),
        Column("Факт, % или число", is_numeric=True, weight=1.1),
        Column("Достижение цели", weight=1.3),
    )
    wide = [_indicator(fact) for fact in facts.indicators]
    rows = tuple((row[0], *row[2:6], row[-1]) for row in wide)
    return _table("Показатели: план и факт", columns, rows)


def windows(facts: Facts) -> list[Table]:
    """Return the windows of the year and how full they are."""
    columns = (
        Column("Окно", weight=2.6),
        Column("Открыто", weight=1.5),
        Column("Срок", weight=1.5),
        Column("Школ", is_numeric=True, weight=0.7),
        Column("Отправили", is_numeric=True, weight=1.0),
        Column("В срок", is_numeric=True, weight=0.8),
        Column("Принято", is_numeric=True, weight=0.9),
    )
    rows = tuple(
        (
            window.title,
            day(window.opens_on),
            day(window.due_on),
            window.schools,
            *(
                (window.submitted, window.on_time, window.accepted)
                if window.is_by_schools
                else (None, None, None)
            ),
        )
        for window in facts.windows
    )
    return _table("Окна мониторинга", columns, rows)


def schools(facts: Facts) -> list[Table]:
    """Return the schools with their forms and recommendations."""
    columns = (
        Column("Школа", weight=3.0),
        Column("Статус", weight=1.3),
        Column("Форм", is_numeric=True, weight=0.7),
        Column("Отправлено", is_numeric=True, weight=1.1),
        Column("В срок", is_numeric=True, weight=0.8),
        Column("Рекомендаций", is_numeric=True, weight=1.3),
        Column("Выполнено", is_numeric=True, weight=1.1),
    )
    rows = tuple(
        (
            *(school.name, school.group, school.forms, school.submitted),
            *(school.on_time, school.recommendations, school.done),
        )
        for school in facts.schools
    )
    return _table("Школы в статусе", columns, rows)


def silent(facts: Facts) -> list[Table]:
    """Return the forms that were due and have not come."""
    columns = (
        Column("Школа", weight=2.2),
        Column("Окно", weight=2.2),
        Column("Срок", weight=1.4),
        Column("Состояние", weight=1.2),
    )
    rows = tuple(
        (row.school, row.window, day(row.due_on), row.state) for row in facts.silent
    )
    return _table("Формы, срок которых прошёл", columns, rows)


def dynamics(facts: Facts) -> list[Table]:
    """Return how many schools went which way."""
    columns = (
        Column("Показатель", weight=3.0),
        Column("Выше", is_numeric=True),
        Column("Без доказанных изменений", is_numeric=True, weight=1.3),
        Column("Ниже", is_numeric=True),
        Column("Несопоставимо", is_numeric=True, weight=1.4),
    )
    rows = tuple(
        (row.title, row.up, row.unchanged, row.down, row.incomparable)
        for row in facts.dynamics
    )
    note = f"Определение: {facts.definition}." if facts.definition else ""
    return _table("Динамика результатов, школ", columns, rows, note)


def recommendations(facts: Facts) -> list[Table]:
    """Return recommendations from the data to the control."""
    columns = (
        Column("Кому", weight=1.5),
        Column("Данные", weight=2.0),
        Column("Вывод", weight=1.8),
        Column("Что сделать", weight=2.4),
        Column("Срок", weight=1.1),
        Column("Что покажет результат", weight=1.6),
        Column("Состояние", weight=1.0),
    )
    rows = tuple(
        (
            *(row.addressee, row.data, row.finding, row.action),
            day(row.due_on) if row.due_on else "",
            row.control,
            row.state,
        )
        for row in facts.recommendations
    )
    return _table("Адресные рекомендации", columns, rows)


def recommendations_short(facts: Facts) -> list[Table]:
    """Return to whom, what and by when; the annex has the rest."""
    columns = (
        Column("Кому", weight=1.6),
        Column("Вывод", weight=1.8),
        Column("Что сделать", weight=2.4),
        Column("Срок", weight=1.2),
        Column("Состояние", weight=1.1),
    )
    rows = tuple(
        (
            *(row.addressee, row.finding, row.action),
            *(day(row.due_on) if row.due_on else "", row.state),
        )
        for row in facts.recommendations
    )
    return _table("Адресные рекомендации", columns, rows)


def annexes(facts: Facts) -> list[Table]:
    """Return what is too wide for the text: indicators, recommendations, late forms."""
    return [*indicators(facts), *recommendations(facts), *silent(facts)]


def recommendations_of_school(facts: Facts) -> list[Table]:
    """Return recommendations to one school."""
    columns = (
        Column("Вывод", weight=2.0),
        Column("Что сделать", weight=2.4),
        Column("Срок", weight=1.2),
        Column("Состояние", weight=1.0),
    )
    rows = tuple(
        (row.finding, row.action, day(row.due_on) if row.due_on else "", row.state)
        for row in facts.recommendations
    )
    return _table("Рекомендации", columns, rows)


def values(facts: Facts) -> list[Table]:
    """Return every cell of the year, school by school."""
    columns = (
        Column("Школа", weight=2.0),
        Column("Окно", weight=1.8),
        Column("Показатель", weight=3.0),
        Column("Числитель", is_numeric=True, weight=0.9),
        Column("Знаменатель", is_numeric=True, weight=1.1),
        Column("Состояние", weight=1.1),
        Column("Пояснение", weight=1.6),
    )
    rows = tuple(
        (
            *(row.school, row.window, row.title, row.numerator, row.denominator),
            *(row.state, row.comment or row.text),
        )
        for row in facts.values
    )
    return _table("Значения показателей по школам", columns, rows)


def school_values(facts: Facts) -> list[Table]:
    """Return a school's values beside the target and the whole municipality."""
    columns = (
        Column("Показатель", weight=3.0),
        Column("Окно", weight=1.6),
        Column("Числитель", is_numeric=True, weight=1.1),
        Column("Знаменатель", is_numeric=True, weight=1.3),
        Column("Школа", weight=1.4),
        Column("Цель", weight=0.9),
        Column("Все школы", weight=1.4),
    )
    rows = tuple(
        (
            *(row.title, row.window, row.numerator, row.denominator),
            *(row.words, row.goal, row.town),
        )
        for row in facts.values
    )
    return _table("Показатели школы", columns, rows)


def sites(facts: Facts) -> list[Table]:
    """Return what was seen on a school's site."""
    columns = (
        Column("Что искали", weight=2.4),
        Column("Окно", weight=1.6),
        Column("Что видно", weight=1.2),
        Column("Замечание", weight=2.0),
        Column("Проверено", weight=1.2),
    )
    rows = tuple(
        (
            *(row.item, row.window, row.verdict, row.note),
            day(row.checked_on) if row.checked_on else "",
        )
        for row in facts.sites
    )
    return _table("Проверка сайта", columns, rows)


def _indicator(fact: IndicatorFact) -> tuple[Content, ...]:
    total = fact.total
    before = value_of(fact.earlier[-1].total, fact.measure) if fact.earlier else None
    outside = None
    if total is not None:
        outside = total.missing + total.no_data + total.not_applicable
    is_known = total is not None and total.counted > 0
    return (
        fact.title,
        fact.window,
        fact.target_words,
        total.numerator if total is not None and is_known else None,
        total.denominator if total is not None and is_known else None,
        _rounded(fact.value),
        _rounded(fact.gap),
        _rounded(before),
        total.counted if total is not None else None,
        outside,
        str(fact.standing),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _table(
    caption: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Content, ...], ...],
    note: str = "",
) -> list[Table]:
    """Return a table, or none where it would be empty."""
    return [Table(caption, columns, rows, note)] if rows else []
