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
#: So much F1 is no difference: on 2,700 articles lines from .32 to .53 are as good as each other.
_SLACK: Final = 0.005


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
    """The probability over which a topic is stated: each topic's best for F1, drawn to what is best for all of them.

    The best is the lowest line of those about as good: other outlets' texts are read with less certainty, and there the
    lower line is the better one.
    """
    grid = np.arange(0.2, 0.7, 0.02)
    main = best[:, None] == np.arange(many.shape[1])

    def lowest(columns: slice, slack: float) -> float:
        truth, out = many[:, columns] > 0, []
        for line in grid:
            stated = (probabilities[:, columns] >= line) | main[:, columns]
            out.append(2 * (stated & truth).sum() / max(1, stated.sum() + truth.sum()))
        return float(grid[np.flatnonzero(np.array(out) >= max(out) - slack)[0]])

    common = lowest(slice(None), _SLACK)
    lines = []
    for k in range(many.shape[1]):
        weight = many[:, k].sum() / (many[:, k].sum() + _TRUST)
        lines.append(weight * lowest(slice(k, k + 1), 2 * _SLACK) + (1 - weight) * common)
    return np.array(lines)


def abstention(probabilities: Floats, many: Floats, best: NDArray[np.intp], share: float) -> float:
    """The line under which no topic is stated: there the best topic is as likely wrong as right; it leaves out `share`
    of the texts at most.

    How likely it is right is a logistic curve over its probability: a line chosen by counting the few texts near it
    would be the luckiest of many.
    """
    lines = np.arange(len(many))
    sure = np.clip(probabilities[lines, best], 1e-6, 1 - 1e-6)
    right = many[lines, best] > 0
    if right.all() or not right.any():
        return 0.0
    curve = LogisticRegression(C=10.0).fit(np.log(sure / (1 - sure))[:, None], right)
    slope, offset = float(curve.coef_[0, 0]), float(curve.intercept_[0])
    if slope <= 0:
        return 0.0
    half = 1 / (1 + np.exp(offset / slope))
    return float(min(half, np.quantile(sure, share)))


def expected_error(probability: NDArray[np.floating[Any]], right: NDArray[Any], bins: int = 10) -> float:
    """Expected calibration error: the mean gap between probability and share of right ones over bins of equal mass."""
    order = np.argsort(probability)
    groups = np.array_split(order, bins)
    return float(sum(len(g) * abs(probability[g].mean() - right[g].mean()) for g in groups if len(g)) / len(order))
