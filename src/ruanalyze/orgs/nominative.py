"""The nominative of an organization's name: adjectives in agreement, the head noun declined back, the tail kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.kept import Kept
from ruanalyze.morph.lemmas import adjective, split_feats
from ruanalyze.morph.paradigms import readings as guess
from ruanalyze.orgs.lexicon import key_of
from ruanalyze.orgs.text import CLOSE, OPEN, cased, stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.morph.lemmas import Morph, Reading
    from ruanalyze.orgs.lexicon import Lexicon

__all__ = ["Head", "Nominative"]

_CACHE: Final = 1 << 12
_CASES: Final = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Par": "g"}
_GENDER: Final = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_IRREGULAR: Final = frozenset(("Supr", "Poss", "Apro", "Fixd"))


class Head(NamedTuple):
    """The head noun: its nominative, UD gender, number, lemma, and other nominatives of an unknown name."""

    form: str
    gender: str
    plural: bool
    lemma: str
    alternatives: tuple[str, ...] = ()


class Nominative:
    """Puts names into the nominative. Thread-safe; caches of words are bounded."""

    def __init__(self, morph: Morph, lexicon: Lexicon) -> None:
        self._morph, self._lexicon = morph, lexicon
        self._two_words: dict[str, list[tuple[str, str]]] = {}
        for some in lexicon.bodies.values():
            for body in some:
                words = body.full_name.split()
                if len(words) == 2 and key_of(words[0]) in lexicon.bodies:
                    self._two_words.setdefault(words[0].lower(), []).append((words[1].lower(), body.full_name))
        self._prefixes = frozenset(key[:4] for key in lexicon.bodies)
        self._heads = Kept[tuple[str, str, bool], Head](_CACHE)
        self._adjectives = Kept[tuple[str, str, str, bool], str](_CACHE)

    def of(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> tuple[list[str], Head]:
        """The forms of a name's words in the nominative, and its head."""
        forms, none = list(words), Head("", "", False, "")
        n = len(words)
        i = 0
        while i < n and (words[i] in OPEN or not words[i][:1].isalnum()):
            i += 1
        if i == n or words[i] in self._lexicon.forms or _is_foreign(words):
            return forms, none
        known = self._two_words.get(words[i].lower())
        if known and n - i == 2:
            for second, full in known:
                if words[i + 1].lower()[:3] == second[:3]:
                    forms[i:] = full.split()
                    return forms, none
        adjectives: list[int] = []
        while i < n:
            word, tag = words[i], pos[i]
            if adjectives and word in OPEN and i == adjectives[-1] + 1:  # петербургский «Зенит»
                i += 1
                continue
            if word in OPEN or word in CLOSE or word in "().":
                break
            if word[:1].isdigit() and tag in ("ADJ", "NUM") and i + 1 < n and words[i + 1][:1].isalpha():
                adjectives.append(i)
            elif tag in ("NOUN", "PROPN", "X", "NUM", "SYM", "PRON") or (word.isupper() and len(word) > 1):
                if tag == "PROPN" and _is_adjective_form(self._morph.readings(word)) and _noun_follows(words, pos, i):
                    adjectives.append(i)  # taggers take the adjectives of names for proper nouns
                else:
                    head = self._head(word, feats[i], n == 1)
                    for a in adjectives:
                        forms[a] = self._adjective(words[a], feats[a], head.gender, head.plural)
                    forms[i] = head.form
                    k = i + 2 if i + 1 < n and words[i + 1] == "." else i + 1
                    if head.form == word and k < n and _is_oblique_name(words[k], pos[k], feats[k]):
                        forms[k] = self._head(words[k], feats[k], False).form  # на «Газпром Арене», в «Яндекс.Картах»
                    return forms, head
            elif tag in ("ADJ", "DET", "VERB"):
                adjectives.append(i)
            elif not adjectives or tag not in ("CCONJ", "PUNCT", "ADV"):
                break
            i += 1
        if adjectives:  # an adjective as a name: "Зелёные"
            own = split_feats(feats[adjectives[-1]])
            for a in adjectives:
                forms[a] = self._adjective(words[a], feats[a], own.get("Gender", ""), own.get("Number") == "Plur")
        return forms, none

    def _head(self, word: str, feats: str, alone: bool) -> Head:
        key = (word, feats, alone)
        found = self._heads.get(key)
        if found is None:
            found = self._heads.keep(key, self._make_head(word, feats, alone))
        return found

    def _make_head(self, word: str, feats: str, alone: bool) -> Head:
        wanted = split_feats(feats)
        gender, plural = wanted.get("Gender", ""), wanted.get("Number") == "Plur"
        low = word.lower()
        lexicon = self._lexicon.bodies
        if key_of(word) in lexicon or not any("а" <= c <= "я" for c in low):
            return Head(word, gender, False, low)
        if "." in word:  # «Лентой.ру»
            name, dot, domain = word.partition(".")
            head = self._make_head(name, feats, alone)
            return head._replace(form=head.form + dot + domain, lemma=low, alternatives=())
        bare = stripped(word)
        if bare is not None:
            return Head(bare, gender, False, bare.lower())
        if word.isupper() and len(word) <= 6:
            return Head(word, gender, plural, low)
        known = [r for r in self._morph.known(low) if r.pos == "NOUN" and "Case" in r.feats]
        in_lexicon = word[0].isupper() and low[:4] in self._prefixes and any(r[0] in lexicon for r in guess(low))
        if not known or in_lexicon:
            return self._unknown(word, low, wanted)
        best = max(known, key=lambda r: _fit(r, wanted))
        if alone and wanted.get("Case") == "Nom" and best.feats["Case"] != "Nom":
            return Head(word, gender, plural, low)
        number = "plur" if "plur" in best.grammemes else "sing"
        if best.feats["Case"] == "Nom":
            text = low
        else:
            text = best.lemma if number == "sing" else low
            if number == "plur" and (form := best.parse.inflect({"nomn", number})):
                text = str(form.word)
        return Head(cased(word, text), best.feats.get("Gender", ""), number == "plur", best.lemma)

    def _unknown(self, word: str, low: str, wanted: dict[str, str]) -> Head:
        """A name that no dictionary holds: by its looks and the tagger's case; what else it may be, for the document
        to decide."""
        case = _CASES.get(wanted.get("Case", ""), "")
        gender = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(wanted.get("Gender", ""), "")
        front, dash, tail = low.rpartition("-")
        front += dash
        scores: dict[tuple[str, str], float] = {}
        for nominative, its_gender, its_case, prior in guess(tail) if len(tail) > 1 else ():
            score = (
                prior + (1.0 if its_case == case else -1.0 if case else 0.0) + (0.5 if its_gender == gender else 0.0)
            )
            score -= 1.0 if its_gender == "p" else 0.0
            score -= 0.8 if nominative == tail and its_case != "n" else 0.0
            key = (nominative, its_gender)
            scores[key] = max(score, scores.get(key, -99.0))
        for p in self._morph.readings(tail):
            if p.pos == "NOUN" and "Case" in p.feats and "plur" not in p.grammemes:
                inanimate = 0.9 if "inan" in p.grammemes else -0.5
                score = inanimate + (1.0 if _CASES.get(p.feats["Case"]) == case else -1.0 if case else 0.0)
                g = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(p.feats.get("Gender", ""), "")
                lemma = p.lemma
                if g == "f" and "Surn" in p.grammemes:  # whose lemma is the man's
                    form = p.parse.inflect({"nomn", "sing"})
                    lemma = str(form.word) if form else lemma
                scores[lemma, g] = max(score, scores.get((lemma, g), -99.0))
        for (nominative, g), _ in list(scores.items()):
            if (front + nominative).replace("-", "") in self._lexicon.bodies:
                scores[nominative, g] += 5.0
        if case in ("", "n") and max(scores.values(), default=0.0) < 4.0:
            scores[tail, gender] = max(scores.values(), default=0.0) + 0.5
        ranked = sorted(scores, key=lambda k: -scores[k])
        if not ranked:
            return Head(word, wanted.get("Gender", ""), False, low)
        top = scores[ranked[0]]
        texts = dict.fromkeys(cased(word, front + n) for n, g in ranked if scores[n, g] > top - 3.5)
        best = ranked[0]
        full = {"m": "Masc", "f": "Fem", "n": "Neut"}.get(best[1], "")
        return Head(cased(word, front + best[0]), full, False, front + best[0], tuple(texts))

    def _adjective(self, word: str, feats: str, gender: str, plural: bool) -> str:
        key = (word, feats, gender, plural)
        found = self._adjectives.get(key)
        if found is None:
            found = self._adjectives.keep(key, self._make_adjective(word, feats, gender, plural))
        return found

    def _make_adjective(self, word: str, feats: str, gender: str, plural: bool) -> str:
        low = word.lower()
        if low[:1].isdigit():
            number, dash, _ = low.partition("-")
            return number + dash + {"Fem": "я", "Neut": "е"}.get(gender, "е" if plural else "й") if dash else word
        single = plural and "Number=Sing" in feats  # "Лебединский и Михайловский комбинаты"
        target = {"nomn", "plur"} if plural and not single else {"nomn", "sing"}
        if "plur" not in target:
            target.add(_GENDER.get(gender, "masc"))
        readings = [r for r in self._morph.readings(low) if r.pos in ("ADJF", "PRTF")]
        readings.sort(key=lambda r: "Supr" in r.grammemes)
        if any(target <= r.grammemes for r in readings):
            return word
        for r in readings:
            if r.pos == "ADJF" and not r.grammemes & _IRREGULAR:
                plain = adjective(r.lemma, "plur" if "plur" in target else _GENDER.get(gender, "masc"))
                if plain:
                    return cased(word, plain)
            form = r.parse.inflect(target)
            if form and "Supr" in r.grammemes and low.startswith("высш"):  # the dictionary takes it for "высочайший"
                return cased(word, "высш" + {"femn": "ая", "neut": "ее"}.get(_GENDER.get(gender, ""), "ий"))
            if form:
                return cased(word, str(form.word))
        return word


def _fit(r: Reading, wanted: dict[str, str]) -> float:
    score = r.score + 2.0 * (r.feats["Case"] == wanted.get("Case")) + (r.feats.get("Gender") == wanted.get("Gender"))
    score += 1.0 * (r.feats.get("Number") == wanted.get("Number"))
    return score - (2.0 if r.grammemes & {"Surn", "Name"} else 0.0)


def _is_foreign(words: Sequence[str]) -> bool:
    """Whether a name has a letter of Kazakh, Tatar, Ukrainian or another language of Cyrillic: Таза Қазақстан."""
    return any(not "Ё" <= c <= "ё" and "\u0400" <= c <= "\u052f" for word in words for c in word)


def _is_oblique_name(word: str, pos: str, feats: str) -> bool:
    """Whether the second word of a name is declined after a first one that is not."""
    return pos in ("NOUN", "PROPN") and word.istitle() and split_feats(feats).get("Case") in ("Dat", "Ins", "Loc")


def _is_adjective_form(readings: Sequence[Reading]) -> bool:
    return bool(readings) and readings[0].pos == "ADJF"


def _noun_follows(words: Sequence[str], pos: Sequence[str], i: int) -> bool:
    return i + 1 < len(words) and pos[i + 1] in ("NOUN", "PROPN", "ADJ") and words[i + 1][:1].isalpha()
