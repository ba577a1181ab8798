"""The chart of a paper: which figures stand in it, and what its sentence says."""

import json
from dataclasses import replace
from decimal import Decimal

from monitoring.charts.papers import target_chart
from monitoring.counting.lights import Measure
from monitoring.drafting import Bar, compose, from_json, to_json
from monitoring.drafting.charts import MOST, targets
from tests.monitoring.drafting.papers import SITES, TEACHERS, facts


def test_shares_with_a_target_stand_beside_it() -> None:
    bare = replace(TEACHERS, code="T9", title="Без цели", target=None)
    unknown = replace(TEACHERS, code="T8", title="Без данных", total=None)
    count = replace(TEACHERS, code="T7", measure=Measure.NUMBER)
    rows = (TEACHERS, SITES, bare, unknown, count)
    (chart,) = targets(facts(indicators=rows))
    assert chart.bars == (
        Bar("Доля педагогов", 50.0, TEACHERS.value),
        Bar("Программа на сайте", 100.0, 25.0),
        Bar("Без данных", 50.0, None),
    )
    assert chart.sentence == (
        "Полоса – факт, черта – цель, в процентах. Где полосы нет, данных нет. Дальше "
        "всего от цели «Программа на сайте»."
    )


def test_nothing_to_draw_gives_no_chart() -> None:
    assert targets(facts(indicators=())) == []
    assert targets(facts(indicators=(replace(SITES, total=None),))) == []


def test_all_reached_is_said() -> None:
    (chart,) = targets(facts(indicators=(replace(SITES, target=Decimal(20)),)))
    assert chart.sentence.endswith("Ни одна доля не отстаёт от своей цели.")


def test_of_many_those_furthest_from_their_targets_are_drawn() -> None:
    rows = tuple(
        replace(SITES, code=f"P{n}", title=f"Доля {n}", target=Decimal(20 + n))
        for n in range(MOST + 3)
    )
    (chart,) = targets(facts(indicators=rows))
    assert [bar.label for bar in chart.bars] == [
        f"Доля {n}" for n in range(3, MOST + 3)
    ]
    assert "Показаны показатели, которые дальше всего от цели." in chart.sentence


def test_the_same_numbers_stand_in_the_table_behind_it() -> None:
    (chart,) = targets(facts())
    figure = target_chart(chart)
    assert figure.rows == (
        ("Доля педагогов", "48,3", "50,0"),
        ("Программа на сайте", "25,0", "100,0"),
    )
    assert [row["value"] for row in figure.spec["data"]["values"]] == [
        TEACHERS.value,
        25.0,
    ]


def test_a_chart_and_an_approver_survive_json_and_old_papers_have_neither() -> None:
    paper = compose(
        kind="summary",
        facts=facts(),
        title="Отчёт",
        narrative={},
        signatures=[("Координатор", "А.П. Лесная")],
        approver=("Начальник", "П.И. Полевой"),
    ).paper
    raw = json.loads(json.dumps(to_json(paper)))
    assert from_json(raw) == paper
    assert [part.code for part in paper.parts if part.charts] == ["indicators"]
    del raw["approver"]
    for part in raw["parts"]:
        del part["charts"]
    old = from_json(raw)
    assert (old.approver, [part.charts for part in old.parts if part.charts]) == (
        None,
        [],
    )
