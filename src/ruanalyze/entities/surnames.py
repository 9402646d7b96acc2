"""Full names and surnames alone tell of each other: the form that one has says how the other is to be read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ruanalyze.people.merge import NEAR
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence
    from ruanalyze.entities.found import Found
    from ruanalyze.people.names import People
    from ruanalyze.people.parts import NameReading

__all__ = ["agreed"]

_FEATS: Final = {
    "masc": "Animacy=Anim|Gender=Masc|Number=Sing",
    "femn": "Animacy=Anim|Gender=Fem|Number=Sing",
}


def agreed(
    people: People, sentences: Sequence[Sentence], found: Sequence[Found], readings: list[tuple[NameReading, ...]]
) -> None:
    """Mend the readings of the mentions, best first, by those of the others in the text."""
    alone = [i for i, f in enumerate(found) if f.last - f.first == 1 and readings[i]]
    if alone and len(alone) < len(found):
        full = [i for i, f in enumerate(found) if f.last - f.first > 1 and readings[i]]
        _of_one_gender(people, sentences, found, readings, alone, full)
        _as_they_are(sentences, found, readings, alone, full)


def _of_one_gender(
    people: People,
    sentences: Sequence[Sentence],
    found: Sequence[Found],
    readings: list[tuple[NameReading, ...]],
    alone: list[int],
    full: list[int],
) -> None:
    """Евгения Абашева is Евгений where a text goes on with Абашев, Александру Котову Александра with Котовой."""
    known = {readings[i][0].key_last: readings[i][0].gender for i in alone}
    for i in full:
        best = readings[i][0]
        last, gender = best.key_last, best.gender
        if last in known or gender is None:
            continue
        other = last + "а" if gender == "masc" else last.removesuffix("а")
        wanted = known.get(other)
        if other == last or wanted is None or wanted == gender:
            continue
        tokens = sentences[found[i].sentence].tokens[found[i].first : found[i].last]
        again = people.read(tuple([t.text for t in tokens]), (_FEATS[wanted],) * len(tokens))
        fits = [r for r in again if r.key_last == other and r.gender == wanted and r.first]
        if fits:
            readings[i] = (fits[0], *readings[i])


def _as_they_are(
    sentences: Sequence[Sentence],
    found: Sequence[Found],
    readings: list[tuple[NameReading, ...]],
    alone: list[int],
    full: list[int],
) -> None:
    """ "сказал Гросу" is of Гросу in a text that has Игорь Гросу, whatever case the tagger sees."""

    def form(i: int) -> str:
        return fold(sentences[found[i].sentence].tokens[found[i].last - 1].text)

    whole = {last: readings[i][0] for i in full if (last := form(i)) == readings[i][0].key_last}
    for i in alone if whole else ():
        last = form(i)
        person = whole.get(last)
        if person is None:
            continue
        best = readings[i][0]
        same = [r.score for r in readings[i] if last in (r.key_last, r.key_first) and r.gender in (None, person.gender)]
        if max(same, default=-math.inf) < best.score - NEAR:
            own = best._replace(
                first=None,
                last=person.last,
                normal=person.last or "",
                key_first="",
                key_last=last,
                gender=person.gender,
            )
            readings[i] = (own, *readings[i])
