"""A mention before its name is known, and what the rules about its borders share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Token

__all__ = ["NAMED", "QUOTES", "Found", "by", "head_lemma"]

QUOTES: Final = frozenset('«»“”„"')
#: What stands before the name of whom a body honours: институт им. Плеханова.
NAMED: Final = frozenset(("им", "имени"))


class Found(NamedTuple):
    """A mention before its name is known: which tokens of which sentence, and who said so.

    entry is the number of the entry of the user's gazetteer, or None.
    """

    kind: EntityKind
    sentence: int
    first: int
    last: int
    confidence: float | None
    source: str
    entry: int | None = None


def by(source: str, rule: str) -> str:
    """The source with the name of a rule after it, once."""
    return source if source.endswith("+" + rule) else f"{source}+{rule}"


def head_lemma(tokens: Sequence[Token], f: Found) -> str:
    """The lemma of the first noun of a name, or ""."""
    return next((t.lemma for t in tokens[f.first : f.last] if t.pos in ("NOUN", "PROPN")), "")
