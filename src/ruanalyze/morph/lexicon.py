"""The word forms of news: navec's vector of each, and how the pymorphy dictionary reads it, without asking it.

Forms that the dictionary reads alike, with the same tags, endings and scores, are one class. A form outside of the
lexicon is for `dictionary()`. The files are made by training/lexicon.py.
"""

from __future__ import annotations

import json
import warnings
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ruanalyze.errors import RuanalyzeError
from ruanalyze.kept import Kept
from ruanalyze.morph.dictionary import dictionary
from ruanalyze.paths import RESOURCES
from ruanalyze.tagging import embeddings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["ClassReading", "Lexicon", "Parses", "lexicon"]

_CACHE: Final = 1 << 13
_FOLDER: Final = RESOURCES


class ClassReading(NamedTuple):
    """One reading of the forms of a class: the tag's string, and how the lemma and the base form are made of a form.

    `lemma` and `base` are (letters to cut, letters to add); the base form is the nominative singular that keeps a
    name's gender, or a participle's masculine one; None where there is none.
    """

    tag: str
    lemma: tuple[int, str]
    base: tuple[int, str] | None
    score: float
    known: bool


class Parses(NamedTuple):
    """Readings of many forms: where each form's begin; of every reading its tag's number and its score.

    `known` are those that the dictionary itself holds.
    """

    starts: NDArray[np.intp]
    tags: NDArray[np.intp]
    scores: NDArray[np.float32]
    known: NDArray[np.bool_]


class Lexicon:
    """Numbers of word forms, and what each number stands for; thread-safe.

    >>> words = lexicon()
    >>> words.class_readings(words.class_of("школе"))[0].tag
    'NOUN,inan,femn sing,loct'
    """

    def __init__(self) -> None:
        navec = embeddings.load()
        meta = json.loads((_FOLDER / "lexicon.json").read_text("utf8"))
        _check(meta["navec"], meta["dictionary"])
        with np.load(_FOLDER / "lexicon.npz") as arrays:
            self._classes: NDArray[np.uint16] = arrays["forms"]
            self._class_at = self._classes.data  # a number of Python's at once
            self._sizes = arrays["sizes"].astype(np.intp)
            self._parses: NDArray[np.uint16] = arrays["parses"]
        self._firsts = np.cumsum(self._sizes) - self._sizes
        parts, codes, width = navec.pq.codes.shape
        self._codes: NDArray[np.float32] = navec.pq.codes.reshape(-1, width)
        self._indexes: NDArray[np.uint8] = navec.pq.indexes
        self._columns = np.arange(parts) * codes
        words: list[str] = navec.vocab.words
        self._vectors = len(words)
        self._rows: dict[str, int] = navec.vocab.word_ids
        self._rows.update(zip(meta["forms"].split(" "), range(len(words), len(self._classes)), strict=True))
        self._unknown: int = self._rows["<unk>"]
        self.tags: tuple[str, ...] = tuple(meta["tags"])
        self._endings = [_ending(e) for e in meta["endings"]]
        self._made = Kept[int, tuple[ClassReading, ...]](_CACHE)

    def __len__(self) -> int:
        return len(self._classes)

    def rows(self, forms: Sequence[str]) -> NDArray[np.intp]:
        """The numbers of lower-case forms; -1 for those that the lexicon does not hold."""
        return np.fromiter(map(self._rows.get, forms, repeat(-1)), np.intp, len(forms))

    def class_of(self, form: str) -> int | None:
        """The class of a lower-case form; None for one that the lexicon does not hold."""
        row = self._rows.get(form)
        return None if row is None else self._class_at[row]

    def class_readings(self, number: int) -> tuple[ClassReading, ...]:
        """The readings of a class, the likeliest first."""
        made = self._made.get(number)
        if made is None:
            made = self._made.keep(number, self._make(number))
        return made

    def _make(self, number: int) -> tuple[ClassReading, ...]:
        first, endings = int(self._firsts[number]), self._endings
        return tuple(
            [
                ClassReading(
                    self.tags[tag], endings[lemma] or (0, ""), endings[base], (said >> 1) / 1000, said & 1 == 1
                )
                for tag, lemma, base, said in self._parses[first : first + int(self._sizes[number])].tolist()
            ]
        )

    def parses(self, rows: NDArray[np.intp]) -> Parses:
        """All readings of n forms, end to end."""
        classes = self._classes[rows]
        sizes = self._sizes[classes]
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self._firsts[classes] - ends + sizes, sizes)
        tags, said = self._parses[at, 0], self._parses[at, 3]
        return Parses(ends - sizes, tags.astype(np.intp), (said >> 1).astype(np.float32) / 1000, said & 1 == 1)

    def vectors(self, forms: Sequence[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """navec's 300 numbers for each form: of the form, of it without ё, or of the last part of a hyphenated one.

        `rows` are the forms' numbers.
        """
        at = np.where(rows < self._vectors, rows, -1)
        for i in np.flatnonzero(at < 0).tolist():
            at[i] = self._near(forms[i])
        made: NDArray[np.float32] = self._codes.take(self._indexes[at] + self._columns, 0).reshape(len(rows), -1)
        return made

    def _near(self, form: str) -> int:
        """The row of the vector that stands for a form without its own."""
        rows, n = self._rows, self._vectors
        if "ё" in form and (row := rows.get(form.replace("ё", "е"), n)) < n:
            return row
        if "-" in form and (row := rows.get(form.rpartition("-")[2], n)) < n:  # "вице-мэр": "мэр"
            return row
        return self._unknown


def _check(navec: int, version: str) -> None:
    """The packages that the lexicon was made with are those that are installed."""
    if navec != embeddings.vocabulary_crc():
        raise RuanalyzeError(
            "the embeddings in the installed natasha are others than ruanalyze's lexicon was made with: "
            "pip install natasha==1.6.0"
        )
    installed = dictionary().version
    if installed != version:
        warnings.warn(
            f"ruanalyze's lexicon was made with pymorphy3-dicts-ru {version}, installed is {installed}: frequent and "
            f"rare words may be read by different dictionaries; pip install pymorphy3-dicts-ru=={version}",
            RuntimeWarning,
            stacklevel=2,
        )


def _ending(text: str | None) -> tuple[int, str] | None:
    """ "2 а" is (2, "а")."""
    if text is None:
        return None
    cut, _, add = text.partition(" ")
    return int(cut), add


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of this process."""
    return Lexicon()
