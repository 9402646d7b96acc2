"""The rules of date phrases: patterns over the symbols of `dates_words`, and what each phrase means.

A rule has a name, a pattern and a reader. The pattern is matched against a string with one symbol a token; the reader
gets the match and answers with the value, or None when the phrase is no date or cannot be resolved.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.dates_calendar import (
    Context,
    Value,
    add_months,
    day,
    days,
    full_year,
    month,
    months,
    week,
    year,
    years,
)
from ruanalyze.dates_words import HOLIDAYS, number, value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ruanalyze.dates_calendar import Tense
    from ruanalyze.doc import Token

__all__ = ["PATTERN", "RULES", "Phrase", "Reading"]

_DAY = "(?:d|T?o)"  # "8", "восьмое", "двадцать третье"
_MON = r"(?:m|a\.?)"
_YR = r"(?:A?[Y7](?:g|9\.?)?|[Ae]k?g|jkg|6g)"  # "2019 года", "прошлого года", "того же года"
_CLOCK = r"(?:t|[dw]H[yu]?|[dw]y)"  # "12:30", "8 часов вечера", "8 утра"
_PRE = rf"(?:v?t,?)?(?:z,)?y?(?:v?[WV]\.?,?[vN]?)?"  # "в понедельник, "
_POST = rf"(?:,?v?W|\(W\))?(?:,?y)?(?:,?v{_CLOCK}|,?t)?"
_NUM = "(?:Tw|[dwnT])"
_ORD = "[o1id]"


class Reading(NamedTuple):
    """A date that a phrase names: its value, and whether the phrase itself says the year."""

    value: Value
    named_year: bool = False
    weekday: int | None = None


class Phrase(NamedTuple):
    """A matched phrase: the tokens of its sentence, the symbols, the span `[first, last)`, the document's context."""

    tokens: Sequence[Token]
    symbols: str
    first: int
    last: int
    context: Context
    tense: Callable[[int, int], Tense]

    def find(self, kinds: str) -> list[int]:
        """The indices of the phrase's tokens that have one of these symbols."""
        return [i for i in range(self.first, self.last) if self.symbols[i] in kinds]

    def word(self, i: int) -> str:
        """A token's text."""
        return self.tokens[i].text

    def num(self, i: int) -> int:
        """The number that a token (with a tens word before it) stands for."""
        word = self.word(i)
        n = number(word)[1][0] if word[0].isdigit() else int(value(word))
        if self.symbols[i] in "ow" and i > self.first and self.symbols[i - 1] == "T" and n < 10:
            n += int(value(self.word(i - 1)))
        return n

    def before(self) -> str:
        """The symbol before the phrase, or ""."""
        return self.symbols[self.first - 1] if self.first else ""

    def ahead(self) -> bool:
        """Whether a preposition before the phrase looks forward: "на пятницу", "до 5 мая"."""
        inside = next((s for s in self.symbols[self.first : self.last] if s in "vNDLdWmo"), "")
        return (self.before() in ("N", "D", "L")) or inside in ("N", "D", "L")

    def when(self) -> Tense:
        """The tense that the phrase stands in."""
        return self.tense(self.first, self.last)


def _named_year(p: Phrase) -> tuple[int | None, bool]:
    """The year that the phrase names, and whether it names one at all."""
    if at := p.find("Y7"):
        return number(p.word(at[-1]))[1][0], True
    if at := p.find("6"):
        return full_year(number(p.word(at[-1]))[1][0], p.context.published), True
    if "g" in p.symbols[p.first : p.last]:
        if "k" in p.symbols[p.first : p.last]:
            return p.context.last_year, True
        if at := p.find("A"):
            shift = int(value(p.word(at[-1])))
            return (p.context.published.year + shift if p.context.published else None), True
        if p.find("e"):
            return (p.context.published.year if p.context.published else None), True
    return None, False


def _date(y: int, m: int, d: int) -> dt.date | None:
    return dt.date(y, m, d) if 1 <= m <= 12 and 1 <= d <= calendar.monthrange(y, m)[1] else None


def _timed(p: Phrase, at: dt.date) -> Value:
    """The day, or the minute of the day when the phrase gives a time."""
    clock = None
    if times := p.find("t"):
        clock = number(p.word(times[0]))[1]
    elif hours := [i for i in p.find("Hy") if i > p.first and p.symbols[i - 1] in "dw"]:
        i = hours[0]
        hour = p.num(i - 1)
        part = " ".join(p.word(k).lower() for k in (i, i + 1) if k < p.last).split()[-1]
        hour += 12 if part in ("вечера", "дня") and hour < 12 else 0
        clock = (hour, 0) if hour < 24 else None
    if clock is None:
        return day(at)
    return Value(f"{at.isoformat()}T{clock[0]:02}:{clock[1]:02}", "time", at)


def _named_weekday(p: Phrase) -> int | None:
    at = p.find("WV")
    return int(value(p.word(at[0]))) if at else None


def _from_numeric(numbers: tuple[int, ...], p: Phrase) -> dt.date | None:
    d, m, y = numbers[:3]
    y = full_year(y, p.context.published) if y else (p.context.year_of(m, d, p.when(), p.ahead()) or 0)
    return _date(y, m, d) if y else None


def numeric(p: Phrase) -> Reading | None:
    """"01.02.2024", "пятница, 18.07.14", "2024-02-01", "14-15.10.18"."""
    numbers = number(p.word(p.find("X")[0]))[1]
    first = _from_numeric(numbers, p)
    if first is None:
        return None
    if len(numbers) > 3:
        last = _from_numeric(numbers[3:], p)
        return Reading(days(first, last), bool(numbers[5])) if last and last > first else None
    return Reading(_timed(p, first), True, _named_weekday(p))


def numeric_range(p: Phrase) -> Reading | None:
    """"14. - 15.10.18", "с 14.10. по 15.10.2018", "14./15.10."."""
    at = p.find("dxX")
    left, right = number(p.word(at[0]))[1], number(p.word(at[-1]))[1]
    last = _from_numeric(right, p)
    if last is None:
        return None
    d, m, y = (*left, right[1], 0)[:3] if len(left) == 1 else left
    first = _date(full_year(y, p.context.published) if y else last.year, m, d)
    return Reading(days(first, last), bool(right[2])) if first and first < last else None


def numeric_short(p: Phrase) -> Reading | None:
    """"15.02", when nothing else stands in the sentence, or "до 01.09", "с 15.02" before no other word."""
    i = p.find("x")[0]
    whole = all(s in "xXt.,v" or s in "dH" for s in p.symbols)
    digits = p.word(i)
    after = p.tokens[p.last].pos if p.last < len(p.tokens) else "PUNCT"
    if not whole and not (p.before() in ("s", "D") and digits[-3:-1] in (".0", ".1") and digits[0] in "0123" and after == "PUNCT"):
        return None
    at = _from_numeric(number(digits)[1], p)
    return Reading(_timed(p, at)) if at else None


def _day_numbers(p: Phrase) -> list[int]:
    found = []
    for i in p.find("dor"):
        if p.symbols[i] == "r":
            found += list(number(p.word(i))[1])
        elif i + 1 >= p.last or p.symbols[i + 1] != "H":
            found.append(p.num(i))
    return found


def _month_numbers(p: Phrase) -> list[int]:
    return [int(value(p.word(i))) for i in p.find("ma")]


def day_span(p: Phrase) -> Reading | None:
    """"с 16 апреля по 19 мая 2019 года", "30 июня и 1 июля", "28 декабря 2018 - 3 января 2019"."""
    first_days, both = _day_numbers(p), _month_numbers(p)
    named = [number(p.word(i))[1][0] for i in p.find("Y7")]
    y2, given = _named_year(p)
    if given and y2 is None:
        return None
    y2 = y2 or p.context.year_of(both[1], first_days[1], p.when(), p.ahead())
    if y2 is None:
        return None
    y1 = named[0] if len(named) > 1 else y2 - (both[0] > both[1])
    first, last = _date(y1, both[0], first_days[0]), _date(y2, both[1], first_days[1])
    return Reading(days(first, last), given) if first and last and first < last else None


def days_of_month(p: Phrase) -> list[Reading] | None:
    """"с 5 по 9 мая", "27-28 сентября 2014 года", "7 и 8 октября", "с 3 на 4 июня"; "5, 7 и 9 мая" are three dates."""
    m = _month_numbers(p)[0]
    found = _day_numbers(p)
    y, given = _named_year(p)
    if given and y is None:
        return None
    y = y or p.context.year_of(m, found[-1], p.when(), p.ahead())
    dates = [_date(y, m, d) for d in found] if y else []
    good = [at for at in dates if at]
    if len(good) < len(found) or not good or good != sorted(good):
        return None
    listed = "&" in p.symbols[p.first : p.last] and "r" not in p.symbols[p.first : p.last]
    if listed and any((b - a).days > 1 for a, b in zip(good, good[1:], strict=False)):
        return [Reading(day(at), given) for at in good]
    return [Reading(days(good[0], good[-1]), given)]


def day_month(p: Phrase) -> Reading | None:
    """"9 октября 2019 года", "в среду, 3 октября", "двадцать третьего февраля", "25 июля, в четверг", "в 12:30 5 мая"."""
    m, found = _month_numbers(p)[0], _day_numbers(p)
    y, given = _named_year(p)
    if given and y is None:
        return None
    weekday = _named_weekday(p)
    y = y or _year_by_weekday(p.context, m, found[0], weekday) or p.context.year_of(m, found[0], p.when(), p.ahead())
    at = _date(y, m, found[0]) if y else None
    return Reading(_timed(p, at), given, weekday) if at else None


def _year_by_weekday(context: Context, m: int, d: int, weekday: int | None) -> int | None:
    """The year next to publication in which the day falls on the named weekday."""
    if weekday is None or context.published is None:
        return None
    near = [context.published.year + k for k in (0, -1, 1)]
    return next((y for y in near if (at := _date(y, m, d)) and at.weekday() == weekday), None)


def month_span(p: Phrase) -> Reading | None:
    """"с марта по май 2019 года", "в ноябре-декабре", "в мае и июне 2019 года", "с апреля 2018 по март 2019 года"."""
    if at := p.find("M"):
        both = [int(value(w)) for w in re.split("[‑–—−-]", p.word(at[0]))]
    else:
        both = _month_numbers(p)
    named = [number(p.word(i))[1][0] for i in p.find("Y7")]
    y2, given = _named_year(p)
    if given and y2 is None:
        return None
    y2 = y2 or p.context.year_of(both[-1], 0, p.when(), p.ahead())
    if y2 is None:
        return None
    y1 = named[0] if len(named) > 1 else y2 - (both[0] > both[-1])
    return Reading(months(y1, both[0], y2, both[-1]), given) if (y1, both[0]) < (y2, both[-1]) else None


def month_of_year(p: Phrase) -> Reading | None:
    """"в октябре 2018 года", "в мае", "в конце апреля", "в следующем мае", "в сентябре прошлого года"."""
    i = p.find("ma")[0]
    if p.symbols[i] == "a" and not p.find("Y7"):
        return None
    m = int(value(p.word(i)))
    y, given = _named_year(p)
    if given and y is None:
        return None
    if not given:
        if p.word(i)[0].isupper() and (p.first > 0 or i > 0) and not p.word(i).isupper():
            return None
        at = p.find("Ae")
        shift = int(value(p.word(at[0]))) if at and p.symbols[at[0]] == "A" else 0
        if at and p.context.published:
            here = p.context.published
            y = here.year + (shift > 0 and m <= here.month) - (shift < 0 and m >= here.month)
        elif not at:
            y = p.context.year_of(m, 0, p.when(), p.ahead())
    return Reading(month(y, m), given) if y else None


def _quarter(y: int, q: int, size: int, given: bool) -> Reading:
    grain = "quarter" if size == 3 else "half"
    return Reading(months(y, q * size + 1, y, q * size + size, grain), given)  # type: ignore[arg-type]


def quarter(p: Phrase) -> Reading | None:
    """"в третьем квартале 2018 года", "I квартал", "в прошлом квартале", "второе полугодие", "в первой половине года"."""
    at = p.context.published
    size = 3 if p.find("q") else 6
    y, given = _named_year(p)
    if given and y is None:
        return None
    if ordinals := [i for i in p.find("o1id") if p.symbols[i + 1] in "qhf"]:
        q = p.num(ordinals[0]) - 1 if p.symbols[ordinals[0]] != "i" else int(value(p.word(ordinals[0]))) - 1
        y = y or (at.year if at else None)
        return _quarter(y, q, size, given) if y and 0 <= q < 12 // size else None
    if at is None:
        return None
    shift = int(value(p.word(p.find("A")[0]))) if p.find("A") else 0
    y, q = divmod(at.year * (12 // size) + (at.month - 1) // size + shift, 12 // size)
    return _quarter(y, q, size, False)


def season(p: Phrase) -> Reading | None:
    """"летом 2008 года", "прошлой зимой", "весной" in a sentence with a tense; winter begins in the year before."""
    i = p.find("S")[0]
    s = int(value(p.word(i)))
    y, given = _named_year(p)
    if (ranges := p.find("R")) and s == 0:
        y, given = number(p.word(ranges[0]))[1][1], True
    if given and y is None:
        return None
    at = p.context.published
    if not given:
        modifier = next((p.symbols[k] for k in (i - 1, i - 2) if k >= p.first and p.symbols[k] in "AeP"), "")
        tense = p.when()
        if at is None or not (modifier or tense or len(p.tokens) < 3):
            return None
        begins, ends = (s * 3 or 12), s * 3 + 2
        y = at.year + (s == 0 and at.month == 12)
        shift = int(value(p.word(p.find("A")[0]))) if modifier == "A" else 0
        if modifier == "e":
            y += 0
        elif shift < 0 or (not modifier and tense == "past"):
            now = at.month >= begins if s else at.month in (12, 1, 2)
            y -= (shift < -1) + (not now if not shift else (at.month <= ends or s == 0))
        elif shift > 0 or modifier == "P" or tense == "future":
            y += at.month > ends if not (modifier == "A" or modifier == "P") else at.month >= begins or s == 0
    if y is None:
        return None
    if s == 0:
        return Reading(months(y - 1, 12, y, 2, "season"), given)
    return Reading(months(y, s * 3, y, s * 3 + 2, "season"), given)


def decade(p: Phrase) -> Reading | None:
    """"в 1990-е годы", "в начале 90-х", "в девяностые годы двадцатого века", "в 20-е годы"."""
    i = p.find("Eo")[0]
    n = p.num(i) if p.symbols[i] == "o" else number(p.word(i))[1][0] if p.word(i)[0].isdigit() else int(value(p.word(i)))
    if n % 10 or (p.symbols[i] == "E" and n in (20, 30) and not p.word(i)[0].isdigit() and not p.find("G8")):
        return None
    if n < 100:
        centuries = [k for k in p.find("io1d") if k > i and p.symbols[k + 1] == "c"]
        if centuries:
            k = centuries[0]
            n += (int(value(p.word(k))) - 1 if p.symbols[k] == "i" else p.num(k) - 1) * 100
        else:
            n += 2000 if n < 20 else 1900
    return Reading(years(n, n + 9, "decade"), True) if n >= 1000 else None


def century(p: Phrase) -> Reading | None:
    """"в XIX веке", "в двадцать первом веке"."""
    i = p.find("o1id")[0]
    n = int(value(p.word(i))) if p.symbols[i] == "i" else p.num(i)
    return Reading(years((n - 1) * 100 + 1, n * 100, "century"), True) if 11 <= n <= 21 else None


def year_range(p: Phrase) -> list[Reading] | None:
    """"в 2003-2007 годах", "с 2014 по 2017 год", "в 2018 и 2019 годах"; "в 2004 и 2010 годах" are two dates."""
    if at := p.find("R"):
        a, b = number(p.word(at[0]))[1]
        sure = p.last - p.first > 1 or (p.before() in ("v", "s", "(") and b <= 2100) or _season_before(p)
        return [Reading(years(a, b), True)] if sure else None
    named = [number(p.word(i))[1][0] for i in p.find("Y7")]
    if named != sorted(set(named)):
        return None
    listed = "&" in p.symbols[p.first : p.last]
    if listed and any(b - a > 1 for a, b in zip(named, named[1:], strict=False)):
        return [Reading(year(y), True) for y in named]
    return [Reading(years(named[0], named[-1]), True)]


def _season_before(p: Phrase) -> bool:
    return p.first > 0 and p.tokens[p.first - 1].lemma == "сезон"


def year_to_date(p: Phrase) -> Reading | None:
    """"за девять месяцев 2019 года"."""
    i = p.find("dw")[0]
    n, (y, given) = p.num(i), _named_year(p)
    if y is None or value(p.word(p.find("u")[0])) != "M" or not 1 < n < 12:
        return None
    return Reading(months(y, 1, y, n), given)


def year_alone(p: Phrase) -> Reading | None:
    """"в 2003 году", "2000г.", "1945-го", "в прошлом году", "в том же году", "в 91-м году"."""
    if p.find("6") and p.before() == "N":  # "на 91-м году жизни"
        return None
    y, _ = _named_year(p)
    return Reading(year(y), True) if y else None


def year_bare(p: Phrase) -> Reading | None:
    """"(1959)", "в 1976, ", "с 2000 он": a number without "год" that nothing is counted by."""
    i = p.find("Y")[0]
    y = number(p.word(i))[1][0]
    after = p.tokens[p.last] if p.last < len(p.tokens) else None
    if p.before() != "(":
        if not 1900 <= y <= 2040 or (after is not None and (after.pos not in _FREE or after.text in "%₽$€№" or after.text[0].isdigit())):
            return None
    elif after is None or after.text not in "),;" or not 1500 <= y <= 2100:
        return None
    return Reading(year(y), True)


_FREE: Final = frozenset({"PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "PROPN", "ADV", "PART"})


def deictic(p: Phrase) -> Reading | None:
    """"сегодня", "вчера вечером", "завтра в 15 часов"; "накануне" is the day before, "накануне выборов" is not."""
    at = p.context.published
    i = p.find("z")[0]
    word = p.word(i).lower()
    if at is None:
        return None
    if word == "накануне" and p.last < len(p.tokens) and i == p.last - 1:
        after = p.tokens[p.last]
        if after.pos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and "Case=Gen" in after.feats:
            return None
    return Reading(_timed(p, at + dt.timedelta(int(value(word)))))


def weekday(p: Phrase) -> Reading | None:
    """"во вторник", "в минувшую среду", "в следующий понедельник", "утром в пятницу", "вторник на следующей неделе"."""
    i = p.find("W")[0]
    n, word = int(value(p.word(i))), p.word(i)
    preposition = p.symbols[i - 1] if i else ""
    modifiers = [k for k in range(p.first, i) if p.symbols[k] in "AeP"]
    alone = p.last - p.first >= len(p.tokens) - 1
    if not (modifiers or alone or preposition in ("v", "N", "s", "D", "L", "y")):
        return None
    if n == 2 and not (word.lower() == "среду" or alone or (preposition in ("s", "D") and not _genitive_after(p))):
        return None
    if word.lower() == "среду" and p.last < len(p.tokens) and p.tokens[p.last].text in _ENVIRONMENTS:
        return None
    if word[0].isupper() and i > 0 and not word.isupper():
        return None
    at = p.context.published
    if at is None:
        known = p.context.weekdays.get(n)
        return Reading(_timed(p, known), False, n) if known and not modifiers else None
    shift = (n - at.weekday()) % 7  # the coming one, today included
    if [k for k in p.find("A") if k > i]:  # "вторник на следующей неделе"
        monday = at - dt.timedelta(at.weekday()) + dt.timedelta(7 * int(value(p.word(p.find("A")[-1]))))
        return Reading(_timed(p, monday + dt.timedelta(n)), False, n)
    if modifiers:
        kind = p.symbols[modifiers[0]]
        move = int(value(p.word(modifiers[0]))) if kind == "A" else 0
        if move > 0:
            shift = shift or 7
        elif move < 0:
            shift = (shift - 7) if shift else -7
        elif kind == "e":
            shift = n - at.weekday()
        elif p.word(modifiers[0]).lower().startswith("послед"):
            shift = (shift - 7) if shift else -7
    else:
        tense = p.when()
        coming = tense == "future" or (preposition in ("N", "D", "L") and tense != "past") or preposition in ("N", "L")
        if not coming and shift and not (alone and tense is None):
            shift -= 7
    return Reading(_timed(p, at + dt.timedelta(shift)), False, n)


_ENVIRONMENTS: Final = frozenset(["обитания", "проживания", "программирования", "разработки", "подростков", "общения"])


def _genitive_after(p: Phrase) -> bool:
    return p.last < len(p.tokens) and p.tokens[p.last].pos == "NOUN" and "Case=Gen" in p.tokens[p.last].feats


def weekend(p: Phrase) -> Reading | None:
    """"в минувшие выходные", "в эти выходные", "на выходных"."""
    at = p.context.published
    if at is None or not (p.find("AePvN") or p.before() in ("v", "N")):
        return None
    saturday = at - dt.timedelta(at.weekday()) + dt.timedelta(5)
    kinds = {p.symbols[i]: i for i in p.find("AeP")}
    tense = p.when()
    if "A" in kinds:
        move = int(value(p.word(kinds["A"])))
        saturday += dt.timedelta(7 * (move if move > 0 or at <= saturday else move + 1))
    elif "P" in kinds and p.word(kinds["P"]).lower().startswith("послед"):
        saturday -= dt.timedelta(7)
    elif not kinds and at < saturday and tense != "future":
        saturday -= dt.timedelta(7)
    elif not kinds and tense == "future" and at > saturday + dt.timedelta(1):
        saturday += dt.timedelta(7)
    return Reading(days(saturday, saturday + dt.timedelta(1)))


def relative_unit(p: Phrase) -> Reading | None:
    """"на прошлой неделе", "в этом месяце", "в конце года", "на следующий день", "в тот же день"."""
    at = p.context.published
    unit = value(p.word(p.find("u")[-1])) if p.find("u") else "Y"
    shift = next((int(value(p.word(i))) for i in p.find("A")), 0)
    if unit == "D":
        known = p.context.near_day()
        same = "k" in p.symbols[p.first : p.last] and not p.find("A")
        if known is None or not (same or shift == 1) or p.word(p.find("u")[-1]).lower() not in ("день", "дня"):
            return None
        return Reading(day(known + dt.timedelta(shift)))
    if at is None or "j" in p.symbols[p.first : p.last]:
        return None
    if p.find("P"):
        return None
    if unit == "W":
        return Reading(week(at + dt.timedelta(7 * shift)))
    if unit == "M":
        there = add_months(at.replace(day=1), shift)
        return Reading(month(there.year, there.month))
    return Reading(year(at.year + shift))


def _moved(at: dt.date, unit: str, n: int) -> Value | None:
    try:
        if unit == "D":
            return day(at + dt.timedelta(n))
        if unit == "W":
            return day(at + dt.timedelta(7 * n))
        if unit == "M":
            there = add_months(at, n)
            return month(there.year, there.month)
        return year(at.year + n) if at.year + n > 0 else None
    except (OverflowError, ValueError):
        return None


def _count(p: Phrase) -> tuple[int, str]:
    """The number of units of the phrase (one when it has no number), and the unit."""
    at = p.find("dwnT")
    unit_at = p.find("ugl")[-1]
    return (p.num(at[-1]) if at else 1), str(value(p.word(unit_at))) if p.symbols[unit_at] == "u" else "Y"


def ago(p: Phrase) -> Reading | None:
    """"три недели назад", "год назад", "два дня тому назад"."""
    n, unit = _count(p)
    if p.context.published is None or (not p.find("dwnT") and (p.symbols[p.first] == "l" or _vague(p))):
        return None
    found = _moved(p.context.published, unit, -n)
    return Reading(found) if found and n <= 365 else None


def _vague(p: Phrase) -> bool:
    """Whether a vague number stands before: "несколько дней назад", "много лет назад"."""
    word = p.word(p.find("ugl")[0]).lower()
    return word in ("дней", "недель", "месяцев", "лет", "дня", "года", "месяца", "недели", "суток")


def hence(p: Phrase) -> Reading | None:
    """"через два дня", "через неделю": from publication, in a story of the past from the day named before."""
    n, unit = _count(p)
    if not p.find("dwnT") and _vague(p):
        return None
    if p.last < len(p.tokens) and p.tokens[p.last].text.lower() in ("после", "с", "со"):
        return None
    past = p.when() == "past"
    at = p.context.near_day() if past else p.context.published
    found = _moved(at, unit, n) if at else None
    return Reading(found) if found and n <= 365 else None


def last_n(p: Phrase) -> Reading | None:
    """"последние два года", "следующие 3 дня": whole units beside publication; "за последние два года" is a duration."""
    at = p.context.published
    n, unit = _count(p)
    if at is None or p.before() in ("Z", "v", "N", "s", "p") or not 1 < n < 100:
        return None
    word = p.word(p.first).lower()
    back = word.startswith("послед")
    if not back and word.startswith(("прошл", "минувш")):
        return None
    if unit in "DW":
        size = 7 if unit == "W" else 1
        start = at - dt.timedelta(at.weekday()) if unit == "W" else at
        first = start - dt.timedelta(size * n) if back else start + dt.timedelta(size)
        return Reading(days(first, first + dt.timedelta(size * n - 1)))
    if unit == "M":
        a, b = (add_months(at, -n), add_months(at, -1)) if back else (add_months(at, 1), add_months(at, n))
        return Reading(months(a.year, a.month, b.year, b.month))
    return Reading(years(at.year - n, at.year - 1) if back else years(at.year + 1, at.year + n))


def holiday(p: Phrase) -> Reading | None:
    """"в День Победы", "до Нового года", "на Рождество": with a preposition of time, or alone."""
    alone = p.last - p.first >= len(p.tokens) - 1
    if p.symbols[p.first] not in "vNDspLO" and not alone:
        return None
    first = p.word(p.first + (p.symbols[p.first] in "vNDspLO"))
    y, given = _named_year(p)
    if p.find("I"):
        m, d = 1, 7
    elif p.find("J"):
        if p.find("e") or not (first[0].isupper() or alone) or p.symbols[p.first] in "sp":
            return None
        m, d = 1, 1
    else:
        name = " ".join(p.word(i).lower() for i in p.find("!"))
        if name not in HOLIDAYS or not first[0].isupper() or p.symbols[p.first] == "L":
            return None
        m, d = HOLIDAYS[name]
    at = p.context.published
    if not given and at is None:
        return None
    if not given and m == 1:
        y = at.year + (at.month > 6) if at else None
    y = y or p.context.year_of(m, d, p.when(), p.ahead())
    return Reading(day(dt.date(y, m, d)), given) if y else None


_P: Final = "[vNDspLO]"
RULES: Final[dict[str, tuple[str, Callable[[Phrase], Reading | list[Reading] | None]]]] = {
    "numeric_range": (r"s?(?:[dxX]\.?)[-/p][Xx]\.?|s?x\.?p?-?X", numeric_range),
    "numeric": (rf"(?:v?t,?)?(?:v?[WV]\.?,?)?X(?:9\.?)?{_POST}", numeric),
    "numeric_short": (r"x\.?(?:,?v?t|,?v[dw]H)?", numeric_short),
    "day_span": (
        rf"s?{_DAY}{_MON}{_YR}?p{_DAY}{_MON}{_YR}?|{_DAY}{_MON}{_YR}?-{_DAY}{_MON}{_YR}?|{_DAY}m&{_DAY}m{_YR}?",
        day_span,
    ),
    "days": (
        rf"(?:s{_DAY}[pN]{_DAY}|{_DAY}-{_DAY}|r|{_DAY}(?:,{_DAY})*&{_DAY}){_MON}{_YR}?",
        days_of_month,
    ),
    "day_month": (rf"{_PRE}{_DAY}{_MON}(?:{_YR})?{_POST}", day_month),
    "month_span": (rf"s?m{_YR}?pm{_YR}?|m(?:[-&])m{_YR}?|M{_YR}?", month_span),
    "quarter": (rf"{_ORD}[qh](?:{_YR})?|[1o]f(?:{_YR}|g)|[Ae]q", quarter),
    "month": (rf"(?:b|[1o]f)?[Ae]?{_MON}(?:{_YR})?", month_of_year),
    "season": (rf"(?:b)?[AeP]?S(?:{_YR}|R)?", season),
    "decade": (r"b?E(?:G|8\.?)?(?:[io1d]c)?|oG", decade),
    "century": (r"b?[io1d]c", century),
    "year_range": (
        r"s[Y7](?:g|9\.?)?p[Y7](?:[gG]|[98]\.?)?|R(?:[gG]|[98]\.?)?|[Y7](?:,[Y7])*[-&][Y7](?:G|8\.?|g)",
        year_range,
    ),
    "year_to_date": (rf"[dw]u{_YR}", year_to_date),
    "year": (r"b?(?:A?[Y7](?:[gG]|[98]\.?)|[Ae]k?g|jkg|7|[61]g)", year_alone),
    "year_bare": (r"(?<=[vsDL(])Y", year_bare),
    "holiday": (rf"{_P}?(?:Jg|I!?|u!+)(?:{_YR})?", holiday),
    "weekday": (rf"y?v?[AePN]?W(?:,?y)?(?:NAu)?(?:,?v?{_CLOCK})?", weekday),
    "deictic": (rf"(?:v{_CLOCK},?)?y?z(?:,?y)?(?:,?v{_CLOCK}|,?t)?", deictic),
    "last_n": (rf"[PA]{_NUM}[ugl]", last_n),
    "ago": (rf"{_NUM}?[ugl]K?B", ago),
    "hence": (rf"C{_NUM}?[ugl]", hence),
    "weekend": (r"v?[AeP]?U", weekend),
    "relative": (r"b?[AeP]u|[ej]ku|b[ug]|bAu", relative_unit),
}
PATTERN: Final = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in RULES.items()))
