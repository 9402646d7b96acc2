"""What the line model sees: the coarse type of a line, its neighbours, and its place among prose and furniture.

Some twenty families of features are joined to nine, whose numbers index one table: what the members of a joint feature
weigh is added up once, when the model is loaded, not for every line (`members` says which they are).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ruanalyze.page.lines import CLOSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruanalyze.page.lines import Line

__all__ = ["FEATURES", "JOINT", "joint_features", "members"]

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

# Where each family of features begins, and each of the joint ones.
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

_J_BEFORE: Final = _TYPES * 4
_J_AFTER: Final = _J_BEFORE + _TYPES * _TYPES
_J_BEGIN: Final = _J_AFTER + _TYPES * _TYPES
_J_PROSE: Final = _J_BEGIN + _BEGINS * 2 * _SHAPES
_J_RULES: Final = _J_PROSE + 64 * _SHAPES
_J_MARKS: Final = _J_RULES + (2 * (_RULED + 1)) ** 2
_J_AROUND: Final = _J_MARKS + 32 * _SHAPES
_J_PLACE: Final = _J_AROUND + _SHAPES**3
_J_PAGE: Final = _J_PLACE + 36 * _SHAPES
#: How many joint features there are.
JOINT: Final = _J_PAGE + 60 * _SHAPES


def members(joint: int) -> tuple[int, ...]:
    """The features, numbers below FEATURES, that a joint feature, a number below JOINT, stands for."""
    if joint < _J_BEFORE:
        kind, blanks = divmod(joint, 4)
        return kind, _BLANKS + 4 * _SHAPE[kind] + blanks
    if joint < _J_AFTER:
        far, near = divmod(joint - _J_BEFORE, _TYPES)
        return _PREV2 + far, _PREV + near
    if joint < _J_BEGIN:
        near, far = divmod(joint - _J_AFTER, _TYPES)
        return _NEXT + near, _NEXT2 + far
    if joint < _J_PROSE:
        rest, shape = divmod(joint - _J_BEGIN, _SHAPES)
        begin, caps = divmod(rest, 2)
        return (_BEGIN + begin, _CAPS + shape) if caps else (_BEGIN + begin,)
    if joint < _J_RULES:
        rest, shape = divmod(joint - _J_PROSE, _SHAPES)
        back, ahead = divmod(rest, 8)
        return _BACK + 8 * shape + back, _AHEAD + 8 * shape + ahead
    if joint < _J_MARKS:
        above, below = divmod(joint - _J_RULES, 2 * (_RULED + 1))
        return _ABOVE + above, _BELOW + below
    if joint < _J_AROUND:
        rest, shape = divmod(joint - _J_MARKS, _SHAPES)
        since, marks = divmod(rest, 4)
        return _SINCE + since, _MARKS + 4 * shape + marks
    if joint < _J_PLACE:
        return (_AROUND + joint - _J_AROUND,)
    if joint < _J_PAGE:
        rest, shape = divmod(joint - _J_PLACE, _SHAPES)
        top, bottom = divmod(rest, 6)
        return _TOP + 6 * shape + top, _BOTTOM + 6 * shape + bottom
    rest, shape = divmod(joint - _J_PAGE, _SHAPES)
    run, rest = divmod(rest, 10)
    count, post = divmod(rest, 2)
    page = (_RUN + 6 * shape + run, _PAGE + 5 * shape + count)
    return (*page, _POST + shape) if post else page


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


@lru_cache(maxsize=1 << 10)
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


def _capital(line: Line, text: str) -> int:
    """How a line begins that has a capital first, doubled, and whether it is all in capitals."""
    words = line.words
    if words > 1 and text.isupper():
        return 1
    return 12 if words <= 4 and len(text) <= 60 and text.istitle() else 0


def joint_features(lines: list[Line], post: bool) -> Iterator[tuple[int, ...]]:
    """The ten active joint features of every line.

    They tell its own type (furniture by a rule, or length and ending) and the blank lines around it, the types of two
    lines before and after, how it begins, how far the next long prose is on either side, the last furniture above and
    the next below and whether prose stands between, how many lines of furniture follow the last prose and whether
    a heading of comments or of related headlines does, the shapes around, the place from both ends, the length
    of its run of headline-like lines, how much furniture the page has, and whether it has the marks of a `post`.
    """
    n = len(lines)
    _mark_repeated(lines)
    kinds = [_NONE, _NONE]
    kinds += [_KIND_NO[v.kind] if (v := line.verdict) is not None else _type(line) for line in lines]
    ruled = sum([kind < _RULED for kind in kinds])
    kinds += (_NONE, _NONE)
    shapes = [_SHAPE[kind] for kind in kinds]
    ahead, below = _downwards(kinds, shapes, n)
    runs = _runs(shapes, n)
    page = _J_PAGE + (2 * (_COUNT[ruled] if ruled < 8 else 4) + post) * _SHAPES
    back, since, comments, related = _NO_PROSE, 0, 0, 0
    above = 2 * _RULED
    prev2 = prev = _NONE
    left = 6
    kind, shape, blank = kinds[2], shapes[2], lines[0].blank if n else False
    for i, line in enumerate(lines):
        next_, right = kinds[i + 3], shapes[i + 3]
        text = line.text
        if (begin := _first(text[0])) == _CAPITAL:
            begin = _capital(line, text)
        bottom = n - 1 - i
        blank_below = i + 1 < n and lines[i + 1].blank
        yield (
            4 * kind + 2 * blank + blank_below,
            _J_BEFORE + prev2 * _TYPES + prev,
            _J_AFTER + next_ * _TYPES + kinds[i + 4],
            _J_BEGIN + begin * _SHAPES + shape,
            _BACK_AT[back] + ahead[i] + shape,
            _J_RULES + above * _PAIRS + below[i],
            _J_MARKS + (4 * since + 2 * comments + related) * _SHAPES + shape,
            _J_AROUND + (left * _SHAPES + shape) * _SHAPES + right,
            (_TOP_AT[i] if i < 10 else _TOP_AT[10]) + (_BOTTOM_AT[bottom] if bottom < 10 else _BOTTOM_AT[10]) + shape,
            page + runs[i] + shape,
        )
        if shape == 1:
            back, since, related = 0, 0, 0
            above |= 1
        elif back < _NO_PROSE - 1:
            back += 1
        if kind < _RULED:
            above = 2 * kind
            if since < 7 and back < _NO_PROSE:
                since += 1
            if kind == _COMMENTS:
                comments = 1
            elif kind == _RELATED:
                related = 1
        prev2, prev, left, blank = prev, kind, shape, blank_below
        kind, shape = next_, right


def _mark_repeated(lines: list[Line]) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        low = line.low
        if 20 <= len(low) <= 250 and (other := seen.setdefault(low, line)) is not line:
            line.repeated = other.repeated = True


_PAIRS: Final = 2 * (_RULED + 1)
_NO_PROSE: Final = len(_DISTANCE)
_BACK_AT: Final = [_J_PROSE + 8 * distance * _SHAPES for distance in (*_DISTANCE, _NEVER)]
_AHEAD_AT: Final = [distance * _SHAPES for distance in (*_DISTANCE, _NEVER)]
_TOP_AT: Final = [_J_PLACE + 6 * place * _SHAPES for place in (*_PLACE[:10], 5)]
_BOTTOM_AT: Final = [place * _SHAPES for place in (*_PLACE[:10], 5)]


def _downwards(kinds: list[int], shapes: list[int], n: int) -> tuple[list[int], list[int]]:
    """For every line the distance to the next prose, by bucket, and the next furniture: does prose come first?"""
    ahead, below = [0] * n, [0] * n
    gap, rule = _NO_PROSE, 2 * _RULED
    for i in range(n - 1, -1, -1):
        ahead[i] = _AHEAD_AT[gap]
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
                runs[start:i] = [(_LENGTH[length] if length < 8 else 5) * 10 * _SHAPES] * length
            start = i + 1
    return runs


_NO_RUN: Final = frozenset((1, 2, 5, 6))
