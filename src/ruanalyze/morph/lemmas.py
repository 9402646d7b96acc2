"""Lemmas and inflection from the pymorphy dictionary, with the tagger's answer as the judge of homonyms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ruanalyze.kept import Kept
from ruanalyze.morph.dictionary import base_form, dictionary
from ruanalyze.morph.lexicon import lexicon
from ruanalyze.morph.mend import MENDED, mended
from ruanalyze.morph.ud_tags import agreement, read_tag, split_feats
from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.morph.lexicon import ClassReading

__all__ = ["Morph", "Reading", "Word", "adjective", "split_feats"]

_CACHE: Final = 1 << 14
_WORDS: Final = 1 << 15  # words under their tags: in an archive four tokens of five are among so many

_CLOSED: Final = frozenset(("PUNCT", "SYM", "ADP", "CCONJ", "SCONJ", "INTJ", "PART", "X"))


class Reading(NamedTuple):
    """One reading of a word by the dictionary: its lemma, pymorphy grammemes as UD features, and how likely it is.

    `stored` is the `base` that the lexicon has; "" where it is still to be asked for.
    """

    lemma: str
    pos: str
    grammemes: frozenset[str]
    feats: dict[str, str]
    score: float
    known: bool
    word: str
    tag: str
    stored: str | None

    @property
    def base(self) -> str | None:
        """The nominative singular that keeps a name's gender, or a participle's masculine one: see `base_form`."""
        return base_form(self.parse) if self.stored == "" else self.stored

    @property
    def parse(self) -> Any:
        """pymorphy's own parse, which inflects; costs far more than all the rest."""
        parses = dictionary().parse(self.word)
        return next((p for p in parses if str(p.tag) == self.tag and p.normal_form == self.lemma), None) or parses[0]


class Word(NamedTuple):
    """What is said of one token: its lower-case lemma, UPOS tag and UD features."""

    lemma: str
    pos: str
    feats: str


class _Plan(NamedTuple):
    """How the forms of a class are read under a tag: letters of the lemma to cut and to add, the tag as mended.

    `cut` is -1 where the lemma is for the form itself to say.
    """

    cut: int
    add: str
    pos: str
    feats: str


@lru_cache(maxsize=1)
def _preferences() -> dict[str, str]:
    """Fixed lemmas ("form UPOS" -> lemma) and preferred lemmas ("this>that" -> "") by resources/morph.tsv."""
    lines = (RESOURCES / "morph.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


def _reading(parse: Any) -> Reading:
    name = str(parse.tag)
    return Reading(parse.normal_form, *read_tag(name), parse.score, parse.is_known, parse.word, name, "")


def adjective(lemma: str, gender: str) -> str | None:
    """The nominative of an adjective in "femn", "neut", "plur" or "masc" by its lemma; None for what is not regular.

    >>> adjective("верховный", "femn"), adjective("рабочий", "neut"), adjective("высший", "plur")
    ('верховная', 'рабочее', 'высшие')
    """
    if gender == "masc":
        return lemma
    stem, ending = lemma[:-2], lemma[-2:]
    if ending in ("ый", "ой"):
        velar = stem[-1:] in ("г", "к", "х", "ж", "ш", "ч", "щ")
        return stem + {"femn": "ая", "neut": "ое"}.get(gender, "ие" if velar else "ые")
    if ending != "ий":
        return None
    if stem[-1:] in ("г", "к", "х"):
        return stem + {"femn": "ая", "neut": "ое"}.get(gender, "ие")
    if stem[-1:] in ("ж", "ш", "ч", "щ"):
        return stem + {"femn": "ая", "neut": "ее"}.get(gender, "ие")
    if stem[-1:] == "н":
        return stem + {"femn": "яя", "neut": "ее"}.get(gender, "ие")
    return None


class Morph:
    """The pymorphy dictionary, asked with the tagger's answer in hand. Thread-safe and picklable; caches are bounded.

    >>> words = Morph().words(["Новой", "школы"], ["ADJ", "NOUN"], ["Case=Gen|Gender=Fem", "Case=Gen|Gender=Fem"])
    >>> [word.lemma for word in words]
    ['новый', 'школа']
    """

    def __init__(self) -> None:
        self._analyzer = dictionary()
        self._lexicon = lexicon()
        self._table = _preferences()
        self._fixed = frozenset(key.split(" ")[0] for key in self._table if ">" not in key)
        self._words = Kept[tuple[str, str, str], Word](_WORDS)
        self._plans = Kept[tuple[int, str, str, bool], _Plan](_CACHE)
        self._readings = Kept[str, tuple[Reading, ...]](_CACHE // 4)

    def __reduce__(self) -> tuple[type[Morph], tuple[()]]:
        return Morph, ()

    def words(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> list[Word]:
        """Each word by the dictionary's reading that its UPOS tag and UD features choose, and what it mends in them."""
        cache = self._words
        keys = list(zip(words, pos, feats, strict=True))
        try:
            return [cache[key] for key in keys]
        except KeyError:
            return [cache.get(key) or cache.keep(key, self._word(*key)) for key in keys]

    def readings(self, word: str) -> tuple[Reading, ...]:
        """All readings of a word, in any case of letters, the likeliest first."""
        word = word.lower()
        found = self._readings.get(word)
        if found is None:
            found = self._readings.keep(word, self._parse(word))
        return found

    def _parse(self, word: str) -> tuple[Reading, ...]:
        number = self._lexicon.class_of(word)
        if number is None:
            return tuple([_reading(p) for p in self._analyzer.parse(word)])
        n = len(word)
        return tuple(
            [
                Reading(
                    word[: n - r.lemma[0]] + r.lemma[1],
                    *read_tag(r.tag),
                    r.score,
                    r.known,
                    word,
                    r.tag,
                    None if r.base is None else word[: n - r.base[0]] + r.base[1],
                )
                for r in self._lexicon.class_readings(number)
            ]
        )

    def known(self, low: str) -> tuple[Reading, ...]:
        """The readings that the dictionary itself holds of a lower-case word, without guesses."""
        found = self._readings.get(low)
        if found is None:
            if self._lexicon.class_of(low) is None and not self._analyzer.word_is_known(low):
                return ()
            found = self.readings(low)
        return tuple([r for r in found if r.known])

    def best(self, word: str, pos: str, feats: str) -> Reading | None:
        """The reading that agrees best with the tags; None for a word that the dictionary can't read."""
        return self._choose(word.lower(), pos, feats)

    def _word(self, word: str, pos: str, feats: str) -> Word:
        low = word.lower()
        if pos in _CLOSED or not (low.isalpha() or (any(map(str.isalpha, low)) and "." not in low[2:-1])):  # Чита.Ру
            return Word(low, pos, feats)
        if pos == "PROPN" and "Case=Nom" in feats and "Number=Plur" not in feats:
            return Word(low, pos, feats)
        number, reflexive = self._lexicon.class_of(low), pos != "PROPN" and low.endswith(("ся", "сь"))
        plan = None
        if number is not None:
            key = (number, pos, feats, reflexive)
            plan = self._plans.get(key) or self._plans.keep(key, self._plan(*key))
            pos, feats = plan.pos, plan.feats
        elif pos in MENDED:
            pos, feats = mended(tuple([r.tag for r in self.readings(low) if r.known]), pos, feats, reflexive)
        return Word(self._lemma(low, pos, feats, plan), pos, feats)

    def _lemma(self, low: str, pos: str, feats: str, plan: _Plan | None) -> str:
        fixed = low in self._fixed and self._table.get(f"{low} {pos}")
        if fixed:
            return fixed
        if pos == "PRON" and (pronoun := _neuter_pronoun(low, split_feats(feats))):
            return pronoun
        if plan is None or plan.cut < 0:
            return self._decide(low, pos, feats)
        return low[: len(low) - plan.cut] + plan.add

    def _plan(self, number: int, pos: str, feats: str, reflexive: bool) -> _Plan:
        """How all forms of a class are read under a tag."""
        readings = self._lexicon.class_readings(number)
        if pos in MENDED:
            pos, feats = mended(tuple([r.tag for r in readings if r.known]), pos, feats, reflexive)
        index, rivals = _best(readings, pos, feats)
        r = readings[index]
        part = "form" if rivals else _part(*read_tag(r.tag)[:2], pos, feats)
        if part == "base" and r.base is not None:
            return _Plan(*r.base, pos, feats)
        if part in ("lemma", "base"):
            return _Plan(*r.lemma, pos, feats)
        return _Plan(-1, "", pos, feats)

    def _decide(self, low: str, pos: str, feats: str) -> str:
        reading = self._choose(low, pos, feats)
        if reading is None:
            return low
        part = _part(reading.pos, reading.grammemes, pos, feats)
        if part == "form":
            return low
        if part == "adverb":
            return _adverb(reading.lemma)
        if part == "named":
            return _named(reading, split_feats(feats)) or reading.lemma
        return (reading.base if part == "base" else None) or reading.lemma

    def _choose(self, low: str, pos: str, feats: str) -> Reading | None:
        """The best reading; between equals the one that the annotated corpora prefer."""
        readings = self.readings(low)
        if not readings:
            return None
        index, rivals = _best(readings, pos, feats)
        top = readings[index]
        for i in rivals:
            r = readings[i]
            if f"{r.lemma}>{top.lemma}" in self._table or (
                low[-2:-1] == "ь" and r.lemma.endswith("ье") and top.lemma == r.lemma[:-2] + "ие"
            ):  # счастья: счастье, not счастие
                top = r
        return top


def _best(readings: Sequence[Reading] | Sequence[ClassReading], pos: str, feats: str) -> tuple[int, list[int]]:
    """The number of the best reading, and those of others as good that have another lemma."""
    scores = [r.score + agreement(r.tag, pos, feats) for r in readings]
    best = max(scores)
    index = scores.index(best)
    lemma = readings[index].lemma
    return index, [i for i, score in enumerate(scores) if score > best - _TIE and readings[i].lemma != lemma]


def _part(
    read: str, grammemes: frozenset[str], pos: str, feats: str
) -> Literal["form", "lemma", "base", "adverb", "named"]:
    """What of a reading with part of speech `read` is the lemma of a word that the tagger gave `pos` and `feats`."""
    if read == "":
        return "form"
    if pos == "ADV" and read == "COMP":
        return "adverb"
    if read in ("PRTF", "PRTS") and pos in ("ADJ", "NOUN", "PROPN"):
        return "base"
    if (pos == "PROPN" or (pos == "NOUN" and "Patr" in grammemes)) and _keeps_gender(grammemes, feats):
        return "named" if read == "ADJF" else "base" if "sing" in grammemes else "lemma"
    return "lemma"


_TIE: Final = 2.0
_TOTAL: Final = frozenset(("все", "всё", "всего", "всему", "всем", "всём", "всеми", "всех"))
_THAT: Final = frozenset(("то", "того", "тому", "тем", "том"))


def _neuter_pronoun(low: str, wanted: dict[str, str]) -> str | None:
    """The pronouns все, всё and то are their own lemmas in UD; as determiners they are весь and тот."""
    if low in _TOTAL:
        return "все" if wanted.get("Number") == "Plur" or low in ("всех", "всеми") else "всё"
    if low in _THAT and wanted.get("Gender", "Neut") == "Neut" and wanted.get("Number", "Sing") == "Sing":
        return "то"
    return None


def _adverb(adjective: str) -> str:
    """быстрый -> быстро, хороший -> хорошо, ранний -> рано."""
    if adjective.endswith(("ний",)):
        return adjective[:-3] + "не"
    return adjective[:-2] + "о" if adjective.endswith(("ый", "ий", "ой")) else adjective


def _keeps_gender(grammemes: frozenset[str], feats: str) -> bool:
    """Whether a name is to be put in the nominative as it is: Петровой is Петрова; not so in most plurals."""
    plural = "Number=Plur" in feats and "plur" in grammemes
    return not plural or bool(grammemes & {"Surn", "Patr", "Name"})


def _named(reading: Reading, wanted: dict[str, str]) -> str | None:
    """A name that is an adjective, in the gender that the sentence gives it: Жуковской is Жуковская."""
    gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(wanted.get("Gender", ""))
    form = reading.parse.inflect({"nomn", "sing", gender}) if gender else None
    return str(form.word) if form else None
