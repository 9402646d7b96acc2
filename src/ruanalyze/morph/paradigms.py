"""Nominatives of names that no dictionary holds: regular paradigms read backwards, each with a prior.

A reading says which nominative a form may come from, in which gender, case and number. Priors are on a log scale: 0 is
what the ending says plainly, -1 needs some support by the context, -3 needs much.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

__all__ = ["IRREGULAR", "FormReading", "readings"]

VOWELS: Final = frozenset("аеёиоуыэюя")
_HARD: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_HUSH: Final = frozenset("жшчщц")
_VELAR: Final = frozenset("гкх")
#: A man's name without its ending -> its nominative.
IRREGULAR: Final = {"христ": "христос"}

#: (nominative, gender, case, prior): the form is `case` (n g d a i l) of `nominative` in `gender` (m f n p: p is
#: plural), with a log prior. A plain tuple, as a new word has some thirty of them.
FormReading: TypeAlias = tuple[str, str, str, float]


def _stem_ok(stem: str) -> bool:
    return len(stem) >= 2 and any(c in VOWELS for c in stem)


_FIXED_ENDS: Final = (
    "ье",
    "дзе",
    "швили",
    "ых",
    "их",
    "ели",
    "ини",
    "они",
    "елли",
    "ати",
    "ари",
    "ико",
    "енко",
    "ху",
    "цу",
    "ну",
    "йю",
)
_ADJECTIVAL: Final = ("льн", "вн", "жн", "шн", "чн", "дн", "рн", "тн")
_AFTER_I: Final = frozenset("гкхи")
_RUSSIAN: Final = ("ов", "ев", "ёв", "ин", "ын")


def _is_russian(stem: str) -> bool:
    return len(stem) >= 4 and stem.endswith(_RUSSIAN)


# Masculine nouns on a consonant: ending -> cases, prior. "ом/ем" by the consonant before.
_MASC_HARD: Final = {"а": "ga", "у": "d", "ом": "i", "ем": "i", "е": "l"}
_MASC_SOFT: Final = {"я": "ga", "ю": "d", "ем": "i", "ём": "i", "е": "l"}
_FEM_A: Final = {"а": "n", "ы": "g", "и": "g", "е": "dl", "у": "a", "ой": "i", "ою": "i", "ей": "i"}
_FEM_YA: Final = {"я": "n", "и": "g", "е": "dl", "ю": "a", "ей": "i", "ёй": "i", "ею": "i"}
_ADJ_MASC: Final = {"ого": "ga", "его": "ga", "ому": "d", "ему": "d", "ым": "i", "им": "i", "ом": "l", "ем": "l"}
_ADJ_FEM: Final = {"ой": "gdil", "ей": "gdil", "ую": "a", "юю": "a"}


@lru_cache(maxsize=1 << 12)
def readings(word: str) -> tuple[FormReading, ...]:
    """Every reading of a lower-case form, as a person's name or a noun of its looks.

    >>> {nominative for nominative, gender, case, _ in readings("цукерберга") if gender + case == "mg"}
    {'цукерберг'}
    """
    out: dict[tuple[str, str, str], float] = {}

    def add(nominative: str, gender: str, cases: str, prior: float) -> None:
        for case in cases:
            key = (nominative, gender, case)
            if out.get(key, -99.0) < prior:
                out[key] = prior

    last = word[-1]
    _as_is(word, last, add)
    looks_else = _is_surname_form(word, add) or (len(word) > 6 and word.endswith(("ого", "ому")))
    weaker = -1.5 if looks_else else 0.0
    _adjectives(word, add)
    for size in (1, 2):
        stem, ending = word[:-size], word[-size:]
        if not _stem_ok(stem):
            continue
        tail = stem[-1]
        if ending in _MASC_HARD and tail in _HARD:
            hush = tail in _HUSH
            if not (ending == "ем" and not hush):
                foreign = 0.3 if ending == "ом" and _is_russian(stem) else 0.0  # Дарвином, but Гагариным
                add(
                    IRREGULAR.get(stem, stem),
                    "m",
                    _MASC_HARD[ending],
                    weaker - foreign - (0.7 if ending == "ом" and hush and tail != "ц" else 0.0),
                )
                if stem.endswith("йц"):
                    add(stem[:-2] + "ец", "m", _MASC_HARD[ending], weaker + 0.2)
                elif tail == "ц" and len(stem) > 3 and stem[-2] not in VOWELS:
                    add(stem[:-1] + "ец", "m", _MASC_HARD[ending], weaker - 0.3)
        if ending in _MASC_SOFT:
            if tail in VOWELS:
                add(stem + "й", "m", _MASC_SOFT[ending], weaker - (0.4 if ending == "е" else 0.0))
            elif tail in _HARD and tail not in _VELAR and tail not in _HUSH:
                add(stem + "ь", "m", _MASC_SOFT[ending], weaker - (2.0 if ending == "е" else 0.5))
        if ending in _FEM_A and tail in _HARD:
            spelled = (ending == "и") == (tail in _VELAR or tail in "жшчщ") if ending in "ыи" else True
            if spelled and not (ending == "ей" and tail not in _HUSH) and not (ending == "ой" and tail in "жшчщ"):
                prior = weaker - (0.3 if _is_russian(stem) else 0.7 if ending == "и" and tail not in _VELAR else 0.0)
                add(stem + "а", "f", _FEM_A[ending], prior)
                add(stem + "а", "m", _FEM_A[ending], prior - 1.2)
        if ending in _FEM_YA:
            if tail == "и" and ending == "и":
                add(stem + "я", "f", "gdl", weaker)
                add(stem + "я", "m", "gdl", weaker - 1.0)
            elif tail in VOWELS or (tail in _HARD and tail not in _VELAR and tail not in _HUSH) or tail == "ь":
                prior = weaker - (0.0 if tail in VOWELS or tail == "ь" else 1.5 if ending == "и" else 0.6)
                add(stem + "я", "f", _FEM_YA[ending], prior)
                add(stem + "я", "m", _FEM_YA[ending], prior - 0.8)
        if ending == "и" and tail in _HARD and tail not in _VELAR:
            add(stem + "ь", "f", "gdl", weaker - 1.5)
        if ending == "ей" and tail in _HARD and tail not in _VELAR:
            add(stem + "и", "p", "gal", weaker - 0.5)
        if ending == "ью" or (size == 1 and word.endswith("ью") and len(word) > 4):
            add(word[:-2] + "ь", "f", "i", weaker - 0.3)
    return tuple([(n, g, c, p) for (n, g, c), p in out.items()])


def _as_is(word: str, last: str, add: object) -> None:
    """The form as a nominative, or as an indeclinable name in any case."""
    put = add  # one name for mypy and readers alike
    assert callable(put)
    every = "ngdail"
    if last in "оеэёуюиы" or word.endswith(("ых", "их")):
        # -у, -ю, -и, -е, -ы are case endings more often than ends of indeclinable names
        plain = last in "оэё" or word.endswith(_FIXED_ENDS)
        plain = plain and not word.endswith(("овых", "евых", "иных"))
        low = 0.0 if plain else -0.2 if last == "и" and word[-2:-1] not in _AFTER_I else -0.8
        if not plain and (last in "уюы" or last == "х"):
            low = -1.5 if last in "ую" else -2.0 if last == "х" else -5.0  # hardly a name ends with -ы
        put(word, "m", "n", low)
        put(word, "f", "n", low)
        put(word, "m", every, low - 0.5)
        put(word, "f", every, low - 0.5)
        if last == "о" or last == "е":
            put(word, "n", "n", 0.0)
        if last in "ыи":
            put(word, "p", "n", 0.0)
    elif last in "ая":
        put(word, "f", "n", 0.0)
        put(word, "m", "n", -1.0)
        if len(word) > 2 and word[-2] in VOWELS:
            put(word, "f", every, -2.0)
            put(word, "m", every, -2.0)
    elif last in "ьй" or last in _HARD:
        put(word, "m", "n", -1.2 if word.endswith("ой") else 0.0)
        put(word, "f", every, -0.5)
        if last == "ь":
            put(word, "f", "na", 0.0)
    else:
        put(word, "m", every, -0.5)
        put(word, "f", every, -0.5)


def _is_surname_form(word: str, add: object) -> bool:
    """Russian surnames in -ов, -ев, -ин; true when the form is one of theirs."""
    put = add
    assert callable(put)
    found = False
    for ending, forms in (
        ("", (("", "m", "n", 0.0), ("а", "f", "n", -9.0))),
        ("а", (("", "m", "ga", 0.4), ("а", "f", "n", 0.4))),
        ("у", (("", "m", "d", 0.4), ("а", "f", "a", 0.4))),
        ("ым", (("", "m", "i", 0.4), ("ы", "p", "d", -0.5))),
        ("е", (("", "m", "l", 0.4),)),
        ("ой", (("а", "f", "gdil", 0.4),)),
        ("ою", (("а", "f", "i", 0.2),)),
        ("ы", (("ы", "p", "n", 0.4),)),
        ("ых", (("ы", "p", "gal", 0.4),)),
        ("ыми", (("ы", "p", "i", 0.4),)),
    ):
        stem = word[: len(word) - len(ending)] if ending else word
        if word.endswith(ending) and _is_russian(stem):
            for nominative, gender, cases, prior in forms:
                if prior > -5:
                    put(stem + nominative, gender, cases, prior)
            found = True
    return found


def _adjectives(word: str, add: object) -> None:
    """Names that decline as adjectives: Навальный, Бродская, Толстой, Верховский."""
    put = add
    assert callable(put)
    for size in (3, 2):
        stem, ending = word[:-size], word[-size:]
        if len(stem) < 2 or stem[-1] not in "бвгджзклмнпрстфхцчшщ":
            continue
        sk = stem.endswith(("ск", "цк", "зк")) or (len(stem) > 3 and stem.endswith(("н", "т", "л")))
        prior = (
            0.5
            if stem.endswith(("ск", "цк")) or (len(stem) > 5 and stem.endswith(_ADJECTIVAL))
            else -0.7
            if sk
            else -0.7
            if ending in ("ого", "ому")
            else -2.0
        )
        tail = stem[-1]
        soft = tail in "гкхжшчщ"
        if ending in _ADJ_MASC and not (ending == "ом" and not sk):
            put(stem + ("ий" if soft or ending[0] in "еи" else "ый"), "m", _ADJ_MASC[ending], prior)
            if not stem.endswith(("ск", "цк")) and ending[0] in "оы":
                put(stem + "ой", "m", _ADJ_MASC[ending], prior - 1.0)
        if ending in _ADJ_FEM and (ending in ("ой", "ую") or tail in "нжшчщ"):
            put(stem + ("яя" if ending in ("ей", "юю") and not soft else "ая"), "f", _ADJ_FEM[ending], prior)
        if ending in ("ый", "ий", "ой"):
            put(word, "m", "n", prior if ending != "ой" else prior - 0.5)
        if ending in ("ая", "яя"):
            put(word, "f", "n", prior)
        if ending in ("ие", "ые"):
            put(word, "p", "n", prior)
        if ending in ("их", "ых"):
            put(stem + ("ие" if ending == "их" else "ые"), "p", "gal", prior)
        if size == 3 and ending in ("ими", "ыми"):
            put(stem + ("ие" if ending == "ими" else "ые"), "p", "i", prior)
        if ending in ("им", "ым"):
            put(stem + ("ие" if ending == "им" else "ые"), "p", "d", prior - 0.5)
