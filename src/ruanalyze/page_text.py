"""The article in a text page: lines are judged, the body is their best stretch, the rest falls in place."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Article, Boilerplate, Span
from ruanalyze.page_dates import read_line
from ruanalyze.page_head import SOFT, Head, date_line, find_head, is_headline, is_name, looks_verbal
from ruanalyze.page_kinds import STEMS, Verdict, by_stem, is_ticker, kind_of
from ruanalyze.page_lines import Line, lower, split_lines
from ruanalyze.page_model import score_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ruanalyze.doc import BoilerplateKind

__all__ = ["Hint", "find_article", "judge", "whole_article"]


class Hint(NamedTuple):
    """What markup says of a line: a `verdict` when it is no article, a `bonus` to its score, its heading level."""

    verdict: Verdict | None = None
    bonus: float = 0.0
    heading: int = 0


_DIGIT: Final = re.compile(r"\d")
_DATED: Final = frozenset(("date", "credit", "tags", "other", "share"))
_AGO: Final = ("час назад", "минуту назад", "день назад")
_DATE_LINE: Final = 160
_REST: Final = 26


def judge(lines: list[Line], low: str, crawled: dt.datetime | dt.date | None) -> None:
    """Ask the rules: fill in verdict, date and ticker of every line. `low` is the page in lower case."""
    starts = [line.start for line in lines]
    for line in lines:
        line.verdict = kind_of(line.text, line.low)
        if line.verdict is not None and line.terminal and line.words >= 6 and line.verdict.kind in ("weather", "rates"):
            line.verdict = None  # a forecast in a sentence
    for gate, stems in STEMS:
        if gate in low:
            for stem in stems:
                at = low.find(stem)
                while at >= 0:
                    line = lines[max(0, bisect_right(starts, at) - 1)]
                    if line.verdict is None and (found := by_stem(stem, line.low)):  # noqa: SIM102
                        if found.kind != "weather" or not line.terminal:
                            line.verdict = found
                    at = low.find(stem, max(line.end, at + 1))
    top = lines[0]
    if top.verdict is not None and top.verdict.rule in SOFT and top.words >= 5 and looks_verbal(top.low):
        top.verdict = None  # "Источник: суд отпустил мэра" is a headline when it opens the text
    for line in lines:
        if len(line.text) <= _DATE_LINE and (line.verdict is None or line.verdict.kind in _DATED):
            if _DIGIT.search(line.text) or line.low.startswith(_AGO):
                _read_date(line, crawled)
        elif line.verdict is None and line.text[0].isdigit():
            line.ticker = 0 if line.terminal else is_ticker(line.text)


def _read_date(line: Line, crawled: dt.datetime | dt.date | None) -> None:
    date = read_line(line.text, crawled)
    if date is not None:
        sure = date.rule not in ("date-no-year", "date-ago") or date.grain == "minute"
        room = _REST if sure and not (line.terminal and date.rest > 8) else 0
        labelled = date.label in ("published", "updated") and date.rest <= 60
        if date.rest <= room or (labelled and not line.terminal and len(line.text) - date.end <= _REST):
            line.date = date
            if line.verdict is None or line.verdict.kind in ("other", "share"):
                line.verdict = Verdict("date", date.rule)
            return
    if line.verdict is None:
        line.ticker = is_ticker(line.text)
        if (
            date is not None
            and date.start <= 6
            and date.before <= 1
            and not line.terminal
            and date.end < len(line.text)
        ):
            rest = line.text[date.end :].lstrip(" ,.|—–-\t")
            if rest[:1].isupper() or rest[:1] in '«"':
                line.ticker = len(line.text) - len(rest)
                if date.value is not None and date.rule != "date-no-year":
                    line.date = date


_LOW: Final = -4.0
_HIGH: Final = 4.0


def _best_stretch(lines: list[Line]) -> tuple[int, int]:
    """The stretch [first, last] of lines with the greatest sum of `inside`."""
    best, first, last = -math.inf, 0, -1
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        total += min(_HIGH, max(_LOW, line.inside))
        if total > best:
            best, first, last = total, start, i
    return first, last


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
    judge(lines, low, crawled)
    if hints is not None:
        for line, hint in zip(lines, hints, strict=True):
            line.heading = hint.heading
            if hint.verdict is not None and (line.verdict is None or line.date is None):
                line.verdict = hint.verdict
    score_lines(lines)
    if hints is not None:
        for line, hint in zip(lines, hints, strict=True):
            line.score += hint.bonus
            line.inside += hint.bonus
    furnished = _furnished(lines)
    first, last = _edges(lines, *_best_stretch(lines)) if furnished else _ends(lines)
    head = find_head(lines, first, last, title)
    return _assemble(text, lines, head, last, furnished)


def _furnished(lines: list[Line]) -> bool:
    """Is there any furniture by a rule, so that the line model may decide of other lines, too?"""
    rules = [
        line.verdict.rule if line.verdict is not None else "ticker" for line in lines if line.verdict or line.ticker
    ]
    return any(rule not in _EVERYWHERE for rule in rules) or rules.count("number") > 1


# Posts in messengers and clean texts have these, too.
_EVERYWHERE: Final = frozenset(("hashtags", "bare-link", "number"))


def _ends(lines: list[Line]) -> tuple[int, int]:
    """All lines but the furniture at both ends."""
    first, last = 0, len(lines) - 1
    while first < last and lines[first].verdict is not None:
        first += 1
    while last > first and lines[last].verdict is not None:
        last -= 1
    return first, last


def _edges(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Move the ends of the body: off comments and furniture, over short lines that nothing speaks against."""
    for i in range(first + 1, last + 1):
        v = lines[i].verdict
        if v is not None and v.kind == "comments" and v.rule in ("comments-heading", "phrase", "phrase-counter"):
            before = sum(max(0.0, x.score) for x in lines[first:i])
            if before * 2 >= sum(max(0.0, x.score) for x in lines[i : last + 1]):
                last = i - 1
                break
    while last > first and (lines[last].verdict is not None or (lines[last].score < 0 and not lines[last].terminal)):
        last -= 1
    first, last = _bridge(lines, first, last)
    while last + 1 < len(lines) and _goes_on(lines[last + 1]):
        last += 1
    if len(lines) - last <= 4 and not any(line.verdict is not None or line.ticker for line in lines[last + 1 :]):
        last = len(lines) - 1
    while first < last and (lines[first].verdict is not None or lines[first].ticker):
        first += 1
    return first, last


def _bridge(lines: list[Line], first: int, last: int) -> tuple[int, int]:
    """Reach over short inserts for paragraphs on their far side: an advert after the first, a poll before the last."""
    at, gap = last + 1, 0
    while at < len(lines) and gap <= _GAP:
        line, v = lines[at], lines[at].verdict
        if v is None and line.terminal and line.score > 1.0 and len(line.text) > _PROSE:
            last, gap = at, 0
        elif v is not None and v.kind in ("comments", "related") and v.rule != "read-also":
            break
        else:
            gap += 1
        at += 1
    at, gap = first - 1, 0
    while at >= 0 and gap <= 2:
        line, v = lines[at], lines[at].verdict
        if v is None and line.terminal and line.score > -1.5 and len(line.text) > _PROSE:
            first, gap = at, 0
        elif v is not None and v.kind in ("credit", "other", "related", "subscribe"):
            gap += 1
        else:
            break
        at -= 1
    return first, last


_GAP: Final = 5
_PROSE: Final = 110


def _goes_on(line: Line) -> bool:
    """Is a line right after the body a short last sentence of it?"""
    return line.verdict is None and not line.ticker and line.terminal and line.text[-1] == "." and line.score > _DOUBT


_DOUBT: Final = -2.0
_DROP: Final = -1.2


def _dropped(lines: list[Line], i: int) -> bool:
    """Is a line within the body furniture by the model? Only beside furniture that a rule has found."""
    line = lines[i]
    if line.score >= _DROP or line.terminal:
        return False
    return any(x.verdict is not None and x.verdict.kind != "credit" for x in lines[max(0, i - 2) : i + 2])


def _span(text: str, start: int, end: int, source: str, confidence: float | None = None) -> Span:
    return Span(start, end, text[start:end], source, confidence)


def _paragraphs(text: str, lines: list[Line], first: int, last: int, skip: set[int]) -> list[Span]:
    """Body lines as paragraphs; lines that a break tore apart in mid-sentence are one."""
    spans: list[tuple[int, int, float]] = []
    before = -2
    for i in range(first, last + 1):
        line = lines[i]
        if line.verdict is not None or i in skip:
            continue
        if before == i - 1 and spans and not line.blank and not lines[before].terminal:
            c = line.text[0]
            if (c.islower() or c in ",.;)»") and lines[before].text[-1] not in ":;":
                spans[-1] = (spans[-1][0], line.end, spans[-1][2])
                before = i
                continue
        confidence = round(1 / (1 + math.exp(-line.score)), 3) if abs(line.score) < 30 else 1.0
        spans.append((line.start, line.end, confidence))
        before = i
    return [_span(text, start, end, "line-model", confidence) for start, end, confidence in spans]


def _cut_title(lines: list[Line], head: Head) -> tuple[int, int] | None:
    """Cut the title off a first paragraph that it is glued to ("Мост открытВ Тамбове открыли мост"); where it stood."""
    if head.title < 0 or head.offset:
        return None
    title, line = lines[head.title], lines[head.first]
    size = len(title.text)
    if title.words < 3 or len(line.text) < size + 20 or not line.low.startswith(title.low):
        return None
    rest = line.text[size:].lstrip(" \xa0\t")
    if not (rest[0].isupper() or rest[0] in '«"—–'):
        return None
    cut, start = len(line.text) - len(rest), line.start
    line.start, line.text, line.low = start + cut, rest, line.low[cut:]
    return start, start + size


def _assemble(text: str, lines: list[Line], head: Head, last: int, furnished: bool) -> Article:
    date = date_line(lines, head, last)
    title = lead = None
    boilerplate: list[Boilerplate] = []
    if head.title >= 0:
        line = lines[head.title]
        title = _span(text, line.start + head.offset, line.end, "headline")
    if head.lead >= 0:
        lead = _span(text, lines[head.lead].start, lines[head.lead].end, "deck")
    glued = _cut_title(lines, head)
    skip: set[int] = set()
    region: BoilerplateKind = "related"
    for i, line in enumerate(lines):
        v = line.verdict
        if i == head.title:
            if head.offset:
                end = line.start + len(line.text[: head.offset].rstrip(" ,.|—–-\t"))
                boilerplate.append(Boilerplate(line.start, end, text[line.start : end], "date", "date-prefix"))
            continue
        if i == head.lead:
            continue
        if i == head.first and glued is not None:
            boilerplate.append(Boilerplate(*glued, text[slice(*glued)], "other", "glued-title"))
        inside = head.first <= i <= last
        if inside and v is None and not (furnished and _dropped(lines, i)):
            continue
        confidence = None
        if v is None:
            v, confidence = _unruled(lines, i, head, last, region)
            skip.add(i)
        elif i > last and v.kind in ("comments", "related"):
            region = v.kind
        boilerplate.append(Boilerplate(line.start, line.end, line.text, v.kind, v.rule, confidence))
    published = published_span = grain = source = None
    if date >= 0 and (d := lines[date].date) is not None and d.value is not None:
        published, grain, source = d.value, d.grain, d.rule
        published_span = _span(text, lines[date].start + d.start, lines[date].start + d.end, d.rule)
    return Article(
        title=title,
        lead=lead,
        paragraphs=tuple(_paragraphs(text, lines, head.first, last, skip)),
        published=published,
        published_grain=grain,
        published_span=published_span,
        published_source=source,
        author=_author(lines, head, last),
        boilerplate=tuple(boilerplate),
    )


def _unruled(lines: list[Line], i: int, head: Head, last: int, region: BoilerplateKind) -> tuple[Verdict, float | None]:
    """What a line outside the article is when no rule has named it: by where it stands."""
    line = lines[i]
    if head.title >= 0 and line.low == lines[head.title].low:
        return Verdict("other", "repeated-title"), None
    confidence = round(1 / (1 + math.exp(min(30.0, line.score))), 3)
    if is_name(line.text):
        return Verdict("credit", "name"), confidence
    if i > last:
        return Verdict(region, "line-model"), confidence
    if i >= head.first:
        return Verdict("related" if line.words > 3 else "other", "line-model"), confidence
    if head.title >= 0 and i > head.title:
        return Verdict("credit", "caption"), confidence
    return Verdict("related" if line.ticker or line.words > 3 else "menu", "line-model"), confidence


# Автор: Анна Ветрова | Текст — А. Ветрова | Корреспондент Анна Ветрова
_BYLINE: Final = re.compile(
    r"(?:Автор(?:ы| текста| статьи| материала)?|АВТОР|Текст|Корреспондент|Журналист|Подготовила?|Записала?|Беседовала?)"
    r"\s{0,2}[:—–-]?\s{1,2}"
    r"([А-ЯЁ](?:[а-яё]+|\.)(?:[- ]?[А-ЯЁ](?:[а-яё]+|\.)){0,2}[- ]?[А-ЯЁ][а-яё]+)"
)


def _author(lines: list[Line], head: Head, last: int) -> str | None:
    """The author as a byline near the title or right after the body names them."""
    near = [*range(max(0, head.title - 3), head.first), *range(last + 1, min(last + 4, len(lines)))]
    for i in near:
        v = lines[i].verdict
        if v is not None and v.kind == "credit" and (m := _BYLINE.match(lines[i].text)):
            return m[1]
    for i in near:
        if lines[i].verdict is None and i not in (head.title, head.lead) and is_name(lines[i].text):
            return lines[i].text if head.title >= 0 else None
    return None


def whole_article(text: str) -> Article:
    """All of the text as the article: the first line is its title when it stands as a headline does."""
    lines = split_lines(text, lower(text))
    if not lines:
        return Article()
    first, title = 0, None
    if len(lines) > 1 and is_headline(lines[0]) and len(lines[0].text) <= 200:  # noqa: SIM102
        if lines[1].blank or len(lines[1].text) > len(lines[0].text):
            title = _span(text, lines[0].start, lines[0].end, "headline")
            first = 1
    spans = _paragraphs(text, lines, first, len(lines) - 1, set())
    return Article(title=title, paragraphs=tuple(spans))
