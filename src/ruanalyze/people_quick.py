"""The common names read at once: a first name whose form says gender and case, and a surname of regular form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.people_parts import DOC_GENDER, SURNAME_FIRST, NameReading, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.people_tables import Names

__all__ = ["quick", "surname"]

_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_FLEETING: Final = frozenset("кцлнр")  # Кравца is of Кравец: a vowel may have dropped out before these
_RUSSIAN: Final = ("ов", "ев", "ёв", "ин", "ын")
_FIXED: Final = ("ко", "дзе", "швили", "аго")
_PATRONYMIC: Final = ("ич", "вна", "чна")
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


def quick(words: Sequence[str], feats: Sequence[str], names: Names) -> tuple[NameReading, ...] | None:
    """The reading of "Имя Фамилия" or "Имя Отчество Фамилия" in any case; None for what needs a closer look."""
    count = len(words)
    if not 2 <= count <= 3:
        return None
    first, last = words[0], words[-1]
    low_first, low = first.lower(), last.lower()
    known = names.forms.get(low_first)
    if not known or not (first.istitle() and last.istitle() and first.isalpha() and last.isalpha()):
        return None
    if low_first in SURNAME_FIRST or low in names.forms or low.endswith(_PATRONYMIC) or low[0] < "а":
        return None
    gender, its_class, cut, added = known
    a, b = feats[0], feats[-1]
    if its_class != "n":
        if "Case=Nom" in a and "Case=Nom" in b:
            return None
    elif "Case=" in a and "Case=" in b and "Case=Nom" not in a and "Case=Nom" not in b:
        return None
    middle = None
    if count == 3:
        middle = _middle(words[1], gender + its_class)
        if middle is None:
            return None
    found = surname(low, gender, its_class)
    if found is None:
        return None
    name = low_first[:-cut] + added if cut else low_first
    first_name = name[0].upper() + name[1:]
    last_name = found[0].upper() + found[1:]
    normal = f"{first_name} {middle} {last_name}" if middle else f"{first_name} {last_name}"
    return (
        NameReading(
            first_name,
            middle,
            last_name,
            DOC_GENDER[gender],
            normal,
            5.0 if middle else 4.0,
            False,
            False,
            False,
            fold(name),
            fold(middle) if middle else "",
            fold(found),
        ),
    )


def _middle(word: str, key: str) -> str | None:
    """The nominative of a patronymic whose ending fits the gender and case class."""
    if len(word) < 6 or not word.istitle():
        return None
    for ending, nominative in _MIDDLE[key]:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + nominative
    return None


def surname(low: str, gender: str, its_class: str) -> str | None:
    """The nominative of a surname in a case class of `Names.forms`, when its form leaves no doubt.

    >>> surname("радаевым", "m", "i"), surname("трампа", "m", "g"), surname("котовой", "f", "g")
    ('радаев', 'трамп', 'котова')
    >>> surname("донского", "m", "g") is None
    True
    """
    last = low[-1]
    if its_class == "n":
        return None if last in "уюе" and not low.endswith(_FIXED) else low
    if low.endswith(_FIXED):
        return low
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
    return low if last in _CONSONANTS and not low.endswith("х") else None


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
    return stem
