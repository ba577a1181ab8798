"""Corrections over a reading: applied to their rows, kept over another reading."""

import datetime as dt
from dataclasses import replace

import pytest

from roadmaps.documents.edit_keys import CellKey, addresses, milestone_field, parse_key
from roadmaps.documents.edit_texts import read_text
from roadmaps.documents.edits import apply_edits, review_indicators, review_parts
from roadmaps.documents.model import (
    Activity,
    Approval,
    CellDoubt,
    Counter,
    Indicator,
    Milestone,
    Party,
    RoadMapDocument,
    RowRef,
    Section,
)
from roadmaps.documents.term_reading import term_of
from roadmaps.terms import Period


PERIOD = Period(dt.date(2025, 9, 1), dt.date(2026, 8, 31))


def activity(number: str, title: str, *refs: tuple[int, int], **fields) -> Activity:
    return Activity(
        number,
        title,
        fields.pop("term", term_of("октябрь 2025", period=PERIOD)),
        refs=tuple(RowRef(*ref) for ref in refs),
        **fields,
    )


FIRST = activity(
    "1.1",
    "Провести совещание",
    (0, 2),
    parties=(Party("Отдел образования", "organisation"), Party("Куратор", "role")),
    responsible_text="Отдел образования, Куратор",
    doubts=(CellDoubt("term", 0.6, "Год не указан."),),
)
SECOND = activity("1.2", "Составить план", (0, 3))
THIRD = activity("2.1", "Посетить уроки", (0, 5))
DOCUMENT = RoadMapDocument(
    title="Дорожная карта",
    period=PERIOD,
    period_is_given=True,
    approval=Approval(("УТВЕРЖДАЮ", "Начальник отдела", "И.П. Орлова")),
    abbreviations={"ЦРО": "Центр развития образования"},
    sections=(
        Section("1", "Организация", activities=(FIRST, SECOND), refs=(RowRef(0, 1),)),
        Section("2", "Помощь", activities=(THIRD,), refs=(RowRef(0, 4),)),
    ),
    indicators=(
        Indicator("Доля учителей", "100 %", (RowRef(1, 1),)),
        Indicator("Доля школ", "20 %", (RowRef(1, 1),)),
    ),
)


def titles(document: RoadMapDocument) -> list[list[str]]:
    return [[a.title for a in section.activities] for section in document.sections]


# --- keys ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("1.4:term", "1.4/2:title", "h.0:section_title", "plan:title"),
        *("0.12:milestone.2021", "0.12:milestone.I квартал", "3.1:checked.term"),
        *("1.4:row", "1.4:section_row", "2.2/3:indicator_row", "1.4:passed_row"),
    ],
)
def test_a_key_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_key(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "term", "1.4", "1.4:", "1.4:refs", "plan:term", "1.4:approver_name"),
        *("x:term", "1.4/0:term", "1:term", "1.4:milestone.", "<b>:term"),
        "1.4:milestone." + "9" * 101,
        "1.4:checked.row",
    ],
)
def test_what_names_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_key(text)


def test_things_of_one_row_and_things_without_a_row_have_addresses_of_their_own() -> (
    None
):
    things = [
        activity("1", "a", (0, 2)),
        activity("2", "b", (0, 2)),
        activity("3", "c"),
        activity("4", "d"),
        activity("5", "e", (1, 0), (1, 1)),
    ]
    assert addresses(things) == ["0.2", "0.2/2", "h.0", "h.1", "1.0"]


def test_a_milestone_is_known_by_its_year_or_its_column() -> None:
    term = term_of("", period=PERIOD)
    assert milestone_field(Milestone(2021, "", term, "2021 г.")) == "milestone.2021"
    assert milestone_field(Milestone(None, "", term, "II")) == "milestone.II"


def test_an_anchor_is_a_plain_name() -> None:
    assert CellKey("1.4/2", "term").anchor == "row-1-4-2"


# --- applying ------------------------------------------------------------------------


def test_without_corrections_the_document_stays() -> None:
    assert apply_edits(DOCUMENT, {}) == DOCUMENT


def test_a_term_is_read_again_and_is_not_doubtful_any_more() -> None:
    edited = apply_edits(DOCUMENT, {"0.2:term": "Ноябрь 2025"}).activities[0]
    assert edited.term == term_of("Ноябрь 2025", period=PERIOD)
    assert edited.term != FIRST.term
    assert edited.doubts == ()


def test_a_confirmed_doubt_goes_and_the_cell_stays() -> None:
    edited = apply_edits(DOCUMENT, {"0.2:checked.term": "1"}).activities[0]
    assert (edited.term, edited.doubts) == (FIRST.term, ())


def test_plain_cells_take_the_text() -> None:
    edits = {
        "0.3:number": "1.3",
        "0.3:title": "Составить не менее пяти планов",
        "0.3:result": "Планы есть",
        "0.3:document": "Приказ",
        "0.3:indicator": "Число планов",
        "0.3:note": "До каникул",
    }
    edited = apply_edits(DOCUMENT, edits).activities[1]
    assert edited == replace(
        SECOND,
        number="1.3",
        title="Составить не менее пяти планов",
        result="Планы есть",
        document="Приказ",
        indicator="Число планов",
        note="До каникул",
        counters=(Counter(5, "планов"),),
    )


def test_parties_stand_one_on_a_line_and_known_ones_keep_their_kind() -> None:
    edits = {"0.3:responsible": "Отдел образования\nЦРО\n\nОтдел образования"}
    edited = apply_edits(DOCUMENT, edits).activities[1]
    assert edited.responsible == ("Отдел образования", "ЦРО")
    assert edited.parties[0] == Party("Отдел образования", "organisation")
    assert edited.parties[1].expanded == "Центр развития образования"
    assert edited.responsible_text == edits["0.3:responsible"]


def test_a_mended_milestone_names_its_days_anew() -> None:
    first = Milestone(2025, "до 1 октября 2025", term_of("", period=PERIOD), "2025")
    document = replace(
        DOCUMENT,
        sections=(Section("", "", activities=(replace(SECOND, milestones=(first,)),)),),
    )
    edited = apply_edits(document, {"0.3:milestone.2025": "Отчёт к 5 ноября 2025 года"})
    [milestone] = edited.activities[0].milestones
    assert (milestone.year, milestone.text) == (2025, "Отчёт к 5 ноября 2025 года")


def test_the_second_activity_of_a_row_is_mended_alone() -> None:
    twin = activity("1.2", "Ещё план", (0, 3))
    document = replace(
        DOCUMENT, sections=(Section("1", "О", activities=(SECOND, twin)),)
    )
    assert titles(apply_edits(document, {"0.3/2:title": "Другой"})) == [
        ["Составить план", "Другой"]
    ]


def test_the_plan_takes_its_title_and_its_order() -> None:
    edits = {
        "plan:title": "План района",
        "plan:order_number": "15-ОД",
        "plan:order_date": "2025-08-25",
    }
    edited = apply_edits(DOCUMENT, edits)
    assert edited.title == "План района"
    assert edited.approval.order_number == "15-ОД"
    assert edited.approval.order_date == "2025-08-25"


def test_a_correction_of_a_row_that_is_not_there_changes_nothing() -> None:
    assert (
        apply_edits(DOCUMENT, {"7.7:title": "Нет такой", "0.2:term.": ""}) == DOCUMENT
    )


# --- rows ----------------------------------------------------------------------------


def test_a_skipped_row_leaves_the_plan_and_stays_on_the_review() -> None:
    edits = {"0.3:row": "skip"}
    assert titles(apply_edits(DOCUMENT, edits)) == [
        ["Провести совещание"],
        ["Посетить уроки"],
    ]
    lines = review_parts(DOCUMENT, edits)[0].lines
    assert [line.is_skipped for line in lines] == [False, True]


def test_a_row_becomes_a_section_for_those_after_it() -> None:
    edited = apply_edits(DOCUMENT, {"0.2:row": "section"})
    assert [section.title for section in edited.sections] == [
        *("Организация", "Провести совещание", "Помощь"),
    ]
    assert titles(edited) == [[], ["Составить план"], ["Посетить уроки"]]


def test_the_frame_of_a_plan_without_sections_goes_when_its_first_row_is_one() -> None:
    flat = replace(DOCUMENT, sections=(Section("", "", activities=(FIRST, SECOND)),))
    edited = apply_edits(flat, {"0.2:row": "section", "0.2:section_title": "Совещания"})
    assert [(s.number, s.title) for s in edited.sections] == [("1.1", "Совещания")]
    assert titles(edited) == [["Составить план"]]


def test_a_joined_row_adds_its_texts_and_its_term_is_read_as_one() -> None:
    head = activity("1", "Провести", (0, 2), term=term_of("сентябрь", period=PERIOD))
    tail = activity(
        "", "совещание", (0, 3), term=term_of("октябрь", period=PERIOD), result="Акт"
    )
    document = replace(DOCUMENT, sections=(Section("", "", activities=(head, tail)),))
    [joined] = apply_edits(document, {"0.3:row": "join"}).activities
    assert (joined.title, joined.result) == ("Провести совещание", "Акт")
    assert joined.term == term_of("сентябрь октябрь", period=PERIOD)
    assert joined.refs == (RowRef(0, 2), RowRef(0, 3))


def test_a_text_of_a_person_stands_instead_of_joined_ones() -> None:
    edits = {"0.3:row": "join", "0.2:title": "Совещание и план"}
    assert titles(apply_edits(DOCUMENT, edits))[0] == ["Совещание и план"]


def test_the_first_row_of_a_section_has_nothing_to_join_to() -> None:
    assert apply_edits(DOCUMENT, {"0.5:row": "join"}) == DOCUMENT


def test_a_heading_that_is_none_leaves_its_rows_to_the_section_before() -> None:
    edited = apply_edits(DOCUMENT, {"0.4:section_row": "skip"})
    assert titles(edited) == [
        ["Провести совещание", "Составить план", "Посетить уроки"]
    ]


def test_a_heading_becomes_an_activity() -> None:
    edited = apply_edits(DOCUMENT, {"0.4:section_row": "activity"})
    assert titles(edited) == [
        ["Провести совещание", "Составить план", "Помощь", "Посетить уроки"]
    ]
    [part] = review_parts(DOCUMENT, {"0.4:section_row": "activity"})
    assert [address for address, _ in part.dropped] == ["0.4"]


def test_a_section_takes_its_number_and_title() -> None:
    edits = {"0.4:section_number": "II", "0.4:section_title": "Поддержка"}
    section = apply_edits(DOCUMENT, edits).sections[1]
    assert (section.number, section.title) == ("II", "Поддержка")
    assert section.activities == (THIRD,)


def test_indicators_are_ticked_off_one_by_one() -> None:
    edits = {"1.1:indicator_row": "skip", "1.1/2:indicator_target": "25 %"}
    assert apply_edits(DOCUMENT, edits).indicators == (
        Indicator("Доля школ", "25 %", (RowRef(1, 1),)),
    )
    assert [i.is_skipped for i in review_indicators(DOCUMENT, edits)] == [True, False]


# --- what stood there ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("plan:title", "Дорожная карта"),
        ("plan:approver_name", "И.П. Орлова"),
        ("0.2:responsible", "Отдел образования\nКуратор"),
        ("0.2:row", ""),
        ("0.2:checked.term", ""),
        ("0.2:section_title", "Провести совещание"),
        ("0.4:section_title", "Помощь"),
        ("0.4:section_row", ""),
        ("1.1/2:indicator_target", "20 %"),
        ("1.1:indicator_row", ""),
        ("0.4:title", None),
        ("9.9:term", None),
        ("0.2:milestone.2021", None),
        ("9.9:section_title", None),
        ("9.9:indicator_title", None),
    ],
)
def test_the_text_that_was_read_for_a_cell(key: str, text: str | None) -> None:
    assert read_text(DOCUMENT, parse_key(key)) == text


def test_corrections_survive_a_reading_with_more_rows() -> None:
    edits = {"0.2:title": "Совещание проведено", "0.9:title": "Осталось"}
    more = replace(
        DOCUMENT,
        sections=(
            Section("", "", activities=(activity("0", "Новая строка", (0, 1)), FIRST)),
        ),
    )
    assert titles(apply_edits(more, edits)) == [["Новая строка", "Совещание проведено"]]
