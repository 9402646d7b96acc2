"""Progress on standard error, with rate and time left: a bar on a terminal, a line a minute in the log of a job."""

from __future__ import annotations

import shutil
import sys
import time
from typing import Final, TextIO

__all__ = ["Bar"]

_REDRAWN: Final = 0.1  # seconds
_LOGGED: Final = 60.0


class Bar:
    """A one-line bar; `update(done, total)` as often as wanted, total None while it is unknown.

    Where the stream is no terminal each line stands for itself, the first after a minute.
    """

    def __init__(self, *, enabled: bool = True, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._on = enabled
        self._drawn = self._stream.isatty()
        self._every = _REDRAWN if self._drawn else _LOGGED
        self._start = time.monotonic()
        self._shown = 0.0 if self._drawn else self._start
        self._before: int | None = None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on and self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def update(self, done: int, total: int | None = None) -> None:
        """Show it, ten times a second at most; what the first call tells was done before, and counts for no rate."""
        now = time.monotonic()
        if self._before is None:
            self._before, self._start = done, now
        if self._on and now - self._shown >= self._every:
            self._shown = now
            text = line(done, total, now - self._start, self._before)
            width = shutil.get_terminal_size().columns - 1
            self._stream.write("\r\x1b[K" + text[:width] if self._drawn else text + "\n")
            self._stream.flush()


def line(done: int, total: int | None, seconds: float, before: int = 0) -> str:
    """The bar's text; `before` of the `done` were done when the clock began.

    >>> line(50, 200, 10.0)
    '[#####---------------] 50/200 pages, 5/s, 0:30 left'
    >>> line(150, 36150, 10.0, before=100)
    '[--------------------] 150/36,150 pages, 5/s, 2:00:00 left'
    >>> line(50, None, 10.0)
    '50 pages, 5/s'
    """
    rate = (done - before) / seconds if seconds > 0 else 0.0
    if total is None:
        return f"{done:,} pages, {rate:.0f}/s"
    filled = min(20, 20 * done // max(1, total))
    return f"[{'#' * filled}{'-' * (20 - filled)}] {done:,}/{total:,} pages, {rate:.0f}/s, {_left(total - done, rate)}"


def _left(pages: int, rate: float) -> str:
    if rate <= 0:
        return "? left"
    minutes, seconds = divmod(max(0, int(pages / rate)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d} left" if hours else f"{minutes}:{seconds:02d} left"
