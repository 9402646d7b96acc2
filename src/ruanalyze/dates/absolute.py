"""Readers of the phrases that name a place in the calendar: days, months, seasons, years, decades."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from ruanalyze.dates.calendar import day, days, full_year, month, months, year, years
from ruanalyze.dates.phrase import Phrase, Reading, make_date, named_weekday, named_year, numeric_date, timed
from ruanalyze.dates.words import number, value

if TYPE_CHECKING:
    from ruanalyze.dates.calendar import Context


def numeric(p: Phrase) -> Reading | None:
    """ "01.02.2024", "пятница, 18.07.14", "2024-02-01", "14-15.10.18"."""
    numbers = number(p.word(p.find("X")[0]))[1]
    first = numeric_date(numbers, p)
    if first is None:
        return None
    if len(numbers) > 3:
        last = numeric_date(numbers[3:], p)
        return Reading(days(first, last), bool(numbers[5])) if last and last > first else None
    return Reading(timed(p, first), True, named_weekday(p))


def numeric_range(p: Phrase) -> Reading | None:
    """ "14. - 15.10.18", "с 14.10. по 15.10.2018", "14./15.10."."""
    at = p.find("dxX")
    left, right = number(p.word(at[0]))[1], number(p.word(at[-1]))[1]
    last = numeric_date(right, p)
    if last is None:
        return None
    d, m, y = (*left, right[1], 0)[:3] if len(left) == 1 else left
    first = make_date(full_year(y, p.context.published) if y else last.year, m, d)
    return Reading(days(first, last), bool(right[2])) if first and first < last else None


def numeric_short(p: Phrase) -> Reading | None:
    """ "15.02", when nothing else stands in the sentence, or "до 01.09", "с 15.02" before no other word."""
    i = p.find("x")[0]
    whole = all(s in "xXt.,v" or s in "dH" for s in p.symbols)
    digits = p.word(i)
    after = p.tokens[p.last].pos if p.last < len(p.tokens) else "PUNCT"
    padded = digits[-3:-1] in (".0", ".1") and after == "PUNCT"
    if not whole and not (padded and p.before() in ("s", "D")):
        return None
    at = numeric_date(number(digits)[1], p)
    return Reading(timed(p, at)) if at else None


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
    """ "с 16 апреля по 19 мая 2019 года", "30 июня и 1 июля", "28 декабря 2018 - 3 января 2019"."""
    first_days, both = _day_numbers(p), _month_numbers(p)
    years = p.find("Y7")
    named = [number(p.word(i))[1][0] for i in years]
    y2, given = named_year(p)
    if len(named) == 1 and years[0] < p.find("ma")[1]:  # "с 31 декабря 2019 года по 12 января"
        y2 = named[0] + (both[0] > both[1])
    if given and y2 is None:
        return None
    y2 = y2 or p.context.year_of(both[1], first_days[1], p)
    if y2 is None:
        return None
    y1 = named[0] if len(named) > 1 else y2 - (both[0] > both[1])
    first, last = make_date(y1, both[0], first_days[0]), make_date(y2, both[1], first_days[1])
    return Reading(days(first, last), given) if first and last and first < last else None


def days_of_month(p: Phrase) -> list[Reading] | None:
    """ "с 5 по 9 мая", "27-28 сентября 2014 года", "7 и 8 октября", "с 3 на 4 июня"; "5, 7 и 9 мая" are three dates."""
    m = _month_numbers(p)[0]
    found = _day_numbers(p)
    y, given = named_year(p)
    if given and y is None:
        return None
    y = y or p.context.year_of(m, found[-1], p)
    dates = [make_date(y, m, d) for d in found] if y else []
    good = [at for at in dates if at]
    if len(good) < len(found) or not good or good != sorted(good):
        return None
    listed = "&" in p.symbols[p.first : p.last] and "r" not in p.symbols[p.first : p.last]
    if listed and any((b - a).days > 1 for a, b in itertools.pairwise(good)):
        return [Reading(day(at), given) for at in good]
    return [Reading(days(good[0], good[-1]), given)]


def day_month(p: Phrase) -> Reading | None:
    """ "9 октября 2019 года", "в среду, 3 октября", "двадцать третьего февраля", "в 12:30 5 мая"."""
    if p.symbols[p.first : p.last] == "dm":  # by far the most common form
        d, m = int(p.word(p.first)), int(value(p.word(p.first + 1)))
        y = p.context.year_of(m, d, p)
        at = make_date(y, m, d) if y else None
        return Reading(day(at)) if at else None
    m, found = _month_numbers(p)[0], _day_numbers(p)
    y, given = named_year(p)
    if given and y is None:
        return None
    weekday = named_weekday(p)
    y = y or _year_by_weekday(p.context, m, found[0], weekday) or p.context.year_of(m, found[0], p)
    at = make_date(y, m, found[0]) if y else None
    return Reading(timed(p, at), given, weekday) if at else None


def _year_by_weekday(context: Context, m: int, d: int, weekday: int | None) -> int | None:
    """The year next to publication in which the day falls on the named weekday."""
    if weekday is None or context.published is None:
        return None
    near = [context.published.year + k for k in (0, -1, 1)]
    return next((y for y in near if (at := make_date(y, m, d)) and at.weekday() == weekday), None)


def month_span(p: Phrase) -> Reading | None:
    """ "с марта по май 2019 года", "в ноябре-декабре", "в мае и июне 2019 года", "с апреля 2018 по март 2019 года"."""
    at = p.find("M")
    both = [int(value(w)) for w in re.split("[‑–—−-]", p.word(at[0]))] if at else _month_numbers(p)
    named = [number(p.word(i))[1][0] for i in p.find("Y7")]
    y2, given = named_year(p)
    if given and y2 is None:
        return None
    y2 = y2 or p.context.year_of(both[-1], 0, p)
    if y2 is None:
        return None
    y1 = named[0] if len(named) > 1 else y2 - (both[0] > both[-1])
    return Reading(months(y1, both[0], y2, both[-1]), given) if (y1, both[0]) < (y2, both[-1]) else None


def month_of_year(p: Phrase) -> Reading | None:
    """ "в октябре 2018 года", "в мае", "в конце апреля", "в следующем мае", "в сентябре прошлого года"."""
    i = p.find("ma")[0]
    if p.symbols[i] == "a" and not p.find("Y7"):
        return None
    m = int(value(p.word(i)))
    y, given = named_year(p)
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
            y = p.context.year_of(m, 0, p)
    return Reading(month(y, m), given) if y else None


def _quarter(y: int, q: int, size: int, given: bool) -> Reading:
    grain = "quarter" if size == 3 else "half"
    return Reading(months(y, q * size + 1, y, q * size + size, grain), given)  # type: ignore[arg-type]


def quarter(p: Phrase) -> Reading | None:
    """ "в третьем квартале 2018 года", "I квартал", "второе полугодие", "в первой половине года"."""
    at = p.context.published
    size = 3 if p.find("q") else 6
    y, given = named_year(p)
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
    """ "летом 2008 года", "прошлой зимой", "весной" in a sentence with a tense; winter begins in the year before."""
    i = p.find("S")[0]
    s = int(value(p.word(i)))
    if i and p.word(i - 1).lower().startswith("баб"):  # "бабье лето"
        return None
    y, given = named_year(p)
    if (ranges := p.find("R")) and s == 0:
        y, given = number(p.word(ranges[0]))[1][1], True
    if given and y is None:
        return None
    at = p.context.published
    if not given:
        modifier = p.symbols[i - 1] if i > p.first and p.symbols[i - 1] in "AeP" else ""
        if modifier and p.word(i - 1).lower() == "этом":  # "при этом весна наступила"
            return None
        tense = p.when()
        adverb = p.word(i).lower() in ("зимой", "весной", "летом", "осенью") and tense is not None
        if at is None or not (modifier or adverb or p.before() in ("s", "D", "L", "N") or len(p.tokens) < 3):
            return None
        y = at.year + (s == 0 and at.month == 12)
        begun = s == 0 or at.month >= s * 3
        over = s > 0 and at.month > s * 3 + 2
        shift = int(value(p.word(p.find("A")[0]))) if modifier == "A" else 0
        if shift < 0:
            y += shift + (s == 0 and 2 < at.month < 12)
        elif shift > 0 or modifier == "P":
            y += begun
        elif not modifier and tense == "past":
            y -= not begun
        elif not modifier and (tense == "future" or p.before() in ("D", "L")):
            y += over or (s == 0 and 2 < at.month < 12)
    if y is None:
        return None
    if s == 0:
        return Reading(months(y - 1, 12, y, 2, "season"), given)
    return Reading(months(y, s * 3, y, s * 3 + 2, "season"), given)


def decade(p: Phrase) -> Reading | None:
    """ "в 1990-е годы", "в начале 90-х", "в девяностые годы двадцатого века", "в 20-е годы"."""
    i = p.find("Eo")[0]
    word = p.word(i)
    n = p.num(i) if p.symbols[i] == "o" else number(word)[1][0] if word[0].isdigit() else int(value(word))
    if n % 10 or (p.symbols[i] == "E" and n in (20, 30) and not word[0].isdigit() and not p.find("G8")):
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
    """ "в XIX веке", "в двадцать первом веке"; not "театры XXI века"."""
    i = p.find("o1id")[0]
    n = int(value(p.word(i))) if p.symbols[i] == "i" else p.num(i)
    if p.before() not in ("v", "s", "D", "L") and p.symbols[p.first] != "b":
        return None
    return Reading(years((n - 1) * 100 + 1, n * 100, "century"), True) if 11 <= n <= 21 else None


def year_range(p: Phrase) -> list[Reading] | None:
    """ "в 2003-2007 годах", "с 2014 по 2017 год", "в 2018 и 2019 годах"; "в 2004 и 2010 годах" are two dates."""
    if at := p.find("R"):
        a, b = number(p.word(at[0]))[1]
        sure = p.last - p.first > 1 or (p.before() in ("v", "s", "(") and b <= 2100) or _season_before(p)
        return [Reading(years(a, b), True)] if sure else None
    named = [number(p.word(i))[1][0] for i in p.find("Y7")]
    if named != sorted(set(named)):
        return None
    listed = "&" in p.symbols[p.first : p.last]
    if listed and any(b - a > 1 for a, b in itertools.pairwise(named)):
        return [Reading(year(y), True) for y in named]
    return [Reading(years(named[0], named[-1]), True)]


def _season_before(p: Phrase) -> bool:
    return p.first > 0 and p.tokens[p.first - 1].lemma == "сезон"


def year_to_date(p: Phrase) -> Reading | None:
    """ "за девять месяцев 2019 года"."""
    i = p.find("dw")[0]
    n, (y, given) = p.num(i), named_year(p)
    if y is None or value(p.word(p.find("u")[0])) != "M" or not 1 < n < 12:
        return None
    return Reading(months(y, 1, y, n), given)


def year_alone(p: Phrase) -> Reading | None:
    """ "в 2003 году", "2000г.", "1945-го", "в прошлом году", "в том же году", "в 91-м году"."""
    if p.find("6") and p.before() == "N":  # "на 91-м году жизни"
        return None
    y, _ = named_year(p)
    return Reading(year(y), True) if y else None


def year_bare(p: Phrase) -> Reading | None:
    """ "(1959)", "в 1976, ", "с 2000 он": a number without "год" that nothing is counted by."""
    i = p.find("Y")[0]
    y = number(p.word(i))[1][0]
    after = p.tokens[p.last] if p.last < len(p.tokens) else None
    if p.before() != "(":
        counted = after is not None and (after.pos not in _FREE or after.text in "%₽$€№" or after.text[0].isdigit())
        if counted or not 1900 <= y <= 2040:
            return None
    elif after is None or after.text not in "),;" or not 1500 <= y <= 2100:
        return None
    return Reading(year(y), True)


_FREE: Final = frozenset({"PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON", "PROPN", "ADV", "PART"})
