"""What the convolutional taggers share: a table of what each word form brings, and spans from tag sequences."""

from __future__ import annotations

import os
import threading
import weakref
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from ruanalyze.tagging.tagger import SpanKind, TagSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["FormTable", "Spans"]

_FORMS: Final = 20_480  # word forms kept


class FormTable:
    """Rows of numbers by word form, computed when a form is first met; row 0 is zero and stands between sentences.

    A full table is begun anew. Thread-safe: a caller's rows and table stay as they were given.
    """

    def __init__(self, width: int, compute: Callable[[list[str]], Floats]) -> None:
        self._width, self._compute = width, compute
        self._renew()
        _tables.add(self)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._start(0)

    def _start(self, rows: int) -> None:
        """An empty table; zeros take memory only when they are written over."""
        self._table: Floats = np.zeros((max(rows, _FORMS) + 1, self._width), np.float32)
        self._used = 1

    def look_up(
        self, sentences: Sequence[Sequence[str]], rows: int, starts: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], Floats]:
        """Row numbers for `rows` tokens, sentence i at `starts[i]`, 0 elsewhere; and the table that they refer to."""
        with self._lock:
            known = self._rows
            new = {word for sentence in sentences for word in sentence if word not in known}
            if len(known) + len(new) >= len(self._table):
                known.clear()
                new = {word for sentence in sentences for word in sentence}
                self._start(len(new))
            if new:
                self._add(sorted(new))
            ids = np.zeros(rows, np.intp)
            for start, sentence in zip(starts.tolist(), sentences, strict=True):
                ids[start : start + len(sentence)] = [known[word] for word in sentence]
            return ids, self._table

    def _add(self, words: list[str]) -> None:
        made = self._compute(words)
        used = self._used + len(words)
        self._table[self._used : used] = made
        self._rows.update(zip(words, range(self._used, used), strict=True))
        self._used = used


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
        self._kinds: tuple[SpanKind | None, ...] = tuple(
            None if label == "O" else cast("SpanKind", label[2:]) for label in labels
        )
        self._begins = tuple(label.startswith("B-") for label in labels)

    def __call__(
        self, path: NDArray[np.intp], scores: Floats, starts: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> list[list[TagSpan]]:
        """The spans of each sentence (rows `starts[i]` to `starts[i] + sizes[i]`); inside after outside begins one too.

        A span's confidence is that of its least sure token: its tag's share by softmax over `scores`.
        """
        named = np.flatnonzero(path)
        chosen = scores[named]
        e = np.exp(chosen - chosen.max(1, keepdims=True)) if len(named) else chosen
        sure = np.zeros(len(path))
        sure[named] = e[np.arange(len(named)), path[named]] / e.sum(1)
        tags, shares = path.tolist(), sure.tolist()
        some = np.add.reduceat(path > 0, starts, dtype=np.intp) > 0 if len(starts) else np.zeros(0, bool)
        rows = zip(starts.tolist(), (starts + sizes).tolist(), some.tolist(), strict=True)
        return [self._read(tags[a:b], shares[a:b]) if any_ else [] for a, b, any_ in rows]

    def _read(self, tags: list[int], shares: list[float]) -> list[TagSpan]:
        found: list[TagSpan] = []
        start = 0
        kind: SpanKind | None = None
        for i, tag in enumerate([*tags, 0]):
            inside = self._kinds[tag]
            if kind is not None and (inside is None or self._begins[tag]):
                found.append(TagSpan(kind, start, i, round(min(shares[start:i]), 3)))
                kind = None
            if inside is not None and kind is None:
                start, kind = i, inside
        return found
