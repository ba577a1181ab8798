"""Each defect of a document is reported with its place, once."""

from tests.roadmaps.documents.layouts import HEADER, lines, table, understood


GOOD = ("1", "Семинар завучей", "май 2023", "Методический центр", "Справка")


def found(*pieces):
    return [(item.code, item.where) for item in understood(*pieces).findings]


def row(
    number, title="Семинар", term="май 2023", who="Методический центр", result="Отчёт"
):
    return (number, title, term, who, result)


def test_a_clean_plan_has_none():
    assert found(table(HEADER, GOOD, row("2"), row("3"))) == []


def test_numbers():
    plan = table(HEADER, row("1"), row("2"), row("5"), row("5"), row(".6"), row(""))
    assert found(plan) == [
        ("numbering_form", "строка 6"),
        ("numbering_gap", "строка 5"),
        ("numbering_repeat", "строка 5"),
        ("missing_number", "строка «Семинар»"),
    ]


def test_numbers_that_begin_again_in_a_section_are_right():
    plan = table(
        HEADER,
        ("Раздел 1. А", "", "", "", ""),
        row("1"),
        row("2"),
        ("Раздел 2. Б", "", "", "", ""),
        row("1"),
    )
    assert found(plan) == []


def test_a_section_that_begins_in_the_middle():
    assert found(table(HEADER, row("1.2"), row("1.3"))) == [
        ("numbering_gap", "строка 1.2")
    ]


def test_empty_cells():
    plan = table(HEADER, row("1", title=""), row("2", term=""), row("3", who=""))
    assert found(plan) == [
        ("missing_title", "строка 1, столбец «Мероприятия»"),
        ("missing_term", "строка 2, столбец «Срок»"),
        ("missing_responsible", "строка 3, столбец «Ответственный»"),
    ]


def test_unfinished_rows():
    plan = table(
        HEADER,
        row("1"),
        ("2", "Совет школ", "", "", ""),
        row("3", title="Опрос (в сети"),
        row("4", title="Опрос учителей и"),
    )
    assert found(plan) == [("unfinished_row", f"строка {n}") for n in (2, 3, 4)]


def test_dates():
    plan = table(
        HEADER,
        row("1", term="Август 2022 года, август 2022 года"),
        row("2", term="май 2013"),
    )
    codes = found(lines("План мероприятий на 2022-2023 годы"), plan)
    assert codes == [
        ("repeated_date", "строка 1, столбец «Срок»"),
        ("outside_period", "строка 2, столбец «Срок»"),
    ]


def test_abbreviations():
    plan = table(
        HEADER,
        row("1", who="ЦМИКО, МЦ"),
        row("2", who="ЦМИКО"),
        row("3", who="директора ОО, МБУ «ЦРО»"),
    )
    codes = found(lines("Методический центр – МЦ"), plan)
    assert codes == [("undefined_abbreviation", "строка 1")]


def test_targets_need_a_measurement():
    targets = table(
        ("Показатель", "Цель"),
        ("Доля учителей, прошедших диагностику дефицитов", "60%"),
        ("Доля родителей на собраниях класса", "50%"),
    )
    plan = table(HEADER, row("1", title="Мониторинг диагностики дефицитов учителей"))
    assert found(targets, plan) == [
        ("target_without_monitoring", "показатель «Доля родителей на собраниях класса»")
    ]
