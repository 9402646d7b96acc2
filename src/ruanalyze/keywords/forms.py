"""Noun phrases in nominative: from lemmas and endings, the dictionary being asked for plurals and odd adjectives."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ruanalyze.morph.lemmas import Morph
from ruanalyze.morph.lemmas import adjective as regular_adjective

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token

__all__ = ["adjective", "is_noun", "nominative", "plural"]

_SIZE: Final = 20_000
_GENDER: Final = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_POSSESSIVE: Final = ("жий", "ший", "чий", "ний")  # "волчий" has "волчья"; the dictionary tells
_ADJECTIVAL: Final = ("ий", "ый", "ой", "ся")


@lru_cache(maxsize=1)
def _morph() -> Morph:
    return Morph()


def nominative(front: Sequence[Token], tail: Sequence[Token], *, many: bool) -> str:
    """The noun `front[-1]` and the adjectives before it in nominative, plural if `many`; the tail as it is written.

    Empty when an adjective has no such form.
    """
    head = front[-1]
    gender = _gender(head.feats)
    form = plural(head.lemma, head.text.lower()) if many else head.lemma
    if many and form is None:
        form, many = head.lemma, False
    assert form is not None
    words = []
    for token in front[:-1]:
        word = adjective(token.lemma, "plur" if many else gender)
        if not word:
            return ""
        words.append(_cased(token.text, word))
    words.append(_cased(head.text, form))
    words.extend([t.text if _is_acronym(t.text) else t.text.lower() for t in tail])
    return " ".join(words)


@lru_cache(maxsize=_SIZE)
def plural(lemma: str, text: str) -> str | None:
    """The nominative plural of a noun that is seen as `text`, or None.

    >>> plural("школа", "школ"), plural("человек", "людей")
    ('школы', 'люди')
    """
    readings = [r for r in _morph().readings(text) if r.pos == "NOUN"]
    same = [r for r in readings if r.lemma == lemma] or readings
    form = same[0].parse.inflect({"nomn", "plur"}) if same else None
    return str(form.word) if form else None


@lru_cache(maxsize=_SIZE)
def adjective(lemma: str, form: str) -> str:
    """The nominative of an adjective: `form` is "masc", "femn", "neut" or "plur"; "" when there is none.

    >>> [adjective("синий", f) for f in ("femn", "neut", "plur")], adjective("детский", "femn")
    (['синяя', 'синее', 'синие'], 'детская')
    >>> adjective("третий", "femn"), adjective("большой", "plur")
    ('третья', 'большие')
    """
    made = None if lemma.endswith(_POSSESSIVE) else regular_adjective(lemma, form)
    if made is not None:
        return made
    for reading in _morph().readings(lemma):
        if reading.pos in ("ADJF", "PRTF"):
            found: Any = reading.parse.inflect({"nomn", "plur"} if form == "plur" else {"nomn", "sing", form})
            return str(found.word) if found else ""
    return ""


@lru_cache(maxsize=_SIZE)
def is_noun(lemma: str) -> bool:
    """Whether a lemma may stand alone: a noun, not a participle that only looks like one.

    >>> is_noun("рабочий"), is_noun("хотящий"), is_noun("пожар")
    (True, False, True)
    """
    if not lemma.endswith(_ADJECTIVAL):
        return True
    return any(r.pos == "NOUN" or not r.known for r in _morph().readings(lemma))


def _gender(feats: str) -> str:
    at = feats.find("Gender=")
    return "masc" if at < 0 else _GENDER.get(feats[at + 7 :].split("|", 1)[0], "masc")


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _cased(text: str, form: str) -> str:
    """An acronym keeps its capitals."""
    return form.upper() if _is_acronym(text) and text.lower() == form else form
