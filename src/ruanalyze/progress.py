"""A progress bar on standard error: rate and time left; silent where nobody watches."""

from __future__ import annotations

import sys
import time
from typing import TextIO

__all__ = ["Bar"]


class Bar:
    """A one-line bar; `update(done, total)` as often as wanted, total None while it is unknown."""

    def __init__(self, *, enabled: bool = True, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._on = enabled and self._stream.isatty()
        self._start = time.monotonic()
        self._shown = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on:
            self._stream.write("\r\x1b[K")

    def update(self, done: int, total: int | None = None) -> None:
        """Redraw, ten times a second at most."""
        now = time.monotonic()
        if self._on and now - self._shown >= 0.1:
            self._shown = now
            self._stream.write("\r\x1b[K" + line(done, total, now - self._start))
            self._stream.flush()


def line(done: int, total: int | None, seconds: float) -> str:
    """The bar's text.

    >>> line(50, 200, 10.0)
    '[#####---------------] 50/200 pages, 5/s, 0:30 left'
    >>> line(50, None, 10.0)
    '50 pages, 5/s'
    """
    rate = done / seconds if seconds > 0 else 0.0
    if total is None:
        return f"{done} pages, {rate:.0f}/s"
    filled = 20 * done // max(1, total)
    left = int((total - done) / rate) if rate else 0
    return (
        f"[{'#' * filled}{'-' * (20 - filled)}] {done}/{total} pages, {rate:.0f}/s, {left // 60}:{left % 60:02d} left"
    )
