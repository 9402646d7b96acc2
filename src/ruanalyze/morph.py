"""Lemmas and inflection from the pymorphy dictionary, with the tagger's answer as the judge of homonyms."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.dictionary import dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Morph", "Reading", "adjective", "split_feats", "word_set"]

_CACHE: Final = 1 << 16

# pymorphy's part of speech -> the UPOS tags it may stand for, the likeliest first.
_UPOS: Final[dict[str, tuple[str, ...]]] = {
    "NOUN": ("NOUN", "PROPN"),
    "ADJF": ("ADJ", "PROPN"),
    "ADJS": ("ADJ",),
    "COMP": ("ADV", "ADJ"),
    "VERB": ("VERB", "AUX"),
    "INFN": ("VERB", "AUX"),
    "PRTF": ("VERB", "ADJ"),
    "PRTS": ("VERB", "ADJ"),
    "GRND": ("VERB", "ADV"),
    "NUMR": ("NUM",),
    "ADVB": ("ADV",),
    "NPRO": ("PRON",),
    "PRED": ("ADV", "VERB", "ADJ"),
    "PREP": ("ADP",),
    "CONJ": ("CCONJ", "SCONJ"),
    "PRCL": ("PART",),
    "INTJ": ("INTJ",),
}
_CASE: Final = {
    "nomn": "Nom",
    "gent": "Gen",
    "datv": "Dat",
    "accs": "Acc",
    "ablt": "Ins",
    "loct": "Loc",
    "voct": "Voc",
    "gen1": "Gen",
    "gen2": "Par",
    "acc2": "Acc",
    "loc1": "Loc",
    "loc2": "Loc",
}
_GENDER: Final = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
_NUMBER: Final = {"sing": "Sing", "plur": "Plur"}
_WEIGHT: Final = {"Case": 3, "Number": 3, "Gender": 2, "Animacy": 1, "Tense": 2, "Person": 2, "Mood": 2, "Aspect": 2}
_CLOSED: Final = frozenset(("PUNCT", "SYM", "ADP", "CCONJ", "SCONJ", "INTJ", "PART", "X"))


class Reading(NamedTuple):
    """One reading of a word by the dictionary: its lemma, pymorphy grammemes as UD features, and how likely it is."""

    lemma: str
    pos: str
    grammemes: frozenset[str]
    feats: dict[str, str]
    score: float
    known: bool
    parse: Any


@lru_cache(maxsize=1)
def _preferences() -> dict[str, str]:
    """Fixed lemmas ("form UPOS" -> lemma) and preferred lemmas ("this>that" -> "") by resources/morph.tsv."""
    lines = (Path(__file__).parent / "resources" / "morph.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


#: What a pymorphy tag says, by its string: part of speech, grammemes, UD features. There are about 5,000 tags.
_TAGS: Final[dict[str, tuple[str, frozenset[str], dict[str, str]]]] = {}


def _reading(parse: Any) -> Reading:
    name = str(parse.tag)
    said = _TAGS.get(name)
    if said is None:
        said = _TAGS[name] = _tag(parse.tag)
    return Reading(parse.normal_form, said[0], said[1], said[2], parse.score, parse.is_known, parse)


def _tag(tag: Any) -> tuple[str, frozenset[str], dict[str, str]]:
    grammemes: frozenset[str] = tag.grammemes
    pos = str(tag.POS or "")
    feats: dict[str, str] = {}
    for g in grammemes:
        if g in _CASE:
            feats["Case"] = _CASE[g]
        elif g in _NUMBER:
            feats["Number"] = _NUMBER[g]
        elif g in _GENDER and "ms-f" not in grammemes:
            feats["Gender"] = _GENDER[g]
    if "anim" in grammemes:
        feats["Animacy"] = "Anim"
    elif "inan" in grammemes:
        feats["Animacy"] = "Inan"
    for g, feature, value in (
        ("past", "Tense", "Past"),
        ("pres", "Tense", "Pres"),
        ("futr", "Tense", "Fut"),
        ("impr", "Mood", "Imp"),
        ("indc", "Mood", "Ind"),
        ("1per", "Person", "1"),
        ("2per", "Person", "2"),
        ("3per", "Person", "3"),
        ("perf", "Aspect", "Perf"),
        ("impf", "Aspect", "Imp"),
    ):
        if g in grammemes:
            feats[feature] = value
    return pos, grammemes, feats


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(text.split())


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


def split_feats(feats: str) -> dict[str, str]:
    """UD features as a dict.

    >>> split_feats("Case=Gen|Number=Sing")
    {'Case': 'Gen', 'Number': 'Sing'}
    """
    return dict(part.split("=", 1) for part in feats.split("|") if "=" in part)


class Morph:
    """The pymorphy dictionary, asked with the tagger's answer in hand. Thread-safe and picklable; caches are bounded.

    >>> Morph().lemmas(["Саратовской", "области"], ["ADJ", "NOUN"], ["Case=Gen|Gender=Fem", "Case=Gen|Gender=Fem"])
    ['саратовский', 'область']
    """

    def __init__(self) -> None:
        self._analyzer = dictionary()
        self._table = _preferences()
        self._lemmas: dict[tuple[str, str, str], str] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}

    def __reduce__(self) -> tuple[type[Morph], tuple[()]]:
        return Morph, ()

    def lemmas(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> list[str]:
        """The lower-case lemma of each word, chosen among the dictionary's by its UPOS tag and UD features."""
        cache = self._lemmas
        out = []
        for key in zip(words, pos, feats, strict=True):
            lemma = cache.get(key)
            if lemma is None:
                if len(cache) >= _CACHE:
                    cache.clear()
                lemma = cache[key] = self._lemma(*key)
            out.append(lemma)
        return out

    def readings(self, word: str) -> tuple[Reading, ...]:
        """All readings of a word, in any case of letters, the likeliest first."""
        word = word.lower()
        found = self._readings.get(word)
        if found is None:
            if len(self._readings) >= _CACHE // 2:
                self._readings.clear()
            found = self._readings[word] = self._parse(word)
        return found

    def _parse(self, word: str) -> tuple[Reading, ...]:
        return tuple([_reading(p) for p in self._analyzer.parse(word)])

    def known(self, low: str) -> tuple[Reading, ...]:
        """The readings that the dictionary itself holds of a lower-case word, without guesses."""
        found = self._readings.get(low)
        if found is None:
            if not self._analyzer.word_is_known(low):
                return ()
            found = self.readings(low)
        return tuple([r for r in found if r.known])

    def best(self, word: str, pos: str, feats: str) -> Reading | None:
        """The reading that agrees best with the tags; None for a word that the dictionary can't read."""
        return self._choose(word.lower(), pos, split_feats(feats))

    def _lemma(self, word: str, pos: str, feats: str) -> str:
        low = word.lower()
        if pos in _CLOSED or not any(c.isalpha() for c in low):
            return low
        table = self._table
        fixed = table.get(f"{low} {pos}")
        if fixed:
            return fixed
        wanted = split_feats(feats)
        if pos == "PRON" and (pronoun := _neuter_pronoun(low, wanted)):
            return pronoun
        if pos == "PROPN" and wanted.get("Case") == "Nom" and wanted.get("Number", "Sing") == "Sing":
            return low
        reading = self._choose(low, pos, wanted)
        if reading is None or reading.pos == "":
            return low
        if pos == "ADV" and reading.pos == "COMP":
            return _adverb(reading.lemma)
        if reading.pos in ("PRTF", "PRTS") and pos in ("ADJ", "NOUN", "PROPN"):
            return self._participle(reading)
        if pos == "PROPN":
            return _name_lemma(reading, wanted) or reading.lemma
        if pos == "NOUN" and "Patr" in reading.grammemes:
            return _name_lemma(reading, wanted) or reading.lemma
        return reading.lemma

    def _choose(self, low: str, pos: str, wanted: dict[str, str]) -> Reading | None:
        """The best reading; between equals the one that the annotated corpora prefer."""
        scored = [(_agreement(r, pos, wanted), r) for r in self.readings(low)]
        if not scored:
            return None
        top_score, top = max(scored, key=lambda x: x[0])
        for score, r in scored:
            if score > top_score - _TIE and r.lemma != top.lemma:
                if f"{r.lemma}>{top.lemma}" in self._table:
                    top = r
                elif low[-2:-1] == "ь" and r.lemma.endswith("ье") and top.lemma == r.lemma[:-2] + "ие":
                    top = r  # счастья: счастье, not счастие
        return top

    def _participle(self, reading: Reading) -> str:
        form = reading.parse.inflect({"PRTF", "masc", "sing", "nomn"})
        return str(form.word) if form else reading.lemma


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


def _name_lemma(reading: Reading, wanted: dict[str, str]) -> str | None:
    """A name keeps its gender: Петровой is Петрова, Алексеевны is Алексеевна."""
    grammemes = reading.grammemes
    if wanted.get("Number") == "Plur" and not grammemes & {"Surn", "Patr", "Name"} and "plur" in grammemes:
        return None
    target = {"nomn"}
    if reading.pos == "ADJF":
        gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(wanted.get("Gender", ""))
        if gender is None:
            return None
        target |= {"sing", gender}
    elif "sing" in grammemes:
        target.add("sing")
        if grammemes & {"Surn", "Patr"} and "femn" in grammemes:
            target.add("femn")
    else:
        return None
    form = reading.parse.inflect(target)
    return str(form.word) if form else None


def _agreement(reading: Reading, pos: str, wanted: dict[str, str]) -> float:
    tags = _UPOS.get(reading.pos, ())
    score = reading.score
    if pos in tags:
        score += 20 if tags[0] == pos else 19
    elif pos == "DET" and reading.pos in ("ADJF", "NPRO") and "Apro" in reading.grammemes:
        score += 20
    elif pos == "PRON" and "Apro" in reading.grammemes:
        score += 19
    elif pos in ("NOUN", "PROPN") and reading.pos in ("ADJF", "PRTF"):
        score += 10
    for name, weight in _WEIGHT.items():
        have = reading.feats.get(name)
        want = wanted.get(name)
        if have and want:
            score += weight if have == want else -weight
    return score
