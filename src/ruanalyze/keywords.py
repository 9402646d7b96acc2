"""Key phrases: the noun phrases and names that a reader would file the article under."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Sentence

__all__ = ["Keywords"]


class Keywords:
    """Finds key phrases; made by `Keywords.load`, immutable, picklable, safe in threads."""

    def __init__(self, size: int = 8) -> None:
        self.size = size

    @classmethod
    def load(cls) -> Keywords:
        """The shipped finder."""
        return cls()

    def extract(self, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> tuple[str, ...]:
        """Key phrases in nominative, best first: names of `entities` and noun phrases of `sentences`."""
        counts: Counter[str] = Counter()
        for sentence in sentences:
            for token in sentence.tokens:
                if token.pos == "NOUN":
                    counts[token.lemma] += 3 if sentence.part == "title" else 1
        for entity in entities:
            counts[entity.name] += 2 * len(entity.mentions)
        return tuple(word for word, _ in counts.most_common(self.size))
