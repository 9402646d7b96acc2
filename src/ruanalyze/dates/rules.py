"""The rules of date phrases: names, patterns over the symbols of `dates.words`, and readers.

A pattern is matched against a string with one symbol a token. The reader gets the phrase and answers with its value
(with two for "5 и 9 мая"), or None when it is no date or nothing resolves it. At one place the first rule wins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ruanalyze.dates import absolute, relative

if TYPE_CHECKING:
    from collections.abc import Callable

    from ruanalyze.dates.phrase import Phrase, Reading

__all__ = ["PATTERN", "RULES"]

_DAY = "(?:d|T?o)"  # "8", "восьмое", "двадцать третье"
_MON = r"(?:m|a\.?)"
_YR = r"(?:A?[Y7](?:g|9\.?)?|[Ae]k?g|jkg|6g)"  # "2019 года", "прошлого года", "того же года"
_CLOCK = r"(?:t|[dw]H[yu]?|[dw]y)"  # "12:30", "8 часов вечера", "8 утра"
_PRE = r"(?:v?t,?)?(?:z,)?y?(?:v?[WV]\.?,?[vN]?)?"  # "в понедельник, "
_POST = rf"(?:,?v?W|\(W\))?y?(?:,?v{_CLOCK}|,?t)?"
_NUM = "(?:Tw|[dwnT])"
_ORD = "[o1id]"
_P: Final = "[vNDspLO]"
RULES: Final[dict[str, tuple[str, Callable[[Phrase], Reading | list[Reading] | None]]]] = {
    "numeric_range": (r"s?(?:[dxX]\.?)[-/p][Xx]\.?|s?x\.?p?-?X", absolute.numeric_range),
    "numeric": (rf"(?:v?t,?)?(?:v?[WV]\.?,?)?X(?:9\.?)?{_POST}", absolute.numeric),
    "numeric_short": (r"x\.?(?:,?v?t|,?v[dw]H)?", absolute.numeric_short),
    "day_span": (
        rf"s?{_DAY}{_MON}{_YR}?p{_DAY}{_MON}{_YR}?|{_DAY}{_MON}{_YR}?-{_DAY}{_MON}{_YR}?|{_DAY}m&{_DAY}m{_YR}?",
        absolute.day_span,
    ),
    "days": (
        rf"(?:s{_DAY}[pN]{_DAY}|{_DAY}-{_DAY}|r|{_DAY}(?:,{_DAY})*&{_DAY}){_MON}{_YR}?",
        absolute.days_of_month,
    ),
    "day_month": (rf"{_PRE}{_DAY}{_MON}(?:{_YR})?{_POST}", absolute.day_month),
    "month_span": (rf"s?m{_YR}?pm{_YR}?|m(?:[-&])m{_YR}?|M{_YR}?", absolute.month_span),
    "quarter": (rf"{_ORD}[qh](?:{_YR})?|[1o]f(?:{_YR}|g)|[Ae][qh]", absolute.quarter),
    "month": (rf"(?:b|[1o]f)?[Ae]?{_MON}(?:{_YR})?", absolute.month_of_year),
    "season": (rf"(?:b)?[AeP]?S(?:{_YR}|R)?", absolute.season),
    "decade": (r"b?E(?:G|8\.?)?(?:[io1d]c)?|oG", absolute.decade),
    "century": (r"b?[io1d]c", absolute.century),
    "year_range": (
        r"s[Y7](?:g|9\.?)?p[Y7](?:[gG]|[98]\.?)?|R(?:[gG]|[98]\.?)?|[Y7](?:,[Y7])*[-&][Y7](?:G|8\.?|g)",
        absolute.year_range,
    ),
    "year_to_date": (rf"[dw]u{_YR}", absolute.year_to_date),
    "year": (r"b?(?:A?[Y7](?:[gG]|[98]\.?)|[Ae]k?g|jkg|7|[61]g)", absolute.year_alone),
    "year_bare": (r"(?<=[vsDL(])Y", absolute.year_bare),
    "holiday": (rf"{_P}?(?:Jg|I!?|u!+)(?:{_YR})?", relative.holiday),
    "weekday": (rf"(?:[vN]?t,?)?y?v?[AePN]?W(?:,?y)?(?:NAu)?(?:,?v?{_CLOCK})?", relative.weekday),
    "deictic": (rf"(?:v{_CLOCK},?)?y?z(?:,?y)?(?:,?v{_CLOCK}|,?t)?", relative.deictic),
    "last_n": (rf"[PA]{_NUM}[ugl]", relative.last_n),
    "ago": (rf"{_NUM}?[ugl]K?B", relative.ago),
    "hence": (rf"C{_NUM}?[ugl]", relative.hence),
    "weekend": (r"v?[AeP]?U", relative.weekend),
    "relative": (r"b?[AeP]u|[ej]ku|b[ug]|bAu", relative.relative_unit),
}
#: No phrase begins elsewhere; a look at the first two symbols saves the trial of every rule.
_START: Final = "(?=[dTo1wnxXtvyzWVrmMibAeSEY7Rj6CUPIJuglsDNLpO])(?![vNDspLOejyTdo1wn]_)"
PATTERN: Final = re.compile(
    f"{_START}(?:" + "|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in RULES.items()) + ")"
)
