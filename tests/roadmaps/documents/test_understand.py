"""Layouts of municipalities, one ability each, from a small table of our own."""

import datetime as dt

from hypothesis import given, settings, strategies as st

from roadmaps.documents import understand
from roadmaps.documents.model import Column, ColumnMeaning, RawDocument, RawTable
from roadmaps.terms import Kind, Period
from tests.roadmaps.documents.layouts import (
    HEADER,
    TODAY,
    lines,
    table,
    titles,
    understood,
    wide,
)


ROW = ("1", "Семинар завучей", "октябрь 2022", "МЦ", "Справка")
SECOND = ("2", "Совет директоров", "май 2023", "УО", "Протокол")


def first(document):
    return document.activities[0]


class TestColumns:
    def test_any_order_and_other_words(self):
        document = understood(
            table(
                ("Кто отвечает", "Когда", "Содержание работы", "N п/п", "Выход"),
                ("МЦ", "май 2023", "Круглый стол", "4", "Резолюция"),
            )
        )
        found = first(document)
        assert (found.number, found.title, found.result) == (
            "4",
            "Круглый стол",
            "Резолюция",
        )
        assert (found.term.text, found.responsible) == ("май 2023", ("МЦ",))

    def test_misspelt_headings(self):
        document = understood(
            table(("№", "Мероприятя", "Сороки", "Ответсвенный"), ROW[:4], SECOND[:4])
        )
        assert [c.meaning for c in document.columns[0]] == [
            Column.NUMBER, Column.TITLE, Column.TERM, Column.RESPONSIBLE,
        ]  # fmt: skip
        assert [d.field for d in first(document).doubts] == ["term", "responsible"]

    def test_no_responsible_column_is_no_defect(self):
        document = understood(table(HEADER[:3], ROW[:3]))
        assert (first(document).responsible, document.findings) == ((), ())

    def test_row_of_column_numbers_is_left_out(self):
        document = understood(table(HEADER, ("1", "2", "3", "4", "5"), ROW))
        assert titles(document) == [("", ["Семинар завучей"])]

    def test_repeated_header_is_left_out(self):
        document = understood(table(HEADER, ROW, HEADER, SECOND))
        assert titles(document) == [("", ["Семинар завучей", "Совет директоров"])]

    def test_first_and_last_day_in_two_columns(self):
        document = understood(
            table(
                ("№", "Мероприятие", ("Сроки", 2, 1), "Ответственный"),
                ("", "", "начало", "окончание", ""),
                ("1", "Отбор школ", "01.09.2022", "15.09.2022", "МЦ"),
            )
        )
        (span,) = first(document).term.spans
        assert (span.start, span.end) == (dt.date(2022, 9, 1), dt.date(2022, 9, 15))

    def test_three_columns_of_dates(self):
        document = understood(
            table(
                ("Мероприятие", "Место", "Дата", "Дата", "Дата"),
                (
                    "Итоговое сочинение",
                    "Школы",
                    "1 декабря 2021",
                    "2 февраля 2022",
                    "4 мая 2022",
                ),
            )
        )
        assert [span.start for span in first(document).term.spans] == [
            dt.date(2021, 12, 1), dt.date(2022, 2, 2), dt.date(2022, 5, 4),
        ]  # fmt: skip
        assert first(document).note == "Место: Школы"

    def test_quarters_with_marks(self):
        document = understood(
            lines("План-график на 2023 год"),
            table(
                (("№ п/п", 1, 2), ("Мероприятия", 1, 2), ("2023 год", 4, 1), ("Исполнитель", 1, 2)),
                ("I кв.", "II кв.", "III кв.", "IV кв."),
                ("1", "Семинар", "+", "", "", "+", "МЦ"),
            ),
        )  # fmt: skip
        found = first(document)
        assert [m.label for m in found.milestones if m.text] == ["I кв.", "IV кв."]
        assert [(s.start.month, s.end.month) for s in found.term.spans] == [
            (1, 3),
            (10, 12),
        ]

    def test_table_without_a_header(self):
        document = understood(
            table(
                (
                    "1",
                    "Провести семинар для директоров",
                    "октябрь 2022",
                    "отдел образования",
                ),
                (
                    "2",
                    "Провести совещание для завучей",
                    "ноябрь 2022",
                    "методический центр",
                ),
            )
        )
        assert [a.number for a in document.activities] == ["1", "2"]
        assert {d.field for d in first(document).doubts} == {
            "title",
            "term",
            "responsible",
        }

    def test_number_inside_the_activity(self):
        document = understood(
            table(HEADER[1:4], ("1. Семинар", "май", "МЦ"), ("2) Совет", "июнь", "МЦ"))
        )
        assert [(a.number, a.title) for a in document.activities] == [
            ("1", "Семинар"),
            ("2", "Совет"),
        ]

    def test_list_of_schools_is_no_plan(self):
        document = understood(
            table(
                ("№", "Наименование школы", "Ответственный"),
                ("1", "Школа № 91", "Иванова И.И."),
            )
        )
        assert document.activities == ()


class TestOverride:
    raw = RawDocument(
        (
            RawTable(rows=(("а", "б", "в"), ("1", "Семинар", "май 2023"))),
            RawTable(rows=(("2", "Совет", "июнь 2023"),)),
        )
    )
    columns = (
        ColumnMeaning("а", Column.NUMBER),
        ColumnMeaning("б", Column.TITLE),
        ColumnMeaning("в", Column.TERM),
    )

    def test_given_columns_hold_for_the_continuation_too(self):
        document = understand(self.raw, columns={0: self.columns}, today=TODAY)
        assert [a.title for a in document.activities][-2:] == ["Семинар", "Совет"]
        assert document.continues == {1: 0}

    def test_ignored_columns_make_the_table_no_plan(self):
        ignored = tuple(ColumnMeaning(c.header, Column.IGNORED) for c in self.columns)
        document = understand(self.raw, columns={0: ignored}, today=TODAY)
        assert document.activities == ()

    def test_given_period_wins(self):
        period = Period(dt.date(2030, 1, 1), dt.date(2030, 12, 31))
        document = understand(self.raw, period=period, today=TODAY)
        assert (document.period, document.period_is_given) == (period, True)


class TestSections:
    def test_merged_rows_of_two_depths(self):
        document = understood(
            table(
                HEADER,
                wide("Раздел I. Управление"),
                wide("Направление 1. Кадры"),
                ROW,
                wide("Раздел II. Методика"),
                wide("Направление 1. Уроки"),
                SECOND,
            )
        )
        assert [(s.level, s.kind, s.number, s.title) for s in document.sections] == [
            (1, "Раздел", "I", "Управление"),
            (2, "Направление", "1", "Кадры"),
            (1, "Раздел", "II", "Методика"),
            (2, "Направление", "1", "Уроки"),
        ]

    def test_numbered_rows(self):
        document = understood(
            table(
                HEADER,
                ("1", "Управление", "", "", ""),
                ("1.1", *ROW[1:]),
                ("2", "Методика", "", "", ""),
                ("2.1", *SECOND[1:]),
            )
        )
        assert titles(document) == [
            ("Управление", ["Семинар завучей"]),
            ("Методика", ["Совет директоров"]),
        ]

    def test_three_depths_of_numbers(self):
        document = understood(
            table(
                HEADER,
                ("1", "Условия", "", "", ""),
                ("1.1", "Кадры", "", "", ""),
                ("1.1.1", *ROW[1:]),
            )
        )
        assert [(s.level, s.number) for s in document.sections] == [
            (1, "1"),
            (2, "1.1"),
        ]

    def test_headings_above_tables(self):
        document = understood(
            lines("Дорожная карта на 2022-2023 учебный год", "Работа с кадрами"),
            table(HEADER, ROW),
            lines("Работа с семьёй"),
            table(HEADER, ("1", *SECOND[1:])),
        )
        assert [s.title for s in document.sections][-1] == "Работа с семьёй"
        assert len(document.sections[-1].activities) == 1

    def test_stage_cell_merged_over_rows(self):
        document = understood(
            table(
                ("№", "Этап", "Мероприятие", "Срок"),
                ("1", ("Подготовка", 1, 2), "Опрос", "май 2023"),
                ("2", "Анализ", "июнь 2023"),
                ("3", "Запуск", "Сбор", "июль 2023"),
            )
        )
        assert titles(document) == [
            ("Подготовка", ["Опрос", "Анализ"]),
            ("Запуск", ["Сбор"]),
        ]

    def test_goals_tasks_and_results_of_a_track(self):
        document = understood(
            table(
                HEADER,
                wide("Трек 1. Поддержка"),
                wide("Цель: поддержать школы"),
                wide("Задачи: найти причины; назначить тьюторов."),
                wide("Ожидаемые результаты: школы вышли из перечня"),
                ROW,
            )
        )
        (section,) = document.sections
        assert section.goals == ("поддержать школы",)
        assert section.tasks == ("найти причины", "назначить тьюторов.")
        assert section.expected_results == ("школы вышли из перечня",)

    def test_plan_without_sections_has_one_without_a_title(self):
        document = understood(table(HEADER, ROW))
        assert titles(document) == [("", ["Семинар завучей"])]

    def test_signature_below_is_left_out(self):
        document = understood(
            table(
                HEADER,
                ROW,
                wide("Согласовано"),
                ("Исполнитель", "И.И. Иванова", "", "", ""),
            )
        )
        assert titles(document) == [("", ["Семинар завучей"])]


class TestRows:
    def test_row_cut_by_the_page(self):
        document = understood(
            table(HEADER, ("1", "Подготовка программ", "май 2023", "МЦ", "Банк")),
            table(
                ("", "повышения квалификации", "", "", "программ"), ("2", *SECOND[1:])
            ),
        )
        found = first(document)
        assert (found.title, found.result) == (
            "Подготовка программ повышения квалификации",
            "Банк программ",
        )
        assert [(ref.table, ref.row) for ref in found.refs] == [(0, 1), (1, 0)]
        assert document.continues == {1: 0}

    def test_continuation_with_an_extra_empty_column(self):
        document = understood(table(HEADER, ROW), table((*SECOND, "")))
        assert [a.responsible for a in document.activities] == [("МЦ",), ("УО",)]

    def test_merged_responsible_holds_for_every_row(self):
        document = understood(
            table(
                HEADER,
                (
                    "1",
                    "Опрос учителей",
                    "май 2023",
                    ("Методический центр", 1, 2),
                    "Справка",
                ),
                ("2", "Опрос родителей", "июнь 2023", "Отчёт"),
            )
        )
        assert [a.responsible for a in document.activities] == [
            ("Методический центр",)
        ] * 2

    def test_activity_merged_over_two_terms(self):
        document = understood(
            table(
                HEADER,
                (("1", 1, 2), ("Мониторинг", 1, 2), "сентябрь 2022", "УО", "Справка"),
                ("май 2023", "МЦ", "Отчёт"),
            )
        )
        found = first(document)
        assert [span.start.month for span in found.term.spans] == [9, 5]
        assert found.responsible == ("УО", "МЦ")

    def test_bullets_stay_lines(self):
        document = understood(
            table(
                HEADER, ("1", "Комплекс мер:\n- опрос;\n- анализ", "май 2023", "МЦ", "")
            )
        )
        assert first(document).title.split("\n") == [
            "Комплекс мер:",
            "- опрос;",
            "- анализ",
        ]

    def test_several_terms_in_one_cell(self):
        document = understood(
            table(
                HEADER,
                ("1", "Опрос", "Август 2022 г. Декабрь 2022г. Март 2023 г.", "МЦ", ""),
            )
        )
        assert [(s.start.year, s.start.month) for s in first(document).term.spans] == [
            (2022, 8), (2022, 12), (2023, 3),
        ]  # fmt: skip

    def test_ditto_marks(self):
        document = understood(table(HEADER, ROW, ("2", "Совет", "-//-", "то же", "")))
        second = document.activities[1]
        assert (second.term.text, second.responsible) == ("октябрь 2022", ("МЦ",))
        assert [doubt.field for doubt in second.doubts] == ["term", "responsible"]

    def test_number_alone_and_blank_rows(self):
        document = understood(
            table(HEADER, ROW, ("", "", "", "", ""), ("2", "", "", "", ""))
        )
        assert [(a.number, a.title) for a in document.activities] == [
            ("1", "Семинар завучей"), ("2", ""),
        ]  # fmt: skip

    def test_only_subheading_without_a_number_stays_with_its_rows(self):
        document = understood(
            table(
                HEADER,
                wide("1. Управление"),
                wide("Работа с директорами"),
                ROW,
                wide("2. Методика"),
                SECOND,
            )
        )
        assert titles(document) == [
            ("Управление", ["Семинар завучей"]),
            ("Методика", ["Совет директоров"]),
        ]
        assert first(document).note == "Подзаголовок: Работа с директорами"


class TestMilestones:
    document = understood(
        lines("Дорожная карта на 2021-2022 годы"),
        table(
            ("№", "Мероприятия", ("Сроки реализации", 2, 1), "Ответственный"),
            ("", "", "2021", "2022", ""),
            ("1", "Опрос", "Опрос в 2019-2020 годах. Март 2021", "Март 2021", "МЦ"),
        ),
    )

    def test_a_heading_over_the_years_is_kept_with_each(self):
        document = understood(
            table(
                (("№", 1, 2), ("Мероприятие", 1, 2), ("Ключевые результаты", 2, 1)),
                ("2021", "2022"),
                ("1", "Семинар завучей", "Справка", "Отчёт"),
            )
        )
        assert [(c.header, c.milestone) for c in document.columns[0][2:]] == [
            ("Ключевые результаты: 2021", "2021"),
            ("Ключевые результаты: 2022", "2022"),
        ]

    def test_years_and_dates(self):
        first_year, second_year = first(self.document).milestones
        assert (first_year.year, second_year.year) == (2021, 2022)
        assert [span.start for span in first_year.term.spans] == [dt.date(2021, 3, 1)]

    def test_copied_year_is_reported(self):
        assert [
            (f.code, f.where)
            for f in self.document.findings
            if f.code == "year_mismatch"
        ] == [("year_mismatch", "строка 1, столбец 2022")]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(
                    ["", "1", "1.1", "№", "Мероприятия", "Срок", "Ответственный", "2022",
                     "Раздел 1. А", "май 2023", "Цель: б", "семинар", "УО, МЦ", "100%", "(", "I"]
                ),
                st.text(max_size=12),
            ),
            min_size=4,
            max_size=4,
        ),
        max_size=9,
    )
)  # fmt: skip
def test_no_table_breaks_the_parser(rows):
    raw = RawDocument((RawTable(rows=tuple(map(tuple, rows))),))
    document = understand(raw, today=TODAY)
    assert all(activity.term.kind in Kind for activity in document.activities)
