"""Full names and surnames alone tell of each other: the form that one has says how the other is to be read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ruanalyze.people.merge import NEAR
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Gender, Sentence, Token
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
    read = [i for i, some in enumerate(readings) if some]
    alone = [i for i in read if found[i].last - found[i].first == 1]
    if not alone or len(alone) == len(read):
        return
    tokens = {i: sentences[found[i].sentence].tokens[found[i].first : found[i].last] for i in read}
    known: dict[str, Gender | None] = {readings[i][0].key_last: readings[i][0].gender for i in alone}
    whole: dict[str, NameReading] = {}
    for i in read:
        if len(tokens[i]) > 1:
            if (other := _of_other_gender(people, tokens[i], readings[i][0], known)) is not None:
                readings[i] = (other, *readings[i])
            if (last := fold(tokens[i][-1].text)) == readings[i][0].key_last:
                whole[last] = readings[i][0]
    for i in alone if whole else ():
        person = whole.get(fold(tokens[i][0].text))
        if person is not None and (own := _as_it_is(person, readings[i])) is not None:
            readings[i] = (own, *readings[i])


def _of_other_gender(
    people: People, tokens: Sequence[Token], best: NameReading, known: dict[str, Gender | None]
) -> NameReading | None:
    """Евгения Абашева is Евгений where a text goes on with Абашев, Александру Котову Александра with Котовой.

    known are the genders of the surnames that stand alone.
    """
    last, gender = best.key_last, best.gender
    if last in known or gender is None:
        return None
    other = last + "а" if gender == "masc" else last.removesuffix("а")
    wanted = known.get(other)
    if other == last or wanted is None or wanted == gender:
        return None
    again = people.read(tuple([t.text for t in tokens]), (_FEATS[wanted],) * len(tokens))
    return next((r for r in again if r.key_last == other and r.gender == wanted and r.first), None)


def _as_it_is(person: NameReading, readings: tuple[NameReading, ...]) -> NameReading | None:
    """ "сказал Гросу" is of Гросу in a text that has the person Игорь Гросу, whatever case the tagger sees."""
    last, best = person.key_last, readings[0]
    same = [r.score for r in readings if last in (r.key_last, r.key_first) and r.gender in (None, person.gender)]
    if max(same, default=-math.inf) >= best.score - NEAR:
        return None
    name = person.last
    return best._replace(first=None, last=name, normal=name or "", key_first="", key_last=last, gender=person.gender)
