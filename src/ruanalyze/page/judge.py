"""What the rules say of the lines of a page: furniture of a kind, a date, a timestamp of a feed."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ruanalyze.page.body import opening
from ruanalyze.page.dates import read_low
from ruanalyze.page.head import SOFT, looks_verbal
from ruanalyze.page.kin import kinship
from ruanalyze.page.kinds import SHORTER, STEMS, Verdict, by_stem, is_ticker, kind_of

if TYPE_CHECKING:
    import datetime as dt

    from ruanalyze.page.lines import Line

__all__ = ["furnished", "judge"]

_DIGIT: Final = re.compile(r"[0-9]")
_DATED: Final = frozenset(("date", "credit", "tags", "other", "share"))
_AGO: Final = ("час назад", "минуту назад", "день назад")
_FORECAST: Final = frozenset(("weather", "rates"))
_DATE_LINE: Final = 160
_DATE_SENTENCE: Final = 70  # "9 октября 2019 г. в 12:37." and little else
_REST: Final = 26


def judge(lines: list[Line], low: str, crawled: dt.datetime | dt.date | None) -> None:
    """Ask the rules: fill in verdict, date and ticker of every line. `low` is the page in lower case."""
    for line in lines:
        # A forecast in a sentence is news.
        if (found := kind_of(line.text, line.low)) is not None and not (
            line.terminal and found.kind in _FORECAST and line.words >= 6
        ):
            line.verdict = found
    _by_stems(lines, low)
    top = lines[0]
    if top.verdict is not None and top.verdict.rule in SOFT and top.words >= 5 and looks_verbal(top.low):
        top.verdict = None  # "Источник: суд отпустил мэра" is a headline when it opens the text
    for line in lines:
        text, verdict, terminal = line.text, line.verdict, line.terminal
        size = len(text)
        if size <= (_DATE_SENTENCE if terminal else _DATE_LINE):
            if (verdict is None or (verdict.kind in _DATED and verdict.rule != "clock")) and (
                _DIGIT.search(text) or ("назад" in line.low and line.low.startswith(_AGO))
            ):
                _read_date(line, crawled)
        elif verdict is None and text[0].isdigit() and (not terminal or size <= _DATE_LINE):
            line.ticker = is_ticker(text)
        if terminal and line.verdict is None and ":" in text[:_SIGNED] and _COMMENT.match(text):
            line.verdict = Verdict("comments", "signed-comment")


# 2. Ольга (09.10.2019 12:37): Давно пора! | vasya77, 9.10.19 в 12:37: Ну-ну.
_COMMENT: Final = re.compile(
    r"(?:#?\d{1,4}[.)]?\s)?[^\W\d][\w .-]{1,30}[\s,|(]{1,3}\d{1,2}[./]\d{2}[./]\d{2,4},?\s(?:в\s)?"
    r"\d{1,2}:\d{2}(?::\d{2})?\)?\s?[:|—–-]"
)
_SIGNED: Final = 70


def _by_stems(lines: list[Line], low: str) -> None:
    """Ask the rules of stems, each where its stem stands in the page or in its shorter lines."""
    whole = low, lines, [line.start for line in lines]
    shorter = _shorter(lines)
    for gate, short, stems in STEMS:
        text, asked, starts = shorter if short else whole
        if gate not in text:
            continue
        for stem in stems:
            at = text.find(stem)
            while at >= 0:
                i = max(0, bisect_right(starts, at) - 1)
                line = asked[i]
                if line.verdict is None and (found := by_stem(stem, line.low)):  # noqa: SIM102
                    if found.kind != "weather" or not line.terminal:
                        line.verdict = found
                at = text.find(stem, max(starts[i] + len(line.low), at + 1))


def _shorter(lines: list[Line]) -> tuple[str, list[Line], list[int]]:
    """The shorter of the lines that no rule has named yet: their text, they themselves, where each begins in it."""
    asked = [line for line in lines if line.verdict is None and len(line.low) <= SHORTER]
    lows = [line.low for line in asked]
    return "\n".join(lows), asked, list(accumulate([len(low) + 1 for low in lows], initial=0))


def _read_date(line: Line, crawled: dt.datetime | dt.date | None) -> None:
    date = read_low(line.low, crawled)
    if date is not None:
        sure = date.rule not in ("date-no-year", "date-ago") or date.grain == "minute"
        room = _REST if sure and not (line.terminal and date.rest > 8) else 0
        labelled = date.label in ("published", "updated") and date.rest <= 60
        if date.rest <= room or (labelled and not line.terminal and len(line.text) - date.end <= _REST):
            line.date = date
            if line.verdict is None or line.verdict.kind in ("other", "share"):
                line.verdict = Verdict("date", date.rule)
            return
    if line.verdict is not None:
        return
    line.ticker = is_ticker(line.text)
    if date is not None and date.start <= 6 and date.before <= 1 and not line.terminal and date.end < len(line.text):
        rest = line.text[date.end :].lstrip(" ,.|—–-\t")
        if rest[:1].isupper() or rest[:1] in '«"':
            line.ticker = len(line.text) - len(rest)
            if date.value is not None and date.rule != "date-no-year":
                line.date = date


# Posts in messengers and clean texts have these, too.
_EVERYWHERE: Final = frozenset(("hashtags", "bare-link", "number"))


def furnished(lines: list[Line]) -> bool:
    """Is there any furniture by a rule or by its shape, so that the line model may decide of other lines, too?"""
    numbers = 0
    for line in lines:
        if line.verdict is not None:
            rule = line.verdict.rule
            if rule not in _EVERYWHERE:
                return True
            numbers += rule == "number"
        elif line.ticker:
            return True
    return numbers > 1 or _menu_above(lines) or _feed_below(lines)


_MENU: Final = 3
_ITEM: Final = 25
_FEED: Final = 3
_STRANGE: Final = -0.8
_HEADLINE: Final = 200


def _menu_above(lines: list[Line]) -> bool:
    """Does the text begin with words in a column, a headline and a paragraph below them?"""
    run = 0
    while run < len(lines) and lines[run].words <= 3 and len(lines[run].text) <= _ITEM and not lines[run].terminal:
        run += 1
    if run < _MENU or len(lines) < run + 2:
        return False
    return lines[run].words >= 4 and not lines[run].terminal and lines[run + 1].terminal


def _feed_below(lines: list[Line]) -> bool:
    """Does the text end with headlines that speak of other things?"""
    at = len(lines)
    while at and not lines[at - 1].terminal and lines[at - 1].words >= 3 and len(lines[at - 1].text) <= _HEADLINE:
        at -= 1
    if len(lines) - at < _FEED or not at:
        return False
    known = opening(lines, 0, at - 1)
    return sum(kinship((line.low,), known) for line in lines[at:]) < _STRANGE * (len(lines) - at)
