"""The rule set of a run: everything that a version of the method fixes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from identification.stats.digests import digest_json
from identification.stats.errors import StatisticsRefusal
from identification.stats.parameters import (
    Parameter,
    demand,
    demand_known,
    number,
    one_of,
    optional,
    share,
    truth,
    weights,
    whole,
    words,
    yearly_weights,
)


CLAUSES = ("two_procedures", "two_years_same", "two_years_any")

THRESHOLD_PARAMETERS: Mapping[str, Parameter] = {
    "numerator": Parameter(
        "числитель пороговой доли", "целое число от 1", whole(1, 1_000_000)
    ),
    "denominator": Parameter(
        "знаменатель пороговой доли", "целое число от 1", whole(1, 1_000_000)
    ),
    "n_min": Parameter(
        "наименьшее число участников процедуры", "целое число от 1", whole(1)
    ),
    "subjects": Parameter("предметы правила", "перечень разных предметов", words),
    "kinds": Parameter("виды процедур правила", "перечень разных процедур", words),
    "clauses": Parameter("условия правила", "перечень разных условий", words),
    "sure_from": Parameter(
        "вероятность, с которой вывод уверенный",
        "число больше 0 и меньше 1",
        share,
    ),
    "border_from": Parameter(
        "вероятность, с которой школа на границе",
        "число больше 0 и меньше 1",
        share,
    ),
    "interval_level": Parameter(
        "уровень интервалов", "число больше 0 и меньше 1", share
    ),
}

RULE_PARAMETERS: Mapping[str, Parameter] = {
    "n_min": Parameter(
        "наименьшее число участников для средних по процедуре",
        "целое число от 1",
        whole(1),
    ),
    "min_schools_per_cell": Parameter(
        "наименьшее число школ в процедуре", "целое число от 2", whole(2)
    ),
    "min_cells": Parameter(
        "наименьшее число процедур у школы", "целое число от 1", whole(1)
    ),
    "min_participants_total": Parameter(
        "наименьшее число участников у школы", "целое число от 1", whole(1)
    ),
    "count_small_cells": Parameter(
        "учитывать малочисленные процедуры школы", "да или нет", truth
    ),
    "procedure_weights": Parameter(
        "веса процедур", "неотрицательное число для каждой процедуры", weights
    ),
    "year_weights": Parameter(
        "веса лет", "неотрицательные числа, не все нули", yearly_weights
    ),
    "subjects": Parameter("предметы", "перечень разных предметов", optional(words)),
    "window_years": Parameter("число лет", "целое число от 1 до 10", whole(1, 10)),
    "exclude_flagged": Parameter(
        "не учитывать результаты с признаками необъективности", "да или нет", truth
    ),
    "factors": Parameter("факторы контекста", "перечень разных факторов", words),
    "selection": Parameter(
        "отбор факторов", "declared или significant", one_of("declared", "significant")
    ),
    "alpha": Parameter("уровень значимости", "число больше 0 и меньше 1", share),
    "weighting": Parameter(
        "взвешивание школ", "none или participants", one_of("none", "participants")
    ),
    "context_quantile": Parameter(
        "граница условий (доля школ)", "число больше 0 и меньше 1", share
    ),
    "low_cut_kind": Parameter(
        "вид границы результатов",
        "studentised или quantile",
        one_of("studentised", "quantile"),
    ),
    "low_cut": Parameter("граница низких результатов", "число", number(-10, 1)),
    "resilient_cut": Parameter(
        "граница резильентности", "число от 0 до 10", number(0, 10)
    ),
    "bootstrap_resamples": Parameter(
        "число повторных выборок", "целое число от 0 до 10 000", whole(0, 10_000)
    ),
    "seed": Parameter("начальное число", "целое число от 0", whole(0, 2**63 - 1)),
    "sure_from": Parameter(
        "доля выборок, с которой вывод уверенный", "число больше 0 и меньше 1", share
    ),
    "border_from": Parameter(
        "доля выборок, с которой школа на границе", "число больше 0 и меньше 1", share
    ),
    "interval_level": Parameter(
        "уровень интервалов", "число больше 0 и меньше 1", share
    ),
}


@dataclass(frozen=True)
class ThresholdRules:
    """Parameters of the federal 30 % rule.

    The threshold is kept as two integers, so that 3 of 10 fires and no float
    is ever compared. ``clauses`` lists those that count; by default all do,
    because the two published readings of «two years» differ.
    """

    numerator: int = 3
    denominator: int = 10
    n_min: int = 5
    subjects: tuple[str, ...] = ("rus", "math", "math_base", "math_profile")
    kinds: tuple[str, ...] = ("vpr", "oge", "ege")
    clauses: tuple[str, ...] = CLAUSES
    sure_from: float = 0.8
    border_from: float = 0.2
    interval_level: float = 0.95

    def __post_init__(self) -> None:
        """Refuse impossible values with a sentence that names the parameter."""
        demand(asdict(self), THRESHOLD_PARAMETERS)
        if self.numerator > self.denominator:
            _refuse("numerator", "Пороговая доля не может быть больше единицы.")
        if not self.clauses or not set(self.clauses) <= set(CLAUSES):
            _refuse("clauses", f"Условия правила: выберите из {', '.join(CLAUSES)}.")
        _demand_order(self.border_from, self.sure_from)

    def to_dict(self) -> dict[str, Any]:
        """Return the parameters as JSON knows them."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build the rules from JSON; refuses unknown or impossible parameters."""
        demand_known(values, THRESHOLD_PARAMETERS)
        return cls(**{name: _held(value) for name, value in values.items()})

    def digest(self) -> str:
        """Return the SHA-256 of the parameters."""
        return digest_json(self.to_dict())


@dataclass(frozen=True)
class IdentificationRules:
    """Parameters of the outcome index, the model, the cuts and the uncertainty.

    ``n_min`` bounds the schools from which a cell's mean and spread are taken;
    a school's own smaller cells still count in its pooled index (weighted by
    participants) unless ``count_small_cells`` is False. ``year_weights`` goes
    back from the run's year (0.5, 0.3, 0.2); empty means equal. A procedure
    without a weight has weight 1, a weight of 0 leaves it out.
    """

    n_min: int = 10
    min_schools_per_cell: int = 5
    min_cells: int = 1
    min_participants_total: int = 10
    count_small_cells: bool = True
    procedure_weights: Mapping[str, float] = field(default_factory=dict)
    year_weights: tuple[float, ...] = ()
    subjects: tuple[str, ...] | None = None
    window_years: int = 3
    exclude_flagged: bool = False
    factors: tuple[str, ...] = ()
    selection: str = "declared"
    alpha: float = 0.05
    weighting: str = "none"
    context_quantile: float = 0.25
    low_cut_kind: str = "studentised"
    low_cut: float = -1.0
    resilient_cut: float = 1.0
    bootstrap_resamples: int = 200
    seed: int = 20_240_901
    sure_from: float = 0.8
    border_from: float = 0.2
    interval_level: float = 0.95
    threshold: ThresholdRules = field(default_factory=ThresholdRules)

    def __post_init__(self) -> None:
        """Refuse impossible values with a sentence that names the parameter."""
        values = {name: getattr(self, name) for name in RULE_PARAMETERS}
        demand(values, RULE_PARAMETERS)
        _demand_order(self.border_from, self.sure_from)
        if self.year_weights and len(self.year_weights) != self.window_years:
            _refuse("year_weights", "Весов лет должно быть столько же, сколько лет.")
        if self.low_cut_kind == "studentised" and self.low_cut >= self.resilient_cut:
            _refuse("low_cut", "Граница низких результатов выше резильентности.")
        if self.low_cut_kind == "quantile" and not 0 < self.low_cut < 1:
            _refuse("low_cut", "Граница по доле школ: число больше 0 и меньше 1.")

    def to_dict(self) -> dict[str, Any]:
        """Return the parameters as JSON knows them, the 30 % rule nested."""
        values = {name: _plain(getattr(self, name)) for name in RULE_PARAMETERS}
        return values | {"threshold": self.threshold.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Build the rules from JSON; refuses unknown or impossible parameters."""
        demand_known(values, {**RULE_PARAMETERS, "threshold": None})
        held = {name: _held(value) for name, value in values.items()}
        if "threshold" in held:
            held["threshold"] = ThresholdRules.from_dict(held["threshold"])
        return cls(**held)

    def digest(self) -> str:
        """Return the SHA-256 of the parameters."""
        return digest_json(self.to_dict())


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _held(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _demand_order(border_from: float, sure_from: float) -> None:
    if border_from >= sure_from:
        message = "Граница уверенного вывода должна быть выше границы сомнительного."
        raise StatisticsRefusal("bad_rule", message, "border_from")


def _refuse(name: str, message: str) -> None:
    raise StatisticsRefusal("bad_rule", message, name)
