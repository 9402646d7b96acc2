"""The article in a text page: lines are judged, the body is their best stretch, the rest falls in place."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Article, Boilerplate, Span
from ruanalyze.page.body import all_but_edges, find_body, foreign_lines, opening
from ruanalyze.page.head import Head, date_line, find_head, is_headline, is_name
from ruanalyze.page.judge import furnished, judge
from ruanalyze.page.kinds import Verdict
from ruanalyze.page.lines import Line, lower, split_lines
from ruanalyze.page.model import score_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ruanalyze.doc import BoilerplateKind

__all__ = ["Hint", "find_article", "whole_article"]


class Hint(NamedTuple):
    """What markup says of a line: a `verdict` when it is no article, a `bonus` to its score, its heading level."""

    verdict: Verdict | None = None
    bonus: float = 0.0
    heading: int = 0


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
    lines = split_lines(text, low, unwrap=hints is None)
    if not lines:
        return Article()
    judge(lines, low, crawled)
    if hints is not None:
        for line, hint in zip(lines, hints, strict=True):
            line.heading = hint.heading
            if hint.verdict is not None and (line.verdict is None or line.date is None):
                line.verdict = hint.verdict
    furniture = furnished(lines)
    modelled = hints is not None or furniture
    if modelled:
        score_lines(lines, low)
        for line, hint in zip(lines, hints or (), strict=bool(hints)):
            line.score += hint.bonus
            line.inside += hint.bonus
    # A text without furniture is all of the article, whatever its lines look like.
    first, last = find_body(lines) if furniture else all_but_edges(lines)
    body = opening(lines, first, last)
    head = find_head(lines, first, last, body, title)
    foreign = foreign_lines(lines, head.first, last, body) if modelled else set()
    return _assemble(text, lines, head, last, foreign, modelled)


def _span(text: str, start: int, end: int, source: str, confidence: float | None = None) -> Span:
    return Span(start, end, text[start:end], source, confidence)


def _paragraphs(
    text: str, lines: list[Line], first: int, last: int, skip: set[int], modelled: bool
) -> tuple[Span, ...]:
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
        spans.append((line.start, line.end, line.score))
        before = i
    if not modelled:
        return tuple([Span(start, end, text[start:end], "lines") for start, end, _ in spans])
    return tuple([Span(start, end, text[start:end], "line-model", _probability(score)) for start, end, score in spans])


def _probability(score: float) -> float:
    """The probability of log-odds, to three digits."""
    return int(1000 / (1 + math.exp(-score)) + 0.5) / 1000 if -30 < score < 30 else float(score > 0)


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


def _assemble(text: str, lines: list[Line], head: Head, last: int, foreign: set[int], modelled: bool) -> Article:
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
    if head.offset:
        line = lines[head.title]
        end = line.start + len(line.text[: head.offset].rstrip(" ,.|—–-\t"))
        boilerplate.append(Boilerplate(line.start, end, text[line.start : end], "date", "date-prefix"))
    for i, line in enumerate(lines):
        v, confidence = line.verdict, None
        if v is None:
            if (head.first <= i <= last and i not in foreign) or i == head.title or i == head.lead:
                continue
            v, confidence = _unruled(lines, i, head, last, region)
            skip.add(i)
        elif i == head.title or i == head.lead:
            continue
        elif i > last and v.kind in ("comments", "related"):
            region = v.kind
        boilerplate.append(Boilerplate(line.start, line.end, line.text, v.kind, v.rule, confidence))
    if glued is not None:
        boilerplate.append(Boilerplate(*glued, text[slice(*glued)], "other", "glued-title"))
    if head.offset or glued is not None:
        boilerplate.sort(key=lambda b: b.start)
    published = published_span = grain = source = None
    if date >= 0 and (d := lines[date].date) is not None and d.value is not None:
        published, grain, source = d.value, d.grain, d.rule
        published_span = _span(text, lines[date].start + d.start, lines[date].start + d.end, d.rule)
    return Article(
        title=title,
        lead=lead,
        paragraphs=_paragraphs(text, lines, head.first, last, skip, modelled),
        published=published,
        published_grain=grain,
        published_span=published_span,
        published_source=source,
        author=_author(lines, head, last),
        boilerplate=tuple(boilerplate),
    )


_NAME_WORDS: Final = 6
_REPEATED: Final = Verdict("other", "repeated-title")
_NAME: Final = Verdict("credit", "name")
_CAPTION: Final = Verdict("credit", "caption")
_KINDS: Final[tuple[BoilerplateKind, ...]] = ("comments", "related", "menu", "other")
_MODELLED: Final = {kind: Verdict(kind, "line-model") for kind in _KINDS}


def _unruled(lines: list[Line], i: int, head: Head, last: int, region: BoilerplateKind) -> tuple[Verdict, float | None]:
    """What a line outside the article is when no rule has named it: by where it stands."""
    line = lines[i]
    if head.title >= 0 and line.low == lines[head.title].low:
        return _REPEATED, None
    confidence = _probability(-line.score)
    if line.words <= _NAME_WORDS and is_name(line.text):
        return _NAME, confidence
    if i > last:
        return _MODELLED[region], confidence
    if i >= head.first:
        return _MODELLED["related" if line.words > 3 else "other"], confidence
    if head.title >= 0 and i > head.title:
        return _CAPTION, confidence
    return _MODELLED["related" if line.ticker or line.words > 3 else "menu"], confidence


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
    return Article(title=title, paragraphs=_paragraphs(text, lines, first, len(lines) - 1, set(), modelled=False))
