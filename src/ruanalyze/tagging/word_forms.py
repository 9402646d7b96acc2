"""What a word form says by itself, without its neighbours: the input of the fast tagger.

A vector of navec (Kukushkin 2019), hashed letter n-grams (Bojanowski et al. 2017), the shape of its letters, and how
likely each grammeme of the pymorphy dictionary is. All of it depends on the form alone: it is computed once a form.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ruanalyze.morph.dictionary import dictionary
from ruanalyze.morph.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["BUCKETS", "GRAMMEMES", "SHAPES", "FormFeatures", "WordForms", "shape", "spelling"]

BUCKETS: Final = 1 << 15
GRAMMEMES: Final = (
    *("NOUN", "ADJF", "ADJS", "COMP", "VERB", "INFN", "PRTF", "PRTS", "GRND", "NUMR", "ADVB", "NPRO", "PRED", "PREP"),
    *("CONJ", "PRCL", "INTJ", "LATN", "PNCT", "NUMB", "ROMN", "UNKN"),
    *("nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2", "voct"),
    *("sing", "plur", "masc", "femn", "neut", "anim", "inan", "perf", "impf", "pres", "past", "futr", "impr"),
    *("1per", "2per", "3per", "actv", "pssv", "Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Fixd", "Pltm", "Apro"),
    *("Anum", "Qual", "Prnt", "Ques", "Dmns", "Supr"),
)
_NUMBER: Final = {g: i for i, g in enumerate(GRAMMEMES)}
_KNOWN: Final = len(GRAMMEMES)  # one more column: whether the dictionary has the word
_MARKS: Final = ".,:;!?-—–«»\"'()[]/%№…+*=&@#"
SHAPES: Final = 12 + len(_MARKS) + 1
_ONE_SPELLING: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "−": "–", "‑": "-", "\xad": None, "\u200b": None})


class FormFeatures(NamedTuple):
    """Features of n forms. `ngrams` are bucket numbers of all forms end to end, `offsets` where each form's begin."""

    vectors: NDArray[np.float32]
    shapes: NDArray[np.int64]
    ngrams: NDArray[np.int64]
    offsets: NDArray[np.int64]
    grammemes: NDArray[np.float32]


class WordForms:
    """Computes the features of word forms; thread-safe."""

    def __init__(self) -> None:
        self._lexicon = lexicon()
        self._dictionary = dictionary()
        self._said = np.stack([_row_of(tag) for tag in self._lexicon.tags])

    def __call__(self, forms: Sequence[str]) -> FormFeatures:
        """The features of the forms, in their order."""
        plain = list(map(spelling, forms))
        lower = [form.lower() for form in plain]
        grams = [_ngrams(form) for form in lower]
        offsets = np.zeros(len(grams), np.int64)
        np.cumsum([len(g) for g in grams[:-1]], out=offsets[1:])
        return FormFeatures(
            vectors=self._lexicon.vectors(lower),
            shapes=np.array([shape(form) for form in plain], np.int64),
            ngrams=np.array([g for some in grams for g in some], np.int64),
            offsets=offsets,
            grammemes=self._grammemes(lower),
        )

    def _grammemes(self, forms: Sequence[str]) -> NDArray[np.float32]:
        made = np.zeros((len(forms), _KNOWN + 1), np.float32)
        rows = self._lexicon.rows(forms)
        held = np.flatnonzero(rows >= 0)
        if len(held):
            some = self._lexicon.parses(rows[held])
            made[held] = np.add.reduceat(self._said[some.tags] * some.scores[:, None], some.starts)
            made[held, _KNOWN] = np.logical_or.reduceat(some.known, some.starts)
        for i in np.flatnonzero(rows < 0).tolist():
            for parse in self._dictionary.parse(forms[i]):
                made[i] += _row_of(str(parse.tag)) * np.float32(parse.score)
                made[i, _KNOWN] += parse.is_known
        return np.minimum(made, 1, out=made)


@lru_cache(maxsize=1 << 13)
def _row_of(tag: str) -> NDArray[np.float32]:
    """Ones where a pymorphy tag has a grammeme."""
    row = np.zeros(_KNOWN + 1, np.float32)
    row[[_NUMBER[g] for g in tag.replace(" ", ",").split(",") if g in _NUMBER]] = 1
    return row


def spelling(form: str) -> str:
    """A form with quotes and dashes of one kind and without what is invisible.

    >>> spelling("„"), spelling("при\\xadказ")
    ('"', 'приказ')
    """
    return form if form.isalpha() else form.translate(_ONE_SPELLING) or form


def shape(form: str) -> int:
    """The class of a form's letters, as a number below `SHAPES`.

    >>> len({shape(w) for w in ("Москва", "москва", "МЧС", "Б", "б", "2019", "Ту-154", "BBC", "Нью-Йорк", "«", "...")})
    11
    """
    if form.isalpha():
        if len(form) == 1:
            return 2 if form.isupper() else 3
        return _cased(form) or 11
    if len(form) == 1 and form in _MARKS:
        return 12 + _MARKS.index(form)
    if form.isdigit():
        return 0
    if any(map(str.isdigit, form)):
        return 1
    if not any(map(str.isalpha, form)):
        return SHAPES - 1
    return _cased(form) or (10 if "-" in form and form[0].isupper() else 11)


def _cased(form: str) -> int | None:
    """The class of a form in small letters, in capitals or with a first capital, by its alphabet."""
    latin = form[0].isascii()
    if form.islower():
        return 5 if latin else 4
    if form.isupper():
        return 7 if latin else 6
    if form[0].isupper() and form[1:].islower():
        return 9 if latin else 8
    return None


def _ngrams(form: str) -> list[int]:
    """Buckets of the word, its beginnings of 2 to 4 letters and its ends of 1 to 6."""
    n = len(form)
    parts = [_bucket("<" + form[:k]) for k in range(2, min(5, n))]
    parts += [_bucket(form[-k:] + ">") for k in range(1, min(7, n))]
    parts.append(zlib.crc32(f"={form}".encode("utf8", "replace")) % BUCKETS)
    return parts


@lru_cache(maxsize=1 << 15)
def _bucket(part: str) -> int:
    return zlib.crc32(part.encode("utf8", "replace")) % BUCKETS
