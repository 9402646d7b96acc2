"""Words in one spelling, sets of words, and whether a word is Russian."""

from __future__ import annotations

__all__ = ["fold", "is_cyrillic", "word_set"]


def fold(text: str) -> str:
    """Lower case, ё as е: news write either.

    >>> fold("Орёл")
    'орел'
    """
    return text.lower().replace("ё", "е")


def is_cyrillic(text: str) -> bool:
    """Whether a word has a Russian letter.

    >>> is_cyrillic("Ёж"), is_cyrillic("IT-парк"), is_cyrillic("BBC")
    (True, True, False)
    """
    return any("а" <= c <= "я" or c == "ё" for c in text.lower())


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set.

    >>> sorted(word_set("мэр глава"))
    ['глава', 'мэр']
    """
    return frozenset(text.split())
