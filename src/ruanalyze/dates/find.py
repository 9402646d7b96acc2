"""Date phrases and their calendar values, resolved against the publication date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from ruanalyze.dates.calendar import Context
from ruanalyze.dates.phrase import Phrase
from ruanalyze.dates.rules import PATTERN, RULES
from ruanalyze.dates.words import classify
from ruanalyze.doc import DateRef
from ruanalyze.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence, Token

__all__ = ["find_dates"]

#: Without one of these symbols a sentence has no date phrase.
_CORE: Final = re.compile("[XxmMYR76gqhSEcWzUBCbPIJ!r]|[do]a|A..?u|[Aej]k?u")
#: When these name no day ("31 февраля"), their parts are no dates either.
_WHOLE: Final = frozenset({"day_month", "days", "day_span"})
_PREPOSITIONS: Final = frozenset("vNsDLZOp")
#: A street is no date: "улица 8 Марта", "площадь 1905 года".
_STREETS: Final = frozenset(
    ["улица", "ул", "площадь", "пл", "проспект", "пр", "переулок", "пер", "бульвар", "сквер", "проезд", "имя", "им"]
)
#: The symbol of every word met.
_symbols: Final[Kept[str, str]] = Kept(32_768)


def find_dates(
    text: str, sentences: Sequence[Sentence], published: dt.datetime | dt.date | None = None
) -> tuple[DateRef, ...]:
    """The calendar expressions of the sentences, in order.

    `published` resolves what is relative or names no year ("вчера", "25 октября"). Without it only phrases that name
    their year resolve, and those that are told along with such a phrase ("14 октября 2019 года … 25 октября").
    `sentences` are tagged: the tense of the verb beside a weekday tells whether it is the last or the coming one.

    A `DateRef` has an ISO 8601 value: "2019-10-08", "2019-10-08T12:30", "2019-10", "2019", or a range
    "2019-10-07/2019-10-08" for several days, weeks, quarters, seasons and decades. Its `source` is the rule, as
    "dates:day_month". Ages, durations and the numbers of laws are no dates.

    >>> from ruanalyze.doc import Sentence, Token
    >>> text = "Указ от 7 мая 2018 года"
    >>> words = [(0, "Указ"), (5, "от"), (8, "7"), (10, "мая"), (14, "2018"), (19, "года")]
    >>> tokens = tuple(Token(at, at + len(word), word, word.lower(), "X", "") for at, word in words)
    >>> [(d.text, d.value, d.grain) for d in find_dates(text, [Sentence(0, 23, "body", tokens)])]
    [('от 7 мая 2018 года', '2018-05-07', 'day')]
    """
    at = published.date() if isinstance(published, dt.datetime) else published
    context = Context(at if at is not None and 1500 <= at.year <= 2500 else None)
    found: list[DateRef] = []
    for i, sentence in enumerate(sentences):
        symbols = _read([token.text for token in sentence.tokens])
        if _CORE.search(symbols):
            context.sentence = i
            found += _phrases(text, sentence.tokens, symbols, context)
    return tuple(found)


def _read(words: list[str]) -> str:
    """The symbols of the words, one character a word."""
    symbols = list(map(_symbols.get, words))
    if None in symbols:
        symbols = [_symbols.get(word) or _symbols.keep(word, classify(word)) for word in words]
    return "".join(symbols)  # type: ignore[arg-type]


def _phrases(text: str, tokens: Sequence[Token], symbols: str, context: Context) -> list[DateRef]:
    found = []
    at = 0
    while (m := PATTERN.search(symbols, at)) is not None:
        first, last = m.span()
        name = m.lastgroup or ""
        phrase = Phrase(tokens, symbols, first, last, context)
        answer = None if _street(tokens, first) else RULES[name][1](phrase)
        if answer is None:
            at = last if name in _WHOLE else first + 1
            continue
        at = last
        if first and symbols[first - 1] in _PREPOSITIONS:
            first -= 1
        start, end = tokens[first].start, tokens[last - 1].end
        for reading in answer if isinstance(answer, list) else [answer]:
            value = reading.value
            context.remember(value, reading.named_year, reading.weekday)
            found.append(DateRef(start, end, text[start:end], value.iso, value.grain, f"dates:{name}"))
    return found


def _street(tokens: Sequence[Token], first: int) -> bool:
    """Whether the phrase is a street's name: "ул. 9 Января", "имени 1 Мая"."""
    i = first - 1
    if i >= 0 and tokens[i].text == ".":
        i -= 1
    return i >= 0 and (tokens[i].lemma in _STREETS or tokens[i].text in ("ул", "пл", "пр", "пер", "им"))
