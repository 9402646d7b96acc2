"""People: the parts of a name, its nominative, and the gender, from one mention in any case."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ruanalyze.kept import Kept
from ruanalyze.people.parts import (
    DOC_GENDER,
    SURNAME_FIRST,
    NameReading,
    Part,
    cased,
    parts_of,
    reading,
    tags_of,
)
from ruanalyze.people.quick import quick
from ruanalyze.people.tables import Tables, names
from ruanalyze.words import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.morph.lemmas import Morph
    from ruanalyze.people.tables import Table

__all__ = ["NameReading", "People"]

_CACHE: Final = 1 << 12


class People:
    """Reads mentions of people. Thread-safe; caches are bounded.

    >>> from ruanalyze.morph.lemmas import Morph
    >>> People(Morph()).read(["Камалу", "Харрис"], ["Case=Acc", "Case=Acc"])[0].normal
    'Камала Харрис'
    """

    def __init__(self, morph: Morph) -> None:
        self._morph = morph
        self._names = names()
        self._tables = Tables(morph)
        self._read = Kept[tuple[tuple[str, ...], tuple[str, ...], tuple[bool, ...]], tuple[NameReading, ...]](_CACHE)

    def __reduce__(self) -> tuple[type[People], tuple[Morph]]:
        return People, (self._morph,)

    def read(
        self, words: Sequence[str], feats: Sequence[str], spaces: Sequence[bool] | None = None
    ) -> tuple[NameReading, ...]:
        """The readings of a mention, best first. `spaces[i]` says whether a space stands before token i."""
        key = (tuple(words), tuple(feats), tuple(spaces or ()))
        found = self._read.get(key)
        if found is None:
            found = (
                quick(words, feats, self._names, self._tables) if len(words) > 1 else self._single(words[0], feats[0])
            )
            if found is None:
                found = self._all(parts_of(words, feats, spaces))
            self._read.keep(key, found)
        return found

    def table(self, low: str) -> Table:
        """What a lower-case word may be in a name: "mg" (masculine genitive) -> its nominatives with scores."""
        return self._tables.table(low)

    # readings of a mention ----------------------------------------------------------------------------------------

    def _all(self, parts: list[Part]) -> tuple[NameReading, ...]:
        if not parts:
            return ()
        slots = self._slots(parts)
        words = [(i, p) for i, p in enumerate(parts) if p.kind == "word" and slots[i] != "-"]
        tables = [self._tables.picked(p.low, slots[i]) for i, p in words]
        votings = [_votes(p.case, p.gender, p.number) for p in self._agreed([p for _, p in words])]
        scored = []
        if tables:
            for key, (_, first) in tables[0].items():
                score = first
                for table in tables[1:]:
                    form = table.get(key)
                    if form is None:
                        break
                    score += form[1]
                else:
                    for votes in votings:
                        score += votes[key]
                    scored.append((score, key))
        if not scored:
            forms = [cased(p.text, p.low) if p.text.islower() and p.kind == "word" else p.text for p in parts]
            return (reading(parts, slots, 0.0, "", forms),)
        scored.sort(reverse=True)
        least = scored[0][0] - _KEPT
        chosen: dict[tuple[str, ...], NameReading] = {}
        for score, key in scored:
            if score < least or len(chosen) == 4:
                break
            nominatives = (key[0], *[table[key][0] for table in tables])
            if nominatives not in chosen:
                forms = [p.text for p in parts]
                for (i, part), nominative in zip(words, nominatives[1:], strict=True):
                    forms[i] = cased(part.text, nominative)
                chosen[nominatives] = reading(parts, slots, score, key[0], forms)
        return tuple(chosen.values())

    def _agreed(self, parts: list[Part]) -> list[Part]:
        """Unknown words of a name whose tags differ, with the case of the one that has one form in all cases.

        That case is told by the sentence alone; elsewhere an ending was taken for one: Масахару Коно.
        """
        cases = {"g" if p.case == "a" else p.case for p in parts if p.case}
        if len(cases) < 2 or any(self._tables.slots(p.low) for p in parts):
            return parts
        fixed = {p.case for p in parts if p.case and p.low[-1] in _FIXED_ENDS}
        case = fixed.pop() if len(fixed) == 1 else ""
        return [p._replace(case=case) for p in parts]

    def _single(self, word: str, feats: str) -> tuple[NameReading, ...] | None:
        """A word alone, with a capital and no hyphen; None for all else."""
        low = word.lower()
        if not (word.istitle() and word.isalpha() and is_cyrillic(low)) or word == "I":
            return None
        case, gender, number = tags_of(feats)
        names = self._names
        if low[-1] in _CONSONANTS and not low.endswith(_CASE_ENDS) and not (low in names.forms or low in names.lacking):
            best = 0.9 if case == "n" else 0.0  # no case ending: a surname in the nominative
            return _alone(word, low, "s", "m", best + 0.3), _alone(word, low, "s", "f", best - 0.8)
        slot = "f"
        picked = self._tables.first_name(low)
        if picked is None and (picked := self._tables.unknown(low)) is not None:
            slot = "s"
        elif picked is None:
            slot = "f" if self._tables.is_known(low, "f") and not self._surname_only(low) else "s"
            picked = self._tables.picked(low, slot)
        votes = _votes(case, gender, number)
        scored = sorted([(form[1] + votes[key], key) for key, form in picked.items()], reverse=True)
        if not scored:
            return None
        least = scored[0][0] - _KEPT
        chosen: dict[tuple[str, str], NameReading] = {}
        for score, key in scored:
            if score < least or len(chosen) == 4:
                break
            nominative = picked[key][0]
            if (key[0], nominative) not in chosen:
                chosen[key[0], nominative] = _alone(cased(word, nominative), nominative, slot, key[0], score)
        return tuple(chosen.values())

    def _slots(self, parts: list[Part]) -> list[str]:
        """ "f", "p" or "s" a part; "-" for what does not decline."""
        slots = ["s"] * len(parts)
        words = [i for i, p in enumerate(parts) if p.kind == "word"]
        for i, p in enumerate(parts):
            if p.kind == "particle":
                slots[i] = "-"
            elif p.kind == "initial":
                slots[i] = "f"
            elif not is_cyrillic(p.low):
                slots[i] = "-"
        if not words:
            return slots
        patronymic = next((i for i in words[1:] if self._is_patronymic(parts[i].low, len(words) > 2)), None)
        if len(words) == 1:
            only = words[0]
            if len(parts) == 1 and slots[only] != "-" and self._tables.is_known(parts[only].low, "f"):
                slots[only] = "s" if self._surname_only(parts[only].low) else "f"
            return slots
        if patronymic is not None:
            slots[patronymic] = "p"
            at = words.index(patronymic)
            slots[words[at - 1]] = "f"
            return slots
        if any(p.kind == "initial" for p in parts):
            return slots
        first, second = words[0], words[1]
        a, b = parts[first].low, parts[second].low
        if a in SURNAME_FIRST and len(words) <= 3 and len(b) <= 11 and not self._is_russian(b):
            for i in words[:-1]:
                slots[i] = "-"
            slots[words[-1]] = "g"
            return slots
        if len(words) == 3 and a[:-1] in SURNAME_FIRST and a[-1] in "ау" and b in SURNAME_FIRST:  # Кима Чен Ира
            parts[first] = parts[first]._replace(text=parts[first].text[:-1], low=a[:-1])
            slots[first], slots[second], slots[words[2]] = "-", "-", "g"
            return slots
        last_first = (
            len(words) == 2
            and self._tables.is_known(b, "f")
            and (not self._tables.is_known(a, "f") or self._tables.is_known(a, "s"))
            and a.endswith(_SURNAME_LOOKS)
            and not self._surname_only(b)
        )
        if last_first:
            slots[second] = "f"
            return slots
        # everything before the surname is a first name; a particle begins the surname
        border = next((i for i, p in enumerate(parts) if p.kind == "particle" and i), None)
        for i in words[:-1]:
            if slots[i] != "-" and (border is None or i < border):
                slots[i] = "f"
        return slots

    def _is_russian(self, low: str) -> bool:
        """Whether the dictionary itself has a word as a surname."""
        return any("Surn" in r.grammemes for r in self._morph.known(low))

    def _is_patronymic(self, low: str, beside_surname: bool) -> bool:
        """A patronymic; in a name of two words only one that is no surname too, as Шендерович and Абрамович are."""
        if not low.endswith(_PATRONYMIC_ENDS):
            return False
        if beside_surname and low.endswith(_PATRONYMIC):
            return True
        slots = self._tables.slots(low)
        return "p" in slots and (beside_surname or "s" not in slots)

    def _surname_only(self, low: str) -> bool:
        """A surname that is now and then also a first name ("Романов", "Павлова")."""
        slots = [f[2] for some in self.table(low).values() for f in some if f[2]]
        return bool(slots) and not any("f" in s for s in slots)


_SURNAME_LOOKS: Final = tuple(
    stem + ending
    for stem, endings in (
        ("ов", ("", "а", "у", "ым", "е", "ой")),
        ("ев", ("", "а", "у", "ым", "е", "ой")),
        ("ёв", ("", "а", "у", "ым", "е", "ой")),
        ("ин", ("", "а", "у", "ым", "е", "ой")),
        ("ск", ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую")),
        ("ц", ("кий", "кого", "кому", "ким", "ком", "кая", "кой", "кую")),
        ("енко", ("",)),
        ("ук", ("", "а", "у", "ом", "е")),
        ("юк", ("", "а", "у", "ом", "е")),
        ("ян", ("", "а", "у", "ом", "е")),
        ("швили", ("",)),
        ("дзе", ("",)),
    )
    for ending in endings
)
_OF_WOMEN: Final = ("а", "ы", "е", "у", "ой", "ою")
_PATRONYMIC_ENDS: Final = tuple(
    stem + ending
    for stem, endings in (("ич", ("", "а", "у", "ем", "е")), ("вн", _OF_WOMEN), ("чн", _OF_WOMEN))
    for ending in endings
)
_PATRONYMIC: Final = tuple(
    stem + ending
    for stem, endings in (
        ("ович", ("", "а", "у", "ем", "е")),
        ("евич", ("", "а", "у", "ем", "е")),
        ("овн", ("а", "ы", "е", "у", "ой")),
        ("евн", ("а", "ы", "е", "у", "ой")),
        ("иничн", ("а", "ы", "е", "у", "ой")),
        ("льич", ("", "а", "у", "ом", "е")),
    )
    for ending in endings
)


_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_FIXED_ENDS: Final = frozenset("оэ")
_CASE_ENDS: Final = ("ом", "ем", "ём", "ым", "им", "ых", "их", "ов", "ев", "ах", "ях", "ам", "ям")
_KEPT: Final = 6.0  # readings this far below the best are forgotten


def _alone(name: str, low: str, slot: str, gender: str, score: float) -> NameReading:
    key = low.replace("ё", "е")
    first, last = (name, None) if slot == "f" else (None, name)
    keys = (key, "", "") if slot == "f" else ("", "", key)
    return NameReading(
        first, None, last, DOC_GENDER.get(gender), name, score, gender == "p", False, False, keys[0], keys[1], keys[2]
    )


@lru_cache(maxsize=1 << 10)
def _votes(case: str, gender: str, number: str) -> dict[str, float]:
    """How far the tagger agrees, by gender and case."""
    votes = {}
    for g in "mfnp":
        for c in "ngdail":
            score = 0.0
            if case:
                score = 0.9 if case == c else 0.4 if case in "ga" and c in "ga" else -0.9
            if g == "p":
                score += 1.0 if number == "Plur" else -2.5
            else:
                score += (0.3 if gender == g else -0.3) if gender else 0.0
                score -= 0.7 if number == "Plur" else 0.0
            votes[g + c] = score
    return votes
