"""The tagger's answer where the dictionary knows better: a part of speech or features that the word form can't have.

A network guesses from letters and neighbours what the dictionary holds: that "поступь" is feminine, "доплывёт" is
perfective and "польётся" no noun. Only what all of its readings contradict is changed, to the reading that agrees best.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ruanalyze.morph.ud_tags import agreement, full_agreement, read_tag, split_feats

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MENDED", "mended"]

MENDED: Final = frozenset(
    ("NOUN", "ADJ", "VERB", "AUX", "ADV")
)  # but no names: one may be another than the dictionary's
_Said = tuple[str, frozenset[str], dict[str, str]]  # as `read_tag` gives it

#: The dictionary's parts of speech for which a UPOS tag is wrong when a form has no other reading. What is left out is
#: a matter of convention: participles as nouns and adjectives, particles as adverbs.
_WRONG: Final = {
    "NOUN": frozenset(("ADJF", "ADJS", "VERB", "INFN", "GRND", "ADVB")),
    "ADJ": frozenset(("NOUN", "VERB", "INFN", "GRND")),
    "VERB": frozenset(("NOUN", "ADJS")),
    "ADV": frozenset(("NOUN", "VERB", "INFN")),
}
_UPOS: Final = {"NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "ADVB": "ADV"}  # all others of the above are verbs
_OTHERS: Final = frozenset(("Apro", "Name", "Surn", "Patr", "Geox", "Orgn"))  # pronouns and names: not told by the form
_VERBS: Final = {"Fin": ("VERB",), "Inf": ("INFN",), "Part": ("PRTF", "PRTS"), "Conv": ("GRND",)}
_NOMINAL: Final = ("Case", "Number", "Gender")


@lru_cache(maxsize=1 << 13)
def mended(tags: tuple[str, ...], pos: str, feats: str, reflexive: bool = False) -> tuple[str, str]:
    """UPOS tag and UD features of a form, given the tagger's; the same where nothing is wrong.

    `tags` are those of the readings that the dictionary holds, the likeliest first, in pymorphy's terms; `reflexive`
    says whether the form ends in -ся or -сь, which they do not.

    >>> mended(("NOUN,inan,femn sing,datv", "NOUN,inan,femn sing,loct"), "NOUN", "Case=Loc|Gender=Masc|Number=Sing")
    ('NOUN', 'Case=Loc|Gender=Fem|Number=Sing')
    """
    full = full_agreement(feats)
    if pos not in MENDED or not tags or any(agreement(tag, pos, feats) == full for tag in tags):
        return pos, feats
    said = list(map(read_tag, tags))
    wrong = _WRONG.get(pos)
    if wrong is not None and all(read in wrong and _OTHERS.isdisjoint(marks) for read, marks, _ in said):
        read = read_tag(max(tags, key=lambda tag: agreement(tag, pos, feats)))
        return _UPOS.get(read[0], "VERB"), _joined(_features(read, reflexive))
    if pos in ("NOUN", "ADJ"):
        return pos, _nominal([s for s in said if s[0] == ("ADJF" if pos == "ADJ" else "NOUN")], pos, feats)
    return pos, feats if pos == "ADV" else _verbal(said, feats)


def _nominal(said: list[_Said], pos: str, feats: str) -> str:
    """Case, number, gender and animacy of a noun or adjective."""
    found = split_feats(feats)
    if not said or "Case" not in found:
        return feats
    # As far as the tagger can be right: in case and number first.
    fit = [(_like(s[2], found, "Case"), _like(s[2], found, "Number"), _like(s[2], found, "Gender")) for s in said]
    weights = [3 * case + 2 * number + gender for case, number, gender in fit]
    if pos == "ADJ":
        if (True, True, True) not in fit and "Apro" not in said[0][1]:
            best = said[weights.index(max(weights))][2]
            found |= {k: best[k] for k in _NOMINAL if k in best}
        if found.get("Number") == "Plur":
            found.pop("Gender", None)
        if found["Case"] != "Acc" or found.get("Gender") in ("Fem", "Neut"):
            found.pop("Animacy", None)
    else:
        weights = [2 * w + _like(s[2], found, "Animacy") for w, s in zip(weights, said, strict=True)]
        i = weights.index(max(weights))
        best = said[i][2]
        for name, ok in zip(_NOMINAL, fit[i], strict=True):
            if not ok and name in best and (name in found or name != "Gender"):
                found[name] = best[name]
        if "Animacy" in found:
            found["Animacy"] = best.get("Animacy", found["Animacy"])
    made = _joined(found)
    return feats if made == feats else made


def _verbal(said: list[_Said], feats: str) -> str:
    """The aspect of a verb, and with it what its present is: perfective verbs have none."""
    found = split_feats(feats)
    if "Aspect" not in found:
        return feats
    form = found.get("VerbForm", "Fin")
    some = [s[2] for s in said if s[0] in _VERBS.get(form, ())]
    some = [s for s in some if all(_like(s, found, k) for k in ("Mood", "Person", "Number"))] or some
    aspects = {s["Aspect"] for s in some if "Aspect" in s}
    if len(aspects) != 1 or found["Aspect"] in aspects:
        return feats
    (found["Aspect"],) = aspects
    if form == "Fin" and found.get("Tense") in ("Pres", "Fut"):
        found["Tense"] = "Fut" if found["Aspect"] == "Perf" else "Pres"
    return _joined(found)


def _like(said: Mapping[str, str], found: Mapping[str, str], name: str) -> bool:
    """Whether a reading allows what the tagger found; the partitive is a genitive."""
    a, b = said.get(name), found.get(name)
    return a is None or b is None or a == b or (a == "Par" and b == "Gen")


def _features(read: _Said, reflexive: bool) -> dict[str, str]:
    """The UD features of one reading that is no participle."""
    pos, _, said = read
    if pos == "ADVB":
        return {"Degree": "Pos"}
    if pos == "NOUN":
        names: tuple[str, ...] = (*_NOMINAL, "Animacy")
    elif pos == "ADJF":
        names = (*_NOMINAL, "Animacy") if said.get("Case") == "Acc" else _NOMINAL
    else:
        names = ("Number", "Gender", "Person", "Aspect", "Tense", "Mood")
    made = {name: said[name] for name in names if name in said}
    if pos in ("ADJF", "ADJS"):
        made["Degree"] = "Pos"
        if pos == "ADJS":
            made["Variant"] = "Short"
    elif pos != "NOUN":
        made["VerbForm"] = next(form for form, kinds in _VERBS.items() if pos in kinds)
        made["Voice"] = "Mid" if reflexive else "Act"
        if made.get("Mood") == "Imp":
            made.setdefault("Person", "2")
    return made


def _joined(feats: Mapping[str, str]) -> str:
    """UD features as their standard writes them, in order of their names."""
    return "|".join([f"{name}={feats[name]}" for name in sorted(feats, key=str.lower)])
