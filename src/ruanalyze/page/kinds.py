"""What a line of page furniture is: a phrase list, and named rules asked by a line's first word or by a stem in it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.kept import Kept
from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import BoilerplateKind

__all__ = ["SHORTER", "STEMS", "Verdict", "by_stem", "is_ticker", "kind_of"]


class Verdict(NamedTuple):
    """The kind of a furniture line and the rule that decided."""

    kind: BoilerplateKind
    rule: str


_LEXICON: Final = json.loads((RESOURCES / "page.lexicon.json").read_text("utf-8"))
_EXACT: Final[dict[str, Verdict]] = {
    phrase: Verdict(kind, "phrase") for kind, phrases in _LEXICON["exact"].items() for phrase in phrases
}
_SOCIAL: Final = frozenset(_LEXICON["social"])
_RUBRICS: Final = frozenset(_LEXICON["rubrics"])
_LISTS: Final = (_SOCIAL | _RUBRICS) - {"в", "и", "о", "за", "все", "нас", "еще", "ещё"}  # what may begin a list
_STRIP: Final = " \t\r\xa0\u200b\ufeff.:…·•|/\\>»<«→←↑↓+-–—#*()[]!?,▼▲►◄❯❮✓×☰"
_COUNTER: Final = re.compile(r"[0-9][\d\s.,]{0,8}[кkмm]?\)?$")  # "лайк 12", "просмотров: 1 204", "5,6k"


class _Rule(NamedTuple):
    """A row of resources/page.rules.tsv, ready to be asked."""

    pattern: re.Pattern[str] | None
    cased: bool
    verdict: Verdict
    limit: int


# Characters that most pages lack, the rarest first: a stem that has one is looked for only where it stands.
_GATES: Final = "©°+№_jxwkfgdhrc/"


def _read_rules() -> tuple[dict[str, list[_Rule]], dict[str, list[_Rule]]]:
    """The rules by a line's first word and by a stem in it."""
    found: dict[str, dict[str, list[_Rule]]] = {"first": {}, "stem": {}}
    for raw in (RESOURCES / "page.rules.tsv").read_text("utf-8").splitlines():
        if raw and not raw.startswith("#"):
            by, keys, pattern, kind, name, limit, _ = raw.split("\t")
            rule = _Rule(re.compile(pattern) if pattern else None, "А-ЯЁ" in pattern, Verdict(kind, name), int(limit))  # type: ignore[arg-type]
            for key in keys.split() if by == "first" else [keys]:
                found[by].setdefault(key, []).append(rule)
    return found["first"], found["stem"]


_BY_FIRST, _STEMS = _read_rules()
#: Of most lines of prose no rule of a stem need be asked, as they are longer than this.
SHORTER: Final = 300


class Stems(NamedTuple):
    """Stems to look for where `gate`, a rare character or nothing, is; `short`: in lines up to SHORTER only."""

    gate: str
    short: bool
    stems: tuple[str, ...]


def _group_stems() -> tuple[Stems, ...]:
    """All stems, those with a gate first."""
    gates = (*_GATES, "фото", "")
    found = []
    for gate in gates:
        own = [stem for stem in _STEMS if next(g for g in gates if g in stem) == gate]
        for short, stems in groupby(own, lambda stem: all(rule.limit <= SHORTER for rule in _STEMS[stem])):
            found.append(Stems(gate, short, tuple(stems)))
    return tuple(found)


STEMS: Final = _group_stems()
# 12:37 Headline | 09.10 Headline | 12:37, 9 октября Headline
_TICKER: Final = re.compile(
    r"(?:[01]?\d|2[0-3]):[0-5]\d(?:[\s,|·•—–-]+|(?=[А-ЯЁ«]))(?=\S)|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?[\s,|·•—–-]+(?:\d{1,2}:\d{2}\s+)?(?=[А-ЯЁ«\"])"
)
_CLOCK: Final = re.compile(r"\W*\d{1,2}:\d{2}(?::\d{2})?\W*$")  # 12:37
_NUMBERS: Final = re.compile(r"[\W\d_]*(?:(?<=\d )из \d+\W*)?$")  # 1 204 | 63.71 | *** | +17° | 2 из 12
# 89.7K subscribers | 1 204 просмотра | 5 комментариев
_COUNTED: Final = re.compile(
    r"\d[\d\s.,]{0,9}(?:[kкmм]|тыс\.?|млн)?\s{0,2}(?:subscribers?|members|views?|comments?|likes?|shares?|подписчик|участник|просмотр"
    r"|прочтени|прочитал|комментари|лайк|отзыв|голос|репост)\w{0,5}(?:\W|edited|\d){0,20}$"
)
# t.me/gorod/12 | @gorod | www.example.ru: an address or a name in a network and nothing else
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)?[a-zа-я0-9.-]{1,60}\.[a-zрф]{2,8}(?:/\S{0,120})?$|@\w{3,40}$")
_CURRENCY: Final = re.compile(r"[\W\d]{0,4}(?:usd|eur|cny|brent|btc|\$|€|¥)\W{0,3}(?:цб\W)?\s*\d")  # usd 74,12 | € 80
_ITEMS: Final = re.compile(r"\s{2,}|\t| \| ")  # "Новости  Программы  Ведущие", "О нас | Архив | Контакты"
_HAS_DIGIT: Final = re.compile(r"[0-9]")
_MAX_WORDS: Final = 14


def kind_of(line: str, low: str) -> Verdict | None:
    """The kind of one stripped line that is furniture by itself, or None. `low` is the line in lower case.

    >>> kind_of("Фото: архив редакции", "фото: архив редакции")
    Verdict(kind='credit', rule='photo-credit')
    """
    if len(low) > _SHORT:
        return _by_first(line, low)
    found = _SHORT_LINES.get(line, _NEW)
    return _SHORT_LINES.keep(line, _short(low) or _by_first(line, low)) if found is _NEW else found


# The pages of a site share most of their short lines.
_SHORT_LINES: Final = Kept[str, Verdict | None](most=1 << 14)
_NEW: Final = Verdict("other", "a line not seen before")


def _by_first(line: str, low: str) -> Verdict | None:
    """The rules of the line's first word, then those of lists."""
    cut = low.find(" ")
    first = bare = low[:cut] if cut > 0 else low[:_SHORT]
    rules: Sequence[_Rule]
    if first.isalpha():
        rules = _BY_FIRST.get(first, ())
    else:
        marked, bare, rules = _rules_of(first)
        if marked and cut > 0:  # "👉 Подписаться"
            low = low[cut:].lstrip()
            line = line[len(line) - len(low) :]
            _, bare, rules = _rules_of(low.partition(" ")[0][:_SHORT])
    size = len(low)
    for pattern, cased, verdict, limit in rules:
        if size <= limit and (pattern is None or pattern.match(line if cased else low)):
            return verdict
    return _list_of(low, bare) if size <= _LISTED else None


@lru_cache(maxsize=1 << 14)
def _rules_of(first: str) -> tuple[bool, str, list[_Rule]]:
    """Is a first word with other signs than letters a mere mark? The word without marks, and the rules to ask."""
    bare = first.strip(_MARKS)
    rules = _BY_FIRST.get(first) or _BY_FIRST.get(bare) or _BY_FIRST.get(bare.partition(":")[0], [])
    return len(first) <= 3 and not first.isalnum() and first not in _BY_FIRST, bare, rules


_SHORT: Final = 60
_LISTED: Final = 240
_MARKS: Final = ":.,!»«()[]|>•·"
_PLUS: Final = frozenset("+-−")


def _short(low: str) -> Verdict | None:
    begin, last = low[0], low[-1]
    found = _EXACT.get(low.strip(_STRIP)) or _EXACT.get(low)
    if found is not None and begin != "#":
        return found
    if not begin.isalpha():
        if not last.isalpha() and _NUMBERS.match(low):
            if "°" in low or (begin in _PLUS and len(low) < 6):
                return Verdict("weather", "number")
            return Verdict("date", "clock") if _CLOCK.match(low) else Verdict("other", "number")
        if begin.isdigit() and _COUNTED.match(low):
            return Verdict("share", "counter")
        if begin == "#" and all(word[0] == "#" for word in low.split()):
            return Verdict("tags", "hashtags")
    if last.isdigit() or (last in "kк)" and _HAS_DIGIT.search(low)):
        found = _EXACT.get(_COUNTER.sub("", low).strip(_STRIP))
        if found is not None:
            return found._replace(rule="phrase-counter")
    if ("." in low or begin == "@") and " " not in low and _ADDRESS.match(low):
        return Verdict("other", "bare-link")
    if (begin in "uecb" or not begin.isalpha()) and _CURRENCY.match(low):
        return Verdict("rates", "rates-line")
    return None


def _list_of(low: str, first: str) -> Verdict | None:
    """A line of nothing but social networks, of rubrics, or of short items set apart by gaps or bars."""
    if low[-1] not in ".!?" and ("  " in low or " | " in low or "\t" in low) and not _HAS_DIGIT.search(low):
        items = [item.strip() for item in _ITEMS.split(low)]
        if len(items) >= 3 and all(item.count(" ") <= 2 and len(item) <= 40 for item in items):
            return Verdict("menu", "row")
    if first not in _LISTS and (low[0].isdigit() or first.isalpha() or _DIVIDERS.isdisjoint(first)):
        return None
    if low.count(" ") > 2 * _MAX_WORDS:
        return None
    words = low.translate(_BARS).split()
    if len(words) > _MAX_WORDS or not words:
        return None
    if words[0] in _SOCIAL and all(w.strip(_STRIP) in _SOCIAL or w.isdigit() for w in words):
        return Verdict("share", "social-list")
    if words[0] in _RUBRICS and all(w.strip(_STRIP) in _RUBRICS for w in words):
        return Verdict("menu", "rubric-list")
    return None


_DIVIDERS: Final = frozenset("|/·•,")
_BARS: Final = dict.fromkeys(map(ord, _DIVIDERS), " ")


def by_stem(stem: str, low: str) -> Verdict | None:
    """The kind of a line that holds `stem`, one of those in STEMS."""
    size = len(low)
    for pattern, _, verdict, limit in _STEMS[stem]:
        if size <= limit and (pattern is None or pattern.search(low)):
            return verdict
    return None


def is_ticker(line: str) -> int:
    """The length of the timestamp before a headline of a feed ("12:37 В школах отменили уроки"); 0 when none does."""
    m = _TICKER.match(line)
    return m.end() if m else 0
