"""A paper: the portal's text or the person's, and what is not ready."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from monitoring.drafting import (
    Facts,
    check_code,
    compose,
    compose_sheet,
    from_json,
    sections_of,
    text_of,
    to_json,
)
from monitoring.drafting.marks import MARK
from tests.monitoring.drafting.papers import SITES, TEACHERS, facts


def note(narrative: dict[str, str] | None = None, numbers: Facts | None = None):
    return compose(
        kind="note",
        facts=numbers or facts(),
        title="Записка",
        narrative=narrative or {},
        signatures=[("Начальник", "П.И. Полевой")],
    )


def paragraphs(composed, code: str) -> list[str]:
    parts = {part.code: part for part in composed.paper.parts}
    return [line.replace("\u00a0", " ") for line in parts[code].paragraphs]


def test_the_note_has_its_sections_in_order() -> None:
    assert [part.code for part in note().paper.parts] == [
        *("basis", "sources", "results", "schools", "indicators"),
        *("conclusions", "recommendations", "tasks", "annexes"),
    ]


def test_what_the_note_says_of_targets() -> None:
    assert paragraphs(note(), "indicators") == [
        (
            "Из показателей, у которых есть цель (2), цель достигнута у 0, близко к ней 1, "
            "не достигнута у 1, нет данных у 0."
        ),
        "«Программа на сайте» – 25 % (1 из 4) при цели 100 %, разрыв с ней 75 п. п.",
        (
            "По показателю «Доля педагогов» значение выросло: 16,7 % в 2024/25 учебном году, "
            "теперь 48,3 % (29 из 60)."
        ),
    ]


def test_a_missed_target_has_the_year_before_in_its_own_sentence() -> None:
    late = replace(TEACHERS, target=Decimal(80))
    assert paragraphs(note(numbers=facts(indicators=(late, SITES))), "indicators")[
        1:
    ] == [
        (
            "«Доля педагогов» – 48,3 % (29 из 60) при цели 80 %, разрыв с ней 31,7 п. п.; "
            "в 2024/25 учебном году было 16,7 %."
        ),
        "«Программа на сайте» – 25 % (1 из 4) при цели 100 %, разрыв с ней 75 п. п.",
    ]


@pytest.mark.parametrize("kind", ["note", "summary", "school"])
def test_a_figure_is_said_once(kind: str) -> None:
    """Marks are figures: none of them stands in two sentences of a paper."""
    rising = replace(TEACHERS, target=Decimal(80))
    numbers = facts(indicators=(rising, SITES), school="Школа № 1")
    said = Counter(
        mark
        for sketch in sections_of(kind)
        for mark in MARK.findall(text_of(sketch, numbers, {}))
    )
    assert said
    assert [mark for mark, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("goals", "words"),
    [
        ((Decimal(40), Decimal(20)), "Все назначенные цели достигнуты"),
        ((Decimal(90), Decimal(90)), "Ни одна из назначенных целей пока не"),
        ((Decimal(40), Decimal(90)), "Достигнута половина назначенных целей"),
    ],
)
def test_conclusions_weigh_in_words_and_point_at_the_numbers(goals, words) -> None:
    rows = [
        replace(fact, target=goal)
        for fact, goal in zip((TEACHERS, SITES), goals, strict=True)
    ]
    first = paragraphs(note(numbers=facts(indicators=tuple(rows))), "conclusions")[0]
    assert first.startswith(words)
    assert first.endswith("числа – в разделе «Показатели: план и факт».")


def test_a_part_of_the_targets_is_larger_or_smaller() -> None:
    third = replace(SITES, code="P2")
    for goals, part in (((40, 20, 90), "большая"), ((40, 90, 90), "меньшая")):
        rows = tuple(
            replace(fact, target=Decimal(goal))
            for fact, goal in zip((TEACHERS, SITES, third), goals, strict=True)
        )
        first = paragraphs(note(numbers=facts(indicators=rows)), "conclusions")[0]
        assert first.startswith(f"Достигнута {part} часть")


def test_the_note_warns_of_small_numbers_and_of_who_is_missing() -> None:
    assert paragraphs(note(), "sources")[-2:] == [
        (
            "Не все школы вошли в суммы: таких показателей 1; больше всего не хватает по "
            "показателю «Доля педагогов» – 1 школа."
        ),
        (
            "Малые числа: знаменатель меньше десяти, один случай меняет долю на величину до "
            "25 п. п. Это показатели «Программа на сайте»."
        ),
    ]


def test_of_many_small_numbers_six_are_named() -> None:
    rows = tuple(replace(SITES, code=f"P{i}", title=f"№ {i}") for i in range(1, 9))
    last = paragraphs(note(numbers=facts(indicators=rows)), "sources")[-1]
    assert last.endswith("показатели «№ 1», «№ 2», «№ 3», «№ 4», «№ 5», «№ 6» и ещё 2.")


def test_the_definition_stands_beside_the_dynamics() -> None:
    text = " ".join(paragraphs(note(), "results"))
    assert "Положительная динамика определена так: средний балл вырос." in text
    assert "Математика: выше – 1" in text


def test_a_persons_text_takes_the_place_and_keeps_its_numbers_live() -> None:
    narrative = {"conclusions": "Школ: {{школ}}.\n\n\nКонец."}
    assert paragraphs(note(narrative), "conclusions") == ["Школ: 2 школы.", "Конец."]
    fewer = facts(schools=facts().schools[:1])
    composed = note(narrative, fewer)
    assert paragraphs(composed, "conclusions")[0] == "Школ: 1 школа."


def test_what_is_not_ready_is_named() -> None:
    composed = note({"tasks": "{{ничто}}", "conclusions": " "})
    assert composed.findings == (
        ("causes", "Раздел «Причины» не написан."),
        ("conclusions", "Раздел «Выводы» не написан."),
        ("tasks", "В тексте стоит метка «ничто», для которой нет числа."),
    )


@pytest.mark.parametrize("kind", ["note", "summary", "school", "tables"])
def test_a_year_without_data_gives_a_paper_all_the_same(kind: str) -> None:
    empty = Facts("Озёрск", "Отдел", "2025/26", facts().as_of)
    paper = compose(
        kind=kind, facts=empty, title="Бумага", narrative={}, signatures=[]
    ).paper
    assert [table for part in paper.parts for table in part.tables] == []


def test_a_paper_survives_its_journey_through_json() -> None:
    paper = note().paper
    assert from_json(json.loads(json.dumps(to_json(paper)))) == paper


def test_the_code_knows_every_letter_and_the_number() -> None:
    raw = to_json(note().paper)
    code = check_code(raw, "М-2025/047-001")
    assert code == check_code(json.loads(json.dumps(raw)), "М-2025/047-001")
    changed = to_json(note({"causes": "Иначе"}).paper)
    others = {
        check_code(raw, "М-2025/047-002"),
        check_code(changed, "М-2025/047-001"),
    }
    assert code not in others
    assert len(others) == 2
    assert [len(group) for group in code.split("-")] == [4, 4, 4]


def test_a_sheet_is_one_part_with_the_name_of_its_school() -> None:
    sheet = compose_sheet(facts(school="Школа № 1", group="ШНОР"))
    assert (sheet.title, sheet.is_apart) == ("Школа № 1", True)
    assert sheet.paragraphs[0] == "Школа № 1. Статус: ШНОР."


def test_codes_of_sections_are_different() -> None:
    for kind in ("note", "summary", "school", "tables"):
        codes = [sketch.code for sketch in sections_of(kind)]
        assert len(set(codes)) == len(codes)
