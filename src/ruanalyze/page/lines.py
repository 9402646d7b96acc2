"""The lines of a page: where they stand and how they end; lines of a fixed width are put together again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from ruanalyze.page.dates import DateLine
    from ruanalyze.page.kinds import Verdict

__all__ = ["BLANKS", "Line", "lower", "one_line", "split_lines"]

#: What a line or a page may be padded with: Unicode's blanks, NUL and characters of no width.
BLANKS: Final = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
_NO_WIDTH: Final = "\0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Breaks that str.split("\n") does not see.
_ODD_BREAKS: Final = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ONE_LINE: Final = dict.fromkeys(map(ord, _ODD_BREAKS + "\n"), " ")
_BREAK: Final = re.compile(r"(\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_ENDS: Final = frozenset(".!?…")
CLOSE: Final = "»\"”')]*"
# "9 октября 2019 г.", "500 руб.": a date or a price, no sentence
_UNIT: Final = re.compile(r"(?:^|[\s\d\xa0])(?:г|руб|тыс|млн|млрд)\.$")
_UNIT_SIZE: Final = 60
_LONG: Final = 200  # so long and of more than one sentence: prose, whatever stands at its end


class Line(msgspec.Struct, gc=False):
    """A non-blank line of the page, stripped, with what is known and decided about it.

    blank: a blank line stands before it. terminal: it ends as a sentence does, or is too long for a headline.
    ticker: the length of a timestamp that opens it. verdict: the furniture that it is by a rule. heading: its level in
    markup. repeated: another line is the same. inside, score: the model's log-odds of standing between the article's
    ends and of being its text.
    """

    start: int
    end: int
    text: str
    low: str
    blank: bool
    words: int
    terminal: bool
    verdict: Verdict | None = None
    date: DateLine | None = None
    ticker: int = 0
    heading: int = 0
    repeated: bool = False
    inside: float = 0.0
    score: float = 0.0


def _line(start: int, text: str, low: str, blank: bool) -> Line:
    size, last = len(text), text[-1]
    if last.isalnum():
        terminal = size > _LONG and ". " in text
    elif last in _ENDS:
        terminal = size > _UNIT_SIZE or not _UNIT.search(text, size - 6)
    else:
        terminal = (last in CLOSE and text.rstrip(CLOSE)[-1:] in _ENDS) or (size > _LONG and ". " in text)
    return Line(start, start + size, text, low, blank, text.count(" ") + 1, terminal)


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay: İ alone would grow."""
    low = text.lower()
    return low if len(low) == len(text) else "İ".join([part.lower() for part in text.split("İ")])


def one_line(text: str) -> str:
    """The text without the breaks and edge blanks at which `split_lines` would cut or drop it.

    >>> one_line(" Школа\\x0bоткрылась \\x00")
    'Школа открылась'
    """
    return text.translate(_ONE_LINE).strip(BLANKS)


def _odd(text: str) -> bool:
    """Does the text have a break that str.split("\\n") does not see? Unrolled, as this is asked of every page."""
    return (
        "\r" in text
        or "\x0b" in text
        or "\x0c" in text
        or "\x1c" in text
        or "\x1d" in text
        or "\x1e" in text
        or "\x85" in text
        or "\u2028" in text
        or "\u2029" in text
    )


def split_lines(text: str, low: str, *, unwrap: bool = True) -> list[Line]:
    """The non-blank lines of `text`, stripped; `low` is its lower case.

    unwrap: lines of a fixed width are put together.
    """
    lines: list[Line] = []
    start, blank = 0, False
    odd = _odd(text)
    # Odd breaks are captured by the split and so are every second piece.
    pieces = _BREAK.split(text) if odd else text.split("\n")
    step = 0 if odd else 1
    for i, piece in enumerate(pieces):
        size = len(piece)
        if odd and i % 2:
            start += size
            continue
        bare = piece.strip()
        if bare and (bare[0] in _NO_WIDTH or bare[-1] in _NO_WIDTH):
            bare = piece.strip(BLANKS)
        if bare:
            length = len(bare)
            at = start if length == size or piece[0] == bare[0] else start + size - len(piece.lstrip(BLANKS))
            lines.append(_line(at, bare, low[at : at + length], blank))
            blank = False
        else:
            blank = True
        start += size + step
    return _unwrapped(lines, text, low) if unwrap and len(lines) >= _FEWEST else lines


_FEWEST: Final = 6
_WIDEST: Final = 130
_TORN: Final = 4
_SHARE: Final = 0.3


def _unwrapped(lines: list[Line], text: str, low: str) -> list[Line]:
    """Put lines together that were broken at a fixed width, as in mail and print; other pages stay as they are.

    A page is taken for such when a good part of its long lines goes on with a small letter in the next one. Then a line
    is broken off wherever the next line's first word would not have fitted into it.
    """
    torn = [
        len(a.text)
        for a, b in pairwise(lines)
        if not a.terminal and not b.blank and 30 < len(a.text) <= _WIDEST and b.text[0].islower()
    ]
    if len(torn) < _TORN:
        return lines
    torn.sort()
    width = torn[int(0.95 * (len(torn) - 1))]
    if sum(len(line.text) > 0.7 * width for line in lines) * _SHARE > len(torn):
        return lines
    out: list[Line] = []
    start, blank, end = lines[0].start, lines[0].blank, lines[0].end
    for a, b in pairwise(lines):
        fits = len(a.text) + 1 + len(b.text.split(None, 1)[0]) <= width
        if b.blank or fits or len(a.text) > 1.3 * width:
            out.append(_line(start, text[start:end], low[start:end], blank))
            start, blank = b.start, b.blank
        end = b.end
    out.append(_line(start, text[start:end], low[start:end], blank))
    return out
