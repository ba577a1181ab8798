"""The charts of one run, made from its rows and its model.

The page of a run and its PDF both call these, with `linked=False` on paper.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from identification.charts.figure import Figure
from identification.charts.influence import InfluencePoint, influence_chart, strongest
from identification.charts.map_of_groups import MapBorders, MapPoint, map_of_groups
from identification.charts.residuals import ResidualPoint, residual_chart
from identification.enums import Group
from identification.models import Run
from schools.templatetags.portal_format import counted, number


Rows = Sequence[Mapping[str, Any]]

SCHOOLS = "школа,школы,школ"
LOW = (Group.LOW, Group.BOTH)
# Cook's distance above 4 / n and leverage above 2 p / n: Belsley, Kuh, Welsch (1980).
COOK_FACTOR, LEVERAGE_FACTOR = 4, 2


def map_figure(run: Run, points: Rows, *, linked: bool = True) -> Figure:
    """Return the map of the groups; `points` come from `queries.map_points`."""
    low = sum(point["group"] in LOW for point in points)
    title = (
        f"Ниже границы ШНОР – {counted(low, SCHOOLS)} из {number(len(points))}"
        if low
        else "Ниже границы ШНОР нет ни одной школы"
    )
    return map_of_groups(
        [_map_point(run, point, linked) for point in points],
        borders_of(run),
        title=title,
    )


def borders_of(run: Run) -> MapBorders:
    """Return the lines between the groups of a run, in points."""
    cuts, spread = run.model.get("cuts") or {}, residual_sd(run)
    const = _const(run)
    return MapBorders(
        low_gap=_times(cuts.get("low"), spread),
        high_gap=_times(cuts.get("resilient"), spread),
        adverse_below=None
        if const is None or cuts.get("context") is None
        else const + cuts["context"],
    )


def residual_sd(run: Run) -> float | None:
    """Return the usual gap of a school in the model of a run."""
    for part in ("fit", "frozen"):
        found = (run.model.get(part) or {}).get("residual_sd")
        if found is not None:
            return float(found)
    return None


def residual_figure(run: Run, points: Rows, *, linked: bool = True) -> Figure:
    """Return studentised residuals against the expectation."""
    cuts = run.model.get("cuts") or {}
    lines = [
        (float(cuts[name]), words)
        for name, words in (
            ("low", "граница ШНОР"),
            ("resilient", "граница резильентности"),
        )
        if cuts.get(name) is not None
    ]
    known = [point for point in points if point["studentised"] is not None]
    below = sum(point["group"] in LOW for point in known)
    return residual_chart(
        [
            ResidualPoint(
                point["school"],
                point["group"],
                point["expected"],
                point["studentised"],
                _url(run, point, linked),
            )
            for point in known
        ],
        cuts=lines,
        title=f"За границей ШНОР – {counted(below, SCHOOLS)} из {number(len(known))}",
        sentence=(
            "Ровная полоса вокруг нуля говорит, что модель одинаково подходит школам "
            "с лёгкими и с трудными условиями. Дуга или воронка – повод проверить факторы."
        ),
    )


def influence_figure(run: Run, points: Rows, *, linked: bool = True) -> Figure | None:
    """Return leverage against Cook's distance; None for frozen coefficients."""
    known = [point for point in points if point["cook"] is not None]
    fit = run.model.get("fit")
    if not known or not fit:
        return None
    cook_limit = COOK_FACTOR / fit["n"]
    schools = [
        InfluencePoint(
            point["school"], point["leverage"], point["cook"], _url(run, point, linked)
        )
        for point in known
    ]
    beyond = sum(school.cook > cook_limit for school in schools)
    names = ", ".join(school.name for school in strongest(schools, cook_limit))
    title = (
        f"Заметно влияют на модель {counted(beyond, SCHOOLS)}"
        if beyond
        else "Ни одна школа не влияет на модель заметно сильнее других"
    )
    return influence_chart(
        schools,
        leverage_limit=LEVERAGE_FACTOR * (fit["n"] - fit["dof"]) / fit["n"],
        cook_limit=cook_limit,
        title=title,
        sentence=(
            f"Сильнее всех: {names}. Проверьте данные этих школ в первую очередь."
            if names
            else "Расстояние Кука ни у одной школы не превышает 4 / n."
        ),
    )


def _map_point(run: Run, point: Mapping[str, Any], linked: bool) -> MapPoint:
    return MapPoint(
        name=point["school"],
        group=point["group"],
        outcome=point["actual"],
        expected=point["expected"],
        interval=(point["low"], point["high"]),
        url=_url(run, point, linked),
    )


def _url(run: Run, point: Mapping[str, Any], linked: bool) -> str:
    if not linked:
        return ""
    return reverse("identification:run_school", args=[run.pk, point["school_id"]])


def _const(run: Run) -> float | None:
    for row in run.model.get("coefficients") or ():
        if row["name"] == "const":
            return float(row["value"])
    return None


def _times(cut: float | None, spread: float | None) -> float | None:
    return None if cut is None or spread is None else cut * spread
