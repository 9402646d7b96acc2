"""Publication dates as news pages print them: one line of a page in, a day or a minute out."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.page.lines import lower
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from ruanalyze.doc import PublishedGrain

__all__ = ["DateLine", "from_iso", "from_url", "read_line", "read_low"]

_STARTS: Final = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTHS: Final = {**{start: i for i, start in enumerate(_STARTS, 1)}, "мая": 5}
_MONTH = (
    r"(янв(?:ар[яь])?|фев(?:рал[яь]|р)?|мар(?:та?)?|апр(?:ел[яь])?|ма[йя]|июн[яь]?|июл[яь]?|авг(?:уста?)?"
    r"|сент?(?:ябр[яь])?|окт(?:ябр[яь])?|ноя(?:бр[яь]|б)?|дек(?:абр[яь])?)\b\.?"
)
# 9 октября 2019 г. | 9 окт. 2019 | 09 окт 19 г | 9 октября
_WORDS: Final = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:-?го)?[ \t\xa0]{1,3}"
    + _MONTH
    + r"(?:,?[ \t\xa0]{1,3}(?:(\d{4})(?![\d:])(?:[ \t\xa0]?г(?:ода|\.)?(?!\w))?"
    r"|'?(\d{2})(?=[ \t\xa0]?г)(?:[ \t\xa0]?г(?:ода|\.)?(?!\w))))?",
)
# 09.10.2019 | 9/10/2019 | 09-10-2019 | 09·10·2019 | 09.10.19
_DIGITS: Final = re.compile(r"(?<![\d.:/-])(\d{1,2})([./·-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])(?!\.\d)")
# 2019-10-09 | 2019-10-09T12:37:00+03:00 | 2019.10.09 | 2019/10/09 12:37
_ISO: Final = re.compile(
    r"(?<![\d.:/-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d])(?:t(\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?"
)
# October 9, 2019 | Oct. 9th, 2019 and, the day first, Wed, 09 Oct 2019: what foreign engines and feeds print
_ENGLISH_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?"
_ENGLISH: Final = re.compile(
    r"(?<![\w.:])(?:" + _ENGLISH_MONTH + r" (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
    r"|(\d{1,2})(?:st|nd|rd|th)? " + _ENGLISH_MONTH + r" (\d{4}))(?![\d:])"
)
_ENGLISH_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_HINT: Final = re.compile("|".join(_ENGLISH_MONTHS))
_AFTERNOON: Final = re.compile(r"[ \xa0]?([ap])\.?m\b")  # the "pm" of 12:37 pm
# 12:37 | 9:05:11
_TIME: Final = re.compile(r"(?<![\d:.,])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])")
# 12.37, where no time with a colon stands
_TIME_DOT: Final = re.compile(r"(?<![\d:.,])([01]?\d|2[0-3])\.([0-5]\d)(?![\d:.])")
# Сегодня, 12:37 | вчера в 9:05
_RELATIVE: Final = re.compile(r"(?<!\w)(сегодня|вчера|позавчера)(?!\w)")
# 2 часа назад | 15 минут назад | Общество2 часа назад | час назад; "пару часов назад" is no time
_AGO: Final = re.compile(
    r"(?:(?<!\d)(\d{1,3})[ \xa0]?(мин(?:ут[уы]?)?|час(?:а|ов)?|дн(?:я|ей)|день)\.?|(?<!\w)(минуту|час|день))"
    r"[ \xa0]назад(?!\w)"
)
_BACK: Final = {"сегодня": 0, "вчера": 1, "позавчера": 2}
# Words that may stand around a date in its own line.
_LABELS: Final = word_set("""
    дата и время публикации создания размещения выхода опубликован опубликовано публикация размещено добавлено
    создано вышло published date posted понедельник вторник среда четверг пятница суббота воскресенье пн вт ср
    чт пт сб вс мск msk gmt utc москва москвы московское по в г года от на сайте просмотр просмотров просмотры
    просмотра просм прочитали комментарий комментария комментариев комментарии views on at by mon tue wed thu
    fri sat sun edited
""")
_PUBLISHED: Final = re.compile(
    r"(?<!\w)(?:опубликован|дата|публикац|размещен|добавлен|создан|вышл|published|posted|date(?!\w))", re.IGNORECASE
)
_UPDATED: Final = re.compile(
    r"(?<!\w)(?:обновл|изменен|изменён|отредактирован|updated|modified|ред\.|upd)", re.IGNORECASE
)
_NOW: Final = frozenset(("сегодня", "сейчас"))
_NOW_WORD: Final = re.compile(r"(?<!\w)(?:сегодня|сейчас)(?!\w)")
_COPYRIGHT: Final = re.compile(r"©|\(c\)|\(с\)|copyright|с \d{4} года|\d{4}\s?[-–—]\s?\d{4}")
_COPYRIGHT_HINT: Final = re.compile(r"[©(pс\d]")  # "©", "(c)", "copyright", "с 2004 года", "2004"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LAST: Final = 100
_LONGEST: Final = 200


class DateLine(NamedTuple):
    """A date in a line: where it stands (offsets in the line), its value, and how the line speaks of it.

    `value` is None where the year or the day of the crawl would have to be known and is not.
    `rest` counts the letters around the date that are neither a label, a weekday nor a counter.
    """

    start: int
    end: int
    value: dt.datetime | dt.date | None
    grain: PublishedGrain
    rule: str
    label: str
    rest: int
    before: int


def _date(year: int, month: int, day: int) -> dt.date | None:
    if year < _LAST:
        year += 2000 if year < 70 else 1900
    try:
        return dt.date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS[word[:3]]


def _nearest_year(month: int, day: int, crawled: dt.date) -> dt.date | None:
    """The last such day not after the crawl."""
    for year in (crawled.year, crawled.year - 1):
        found = _date(year, month, day)
        if found and found <= crawled + dt.timedelta(days=1):
            return found
    return None


class _Day(NamedTuple):
    """A day that a line names, with the clock time that an ISO stamp has."""

    start: int
    end: int
    value: dt.date | None
    rule: str
    clock: tuple[int, int] | None = None


# What a day looks like: 9 окт(ября), 09.1(0) or 2019-1(0)
_HINT: Final = re.compile(
    r"[0-9](?:[./·-]\d|(?:-?го)?[ \t\xa0]{1,3}(?:янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек))"
)


def _day(line: str, crawled: dt.date | None) -> _Day | None:
    """The day that a line names: in words, else in digits, else in English, else by the day of the crawl."""
    if hint := _HINT.search(line):
        begin = max(0, hint.start() - 3)  # the hint's digit is the last of up to four
        if m := _WORDS.search(line, begin):
            month, day = _month(m[2]), int(m[1])
            year = m[3] or m[4]
            value = _date(int(year), month, day) if year else None
            if value is None and not year and crawled and 1 <= day <= 31:
                value = _nearest_year(month, day, crawled)
            if value is not None or (not year and 1 <= day <= 31):
                return _Day(m.start(), m.end(), value, "date-words" if year else "date-no-year")
        if (m := _ISO.search(line, begin)) and (value := _date(int(m[1]), int(m[3]), int(m[4]))):
            return _Day(m.start(), m.end(), value, "date-iso", (int(m[5]), int(m[6])) if m[5] else None)
        if (m := _DIGITS.search(line, begin)) and (value := _date(int(m[4]), int(m[3]), int(m[1]))):
            return _Day(m.start(), m.end(), value, "date-digits")
    if ("20" in line or "19" in line) and _ENGLISH_HINT.search(line) and (m := _ENGLISH.search(line)):
        month = _ENGLISH_MONTHS.index(m[1] or m[5]) + 1
        if value := _date(int(m[3] or m[6]), month, int(m[2] or m[4])):
            return _Day(m.start(), m.end(), value, "date-english")
    if ("вчера" in line or "сегодня" in line) and (m := _RELATIVE.search(line)):
        value = crawled - dt.timedelta(days=_BACK[m[1]]) if crawled else None
        return _Day(m.start(), m.end(), value, "date-relative")
    return None


def read_line(line: str, crawled: dt.datetime | dt.date | None = None) -> DateLine | None:
    """Read the date of a line of a page; None when there is none.

    line: one line without its break. crawled: when the page was fetched; resolves "Сегодня, 12:37", "2 часа назад"
    and days without a year.

    >>> read_line("12:37, 9 октября 2019").value
    datetime.datetime(2019, 10, 9, 12, 37)
    >>> read_line("Oct 9, 2019 at 1:37 pm").value
    datetime.datetime(2019, 10, 9, 13, 37)
    >>> read_line("Вчера в 09:05", crawled=dt.date(2020, 3, 1)).value
    datetime.datetime(2020, 2, 29, 9, 5)
    """
    return read_low(lower(line), crawled)


def read_low(line: str, crawled: dt.datetime | dt.date | None) -> DateLine | None:
    """`read_line` for a line that is in lower case already."""
    line = line[:_LONGEST]
    today = crawled.date() if isinstance(crawled, dt.datetime) else crawled
    if "назад" in line and (ago := _AGO.search(line)):
        return _ago(line, ago, crawled)
    found = _day(line, today)
    if found is None:
        return None
    start, end, day, rule, clock = found
    around = line[:start] + " " + line[end:]
    if clock is None and (tail := _clock(line, start, end)) is not None:
        clock, left, right = (int(tail[1]), int(tail[2])), tail.start(), tail.end()
        if rule == "date-english" and (half := _AFTERNOON.match(line, right)):
            clock, right = (clock[0] % 12 + 12 * (half[1] == "p"), clock[1]), half.end()
        if left >= end:
            around = line[:start] + " " + line[end:left] + " " + line[right:]
            end = right
        else:
            around = line[:left] + " " + line[right:start] + " " + line[end:]
            start = left
    if rule == "date-relative" and clock is None:
        return None
    value: dt.datetime | dt.date | None = day
    if day is not None and clock is not None:
        value = dt.datetime(day.year, day.month, day.day, *clock)
    return _line(line, start, end, value, "minute" if clock else "day", rule, around)


def _clock(line: str, start: int, end: int) -> re.Match[str] | None:
    """The time of day right after the day that stands at [start, end), or right before it."""
    if ":" in line and (
        found := _TIME.search(line, end, min(len(line), end + 16)) or _TIME.search(line, max(0, start - 16), start)
    ):
        return found
    return _TIME_DOT.search(line, end, min(len(line), end + 10)) or _TIME_DOT.search(line, max(0, start - 10), start)


def _ago(line: str, m: re.Match[str], crawled: dt.datetime | dt.date | None) -> DateLine:
    count, unit = int(m[1] or 1), m[2] or m[3]
    value: dt.datetime | dt.date | None = None
    grain: PublishedGrain = "minute"
    if unit.startswith("д"):
        grain = "day"
        if crawled:
            value = (crawled.date() if isinstance(crawled, dt.datetime) else crawled) - dt.timedelta(days=count)
    elif isinstance(crawled, dt.datetime):
        minutes = count * (60 if unit.startswith("час") else 1)
        value = crawled.replace(tzinfo=None, second=0, microsecond=0) - dt.timedelta(minutes=minutes)
    around = line[: m.start()] + " " + line[m.end() :]
    return _line(line, m.start(), m.end(), value, grain, "date-ago", around)


def _line(
    line: str, start: int, end: int, value: dt.datetime | dt.date | None, grain: PublishedGrain, rule: str, around: str
) -> DateLine:
    label, rest, before = _said(around.strip(), line[:start], rule == "date-relative")
    return DateLine(start, end, value, grain, rule, label, rest, before)


# The pages of a site say the same around their dates.
@lru_cache(maxsize=1 << 12)
def _said(around: str, before: str, relative: bool) -> tuple[str, int, int]:
    """How a line speaks of its date: `label`, `rest` and `before` of DateLine.

    around: the line without its date. before: what stands before the date. relative: is it "сегодня" or "вчера"?
    """
    if not around:
        return "", 0, 0
    label = ""
    words = _LETTERS.findall(around)
    preceding = len(_LETTERS.findall(before))
    if _COPYRIGHT_HINT.search(around) and _COPYRIGHT.search(around):
        label = "copyright"
    elif preceding and _UPDATED.search(before):
        label = "updated"
    elif preceding and _PUBLISHED.search(before):
        label = "published"
    elif not relative and not _NOW.isdisjoint(words) and _NOW_WORD.search(around):
        label = "now"
    return label, sum([len(word) for word in words if word not in _LABELS]), preceding


# https://www.example.ru/news/2019/10/09/school.html | /2019-10-09-school | /20191009/
_URL: Final = re.compile(r"[/_-]((?:19|20)\d{2})([/_-]?)(\d{2})\2(\d{2})(?=[/_.-]|$)")


def from_url(url: str) -> dt.date | None:
    """The day that an address carries, as many sites' do.

    >>> from_url("https://example.ru/news/2019/10/09/school.html")
    datetime.date(2019, 10, 9)
    """
    m = _URL.search(url[:2000])
    return _date(int(m[1]), int(m[3]), int(m[4])) if m else None


def from_iso(text: str) -> tuple[dt.datetime | dt.date, PublishedGrain] | None:
    """A machine-readable stamp, as metadata hold it, in naive local time as printed.

    >>> from_iso("2019-10-09T12:37:00+04:00")
    (datetime.datetime(2019, 10, 9, 12, 37), 'minute')
    """
    text = text.strip()
    try:
        if len(text) <= 10:
            return dt.date.fromisoformat(text), "day"
        return dt.datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0), "minute"
    except ValueError:
        found = read_line(text)
        return (found.value, found.grain) if found and found.value is not None else None
