"""The article in a text page: lines are judged, the body is the best stretch of them, the rest falls in place around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Article, Boilerplate, Span
from ruanalyze.page_dates import DateLine, read_line
from ruanalyze.page_kinds import STEMS, Verdict, by_stem, is_ticker, kind_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ruanalyze.doc import BoilerplateKind

__all__ = ["Hint", "find_article", "whole_article"]


class Hint(NamedTuple):
    """What markup says of a line: `verdict` when it can't be the article, a `bonus` to its score, the heading level or 0."""

    verdict: Verdict | None = None
    bonus: float = 0.0
    heading: int = 0


class Line:
    """A non-blank line of the page, stripped, with all that is decided about it."""

    __slots__ = (
        "blank",
        "date",
        "end",
        "gap",
        "heading",
        "low",
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
        self.blank = blank  # a blank line stands before it
        self.words = text.count(" ") + 1
        self.terminal = _terminal(text)
        self.verdict: Verdict | None = None
        self.date: DateLine | None = None
        self.ticker = 0
        self.heading = 0
        self.score = 0.0


_END: Final = ".!?…"
_CLOSE: Final = "»\"”')]*"
_DIGIT: Final = re.compile(r"\d")
_BREAKS: Final = re.compile(r"\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_DATE_LINE: Final = 160


def _terminal(text: str) -> bool:
    """Does the line end as a sentence does?"""
    last = text[-1]
    if last in _END:
        return True
    return last in _CLOSE and text.rstrip(_CLOSE)[-1:] in tuple(_END)


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def split_lines(text: str, low: str) -> list[Line]:
    """The non-blank lines, stripped."""
    lines = []
    start, blank = 0, False
    pieces = text.split("\n") if not _ODD_BREAK.search(text) else None
    if pieces is None:
        return _split_odd(text, low)
    for piece in pieces:
        bare = piece.strip(_SPACE)
        if bare:
            at = start + len(piece) - len(piece.lstrip(_SPACE))
            lines.append(Line(at, bare, low[at : at + len(bare)], blank))
            blank = False
        else:
            blank = True
        start += len(piece) + 1
    return lines


_SPACE: Final = " \t\r\n\xa0\u200b\ufeff\0\u3000\u2002\u2003\u2009"
_ODD_BREAK: Final = re.compile(r"\r(?!\n)|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _split_odd(text: str, low: str) -> list[Line]:
    lines = []
    start, blank = 0, False
    for m in [*_BREAKS.finditer(text), None]:
        stop = m.start() if m else len(text)
        piece = text[start:stop]
        bare = piece.strip(_SPACE)
        if bare:
            at = start + len(piece) - len(piece.lstrip(_SPACE))
            lines.append(Line(at, bare, low[at : at + len(bare)], blank))
        blank = not bare
        start = m.end() if m else stop
    return lines


def _judge(lines: list[Line], low: str, crawled: dt.datetime | dt.date | None) -> None:
    """Fill in verdict, date and ticker of every line."""
    starts = [line.start for line in lines]
    for line in lines:
        line.verdict = kind_of(line.text, line.low)
    for stem in STEMS:
        at = low.find(stem)
        while at >= 0:
            line = lines[max(0, bisect_right(starts, at) - 1)]
            if line.verdict is None and (found := by_stem(stem, line.low)):
                line.verdict = found
            at = low.find(stem, max(line.end, at + 1))
    for line in lines:
        if len(line.text) <= _DATE_LINE and (line.verdict is None or line.verdict.kind in _DATED):
            if _DIGIT.search(line.text) or line.low.startswith(_AGO):
                _read_date(line, crawled)


_DATED: Final = frozenset(("date", "credit", "tags", "other", "share"))
_AGO: Final = ("час назад", "минуту назад", "день назад")
_HEADLINE_REST: Final = 26


def _read_date(line: Line, crawled: dt.datetime | dt.date | None) -> None:
    date = read_line(line.text, crawled)
    line.ticker = is_ticker(line.text)
    if date is None:
        return
    sure = date.rule not in ("date-no-year", "date-ago") or date.grain == "minute"
    room = _HEADLINE_REST if sure else 0
    if (date.rest <= room and not (line.terminal and date.rest > 8)) or (
        date.label in ("published", "updated") and date.rest <= 60
    ):
        line.date = date
        if line.verdict is None or line.verdict.kind in ("other", "share"):
            line.verdict = Verdict("date", date.rule)
    elif date.before == 0 and not line.ticker and not line.terminal and date.start <= 3:
        line.ticker = date.end


def _prose(line: Line, after: Line | None) -> float:
    """How much a line looks like text of an article: above 0 when it does."""
    if line.verdict is not None:
        return -2.5
    size = len(line.text)
    if line.ticker and not (line.terminal and size > 200):
        return -2.0
    if line.terminal:
        return 3.0 if size >= 160 else 2.0 if size >= 70 else 1.0 if line.words >= 5 else 0.2
    if size >= 250:
        return 2.5
    if line.text[-1] in ":;," or line.text[0] in "—–-•":
        return 0.2
    if size >= 150:
        return 0.8
    return -0.9 if line.words > 2 else -0.7


def _best_stretch(lines: list[Line]) -> tuple[int, int]:
    """The stretch [first, last] of lines with the greatest sum of scores."""
    best, first, last = float("-inf"), 0, -1
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        total += line.score
        if total > best:
            best, first, last = total, start, i
    return first, last


_TAIL_HEADINGS: Final = frozenset(("related", "comments"))


def find_article(
    text: str,
    *,
    crawled: dt.datetime | dt.date | None = None,
    hints: Sequence[Hint] | None = None,
    title: str | None = None,
) -> Article:
    """Find the article in the text of a page.

    crawled: when the page was fetched; resolves relative dates. hints: one for every non-blank line, from markup.
    title: what metadata give as the title. `published` of the result is what the page says.
    """
    low = lower(text)
    lines = split_lines(text, low)
    if not lines:
        return Article()
    _judge(lines, low, crawled)
    if hints is not None:
        for line, hint in zip(lines, hints, strict=True):
            line.heading = hint.heading
            if hint.verdict is not None and (line.verdict is None or line.date is None):
                line.verdict = hint.verdict
    furniture = sum(1 for line in lines if line.verdict is not None or line.ticker)
    for i, line in enumerate(lines):
        line.score = _prose(line, lines[i + 1] if i + 1 < len(lines) else None) + (hints[i].bonus if hints else 0.0)
    first, last = _best_stretch(lines)
    first, last = _edges(lines, first, last, furniture)
    head = _head(lines, first, last, title)
    return _assemble(text, lines, head, first, last, furniture)


def _is_headline(line: Line) -> bool:
    """Could the line be a title: no sentence end with a full stop, long enough, not too long?"""
    if line.verdict is not None or not 2 <= line.words <= 40 or len(line.text) > 260:
        return False
    if line.text[-1] in ":;,":
        return False
    return not line.terminal or line.text[-1] != "." or line.text.endswith(("...", "г.", "руб."))


def _edges(lines: list[Line], first: int, last: int, furniture: int) -> tuple[int, int]:
    """Move the ends of the body: list items and short lines that belong to it, headings of furniture that don't."""
    # What follows a comments heading is comments, however well they read.
    for i in range(first, last + 1):
        v = lines[i].verdict
        if (
            v is not None
            and v.kind == "comments"
            and v.rule in ("comments-heading", "phrase", "phrase-counter")
            and i > first
        ):
            last = i - 1
            break
    while last > first and lines[last].score < 0:
        last -= 1
    tail = sum(1 for line in lines[last + 1 :] if line.verdict is not None or line.ticker)
    if not tail and len(lines) - last - 1 <= 3:
        last = len(lines) - 1
    while first < last and (lines[first].verdict is not None or lines[first].ticker):
        first += 1
    return first, last


class _Head(NamedTuple):
    title: int  # index of the title line, or -1
    lead: int
    first: int  # the first line of the body
    offset: int  # where the title begins in its line


_STEM: Final = 5
_WORD: Final = re.compile(r"[а-яёa-z]{4,}")


def _overlap(low: str, body: str) -> float:
    """The share of a line's longer words whose stems the body has."""
    words = _WORD.findall(low)[:14]
    if not words:
        return 0.0
    return sum(w[:_STEM] in body for w in words) / len(words)


def _head(lines: list[Line], first: int, last: int, meta: str | None) -> _Head:
    """Title and lead among the lines before the body, or the body's first line when it is a headline."""
    body = " ".join(line.low for line in lines[first : min(last, first + 12) + 1])[:2500]
    seen: dict[str, int] = {}
    for line in lines[: first + 1]:
        key = line.low
        seen[key] = seen.get(key, 0) + 1
    best, best_score, offset = -1, 1.0, 0
    wanted = meta.strip().lower() if meta else None
    near = 0
    for i in range(first - 1, max(-1, first - 40), -1):
        line = lines[i]
        cut = (
            line.date.end
            if line.date
            and line.date.start < 8
            and len(line.text) - line.date.end > 12
            and line.date.rule != "date-no-year"
            else 0
        )
        if line.verdict is not None and not (cut and line.verdict.kind == "date"):
            continue
        if cut:
            while cut < len(line.text) and line.text[cut] in " ,.|—–-\t":
                cut += 1
        elif not _is_headline(line):
            if not (wanted and line.low == wanted):
                near += 1
                continue
        score = 1.2 + 2.2 * _overlap(line.low[cut:], body) - 0.25 * min(near, 10)
        score += 1.5 * (seen[line.low] > 1) + (1.0 if line.words >= 4 else -0.6 if line.words < 3 else 0)
        score += 3.0 if line.heading == 1 else 0.5 if line.heading else 0.0
        if wanted and (line.low == wanted or (line.low in wanted and line.words > 3)):
            score += 3.0
        if line.ticker and not cut:
            score -= 3.0
        if i == 0:
            score += 1.0
        if line.words <= 4 and line.text.istitle():
            score -= 1.5
        if score > best_score:
            best, best_score, offset = i, score, cut
        near += 1
    above = best - 1
    if (
        best > 0
        and not offset
        and lines[above].verdict is None
        and _is_headline(lines[above])
        and not lines[above].ticker
    ):
        # Of two headlines in a row that both speak of the body, the first is the title and the second the deck.
        if lines[above].words >= 4 and lines[above].low != lines[best].low and seen[lines[best].low] == 1:
            if _overlap(lines[above].low, body) >= 0.5:
                best -= 1
    if best < 0:
        line = lines[first]
        if last > first and _is_headline(line) and not line.ticker and len(line.text) <= 200:
            return _lead(lines, first, first + 1, last, 0)
        return _Head(-1, -1, first, 0)
    return _lead(lines, best, first, last, offset)


def _lead(lines: list[Line], title: int, first: int, last: int, offset: int) -> _Head:
    """The deck: alone between title and body, before date or photo furniture; never the first paragraph of the body."""
    lead = -1
    same = lines[title].low
    for i in range(title + 1, first):
        line = lines[i]
        if line.verdict is not None or line.ticker or line.low == same:
            continue
        if line.words >= 4 and (line.blank or line.terminal):
            lead = i
        break
    if lead < 0:
        # A sentence that stands between the title and the date is a deck, though it reads like a body.
        for i in range(first, min(first + 2, last)):
            line, after = lines[i], lines[i + 1]
            if (
                after.verdict is not None
                and after.verdict.kind == "date"
                and after.date
                and i == first
                and title == first - 1
            ):
                lead = first
                first = i + 2
                while first < last and lines[first].verdict is not None:
                    first += 1
            break
    return _Head(title, lead, first, offset)


def _published(lines: list[Line], head: _Head, last: int) -> int:
    """The line with the publication date, or -1."""

    def usable(i: int) -> bool:
        d = lines[i].date
        return d is not None and d.value is not None and d.label not in ("copyright", "now")

    zone = [i for i in range(max(head.title, 0), head.first) if usable(i)]
    if head.title < 0:
        zone = []
    fresh = [i for i in zone if lines[i].date.label != "updated"]  # type: ignore[union-attr]
    labelled = [i for i in fresh if lines[i].date.label == "published"]  # type: ignore[union-attr]
    for group in (labelled, [i for i in fresh if lines[i].date.grain == "minute"], fresh):  # type: ignore[union-attr]
        if group:
            return group[0]
    at = (head.title if head.title >= 0 else head.first) - 1
    top = lines[head.title].low if head.title >= 0 else ""
    crossed = 0
    while at >= 0 and crossed < 4:
        line = lines[at]
        if usable(at) and line.date and line.date.label != "updated":
            return at
        v = line.verdict
        if line.low != top and not (
            v
            and (
                v.kind == "credit"
                or v.kind == "share"
                or (
                    v.kind == "menu"
                    and line.words == 1
                    and line.low not in ("главная", "новости", "поиск", "меню", "войти")
                )
            )
        ):
            break
        crossed += 1
        at -= 1
    for i in range(last + 1, min(last + 8, len(lines))):
        line = lines[i]
        if usable(i) and line.date and line.date.label != "updated" and not line.ticker:
            return i
        if line.verdict is None or line.verdict.kind in ("related", "comments"):
            break
    return zone[0] if zone else -1


def _span(text: str, start: int, end: int, source: str) -> Span:
    return Span(start, end, text[start:end], source)


def _paragraphs(text: str, lines: list[Line], first: int, last: int) -> list[Span]:
    """Body lines as paragraphs; lines that a break tore apart in mid-sentence are one."""
    spans: list[Span] = []
    for i in range(first, last + 1):
        line = lines[i]
        if line.verdict is not None:
            continue
        if spans and not line.blank and i > first and lines[i - 1].verdict is None and not lines[i - 1].terminal:
            c = line.text[0]
            if (c.islower() or c in ",.;)»") and lines[i - 1].text[-1] not in ":;":
                spans[-1] = _span(text, spans[-1].start or 0, line.end, "lines")
                continue
        spans.append(_span(text, line.start, line.end, "lines"))
    return spans


def _assemble(text: str, lines: list[Line], head: _Head, first: int, last: int, furniture: int) -> Article:
    date = _published(lines, head, last)
    title = lead = None
    if head.title >= 0:
        line = lines[head.title]
        title = _span(text, line.start + head.offset, line.end, "headline")
    if head.lead >= 0:
        lead = _span(text, lines[head.lead].start, lines[head.lead].end, "deck")
    boilerplate: list[Boilerplate] = []
    region: BoilerplateKind | None = None
    for i, line in enumerate(lines):
        if i == head.title:
            if head.offset:
                end = line.start + len(line.text[: head.offset].rstrip())
                boilerplate.append(Boilerplate(line.start, end, text[line.start : end], "date", "date-prefix"))
            continue
        if i == head.lead or (head.first <= i <= last and line.verdict is None):
            continue
        v = line.verdict
        if v is None:
            if title and line.low == title.text.lower():
                v = Verdict("other", "repeated-title")
            elif i > last:
                v = Verdict(region or "related", "after-body")
            elif head.title >= 0 and i > head.title:
                v = Verdict("credit", "caption")
            else:
                v = Verdict("related" if line.ticker or line.words > 3 else "menu", "before-title")
        elif i > last and v.kind in ("comments", "related"):
            region = v.kind
        boilerplate.append(Boilerplate(line.start, line.end, line.text, v.kind, v.rule))
    published = published_span = grain = source = None
    if date >= 0 and (d := lines[date].date) is not None:
        published, grain, source = d.value, d.grain, d.rule
        published_span = _span(text, lines[date].start + d.start, lines[date].start + d.end, d.rule)
    return Article(
        title=title,
        lead=lead,
        paragraphs=tuple(_paragraphs(text, lines, head.first, last)),
        published=published,
        published_grain=grain,
        published_span=published_span,
        published_source=source,
        boilerplate=tuple(boilerplate),
    )


def whole_article(text: str) -> Article:
    """All of the text as the article: the first line is its title when it stands as a headline does."""
    lines = split_lines(text, lower(text))
    if not lines:
        return Article()
    first, title = 0, None
    if (
        len(lines) > 1
        and _is_headline(lines[0])
        and len(lines[0].text) <= 200
        and (lines[1].blank or len(lines[1].text) > len(lines[0].text))
    ):
        title = _span(text, lines[0].start, lines[0].end, "headline")
        first = 1
    return Article(title=title, paragraphs=tuple(_paragraphs(text, lines, first, len(lines) - 1)))
