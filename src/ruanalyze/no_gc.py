"""Pauses Python's search for reference cycles while many objects are made that have none."""

from __future__ import annotations

import gc
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["paused_gc"]

_lock = threading.Lock()
_inside = 0
_was_on = False
_looked = 0.0
_LONGEST: Final = 10.0  # seconds


@contextmanager
def paused_gc() -> Iterator[None]:
    """The collector is off until the last thread leaves; where it was off before, it stays off.

    A batch of documents makes hundreds of thousands of tuples, and no cycle: each time that the collector looks, it
    looks in vain at all that the process holds, which is a quarter of the time of an archive job. In a service whose
    threads are never all outside it looks once in ten seconds, for the cycles that others make.

    >>> with paused_gc():
    ...     gc.isenabled()
    False
    """
    global _inside, _was_on, _looked
    with _lock:
        if _inside == 0:
            _was_on, _looked = gc.isenabled(), time.monotonic()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _was_on:
                gc.enable()
            overdue = _inside > 0 and _was_on and time.monotonic() - _looked > _LONGEST
            if overdue:
                _looked = time.monotonic()
        if overdue:
            gc.collect()
