"""Sentences and tokens: where each begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import razdel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ruanalyze.doc import Part

__all__ = ["RawSentence", "segment"]


class RawSentence(NamedTuple):
    """A sentence `text[start:end]` of one part; token i is `words[i]` and begins at `starts[i]`."""

    start: int
    end: int
    part: Part
    starts: list[int]
    words: list[str]


def segment(text: str, parts: Iterable[tuple[int, int, Part]]) -> list[RawSentence]:
    """Cut the parts of a text into sentences of tokens.

    `parts` are (start, end, part) spans of title, lead and paragraphs. A sentence never crosses a part, has no
    white space at its ends, and holds at least one token. All offsets are code points into `text`.

    >>> [s.words for s in segment("Указ подписан. Он вступил в силу.", [(0, 33, "body")])]
    [['Указ', 'подписан', '.'], ['Он', 'вступил', 'в', 'силу', '.']]
    """
    found = []
    for start, end, part in parts:
        for sentence in razdel.sentenize(text[start:end]):
            tokens = list(razdel.tokenize(sentence.text))
            if tokens:
                at = start + sentence.start
                starts = [at + token.start for token in tokens]
                found.append(RawSentence(at, start + sentence.stop, part, starts, [t.text for t in tokens]))
    return found
