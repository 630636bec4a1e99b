"""From a reviewed random sample to a corrected count with its error: precision, recall and the true number, 95 % intervals.

Two methods, both over a stratified random sample without replacement:

* `stratified`: in each stratum the unseen documents follow the beta-binomial that Jeffreys' prior and the seen ones give;
  counts are added up over draws. Exact for whole strata (nothing unseen: no error), sensible where a sample holds no
  positive at all, where the usual normal interval has no width. Source: Brown, Cai and DasGupta, Statistical Science 16
  (2001), for Jeffreys' interval; its frequentist coverage here is held by a simulation in the tests.
* `prediction_powered`: the machine's own count plus the mean error seen in the sample, weighted so that the variance is
  least. Source: Angelopoulos, Duchi and Zrnic, PPI++ (2023), in its stratified form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

DRAWS = 20_000
"""Draws per stratum: the ends of a 95 % interval then move by less than 1 % of its width from seed to seed."""
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum of the corpus: `size` documents, of which `reviewed` were drawn by chance and `positive` decided true.

    `found` says on which side of the machine's decision it lies.
    """

    name: str
    size: int
    reviewed: int
    positive: int
    found: bool

    def __post_init__(self) -> None:
        if not 0 <= self.positive <= self.reviewed <= self.size:
            raise ValueError(f"stratum {self.name!r}: 0 <= positive <= reviewed <= size must hold, not {self}")


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its 95 % interval; all None where the sample cannot tell."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """`automatic` is what the machine found; `count` the corrected number of documents; the rest are shares."""

    automatic: int
    count: Interval
    precision: Interval
    recall: Interval
    reviewed: int
    unreviewed_strata: tuple[str, ...]
    """Strata without a single decision: their documents could be anything, and the intervals say so."""


def stratified(strata: Sequence[Stratum], *, seed: int = 0) -> Estimate:
    """The corrected count, precision and recall. The same input gives the same output."""
    draws = np.random.default_rng(seed)
    found = np.zeros(DRAWS)
    missed = np.zeros(DRAWS)
    point_found = point_missed = 0.0
    for stratum in strata:
        a, b = stratum.positive + 0.5, stratum.reviewed - stratum.positive + 0.5
        unseen = stratum.size - stratum.reviewed
        counts = stratum.positive + draws.binomial(unseen, draws.beta(a, b, DRAWS))
        share = stratum.positive / stratum.reviewed if stratum.reviewed else 0.5
        point = stratum.positive + unseen * share
        if stratum.found:
            found, point_found = found + counts, point_found + point
        else:
            missed, point_missed = missed + counts, point_missed + point
    automatic = sum(s.size for s in strata if s.found)
    true = found + missed
    return Estimate(
        automatic=automatic,
        count=_interval(point_found + point_missed, true),
        precision=_interval(point_found / automatic, found / automatic) if automatic else Interval(None, None, None),
        recall=_share(point_found, point_found + point_missed, found, true),
        reviewed=sum(s.reviewed for s in strata),
        unreviewed_strata=tuple(s.name for s in strata if s.size and not s.reviewed),
    )


def _interval(point: float, draws: np.typing.NDArray[np.float64]) -> Interval:
    low, high = np.quantile(draws, (0.025, 0.975))
    return Interval(point, min(float(low), point), max(float(high), point))


def _share(part: float, whole: float, parts: np.typing.NDArray[np.float64], wholes: np.typing.NDArray[np.float64]) -> Interval:
    """A share of two counts; draws in which nothing is true say nothing of it."""
    some = wholes > 0
    if not whole or not some.any():
        return Interval(None, None, None)
    return _interval(part / whole, parts[some] / wholes[some])


@dataclass(frozen=True, slots=True)
class Scored:
    """A stratum for `prediction_powered`: the machine's score of each document (0 to 1), and for the reviewed ones the pair
    (score, decision)."""

    name: str
    scores: Sequence[float]
    decisions: Sequence[tuple[float, bool]]


def prediction_powered(strata: Sequence[Scored]) -> Interval:
    """The number of true documents. Every stratum needs at least two decisions (ValueError)."""
    total = variance = 0.0
    for stratum in strata:
        n, size = len(stratum.decisions), len(stratum.scores)
        if n < 2:
            raise ValueError(f"stratum {stratum.name!r} has {n} decisions; two are needed")
        score = np.array([s for s, _ in stratum.decisions])
        truth = np.array([float(t) for _, t in stratum.decisions])
        spread = float(np.var(np.asarray(stratum.scores), ddof=1)) if size > 1 else 0.0
        weight = float(np.cov(score, truth)[0, 1]) / spread if spread > 0 else 0.0
        weight = min(max(weight, 0.0), 1.0)
        total += size * (weight * float(np.mean(np.asarray(stratum.scores))) + float(np.mean(truth - weight * score)))
        variance += size**2 * (1 - n / size) * float(np.var(truth - weight * score, ddof=1)) / n
    half = Z95 * sqrt(variance)
    size = sum(len(s.scores) for s in strata)
    return Interval(total, max(total - half, 0.0), min(total + half, float(size)))


def allocate(sizes: Sequence[int], n: int) -> list[int]:
    """How many of `n` to draw from each stratum: in proportion to the square root of its size (large strata do not swallow
    the sample, small ones are not wasted on), at least two where the stratum has them, never more than it has."""
    left = min(n, sum(sizes))
    weights = [sqrt(size) for size in sizes]
    out = [min(size, 2) for size in sizes]
    while sum(out) > left:
        out[out.index(max(out))] -= 1
    while (rest := left - sum(out)) > 0:
        open_ = [i for i, size in enumerate(sizes) if out[i] < size]
        whole = sum(weights[i] for i in open_)
        shares = {i: min(int(rest * weights[i] / whole), sizes[i] - out[i]) for i in open_}
        if not any(shares.values()):
            shares = dict.fromkeys(sorted(open_, key=lambda i: -weights[i])[:rest], 1)
        for i, share in shares.items():
            out[i] += share
    return out
