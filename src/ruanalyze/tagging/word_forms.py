"""What a word form says by itself, without its neighbours: the input of the fast tagger.

A vector of navec (Kukushkin 2019), hashed letter n-grams (Bojanowski et al. 2017), the shape of its letters, and how
likely each grammeme of the pymorphy dictionary is. All of it depends on the form alone: it is computed once a form.
"""

from __future__ import annotations

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
_ONE_SPELLING: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "−": "–", "‑": "-", "\xad": None, "\u200b": None} | dict.fromkeys("123456789", "0")
)
_BEGINNING: Final = 4  # letters of the longest n-gram at a form's beginning, and at its end
_END: Final = 6
_FACTOR: Final = np.uint32(0x01000193)
#: Of the whole form, its beginnings from 2 letters and its ends: which forms, longer than this, have it; and its kind.
_NEEDED: Final = np.array([0, *range(2, _BEGINNING + 1), *range(1, _END + 1)])
_KINDS: Final = (np.arange(len(_NEEDED), dtype=np.uint64) * 0x9E3779B1 % 2**32).astype(np.uint32)


class FormFeatures(NamedTuple):
    """Features of n forms. `ngrams` are bucket numbers of all forms end to end, `offsets` where each form's begin."""

    vectors: NDArray[np.float32]
    ngrams: NDArray[np.int64]
    offsets: NDArray[np.int64]
    grammemes: NDArray[np.float32]


class WordForms:
    """Computes the features of word forms, but for `shape`; thread-safe."""

    def __init__(self) -> None:
        self._lexicon = lexicon()
        self._dictionary = dictionary()
        self._said = np.stack([_row_of(tag) for tag in self._lexicon.tags])

    def __call__(self, lower: Sequence[str], rows: NDArray[np.intp] | None = None) -> FormFeatures:
        """The features of lower-case spellings, in their order; `rows` are their numbers in the lexicon, if known."""
        if rows is None:
            rows = self._lexicon.rows(lower)
        ngrams, offsets = hashed(lower)
        return FormFeatures(self._lexicon.vectors(lower, rows), ngrams, offsets, self._grammemes(lower, rows))

    def _grammemes(self, forms: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        made = np.zeros((len(forms), _KNOWN + 1), np.float32)
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
    """A form with quotes and dashes of one kind, zeros for digits, and without what is invisible.

    >>> spelling("„"), spelling("при\\xadказ"), spelling("12,5")
    ('"', 'приказ', '00,0')
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


def hashed(forms: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Buckets of each form, of its beginnings of 2 to 4 letters and its ends of 1 to 6, and where each form's begin.

    A part's bucket is a polynomial of its letters modulo 2**32, mixed (the end of MurmurHash3), with its kind in it.

    >>> buckets, offsets = hashed(["на", "школа"])
    >>> offsets.tolist(), len(buckets)
    ([0, 2], 10)
    """
    sizes = np.fromiter(map(len, forms), np.int64, len(forms))
    letters = np.frombuffer("".join(forms).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    powers = np.cumprod(np.full(max(int(sizes.max(initial=0)), _END), _FACTOR), dtype=np.uint32)
    within = np.arange(len(letters)) - np.repeat(starts, sizes)
    whole = np.add.reduceat(letters * powers[within], starts, dtype=np.uint32) if len(forms) else sizes
    begun = letters.take(starts[:, None] + np.arange(_BEGINNING), mode="clip") * powers[:_BEGINNING]
    ended = letters.take(ends[:, None] - np.arange(1, _END + 1), mode="clip") * powers[:_END]
    h = np.empty((len(forms), len(_NEEDED)), np.uint32)
    h[:, 0] = whole
    np.cumsum(begun, 1, out=begun)
    np.cumsum(ended, 1, out=ended)
    h[:, 1:_BEGINNING], h[:, _BEGINNING:] = begun[:, 1:], ended
    h += _KINDS
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    h %= np.uint32(BUCKETS)
    there = sizes[:, None] > _NEEDED
    many = there.sum(1)
    return h[there].astype(np.int64), np.cumsum(many) - many
