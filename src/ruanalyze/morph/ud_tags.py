"""What the tags of the pymorphy dictionary say in the terms of Universal Dependencies, and how well they fit a tag."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["agreement", "case_of", "full_agreement", "read_tag", "split_feats"]

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
def read_tag(name: str) -> tuple[str, frozenset[str], dict[str, str]]:
    """What a pymorphy tag says: part of speech, grammemes, UD features.

    >>> pos, _, feats = read_tag("NOUN,inan,femn sing,datv")
    >>> pos, feats
    ('NOUN', {'Animacy': 'Inan', 'Number': 'Sing', 'Case': 'Dat', 'Gender': 'Fem'})
    """
    parts = name.replace(" ", ",").split(",")
    grammemes = frozenset(parts)
    feats = dict(_SAID[g] for g in parts if g in _SAID)
    if "ms-f" not in grammemes:
        feats.update(("Gender", _GENDER[g]) for g in parts if g in _GENDER)
    return parts[0] if parts[0] in _UPOS else "", grammemes, feats


def case_of(feats: str) -> str:
    """The case among UD features, or "".

    >>> case_of("Animacy=Anim|Case=Gen|Number=Sing"), case_of("Number=Sing")
    ('Gen', '')
    """
    at = feats.find("Case=")
    return feats[at + 5 : at + 8] if at >= 0 else ""


def split_feats(feats: str) -> dict[str, str]:
    """UD features as a dict.

    >>> split_feats("Case=Gen|Number=Sing")
    {'Case': 'Gen', 'Number': 'Sing'}
    """
    return dict(part.split("=", 1) for part in feats.split("|") if "=" in part)


@lru_cache(maxsize=1 << 12)
def _demands(feats: str) -> tuple[tuple[str, str, int], ...]:
    """What the tagger's features ask of a reading: name, value and weight."""
    wanted = split_feats(feats)
    return tuple([(name, wanted[name], weight) for name, weight in _WEIGHT.items() if wanted.get(name)])


@lru_cache(maxsize=1 << 14)
def agreement(tag: str, pos: str, feats: str) -> int:
    """How well a pymorphy tag fits the tagger's answer: 20 for the UPOS tag, a weight for or against each feature.

    >>> agreement("NOUN,inan,femn sing,datv", "NOUN", "Case=Dat|Gender=Fem|Number=Sing")
    28
    """
    read, grammemes, said = read_tag(tag)
    tags = _UPOS.get(read, ())
    score = 0
    if pos in tags:
        score = 20 if tags[0] == pos else 19
    elif pos == "DET" and read in ("ADJF", "NPRO") and "Apro" in grammemes:
        score = 20
    elif pos == "PRON" and "Apro" in grammemes:
        score = 19
    elif pos in ("NOUN", "PROPN") and read in ("ADJF", "PRTF"):
        score = 10
    for name, want, weight in _demands(feats):
        if name in said:
            score += weight if said[name] == want else -weight
    return score


@lru_cache(maxsize=1 << 12)
def full_agreement(feats: str) -> int:
    """The `agreement` of a tag that is the tagger's in all that it asks.

    >>> full_agreement("Case=Dat|Gender=Fem|Number=Sing")
    28
    """
    return 20 + sum([weight for _, _, weight in _demands(feats)])
