"""The nominative of names that the gazetteer does not hold: adjectives in agreement, the first noun, the rest kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ruanalyze.morph.lemmas import Morph, split_feats
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ABBREVIATIONS",
    "SEPARATORS",
    "SHARED",
    "STREETS",
    "TYPE_WORDS",
    "join",
    "nominative",
    "type_word",
    "without_brackets",
]


#: Abbreviations of kinds of places, without their dots.
ABBREVIATIONS: Final = {
    "обл": "область",
    "респ": "республика",
    "р-н": "район",
    "р-на": "район",
    "р-не": "район",
    "г": "город",
    "гор": "город",
    "пос": "посёлок",
    "п": "посёлок",
    "с": "село",
    "дер": "деревня",
    "д": "деревня",
    "ст": "станица",
    "х": "хутор",
    "пгт": "посёлок",
    "рп": "посёлок",
    "о-в": "остров",
    "о": "остров",
}
#: Lemmas that say what kind of place a name is -> the kinds of the gazetteer that fit.
TYPE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("город", "городок", "столица", "мегаполис", "райцентр", "облцентр"), ("city", "town", "village")),
    **dict.fromkeys(("село", "деревня", "станица", "хутор", "аул", "слобода", "деревушка"), ("village",)),
    **dict.fromkeys(("поселок", "посёлок", "пгт", "поселение", "микрорайон", "райцентр"), ("town", "village")),
    **dict.fromkeys(
        ("область", "край", "штат", "провинция", "префектура", "кантон", "земля", "графство", "регион"), ("region",)
    ),
    "республика": ("country", "region"),
    "страна": ("country",),
    "государство": ("country",),
    "королевство": ("country",),
    "район": ("district",),
    **dict.fromkeys(("округ", "округа"), ("district", "region")),  # the tagger may take the one for the other
    **dict.fromkeys(
        ("река", "озеро", "море", "остров", "гора", "полуостров", "залив", "океан", "пролив"),
        ("other", "country", "region"),
    ),
}
#: Nouns that several places share in the plural, and what stands between these: "Псковской и Тверской областях".
SHARED: Final = word_set("область край республика район округ море")
SEPARATORS: Final = frozenset((",", "и", "или"))
#: Lemmas of streets and their abbreviations.
STREETS: Final = word_set(
    """улица ул проспект пр-т пр просп шоссе переулок пер бульвар б-р набережная наб проезд тупик аллея
    магистраль линия"""
)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.split("-")[0], pair.split("-")[1]) for pair in text.split())


#: Endings of an adjective's lemma and of its form in agreement, the more special first.
_ENDINGS: Final = {
    "Fem": _pairs("кий-кая гий-гая хий-хая жий-жая ший-шая щий-щая чий-чая ний-няя ый-ая ой-ая ий-ья"),
    "Neut": _pairs("кий-кое гий-гое хий-хое жий-жее ший-шее щий-щее чий-чее ний-нее ый-ое ой-ое ий-ье"),
    "Plur": _pairs(
        "кий-кие гий-гие хий-хие жий-жие ший-шие щий-щие чий-чие ний-ние кой-кие гой-гие хой-хие ый-ые ой-ые ий-ьи"
    ),
}
_VILLAGE: Final = {"Gen": "а", "Dat": "у", "Loc": "е", "Ins": "ом"}
_ADJECTIVE: Final = re.compile(r".*(?:ый|ий|ой)$")  # восточный, тверской


def type_word(word: str, lemma: str) -> str | None:
    """The kind of place that a word names ("город", "г"), or None.

    >>> type_word("городе", "город"), type_word("г", "г"), type_word("Саратов", "саратов")
    ('город', 'город', None)
    """
    lemma = lemma.lower().rstrip(".")
    return lemma if lemma in TYPE_WORDS else ABBREVIATIONS.get(word.lower().rstrip("."))


def without_brackets(words: Sequence[str]) -> tuple[int, int] | None:
    """The brackets inside or after a name, as a range of its words: "Кировоградской (Кропивницкой) области"."""
    if "(" not in words[1:]:
        return None
    start = words.index("(", 1)
    return start, (words.index(")", start) + 1 if ")" in words[start:] else len(words))


def join(words: Sequence[str]) -> str:
    """Words as text: no space before closing marks and after opening ones ("Саратовской обл." of "обл", ".")."""
    out = ""
    for word in words:
        if out and word not in ".,)»”" and out[-1] not in "(«“" and not (word == "-" or out[-1] == "-"):
            out += " "
        out += word
    return out


def _like(model: str, lower: str) -> str:
    """The case of letters of `model` on another form: "Великих" -> "Великие", "САРАТОВЕ" -> "Саратов"."""
    if model[:1].islower():
        return lower
    parts = model.split("-")
    made = lower.split("-")
    if len(parts) == len(made) > 1:
        return "-".join(b if a[:1].islower() else b[:1].upper() + b[1:] for a, b in zip(parts, made, strict=True))
    return lower[:1].upper() + lower[1:]


def _keep_yo(word: str, form: str) -> str:
    """ё as the text has it."""
    if "ё" not in word.lower() or "ё" in form:
        return form
    at = word.lower().index("ё")
    return form[:at] + "ё" + form[at + 1 :] if form[at : at + 1] == "е" else form


def _adjective(lemma: str, gender: str) -> str:
    for old, new in _ENDINGS.get(gender, ()):
        if lemma.endswith(old):
            return lemma[: -len(old)] + new
    return lemma


def _is_adjective(word: str, lemma: str, pos: str) -> bool:
    return bool(_ADJECTIVE.match(lemma)) and (
        (pos in ("ADJ", "PROPN", "NOUN", "DET", "VERB", "") and word.lower() != lemma) or pos == "ADJ"
    )


def _noun(word: str, lemma: str, feats: dict[str, str], morph: Morph) -> tuple[str, str]:
    """The nominative of a noun and its gender for agreement ("Plur" for the plural)."""
    plural = feats.get("Number") == "Plur"
    gender = feats.get("Gender", "")
    readings = [
        r
        for r in morph.readings(word)
        if r.pos == "NOUN" and (not feats.get("Case") or r.feats.get("Case") == feats.get("Case"))
    ]
    if plural:
        for r in readings:
            if r.feats.get("Number") == "Plur":
                form = r.parse.inflect({"plur", "nomn"})
                if form:
                    return str(form.word), "Plur"
        return word.lower(), "Plur"
    if feats.get("Case") == "Nom":
        lemma = word.lower()
    number = feats.get("Number")
    if number and readings and lemma not in {r.lemma for r in readings}:
        fitting = [r for r in readings if r.feats.get("Number") == number]
        lemma = fitting[0].lemma if fitting else lemma
    if (
        feats.get("Case") == "Acc" and word[-1] in "ую" and not lemma.endswith(("а", "я"))
    ):  # Бородянку, said to be masculine
        lemma = word[:-1].lower() + ("а" if word[-1] == "у" else "я")
    lemma = _village(word, lemma, feats.get("Case", ""), morph)
    if lemma.endswith("о") and lemma != word.lower():
        return lemma, "Neut"
    known = next((r for r in morph.readings(lemma) if r.pos == "NOUN" and "Gender" in r.feats), None)
    if known and (known.known or not gender):
        gender = known.feats["Gender"]
    gender = gender or "Masc"
    return lemma, gender


def _village(word: str, lemma: str, case: str, morph: Morph) -> str:
    """The lemma of an unknown name in -ово, -ино, which the dictionary takes for a surname: "Зюзине" -> "зюзино"."""
    if not lemma.endswith(("ов", "ев", "ёв", "ин", "ын")) or word.lower() != lemma + _VILLAGE.get(case, " "):
        return lemma
    known = any(r.known and "Geox" in r.grammemes for r in morph.readings(lemma))
    return lemma if known else lemma + "о"


def nominative(
    words: Sequence[str], lemmas: Sequence[str], pos: Sequence[str], feats: Sequence[str], morph: Morph
) -> str:
    """The nominative of a phrase by its tags: adjectives agree with the first noun, all after that noun stays.

    >>> feats = ["Case=Gen", "Case=Gen|Gender=Masc|Number=Sing"]
    >>> nominative(["Знаменского", "района"], ["знаменский", "район"], ["ADJ", "NOUN"], feats, Morph())
    'Знаменский район'
    """
    n = len(words)
    head = next(
        (
            i
            for i in range(n)
            if words[i][:1].isalpha() and not (i + 1 < n and _is_adjective(words[i], lemmas[i], pos[i]))
        ),
        n - 1,
    )
    given = [split_feats(f) for f in feats]
    if head < 0:
        return join(words)
    word, lemma = words[head], lemmas[head].lower()
    if not re.fullmatch(r"[А-Яа-яЁё-]+", word) or (word.isupper() and len(word) < 5):
        return join(words)
    adjectival = _is_adjective(word, lemma, pos[head])
    abbreviation = ABBREVIATIONS.get(word.lower()) if head else None
    if adjectival:
        gender = "Plur" if given[head].get("Number") == "Plur" else given[head].get("Gender", "Masc")
        form = _adjective(lemma, gender)
    elif abbreviation:
        form, gender = word, {"область": "Fem", "республика": "Fem"}.get(abbreviation, "Masc")
    else:
        adjectives = [given[i] for i in range(head) if pos[i] == "ADJ" and "Case" in given[i]]
        tags = given[head]
        if adjectives:  # they show case, number and gender better than an unknown noun does
            tags = {**tags, **{k: v for k, v in adjectives[-1].items() if k in ("Case", "Number", "Gender")}}
        form, gender = _noun(word, lemma, tags, morph)
    out = [
        _like(words[i], _adjective(lemmas[i].lower(), gender))
        if words[i].isalpha() or ("-" in words[i] and len(words[i]) > 1)
        else words[i]
        for i in range(head)
    ]
    return join([*out, _like(word, _keep_yo(word, form)), *words[head + 1 :]])
