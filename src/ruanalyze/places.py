"""Places: nominative names of LOC mentions, and which place of the gazetteer each of them is.

The gazetteer holds every case form of its names, so a form is looked up as it stands; what it means is decided for all names of a
document together, by the regions and countries that the document names, the user's home region, and population.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Place
from ruanalyze.morph import Morph, split_feats
from ruanalyze.places_index import ADJ, ALL, CASES, EQUAL, LEMMA, SHOWN, Index, Match, key
from ruanalyze.places_normal import ABBREVIATIONS, TYPE_WORDS, join, nominative

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["PlaceName", "Places"]

_BASE: Final = {"country": 9.0, "region": 8.0, "other": 7.5, "district": 3.5}
_NEAR: Final = frozenset(("RU", None))
#: Scores of `_Linker`: what a candidate needs to be taken, and by how much it must lead.
_ENOUGH, _LEAD = 4.8, 0.45


class PlaceName(NamedTuple):
    """One LOC entity or mention of a document, as `Places.link` reads it.

    words, lemmas, pos, feats: of the mention's own tokens; before, after: the lemmas of up to four tokens around it.
    """

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...] = ()
    feats: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class _Reading(NamedTuple):
    """What a name may be: its matches, and the kinds that a word beside it allows."""

    matches: tuple[Match, ...]
    kinds: tuple[str, ...]
    case: int
    adjective: str | None = None  # of "Перелюбский район"
    title: str | None = None


class Places:
    """The gazetteer and its rules. Immutable, thread-safe, picklable; made by `Places.load`.

    >>> places = Places.load()
    >>> places.candidates("Саратовской области")[0].region_code
    'RU-SAR'
    """

    def __init__(self, index: Index | None = None) -> None:
        self._index = index or Index()
        self._morph = Morph()

    def __reduce__(self) -> tuple[object, ...]:
        return Places, (self._index,)

    @classmethod
    def load(cls, regions: Path | None = None) -> Places:
        """The shipped gazetteer; `regions` replaces its table of first-level divisions (places.regions.tsv)."""
        return cls(Index(regions=regions))

    def candidates(self, lemmas: Sequence[str] | str) -> tuple[Place, ...]:
        """The places that a name may stand for, by its lemmas (or its words in any case form), the likeliest first."""
        phrase = lemmas if isinstance(lemmas, str) else " ".join(lemmas)
        found = self._matches(key(phrase))
        ids = {pid: how for m in found for pid, how in m.places}
        ranked = sorted(ids, key=lambda pid: -self._prior(pid, ids[pid]))
        return tuple(self._index.place(pid) for pid in ranked)

    def link(
        self, names: Sequence[PlaceName], *, home_region: str | None = None, context: Sequence[Place] = ()
    ) -> list[Place | None]:
        """The place of each name of one document, decided together; None for what the gazetteer cannot tell.

        home_region is an ISO 3166-2 code; context holds places known otherwise (territories of organizations).

        >>> [p and p.region for p in Places.load().link([PlaceName(("Перелюбе",), ("перелюб",))], home_region="RU-SAR")]
        ['Саратовская область']
        """
        readings = [self._read(name) for name in names]
        home = self._index.by_code.get(home_region or "", 0)
        known: dict[int, float] = {home: 2.5} if home else {}
        countries: set[str] = set()
        for place in context:
            if place.region_code in self._index.by_code:
                known[self._index.by_code[place.region_code]] = 3.0
            if place.country:
                countries.add(place.country)
        first = [self._choose(r, known, countries) for r in readings]
        for reading, pid in zip(readings, first, strict=True):
            if pid is None:
                continue
            kind, region, country = self._index.kind[pid], self._index.region[pid], self._index.country[pid]
            if country:
                countries.add(country)
            if region:
                weight = 3.0 if kind == "region" else 1.5 if self._index.population[pid] >= 50_000 or reading.adjective else 0.8
                known[region] = max(known.get(region, 0.0), weight)
        return [self._place(r, self._choose(r, known, countries), known) for r in readings]

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
        blank = ("",) * len(words)
        pos, feats = tuple(pos) or blank, tuple(feats) or blank
        text = join(words)
        match = self._best_match(self._index.find(key(text)), _case(feats), place)
        if match:
            return _styled(text, match)
        first = _type_word(words[0], lemmas[0]) if len(words) > 1 else None
        if first and lemmas[0] not in ("край", "область", "округ") and words[1] != "." :
            head = nominative(words[:1], lemmas[:1], pos[:1], feats[:1], self._morph)
            return f"{head} {self.normal(words[1:], lemmas[1:], pos[1:], feats[1:], place=place)}"
        if first and len(words) > 2 and words[1] == ".":
            return f"{words[0]}. {self.normal(words[2:], lemmas[2:], pos[2:], feats[2:], place=place)}"
        return nominative(words, lemmas, pos, feats, self._morph)

    def shown(self, place: Place, normals: Iterable[str]) -> str:
        """The name to list a place by: its own, or one of equal standing when the text uses only that ("Беларусь")."""
        pid = self._index.ids.get(place)
        normals = list(normals)
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
        ids = {pid: how for m in self._index.find(key(lemma)) if m.mask & ADJ for pid, how in m.places if how == SHOWN}
        if not ids:
            return None
        ranked = sorted(ids, key=lambda pid: -self._prior(pid, SHOWN))
        best = ranked[0]
        if self._prior(best, SHOWN) < 5.5 and len(ids) > 1:
            return None
        return self._index.place(best)

    def territory_of(self, lemmas: Sequence[str], words: Sequence[str] = ()) -> Place | None:
        """The place named inside a phrase, the longest name first; an adjective of a region or country counts last.

        >>> Places.load().territory_of(["администрация", "саратовский", "область"]).name
        'Саратовская область'
        """
        n = len(lemmas)
        for length in range(min(5, n), 0, -1):
            for i in range(n - length, -1, -1):
                for some in (words, lemmas):
                    if len(some) != n or length == 1 and not some[i][:1].isupper() and some is words:
                        continue
                    phrase = key(join(some[i : i + length]))
                    matches = self._matches(phrase)
                    if not matches or length == 1 and all(m.mask & (ALL | LEMMA) == 0 for m in matches):
                        continue
                    pid = self._choose(_Reading(matches, (), 0), {}, set())
                    if pid is not None:
                        return self._index.place(pid)
        for lemma in reversed(lemmas):
            if lemma.endswith("ий") or lemma.endswith("ой"):
                place = self.find_in_adjective(lemma)
                if place:
                    return place
        return None

    # How a name is read

    def _matches(self, form: str) -> tuple[Match, ...]:
        found = self._index.find(form)
        exact = tuple(m for m in found if m.mask & ALL)
        return exact or tuple(m for m in found if m.mask & LEMMA)

    def _read(self, name: PlaceName) -> _Reading:
        words, lemmas = list(name.words), [x.lower() for x in name.lemmas]
        kinds: tuple[str, ...] = ()
        case = _case(name.feats)
        found = self._by_phrase(words, lemmas)
        typed = _type_word(name.before[-1], name.before[-1]) if name.before else None
        if not typed and len(name.before) > 1 and name.before[-1] == ".":
            typed = ABBREVIATIONS.get(name.before[-2])
        if typed:
            with_type = self._matches(key(f"{typed} {join(words)}"))
            if with_type:
                return _Reading(with_type, (), case)
            kinds = TYPE_WORDS.get(typed, ())
        if found:
            return _Reading(found, kinds, case)
        if len(words) > 1:
            first = _type_word(words[0], lemmas[0])
            if first:
                cut = 2 if words[1] == "." and len(words) > 2 else 1
                inner = self._by_phrase(words[cut:], lemmas[cut:])
                if inner:
                    return _Reading(inner, TYPE_WORDS.get(first, ()), case)
            last = ABBREVIATIONS.get(lemmas[-1].rstrip("."), lemmas[-1]) if lemmas[-1] != "." else ABBREVIATIONS.get(lemmas[-2], "")
            if last in ("район", "округ"):
                head = [x for x in lemmas[:-1] if x not in (".", "муниципальный", "городской", "районный") and x != last]
                head = [x for x in head if ABBREVIATIONS.get(x) != last]
                if head:
                    title = self.normal(name.words, name.lemmas, name.pos, name.feats)
                    return _Reading(self._matches(key(" ".join([*head, last]))), (), case, key(" ".join(head)), title)
        elif lemmas[0].endswith(("ий", "ый", "ой")):
            for after in name.after[:4]:  # "Луганской и Донецкой областей"
                if after in ("область", "край"):
                    return _Reading(self._matches(f"{lemmas[0]} {after}"), ("region",), case)
        return _Reading((), kinds, case)

    def _by_phrase(self, words: Sequence[str], lemmas: Sequence[str]) -> tuple[Match, ...]:
        text = key(join(words))
        found = self._matches(text)
        if found:
            return found
        full = [ABBREVIATIONS.get(x, x) if i else x for i, x in enumerate(lemmas) if x != "."]
        return self._matches(key(join(full)))

    # Which place it is

    def _prior(self, pid: int, how: int) -> float:
        index = self._index
        kind = index.kind[pid]
        base = _BASE.get(kind)
        if base is None:
            base = max(math.log10(index.population[pid] + 1), 2.5) + (1.0 if index.country[pid] in _NEAR else -0.7)
        return base - 0.35 * (SHOWN - how)

    def _choose(self, reading: _Reading, known: dict[int, float], countries: set[str]) -> int | None:
        if not reading.matches:
            return self._choose_district(reading, known) if reading.adjective else None
        index = self._index
        scores: dict[int, float] = {}
        for match in reading.matches:
            off = -1.0 if reading.case and match.mask & ALL and not match.mask & reading.case else 0.0
            for pid, how in match.places:
                score = self._prior(pid, how) + off
                region, country, kind = index.region[pid], index.country[pid], index.kind[pid]
                if region and kind != "region":
                    score += known.get(region, 0.0)
                if country and country != "RU" and country in countries:
                    score += 1.0
                if reading.kinds:
                    score += 2.0 if kind in reading.kinds else -3.0
                scores[pid] = max(scores.get(pid, -9.0), score)
        ranked = sorted(scores, key=lambda pid: (-scores[pid], pid))
        best = ranked[0]
        if scores[best] < _ENOUGH:
            return None
        if len(ranked) > 1 and scores[best] - scores[ranked[1]] < _LEAD:
            return None
        return best

    def _choose_district(self, reading: _Reading, known: dict[int, float]) -> int | None:
        """The town whose district a name like "Перелюбский район" is; its region is the district's."""
        index = self._index
        towns = {pid for m in index.find(reading.adjective or "") if m.mask & ADJ for pid, _ in m.places}
        towns = {pid for pid in towns if index.kind[pid] in ("city", "town", "village") and index.country[pid] in _NEAR}
        supported = sorted((-known.get(index.region[pid], 0.0), -index.population[pid], pid) for pid in towns)
        if supported and supported[0][0] < 0:
            return supported[0][2]
        if len({index.region[pid] for pid in towns}) == 1:
            return min(towns)
        return None

    def _place(self, reading: _Reading, pid: int | None, known: dict[int, float]) -> Place | None:
        index = self._index
        if reading.adjective is None or reading.matches:
            return None if pid is None else index.place(pid)
        region = index.region[pid] if pid is not None else None
        if region is None:
            strong = [r for r, weight in known.items() if weight == max(known.values())]
            region = strong[0] if len(strong) == 1 and index.regions[strong[0]][2] in _NEAR else None
        if region is None or reading.title is None:
            return None
        _, code, country, name = index.regions[region]
        return Place(reading.title, "district", name, code, country)

    def _best_match(self, matches: Sequence[Match], case: int, place: Place | None) -> Match | None:
        """Among the names of a form the one of `place`, then the one in the right case, then that of the likeliest place."""
        usable = [m for m in matches if m.mask & ALL]
        if len(usable) < 2:
            return usable[0] if usable else None
        pid = self._index.ids.get(place) if place else None

        def rank(m: Match) -> tuple[bool, float]:
            fits = not case or bool(m.mask & case)
            return any(p == pid for p, _ in m.places), max(self._prior(p, how) for p, how in m.places) - 1.0 * (not fits)

        return max(usable, key=rank)


def _case(feats: Sequence[str]) -> int:
    """The case bit of the first token that has a case, 0 when none has."""
    for f in feats:
        at = f.find("Case=")
        if at >= 0:
            return CASES.get(f[at + 5 : at + 8], 0)
    return 0


def _type_word(word: str, lemma: str) -> str | None:
    """The kind that a word names ("город", "г", "обл"), or None."""
    lemma = lemma.lower().rstrip(".")
    if lemma in TYPE_WORDS:
        return lemma
    return ABBREVIATIONS.get(word.lower().rstrip("."))


def _styled(text: str, match: Match) -> str:
    return match.name
