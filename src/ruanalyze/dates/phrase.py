"""A matched date phrase: what its rule can ask of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.dates.calendar import Context, Value, day, full_year, length
from ruanalyze.dates.words import number, value
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.dates.calendar import Tense
    from ruanalyze.doc import Token

__all__ = ["Phrase", "Reading", "make_date", "named_weekday", "named_year", "numeric_date", "tense", "timed"]


_SPEECH: Final = word_set(
    """сообщить сообщать заявить заявлять рассказать рассказывать отметить отмечать добавить добавлять пояснить пояснять
    передать передавать подчеркнуть писать написать уточнить уточнять сказать говорить напомнить объяснить
    уверять заверить пообещать объявить"""
)
#: In the present tense these speak of the future: "ожидается в понедельник", "намерены открыть".
_PLANS: Final = word_set(
    """ожидаться ожидать планировать планироваться намереваться предстоять прогнозировать прогнозироваться
    предполагаться намечать намечаться обещать готовиться собираться ждать должный должен намеренный намерен"""
)


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

    def find(self, kinds: str) -> list[int]:
        """The indices of the phrase's tokens that have one of these symbols."""
        return [i for i, s in enumerate(self.symbols[self.first : self.last], self.first) if s in kinds]

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
        return tense(self.tokens, self.first, self.last)


def named_year(p: Phrase) -> tuple[int | None, bool]:
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


def make_date(y: int, m: int, d: int) -> dt.date | None:
    """The date, or None when the calendar has none ("31 февраля")."""
    return dt.date(y, m, d) if 1 <= m <= 12 and 1 <= d <= length(y, m) else None


def timed(p: Phrase, at: dt.date) -> Value:
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


def named_weekday(p: Phrase) -> int | None:
    """The weekday that the phrase names, Monday 0."""
    at = p.find("WV")
    return int(value(p.word(at[0]))) if at else None


def numeric_date(numbers: tuple[int, ...], p: Phrase) -> dt.date | None:
    """The date of (day, month, year), the year of two digits or 0 where none stands."""
    d, m, y = numbers[:3]
    y = full_year(y, p.context.published) if y else (p.context.year_of(m, d, p) or 0)
    return make_date(y, m, d) if y else None


def tense(tokens: Sequence[Token], first: int, last: int) -> Tense:
    """The tense of the finite verb next to the phrase; that of a verb of speech when there is no other."""
    best: Tense = None
    nearest = 999
    for i, token in enumerate(tokens):
        if token.pos == "ADJ" and token.lemma in _PLANS and abs(first - i) < nearest:
            best, nearest = "future", abs(first - i)
        if token.pos in ("VERB", "AUX") and "Tense=" in token.feats and "VerbForm=Part" not in token.feats:
            distance = first - i if i < first else i - last + 1
            if token.lemma in _SPEECH:
                distance += 99
            if distance < nearest and "VerbForm=Conv" not in token.feats:
                if "Tense=Fut" in token.feats or token.text[:3] in ("буд", "Буд"):  # older treebanks: present
                    best, nearest = "future", distance
                elif "Tense=Past" in token.feats:
                    best, nearest = "past", distance
                elif token.lemma in _PLANS:
                    best, nearest = "future", distance
    return best
