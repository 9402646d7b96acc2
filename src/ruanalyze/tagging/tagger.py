"""What a neural tagger reads and answers, and where each of the models is loaded from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.options import ModelName

__all__ = ["SpanKind", "TagSpan", "Tagged", "Tagger", "calm", "load"]

SpanKind: TypeAlias = Literal["PER", "ORG", "LOC", "POST"]


class TagSpan(NamedTuple):
    """A span of tokens `[first, last)` of one sentence; POST is a post or occupation as the tagger sees it."""

    kind: SpanKind
    first: int
    last: int
    confidence: float | None


class Tagged(NamedTuple):
    """The tags of one sentence: a UPOS tag and UD features a token, and the spans.

    Spans of PER, ORG and LOC do not overlap each other; a POST span may overlap them.
    """

    pos: list[str]
    feats: list[str]
    spans: list[TagSpan]


class Tagger(Protocol):
    """A tagger reads documents as sentences of token strings, many at once."""

    name: str

    def tag(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """One `Tagged` a sentence, in the order and nesting of `docs`."""
        ...


def calm(words: Sequence[str]) -> Sequence[str]:
    """A sentence in capitals in lower case, which the networks have seen more of; any other as it is.

    >>> calm(["МОСКВА", "СЛЕЗАМ", "НЕ", "ВЕРИТ"])
    ['москва', 'слезам', 'не', 'верит']
    """
    if not any(map(str.isupper, words)):
        return words
    capitals = [len(w) for w in words if w.isupper() and len(w) > 1 and w.isalpha()]
    if not capitals:
        return words
    letters = [len(w) for w in words if len(w) > 1 and w.isalpha()]
    if len(letters) > 2 and 4 * sum(capitals) > 3 * sum(letters):
        return [w.lower() for w in words]
    return words


def load(model: ModelName, threads: int = 1) -> Tagger:
    """Load a tagger by the name that `Options.model` gives it."""
    if model == "accurate":
        from ruanalyze.tagging.accurate import AccurateTagger

        return AccurateTagger(threads=threads)
    if model == "fast":
        from ruanalyze.tagging.fast import FastTagger

        return FastTagger()
    from ruanalyze.tagging.slovnet import SlovnetTagger

    return SlovnetTagger(model)
