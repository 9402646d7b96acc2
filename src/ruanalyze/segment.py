"""Sentences and tokens: where each begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.segment_rules import CLOSERS, Gap, decide
from ruanalyze.segment_tokens import DASHES, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ruanalyze.doc import Part

__all__ = ["RawSentence", "segment"]

_BREAK: Final = re.compile(r"\s*\n\s*")  # a line break with all white space around it
_ITEM: Final = re.compile(r"[•●▪■►▶◆*–—-]\s|\d{1,3}[.)]\s|[а-яa-z]\)\s")  # "• Иванов", "1) вода", "- первое"
_BULLETS: Final = frozenset("•●▪■►▶◆")
#: A line that ends in one of these goes on in the next: "расположенный на\nПушкинской".
_DANGLING: Final = frozenset("в во на о об от с со по из к ко у за до при под над для без и или а но что как не г ул им".split())


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
        piece = text[start:end]
        starts, words = tokenize(piece)
        if not words:
            continue
        if start:
            offsets = [start + at for at in starts]
        else:
            offsets = starts
        first = 0
        for last in (*(at for at, ends, _ in decisions(piece, starts, words) if ends), len(words)):
            if last > first:
                finish = offsets[last - 1] + len(words[last - 1])
                found.append(RawSentence(offsets[first], finish, part, offsets[first:last], words[first:last]))
                first = last
    return found


def decisions(text: str, starts: list[int], words: list[str]) -> Iterator[tuple[int, bool, str]]:
    """Every place where a sentence of one part might end: the index of the next token, the answer, the rule."""
    gaps = [(i, "") for i, word in enumerate(words) if word[-1] in ".!?…"]
    if "\n" in text:
        gaps += _lines(text, starts, words)
    if not _BULLETS.isdisjoint(text):
        gaps += [(i - 1, "bullet") for i, word in enumerate(words) if word in _BULLETS and i and words[i - 1] not in _BULLETS]
    if "2." in text or "2)" in text:
        gaps += _items(words)
    gaps.sort()
    first = done = 0
    n = len(words)
    for at, rule in gaps:
        if rule:
            if at + 1 > done:
                ends = rule != "wrapped"
                yield at + 1, ends, rule
                if ends:
                    first = done = at + 1
            continue
        after = at + 1
        while after < n and words[after] in CLOSERS and starts[after] == starts[after - 1] + len(words[after - 1]):
            after += 1
        if after >= n or after <= done:
            continue
        glued = starts[after] == starts[after - 1] + len(words[after - 1])
        ends, name = decide(Gap(words, at, after - at - 1, words[after], glued, first))
        yield after, ends, name
        if ends:
            first = done = after


def _lines(text: str, starts: list[int], words: list[str]) -> list[tuple[int, str]]:
    """Line breaks where a sentence ends (a headline, a list), as (index of the last token, name of the rule)."""
    found = []
    breaks = [m.span() for m in _BREAK.finditer(text)]
    for k, (left, right) in enumerate(breaks):
        i = bisect_left(starts, right)
        if not 0 < i < len(words):
            continue
        if text.count("\n", left, right) > 1:
            found.append((i - 1, "paragraph"))
        elif _ITEM.match(text, right):
            if not (words[i] in DASHES and words[i - 1] == ","):
                found.append((i - 1, "item"))
        elif words[i - 1] not in _DANGLING and not is_wrapped(text, breaks, k):
            if words[i][0].islower():
                if words[i - 1] in (";", ":"):
                    found.append((i - 1, "line"))
            elif words[i - 1] not in ",.":
                found.append((i - 1, "line"))
    return found


def is_wrapped(text: str, breaks: list[tuple[int, int]], k: int) -> bool:
    """Whether line break k only folds a long line: the next word had not fitted, and other lines go on in mid-sentence."""
    lo = hi = k
    while lo and k - lo < 12 and text.count("\n", *breaks[lo - 1]) == 1:
        lo -= 1
    while hi + 1 < len(breaks) and hi - k < 12 and text.count("\n", *breaks[hi + 1]) == 1:
        hi += 1
    ends = [breaks[lo - 1][1] if lo else 0, *(b[1] for b in breaks[lo : hi + 1])]
    block = breaks[lo : hi + 1]
    lengths = [b[0] - begin for b, begin in zip(block, ends, strict=False)]
    width = max(lengths)
    folded = sum(text[b[1] : b[1] + 1].islower() and text[b[0] - 1 : b[0]] not in ";:.!?" for b in block)
    if width > 130 or folded * 3 < len(block):
        return False
    word = re.compile(r"\S*").match(text, breaks[k][1])
    return lengths[k - lo] + 1 + (len(word[0]) if word else 0) > width - 2


def _items(words: list[str]) -> list[tuple[int, str]]:
    """Numbers of a list that runs on in one line: "1. Иванов (5 голосов) 2. Петров (4 голоса)"."""
    found, expected = [], 1
    for i, word in enumerate(words[:-2]):
        if word == str(expected) and words[i + 1] in ".)" and words[i + 2][0].isupper():
            if expected > 1:
                found.append((i - 1, "item"))
            expected += 1
    return found
