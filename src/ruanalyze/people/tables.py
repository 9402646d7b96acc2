"""What one word of a person's name may be: its nominatives by gender and case, from the dictionary and by paradigms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ruanalyze.kept import Kept
from ruanalyze.morph.paradigms import readings as guess
from ruanalyze.paths import RESOURCES
from ruanalyze.people.parts import CASES, KEYS, PARTICLES

if TYPE_CHECKING:
    from ruanalyze.morph.lemmas import Morph, Reading

__all__ = ["FirstName", "Form", "Names", "Table", "Tables", "names"]

_CACHE: Final = 1 << 12
#: (nominative, score, slots): slots are of "f" first name, "p" patronymic, "s" surname by the dictionary, "" by a guess
Form: TypeAlias = tuple[str, float, str]
#: "gender case" -> forms: "mg" is the masculine genitive
Table: TypeAlias = dict[str, tuple[Form, ...]]


#: gender, case class ("n", "g", "d", "i", "l"; of women "n", "g", "a"; "?" for either gender or no declension),
#: letters to cut off and to add for the nominative
FirstName: TypeAlias = tuple[str, str, int, str]


class Names(NamedTuple):
    """Names by resources/people.tsv.

    lacking: what the dictionary lacks, lower-case nominative -> "m", "f" (first names) or "s" (surname); in_oy: stems
    of surnames in -ской; forms: every form of a first name -> readings (gender, case class, letters to cut, to add).
    """

    lacking: dict[str, str]
    in_oy: set[str]
    forms: dict[str, tuple[FirstName, ...]]


@lru_cache(maxsize=1)
def names() -> Names:
    """The shipped names, once a process."""
    found = Names({}, set(), {})
    forms = found.forms
    for line in (RESOURCES / "people.tsv").read_text("utf-8").splitlines():
        kind, _, words = line.partition("\t")
        if kind in ("m", "f", "s"):
            found.lacking.update(dict.fromkeys(words.split(" "), kind))
        elif kind == "o":
            found.in_oy.update(word[:-2] for word in words.split(" "))
        elif words:
            key, cut, added = kind.split(" ")
            row = ((key[0], key[1], int(cut), added),)
            for word in words.split(" "):
                forms[word] = forms[word] + row if word in forms else row
    return found


class Tables:
    """The tables of words, each made once. Thread-safe; the caches are bounded."""

    def __init__(self, morph: Morph) -> None:
        self._morph = morph
        self._names = names()
        self._tables = Kept[str, Table](_CACHE)
        self._slots_of = Kept[str, str](_CACHE)
        self._picks = Kept[tuple[str, str], dict[str, tuple[str, float]]](_CACHE)

    def table(self, low: str) -> Table:
        """What a lower-case word may be."""
        found = self._tables.get(low)
        if found is None:
            dashes = low.strip("-").count("-")  # of more than a few it is no name, and the reading goes dash by dash
            found = self._tables.keep(low, self._hyphenated(low) if 0 < dashes < 5 else self._simple(low))
        return found

    def first_name(self, low: str) -> dict[str, tuple[str, float]] | None:
        """Of each gender and case the form of a common first name; None for what may be anything else."""
        known = self._names.forms.get(low)
        if known is None or low[-1] == "а" or low.endswith(_PATRONYMICS):  # Данна may be of Данн
            return None
        out = {"mn": (low, -1.5), "fn": (low, -1.5)}
        for gender, its_class, cut, added in known:
            nominative = low[:-cut] + added if cut else low
            if its_class == "?" or nominative in self._names.lacking or nominative.endswith(_RUSSIAN):
                return None
            for key in KEYS[gender + its_class]:
                out[key] = (nominative, 2.0)
        return out

    def unknown(self, low: str) -> dict[str, tuple[str, float]] | None:
        """Of each gender and case the best form of a word that no list and no dictionary holds; None for another."""
        lacking = self._names.lacking
        if low in self._names.forms or low in lacking or _regular(low) is not None or self._morph.known(low):
            return None
        out: dict[str, tuple[str, float]] = {}
        for nominative, gender, case, prior in guess(low):
            if nominative in lacking:
                return None
            key = gender + case
            best = out.get(key)
            if best is None or prior > best[1]:
                out[key] = nominative, prior
            if best is None or case == "n":
                continue
            # an indeclinable reading where another declines is worse
            other = (nominative, prior) if best[0] == low else best
            fixed = (nominative, prior) if nominative == low else best
            if fixed[0] == low and other[1] > -1.0 and fixed[1] < -0.5:
                out[key] = other
        return out

    def is_known(self, low: str, slot: str) -> bool:
        """Whether the dictionary has the word, in any case, as a first name "f", patronymic "p" or surname "s"."""
        return slot in self.slots(low)

    def slots(self, low: str) -> str:
        """All of "f", "p", "s" that the dictionary has the word as."""
        known = self._slots_of.get(low)
        if known is None:
            seen = ""
            for forms in self.table(low).values():
                for form in forms:
                    if form[2] not in seen:
                        seen += form[2]
            known = self._slots_of.keep(low, seen)
        return known

    def picked(self, low: str, slot: str) -> dict[str, tuple[str, float]]:
        """Of each gender and case the best form for a slot."""
        key = (low, slot)
        found = self._picks.get(key)
        if found is None:
            table = self.table(low)
            if self.slots(low):
                found = {k: _pick(forms, slot) for k, forms in table.items()}
            else:
                found = {k: forms[0][:2] for k, forms in table.items()}
            self._picks.keep(key, found)
        return found

    def _simple(self, low: str) -> Table:
        if low in ("", "-"):
            return {}
        if low not in self._names.forms and low not in self._names.lacking:
            regular = _regular(low)
            if regular is not None:
                return regular
        found: dict[str, dict[str, tuple[float, str]]] = {}
        self._from_dictionary(low, found)
        self._from_paradigms(low, found)
        out: Table = {}
        for key, some in found.items():
            if len(some) == 1:
                ((n, (s, slots)),) = some.items()
                out[key] = ((n, s, slots),)
                continue
            # an indeclinable reading where another declines is worse
            declines = key[1] != "n" and any(n != low and s > -1.0 for n, (s, _) in some.items())
            rows = [
                (n, s - 1.0 if declines and n == low and (slots or s < -0.5) else s, slots)
                for n, (s, slots) in some.items()
            ]
            rows.sort(key=_by_score)
            out[key] = tuple(rows[:3])
        return out

    def _from_dictionary(self, low: str, found: dict[str, dict[str, tuple[float, str]]]) -> None:
        known = False
        for r in self._morph.known(low):
            case = CASES.get(r.feats.get("Case", ""))
            if case is None or r.pos not in ("NOUN", "ADJF"):
                continue
            g = r.grammemes
            slots = "f" if "Name" in g else "p" if "Patr" in g else "s" if "Surn" in g else ""
            if r.pos == "ADJF" and not slots:
                if case != "n" and "masc" in g and (form := r.parse.inflect(_MASCULINE)):
                    _put(found, "m" + case, str(form.word), 0.0, "")
                continue
            if "plur" in g:
                if (
                    (slots or ("anim" in g and not known))
                    and not low.endswith(_PLURALS)
                    and (form := r.parse.inflect(_PLURAL))
                ):
                    _put(found, "p" + case, str(form.word), 0.5 if slots else 0.0, slots)
                continue
            fixed = "ms-f" in g or "GNdr" in g
            known = known or bool(slots)
            nominative = _nominative(low, r, case)
            for gender in "mf" if fixed else "f" if "femn" in g else "m" if "masc" in g else "":
                if slots or gender == "m" or nominative[-1] in "ая":
                    _put(found, gender + case, nominative, (1.0 if slots else -0.5) - (0.3 if fixed else 0.0), slots)

    def _from_paradigms(self, low: str, found: dict[str, dict[str, tuple[float, str]]]) -> None:
        lacking = self._names.lacking
        for nominative, gender, case, prior in guess(low):
            listed = lacking.get(nominative)
            if listed is None:
                _put(found, gender + case, nominative, prior, "")
            elif listed == gender and prior > -2.5:
                _put(found, gender + case, nominative, 0.8, "f")
            elif listed == "s" and prior > -2.5:
                _put(found, gender + case, nominative, prior + 0.8, "s")
            else:
                _put(found, gender + case, nominative, prior, "")

    def _hyphenated(self, low: str) -> Table:
        head, _, tail = low.rpartition("-")
        heads, tails = self.table(head), self.table(tail)
        out = {}
        particle = head in PARTICLES or len(head) < 2
        whole = self._simple(low)
        for key, forms in tails.items():
            front = heads.get(key, ())
            some: list[Form] = []
            for form in forms[:2]:
                options = [(head, -0.6 if not particle else 0.0)]
                if not particle:
                    options += [(f[0], min(f[1], 0.5)) for f in front if f[1] > -2]
                for text, score in options:
                    some.append((f"{text}-{form[0]}", form[1] + score, form[2] if particle else ""))
            some += [f for f in whole.get(key, ()) if f[2]]
            out[key] = tuple(sorted(some, key=_by_score)[:3])
        return out


_PLURALS: Final = ("овы", "евы", "ины", "овых", "евых", "иных", "овыми", "евыми", "иными", "овым", "евым", "иным")
_MASCULINE: Final = frozenset(("nomn", "sing", "masc"))
_PLURAL: Final = frozenset(("nomn", "plur"))
_PATRONYMICS: Final = ("ич", "ича", "ичу", "ичем", "иче")
_RUSSIAN: Final = ("ов", "ев", "ёв")
_FEMININE: Final = frozenset(("nomn", "sing", "femn"))

#: Surnames in -ов, -ев, -ин: the ending after that -> keys, what the nominative adds, score, slot.
_OV: Final = {
    "": (("mn", "", 1.0, "s"), *((f"f{c}", "", -0.5, "") for c in "ngdail")),
    "а": (("mg", "", 1.0, "s"), ("ma", "", 1.0, "s"), ("fn", "а", 1.0, "s"), ("mn", "а", -1.0, "")),
    "у": (("md", "", 1.0, "s"), ("fa", "а", 1.0, "s"), ("mn", "у", -1.5, ""), ("fn", "у", -1.5, "")),
    "ым": (("mi", "", 1.0, "s"), ("pd", "ы", -0.5, "")),
    "е": (("ml", "", 1.0, "s"), ("mn", "е", -0.8, ""), ("fn", "е", -0.8, "")),
    "ой": (*((f"f{c}", "а", 1.0, "s") for c in "gdil"), ("fn", "ой", -0.5, ""), ("mn", "ой", -1.2, "")),
}
_IN: Final = _OV | {"е": (("ml", "", 1.0, "s"), ("fd", "а", 0.2, ""), ("fl", "а", 0.2, ""))}  # Путине; Анджелине
_ENDINGS: Final = {
    stem + ending: (len(ending), forms)
    for stems, endings in ((("ов", "ев", "ёв"), _OV), (("ин", "ын"), _IN))
    for stem in stems
    for ending, forms in endings.items()
}
_FIXED: Final = tuple((g + c) for g in "mf" for c in "ngdail")


def _regular(low: str) -> Table | None:
    """The table of a Russian surname of regular form, without a look into the dictionary."""
    if len(low) < 5 or "-" in low:
        return None
    if low.endswith(("енко", "йко")):
        row = ((low, 0.7, "s"),)
        return dict.fromkeys(_FIXED, row)
    for size in (2, 3, 4):
        found = _ENDINGS.get(low[-size:])
        if found is not None:
            cut, forms = found
            stem = low[:-cut] if cut else low
            if len(stem) < 4:
                return None
            return {key: ((stem + added, score, slot),) for key, added, score, slot in forms}
    return None


def _put(found: dict[str, dict[str, tuple[float, str]]], key: str, nominative: str, score: float, slots: str) -> None:
    some = found.get(key)
    if some is None:
        found[key] = {nominative: (score, slots)}
        return
    old = some.get(nominative)
    if old is None:
        some[nominative] = (score, slots)
    elif slots not in old[1] or old[0] < score:
        some[nominative] = (max(score, old[0]), old[1] if slots in old[1] else old[1] + slots)


def _by_score(form: Form) -> float:
    return -form[1]


def _nominative(low: str, r: Reading, case: str) -> str:
    """The nominative of a dictionary reading; the lemma is one but for women's surnames and patronymics."""
    if case == "n":
        return low
    if "Patr" in r.grammemes:  # the dictionary has Анатолиевич for Анатольевич
        return low.rstrip("аыеуюойм") + ("а" if "femn" in r.grammemes else "")
    if "femn" in r.grammemes and not r.lemma.endswith(("а", "я")) and "Name" not in r.grammemes:
        form = r.parse.inflect(_FEMININE)
        return str(form.word) if form else r.lemma
    return r.lemma


def _pick(forms: tuple[Form, ...], slot: str) -> tuple[str, float]:
    """The best form for a slot: the dictionary's word on it counts."""
    best = ("", -99.0)
    for nominative, score, slots in forms:
        if slots:
            score += 1.0 if slot in slots else -1.5 if slot in "fs" else -0.5
        if score > best[1]:
            best = (nominative, score)
    return best
