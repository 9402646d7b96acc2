"""Readers of the phrases that count from the publication: "вчера", "во вторник", "год назад", and holidays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from ruanalyze.dates.calendar import add_months, day, days, month, months, week, year, years
from ruanalyze.dates.phrase import Phrase, Reading, named_year, timed
from ruanalyze.dates.words import HOLIDAYS, value

if TYPE_CHECKING:
    from ruanalyze.dates.calendar import Value


def deictic(p: Phrase) -> Reading | None:
    """ "сегодня", "вчера вечером", "завтра в 15 часов"; "накануне" is the day before, "накануне выборов" is not."""
    at = p.context.published
    i = p.find("z")[0]
    word = p.word(i).lower()
    if at is None:
        return None
    if word == "накануне" and p.last < len(p.tokens) and i == p.last - 1:
        after = p.tokens[p.last]
        if after.pos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and "Case=Gen" in after.feats:
            return None
    return Reading(timed(p, at + dt.timedelta(int(value(word)))))


def weekday(p: Phrase) -> Reading | None:
    """ "во вторник", "в минувшую среду", "в следующий понедельник", "утром в пятницу"."""
    i = p.find("W")[0]
    n, word = int(value(p.word(i))), p.word(i)
    preposition = p.symbols[i - 1] if i else ""
    modifiers = [k for k in range(p.first, i) if p.symbols[k] in "AeP"]
    alone = p.last - p.first >= len(p.tokens) - 1
    if not (modifiers or alone or preposition in ("v", "N", "s", "D", "L", "y", "t", "&")):
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
        return Reading(timed(p, known), False, n) if known and not modifiers else None
    shift = (n - at.weekday()) % 7  # the coming one, today included
    if [k for k in p.find("A") if k > i]:  # "вторник на следующей неделе"
        monday = at - dt.timedelta(at.weekday()) + dt.timedelta(7 * int(value(p.word(p.find("A")[-1]))))
        return Reading(timed(p, monday + dt.timedelta(n)), False, n)
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
    return Reading(timed(p, at + dt.timedelta(shift)), False, n)


_ENVIRONMENTS: Final = frozenset(["обитания", "проживания", "программирования", "разработки", "подростков", "общения"])


def _genitive_after(p: Phrase) -> bool:
    return p.last < len(p.tokens) and p.tokens[p.last].pos == "NOUN" and "Case=Gen" in p.tokens[p.last].feats


def weekend(p: Phrase) -> Reading | None:
    """ "в минувшие выходные", "в эти выходные", "на выходных"."""
    at = p.context.published
    if at is None or not (p.find("AePvN") or p.before() in ("v", "N")):
        return None
    saturday = at - dt.timedelta(at.weekday()) + dt.timedelta(5)
    kinds = {p.symbols[i]: i for i in p.find("AeP")}
    tense = p.when()
    if "A" in kinds:
        move = int(value(p.word(kinds["A"])))
        saturday += dt.timedelta(7 * (move if move > 0 or at <= saturday else move + 1))
    elif (kinds and p.word(next(iter(kinds.values()))).lower().startswith("послед")) or (
        not kinds and at < saturday and tense != "future"
    ):
        saturday -= dt.timedelta(7)
    elif not kinds and tense == "future" and at > saturday + dt.timedelta(1):
        saturday += dt.timedelta(7)
    return Reading(days(saturday, saturday + dt.timedelta(1)))


def relative_unit(p: Phrase) -> Reading | None:
    """ "на прошлой неделе", "в этом месяце", "в конце года", "на следующий день", "в тот же день"."""
    at = p.context.published
    unit = value(p.word(p.find("u")[-1])) if p.find("u") else "Y"
    shift = next((int(value(p.word(i))) for i in p.find("A")), 0)
    if unit == "D":
        known = p.context.near_day()
        same = "k" in p.symbols[p.first : p.last] and not p.find("A")
        if known is None or not (same or shift == 1) or p.word(p.find("u")[-1]).lower() not in ("день", "дня"):
            return None
        return Reading(day(known + dt.timedelta(shift)))
    plural = any(p.word(i).lower().endswith(("и", "их", "ие", "ые", "ых")) for i in p.find("Ae"))
    if at is None or plural or p.find("jP"):
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
    """ "три недели назад", "год назад", "два дня тому назад"."""
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
    """ "через два дня", "через неделю": from publication, in a story of the past from the day named before."""
    n, unit = _count(p)
    if not p.find("dwnT") and _vague(p):
        return None
    if p.last < len(p.tokens) and p.tokens[p.last].text.lower() in ("после", "с", "со"):
        return None
    tense = p.when()
    if tense is None and len(p.tokens) - (p.last - p.first) > 1 and not p.find("dwnT"):
        return None
    at = p.context.near_day() if tense == "past" else p.context.published
    found = _moved(at, unit, n) if at else None
    return Reading(found) if found and n <= 365 else None


def last_n(p: Phrase) -> Reading | None:
    """ "последние два года", "следующие 3 дня": whole units; "за последние два года" is a duration."""
    at = p.context.published
    n, unit = _count(p)
    if at is None or p.before() in ("Z", "v", "N", "s", "p") or not 1 < n < 100:
        return None
    word = p.word(p.first).lower()
    back = word.startswith("послед")
    if not word.endswith("ие"):  # "в течение последних двух лет"
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
    """The day in "в День Победы", "до Нового года", "на Рождество": with a preposition of time, or alone."""
    alone = p.last - p.first >= len(p.tokens) - 1
    if p.symbols[p.first] not in "vNDspLO" and not alone:
        return None
    first = p.word(p.first + (p.symbols[p.first] in "vNDspLO"))
    y, given = named_year(p)
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
    if (not given and at is None) or (p.last < len(p.tokens) and p.word(p.last) == "над"):
        return None
    if not given and m == 1:
        y = at.year + (at.month > 6) if at else None
    y = y or p.context.year_of(m, d, p)
    return Reading(day(dt.date(y, m, d)), given) if y else None
