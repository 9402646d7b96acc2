"""Moments as the columns of tables hold them: ISO 8601, day first with points, seconds since 1970, RSS's own."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ruanalyze.page.dates import read_line

__all__ = ["moment"]

_EPOCH: Final = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d{1,9})?")  # 1570613820, 1570613820000, 1570613820.5
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})\b")  # 2019/10/09 12:37, 2019.10.9
_NONE: Final = re.compile(r"(?:0000-00-00(?:[ T]00:00:00)?|null|none|nan|nat|-)?", re.IGNORECASE)  # 0000-00-00, NaN

_LONGEST: Final = 60  # characters; a sentence that mentions a date is none


def moment(value: Any) -> dt.datetime | dt.date | None:
    """The moment that a column holds; None for the ways to say that there is none.

    value: a date, a datetime, a number (seconds or milliseconds since 1970, UTC; or 20191009), or a string: any of
    these, ISO 8601, the day first with points or slashes, in words, or as RSS has it.

    Raises `ValueError` for anything else.

    >>> moment("2019-10-09"), moment("09.10.2019 12:37")
    (datetime.date(2019, 10, 9), datetime.datetime(2019, 10, 9, 12, 37))
    >>> moment("Wed, 09 Oct 2019 12:37:00 +0300").isoformat(), moment(1570613820).isoformat()
    ('2019-10-09T12:37:00+03:00', '2019-10-09T09:37:00+00:00')
    """
    if value is None or isinstance(value, (dt.datetime, dt.date)):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value in (0, -1) or value != value:
            return None
        return dt.date.fromisoformat(str(value)) if 19000101 <= value <= 21001231 else _epoch(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} is no date")
    text = value.strip()
    if _NONE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        pass
    found = read_line(_YEAR_FIRST.sub(r"\3.\2.\1", text, count=1)) if len(text) <= _LONGEST else None
    if found is None or found.value is None:
        raise ValueError(f"{text[:40]!r} is no date")
    return found.value


def _epoch(seconds: float) -> dt.datetime:
    """Seconds or milliseconds since 1970; one of 1973 or later."""
    if seconds >= 1e11:
        seconds /= 1000
    if not 1e8 <= seconds < 1e10:
        raise ValueError(f"{seconds:.0f} is no date")
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
