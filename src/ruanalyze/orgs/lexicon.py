"""What is known of organizations beforehand: head nouns with sectors, legal forms, bodies and their short names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ruanalyze.paths import RESOURCES
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Body", "Lexicon", "key_of", "load", "whole_key"]


class Body(NamedTuple):
    """A well-known body: full name, acronym or None, sector."""

    full_name: str
    acronym: str | None
    sector: str


class Lexicon(NamedTuple):
    """heads: lemma -> (sector, flags); forms: legal forms -> sector; bodies: key of any of its names -> bodies."""

    heads: dict[str, tuple[str, str]]
    forms: dict[str, str]
    bodies: dict[str, tuple[Body, ...]]

    def knows(self, name: str) -> bool:
        """Whether a body has this name."""
        return key_of(name) in self.bodies


_MARKS = re.compile(r"[\W_]+")  # «Совет — Европы» -> советевропы


_LATIN = re.compile("[a-z]")  # безопасноcти with a Latin c
_LOOKALIKES = str.maketrans("aceopxyk", "асеорхук")


def key_of(name: str) -> str:
    """A name without case, ё, quotes, spaces.

    >>> key_of("ООО «Лён-2»")
    'ооолен2'
    """
    low = fold(name)
    if not low.isascii() and _LATIN.search(low):
        words = low.split(" ")
        low = " ".join([w.translate(_LOOKALIKES) if not w.isascii() else w for w in words])
    return _MARKS.sub("", low)


def whole_key(words: Sequence[str]) -> str:
    """The key of a name of words that are in small letters without ё.

    >>> whole_key(["ооо", "лен-2"])
    'ооолен2'
    """
    key = "".join(words)
    return key if key.isalpha() and not _LATIN.search(key) else key_of(key)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The shipped lexicon, once a process."""
    heads: dict[str, tuple[str, str]] = {}
    forms: dict[str, str] = {}
    bodies: dict[str, list[Body]] = {}
    path = RESOURCES / "orgs.tsv"
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        what, name, a, b = (*line.split("\t"), "", "")[:4]
        if what == "head":
            heads[name] = (a, b)
        elif what == "form":
            forms[name] = a
        else:
            short = [s.strip() for s in a.split(";") if s.strip()]
            acronym = next((s for s in short if s.isupper()), None)
            body = Body(name, acronym, b)
            for form in dict.fromkeys(key_of(n) for n in (name, *short)):
                bodies.setdefault(form, []).append(body)
    return Lexicon(heads, forms, {k: tuple(v) for k, v in bodies.items()})
