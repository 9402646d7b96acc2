"""The pymorphy dictionary, loaded once a process and asked safely."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

__all__ = ["Dictionary", "dictionary"]


class Dictionary:
    """What the library asks of pymorphy3; a word with a lone surrogate, which has no UTF-8 form, is unknown to it."""

    def __init__(self) -> None:
        import pymorphy3

        self._analyzer: Any = pymorphy3.MorphAnalyzer()

    def __reduce__(self) -> tuple[Any, ...]:
        return dictionary, ()

    def parse(self, word: str) -> list[Any]:
        """pymorphy's parses, the likeliest first; empty for a word that it can't read.

        >>> dictionary().parse("школе")[0].normal_form, dictionary().parse("\\ud83d")
        ('школа', [])
        """
        try:
            found: list[Any] = self._analyzer.parse(word)
        except ValueError:  # UnicodeEncodeError too: some letters have no name or no UTF-8 form
            return []
        return found

    def word_is_known(self, word: str) -> bool:
        """Whether the dictionary itself holds the word, in lower case."""
        try:
            return bool(self._analyzer.word_is_known(word))
        except ValueError:
            return False


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary of this process."""
    return Dictionary()
