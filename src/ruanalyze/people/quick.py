"""The common names read at once: a first name whose form says gender and case, and a surname of regular form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.morph.paradigms import IRREGULAR
from ruanalyze.people.family import of_family
from ruanalyze.people.parts import DOC_GENDER, KEYS, PARTICLES, SURNAME_FIRST, NameReading, tags_of
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.people.tables import FirstName, Names, Tables

__all__ = ["quick", "surname"]

_LEAST: Final = -2.0  # of the score of a surname's nominative
_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_ENDS: Final = frozenset("бвгджзклмнпрстфхцчшщйь")
_FLEETING: Final = frozenset("кцлнр")  # Кравца is of Кравец: a vowel may have dropped out before these
_RUSSIAN: Final = ("ов", "ев", "ёв", "ин", "ын")
_RUSSIAN_FORMS: Final = tuple(stem + ending for stem in _RUSSIAN for ending in ("", "а", "у", "ым", "е", "ой"))
_FIXED: Final = ("ко", "дзе", "швили", "аго")
_PATRONYMIC: Final = tuple(
    "ич ича ичу ичем иче вна вны вне вной вну чна чны чне чной чну".split()  # noqa: SIM905
)
_OBLIQUE: Final = ("ом", "ем", "ём", "ой", "ей", "ым", "им", "ых", "их", "ов", "ев", "ах", "ях", "ам", "ям")
_CASES: Final = {"Nom": "n", "Gen": "g", "Acc": "g", "Dat": "d", "Ins": "i", "Loc": "l"}
#: Adjectival surnames: ending -> gender, case class, ending of the nominative.
_ADJECTIVAL: Final = {
    "ского": ("m", "g", "ский"),
    "цкого": ("m", "g", "цкий"),
    "скому": ("m", "d", "ский"),
    "цкому": ("m", "d", "цкий"),
    "ским": ("m", "i", "ский"),
    "цким": ("m", "i", "цкий"),
    "ском": ("m", "l", "ский"),
    "цком": ("m", "l", "цкий"),
    "ской": ("f", "g", "ская"),
    "цкой": ("f", "g", "цкая"),
    "скую": ("f", "a", "ская"),
    "цкую": ("f", "a", "цкая"),
}
#: Endings of a patronymic by gender and case class, and what its nominative has in their place.
_MIDDLE: Final = {
    "mn": (("ич", "ич"),),
    "mg": (("ича", "ич"),),
    "md": (("ичу", "ич"),),
    "mi": (("ичем", "ич"),),
    "ml": (("иче", "ич"),),
    "fn": (("вна", "вна"), ("чна", "чна")),
    "fg": (
        ("вны", "вна"),
        ("вне", "вна"),
        ("вной", "вна"),
        ("чны", "чна"),
        ("чне", "чна"),
        ("чной", "чна"),
    ),
    "fa": (("вну", "вна"), ("чну", "чна")),
}


def quick(words: Sequence[str], feats: Sequence[str], names: Names, tables: Tables) -> tuple[NameReading, ...] | None:
    """The reading of "Имя Фамилия" or "Имя Отчество Фамилия" in any case; None for what needs a closer look."""
    count = len(words)
    if not 2 <= count <= 3:
        return None
    first, last = words[0], words[-1]
    if not (first.istitle() and last.istitle() and first.isalpha() and last.isalpha()):
        return None
    low_first, low = first.lower(), last.lower()
    if (
        low_first in SURNAME_FIRST
        or low_first in PARTICLES
        or low.endswith(_PATRONYMIC)
        or low[0] < "а"
        or low_first[0] < "а"
    ):
        return None
    if low in names.forms and not (len(low) > 4 and low.endswith(_RUSSIAN_FORMS)):
        return None
    known = names.forms.get(low_first)
    if known is None:
        return _as_is(first, last, low_first, low, feats) if count == 2 else None
    form = _reading_of(known, feats, low_first)
    if form is None:
        return None
    gender, its_class, cut, added = form
    middle = _middle(words[1], gender + its_class) if count == 3 else ""
    found = of_family(low, gender) or surname(low, gender, its_class, names.in_oy)
    if found is None and its_class == "n" and "Case=Nom" in feats[-1]:
        found = low
    if found is None and its_class != "n" and middle is not None:
        found = _from_table(tables, low, gender + its_class, feats[-1])
    if found is None or middle is None:
        return None
    name = low_first[:-cut] + added if cut else low_first
    return (_made(name[0].upper() + name[1:], middle, found[0].upper() + found[1:], gender, 5.0 if middle else 4.0),)


def _from_table(tables: Tables, low: str, key: str, feats: str) -> str | None:
    """The likeliest nominative of a surname in a case class of its first name."""
    picked = tables.unknown(low) or tables.picked(low, "s")
    case = tags_of(feats)[0]
    keys = [k for k in KEYS[key] if k in picked]
    sure = [k for k in keys if k[1] == case] or keys
    if not sure:
        return None
    best = max(sure, key=lambda k: picked[k][1])
    return picked[best][0] if picked[best][1] > _LEAST else None


def _made(first: str, middle: str, last: str, gender: str, score: float) -> NameReading:
    normal = f"{first} {middle} {last}" if middle else f"{first} {last}"
    keys = fold(first), fold(middle), fold(last)
    return NameReading(
        first, middle or None, last, DOC_GENDER[gender], normal, score, False, False, False, keys[0], keys[1], keys[2]
    )


def _as_is(first: str, last: str, low_first: str, low: str, feats: Sequence[str]) -> tuple[NameReading, ...] | None:
    """An unknown first name and a surname that both end as nominatives only: Реджеп Эрдоган."""
    if low[-1] not in _ENDS or low_first[-1] not in _ENDS or "Number=Plur" in feats[-1]:
        return None
    if low_first.endswith(_OBLIQUE) or (low.endswith(_OBLIQUE) and not low.endswith(("ов", "ев"))):
        return None
    best, other = ("f", "m") if "Gender=Fem" in feats[0] and "Gender=Masc" not in feats[1] else ("m", "f")
    if best == "f" and low.endswith(_RUSSIAN):
        return None
    return _made(first, "", last, best, 2.0), _made(first, "", last, other, 1.0)


def _reading_of(known: tuple[FirstName, ...], feats: Sequence[str], low_first: str) -> FirstName | None:
    """The reading of a first name's form that the tags allow; None when that is not one."""
    a, b = _case(feats[0]), _case(feats[-1])
    if len(known) == 1:
        form = known[0]
        its_class = form[1]
        if its_class == "?" or (its_class == "n" and a and b and "n" not in a + b):
            return None
        if its_class != "n" and a == b == "n" and low_first[-1] in "ая":  # Владислава may be a woman
            return None
        return form
    if not a or a != b:
        return None
    fitting = [f for f in known if f[1] == a or (f[0] == "f" and f[1] == "a" and "Case=Acc" in feats[0])]
    if a != "n":  # the class "g" of women is of all cases but the accusative
        fitting += [f for f in known if f[0] == "f" and f[1] == "g" and a != "g"]
    if len(fitting) != 1 or any(f[1] == "?" for f in known):
        return None
    gender = fitting[0][0]
    tagged = feats[0] + feats[-1]
    if ("Gender=Fem" if gender == "m" else "Gender=Masc") in tagged:
        return None
    return fitting[0]


def _case(feats: str) -> str:
    at = feats.find("Case=")
    return _CASES.get(feats[at + 5 : at + 8], "") if at >= 0 else ""


def _middle(word: str, key: str) -> str | None:
    """The nominative of a patronymic whose ending fits the gender and case class."""
    if len(word) < 6 or not word.istitle():
        return None
    for ending, nominative in _MIDDLE[key]:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + nominative
    return None


def surname(low: str, gender: str, its_class: str, in_oy: set[str]) -> str | None:
    """The nominative of a surname in a case class of `Names.forms`, when its form leaves no doubt.

    >>> [surname(*form.split(), {"донск"}) for form in ("радаевым m i", "трампа m g", "котовой f g", "лужского m g")]
    ['радаев', 'трамп', 'котова', 'лужский']
    >>> surname("донского", "m", "g", {"донск"}) is None
    True
    """
    last = low[-1]
    if its_class == "n":
        return None if last in "уюе" and not low.endswith(_FIXED) else low
    if low.endswith(_FIXED):
        return low
    for size in (5, 4):
        found = _ADJECTIVAL.get(low[-size:])
        if found is not None:
            fits = found[:2] == (gender, its_class) and low[:-2] not in in_oy and low[:-3] not in in_oy
            return low[:-size] + found[2] if fits and len(low) > size + 1 else None
    if gender == "m":
        return _of_man(low, its_class)
    if its_class == "a":
        stem = low[:-1]
        if last == "у" and len(stem) > 3 and stem.endswith(_RUSSIAN):
            return stem + "а"
    else:
        stem = low[:-2]
        if len(stem) > 3 and stem.endswith(_RUSSIAN) and low.endswith("ой"):
            return stem + "а"
    return low if last in _CONSONANTS and last != "х" else None


def _of_man(low: str, its_class: str) -> str | None:
    if its_class == "g" and low[-1] == "а":
        stem = low[:-1]
    elif its_class == "d" and low[-1] == "у":
        stem = low[:-1]
        if not stem.endswith(_RUSSIAN):  # Роналду
            return None
    elif its_class == "i" and low.endswith(("ым", "ом")):
        stem = low[:-2]
        if (low[-2] == "ы") != stem.endswith(_RUSSIAN):
            return None
    else:
        return None
    if len(stem) < 4 or stem[-1] not in _CONSONANTS:
        return None
    if stem[-1] in _FLEETING and (stem[-2] in _CONSONANTS or stem[-2] in "ьй"):
        return None
    return IRREGULAR.get(stem, stem)
