"""Lemmas and inflection from the pymorphy dictionary, with the tagger's answer as the judge of homonyms."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.dictionary import base_form, dictionary
from ruanalyze.lexicon import lexicon

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


@lru_cache(maxsize=1)
def _preferences() -> dict[str, str]:
    """Fixed lemmas ("form UPOS" -> lemma) and preferred lemmas ("this>that" -> "") by resources/morph.tsv."""
    lines = (Path(__file__).parent / "resources" / "morph.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


_SAID: Final = {
    "past": ("Tense", "Past"),
    "pres": ("Tense", "Pres"),
    "futr": ("Tense", "Fut"),
    "impr": ("Mood", "Imp"),
    "indc": ("Mood", "Ind"),
    "1per": ("Person", "1"),
    "2per": ("Person", "2"),
    "3per": ("Person", "3"),
    "perf": ("Aspect", "Perf"),
    "impf": ("Aspect", "Imp"),
    "anim": ("Animacy", "Anim"),
    "inan": ("Animacy", "Inan"),
    **{g: ("Case", case) for g, case in _CASE.items()},
    **{g: ("Number", number) for g, number in _NUMBER.items()},
}


@lru_cache(maxsize=1 << 13)  # there are about 5,000 tags
def _tag(name: str) -> tuple[str, frozenset[str], dict[str, str]]:
    """What a pymorphy tag says: part of speech, grammemes, UD features.

    >>> pos, _, feats = _tag("NOUN,inan,femn sing,datv")
    >>> pos, feats
    ('NOUN', {'Animacy': 'Inan', 'Number': 'Sing', 'Case': 'Dat', 'Gender': 'Fem'})
    """
    parts = name.replace(" ", ",").split(",")
    grammemes = frozenset(parts)
    feats = dict(_SAID[g] for g in parts if g in _SAID)
    if "ms-f" not in grammemes:
        feats.update(("Gender", _GENDER[g]) for g in parts if g in _GENDER)
    return parts[0] if parts[0] in _UPOS else "", grammemes, feats


def _reading(parse: Any) -> Reading:
    name = str(parse.tag)
    return Reading(parse.normal_form, *_tag(name), parse.score, parse.is_known, parse.word, name, "")


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
        self._lexicon = lexicon()
        self._table = _preferences()
        self._fixed = frozenset(key.split(" ")[0] for key in self._table if ">" not in key)
        self._lemmas: dict[tuple[str, str, str], str] = {}
        self._plans: dict[tuple[int, str, str], tuple[int, str]] = {}  # how a class makes its lemma under a tag
        self._readings: dict[str, tuple[Reading, ...]] = {}

    def __reduce__(self) -> tuple[type[Morph], tuple[()]]:
        return Morph, ()

    def lemmas(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> list[str]:
        """The lower-case lemma of each word, chosen among the dictionary's by its UPOS tag and UD features."""
        cache = self._lemmas
        keys = list(zip(words, pos, feats, strict=True))
        try:
            return [cache[key] for key in keys]
        except KeyError:
            if len(cache) >= _CACHE:
                cache.clear()
            made = {key: cache.get(key) or self._lemma(*key) for key in keys}
            cache.update(made)
            return [made[key] for key in keys]

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
        number = self._lexicon.class_of(word)
        if number is None:
            return tuple([_reading(p) for p in self._analyzer.parse(word)])
        n = len(word)
        return tuple(
            [
                Reading(
                    word[: n - lemma[0]] + lemma[1],
                    *_tag(tag),
                    score,
                    known,
                    word,
                    tag,
                    None if base is None else word[: n - base[0]] + base[1],
                )
                for tag, lemma, base, score, known in self._lexicon.class_readings(number)
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
        low = word.lower()
        index, _ = self._choose(low, pos, feats)
        return None if index < 0 else self.readings(low)[index]

    def _lemma(self, word: str, pos: str, feats: str) -> str:
        low = word.lower()
        if pos in _CLOSED or not (low.isalpha() or any(map(str.isalpha, low))):
            return low
        fixed = low in self._fixed and self._table.get(f"{low} {pos}")
        if fixed:
            return fixed
        if pos == "PRON" and (pronoun := _neuter_pronoun(low, split_feats(feats))):
            return pronoun
        if pos == "PROPN" and "Case=Nom" in feats and "Number=Plur" not in feats:
            return low
        number = self._lexicon.class_of(low)
        if number is None:
            return self._decide(low, pos, feats)[0]
        key = (number, pos, feats)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _CACHE:
                self._plans.clear()
            lemma, index, part = self._decide(low, pos, feats)
            self._plans[key] = getattr(self._lexicon.class_readings(number)[index], part) if part else _UNPLANNED
            return lemma
        if plan is _UNPLANNED:
            return self._decide(low, pos, feats)[0]
        return low[: len(low) - plan[0]] + plan[1]

    def _decide(self, low: str, pos: str, feats: str) -> tuple[str, int, str]:
        """The lemma; and the number of the reading and its part ("lemma", "base") that give it.

        The part is "" where the word itself had a say, so that other words of its class may be decided otherwise.
        """
        index, sure = self._choose(low, pos, feats)
        if index < 0:
            return low, 0, ""
        reading = self.readings(low)[index]
        grammemes = reading.grammemes
        part = "lemma"
        if reading.pos == "":
            return low, 0, ""
        if pos == "ADV" and reading.pos == "COMP":
            return _adverb(reading.lemma), 0, ""
        if reading.pos in ("PRTF", "PRTS") and pos in ("ADJ", "NOUN", "PROPN"):
            part = "base"
        elif (pos == "PROPN" or (pos == "NOUN" and "Patr" in grammemes)) and _keeps_gender(grammemes, feats):
            if reading.pos == "ADJF":
                return _named(reading, split_feats(feats)) or reading.lemma, 0, ""
            part = "base" if "sing" in grammemes else "lemma"
        base = reading.base if part == "base" else None
        if base is None:
            return reading.lemma, index, "lemma" if sure else ""
        return base, index, "base" if sure else ""

    def _choose(self, low: str, pos: str, feats: str) -> tuple[int, bool]:
        """The number of the best reading, -1 for none; between equals the one that the annotated corpora prefer.

        Also whether its class alone decided: no reading with another lemma was as good.
        """
        readings = self.readings(low)
        if not readings:
            return -1, True
        demands = _demands(feats)
        scores = [_agreement(r, pos, demands) for r in readings]
        best = max(scores)
        index = scores.index(best)
        top, sure = readings[index], True
        for i, (score, r) in enumerate(zip(scores, readings, strict=True)):
            if score > best - _TIE and r.lemma != top.lemma:
                sure = False
                if f"{r.lemma}>{top.lemma}" in self._table or (
                    low[-2:-1] == "ь" and r.lemma.endswith("ье") and top.lemma == r.lemma[:-2] + "ие"
                ):  # счастья: счастье, not счастие
                    index, top = i, r
        return index, sure


_UNPLANNED: Final = (-1, "")
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


@lru_cache(maxsize=1 << 12)
def _demands(feats: str) -> tuple[tuple[str, str, int], ...]:
    """What the tagger's features ask of a reading: name, value and weight."""
    wanted = split_feats(feats)
    return tuple([(name, wanted[name], weight) for name, weight in _WEIGHT.items() if wanted.get(name)])


def _agreement(reading: Reading, pos: str, demands: tuple[tuple[str, str, int], ...]) -> float:
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
    feats = reading.feats
    for name, want, weight in demands:
        if name in feats:
            score += weight if feats[name] == want else -weight
    return score
