"""Best tag sequences of many sentences at once (Viterbi 1967), in step, the longest sentences first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["viterbi"]


def viterbi(
    scores: NDArray[np.float32],
    transitions: NDArray[np.float32],
    starts: NDArray[np.intp],
    sizes: NDArray[np.intp],
) -> NDArray[np.intp]:
    """The best tag of every row of `scores` (rows x tags); a sentence is rows `starts[i]` to `starts[i] + sizes[i]`.

    `transitions[a, b]` is added where tag b follows tag a. Rows outside of all sentences get 0.

    >>> s = np.array([[0, 3], [2, 1]], np.float32)
    >>> viterbi(s, np.array([[0, 0], [-9, 0]], np.float32), np.array([0]), np.array([2])).tolist()
    [1, 1]
    """
    path = np.zeros(len(scores), np.intp)
    order = np.argsort(-sizes, kind="stable")
    order = order[sizes[order] > 0]
    if not len(order):
        return path
    first, length = starts[order], sizes[order]
    longest = int(length[0])
    active = np.searchsorted(-length, -np.arange(longest), side="left")  # sentences with more than t tokens
    best = scores[first]
    history = []
    for t in range(1, longest):
        n = int(active[t])
        total = best[:n, :, None] + transitions
        back = total.argmax(1)
        history.append(back)
        best[:n] = total.max(1) + scores[first[:n] + t]
    tag = best.argmax(1)
    rows = np.arange(len(order))
    for t in range(longest - 1, 0, -1):
        n = int(active[t])
        path[first[:n] + t] = tag[:n]
        tag[:n] = history[t - 1][rows[:n], tag[:n]]
    path[first] = tag
    return path
