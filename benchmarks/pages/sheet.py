"""A page that grows: the article to be wrapped, the furniture put around it, and where the article's parts stand."""

# ruff: noqa: E501, TC003
from __future__ import annotations

import datetime as dt
import random
import textwrap
from dataclasses import dataclass, field

from furniture import MONTHS, SHORT, WEEK

__all__ = ["Sheet", "Source", "today"]


@dataclass
class Source:
    """A clean article to be wrapped."""

    title: str
    paragraphs: list[str]
    when: dt.datetime
    deck: str


@dataclass
class Sheet:
    """A page that grows: its text and the spans of the article's parts."""

    source: Source
    r: random.Random
    text: str = ""
    titled: bool = False
    deck: str | None = None
    stated: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    other: Source | None = None

    def put(self, *lines: str, end: str = "\n") -> None:
        """Furniture lines."""
        for line in lines:
            self.text += line + end

    def gap(self) -> None:
        """A blank line."""
        self.text += "\n"

    def title(self, times: int = 1, end: str = "\n\n") -> None:
        """The title, perhaps repeated."""
        self.titled = True
        self.text += (self.source.title + end) * times

    def lead(self, end: str = "\n\n") -> None:
        """The deck."""
        self.deck = self.source.deck
        self.text += self.deck + end

    def date(self, form: str, end: str = "\n\n") -> None:
        """The publication date by a format with D d m M S Y H (day, padded day, month number, word, short word, year, time)."""
        w = self.source.when
        for key, value in (
            ("{D}", str(w.day)),
            ("{d}", f"{w.day:02}"),
            ("{m}", f"{w.month:02}"),
            ("{M}", MONTHS[w.month - 1]),
            ("{S}", SHORT[w.month - 1]),
            ("{Y}", str(w.year)),
            ("{y}", f"{w.year % 100:02}"),
            ("{H}", f"{w:%H:%M}"),
            ("{W}", WEEK[w.weekday()]),
            ("{E}", f"{w:%B}"),
            ("{e}", f"{w:%b}"),
            ("{a}", f"{w:%a}"),
        ):
            form = form.replace(key, value)
        self.stated = w.date().isoformat()
        self.put(form, end=end)

    def body(
        self,
        sep: str = "\n\n",
        between: dict[int, list[str]] | None = None,
        prefix: str = "",
        width: int = 0,
        upto: int | None = None,
    ) -> None:
        """The paragraphs; `between` gives furniture to stand after some of them, `prefix` a dateline that belongs to the text.

        width: lines are broken there. upto: only so many paragraphs.
        """
        for i, paragraph in enumerate(self.source.paragraphs[:upto]):
            whole = prefix + paragraph if i == 0 else paragraph
            if width:
                whole = "\n".join(textwrap.wrap(whole, width, break_long_words=False, break_on_hyphens=False))
            self.spans.append((len(self.text), len(self.text) + len(whole)))
            self.text += whole + sep
            for line in (between or {}).get(i, ()):
                self.text += line + sep

    def now(self) -> dt.datetime:
        """Some moment of the crawl, months after the publication."""
        return self.source.when + dt.timedelta(days=self.r.randrange(40, 900), minutes=self.r.randrange(1000))


def today(s: Sheet, form: str) -> str:
    """The moment of the crawl in such a form."""
    w = s.now()
    return (
        form.replace("{D}", str(w.day))
        .replace("{M}", MONTHS[w.month - 1])
        .replace("{Y}", str(w.year))
        .replace("{H}", f"{w:%H:%M}")
        .replace("{d}", f"{w.day:02}")
        .replace("{m}", f"{w.month:02}")
        .replace("{W}", WEEK[w.weekday()])
    )
