"""Answers kept for the next time that the same is asked."""

from __future__ import annotations

from typing import TypeVar

__all__ = ["Kept"]

_K = TypeVar("_K")
_V = TypeVar("_V")


class Kept(dict[_K, _V]):
    """A dict of answers of which the older half gives way when it holds `most`; threads may share one.

    For answers whose key is less than what they are made of; else there is `functools.lru_cache`, which is as fast.

    >>> kept = Kept[str, int](most=2)
    >>> [kept.keep(word, len(word)) for word in ("мэр", "глава", "ректор")], dict(kept)
    ([3, 5, 6], {'глава': 5, 'ректор': 6})
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: _K, answer: _V) -> _V:
        """Keep the answer to a key, and return it."""
        if len(self) >= self._most:
            for old in list(self)[: (self._most + 1) // 2]:
                self.pop(old, None)
        self[key] = answer
        return answer
