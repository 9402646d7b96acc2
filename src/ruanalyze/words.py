"""One spelling of words for comparison, and sets of words."""

from __future__ import annotations

__all__ = ["fold", "word_set"]


def fold(text: str) -> str:
    """Lower case, ё as е: news write either.

    >>> fold("Орёл")
    'орел'
    """
    return text.lower().replace("ё", "е")


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(word_set("мэр глава"))
    ['глава', 'мэр']
    """
    return frozenset(text.split())
