"""The words of date phrases, each with a one-letter symbol; `dates.rules` are patterns over these symbols.

d o 1 T w n   1 to 31, "18-го" "третье", "первый" "5-й", "двадцать", "два", other numbers
Y 7 6 R r     "2019", "2019-го", "91-м", "2018—2019", "5-9"
X x t E       "01.02.2024", "15.02", "12:30", "1990-х"
m M a         month, "ноябре-декабре", "фев"
g 9 G 8 l     год, г, годы, гг, лет
W V z y       weekday, "пн", "вчера", "утром"
u U q h f c   day, week or month; weekend; quarter; half-year; half; century
S i b A P e j k   season; "IV"; "конец"; "прошлый"; "последний"; "этот"; "тот"; "же"
B C K H F     "назад", "через", "тому", "часов", "ночь"
J I !         "Новый", "Рождество", the rest of "День Победы"
v N s p D L Z O & - , . ( ) /     prepositions and marks
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final, TypeAlias

__all__ = ["HOLIDAYS", "Number", "classify", "number", "value"]

#: What a number word means: one number, two (a range), or two dates; month and year are 0 where not given.
Number: TypeAlias = tuple[int, ...]

_MONTHS = (
    "январ|ь я ю ём ем е",
    "феврал|ь я ю ём ем е",
    "март| а у ом е",
    "апрел|ь я ю ем е",
    "ма|й я ю ем е",
    "июн|ь я ю ем е",
    "июл|ь я ю ем е",
    "август| а у ом е",
    "сентябр|ь я ю ём ем е",
    "октябр|ь я ю ём ем е",
    "ноябр|ь я ю ём ем е",
    "декабр|ь я ю ём ем е",
)
_SHORT_MONTHS = ("янв", "фев февр", "мар", "апр", "", "июн", "июл", "авг", "сен сент", "окт", "ноя нояб", "дек")
_WEEKDAYS = (
    "понедельник| а у ом е",
    "вторник| а у ом е",
    "сред|а ы е у ой",
    "четверг| а у ом е",
    "пятниц|а ы е у ей",
    "суббот|а ы е у ой",
    "воскресень|е я ю ем",
)
_SHORT_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_ORDINALS = (
    "перв", "втор", "трет", "четвёрт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат",
    "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
)  # fmt: skip
_CARDINALS = (
    "один одну одна одного одной", "два две двух двумя", "три трёх трех тремя", "четыре четырёх четырех четырьмя",
    "пять пяти пятью", "шесть шести шестью", "семь семи семью", "восемь восьми", "девять девяти девятью",
    "десять десяти десятью", "одиннадцать одиннадцати", "двенадцать двенадцати", "тринадцать", "четырнадцать",
    "пятнадцать пятнадцати", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_SEASONS = ("зим|а ы у е ой", "весн|а ы у е ой", "лет|о а ом", "осен|ь и ью")
_DECADES = {
    "двадцат": 20, "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60, "семидесят": 70,
    "восьмидесят": 80, "девяност": 90, "нулев": 0,
}  # fmt: skip
_SHIFTS = {
    -2: ("позапрошл",),
    -1: ("прошл", "минувш", "прошедш", "предыдущ", "истекш"),
    1: ("следующ", "будущ", "грядущ", "наступающ", "предстоящ"),
    0: ("текущ", "нынешн"),
}
_ADJECTIVE = "ый ий ой ая яя ое ее ого его ому ему ым им ом ем ей ую юю ые ие ых их ыми ими"
_DAYS = {
    "сегодня": 0, "вчера": -1, "позавчера": -2, "позапозавчера": -3, "завтра": 1, "послезавтра": 2,
    "послепослезавтра": 3, "накануне": -1,
}  # fmt: skip
_WORDS = {
    "g": "год года году годом годе",
    "9": "г",
    "G": "годы годов годах годам годами",
    "8": "гг",
    "l": "лет",
    "q": "квартал квартала квартале кварталу кварталом",
    "h": "полугодие полугодия полугодии полугодию полугодием",
    "f": "половина половины половине половину половиной",
    "c": "век века веке веку веком столетие столетия столетии",
    "U": "выходные выходных выходным",
    "b": "начало начале начала началу середина середине середины середину середине конец конце конца концу",
    "P": "последний последнюю последние последних ближайший ближайшую ближайшие ближайших ближайшее",
    "e": "этот эта это эту этого этой этом этим эти этих",
    "j": "тот та то ту того той том",
    "k": "же",
    "B": "назад",
    "C": "через",
    "K": "тому",
    "H": "часов часа час ч часам",
    "F": "ночь",
    "J": "новый нового новому новым новом",
    "y": "утром вечером днем днём ночью утра вечера ночи поздно рано",
    "T": "двадцать тридцать двадцати тридцати",
    "v": "в во",
    "N": "на",
    "s": "с со",
    "p": "по",
    "D": "до",
    "L": "к ко",
    "Z": "за",
    "O": "от",
    "&": "и",
    "-": "‑ – — − -",
    ",": ",",
    ".": ".",
    "(": "(",
    ")": ")",
    "/": "/",
    "I": "рождество рождества рождеству рождеством рождестве",
}
_UNITS = {
    "D": "день дня дню дней сутки суток сутками",
    "W": "неделя недели неделе неделю неделей недель неделями",
    "M": "месяц месяца месяцу месяце месяцем месяцев месяцами",
}
#: Holidays with a fixed date, by what follows "День", as (month, day).
HOLIDAYS: Final = {
    "победы": (5, 9),
    "россии": (6, 12),
    "народного единства": (11, 4),
    "защитника отечества": (2, 23),
    "космонавтики": (4, 12),
    "знаний": (9, 1),
    "конституции": (12, 12),
    "святого валентина": (2, 14),
    "труда": (5, 1),
    "независимости": (6, 12),
}

_SYMBOLS: Final[dict[str, str]] = {}
_VALUES: Final[dict[str, int | str]] = {}


def _fill() -> None:
    def add(symbol: str, stems: tuple[str, ...], first: int = 0) -> None:
        for i, entry in enumerate(stems, first):
            stem, _, endings = entry.partition("|")
            for word in [stem + e for e in endings.split(" ")] if "|" in entry else entry.split():
                _SYMBOLS[word], _VALUES[word] = symbol, i

    for symbol, words in _WORDS.items():
        _SYMBOLS.update(dict.fromkeys(words.split(), symbol))
    for symbol, words in _UNITS.items():
        for word in words.split():
            _SYMBOLS[word], _VALUES[word] = "u", symbol
    for name in HOLIDAYS:
        _SYMBOLS.update(dict.fromkeys(name.split(), "!"))
    for shift, stems in _SHIFTS.items():
        for word in (stem + ending for stem in stems for ending in _ADJECTIVE.split()):
            _SYMBOLS[word], _VALUES[word] = "A", shift
    for stem, years in _DECADES.items():
        for ending in ("ые", "ых", "ыми"):
            _SYMBOLS[stem + ending], _VALUES[stem + ending] = "E", years
    for i, stem in enumerate([*_ORDINALS, *[""] * 9, "тридцат"], 1):
        soft = "ь" if stem == "трет" else ""
        for e in ("ье ьего ьему" if soft else "ое ого ому").split() if stem else ():
            _SYMBOLS[stem + e], _VALUES[stem + e] = "o", i
        for e in ("ий ья ьей ьем ью" if soft else "ый ой ая ую ом").split() if stem else ():
            _SYMBOLS[stem + e], _VALUES[stem + e] = "1", i
    add("m", _MONTHS, 1)
    add("a", _SHORT_MONTHS, 1)
    add("W", _WEEKDAYS)
    add("V", _SHORT_WEEKDAYS)
    add("w", _CARDINALS, 1)
    add("S", _SEASONS)
    for word, days in _DAYS.items():
        _SYMBOLS[word], _VALUES[word] = "z", days
    for stem, days in {"вчерашн": -1, "завтрашн": 1}.items():
        for ending in _ADJECTIVE.split():
            _SYMBOLS[stem + ending], _VALUES[stem + ending] = "z", days
    for word, tens in {"двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30}.items():
        _VALUES[word] = tens
    for word in [w for w in _SYMBOLS if "ё" in w]:
        plain = word.replace("ё", "е")
        _SYMBOLS.setdefault(plain, _SYMBOLS[word])
        if word in _VALUES:
            _VALUES.setdefault(plain, _VALUES[word])


_fill()
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
_ROMAN: Final = {roman: i for i, roman in enumerate(_NUMERALS.split(), 1)}

_DASH = "[‑–—−-]"
_PLAIN = re.compile(r"\d+")
_SUFFIXED = re.compile(rf"(\d{{1,4}}){_DASH}([а-яё]{{1,3}})")  # "18-го", "1990-х"
_PAIR = re.compile(rf"(\d{{1,4}})(?:{_DASH}|(/))(\d{{1,4}})")  # "5-9", "2018—2019", "2019/20"
_TIME = re.compile(r"(\d{1,2}):(\d\d)\b.*")  # "12:30"
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})")  # "15.02"
_FULL = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)")  # "18.07.14", "01.02.2024"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SPAN = re.compile(  # "14-15.10.18"
    rf"(\d{{1,2}})(?:\.(\d{{1,2}}))?{_DASH}(\d{{1,2}})\.(\d{{1,2}})(?:\.(\d{{4}}|\d\d))?"
)
_PLURAL = ("х", "е", "ые", "ых", "ми")
_ORDINAL = ("го", "е", "ое", "ого", "его", "му", "ому", "й", "ый", "ий", "м", "ом", "я", "ая", "ой", "ю", "ую", "ем")


def _valid(day: int, month: int, year: int = 2000) -> bool:
    try:
        dt.date(year if year > 99 else 2000, month, day)
    except ValueError:
        return False
    return True


@lru_cache(4096)
def number(word: str) -> tuple[str, Number]:
    """The symbol and the meaning of a word that begins with a digit.

    >>> number("18-го"), number("2018—2019"), number("01.02.24")
    (('o', (18,)), ('R', (2018, 2019)), ('X', (1, 2, 24)))
    """
    for pattern, read in (
        (_PLAIN, _plain),
        (_SUFFIXED, _suffixed),
        (_PAIR, _pair),
        (_TIME, _time),
        (_SHORT, _short),
        (_FULL, _full),
        (_ISO, _iso),
        (_SPAN, _span),
    ):
        m = pattern.fullmatch(word)
        if m is not None:
            return read(m)
    return "_", ()


def _plain(m: re.Match[str]) -> tuple[str, Number]:
    n = int(m[0][:6])
    if len(m[0]) == 4 and 1000 <= n <= 2100:
        return "Y", (n,)
    return ("d" if 1 <= n <= 31 and len(m[0]) <= 2 else "n" if len(m[0]) < 4 else "_"), (n,)


def _suffixed(m: re.Match[str]) -> tuple[str, Number]:
    n, suffix = int(m[1]), m[2]
    if suffix in _PLURAL and n % 10 == 0 and (len(m[1]) == 4 or n > (31 if suffix == "е" else 9)):
        return "E", (n,)
    if len(m[1]) == 4:
        return ("7" if 1000 <= n <= 2100 and suffix[-1] in "оймуы" else "_"), (n,)
    if suffix not in _ORDINAL:
        return "_", ()
    if n > 31:
        return ("6" if n < 100 else "_"), (n,)
    return ("o" if suffix[-1] in "оеу" and n else "1"), (n,)


def _pair(m: re.Match[str]) -> tuple[str, Number]:
    a, b = int(m[1]), int(m[3])
    if len(m[1]) == 4:
        if len(m[3]) == 2:
            b += a // 100 * 100
            b += 100 if b < a and m[2] else 0
        return ("R" if 1000 <= a < b <= 2100 and (len(m[3]) == 4 or b - a < 30) else "_"), (a, b)
    return ("r" if 1 <= a < b <= 31 and not m[2] else "_"), (a, b)


def _time(m: re.Match[str]) -> tuple[str, Number]:
    return ("t" if int(m[1]) < 24 and int(m[2]) < 60 else "_"), (int(m[1]), int(m[2]))


def _short(m: re.Match[str]) -> tuple[str, Number]:
    return ("x" if _valid(int(m[1]), int(m[2])) else "_"), (int(m[1]), int(m[2]), 0)


def _full(m: re.Match[str]) -> tuple[str, Number]:
    day, month, year = int(m[1]), int(m[3]), int(m[4])
    sure = len(m[4]) == 4 or (len(m[1]) == 2 and len(m[3]) == 2 and m[2] == ".")
    return ("X" if sure and _valid(day, month, year) else "_"), (day, month, year)


def _iso(m: re.Match[str]) -> tuple[str, Number]:
    year, month, day = map(int, m.groups())
    return ("X" if 1000 <= year <= 2100 and _valid(day, month, year) else "_"), (day, month, year)


def _span(m: re.Match[str]) -> tuple[str, Number]:
    day, month, last, last_month, year = (int(g or 0) for g in m.groups())
    month = month or last_month
    good = bool(m[5] or m[2]) and _valid(day, month) and _valid(last, last_month) and (month, day) < (last_month, last)
    return ("X" if good else "_"), (day, month, year, last, last_month, year)


def classify(word: str) -> str:
    """The symbol of a word, "_" for a word that no date phrase has."""
    if word[0].isdigit():
        return number(word)[0] if len(word) < 24 else "_"
    lower = word.lower()
    symbol = _SYMBOLS.get(lower)
    if symbol is not None:
        return symbol
    if word[0] in "IVX" and word in _ROMAN:
        return "i"
    if 6 < len(word) < 24:
        left, _, right = re.sub(_DASH, "-", lower).partition("-")
        if right and _SYMBOLS.get(left) == "m" == _SYMBOLS.get(right):
            return "M"
    return "_"


def value(word: str) -> int | str:
    """What a word stands for: a month 1-12, a weekday 0-6, a number, a shift, a unit."""
    if word in _ROMAN:
        return _ROMAN[word]
    return _VALUES[word.lower()]
