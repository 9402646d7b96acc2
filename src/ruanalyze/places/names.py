"""Places: nominative names of LOC mentions, and which place of the gazetteer each of them is.

The gazetteer holds every case form of its names, so a form is looked up as it stands, in any case of letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.kept import Kept
from ruanalyze.morph.lemmas import Morph
from ruanalyze.places.index import ALL, EQUAL, LEMMA, Index, Match, key
from ruanalyze.places.link import Known, Linker, PlaceName, Reading, case_of
from ruanalyze.places.normal import STREETS, join, nominative, type_word, without_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ruanalyze.doc import Place

__all__ = ["PlaceName", "Places"]

_CACHE: Final = 1 << 12
#: What has a name as an adjective before it, beside streets: Сампсониевский мост.
_NAMED: Final = STREETS | {"мост", "путепровод", "тоннель", "перекрёсток", "перекресток"}


class Places:
    """The gazetteer and its rules. Thread-safe, picklable; made by `Places.load`; its cache is bounded.

    >>> places = Places.load()
    >>> places.candidates("Саратовской области")[0].region_code
    'RU-SAR'
    """

    def __init__(self, index: Index | None = None) -> None:
        self._index = index or Index()
        self._linker = Linker(self._index)
        self._morph = Morph()
        self._normals = Kept[tuple[tuple[str, ...], ...], str](_CACHE)
        self._territories = Kept[tuple[tuple[str, ...], tuple[str, ...]], int | None](_CACHE)

    def __reduce__(self) -> tuple[object, ...]:
        return Places, (self._index,)

    @classmethod
    def load(cls, regions: Path | None = None) -> Places:
        """The shipped gazetteer; `regions` replaces its table of first-level divisions (places.regions.tsv)."""
        return cls(Index(regions=regions))

    def candidates(self, lemmas: Sequence[str] | str) -> tuple[Place, ...]:
        """The places that a name may stand for, by its lemmas (or its words in any case form), the likeliest first."""
        phrase = lemmas if isinstance(lemmas, str) else " ".join(lemmas)
        ids = {pid: how for m in self._linker.matches(key(phrase)) for pid, how in m.places}
        ranked = sorted(ids, key=lambda pid: (-self._linker.prior(pid, ids[pid]), pid))
        return tuple(self._index.place(pid) for pid in ranked)

    def has_region(self, code: str) -> bool:
        """Whether an ISO 3166-2 code is in the table of regions."""
        return code in self._index.by_code

    def link(
        self, names: Sequence[PlaceName], *, home_region: str | None = None, context: Sequence[Place] = ()
    ) -> list[Place | None]:
        """The place of each name of one document, decided together; None for what the gazetteer cannot tell.

        home_region is an ISO 3166-2 code; context holds places known otherwise (territories of organizations).

        >>> [p and p.region for p in Places.load().link([PlaceName(("Перелюбе",), ("перелюб",))], home_region="RU-SAR")]
        ['Саратовская область']
        """
        return self._linker.link(names, home_region, context, lambda n: self.normal(n.words, n.lemmas, n.pos, n.feats))

    def normal(
        self,
        words: Sequence[str],
        lemmas: Sequence[str],
        pos: Sequence[str] = (),
        feats: Sequence[str] = (),
        *,
        place: Place | None = None,
    ) -> str:
        """The nominative form of a mention, in its own words; `place` chooses among homonyms.

        >>> places = Places.load()
        >>> places.normal(["Великих", "Луках"], ["великий", "лука"], ["ADJ", "NOUN"], ["Case=Loc", "Case=Loc"])
        'Великие Луки'
        """
        if place is not None:
            return self._normal(words, lemmas, pos, feats, place)
        cached = tuple(words), tuple(lemmas), tuple(pos), tuple(feats)
        made = self._normals.get(cached)
        if made is None:
            made = self._normals.keep(cached, self._normal(words, lemmas, pos, feats, None))
        return made

    def _normal(
        self, words: Sequence[str], lemmas: Sequence[str], pos: Sequence[str], feats: Sequence[str], place: Place | None
    ) -> str:
        blank = ("",) * len(words)
        pos, feats = pos or blank, feats or blank
        match = self._best_match(self._index.find(key(join(words))), case_of(feats), place)
        if match:
            return match.name
        cut = without_brackets(words)
        if cut:
            less = [[*some[: cut[0]], *some[cut[1] :]] for some in (words, lemmas, pos, feats)]
            return self._normal(less[0], less[1], less[2], less[3], place)
        first = type_word(words[0], lemmas[0]) if len(words) > 1 else None
        if first and lemmas[0] not in ("край", "область", "округ"):
            skip = 2 if words[1] == "." and len(words) > 2 else 1
            head = f"{words[0]}." if skip == 2 else nominative(words[:1], lemmas[:1], pos[:1], feats[:1], self._morph)
            return f"{head} {self._normal(words[skip:], lemmas[skip:], pos[skip:], feats[skip:], place)}"
        return nominative(words, lemmas, pos, feats, self._morph)

    def parts(self, name: PlaceName) -> tuple[tuple[int, int], ...]:
        """The places inside a mention, as ranges of its words: nothing of a street or an adjective, two of two names.

        >>> places = Places.load()
        >>> places.parts(PlaceName(("Сходненская",), ("сходненский",), after=("улица",)))
        ()
        >>> places.parts(PlaceName(("Чечни", "Грозном"), ("чечня", "грозный")))
        ((0, 1), (1, 2))
        """
        words, n = name.words, len(name.words)
        if self._is_street(name) or (n == 1 and name.pos[:1] == ("ADJ",) and self._is_adjective(name)):
            return ()
        if 1 < n < 5 and not self._index.find(key(join(words))) and not type_word(words[0], name.lemmas[0]):
            for i in range(1, n):
                if words[i][0].islower():  # в Александровском + саду
                    continue
                both = [self._index.find(key(join(part))) for part in (words[:i], words[i:])]
                if all(any(m.mask & ALL for m in found) for found in both):
                    return (0, i), (i, n)
        return ((0, n),)

    @staticmethod
    def _is_street(name: PlaceName) -> bool:
        lemmas = [x.lower().rstrip(".") for x in name.lemmas]
        if any(x in STREETS for x in lemmas):
            return True
        before = [x.rstrip(".") for x in name.before if x != "."]
        if before and before[-1] in STREETS and before[-1] != "линия":
            return True
        adjective = lemmas[-1].endswith(("ий", "ый", "ой", "ов", "ово", "ев", "ин")) and len(lemmas) == 1
        return adjective and bool(name.after) and name.after[0].rstrip(".") in _NAMED

    def _is_adjective(self, name: PlaceName) -> bool:
        """Whether a word is an adjective of a place and no name: "Симферопольской [епархией]", but "Грозном"."""
        named = any(m.mask & ALL for m in self._index.find(key(name.words[0])))
        return not named and name.lemmas[0].endswith("ский") and not self._linker.shared(name.after)

    def shown(self, place: Place, normals: Iterable[str]) -> str:
        """The name to list a place by: its own, or one of equal standing when the text uses only that ("Беларусь").

        >>> places = Places.load()
        >>> [places.shown(places.candidates(name)[0], [name]) for name in ("РФ", "Беларусь")]
        ['Россия', 'Беларусь']
        """
        normals = list(normals)
        if place.name in normals:
            return place.name
        pid = self._index.ids.get(place)
        if pid is None or any(key(n) == key(place.name) for n in normals):
            return place.name
        for n in normals:
            for m in self._index.find(key(n)):
                if (pid, EQUAL) in m.places and key(m.name) == key(n):
                    return m.name
        return place.name

    def find_in_adjective(self, lemma: str) -> Place | None:
        """The place of an adjective: "саратовский" -> Саратовская область, "российский" -> Россия; else None.

        >>> Places.load().find_in_adjective("саратовский").name
        'Саратовская область'
        >>> Places.load().find_in_adjective("областной") is None
        True
        """
        pid = self._linker.adjective(lemma)
        return None if pid is None else self._index.place(pid)

    def territory_of(self, lemmas: Sequence[str], words: Sequence[str] = ()) -> Place | None:
        """The place named inside a phrase, the longest name and the last one first; else that of an adjective.

        words are the phrase's own; with them a single word counts as a name only when it is capitalized.

        >>> Places.load().territory_of(["администрация", "саратовский", "область"]).name
        'Саратовская область'
        """
        n = len(lemmas)
        cased = len(words) == n and any(w[:1].islower() for w in words)
        starts = [i for i in range(n) if not cased or words[i][:1].isupper()]
        for length in range(min(5, n), 0, -1):
            for i in reversed(starts):
                if i + length > n:
                    continue
                pid = self._territory(tuple(words[i : i + length]), tuple(lemmas[i : i + length]))
                if pid is not None:
                    return self._index.place(pid)
        for lemma in reversed(lemmas):
            if lemma.endswith(("ий", "ой")):
                place = self.find_in_adjective(lemma)
                if place:
                    return place
        return None

    def _territory(self, words: tuple[str, ...], lemmas: tuple[str, ...]) -> int | None:
        """The place of a name, by its words or else its lemmas."""
        cached = words, lemmas
        found = self._territories.get(cached, -1)
        if found != -1:
            return found
        pid = None
        for some in (words, lemmas):
            matches = self._linker.matches(key(join(some))) if some else ()
            if some is lemmas:
                matches = tuple(m for m in matches if m.mask & (ALL | LEMMA))
            pid = self._linker.choose(Reading(matches), Known({}, {}, set())) if matches else None
            if pid is not None:
                break
        return self._territories.keep(cached, pid)

    def _best_match(self, matches: Sequence[Match], case: int, place: Place | None) -> Match | None:
        """Among the names of a form that of `place`, then one in the right case, then that of the likeliest place."""
        usable = [m for m in matches if m.mask & ALL]
        if len(usable) < 2:
            return usable[0] if usable else None
        pid = self._index.ids.get(place) if place else None

        def rank(m: Match) -> tuple[bool, float]:
            fits = not case or bool(m.mask & case)
            likely = max(self._linker.prior(p, how) for p, how in m.places)
            return any(p == pid for p, _ in m.places), likely - (0.0 if fits else 1.0)

        return max(usable, key=rank)
