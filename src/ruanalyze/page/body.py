"""Where the article's text stands: the best stretch of lines by the model, its ends mended, strange parts cut off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ruanalyze.page.kin import kinship

if TYPE_CHECKING:
    from ruanalyze.page.lines import Line

__all__ = ["all_but_edges", "find_body", "foreign_lines", "opening"]

_LOW: Final = -4.0
_HIGH: Final = 4.0
_DOUBT: Final = -2.0
_DROP: Final = -1.2
_PROSE: Final = 110
_GAP: Final = 16
_HEADING: Final = ("comments-heading", "related-heading", "phrase", "phrase-counter")


def all_but_edges(lines: list[Line]) -> tuple[int, int]:
    """First and last line of a text that is an article but for furniture at both ends."""
    first, last = 0, len(lines) - 1
    while first < last and lines[first].verdict is not None:
        first += 1
    while last > first and lines[last].verdict is not None:
        last -= 1
    return first, last


def find_body(lines: list[Line]) -> tuple[int, int]:
    """First and last line of the article's text in a page."""
    first, last = _edges(lines, *_best_stretch(lines))
    first, last = _of_one_piece(lines, first, last)
    first, last = _bridged_up(lines, first, last), _bridged(lines, first, last)
    at = last + 1
    while at < len(lines) and (_goes_on(lines[at]) or _is_credit(lines[at])):
        if lines[at].verdict is None:
            last = at
        at += 1
    rest = lines[last + 1 :]
    if len(rest) <= 3 and all(x.verdict is None and not x.ticker and x.score > _DOUBT for x in rest):
        last = len(lines) - 1
    while first < last and (lines[first].verdict is not None or lines[first].ticker):
        first += 1
    return first, last


def _best_stretch(lines: list[Line]) -> tuple[int, int]:
    """The stretch [first, last] of lines with the greatest sum of `inside`."""
    best, first, last = -math.inf, 0, -1
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        inside = line.inside
        total += _LOW if inside < _LOW else _HIGH if inside > _HIGH else inside
        if total > best:
            best, first, last = total, start, i
    return first, last


def _edges(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Move the ends off comments and furniture."""
    for i in range(first + 1, last + 1):
        v = lines[i].verdict
        if v is not None and v.kind == "comments" and v.rule in _HEADING:
            before = sum(max(0.0, x.score) for x in lines[first:i])
            if before * 2 >= sum(max(0.0, x.score) for x in lines[i : last + 1]):
                last = i - 1
                break
    while last > first and (lines[last].verdict is not None or (lines[last].score < 0 and not lines[last].terminal)):
        last -= 1
    return first, last


def _divides(line: Line) -> bool:
    """Could another text begin after this line?"""
    return line.ticker > 0 or line.date is not None or (line.verdict is not None and line.verdict.kind != "credit")


def _segments(lines: list[Line], first: int, last: int) -> list[tuple[int, int]]:
    """The runs of lines between furniture, each with at least a sentence."""
    found: list[tuple[int, int]] = []
    start = first
    for i in range(first, last + 2):
        if i > last or _divides(lines[i]):
            if any(line.terminal and line.verdict is None for line in lines[start:i]):
                found.append((start, i - 1))
            start = i + 1
    return found


def _of_one_piece(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Cut off what stands beyond furniture and speaks of other things: teasers above, comments, next articles."""
    segments = _segments(lines, first, last)
    if len(segments) < 2:
        return first, last
    sizes = [sum(len(line.text) for line in lines[a : b + 1]) for a, b in segments]
    most = max(sizes)
    core = next(i for i, size in enumerate(sizes) if size * 2 >= most)
    known = opening(lines, *segments[core])
    end = start = core
    for i in range(core + 1, len(segments)):
        if _belongs(lines, segments[i], known, (segments[i - 1][1] + 1, segments[i][0])):
            end = i
            known += opening(lines, *segments[i])
    for i in range(core - 1, -1, -1):
        if _belongs(lines, segments[i], known, (segments[i][1] + 1, segments[i + 1][0])):
            start = i
            known += opening(lines, *segments[i])
    return segments[start][0] if start else first, segments[end][1] if end + 1 < len(segments) else last


def _belongs(lines: list[Line], segment: tuple[int, int], known: str, gap: tuple[int, int]) -> bool:
    """Is a segment beyond a gap of the article? The model's mind, the words shared, and what stands in the gap."""
    part = [line for line in lines[segment[0] : segment[1] + 1] if line.verdict is None]
    odds = min(_HIGH, sum([line.inside for line in part]) / math.sqrt(len(part)))
    odds += kinship([line.low for line in part], known)
    between = lines[slice(*gap)]
    if any(x.verdict is not None and x.verdict.kind == "comments" for x in between):
        odds -= 1.0
    before = between[-1].verdict if between else None
    if before is not None and before.kind == "related" and before.rule in _HEADING:
        odds -= 2.0
    dates = sum(x.date is not None or x.ticker > 0 for x in between)
    insert = len(between) <= _INSERT and any(x.verdict is not None and x.verdict.kind == "related" for x in between[:1])
    if dates and not insert:
        odds -= dates - 0.5 + any(x.verdict is None and not x.terminal and x.words >= 4 for x in between)
    return odds > 0


_INSERT: Final = 4  # lines of "Читайте также", a headline, its date


def _bridged(lines: list[Line], first: int, last: int) -> int:
    """The last line when later paragraphs, beyond an advert or a poll, speak of the same."""
    at, known = last + 1, ""
    reach = last + _GAP
    while at < len(lines) and at <= reach:
        line = lines[at]
        if (v := line.verdict) is not None:
            if v.kind == "comments":
                break
        elif line.terminal and not line.ticker and len(line.text) > _PROSE / 2:
            known = known or opening(lines, first, last)
            if _belongs(lines, (at, at), known, (last + 1, at)):
                known += line.low
                last, reach = at, at + _GAP
        at += 1
    return last


def _is_credit(line: Line) -> bool:
    return line.verdict is not None and line.verdict.kind == "credit"


def _bridged_up(lines: list[Line], first: int, last: int) -> int:
    """The first line when a paragraph above, beyond an advert or a link, speaks of the same."""
    known = ""
    at, gap, credited = first - 1, 0, False
    while at >= 0 and gap <= _GAP_ABOVE:
        line, v = lines[at], lines[at].verdict
        if v is None and line.terminal and line.score > _DOUBT and len(line.text) > _PROSE / 2:
            known = known or opening(lines, first, last)
            if not (gap or len(line.text) > _PROSE) or not _belongs(lines, (at, at), known, (at + 1, first)):
                break
            if credited and ". " not in line.text:
                break  # one sentence above a caption is a deck
            first, gap, credited = at, 0, False
        elif (v is not None and v.kind in _ADVERTS) or (v is None and line.text[-1] == "?"):
            gap += 1
            credited = credited or _is_credit(line)
        else:
            break
        at -= 1
    return first


_GAP_ABOVE: Final = 5
_ADVERTS: Final = ("credit", "other", "related", "subscribe")


def _goes_on(line: Line) -> bool:
    """Is a line right after the body a short last sentence of it?"""
    return line.verdict is None and not line.ticker and line.terminal and line.text[-1] == "." and line.score > _DOUBT


def opening(lines: list[Line], first: int, last: int) -> str:
    """The body's beginning in lower case: what the article speaks of."""
    found: list[str] = []
    size = 0
    for line in lines[first : last + 1]:
        if line.verdict is None and line.terminal and line.text[-1] != "?":
            found.append(line.low)
            size += len(line.low)
            if size > _OPENING:
                break
    return " ".join(found)[:_OPENING]


_OPENING: Final = 2000


def foreign_lines(lines: list[Line], first: int, last: int, body: str) -> set[int]:
    """The lines within the body that no rule has named and that are furniture: headlines of other news, polls, buttons.

    Sentences are never such, nor is what ends with a colon or belongs to a list; of the rest the model decides together
    with the words that the line shares with the article; body: what `opening` gave.
    """
    found: set[int] = set()
    odds: dict[int, float] = {}
    for i in range(first, last + 1):
        line = lines[i]
        if line.verdict is not None or not _doubtful(lines, i):
            continue
        if line.ticker:
            found.add(i)
            continue
        odds[i] = line.score
        if line.words >= 3:
            odds[i] += max(_STRANGE, kinship((line.low,), body))
    for i in (*odds, *reversed(odds)):  # twice: what stands beside a foreign line is doubted the more
        if odds[i] < _least(lines, i, found):
            found.add(i)
    return found


def _least(lines: list[Line], i: int, found: set[int]) -> float:
    """What log-odds a doubtful line must have to stay, by what stands around it."""
    if _is_walled(lines, i):
        return _WALLED
    if _is_lone_bullet(lines, i):
        return 0.0
    return _DROP if _furniture_near(lines, i, found) else _ALONE


_WALLED: Final = 1.0
_STRANGE: Final = -1.5
_HEADLINE: Final = 200
_ALONE: Final = -4.5


def _doubtful(lines: list[Line], i: int) -> bool:
    line = lines[i]
    text = line.text
    if line.terminal:
        return text[-1] == "?" and len(text) <= _PROSE and (line.score < _DROP or _is_walled(lines, i))
    return (
        len(text) <= _HEADLINE and text[-1] not in ":;," and not (text[0] in "—–-" and text[1:].lstrip()[:1].islower())
    )


def _furniture_near(lines: list[Line], i: int, found: set[int]) -> bool:
    """Does furniture stand within two lines above or right below?"""
    if i - 1 in found or i + 1 in found:
        return True
    return any(x.verdict is not None and x.verdict.kind != "credit" for x in lines[max(0, i - 2) : i + 2])


def _is_walled(lines: list[Line], i: int) -> bool:
    """Does furniture stand right above and right below, as around the question of a poll?"""
    around = (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
    return len(around) == 2 and all(x.verdict is not None and x.verdict.kind != "credit" for x in around)


def _is_lone_bullet(lines: list[Line], i: int) -> bool:
    """Does a line begin with a bullet as links do, and not as one of a list?"""
    return lines[i].text[0] in _BULLETS and not any(
        x.text[0] in _BULLETS for x in (*lines[i - 1 : i], *lines[i + 1 : i + 2])
    )


_BULLETS: Final = frozenset("•·→►▶👉➡●■▪")
