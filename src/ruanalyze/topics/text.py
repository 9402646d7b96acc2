"""Raw text to title and body as lemmas, for training a topic model without the tagger."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ruanalyze.doc import Doc
from ruanalyze.morph.dictionary import dictionary
from ruanalyze.topics.model import lemmas_of
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_function_word", "keys", "parts"]

#: Prepositions, conjunctions, particles, pronouns, as the dictionary names them.
_FUNCTION: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO"})

#: "COVID-19", "бизнес-план", "2024"
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: A first line, then a blank one: "Школа открылась\n\nВ Вольске…"
_TITLE: Final = re.compile(r"\s*([^\n]{1,250})\n[ \t]*\n")


@lru_cache(maxsize=300_000)
def _key(word: str) -> str:
    """The dictionary's first reading in lower case without ё; "" for what has no letter."""
    if not any(map(str.isalpha, word)):
        return ""
    parses = dictionary().parse(word)
    return fold(str(parses[0].normal_form)) if parses else ""


def is_function_word(key: str) -> bool:
    """Whether a lemma says nothing of any topic: a preposition, conjunction, particle or pronoun.

    >>> [is_function_word(key) for key in ("не", "на", "школа")]
    [True, True, False]
    """
    parses = dictionary().parse(key)
    return bool(parses) and str(parses[0].tag.POS) in _FUNCTION


def keys(text: str) -> list[str]:
    """The lemmas of a text, each word's likeliest, in the form that topic models know.

    >>> keys("Учёные изучили 3 вируса COVID-19.")
    ['ученый', 'изучить', 'вирус', 'covid-19']
    """
    return [key for word in _WORD.findall(text.lower()) if (key := _key(word))]


def parts(source: str | Doc) -> tuple[Sequence[str], Sequence[str]]:
    """Title and body as lemmas. The title of a str is its first line when a blank line follows.

    >>> parts("Школа открылась\\n\\nВ Вольске открылась школа.")
    (['школа', 'открыться'], ['в', 'вольск', 'открыться', 'школа'])
    """
    if isinstance(source, Doc):
        title, body = lemmas_of(source.sentences)
        if source.article.title is not None and source.article.title.start is None:
            title.extend(keys(source.article.title.text))
        return title, body
    found = _TITLE.match(source)
    if found is None:
        return [], keys(source)
    return keys(found[1]), keys(source[found.end() :])
