"""Seeded resampling: in what share of repetitions a school falls in a group.

Two things could have come out otherwise: which schools the model saw, and which
pupils wrote in a school. Resampling schools (cases, not residuals, so unequal
spread is respected) repeats the first. It leaves a school's own result as it
was, and a school of nine pupils would look as sure as one of nine hundred; so
its own outcome also gets noise of variance σ² / participants. In each
repetition a school is judged by the model without its own copies, which is the
externally studentised residual carried over to a resample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from identification.stats.design import Design
from identification.stats.frozen import FrozenModel, standardised
from identification.stats.groups import GROUPS, group_places, is_below
from identification.stats.rules import IdentificationRules


FloatArray = NDArray[np.float64]
Report = Callable[[int, int], None]

# Numbers held at once: small enough to stay near the processor's cache.
_CHUNK_NUMBERS = 400_000
# A resample in which the factors (nearly) repeat each other is drawn again.
_SINGULAR = 1e-8
_DRAWS_PER_RESAMPLE = 10


@dataclass(frozen=True, eq=False)
class Membership:
    """Shares of resamples, arrays of shape (n,), NaN where none could be judged.

    ``groups`` has shape (n, 5) in the order of ``GROUPS``; ``resamples`` is how
    many were usable.
    """

    groups: FloatArray
    resamples: int

    def _share(self, *names: str) -> FloatArray:
        places = [GROUPS.index(name) for name in names]
        return np.asarray(self.groups[:, places].sum(axis=1))

    @property
    def low(self) -> FloatArray:
        """Share of resamples with a low result."""
        return self._share("low", "both")

    @property
    def adverse(self) -> FloatArray:
        """Share of resamples in adverse conditions."""
        return self._share("adverse", "both", "resilient")

    @property
    def resilient(self) -> FloatArray:
        """Share of resamples as a resilient school."""
        return self._share("resilient")


def membership(
    design: Design,
    noise_sd: FloatArray,
    rules: IdentificationRules,
    *,
    report: Report | None = None,
) -> Membership:
    """Refit the model on resampled schools and count the groups.

    Parameters
    ----------
    design : Design
        Of the fit of record.
    noise_sd : ndarray, shape (n,)
        Standard deviation of the noise of a school's own outcome.
    rules : IdentificationRules
        Cuts, number of resamples, seed.
    report : callable, optional
        Called with how many resamples are done and how many are wanted.

    Returns
    -------
    Membership

    Notes
    -----
    Refits are normal equations in the orthonormal basis Q of the full design.
    There they are well conditioned (the expected matrix is the identity), and
    all resamples become a few matrix products.
    """
    basis = _Basis(design, noise_sd)
    rng = np.random.default_rng(rules.seed)
    counter = _Counter(basis.n)
    drawn, wanted = 0, rules.bootstrap_resamples
    while counter.done < wanted and drawn < _DRAWS_PER_RESAMPLE * wanted:
        size = min(max(1, _CHUNK_NUMBERS // basis.n), wanted - counter.done)
        places, noise = _draw(rng, basis.n, size)
        drawn += size
        counter.add(basis.judge(places, noise, rules))
        if report is not None:
            report(counter.done, wanted)
    return counter.result()


def frozen_membership(
    model: FrozenModel,
    observed: FloatArray,
    factors: FloatArray,
    own_variance: FloatArray,
    noise_sd: FloatArray,
    rules: IdentificationRules,
    *,
    report: Report | None = None,
) -> Membership:
    """Count the groups under a frozen model, which cannot be refitted.

    Parameters
    ----------
    model : FrozenModel
        Coefficients are drawn from their normal distribution around its own.
    observed : ndarray, shape (n,)
        Outcomes of the schools.
    factors : ndarray, shape (n, k)
        In the order of the model's factors.
    own_variance : ndarray, shape (n,)
        Square of ``residual_scale`` of the applied model.
    noise_sd : ndarray, shape (n,)
        Standard deviation of the noise of a school's own outcome.
    rules : IdentificationRules
        Number of resamples and seed; the cuts are the model's.
    report : callable, optional
        As for ``membership``.
    """
    rows = standardised(model, factors)
    slopes = model.slopes * model.factor_scales
    middle = model.const + float(model.slopes @ model.factor_means)
    center = np.concatenate([[middle], slopes])
    root = np.linalg.cholesky(model.inverse) * model.residual_sd
    shift = middle - model.const
    rng = np.random.default_rng(rules.seed)
    counter = _Counter(len(observed))
    for done in range(1, rules.bootstrap_resamples + 1):
        drawn = center + root @ rng.standard_normal(len(center))
        expected = rows @ drawn
        own = noise_sd * rng.standard_normal(len(observed))
        studentised = (observed + own - expected) / np.sqrt(own_variance)
        context = expected - drawn[0] + shift
        adverse = is_below(context, model.cuts.context)
        places = group_places(
            studentised, adverse, model.cuts.low, model.cuts.resilient
        )
        counter.add(places[None, :])
        if report is not None:
            report(done, rules.bootstrap_resamples)
    return counter.result()


class _Counter:
    """Tallies of groups over resamples; −1 marks a school not judged."""

    def __init__(self, n: int) -> None:
        self.tally = np.zeros((n, len(GROUPS)), dtype=np.int64)
        self.done = 0

    def add(self, places: NDArray[np.int8]) -> None:
        """Count one row per resample."""
        self.done += len(places)
        for place in range(len(GROUPS)):
            self.tally[:, place] += (places == place).sum(axis=0)

    def result(self) -> Membership:
        """Return shares of the resamples in which a school could be judged."""
        judged = self.tally.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            return Membership(self.tally / judged, self.done)


class _Basis:
    """Products of the rows of Q, from which every resample is put together."""

    def __init__(self, design: Design, noise_sd: FloatArray) -> None:
        self.q = design.q
        self.n, self.p = design.q.shape
        self.root_weights = design.root_weights
        target = design.outcome * self.root_weights
        whole = self.q.T @ target
        # Orthogonal to Q, so sums of squares do not cancel.
        self.residual = target - self.q @ whole
        self.expected = (self.q @ whole) / self.root_weights
        self.noise_sd = noise_sd * self.root_weights
        self.upper = np.triu_indices(self.p)
        self.pairs = self.q[:, self.upper[0]] * self.q[:, self.upper[1]]
        self.products = np.column_stack(
            [self.pairs, self.q * self.residual[:, None], self.residual**2]
        )

    def judge(
        self,
        places: NDArray[np.int64],
        noise: FloatArray,
        rules: IdentificationRules,
    ) -> NDArray[np.int8]:
        """Return the group of each school in each usable resample."""
        counts = np.stack(
            [np.bincount(row, minlength=self.n) for row in places]
        ).astype(np.float64)
        matrices, vectors, squares = self._sums(counts)
        usable = np.linalg.eigvalsh(matrices)[:, 0] > _SINGULAR
        counts, places, noise = counts[usable], places[usable], noise[usable]
        inverse = np.asarray(np.linalg.inv(matrices[usable]), dtype=np.float64)
        change = np.einsum("bij,bj->bi", inverse, vectors[usable])
        sse = squares[usable] - (change * vectors[usable]).sum(axis=1)
        moved = change @ self.q.T
        studentised = self._studentised(counts, noise, inverse, sse, moved)
        adverse = self._adverse(places, moved, rules)
        low: FloatArray | float = rules.low_cut
        if rules.low_cut_kind == "quantile":
            drawn = np.take_along_axis(studentised, places, axis=1)
            low = np.nanquantile(drawn, rules.low_cut, axis=1, keepdims=True)
        result = group_places(studentised, adverse, low, rules.resilient_cut)
        result[np.isnan(studentised)] = -1
        return result

    def _sums(self, counts: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        sums = counts @ self.products
        triangle = sums[:, : len(self.upper[0])]
        matrices = np.empty((len(counts), self.p, self.p))
        matrices[:, self.upper[0], self.upper[1]] = triangle
        matrices[:, self.upper[1], self.upper[0]] = triangle
        return matrices, sums[:, len(self.upper[0]) : -1], sums[:, -1]

    def _studentised(
        self,
        counts: FloatArray,
        noise: FloatArray,
        inverse: FloatArray,
        sse: FloatArray,
        moved: FloatArray,
    ) -> FloatArray:
        """Judge each school by the resample without its own copies.

        With c copies, leverage h of one of them and residual e, leaving them
        out gives the residual e / (1 − c·h), the sum of squares
        SSE − c·e² / (1 − c·h) and the prediction variance s²·(1 + h / (1 − c·h)).
        """
        doubled = np.where(self.upper[0] == self.upper[1], 1.0, 2.0)
        leverage = (inverse[:, self.upper[0], self.upper[1]] * doubled) @ self.pairs.T
        residual = self.residual - moved
        rest = 1 - counts * leverage
        freedom = self.n - counts - self.p
        with np.errstate(divide="ignore", invalid="ignore"):
            alone = residual / rest
            spread = (sse[:, None] - counts * residual * alone) / freedom
            spread *= 1 + leverage / rest
            value = (alone + noise * self.noise_sd) / np.sqrt(spread)
        value[(rest < 1e-10) | (freedom < 1) | (spread <= 0)] = np.nan
        return np.asarray(value)

    def _adverse(
        self,
        places: NDArray[np.int64],
        moved: FloatArray,
        rules: IdentificationRules,
    ) -> NDArray[np.bool_]:
        context = self.expected + moved / self.root_weights
        drawn = np.take_along_axis(context, places, axis=1)
        cut = np.quantile(drawn, rules.context_quantile, axis=1, keepdims=True)
        return is_below(context, cut)


def _draw(
    rng: np.random.Generator, n: int, size: int
) -> tuple[NDArray[np.int64], FloatArray]:
    """Draw resamples one after another, whatever the size of a chunk."""
    places = np.empty((size, n), dtype=np.int64)
    noise = np.empty((size, n))
    for row in range(size):
        places[row] = rng.integers(0, n, size=n)
        noise[row] = rng.standard_normal(n)
    return places, noise
