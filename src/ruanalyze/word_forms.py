"""What a word form says by itself, without its neighbours: the input of the fast tagger.

A vector of navec (Kukushkin 2019), hashed letter n-grams (Bojanowski et al. 2017), the shape of its letters, and how
likely each grammeme of the pymorphy dictionary is. All of it depends on the form alone: it is computed once a form.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ruanalyze import embeddings
from ruanalyze.dictionary import dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["BUCKETS", "GRAMMEMES", "SHAPES", "FormFeatures", "WordForms", "shape"]

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
        navec = embeddings.load()
        self._codes: NDArray[np.float32] = navec.pq.codes
        self._indexes = navec.pq.indexes
        self._words: dict[str, int] = {word: i for i, word in enumerate(navec.vocab.words)}
        self._unknown = self._words["<unk>"]
        self._columns = np.arange(len(self._codes))
        self._dictionary = dictionary()

    def __call__(self, forms: Sequence[str]) -> FormFeatures:
        """The features of the forms, in their order."""
        plain = [form.translate(_ONE_SPELLING) or form for form in forms]
        lower = [form.lower() for form in plain]
        rows = [self._row(form) for form in lower]
        vectors = self._codes[self._columns, self._indexes[rows]].reshape(len(rows), -1)
        grams = [_ngrams(form) for form in lower]
        offsets = np.zeros(len(grams), np.int64)
        np.cumsum([len(g) for g in grams[:-1]], out=offsets[1:])
        return FormFeatures(
            vectors=vectors,
            shapes=np.array([shape(form) for form in plain], np.int64),
            ngrams=np.array([g for some in grams for g in some], np.int64),
            offsets=offsets,
            grammemes=self._grammemes(lower),
        )

    def _row(self, form: str) -> int:
        """navec's row: of the form, of it without ё, or of the last part of a hyphenated one ("вице-мэр" -> "мэр")."""
        words = self._words
        row = words.get(form)
        if row is None and "ё" in form:
            row = words.get(form.replace("ё", "е"))
        if row is None and "-" in form:
            row = words.get(form.rpartition("-")[2])
        return self._unknown if row is None else row

    def _grammemes(self, forms: Sequence[str]) -> NDArray[np.float32]:
        made = np.zeros((len(forms), _KNOWN + 1), np.float32)
        for i, form in enumerate(forms):
            for parse in self._dictionary.parse(form):
                for grammeme in parse.tag.grammemes:
                    j = _NUMBER.get(grammeme)
                    if j is not None:
                        made[i, j] += parse.score
                if parse.is_known:
                    made[i, _KNOWN] = 1
        return np.minimum(made, 1, out=made)


def shape(form: str) -> int:
    """The class of a form's letters, as a number below `SHAPES`.

    >>> len({shape(w) for w in ("Москва", "москва", "МЧС", "Б", "б", "2019", "Ту-154", "BBC", "Нью-Йорк", "«", "...")})
    11
    """
    if len(form) == 1 and form in _MARKS:
        return 12 + _MARKS.index(form)
    first = form[:1]
    if form.isdigit():
        return 0
    if any(c.isdigit() for c in form):
        return 1
    if not any(c.isalpha() for c in form):
        return SHAPES - 1
    latin = first.isascii()
    if len(form) == 1:
        return 2 if form.isupper() else 3
    if form.islower():
        return 5 if latin else 4
    if form.isupper():
        return 7 if latin else 6
    if first.isupper() and form[1:].islower():
        return 9 if latin else 8
    if "-" in form and first.isupper():
        return 10
    return 11


def _ngrams(form: str) -> list[int]:
    """Buckets of the word, its beginnings of 2 to 4 letters and its ends of 1 to 6."""
    n = len(form)
    parts = ["=" + form]
    parts += ["<" + form[:k] for k in range(2, min(5, n))]
    parts += [form[-k:] + ">" for k in range(1, min(7, n))]
    return [zlib.crc32(part.encode("utf8", "replace")) % BUCKETS for part in parts]
