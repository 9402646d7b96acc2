"""From logits to calibrated probabilities, the lines over which topics are stated, and the abstention line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["abstention", "calibrate", "expected_error", "main_topic", "mixed", "opinions", "thresholds"]

_FEW: Final = 25
#: With so many examples a topic's own threshold counts as much as the common one.
_TRUST: Final = 400


def calibrate(opinion: Floats, many: Floats) -> Floats:
    """The mix [3, n] that turns logits of first topic and set, [m, 2n], into the probability of being in the set.

    The same for all topics but for the offset, which a topic with enough examples has of its own.
    """
    n = many.shape[1]
    first, sets = opinions(opinion)
    pairs = np.stack([sets.ravel(), first.ravel()], 1)
    fit = LogisticRegression(C=10.0).fit(pairs, many.ravel())
    a, b = np.maximum(fit.coef_[0], 0.0)
    base = a * sets + b * first
    offset = np.full(n, _offset(base.ravel(), many.ravel()))
    for k in range(n):
        if min(many[:, k].sum(), len(many) - many[:, k].sum()) >= _FEW:
            offset[k] = _offset(base[:, k], many[:, k])
    return np.stack([np.full(n, a), np.full(n, b), offset])


def _offset(logits: Floats, truth: Floats) -> float:
    """The constant that makes the mean probability the share of true ones."""
    low, high = -30.0, 30.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-(logits + middle)))).mean() < truth.mean() else (low, middle)
    return (low + high) / 2


def opinions(opinion: Floats) -> tuple[Floats, Floats]:
    """Log-probabilities of being the first topic, and logits of being in the set, each [m, n]."""
    n = opinion.shape[1] // 2
    first = opinion[:, :n] - opinion[:, :n].max(1, keepdims=True)
    return first - np.log(np.exp(first).sum(1, keepdims=True)), opinion[:, n:]


def mixed(opinion: Floats, mix: Floats) -> Floats:
    """The probability of each topic being in the set, [m, n], by the `mix` of `calibrate`."""
    first, sets = opinions(opinion)
    return np.asarray(1 / (1 + np.exp(-(mix[0] * sets + mix[1] * first + mix[2]))))


def main_topic(opinion: Floats) -> NDArray[np.intp]:
    """The number of the likeliest main topic, [m]."""
    main: NDArray[np.intp] = opinion[:, : opinion.shape[1] // 2].argmax(1)
    return main


def thresholds(probabilities: Floats, many: Floats, best: NDArray[np.intp]) -> Floats:
    """The probability over which a topic is stated: each topic's best for F1, drawn to what is best for all of them."""
    grid = np.arange(0.2, 0.7, 0.02)
    main = best[:, None] == np.arange(many.shape[1])

    def scores(columns: slice) -> Floats:
        truth, out = many[:, columns] > 0, []
        for line in grid:
            stated = (probabilities[:, columns] >= line) | main[:, columns]
            out.append(2 * (stated & truth).sum() / max(1, stated.sum() + truth.sum()))
        return np.array(out)

    common = float(grid[scores(slice(None)).argmax()])
    lines = []
    for k in range(many.shape[1]):
        weight = many[:, k].sum() / (many[:, k].sum() + _TRUST)
        lines.append(weight * float(grid[scores(slice(k, k + 1)).argmax()]) + (1 - weight) * common)
    return np.array(lines)


def abstention(probabilities: Floats, many: Floats, best: NDArray[np.intp], share: float) -> float:
    """The line under which no topic is stated: it leaves out `share` of the texts at most, half of them wrong."""
    lines = np.arange(len(many))
    sure, right = probabilities[lines, best], many[lines, best] > 0
    order = np.argsort(sure)
    # Two more that were right: few texts decide this, and the line is the best of many.
    wrong = np.cumsum(~right[order]) / np.arange(3, len(order) + 3)
    fit = np.flatnonzero(wrong[: int(share * len(order))] >= 0.5)
    return float(sure[order[fit[-1]]]) + 1e-6 if len(fit) else 0.0


def expected_error(probability: NDArray[np.floating[Any]], right: NDArray[Any], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between probability and share of right ones over bins of equal mass."""
    order = np.argsort(probability)
    groups = np.array_split(order, bins)
    return float(sum(len(g) * abs(probability[g].mean() - right[g].mean()) for g in groups if len(g)) / len(order))
