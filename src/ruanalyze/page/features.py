"""What the line model sees: the coarse type of a line, its neighbours, and its place among prose and furniture.

Some twenty families of features are joined to seven tables: what the members of a joint feature weigh is added up once,
when the model is loaded, not for every line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np

from ruanalyze.kept import Kept
from ruanalyze.page.lines import CLOSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ruanalyze.page.lines import Line

__all__ = ["FEATURES", "Tables", "tables", "totals"]

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
_COMMENTS: Final = _KIND_NO["comments"]
_RELATED: Final = _KIND_NO["related"]
_RULED: Final = len(_KINDS)
_DATED: Final = _RULED  # a short line with a date in it that is no date line
_TICKER: Final = _RULED + 1
_REPEATED: Final = _RULED + 2
_PLAIN: Final = _RULED + 3
_SIZES: Final = (12, 30, 60, 110, 200, 400)
_ENDS: Final = 5
_NONE: Final = _PLAIN + _ENDS * (len(_SIZES) + 1)
_TYPES: Final = _NONE + 1
_PROSE_SIZE: Final = 110

# Shapes: 0 furniture by a rule, 1 long sentences, 2 a short one, 3-5 no sentence: short, middling, long; 6 no line.
_SHAPES: Final = 7


def _shape(kind: int) -> int:
    if kind < _RULED or kind == _TICKER:
        return 0
    if kind in (_DATED, _REPEATED):
        return 4
    if kind == _NONE:
        return 6
    bucket, end = divmod(kind - _PLAIN, _ENDS)
    if end < 2:
        return 1 if bucket > 3 else 2
    return 3 if bucket < 2 else 4 if bucket < 4 else 5


_SHAPE: Final = [_shape(kind) for kind in range(_TYPES)]
_BUCKET: Final = [sum(size > limit for limit in _SIZES) * _ENDS + _PLAIN for size in range(_SIZES[-1] + 2)]

_BEGINS: Final = 9
_FAR: Final = 6
_NEVER: Final = 7
# Distances to the next prose and numbers of lines, by buckets; the last one stands for all that is greater.
_DISTANCE: Final = [0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, _FAR]
_PLACE: Final = [0, 1, 2, 3, 3, 3, 4, 4, 4, 4, 5]
_LENGTH: Final = [0, 1, 2, 3, 4, 4, 4, 4, 5]
_COUNT: Final = [0, 1, 2, 2, 3, 3, 3, 3, 4]

_FAR_AT: Final = [*_DISTANCE, _NEVER]

# Where each family of features begins.
_PREV: Final = _TYPES
_NEXT: Final = _PREV + _TYPES
_PREV2: Final = _NEXT + _TYPES
_NEXT2: Final = _PREV2 + _TYPES
_BEGIN: Final = _NEXT2 + _TYPES
_CAPS: Final = _BEGIN + _BEGINS
_BACK: Final = _CAPS + _SHAPES
_AHEAD: Final = _BACK + 8 * _SHAPES
_BLANKS: Final = _AHEAD + 8 * _SHAPES
_ABOVE: Final = _BLANKS + 4 * _SHAPES
_BELOW: Final = _ABOVE + 2 * (_RULED + 1)
_SINCE: Final = _BELOW + 2 * (_RULED + 1)
_MARKS: Final = _SINCE + 8
_AROUND: Final = _MARKS + 4 * _SHAPES
_TOP: Final = _AROUND + _SHAPES**3
_BOTTOM: Final = _TOP + 6 * _SHAPES
_RUN: Final = _BOTTOM + 6 * _SHAPES
_PAGE: Final = _RUN + 6 * _SHAPES
_POST: Final = _PAGE + 5 * _SHAPES
#: How many features the line model has.
FEATURES: Final = _POST + _SHAPES


class Tables(NamedTuple):
    """What joint features weigh, as nested lists.

    own: by blank lines above and below (0 or 1 each) and type. before: by the type of the line before the last and of
    the last. after: by that of the next and of the one after it. rules: by the furniture above and below. prose: by
    the lines since the last prose, those of furniture among them, headings, the distance to the next, and shape.
    begin: by place, beginning, and shape. around: by the furniture of the page, whether it is a post, the run, and the
    shapes before, after and own.
    """

    own: list[list[list[Any]]]
    before: list[list[Any]]
    after: list[list[Any]]
    rules: list[list[Any]]
    prose: list[list[list[list[list[Any]]]]]
    begin: list[list[list[Any]]]
    around: list[list[list[list[list[list[Any]]]]]]


def tables(weights: NDArray[Any]) -> Tables:
    """The tables for what FEATURES features weigh, of any type that can be added."""
    w, none = weights, np.zeros_like(weights[:1])
    own = w[:_TYPES, None] + w[_BLANKS:_ABOVE].reshape(_SHAPES, 4)[_SHAPE]
    before = w[_PREV2:_NEXT2, None] + w[_PREV:_NEXT]
    after = w[_NEXT:_PREV2, None] + w[_NEXT2:_BEGIN]
    rules = w[_ABOVE:_BELOW, None] + w[_BELOW:_SINCE]
    back = w[_BACK:_AHEAD].reshape(_SHAPES, 8).T[_FAR_AT]
    marks, ahead = w[_MARKS:_AROUND].reshape(_SHAPES, 4).T, w[_AHEAD:_BLANKS].reshape(_SHAPES, 8).T
    prose = back[:, None, None, None] + w[_SINCE:_MARKS, None, None, None] + marks[:, None] + ahead
    capitals = np.stack([np.repeat(none, _SHAPES), w[_CAPS:_BACK]])
    begin = (w[_BEGIN:_CAPS, None, None] + capitals).reshape(2 * _BEGINS, _SHAPES)
    top, bottom = w[_TOP:_BOTTOM].reshape(_SHAPES, 6).T, w[_BOTTOM:_RUN].reshape(_SHAPES, 6).T
    places = (top[:, None] + bottom).reshape(36, 1, _SHAPES) + begin
    around = w[_AROUND:_TOP].reshape(_SHAPES, _SHAPES, _SHAPES).transpose(0, 2, 1)
    page = w[_PAGE:_POST].reshape(_SHAPES, 5).T[:, None] + np.stack([np.repeat(none, _SHAPES), w[_POST:]])
    around = page[:, :, None, None, None] + w[_RUN:_PAGE].reshape(_SHAPES, 6).T[:, None, None] + around
    return Tables(
        own.T.reshape(2, 2, _TYPES).tolist(),
        before.tolist(),
        after.tolist(),
        rules.tolist(),
        prose.tolist(),
        places.tolist(),
        around.tolist(),
    )


def _type(line: Line) -> int:
    """The type of a line that no rule has named."""
    if line.ticker:
        return _TICKER
    if line.repeated:
        return _REPEATED
    text = line.text
    size = len(text)
    kind = _BUCKET[size] if size <= _SIZES[-1] else _BUCKET[-1]
    last = text[-1]
    if line.terminal:
        return kind + (last in "!?")
    if line.date is not None and size <= _PROSE_SIZE:
        return _DATED
    return kind + (2 if last in ":;," else 3 if last in CLOSE else 4)


_CAPITAL: Final = -1


def _first(c: str) -> int:
    """How a line begins that has `c` as its first character, doubled."""
    if "A" <= c <= "z" and c.isalpha():
        return 16
    if c.isupper():
        return _CAPITAL
    if c.isalpha():
        return 2
    if c.isdigit():
        return 4
    if c in "«\"“„'":
        return 6
    return 8 if c in "—–-" else 14 if c in "•*·→►▶" else 10


_BEGINNINGS: Final = Kept[str, int](most=1 << 10)


def _capital(line: Line, text: str) -> int:
    """How a line begins that has a capital first, doubled, and whether it is all in capitals."""
    words = line.words
    if words > 1 and text.isupper():
        return 1
    return 12 if words <= 4 and len(text) <= 60 and text.istitle() else 0


_W = TypeVar("_W")


def totals(lines: list[Line], post: bool, start: _W, weights: Tables) -> Iterator[_W]:
    """What the active features of every line weigh together, and `start`.

    They tell its own type (furniture by a rule, or length and ending) and the blank lines around it; the types of two
    lines before and of two after; the last furniture above and the next below and whether prose stands between; how far
    the next long prose is on either side, how many lines of furniture follow the last one and whether a heading of
    comments or of related headlines does; how it begins and the place from both ends; the shapes around, the length of
    its run of headline-like lines, how much furniture the page has, and whether it has the marks of a `post`.
    """
    n = len(lines)
    _mark_repeated(lines)
    kinds = [_NONE, _NONE]
    kinds += [_KIND_NO[v.kind] if (v := line.verdict) is not None else _type(line) for line in lines]
    ruled = sum([kind < _RULED for kind in kinds])
    kinds += (_NONE, _NONE)
    shapes = [_SHAPE[kind] for kind in kinds]
    blanks = [1 if line.blank else 0 for line in lines]
    blanks.append(0)
    ahead, below = _downwards(kinds, shapes, n)
    owns, befores, afters, rules, proses, begins, arounds = weights
    pages = arounds[_COUNT[ruled] if ruled < 8 else 4][post]
    back, since, marks, above = _NO_PROSE, 0, 0, 2 * _RULED
    prev2 = prev = _NONE
    left = 6
    kind, shape, blank = kinds[2], shapes[2], blanks[0]
    for line, next_, next2, right, blank_below, place, far, rule, run in zip(
        lines, kinds[3:], kinds[4:], shapes[3:], blanks[1:], _places(n), ahead, below, _runs(shapes, n), strict=False
    ):
        text = line.text
        if (begin := _BEGINNINGS.get(text[0])) is None:
            begin = _BEGINNINGS.keep(text[0], _first(text[0]))
        if begin == _CAPITAL:
            begin = _capital(line, text)
        yield (
            start
            + owns[blank][blank_below][kind]
            + befores[prev2][prev]
            + afters[next_][next2]
            + rules[above][rule]
            + proses[back][since][marks][far][shape]
            + begins[place][begin][shape]
            + pages[run][left][right][shape]
        )
        if shape == 1:
            back = since = 0
            marks &= _COMMENTED
            above |= 1
        elif back < _NO_PROSE - 1:
            back += 1
        if kind < _RULED:
            above = 2 * kind
            if since < 7 and back < _NO_PROSE:
                since += 1
            if kind == _COMMENTS:
                marks |= _COMMENTED
            elif kind == _RELATED:
                marks |= 1
        prev2, prev, left, blank = prev, kind, shape, blank_below
        kind, shape = next_, right


def _mark_repeated(lines: list[Line]) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        low = line.low
        if 20 <= len(low) <= 250 and (other := seen.setdefault(low, line)) is not line:
            line.repeated = other.repeated = True


_NO_PROSE: Final = len(_DISTANCE)
_COMMENTED: Final = 2  # a heading of comments stands above; 1: one of related headlines since the last prose
_EDGE: Final = _PLACE[:-1]
_INNER: Final = _PLACE[-1]


def _places(n: int) -> list[int]:
    """The place from both ends, by buckets, of each of `n` lines."""
    inner = n - 2 * len(_EDGE)
    if inner >= 0:
        return _FROM_TOP + [7 * _INNER] * inner + _FROM_BOTTOM
    last = len(_EDGE)
    return [6 * _PLACE[min(i, last)] + _PLACE[min(n - 1 - i, last)] for i in range(n)]


_FROM_TOP: Final = [6 * place + _INNER for place in _EDGE]
_FROM_BOTTOM: Final = [6 * _INNER + place for place in reversed(_EDGE)]


def _downwards(kinds: list[int], shapes: list[int], n: int) -> tuple[list[int], list[int]]:
    """For every line the distance to the next prose, by bucket, and the next furniture: does prose come first?"""
    ahead, below = [0] * n, [0] * n
    gap, rule = _NO_PROSE, 2 * _RULED
    for i in range(n - 1, -1, -1):
        ahead[i] = _FAR_AT[gap]
        below[i] = rule
        if gap < _NO_PROSE - 1:
            gap += 1
        kind = kinds[i + 2]
        if kind < _RULED:
            rule = 2 * kind
        elif shapes[i + 2] == 1:
            gap = 0
            rule |= 1
    return ahead, below


def _runs(shapes: list[int], n: int) -> list[int]:
    """For every line the length, by bucket, of the run of headline-like or furniture lines that it stands in."""
    runs = [0] * n
    start = 0
    for i, shape in enumerate(shapes[2 : n + 3]):
        if shape in _NO_RUN:
            length = i - start
            if length:
                runs[start:i] = [_LENGTH[length] if length < 8 else 5] * length
            start = i + 1
    return runs


_NO_RUN: Final = frozenset((1, 2, 5, 6))
