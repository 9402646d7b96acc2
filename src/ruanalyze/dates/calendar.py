"""Calendar arithmetic: values in ISO 8601, and the year of a date that names none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from ruanalyze.doc import Grain

__all__ = [
    "Context",
    "Outlook",
    "Tense",
    "Value",
    "add_months",
    "day",
    "days",
    "full_year",
    "length",
    "month",
    "months",
    "week",
    "year",
    "years",
]

Tense: TypeAlias = Literal["past", "future"] | None

_FAR: Final = 45  # days: a past event may lie so far ahead of publication (an announced date), not farther
_NEAR: Final = 66  # days: across New Year a date so near is meant rather than the one in the same year
_FRESH: Final = 20  # days: a date so near to publication belongs to it, whatever year was named before


_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Outlook(Protocol):
    """A phrase, asked which way it looks."""

    def when(self) -> Tense:
        """The tense that it stands in."""
        ...

    def ahead(self) -> bool:
        """Whether its preposition looks forward: "назначен на 22 июня", "до 5 мая"."""
        ...


class Value(NamedTuple):
    """An ISO 8601 value with its grain; `at` is its first day."""

    iso: str
    grain: Grain
    at: dt.date


def day(at: dt.date) -> Value:
    """2019-10-08."""
    return Value(at.isoformat(), "day", at)


def days(first: dt.date, last: dt.date) -> Value:
    """2019-10-07/2019-10-08."""
    return Value(f"{first.isoformat()}/{last.isoformat()}", "range", first)


def month(y: int, m: int) -> Value:
    """2019-10."""
    return Value(f"{y:04}-{m:02}", "month", dt.date(y, m, 1))


def months(y: int, m: int, y2: int, m2: int, grain: Grain = "range") -> Value:
    """2008-06/2008-08."""
    return Value(f"{y:04}-{m:02}/{y2:04}-{m2:02}", grain, dt.date(y, m, 1))


def year(y: int) -> Value:
    """2019."""
    return Value(f"{y:04}", "year", dt.date(y, 1, 1))


def years(y: int, y2: int, grain: Grain = "range") -> Value:
    """2014/2017."""
    return Value(f"{y:04}/{y2:04}", grain, dt.date(y, 1, 1))


def week(at: dt.date) -> Value:
    """The week of a day, Monday to Sunday: 2019-10-07/2019-10-13."""
    first = at - dt.timedelta(at.weekday())
    return days(first, first + dt.timedelta(6))._replace(grain="week")


def length(y: int, m: int) -> int:
    """The number of days of a month."""
    return 29 if m == 2 and y % 4 == 0 and (y % 100 or y % 400 == 0) else _LENGTHS[m]


def add_months(at: dt.date, n: int) -> dt.date:
    """The same day n months on, or the month's last day."""
    y, m = divmod(at.year * 12 + at.month - 1 + n, 12)
    return dt.date(y, m + 1, min(at.day, length(y, m + 1)))


def full_year(y: int, published: dt.date | None) -> int:
    """The year that two digits mean: at most ten years after publication ("01.02.24" is 2024, "31.10.74" is 1974)."""
    if y > 99:
        return y
    latest = published.year + 10 if published else 2035
    century = latest // 100 * 100
    return century + y if century + y <= latest else century - 100 + y


@dataclass(slots=True)
class Context:
    """What a document has said so far: the publication date, and the last date and year that were named in full.

    `sentence` is the index of the sentence being read, `last_sentence` that of `last`.
    """

    published: dt.date | None
    sentence: int = 0
    last: dt.date | None = None
    last_grain: str = ""
    last_sentence: int = -9
    last_day: dt.date | None = None
    last_day_sentence: int = -9
    last_year: int | None = None
    weekdays: dict[int, dt.date] = field(default_factory=dict)

    def remember(self, value: Value, named_year: bool, weekday: int | None) -> None:
        """Let later phrases without a year refer to this one."""
        if named_year or self.published is None or value.grain in ("day", "month", "time"):
            self.last_year = value.at.year
        if value.grain in ("day", "month", "time", "range") and len(value.iso) > 6:
            explicit = named_year or (self.last_sentence >= self.sentence - 1 and self.last is not None)
            if explicit or self.published is None:
                self.last, self.last_grain, self.last_sentence = value.at, value.grain, self.sentence
        if value.grain in ("day", "time"):
            self.last_day, self.last_day_sentence = value.at, self.sentence
            if weekday is not None:
                self.weekdays[weekday] = value.at

    def narrative(self, d: int, outlook: Outlook) -> dt.date | None:
        """The date that a date without a year is told along with: one named in full just before, in another year.

        Without a publication date a day (d > 0) is told along with the last full day, however far back it stands.
        """
        if self.last is None:
            return None
        if self.published is None:
            near = self.last_sentence >= self.sentence - 2
            return self.last if near or (d and self.last_grain in ("day", "time", "range")) else None
        if self.last_sentence >= self.sentence - 1 and self.last.year != self.published.year:
            return self.last if self.last < self.published or outlook.when() != "past" else None
        return None

    def near_day(self) -> dt.date | None:
        """The last named day, if it stands in this sentence or one of the two before."""
        return self.last_day if self.last_day_sentence >= self.sentence - 2 else None

    def year_of(self, m: int, d: int, outlook: Outlook) -> int | None:
        """The year of a month and day (d = 0: of a month) that are named without one; None when nothing tells."""
        at = self.published
        here = (_safe(at.year, m, d or 1) - at).days if at else 0
        if at and (abs(here) <= _FRESH if d else at.month - 1 <= m <= at.month):
            return at.year
        along = self.narrative(d, outlook)
        if along is not None:
            return min((along.year + k for k in (0, 1, -1)), key=lambda y: abs((_safe(y, m, d or 15) - along).days))
        if at is None:
            return None
        if here > (_FAR if d else 0) and (d or m != at.month):
            tense, ahead = outlook.when(), outlook.ahead()
            before = -(_safe(at.year - 1, m, d or 28) - at).days
            if tense == "past" and not ahead:
                return at.year - 1
            if before <= (_NEAR if tense else _FAR) and here > 120 and tense != "future" and (not ahead or before < 15):
                return at.year - 1
        elif here < -30 and (d or m != at.month):
            tense, ahead = outlook.when(), outlook.ahead()
            after = (_safe(at.year + 1, m, d or 1) - at).days
            if (tense == "future" or ahead) and tense != "past":
                return at.year + 1
            if after <= _NEAR and here < -120 and (tense != "past" or ahead):
                return at.year + 1
        return at.year


def _safe(y: int, m: int, d: int) -> dt.date:
    return dt.date(y, m, d if d < 29 else min(d, length(y, m)))
