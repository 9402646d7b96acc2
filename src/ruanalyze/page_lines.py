"""The lines of a page: where they stand, and the coarse type and surroundings by which the line model judges them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ruanalyze.page_dates import DateLine
    from ruanalyze.page_kinds import Verdict

__all__ = ["BLANKS", "FEATURES", "Line", "features", "lower", "split_lines"]

#: What a line or a page may be padded with: Unicode's blanks, NUL and characters of no width.
BLANKS: Final = (
    " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
# Breaks that str.split("\n") does not see.
_ODD_BREAKS: Final = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ONE_LINE: Final = dict.fromkeys(map(ord, _ODD_BREAKS + "\n"), " ")
_BREAK: Final = re.compile(r"(\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_END: Final = ".!?…"
_CLOSE: Final = "»\"”')]*"
_YEAR: Final = ("г.", "руб.", "тыс.", "млн.", "млрд.")


class Line:
    """A non-blank line of the page, stripped, with what is known and decided about it.

    blank: a blank line stands before it. terminal: it ends as a sentence does. ticker: the length of a timestamp that
    opens it. verdict: the furniture that it is by a rule. inside, score: the model's log-odds of standing between the
    article's ends and of being its text.
    """

    __slots__ = (
        "blank",
        "date",
        "end",
        "heading",
        "inside",
        "kind",
        "low",
        "repeated",
        "score",
        "start",
        "terminal",
        "text",
        "ticker",
        "verdict",
        "words",
    )

    def __init__(self, start: int, text: str, low: str, blank: bool) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.low = low
        self.blank = blank
        self.words = text.count(" ") + 1
        last = text[-1]
        self.terminal = (last in _END and not text.endswith(_YEAR)) or (
            last in _CLOSE and text.rstrip(_CLOSE)[-1:] in (".", "!", "?", "…")
        )
        self.verdict: Verdict | None = None
        self.date: DateLine | None = None
        self.ticker = 0
        self.heading = 0
        self.repeated = False
        self.kind = 0
        self.inside = 0.0
        self.score = 0.0


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def one_line(text: str) -> str:
    """The text without the breaks and edge blanks at which `split_lines` would cut or drop it.

    >>> one_line(" Школа\\x0bоткрылась \\x00")
    'Школа открылась'
    """
    return text.translate(_ONE_LINE).strip(BLANKS)


def split_lines(text: str, low: str) -> list[Line]:
    """The non-blank lines of `text`, stripped; `low` is its lower case."""
    lines: list[Line] = []
    start, blank = 0, False
    odd = any(c in text for c in _ODD_BREAKS)
    # Odd breaks are captured by the split and so are every second piece.
    pieces = _BREAK.split(text) if odd else text.split("\n")
    step = 0 if odd else 1
    for i, piece in enumerate(pieces):
        if odd and i % 2:
            start += len(piece)
            continue
        bare = piece.strip(BLANKS)
        if bare:
            at = start if piece[0] == bare[0] else start + len(piece) - len(piece.lstrip(BLANKS))
            lines.append(Line(at, bare, low[at : at + len(bare)], blank))
            blank = False
        else:
            blank = True
        start += len(piece) + step
    return lines


_KINDS: Final = (
    "menu",
    "weather",
    "rates",
    "credit",
    "share",
    "subscribe",
    "related",
    "tags",
    "comments",
    "date",
    "other",
)
_KIND_NO: Final = {kind: i for i, kind in enumerate(_KINDS)}
_TICKER: Final = 11
_REPEATED: Final = 12
_PLAIN: Final = 13
_SIZES: Final = (12, 30, 60, 110, 200, 400)
_NONE: Final = _PLAIN + 5 * (len(_SIZES) + 1)
_TYPES: Final = _NONE + 1
_DISTANCES: Final = (0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5)
_FAR: Final = 6
_NEVER: Final = 7
_SELF, _PREV, _NEXT, _PREV2, _NEXT2 = (i * _TYPES for i in range(5))
_BEGIN: Final = 5 * _TYPES
_BACK: Final = _BEGIN + 7
_AHEAD: Final = _BACK + 8
_BLANKS: Final = _AHEAD + 8
_MARK: Final = _BLANKS + 4
_SINCE: Final = _MARK + 4
_RULED: Final = _SINCE + 8
_TOP: Final = _RULED + 5 * 6
_BOTTOM: Final = _TOP + 6 * 6
_MARKUP: Final = _BOTTOM + 6 * 6
#: How many features the line model has.
FEATURES: Final = _MARKUP + 6
_PROSE_SIZE: Final = 110


def _type(line: Line) -> int:
    if line.verdict is not None:
        return _KIND_NO[line.verdict.kind]
    if line.ticker:
        return _TICKER
    if line.repeated:
        return _REPEATED
    size = len(line.text)
    bucket = 0
    for limit in _SIZES:
        if size <= limit:
            break
        bucket += 1
    last = line.text[-1]
    if line.terminal:
        end = 1 if last in "!?" else 0
    elif last in ":;,":
        end = 2
    elif last in _CLOSE:
        end = 3
    else:
        end = 4
    return _PLAIN + 5 * bucket + end


def _begin(text: str, words: int) -> int:
    c = text[0]
    if words <= 4 and len(text) <= 60 and text.istitle():
        return 6
    if c.isupper():
        return 0
    if c.islower():
        return 1
    if c.isdigit():
        return 2
    if c in "«\"“„'":
        return 3
    return 4 if c in "—–-•*·" else 5


def _shape(line: Line) -> int:
    if line.verdict is not None or line.ticker:
        return 0
    size = len(line.text)
    if line.terminal:
        return 1 if size > _PROSE_SIZE else 2
    return 3 if size <= 40 else 4 if size <= _PROSE_SIZE else 5


def _bucket(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3 if count < 8 else 4


_PLACES: Final = (0, 1, 2, 3, 3, 3, 4, 4, 4, 4)


def _place(count: int) -> int:
    return _PLACES[count] if count < 10 else 5


def features(lines: list[Line]) -> list[tuple[int, ...]]:
    """The active features of every line: numbers below FEATURES.

    They are its own type (furniture by a rule, or length and ending), the types of two lines before and after, how it
    begins, how far the next long prose is on either side, blank lines around it, whether a heading of comments or of
    related headlines stands above, and how many lines of furniture follow the last prose; and by its shape: how much
    furniture rules find in the page, the line's place from both ends, and whether the page has the marks of a post.
    """
    n = len(lines)
    seen: dict[str, Line] = {}
    for line in lines:
        if 20 <= len(line.text) <= 250:
            other = seen.get(line.low)
            if other is not None:
                line.repeated = other.repeated = True
            seen[line.low] = line
    types = [_NONE, _NONE]
    for line in lines:
        line.kind = _type(line)
        types.append(line.kind)
    types += (_NONE, _NONE)
    ahead = [_NEVER] * n
    gap = -1
    for i in range(n - 1, -1, -1):
        ahead[i] = _NEVER if gap < 0 else (_DISTANCES[gap] if gap < 13 else _FAR)
        line = lines[i]
        if line.verdict is None and line.terminal and not line.ticker and len(line.text) > _PROSE_SIZE:
            gap = 0
        elif gap >= 0:
            gap += 1
    shapes = [_shape(line) for line in lines]
    ruled = _RULED + 6 * _bucket(shapes.count(0))
    markup = any("](http" in line.low or "**" in line.low or "__" in line.low for line in lines)
    out = []
    back, comments, related, since = -1, False, False, 0
    for i, line in enumerate(lines):
        prose = line.verdict is None and line.terminal and not line.ticker and len(line.text) > _PROSE_SIZE
        after = i + 1 < n and lines[i + 1].blank
        shape = shapes[i]
        out.append(
            (
                ruled + shape,
                _TOP + 6 * _place(i) + shape,
                _BOTTOM + 6 * _place(n - 1 - i) + shape,
                *((_MARKUP + shape,) if markup else ()),
                types[i + 2],
                _PREV + types[i + 1],
                _NEXT + types[i + 3],
                _PREV2 + types[i],
                _NEXT2 + types[i + 4],
                _BEGIN + _begin(line.text, line.words),
                _BACK + (_NEVER if back < 0 else (_DISTANCES[back] if back < 13 else _FAR)),
                _AHEAD + ahead[i],
                _BLANKS + 2 * line.blank + after,
                _MARK + 2 * comments + related,
                _SINCE + min(since, 7),
            )
        )
        if prose:
            back, since, related = 0, 0, False
        elif back >= 0:
            back += 1
        if line.verdict is not None:
            since += 1
            if line.verdict.kind == "comments":
                comments = True
            elif line.verdict.kind == "related":
                related = True
    return out
