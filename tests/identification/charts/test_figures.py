"""Charts hold exactly their rows, and the renderer accepts every specification."""

import json
import subprocess
import sys
from typing import Any

import pytest

from identification.charts.contributions import Part, contributions_chart
from identification.charts.figure import LABEL_LINES, Figure
from identification.charts.influence import InfluencePoint, influence_chart
from identification.charts.map_of_groups import MapBorders, MapPoint, map_of_groups
from identification.charts.position import position_chart
from identification.charts.residuals import ResidualPoint, residual_chart
from identification.charts.shares import ShareRow, shares_chart
from monitoring.charts import status_chart


GROUPS = ("ordinary", "adverse", "resilient", "low", "both")
POINTS = [
    MapPoint(
        f"Школа № {n}", group, 50.0 - n, 50.5 - n / 2, (40.0, 60.0), f"/schools/{n}/"
    )
    for n, group in enumerate(GROUPS)
]
BORDERS = MapBorders(low_gap=-4.0, high_gap=4.0, adverse_below=45.0)
PARTS = [
    Part("Доля обучающихся из малообеспеченных семей", "30 %", -2.25),
    Part("Доля учителей с высшей категорией", "12 %", 0.5),
]
SHARES = [
    ShareRow("ВПР, математика, 5 класс, 2026", "9 из 30", 0.3, (0.17, 0.48), True),
    ShareRow("ОГЭ, русский язык, 9 класс, 2026", "0 из 24", 0.0, (0.0, 0.14), False),
]
STATUSES = [
    {"year": 2024, "kind": "low_results", "schools": 0},
    {"year": 2025, "kind": "low_results", "schools": 6},
    {"year": 2026, "kind": "low_results", "schools": 4},
    {"year": 2026, "kind": "adverse", "schools": 5},
]


def figures() -> dict[str, Figure]:
    return {
        "map": map_of_groups(POINTS, BORDERS, title="Карта"),
        "empty map": map_of_groups([], MapBorders(None, None, None), title="Пусто"),
        "contributions": contributions_chart(
            50.0, PARTS, 43.0, title="Вклад", sentence="Слова"
        ),
        "position": position_chart(
            group="low",
            outcome=41.0,
            expected=47.2,
            interval=(38.5, 55.9),
            low_cut=43.0,
            title="Место",
            sentence="Слова",
        ),
        "residuals": residual_chart(
            [ResidualPoint(p.name, p.group, p.expected, -1.5) for p in POINTS],
            cuts=[(-1.0, "граница ШНОР")],
            title="Остатки",
            sentence="Слова",
        ),
        "influence": influence_chart(
            [InfluencePoint(p.name, 0.1, 0.2) for p in POINTS],
            leverage_limit=0.3,
            cook_limit=0.1,
            title="Влияние",
            sentence="Слова",
        ),
        "shares": shares_chart(SHARES, threshold=0.3, title="Доли", sentence="Слова"),
        "statuses": status_chart(STATUSES, title="Статусы"),
    }


def data_of(spec: Any) -> list[dict[str, Any]]:
    """Return every inline row of a specification, wherever it stands."""
    if isinstance(spec, list):
        return [row for part in spec for row in data_of(part)]
    if not isinstance(spec, dict):
        return []
    own = list(spec.get("data", {}).get("values", []))
    inner = [value for key, value in spec.items() if key != "data"]
    return own + data_of(inner)


def keys_of(spec: Any) -> set[str]:
    if isinstance(spec, list):
        return {key for part in spec for key in keys_of(part)}
    if not isinstance(spec, dict):
        return set()
    return set(spec) | keys_of(list(spec.values()))


RENDER = """
import json, sys, vl_convert
specs = json.load(sys.stdin)
json.dump(
    {
        name: vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
        for name, spec in specs.items()
    },
    sys.stdout,
)
"""


@pytest.fixture(scope="module")
def drawings() -> dict[str, str]:
    """Draw in a process of its own: a fork of one that has drawn would hang."""
    specs = {name: f.for_paper(width=480) for name, f in figures().items()}
    specs["rows"] = figures()["contributions"].for_paper(width=300, row_height=18)
    done = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=json.dumps(specs),
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(figures()))
def test_the_renderer_draws_it_with_russian_words(drawings, name):
    assert drawings[name].startswith("<svg")
    assert "undefined" not in drawings[name]
    assert "NaN" not in drawings[name]


def test_a_row_of_paper_holds_its_whole_name(drawings):
    name = f">{PARTS[0].name}<"
    assert name in drawings["rows"]
    assert name not in drawings["contributions"]


def test_numbers_have_a_comma(drawings):
    assert ">−2,3<" in drawings["contributions"]


@pytest.mark.parametrize("name", sorted(figures()))
def test_a_figure_speaks_without_its_picture(name):
    figure = figures()[name]
    assert figure.title
    assert figure.sentence
    assert {len(row) for row in figure.rows} <= {len(figure.columns)}
    assert json.loads(json.dumps(figure.spec)) == figure.spec


@pytest.mark.parametrize("name", sorted(figures()))
def test_nothing_is_fetched(name):
    keys = keys_of(figures()[name].spec)
    assert "$schema" not in keys
    assert not {"loader", "lookup"} & keys
    assert all("url" not in data for data in [figures()[name].spec.get("data", {})])


def test_the_map_holds_every_school_once():
    figure = figures()["map"]
    schools = [row["school"] for row in data_of(figure.spec) if "school" in row]
    assert sorted(schools) == sorted(point.name for point in POINTS)
    assert [row[0] for row in figure.rows] == [point.name for point in POINTS]


def test_schools_in_need_are_drawn_last():
    drawn = [row["group"] for row in data_of(figures()["map"].spec) if "school" in row]
    assert drawn == ["вне групп", "ШНСУ", "резильентная", "ШНОР", "ШНОР и ШНСУ"]


def test_every_group_has_a_shape_of_its_own():
    layer = figures()["map"].spec["layer"][-1]["encoding"]
    shapes = layer["shape"]["scale"]["range"]
    assert len(set(shapes)) == len(shapes) == len(GROUPS)
    assert layer["color"]["scale"]["domain"] == layer["shape"]["scale"]["domain"]


def test_intervals_appear_on_demand():
    (parameter,) = figures()["map"].spec["params"]
    assert parameter["value"] is False
    assert parameter["bind"]["input"] == "checkbox"


def test_paper_has_no_links_and_no_boxes_to_tick():
    figure = figures()["map"]
    paper = figure.for_paper(width=480, height=300)
    assert (paper["width"], paper["height"]) == (480, 300)
    assert "href" not in keys_of(paper)
    assert "bind" not in keys_of(paper)
    assert "href" in keys_of(figure.spec)


def test_the_waterfall_adds_up():
    figure = figures()["contributions"]
    steps = [r for r in data_of(figure.spec) if r["kind"] == "вклад"]
    assert [step["end"] - step["start"] for step in steps] == [-2.25, 0.5]
    assert figure.rows[0] == ("Школа со средними условиями", "", "", "50,0")
    assert figure.rows[-2] == ("Ожидание для этой школы", "", "", "48,3")
    assert figure.rows[-1] == ("Результат школы", "", "", "43,0")


def test_on_paper_a_long_name_takes_one_line_of_its_row():
    figure = figures()["contributions"]
    paper = figure.for_paper(width=300, row_height=18)
    names = [row["name"] for row in data_of(paper)]
    assert "Доля обучающихся из малообеспеченных семей" in names
    assert paper["encoding"]["y"]["sort"] == names
    assert (paper["height"], paper["config"]["axis"]["labelLimit"]) == (5 * 18, 0)
    # The lines of a label are still told apart where the browser draws it.
    assert paper["encoding"]["y"]["axis"]["labelExpr"] == LABEL_LINES


def test_long_names_are_broken_into_lines():
    names = {row["name"] for row in data_of(figures()["contributions"].spec)}
    assert "Доля обучающихся из\nмалообеспеченных семей" in names


def test_shares_are_told_apart_by_shape_too():
    layer = figures()["shares"].spec["layer"][2]["layer"][0]["encoding"]
    assert layer["shape"]["scale"]["range"] == ["diamond", "circle"]


def test_years_before_the_first_status_are_not_drawn():
    figure = figures()["statuses"]
    assert [row[0] for row in figure.rows] == ["2025/26", "2026/27"]
    assert figure.rows[1] == ("2026/27", "4", "5")
