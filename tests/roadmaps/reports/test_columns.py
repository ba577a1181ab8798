"""The columns of the printed table: the document's own, and none of its texts lost."""

from roadmaps.documents.model import Column
from roadmaps.reports.columns import HeaderCell, header_rows, plan_columns


NOTHING: frozenset[Column] = frozenset()


def item(meaning: str, header: str, milestone: str = "") -> dict[str, str]:
    return {"meaning": meaning, "header": header, "milestone": milestone}


def headers(*layout: dict[str, str], filled=NOTHING, milestones=()) -> list[str]:
    columns = plan_columns(layout, filled=filled, milestones=milestones)
    return [column.header for column in columns]


def test_a_plan_without_a_document_gets_the_usual_columns() -> None:
    assert headers() == [
        "№ п/п",
        "Мероприятие",
        "Срок",
        "Ответственные",
        "Ожидаемый результат",
    ]


def test_the_document_keeps_its_order_and_its_headers() -> None:
    layout = (
        item("title", "Что делаем"),
        item("ignored", "лишний"),
        item("term", "Когда"),
        item("number", "№"),
    )

    assert headers(*layout) == ["Что делаем", "Когда", "№"]


def test_what_the_document_had_no_column_for_gets_one() -> None:
    found = headers(
        item("title", "Дела"),
        filled=frozenset({Column.TITLE, Column.NUMBER, Column.DOCUMENT}),
    )

    assert found == ["№ п/п", "Дела", "Документ"]


def test_a_meaning_twice_is_printed_once_but_notes_are_different() -> None:
    found = headers(
        item("title", "Дела"),
        item("term", "Начало"),
        item("term", "Конец"),
        item("note", "Место"),
        item("note", "Форма"),
        item("note", "Место"),
    )

    assert found == ["Дела", "Начало", "Место", "Форма"]


def test_a_new_year_stands_after_the_known_ones() -> None:
    columns = plan_columns(
        (
            item("title", "Дела"),
            item("milestone", "2025", "2025"),
            item("responsible", "Кто"),
        ),
        filled=NOTHING,
        milestones=["2025", "2026"],
    )

    assert [column.header for column in columns] == ["Дела", "2025", "2026", "Кто"]


def test_years_stand_under_one_heading() -> None:
    columns = plan_columns(
        (
            item("number", "№"),
            item("milestone", "2025", "2025"),
            item("milestone", "2026", "2026"),
            item("responsible", "Кто"),
        ),
        filled=NOTHING,
        milestones=(),
    )

    assert header_rows(columns) == (
        (
            HeaderCell("№", 0, rows=2),
            HeaderCell("Ключевые результаты и сроки", 1, columns=2),
            HeaderCell("Кто", 3, rows=2),
        ),
        (HeaderCell("2025", 1), HeaderCell("2026", 2)),
    )


def test_the_documents_own_heading_over_years_is_kept_and_reaches_a_new_year() -> None:
    columns = plan_columns(
        (
            item("milestone", "Ключевые мероприятия: 2025", "2025"),
            item("milestone", "Ключевые мероприятия: 2026", "2026"),
        ),
        filled=NOTHING,
        milestones=["2025", "2026", "2027"],
    )

    assert header_rows(columns) == (
        (HeaderCell("Ключевые мероприятия", 0, columns=3),),
        (HeaderCell("2025", 0), HeaderCell("2026", 1), HeaderCell("2027", 2)),
    )


def test_neighbours_with_a_common_heading_share_it() -> None:
    columns = plan_columns(
        (item("term", "Сроки: начало"), item("note", "Сроки: конец")),
        filled=NOTHING,
        milestones=(),
    )

    assert header_rows(columns) == (
        (HeaderCell("Сроки", 0, columns=2),),
        (HeaderCell("начало", 0), HeaderCell("конец", 1)),
    )


def test_a_colon_alone_makes_no_second_row() -> None:
    columns = plan_columns(
        (item("title", "Дела: что и зачем"), item("term", "Когда")),
        filled=NOTHING,
        milestones=(),
    )

    assert header_rows(columns) == (
        (HeaderCell("Дела: что и зачем", 0), HeaderCell("Когда", 1)),
    )
