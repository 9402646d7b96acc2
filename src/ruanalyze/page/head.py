"""What stands before the body: the title among the lines above it, the deck, and the publication date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ruanalyze.page.lines import Line

__all__ = ["SOFT", "Head", "date_line", "find_head", "is_headline", "is_name", "looks_verbal"]


class Head(NamedTuple):
    """Line numbers of title, deck (-1: none) and first body line; `offset`: where the title begins in its line."""

    title: int
    lead: int
    first: int
    offset: int


#: Rules whose lines may be headlines after all: "Видео: со здания обрушилась штукатурка".
SOFT: Final = frozenset(("author-credit", "photo-credit", "rates-line", "weather-line", "caption", "tags-label"))
# "прошёл", "открыли", "сообщает", "готовятся", "задержана", "назначен": endings of finite verbs and participles
_VERB: Final = re.compile(
    r"[а-яё]{2,}(?:[аеиоуыяё]л(?:а|о|и)?(?:с[ья])?|[аяеёиую]т(?:ся)?|[её]шь|[аяеи]ть(?:ся)?|[ая]н[аоы]|чь|нем|йте|дёт|жет)\b"
    r"|[а-яё]{5,}[аея]н[аоы]?\b"
)
# Анна Ветрова | А. П. Ветров | Анна Сергеевна Ветрова
_NAME: Final = re.compile(
    r"[А-ЯЁ](?:[а-яё]+|\.)(?:[- ]?[А-ЯЁ](?:[а-яё]+|\.)){0,2} ?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:, [А-ЯЁ][а-яё-]+)?$"
)
_REACH: Final = 60


def is_headline(line: Line) -> bool:
    """Could the line be a title by its shape?"""
    if (
        (line.verdict is not None and line.verdict.rule not in SOFT)
        or not 2 <= line.words <= 40
        or len(line.text) > 260
    ):
        return False
    last = line.text[-1]
    return last not in ":;," and (not line.terminal or last != "." or line.text.endswith("..."))


def is_name(text: str) -> bool:
    """Is the line nothing but a person's name?"""
    last = text.rfind(" ") + 1
    if len(text) > 60 or not text[0].isupper() or not (text[last].isupper() if last else not text[1:].islower()):
        return False
    return _NAME.match(text) is not None


def looks_verbal(low: str) -> bool:
    """Does the line have a word that ends as verbs do? Captions of photos mostly have none."""
    return _VERB.search(low) is not None


_WORD: Final = re.compile(r"[а-яёa-z]{4,}")
_FIRST_WORDS: Final = 14


_PHONE: Final = re.compile(r"(?:\+7|(?<!\d)8)[ (-]{1,2}\d{3}\)?[ -]{0,2}\d{2,3}[ -]?\d\d|тел\.")  # 8-900-111-22-33


def _overlap(low: str, body: str) -> float:
    """The share of a line's longer words whose beginnings the body has."""
    words = _WORD.findall(low)[:_FIRST_WORDS]
    return sum([word[:5] in body for word in words]) / len(words) if words else 0.0


def _in_list(lines: list[Line], i: int) -> bool:
    """Is the line one of a list of headlines: others stand right above and below, or bare clocks do?"""
    above = lines[i - 1] if i else None
    below = lines[i + 1] if i + 1 < len(lines) else None
    if above is not None and above.verdict is not None and above.verdict.rule == "clock":
        return True
    return (
        above is not None
        and below is not None
        and not lines[i].blank
        and not below.blank
        and _headline_like(above)
        and _headline_like(below)
    )


def _headline_like(line: Line) -> bool:
    return line.verdict is None and not line.terminal and line.words >= 3


def _score(
    lines: list[Line], i: int, body: str, seen: dict[str, int], meta: str | None, near: int, least: float
) -> tuple[float, int]:
    """How good a title the line is, and where the title begins in it. `least`: a lower score need not be exact."""
    line = lines[i]
    text, words, heading = line.text, line.words, line.heading
    cut = line.ticker if line.date is not None and line.verdict is None else 0
    low = line.low[cut:]
    if not cut and not is_headline(line) and not (heading == 1 or line.repeated or (meta and low == meta)):
        return -9.0, 0
    score = (1.0 if line.verdict is None else -0.5) - 0.2 * min(near, 8)
    score += 1.5 * (seen.get(line.low, 0) > 1) + (1.0 if words >= 4 else -0.6 if words < 3 else 0.0)
    if text[-1] == "." and heading != 1 and not text.endswith("..."):
        score -= 1.5
    if heading:
        score += 3.0 if heading == 1 else 0.5
    if meta and words > 2 and (low == meta or meta.startswith(low) or low.startswith(meta)):
        score += 3.0
    if line.ticker and not cut:
        score -= 3.0
    if score < least - _MOST:
        return score, cut
    if not (line.ticker and not cut) and _in_list(lines, i):
        score -= 1.5
    if i == 0 and words >= 4:
        score += 1.0
    if words <= 4 and text.istitle():
        score -= 1.5
    if "  " in text:
        score -= 1.5
    if ("8" in low or "+7" in low or "тел." in low) and _PHONE.search(low):
        score -= 3.0
    after = lines[i + 1] if i + 1 < len(lines) else None
    if after is not None and after.date is not None and after.verdict is not None:
        score += 0.7
    if score > least - _SHARED:
        shared = _overlap(low, body)
        score += _SHARED * shared - (words < 4 and not shared)  # "Подслушано в Заречье": a name above a post
    if score > least and words < 6 and not looks_verbal(low):
        score -= 2.5 if words < 4 else 0.7
    return score, cut


_SHARED: Final = 2.2
_MOST: Final = 4.0  # no more than this is added for standing first, above a date, and for sharing words with the body
_LEAST: Final = 1.6


def find_head(lines: list[Line], first: int, last: int, body: str, meta: str | None) -> Head:
    """Title and deck among the lines before the body, or the body's first line when it is a headline.

    body: the body's beginning in lower case. meta: what metadata give as the title.
    """
    low_meta = meta.strip().lower() if meta else None
    seen: dict[str, int] = {}
    for line in lines[: first + 1]:
        seen[line.low] = seen.get(line.low, 0) + 1
    best, best_score, offset, near = -1, _LEAST, 0, 0
    tried: dict[int, int] = {}
    for i in range(first - 1, max(-1, first - _REACH), -1):
        v = lines[i].verdict
        if v is not None and not (v.rule in SOFT and lines[i].words >= 6 and looks_verbal(lines[i].low)):
            continue
        score, cut = _score(lines, i, body, seen, low_meta, near, best_score)
        tried[i] = near
        if score > best_score:
            best, best_score, offset = i, score, cut
        near += 1
    if best > 0 and not offset and seen[lines[best].low] == 1 and lines[best].heading != 1:
        # Of two headlines in a row that both speak of the body, the first is the title and the second the deck.
        above = best - 1
        if above in tried and lines[above].words >= 4 and not lines[above].ticker:  # noqa: SIM102
            if _overlap(lines[above].low, body) >= 0.5:
                score, _ = _score(lines, above, body, seen, low_meta, tried[above], _LEAST)
                best = above if score > _LEAST else best
    top = lines[first]
    if best < 0 and last > first and is_headline(top) and not top.ticker and len(top.text) <= 200:
        below = _below(lines, first, last)
        if below:
            return _with_lead(lines, first, below, last, 0, body)
    if best < 0 and top.ticker and top.date is not None and last > first and not lines[first + 1].ticker:
        return _with_lead(lines, first, first + 1, last, top.ticker, body)
    return Head(-1, -1, first, 0) if best < 0 else _with_lead(lines, best, first, last, offset, body)


def _below(lines: list[Line], top: int, last: int) -> int:
    """The body's first line when `top` reads as its title: below it, perhaps under a caption or a deck; else 0."""
    after = lines[top + 1]
    for i in range(top + 1, min(top + 4, last + 1)):
        line = lines[i]
        if line.verdict is not None:
            continue
        if line.terminal or len(line.text) > 200:
            return i if len(line.text) > len(lines[top].text) or after.blank else 0
        if not _between(line):
            break
        if line.words >= 4 and looks_verbal(line.low):
            return i
    return top + 1 if after.blank or len(after.text) > len(lines[top].text) else 0


# Имя Фамилия | Фонтан «Золотой колос» | Учебный процесс проходил 7 и 8 октября: letters, quotes, a few marks
_PLAIN: Final = re.compile(r"[А-ЯЁа-яё«\"][\w\s«»\"“”'’.,()|–—-]*$")


def _between(line: Line) -> bool:
    """Can the line be a caption or a deck under the title?"""
    return line.words <= 20 and _PLAIN.match(line.text) is not None


_DOUBT: Final = -3.0
_FURNITURE: Final = frozenset(("date", "credit", "share", "other"))


def _with_lead(lines: list[Line], title: int, first: int, last: int, offset: int, body: str) -> Head:
    """The deck: alone between title and body, before date or photo furniture; never the body's first paragraph."""
    while first < last and lines[first].verdict is not None:
        first += 1
    same = lines[title].low
    lead, credited = -1, False
    for i in range(title + 1, first):
        line = lines[i]
        if line.verdict is not None or line.low == same:
            credited = credited or (line.verdict is not None and line.verdict.kind == "credit")
            continue
        if lead < 0 and not credited and line.words >= 4 and (_alone(lines, i + 1, first) or not line.terminal):
            dated = i == title + 1 and lines[i + 1].date is not None and looks_verbal(line.low)
            if dated or ((line.terminal or looks_verbal(line.low)) and _overlap(line.low, body) >= _SPEAKS):
                lead = i
                continue
        if line.terminal and line.words >= 5 and line.score > _DOUBT:
            first = i
            break
    if lead >= 0:
        return Head(title, lead, first, offset)
    i = first
    if i < last and all(lines[k].verdict is not None or lines[k].low == same for k in range(title + 1, i)):
        line, after = lines[i], lines[i + 1]
        run = i + 1
        kinds = set()
        while run < last and (v := lines[run].verdict) is not None:
            kinds.add(v.kind if lines[run].date is None else "date")
            run += 1
        direct = all(lines[k].low == same for k in range(title + 1, i))
        enough = lines[run].terminal and len(lines[run].text) > 60
        if direct and enough and kinds & _FURNITURE and line.words >= 4 and len(line.text) <= 350:  # noqa: SIM102
            if "date" in kinds or (len(line.text) <= 180 and ". " not in line.text):
                return Head(title, i, run, offset)
        if not kinds and not line.terminal and line.text[-1] not in ":;," and after.blank and 4 <= line.words <= 30:  # noqa: SIM102
            if (
                after.terminal
                and len(after.text) > len(line.text)
                and looks_verbal(line.low)
                and line.text[0].isupper()
            ):
                return Head(title, i, i + 1, offset)
    return Head(title, -1, first, offset)


def _alone(lines: list[Line], start: int, stop: int) -> bool:
    """Does furniture stand between a deck and the body, and nothing else but a caption?"""
    between = lines[start:stop]
    if any(x.verdict is None and (x.terminal or x.words > 9) for x in between):
        return False
    return any(x.verdict is not None and (x.verdict.kind in _FURNITURE or x.date is not None) for x in between)


_SPEAKS: Final = 0.3  # of a deck's words the body has so many
_CROSS: Final = frozenset(("credit", "share", "date", "other", "tags"))
_TOP: Final = frozenset(("главная", "новости", "поиск", "меню", "войти", "вход", "все новости", "лента новостей"))


def _usable(line: Line, but: tuple[str, ...] = ("copyright", "now", "updated")) -> bool:
    d = line.date
    return d is not None and line.verdict is not None and d.label not in but


def date_line(lines: list[Line], head: Head, last: int) -> int:
    """The line that states when the article was published, or -1.

    Between title and body; else right above the title (across author, counters, rubric); else right below the body.
    A clock or a day in the page's header, beyond menus, weather or rates, is the day of the crawl.
    """
    if head.title >= 0 and head.offset:
        return head.title
    if head.title >= 0:
        zone = [i for i in range(head.title, head.first) if _usable(lines[i])]
        labelled = [i for i in zone if (d := lines[i].date) and d.label == "published"]
        minutes = [i for i in zone if (d := lines[i].date) and d.grain == "minute"]
        for group in (labelled, minutes, zone):
            if group:
                return group[0]
    at = (head.title if head.title >= 0 else head.first) - 1
    same = lines[head.title].low if head.title >= 0 else ""
    crossed = 0
    while at >= 0 and crossed < 6:
        line = lines[at]
        if _usable(line):
            return at
        v = line.verdict
        if line.low != same and not is_name(line.text):
            short = v is None and line.words <= 3 and not line.ticker
            if not short and (
                v is None or not (v.kind in _CROSS or (v.kind == "menu" and line.words == 1 and line.low not in _TOP))
            ):
                break
        crossed += 1
        at -= 1
    for i in range(max(0, head.title - 2), head.first) if head.title >= 0 else ():
        if _usable(lines[i], ("copyright", "now")):
            return i
    for i in range(last + 1, min(last + 10, len(lines))):
        line = lines[i]
        if _usable(line) and not line.ticker:
            return i
        if line.verdict is None and not is_name(line.text):
            break
        if line.verdict is not None and line.verdict.kind in ("related", "comments"):
            break
    return -1
