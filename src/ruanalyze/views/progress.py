"""Progress with rate and time left: a bar on a terminal or in a notebook, a line a minute in the log of a job."""

from __future__ import annotations

import io
import shutil
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Bar", "JobBar", "line", "summary"]

_SOON: Final = 0.5  # seconds that nobody needs a bar for
_BATCH: Final = 64  # rows that come in one go: their rate is known at the end


class _Screen(Protocol):
    """Where progress is shown: `every` so many seconds at most, for the first time after `first`."""

    every: float
    first: float

    def draw(self, text: str, done: int, total: int | None) -> None:
        """Show it in place of what was shown before."""

    def close(self, text: str) -> None:
        """Leave `text` in place of the bar; nothing when it is empty."""


class _Terminal:
    """One line of a terminal, drawn over and over."""

    every = 0.1
    first = 0.0

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def draw(self, text: str, done: int, total: int | None) -> None:
        self._stream.write("\r\x1b[K" + text[: shutil.get_terminal_size().columns - 1])
        self._stream.flush()

    def close(self, text: str) -> None:
        self._stream.write("\r\x1b[K" + (text and text + "\n"))
        self._stream.flush()


class _Log:
    """The log of a job, where each line stands for itself."""

    every = 60.0
    first = 60.0

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def draw(self, text: str, done: int, total: int | None) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()

    def close(self, text: str) -> None:
        if text:
            self.draw(text, 0, None)


class _Notebook:
    """One output of a notebook's cell, changed in place, so that an executed notebook keeps the last line alone.

    The bar is the browser's own, the text has the colour of the page: both follow a light or a dark theme.
    """

    every = 0.25
    first = 0.0

    def __init__(self) -> None:
        self._handle: Any = None

    def draw(self, text: str, done: int, total: int | None) -> None:
        told = text.partition("] ")[2] or text
        size = f' max="{total}" value="{done}"' if total else ""
        style = "width:14em;max-width:40%;height:.9em;vertical-align:-.1em;margin-right:.7em;accent-color:#1a7fc1"
        self._show(f'<progress aria-label="progress"{size} style="{style}"></progress>{told}', text)

    def close(self, text: str) -> None:
        self._show(text, text)

    def _show(self, html: str, text: str) -> None:
        from IPython.display import display

        plain = {
            "text/html": f'<div style="font-variant-numeric:tabular-nums">{html}</div>' if html else "",
            "text/plain": text,
        }
        if self._handle is None:
            self._handle = display(plain, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(plain, raw=True)


class Bar:
    """A one-line bar; `update(done, total)` as often as wanted, total None while it is unknown.

    Where the stream is no terminal each line stands for itself, the first after a minute.
    """

    def __init__(
        self, *, enabled: bool = True, stream: TextIO | None = None, screen: _Screen | None = None, first: float = 0.0
    ) -> None:
        stream = stream or _stderr()
        self._screen: _Screen = screen or (_Terminal(stream) if stream.isatty() else _Log(stream))
        self._on = enabled
        self._start = time.monotonic()
        self._due = self._start + max(first, self._screen.first)
        self._before: int | None = None
        self.drawn = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.close("")

    def update(self, done: int, total: int | None = None) -> None:
        """Show it, ten times a second at most; what the first call tells was done before, and counts for no rate."""
        now = time.monotonic()
        if self._before is None:
            self._before, self._start = done, now
        if self._on and now >= self._due:
            self._due = now + self._screen.every
            self.drawn = True
            self._screen.draw(line(done, total, now - self._start, self._before), done, total)

    def close(self, text: str) -> None:
        """Leave `text` in the place of the bar."""
        if self._on and (text or self.drawn):
            self._screen.close(text)


class JobBar:
    """The progress of a job for whoever looks on: a bar, and at its end how many rows, how fast, how many errors.

    wanted: True shows it, False does not, None does where a notebook or a terminal is looked at, once it takes longer
    than half a second; or a function, which is called with the rows done and how many there will be, None if unknown.
    total: how many rows, where it is known from the start.
    """

    def __init__(
        self,
        wanted: bool | Callable[[int, int | None], None] | None,
        total: int | None = None,
        *,
        stream: TextIO | None = None,
    ) -> None:
        stream = stream or _stderr()
        notebook = _in_notebook()
        on = wanted is True or (wanted is None and (notebook or stream.isatty()))
        self._asked = wanted is True
        self._call = wanted if callable(wanted) else None
        self._total = total
        self._done = self._errors = 0
        self._before: int | None = None
        wait = 0.0 if self._asked or (total or 0) > _BATCH else _SOON
        self._bar = Bar(enabled=on, stream=stream, screen=_Notebook() if notebook else None, first=wait)
        self._start = time.monotonic()

    def __enter__(self) -> JobBar:
        if self._total is not None:
            self._bar.update(0, self._total)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        seconds = time.monotonic() - self._start
        begun = self._total is not None or self._before is not None
        if begun and (self._asked or self._bar.drawn or seconds >= _SOON):
            before, failed = self._before or 0, kind is not None
            self._bar.close(summary(self._done, self._total, seconds, self._errors, before, failed=failed))

    def row(self, error: str | None) -> None:
        """One row more, with its error."""
        self._done += 1
        self._errors += error is not None
        if self._call is not None:
            self._call(self._done, self._total)
        if self._done % _BATCH == 0:
            self._bar.update(self._done, self._total)

    def update(self, done: int, total: int | None, errors: int) -> None:
        """So many rows are done, an estimate of all, so many errors; the first call tells what was done before."""
        self._done, self._errors = done, errors
        if self._before is None:
            self._before = done
        if self._call is not None:
            self._call(done, total)
        self._bar.update(done, total)


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


def summary(done: int, total: int | None, seconds: float, errors: int, before: int = 0, *, failed: bool = False) -> str:
    """What is left to say at the end; a job that ended early says so. `before` of the `done` were there already.

    >>> summary(258, 258, 2.1, 4)
    '258 pages in 2.1 s, 123/s, 4 with an error'
    >>> summary(1200, 5000, 83.0, 0, failed=True)
    'stopped after 1,200 of 5,000 pages in 1:23, 14/s, no errors'
    >>> summary(5000, None, 38.0, 1, before=1200)
    '3,800 more pages, 5,000 in all, in 38.0 s, 100/s, 1 with an error'
    """
    took = f"{seconds:.1f} s" if seconds < 60 else _clock(seconds)
    pages = f"{done - before:,} page{'s' * (done - before != 1)}"
    if before:
        pages = f"{done - before:,} more page{'s' * (done - before != 1)}, {done:,} in all,"
    if failed:
        pages = f"stopped after {done:,}{f' of {total:,}' if total else ''} pages"
    told = f"{errors:,} with an error" if errors else "no errors"
    return f"{pages} in {took}, {(done - before) / max(seconds, 1e-3):.0f}/s, {told}"


def _left(pages: int, rate: float) -> str:
    return f"{_clock(pages / rate)} left" if rate > 0 else "? left"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _in_notebook() -> bool:
    """Whether this is the kernel of a notebook; IPython is asked only where it runs already."""
    get = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get is not None and getattr(get(), "kernel", None) is not None


def _stderr() -> TextIO:
    """Where progress goes; nowhere in a service or a window that Python gives no stderr."""
    return sys.stderr or io.StringIO()
