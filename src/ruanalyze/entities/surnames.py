"""A surname alone in the very form in which a full name of the text has it: no other nominative is looked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ruanalyze.people.merge import NEAR
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence
    from ruanalyze.entities.found import Found
    from ruanalyze.people.parts import NameReading

__all__ = ["as_they_are"]


def as_they_are(sentences: Sequence[Sentence], found: Sequence[Found], readings: list[tuple[NameReading, ...]]) -> None:
    """Add the nominative to the readings of a surname that the tagger takes for another case: "сказал Гросу" in a text
    that has Игорь Гросу. readings are those of the mentions, best first."""
    whole: dict[str, NameReading] = {}
    alone: list[tuple[int, str]] = []
    for i, f in enumerate(found):
        if readings[i]:
            last = fold(sentences[f.sentence].tokens[f.last - 1].text)
            if f.last - f.first == 1:
                alone.append((i, last))
            elif last == readings[i][0].key_last:
                whole[last] = readings[i][0]
    for i, last in alone if whole else ():
        full = whole.get(last)
        if full is None:
            continue
        best = readings[i][0]
        same = [r.score for r in readings[i] if last in (r.key_last, r.key_first) and r.gender in (None, full.gender)]
        if max(same, default=-math.inf) < best.score - NEAR:
            own = best._replace(
                first=None, last=full.last, normal=full.last or "", key_first="", key_last=last, gender=full.gender
            )
            readings[i] = (own, *readings[i])
