"""What the convolutional taggers share: a table of what each word form brings, and spans from tag sequences."""

from __future__ import annotations

import os
import threading
import weakref
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from ruanalyze.tagging.tagger import SpanKind, TagSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["FormTable", "Spans", "rows_of"]

_FORMS: Final = 40_960  # word forms kept
_AT_ONCE: Final = 1_000  # common forms computed in one call


def rows_of(starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows of all tokens in their order, where sentence i is rows `starts[i]` to `starts[i] + sizes[i]`.

    >>> rows_of(np.array([1, 5]), np.array([2, 3])).tolist()
    [1, 2, 5, 6, 7]
    """
    return np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)


class FormTable:
    """Rows of numbers by word form, computed when a form is first met; row 0 stands between sentences.

    Forms with one `spelling` share a row. `compute` is given spellings; `boundary` is row 0 (default: zeros). A full
    table is begun anew, with the `common` spellings in it, as at the start. Thread-safe: a caller's rows and table stay
    as they were given.
    """

    def __init__(
        self,
        width: int,
        compute: Callable[[list[str]], NDArray[Any]],
        spelling: Callable[[str], str] = str,
        boundary: NDArray[Any] | None = None,
        common: Sequence[str] = (),
    ) -> None:
        first = np.zeros(width, np.float32) if boundary is None else boundary
        self._compute, self._spelling = compute, spelling
        self._common = dict(zip(common, range(1, len(common) + 1), strict=True))
        parts = [compute(list(common[i : i + _AT_ONCE])) for i in range(0, len(common), _AT_ONCE)]
        self._table = np.concatenate([first[None], *parts])
        self._renew()
        _tables.add(self)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._start(0)

    def _start(self, rows: int) -> None:
        """A table of the common forms with place for others; what is not written over takes no memory."""
        self._rows = dict(self._common)
        self._used = len(self._common) + 1
        common = self._table[: self._used]
        self._table = np.empty((max(self._used + rows, _FORMS + 1), common.shape[1]), common.dtype)
        self._table[: self._used] = common

    def look_up(self, words: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[Any]]:
        """The row number of each word, and the table that they refer to."""
        with self._lock:
            ids = np.fromiter(map(self._rows.get, words, repeat(0)), np.intp, len(words))
            new = np.flatnonzero(ids == 0).tolist()
            if new:
                wanted = sorted({words[i] for i in new})
                if max(self._used, len(self._rows)) + len(wanted) > len(self._table):
                    wanted, new = sorted(set(words) - self._common.keys()), list(range(len(words)))
                    self._start(len(wanted))
                self._add(wanted)
                ids[new] = [self._rows[words[i]] for i in new]
            return ids, self._table

    def _add(self, words: list[str]) -> None:
        known, spelt = self._rows, list(map(self._spelling, words))
        new = [form for form in dict.fromkeys(spelt) if form not in known]
        if new:
            made = self._compute(new)
            used = self._used + len(new)
            self._table[self._used : used] = made
            known.update(zip(new, range(self._used, used), strict=True))
            self._used = used
        known.update(zip(words, [known[form] for form in spelt], strict=True))


_tables: weakref.WeakSet[FormTable] = weakref.WeakSet()


def _after_fork() -> None:
    """A lock that another thread held at the fork would never be released in the child."""
    for table in _tables:
        table._renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class Spans:
    """Spans from the paths of many sentences; labels are BIO, "O" first."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._kinds = tuple(cast("SpanKind", label[2:]) for label in labels)
        self._begins = np.array([label.startswith("B-") for label in labels])

    def __call__(
        self, path: NDArray[np.intp], scores: Floats, starts: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> list[list[TagSpan]]:
        """The spans of each sentence (rows `starts[i]` to `starts[i] + sizes[i]`); inside after outside begins one too.

        Between sentences `path` is 0. A span's confidence is that of its least sure token: its tag's share by softmax
        over `scores`.
        """
        found: list[list[TagSpan]] = [[] for _ in range(len(starts))]
        named = np.flatnonzero(path)
        if not len(named):
            return found
        tags, chosen = path[named], scores[named]
        e = np.exp(chosen - chosen.max(1, keepdims=True))
        sure = e[np.arange(len(named)), tags] / e.sum(1)
        new = self._begins[tags]
        new[0] = True
        new[1:] |= np.diff(named) > 1
        at = np.flatnonzero(new)
        first, last = named[at], named[[*(at[1:] - 1), -1]] + 1
        sentence = np.searchsorted(starts, first, "right") - 1
        offset = starts[sentence]
        shares = np.minimum.reduceat(sure, at).astype(np.float64).round(3)
        rows = (sentence, tags[at], first - offset, last - offset, shares)
        for i, tag, a, b, share in zip(*(row.tolist() for row in rows), strict=True):
            found[i].append(TagSpan(self._kinds[tag], a, b, share))
        return found
