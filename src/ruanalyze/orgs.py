"""Organizations: the nominative of a name (head declined, tail kept), and what the name says of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.morph import split_feats
from ruanalyze.morph_paradigms import readings as guess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.morph import Morph

__all__ = ["OrgReading", "Orgs"]

_CACHE: Final = 1 << 13
_OPEN: Final = frozenset("«“„\"")
_CLOSE: Final = frozenset("»”“\"")
_CASES: Final = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Par": "g"}
_OBLIQUE_ENDINGS: Final = ("ах", "ами", "ам", "ом", "ем", "ой", "ов", "а", "у", "е", "ы", "и", "ю", "я")


class OrgReading(NamedTuple):
    """A mention of an organization: its nominative, and the word that declines (its index, or -1)."""

    normal: str
    head: int


class Orgs:
    """Reads mentions of organizations. Thread-safe; caches are bounded."""

    def __init__(self, morph: Morph) -> None:
        self._morph = morph
        self._cache: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], OrgReading] = {}

    def __reduce__(self) -> tuple[type[Orgs], tuple[Morph]]:
        return Orgs, (self._morph,)

    def read(
        self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str], spaces: Sequence[bool]
    ) -> OrgReading:
        """The nominative of a mention; `spaces[i]` says whether a space stands before token i."""
        key = (tuple(words), tuple(pos), tuple(feats))
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            found = self._cache[key] = self._make(words, pos, feats, spaces)
        return found

    def _make(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str], spaces: Sequence[bool]) -> OrgReading:
        forms, head = self._nominative(words, pos, feats)
        return OrgReading(joined(forms, spaces), head)

    def _nominative(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> tuple[list[str], int]:
        forms = list(words)
        n = len(words)
        first = 0
        while first < n and (words[first] in _OPEN or not words[first][:1].isalnum()):
            first += 1
        if first == n:
            return forms, -1
        adjectives: list[int] = []
        i = first
        while i < n:
            word, tag = words[i], pos[i]
            if word in _OPEN or word in _CLOSE or word in "().":
                break
            if tag in ("NOUN", "PROPN", "X", "NUM", "SYM", "PRON") or (word.isupper() and len(word) > 1):
                head_form = self._head(word, tag, feats[i])
                self._agree(forms, words, adjectives, feats, i, head_form)
                forms[i] = head_form[0]
                return forms, i
            if tag in ("ADJ", "DET", "VERB"):
                adjectives.append(i)
            elif not adjectives:
                return forms, -1
            i += 1
        if adjectives and adjectives[-1] == i - 1:  # "Большой" alone, "Единая" ...: an adjective as a name
            for a in adjectives:
                forms[a] = self._adjective(words[a], feats[a], split_feats(feats[adjectives[-1]]).get("Gender", ""), False)
        return forms, -1

    def _head(self, word: str, pos: str, feats: str) -> tuple[str, str, bool]:
        """The nominative of the head noun, its gender, and whether it is plural."""
        wanted = split_feats(feats)
        plural = wanted.get("Number") == "Plur"
        bare = stripped(word)
        if bare is not None:
            return bare, wanted.get("Gender", ""), False
        low = word.lower()
        if not any("а" <= c <= "я" for c in low):
            return word, wanted.get("Gender", ""), plural
        best = None
        for r in self._morph.readings(low):
            if r.pos != "NOUN" or not r.known or "Case" not in r.feats:
                continue
            score = r.score
            score += 2.0 * (r.feats["Case"] == wanted.get("Case")) + 1.0 * (r.feats.get("Number") == wanted.get("Number"))
            score += 1.0 * (r.feats.get("Gender") == wanted.get("Gender"))
            if "Surn" in r.grammemes or "Name" in r.grammemes:
                score -= 2.0
            if best is None or score > best[0]:
                best = (score, r)
        if best is not None:
            r = best[1]
            number = "plur" if "plur" in r.grammemes else "sing"
            form = r.parse.inflect({"nomn", number})
            text = str(form.word) if form else low
            return cased(word, text), r.feats.get("Gender", ""), number == "plur"
        return self._unknown(word, low, wanted)

    def _unknown(self, word: str, low: str, wanted: dict[str, str]) -> tuple[str, str, bool]:
        case = _CASES.get(wanted.get("Case", ""), "")
        if case in ("", "n"):
            return word, wanted.get("Gender", ""), False
        if "-" in low:
            front, _, low = low.rpartition("-")
            front += "-"
        else:
            front = ""
        gender = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(wanted.get("Gender", ""), "")
        best = (-99.0, low, "")
        for r in guess(low):
            score = r.prior + (1.0 if r.case == case else -1.0) + (0.5 if r.gender == gender else 0.0)
            score -= 1.0 if r.gender == "p" else 0.0
            if score > best[0]:
                best = (score, r.nominative, r.gender)
        return cased(word, front + best[1]), {"m": "Masc", "f": "Fem"}.get(best[2], ""), False

    def _agree(
        self,
        forms: list[str],
        words: Sequence[str],
        adjectives: list[int],
        feats: Sequence[str],
        head: int,
        head_form: tuple[str, str, bool],
    ) -> None:
        for a in adjectives:
            forms[a] = self._adjective(words[a], feats[a], head_form[1], head_form[2])

    def _adjective(self, word: str, feats: str, gender: str, plural: bool) -> str:
        target = {"nomn", "plur"} if plural else {"nomn", "sing"}
        if not plural:
            target.add({"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(gender, "masc"))
        low = word.lower()
        for r in self._morph.readings(low):
            if r.pos in ("ADJF", "PRTF"):
                form = r.parse.inflect(target)
                if form:
                    return cased(word, str(form.word))
        return word


def stripped(word: str) -> str | None:
    """An acronym without its case ending: МИДа -> МИД, КамАЗом -> КамАЗ; None when the word is no declined acronym."""
    if len(word) < 3 or not word[-1].islower() or not word[0].isupper():
        return None
    for ending in _OBLIQUE_ENDINGS:
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) >= 2 and bare[-2:].isupper():
            return bare
    return None


def cased(original: str, form: str) -> str:
    """A form in the letters of the original: МИНИСТЕРСТВА -> МИНИСТЕРСТВО, Газпрома -> Газпром."""
    if original.isupper() and len(original) > 1:
        return form.upper()
    if original.islower():
        return form
    return "".join(c.upper() if i < len(original) and original[i].isupper() else c for i, c in enumerate(form))


def joined(forms: Sequence[str], spaces: Sequence[bool]) -> str:
    """The tokens with their spaces, quotes as «ёлочки» with „лапки“ inside; quotes around the whole are dropped."""
    depth = 0
    out: list[str] = []
    for i, form in enumerate(forms):
        space = " " if i and spaces[i] else ""
        if form in ("«", "„") or (form in ('"', "“", "”") and (depth == 0 or (spaces[i] and i + 1 < len(forms) and not spaces[i + 1]))):
            out.append(space + ("«" if depth == 0 else "„"))
            depth += 1
        elif form in ("»", "”", "“", '"') and depth:
            depth -= 1
            out.append("»" if depth == 0 else "“")
        else:
            out.append(space + form)
    text = "".join(out).strip()
    if text.startswith("«") and text.endswith("»") and text.count("«") == 1:
        text = text[1:-1]
    return text
