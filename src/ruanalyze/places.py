"""Places: nominative names of LOC mentions, and which place of the gazetteer each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Place

__all__ = ["PlaceName", "Places"]


class PlaceName(NamedTuple):
    """One LOC entity or mention of a document, as `Places.link` reads it.

    words, lemmas, feats: of the mention's own tokens; before, after: the lemmas of up to four tokens around it.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...] = ()
    feats: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Places:
    """The gazetteer and its rules. Immutable, thread-safe, picklable; made by `Places.load`."""

    @classmethod
    def load(cls) -> Places:
        """The shipped gazetteer."""
        return cls()

    def __reduce__(self) -> tuple[object, ...]:
        return Places.load, ()

    def candidates(self, lemmas: Sequence[str] | str) -> tuple[Place, ...]:
        """The places that a name may stand for, by its lemmas (or its words in any case form), the largest first."""
        return ()

    def link(
        self, names: Sequence[PlaceName], *, home_region: str | None = None, context: Sequence[Place] = ()
    ) -> list[Place | None]:
        """The place of each name of one document, decided together; None for what the gazetteer cannot tell.

        home_region is an ISO 3166-2 code; context holds places known otherwise (territories of organizations).
        """
        return [None] * len(names)

    def normal(self, words: Sequence[str], lemmas: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> str:
        """The nominative form of a mention: "Саратовской области" -> "Саратовская область"."""
        return " ".join(words)

    def find_in_adjective(self, lemma: str) -> Place | None:
        """The place of an adjective: "саратовский" -> Саратовская область, "российский" -> Россия; else None."""
        return None

    def territory_of(self, lemmas: Sequence[str], words: Sequence[str] = ()) -> Place | None:
        """The place named inside a phrase ("администрация Саратовской области" -> Саратовская область), or None."""
        return None
