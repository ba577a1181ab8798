"""Advice before a calculation: whether the data carry a model of their own."""

from dataclasses import dataclass

from identification.queries.coverage import Coverage
from schools.templatetags.portal_format import counted, number


SCHOOLS = "школа,школы,школ"
FACTORS = "фактор,фактора,факторов"
# Ten schools a factor for a steady model, three more than factors to fit at all:
# the same limits as in `identification.stats`.
SCHOOLS_PER_FACTOR = 10
SPARE_SCHOOLS = 3


@dataclass(frozen=True)
class Advice:
    """What to do, how urgent it is, and whether an own model is possible."""

    level: str
    title: str
    text: str
    can_fit: bool


def model_advice(coverage: Coverage, *, has_regional: bool) -> Advice:
    """Say whether the territory supports its own model, naming schools and factors."""
    factors = len(coverage.factors)
    here = f"{counted(coverage.ready, SCHOOLS)} с полными данными на {counted(factors, FACTORS)}"
    if not factors:
        return Advice(
            "error",
            "Нет ни одного фактора условий.",
            "Заведите факторы в справочнике и загрузите условия школ.",
            can_fit=False,
        )
    if coverage.ready < factors + SPARE_SCHOOLS:
        return Advice(
            "warning",
            "Собственная модель невозможна.",
            f"{here}: нужно не меньше {number(factors + SPARE_SCHOOLS)}. "
            f"{_way_out(has_regional)}",
            can_fit=False,
        )
    if coverage.ready < SCHOOLS_PER_FACTOR * factors:
        return Advice(
            "warning",
            "Для собственной модели школ мало.",
            f"{here}; надёжной модели нужно не меньше "
            f"{number(SCHOOLS_PER_FACTOR * factors)}. {_way_out(has_regional)}",
            can_fit=True,
        )
    return Advice(
        "info",
        "Данных достаточно для собственной модели.",
        f"{here}.",
        can_fit=True,
    )


def _way_out(has_regional: bool) -> str:
    if has_regional:
        return "Возьмите коэффициенты регионального расчёта."
    return (
        "Возьмите в правилах один-два фактора или попросите аналитика региона "
        "провести региональный расчёт: его коэффициенты можно применить здесь."
    )
