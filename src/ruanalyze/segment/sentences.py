"""Sentences and tokens: where each begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.segment.rules import CLOSERS, Gap, decide
from ruanalyze.segment.tokens import DASHES, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ruanalyze.doc import Part

__all__ = ["RawSentence", "segment"]

_BREAK: Final = re.compile(r"\s*\n\s*")  # a line break with all white space around it
_ITEM: Final = re.compile(r"[•●▪■►▶◆*–—-]\s|\d{1,3}[.)]\s|[а-яa-z]\)\s")  # "• Иванов", "1) вода", "- первое"
_WORD: Final = re.compile(r"\S*")
_BULLETS: Final = frozenset("•●▪■►▶◆")
#: A line that ends in one of these goes on in the next: "расположенный на\nПушкинской".
_DANGLING: Final = frozenset(
    {"в", "во", "на", "о", "об", "от", "с", "со", "по", "из", "к", "ко", "у", "за", "до", "при", "под", "над", "для"}
    | {"без", "и", "или", "а", "но", "что", "как", "не", "г", "ул", "им"}
)


#: Tokens of a sentence; a longer stretch without an end is no sentence (a list, a table, noise) and is cut.
_LONGEST: Final = 500


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
        offsets = [start + at for at in starts] if start else starts
        first = 0
        for last in (*(at for at, ends, _ in decisions(piece, starts, words) if ends), len(words)):
            while first < last:
                stop = min(last, first + _LONGEST)
                finish = offsets[stop - 1] + len(words[stop - 1])
                found.append(RawSentence(offsets[first], finish, part, offsets[first:stop], words[first:stop]))
                first = stop
    return found


def decisions(text: str, starts: list[int], words: list[str]) -> Iterator[tuple[int, bool, str]]:
    """Every place where a sentence of one part might end: the index of the next token, the answer, the rule."""
    gaps = [(i, "") for i, word in enumerate(words) if word[-1] in ".!?…"]
    if "\n" in text:
        gaps += _lines(text, starts, words)
    if any(bullet in text for bullet in _BULLETS):
        gaps += _bullets(text, starts, words)
    if "2." in text or "2)" in text:
        items = _items(words)
        dots = {i + 1 for i in items}
        gaps = [gap for gap in gaps if gap[0] not in dots] + [(i - 1, "item") for i in items[1:]]
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
    single = [text.count("\n", *b) == 1 for b in breaks]
    for k, (_, right) in enumerate(breaks):
        i = bisect_left(starts, right)
        if not 0 < i < len(words):
            continue
        last, word = words[i - 1], words[i]
        if not single[k]:
            found.append((i - 1, "paragraph"))
        elif _ITEM.match(text, right):
            if not (word in DASHES and last == ","):
                found.append((i - 1, "item"))
        elif (last in ";:" if word[0].islower() else last not in _DANGLING and last not in ",.") and not _folded(
            text, breaks, single, k
        ):
            found.append((i - 1, "line"))
    return found


def _folded(text: str, breaks: list[tuple[int, int]], single: list[bool], k: int) -> bool:
    """Whether line break k only folds a long line: the next word had not fitted, and other lines go on."""
    lo = hi = k
    while lo and k - lo < 8 and single[lo - 1]:
        lo -= 1
    while hi + 1 < len(breaks) and hi - k < 8 and single[hi + 1]:
        hi += 1
    block = breaks[lo : hi + 1]
    begins = [breaks[lo - 1][1] if lo else 0, *(b[1] for b in block)]
    lengths = [b[0] - begin for b, begin in zip(block, begins, strict=False)]
    width = max(lengths)
    folds = sum(text[b[1] : b[1] + 1].islower() and text[b[0] - 1 : b[0]] not in ";:.!?" for b in block)
    if width > 130 or folds * 3 < len(block):
        return False
    word = _WORD.match(text, breaks[k][1])
    return lengths[k - lo] + 1 + (len(word[0]) if word else 0) > width - 2


def _bullets(text: str, starts: list[int], words: list[str]) -> list[tuple[int, str]]:
    """Bullets of a list that runs on in one line: "• Чили • Перу"."""
    return [
        (i - 1, "bullet")
        for i, word in enumerate(words)
        if word in _BULLETS and i and words[i - 1] not in _BULLETS and text[starts[i] + 1 : starts[i] + 2].isspace()
    ]


def _items(words: list[str]) -> list[int]:
    """The numbers of a list that runs on in one line: "1. Иванов (5 голосов) 2. Петров (4 голоса)"."""
    found: list[int] = []
    expected = "1"
    for i, word in enumerate(words[:-2]):
        if word == expected and words[i + 1] in ".)" and words[i + 2][0].isupper():
            found.append(i)
            expected = str(len(found) + 1)
    return found if len(found) > 1 else []
