"""Places that share a noun in the plural: "в Ленинградской, Новгородской и Псковской областях"."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from ruanalyze.entities.found import Found, by
from ruanalyze.places.normal import SEPARATORS, SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token

__all__ = ["with_shared_noun"]


def with_shared_noun(tokens: Sequence[Token], found: list[Found], sentence: int, source: str) -> list[Found]:
    """The mentions of a sentence with every place of such a list, where the tagger saw one of them as a place.

    Each adjective is a place of its own; the last one takes the noun.
    """
    for at, token in enumerate(tokens):
        if token.lemma not in SHARED or "Number=Plur" not in token.feats:
            continue
        parts = _parts(tokens, at)
        if len(parts) < 2:
            continue
        first, last = parts[0][0], at + 1
        inside = [f for f in found if f.kind == "LOC" and first <= f.first and f.last <= last]
        others = [f for f in found if f not in inside]
        if not inside or any(f.first < last and first < f.last for f in others):
            continue
        known = {(f.first, f.last): f for f in inside}
        made = [known.get((a, b)) or Found("LOC", sentence, a, b, None, by(source, "list")) for a, b in parts]
        found = sorted([*others, *made], key=attrgetter("first"))
    return found


def _parts(tokens: Sequence[Token], at: int) -> list[tuple[int, int]]:
    """The places of a list that ends in the noun at `at`, in their order."""
    first = at
    while first and tokens[first - 1].pos == "ADJ" and tokens[first - 1].text[:1].islower():
        first -= 1  # "Южном федеральных округах"
    parts: list[tuple[int, int]] = []
    last, end = first - 1, at + 1
    while last >= 0 and _is_name(tokens[last]):
        parts.append((last, end))
        if last < 2 or tokens[last - 1].text not in SEPARATORS:
            break
        last, end = last - 2, last - 1
    return parts[::-1]


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.lemma.endswith(("ий", "ый", "ой"))
