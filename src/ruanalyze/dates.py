"""Date phrases and their calendar values, resolved against the publication date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from ruanalyze.dates_calendar import Context
from ruanalyze.dates_rules import PATTERN, RULES, Phrase
from ruanalyze.dates_words import classify
from ruanalyze.doc import DateRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.dates_calendar import Tense
    from ruanalyze.doc import Sentence, Token

__all__ = ["find_dates"]

#: Without one of these symbols a sentence has no date phrase.
_CORE: Final = re.compile("[XxmMYR76gqhSEcWzUBCbPIJ!r]|[do]a|A..?u|[Aej]k?u")
_PREPOSITIONS: Final = frozenset("vNsDLZOp")
#: A street is no date: "улица 8 Марта", "площадь 1905 года".
_STREETS: Final = frozenset(
    ["улица", "ул", "площадь", "пл", "проспект", "пр", "переулок", "пер", "бульвар", "сквер", "проезд", "имя", "им"]
)
_SPEECH: Final = frozenset(
    """сообщить сообщать заявить заявлять рассказать рассказывать отметить отмечать добавить добавлять пояснить пояснять
    передать передавать подчеркнуть писать написать уточнить уточнять сказать говорить напомнить объяснить
    уверять заверить пообещать объявить""".split()
)  # fmt: skip

_symbols: dict[str, str] = {}


def find_dates(
    text: str, sentences: Sequence[Sentence], published: dt.datetime | dt.date | None = None
) -> tuple[DateRef, ...]:
    """The calendar expressions of the sentences, in order.

    Each has an ISO 8601 value, resolved against the publication date; without one only phrases that name their year
    resolve, and those that are told along with such a phrase ("14 октября 2019 года … в понедельник … 25 октября").
    Ages, durations and the numbers of laws are none. `source` is the rule: "dates:day_month".
    """
    at = published.date() if isinstance(published, dt.datetime) else published
    context = Context(at)
    found: list[DateRef] = []
    for i, sentence in enumerate(sentences):
        symbols = _read(sentence.tokens)
        if _CORE.search(symbols):
            context.sentence = i
            found += _phrases(text, sentence.tokens, symbols, context)
    return tuple(found)


def _read(tokens: Sequence[Token]) -> str:
    """The symbols of the tokens, one character a token."""
    try:
        return "".join([_symbols[token.text] for token in tokens])
    except KeyError:
        if len(_symbols) > 100_000:
            _symbols.clear()
        for token in tokens:
            if token.text not in _symbols:
                _symbols[token.text] = classify(token.text)
        return "".join([_symbols.get(token.text) or classify(token.text) for token in tokens])


def _phrases(text: str, tokens: Sequence[Token], symbols: str, context: Context) -> list[DateRef]:
    found = []
    at = 0

    def tense(first: int, last: int) -> Tense:
        return _tense(tokens, first, last)

    while (m := PATTERN.search(symbols, at)) is not None:
        first, last = m.span()
        name = m.lastgroup or ""
        answer = None if _street(tokens, first) else RULES[name][1](Phrase(tokens, symbols, first, last, context, tense))
        if answer is None:
            at = first + 1
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


def _tense(tokens: Sequence[Token], first: int, last: int) -> Tense:
    """The tense of the finite verb next to the phrase, verbs of speech left out."""
    best: Tense = None
    nearest = 99
    for i, token in enumerate(tokens):
        if token.pos in ("VERB", "AUX") and "Tense=" in token.feats and "VerbForm=Part" not in token.feats:
            distance = first - i if i < first else i - last + 1
            if distance < nearest and token.lemma not in _SPEECH and "VerbForm=Conv" not in token.feats:
                if "Tense=Fut" in token.feats:
                    best, nearest = "future", distance
                elif "Tense=Past" in token.feats:
                    best, nearest = "past", distance
    return best
