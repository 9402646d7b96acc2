"""Pauses Python's search for reference cycles while many objects are made that have none."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["paused_gc"]

_lock = threading.Lock()
_inside = 0
_was_on = False


@contextmanager
def paused_gc() -> Iterator[None]:
    """The collector is off until the last thread leaves; where it was off before, it stays off.

    A batch of documents makes hundreds of thousands of tuples, and no cycle: each time that the collector looks, it
    looks in vain at all that the process holds, which is a quarter of the time of an archive job.

    >>> with paused_gc():
    ...     gc.isenabled()
    False
    """
    global _inside, _was_on
    with _lock:
        if _inside == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _was_on:
                gc.enable()
