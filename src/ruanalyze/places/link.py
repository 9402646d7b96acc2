"""Which place of the gazetteer each name of a document is, decided for all of them together.

Every reading of a name gets a score: how well known the place is, whether the form fits the case, whether a word beside
the name ("село", "штат", "канадский") fits the place, and whether the document names its region or country. A name is
linked when its best reading is likely enough and clearly ahead of the next.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Place
from ruanalyze.kept import Kept
from ruanalyze.places.index import ADJ, ALL, CASES, LEMMA, SHOWN, Index, Match, key
from ruanalyze.places.normal import (
    ABBREVIATIONS,
    SEPARATORS,
    SHARED,
    TYPE_WORDS,
    join,
    type_word,
    without_brackets,
)
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Linker", "PlaceName", "case_of"]

_BASE: Final = {"country": 9.0, "region": 8.0, "other": 7.5}
_NEAR: Final = {"RU": 1.0, None: 1.0, "UA": 0.4, "BY": 0.4, "KZ": 0.2}
_SETTLEMENTS: Final = frozenset(("city", "town", "village"))
_CACHE: Final = 1 << 12
#: What the best reading needs, and by how much it must lead.
_ENOUGH: Final = 4.8
_LEAD: Final = 0.45
_VILLAGE: Final = 15_000
_SURE: Final = 1.2  # to tell the document's regions by it
#: Words in apposition to a name: a name of another kind than they say is another place.
_STRICT: Final = word_set(
    """город городок село деревня станица хутор аул слобода поселок посёлок пгт штат провинция префектура кантон
    графство река озеро"""
)
#: Districts that many cities have: only the city of the document tells which.
_EVERYWHERE: Final = word_set(
    """советский ленинский октябрьский кировский первомайский центральный московский железнодорожный заводской
    фрунзенский калининский дзержинский куйбышевский орджоникидзевский свердловский пролетарский промышленный северный
    южный западный восточный красноармейский красногвардейский комсомольский пушкинский приморский индустриальный
    ленинградский киевский самарский волжский правобережный левобережный заречный коминтерновский ворошиловский
    тракторозаводский"""
)
_ADJECTIVAL: Final = ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


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


class Reading(NamedTuple):
    """What a name may be, before the document decides."""

    matches: tuple[Match, ...] = ()
    kinds: tuple[str, ...] = ()  # that a word beside it allows
    strict: bool = False  # other kinds are unlikely
    case: int = 0
    adjective: bool = False  # the name is an adjective by its tag
    near: tuple[int, str | None] = (0, None)  # region and country of an adjective before it: "в армянском Гаваре"
    district: str | None = None  # the adjective of "Перелюбский район"
    title: str = ""


class Known(NamedTuple):
    """What the document says of where it is: regions with weights, countries."""

    regions: dict[int, float]
    cities: dict[int, float]
    countries: set[str]


def case_of(feats: Sequence[str]) -> int:
    """The case bit of the first token that has a case, 0 when none has."""
    for f in feats:
        at = f.find("Case=")
        if at >= 0:
            return CASES.get(f[at + 5 : at + 8], 0)
    return 0


class Linker:
    """Reads names and chooses their places. Immutable."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._adjectives = Kept[str, tuple[int, str | None]](_CACHE)
        self._phrases = Kept[tuple[str, ...], tuple[Match, ...]](_CACHE)
        self._priors: dict[int, float] = {}

    def link(
        self,
        names: Sequence[PlaceName],
        home_region: str | None,
        context: Sequence[Place],
        normal: Callable[[PlaceName], str],
    ) -> list[Place | None]:
        """The place of each name; `normal` makes the title of a district that the gazetteer does not list."""
        index = self._index
        readings = [self.read(name, normal) for name in names]
        known = Known({}, {}, set())
        home = index.by_code.get(home_region or "", 0)
        if home:
            known.regions[home] = 2.5
        for place in context:
            if place.region_code in index.by_code:
                known.regions[index.by_code[place.region_code]] = 3.0
            if place.country:
                known.countries.add(place.country)
        for reading in readings:
            if reading.near[0]:
                known.regions.setdefault(reading.near[0], 1.5)
            if reading.near[1]:
                known.countries.add(reading.near[1])
        sure = [None if r.district else self._sure(r, known) for r in readings]
        for pid in sure:
            if pid is not None:
                self._learn(pid, known)
        chosen = [self.choose(r, known) if pid is None else pid for r, pid in zip(readings, sure, strict=True)]
        return [self._place(r, pid, known) for r, pid in zip(readings, chosen, strict=True)]

    def _sure(self, reading: Reading, known: Known) -> int | None:
        """The place of a reading that needs no context: no small town, and far ahead of the next."""
        pid = self.choose(reading, known, _SURE)
        if pid is None or (self._index.kind[pid] in _SETTLEMENTS and self._index.population[pid] < 100_000):
            return None
        return pid

    def _learn(self, pid: int, known: Known) -> None:
        index = self._index
        kind, region, country = index.kind[pid], index.region[pid], index.country[pid]
        if country:
            known.countries.add(country)
        if region:
            big = index.population[pid] >= 50_000
            weight = 3.0 if kind == "region" else 0.8 if not big else 1.5 if country in ("RU", None) else 0.9
            known.regions[region] = max(known.regions.get(region, 0.0), weight)
            if big and kind in _SETTLEMENTS:
                known.cities[region] = known.cities.get(region, 0.0) + 1.0

    # How a name is read

    def matches(self, form: str) -> tuple[Match, ...]:
        """The names of a form; those that only share its lemmas when there is no other."""
        found = self._index.find(form)
        exact = tuple(m for m in found if m.mask & ALL)
        return exact or tuple(m for m in found if m.mask & LEMMA)

    def read(self, name: PlaceName, normal: Callable[[PlaceName], str]) -> Reading:
        """What a name may be, by its own words and those beside it."""
        words, lemmas = name.words, [x.lower() for x in name.lemmas]
        case = case_of(name.feats)
        adjective = len(words) == 1 and name.pos[:1] == ("ADJ",)
        near = self._near(name.before)
        if adjective or (len(words) == 1 and lemmas[0].endswith("ский")):
            shared = self.shared(name.after)
            if shared and shared.endswith("район"):
                title = f"{normal(name)} {shared}"
                return Reading((), (), False, case, district=key(lemmas[0]), title=title)
            whole = self.matches(f"{key(lemmas[0])} {shared}") if shared else ()
            if whole:
                return Reading(whole, (), False, case)
        typed = self._type_before(name.before)
        kinds: tuple[str, ...] = ()
        if typed:
            with_type = self.matches(key(f"{typed} {join(words)}"))
            if with_type:
                return Reading(with_type, (), False, case)
            kinds = TYPE_WORDS.get(typed, ())
        strict = typed in _STRICT or (typed in ("округ", "округа") and name.before[-2:-1] != ("городской",))
        found = self._by_phrase(words, lemmas)
        if found:
            return Reading(found, kinds, strict, case, adjective, near)
        if len(words) > 1:
            first = type_word(words[0], lemmas[0])
            if first:
                cut = 2 if words[1] == "." and len(words) > 2 else 1
                inner = self._by_phrase(words[cut:], lemmas[cut:])
                if inner:
                    return Reading(inner, TYPE_WORDS.get(first, ()), first in _STRICT, case, near=near)
            return self._district(name, lemmas, case, normal)
        return Reading((), kinds, False, case)

    @staticmethod
    def _type_before(before: Sequence[str]) -> str | None:
        if not before:
            return None
        if len(before) > 1 and before[-1] == ".":
            return ABBREVIATIONS.get(before[-2])
        return before[-1] if before[-1] in TYPE_WORDS else None  # "с" is a preposition

    def _near(self, before: Sequence[str]) -> tuple[int, str | None]:
        """Region and country of an adjective among the two words before a name."""
        for lemma in before[-2:]:
            if lemma.endswith("кий"):
                found = self._adjectives.get(lemma)
                if found is None:
                    pid = self.adjective(lemma)
                    found = (0, None) if pid is None else (self._index.region[pid], self._index.country[pid])
                    self._adjectives.keep(lemma, found)
                if found != (0, None):
                    return found
        return (0, None)

    def adjective(self, lemma: str) -> int | None:
        """The country, region or well-known city of an adjective."""
        ids = {p for m in self._index.find(key(lemma)) if m.mask & ADJ for p, how in m.places if how == SHOWN}
        if not ids:
            return None
        best = max(ids, key=lambda p: (self.prior(p, SHOWN), -p))
        return None if len(ids) > 1 and self.prior(best, SHOWN) < 5.5 else best

    @staticmethod
    def shared(after: Sequence[str]) -> str | None:
        """The noun of "Луганской" in "Луганской и Донецкой областей", of "Южном" in "Южном и … федеральных округах"."""
        if len(after) < 3 or after[0] not in SEPARATORS:
            return None
        last = 0  # the last separator: a name follows it, and what the noun has for itself
        for i, word in enumerate(after):
            if word in SHARED:
                return " ".join(after[last + 2 : i + 1])
            if word in SEPARATORS:
                last = i
            elif not word.endswith(("ий", "ый", "ой")):
                return None
        return None

    def _by_phrase(self, words: Sequence[str], lemmas: Sequence[str]) -> tuple[Match, ...]:
        words = tuple(words)
        found = self._phrases.get(words)
        if found is None:
            found = self._phrases.keep(words, self.matches(key(join(words))) or self._by_lemmas(words, lemmas))
        return found

    def _by_lemmas(self, words: Sequence[str], lemmas: Sequence[str]) -> tuple[Match, ...]:
        cut = without_brackets(words)
        if cut:
            a, b = cut
            return self._by_phrase((*words[:a], *words[b:]), (*lemmas[:a], *lemmas[b:]))
        full = [ABBREVIATIONS.get(x, x) if i else x for i, x in enumerate(lemmas) if x != "."]
        return self.matches(key(join(full)))

    def _district(self, name: PlaceName, lemmas: list[str], case: int, normal: Callable[[PlaceName], str]) -> Reading:
        """ "Перелюбский район", "Балаковский муниципальный р-н", "городской округ Химки"."""
        plain = [ABBREVIATIONS.get(x, x) for x in lemmas if x != "."]
        if "район" not in plain and "округ" not in plain:
            return Reading((), (), False, case)
        left = [x for x in plain if x not in ("муниципальный", "городской", "район", "округ", "внутригородской")]
        if plain[-1] in ("район", "округ"):
            if not left or not left[-1].endswith(("ий", "ый", "ой")):
                return Reading((), (), False, case)
            adjective = key(" ".join(left))
            return Reading(
                self.matches(f"{adjective} {plain[-1]}"), (), False, case, district=adjective, title=normal(name)
            )
        inner = self._by_phrase(name.words[-len(left) :], lemmas[-len(left) :]) if left else ()
        return Reading(inner, ("city", "town", "village"), False, case)

    # Which place it is

    def prior(self, pid: int, how: int) -> float:
        """How likely a place is where nothing else is known: by its kind, or by its population and nearness."""
        base = self._priors.get(pid)
        if base is None:
            index = self._index
            kind = index.kind[pid]
            base = _BASE.get(kind, 0.0)
            if not base:
                people = math.log10(index.population[pid] + 1)
                if kind == "district":
                    people = 3.5 if index.place(pid).name.endswith("район") else max(people, 4.0)
                base = max(people, 2.5) + _NEAR.get(index.country[pid], -0.6)
            self._priors[pid] = base
        return base - 0.35 * (SHOWN - how)

    def choose(self, reading: Reading, known: Known, lead: float = _LEAD) -> int | None:
        """The place of a reading, or None when nothing is likely enough; for a district the town of its name."""
        if not reading.matches:
            return self._choose_district(reading.district, known) if reading.district else None
        if len(reading.matches) == 1 and len(reading.matches[0].places) == 1 and not reading.strict:
            pid, how = reading.matches[0].places[0]
            if self.prior(pid, how) > 7.0 and not reading.adjective:  # a country or a metropolis, and nothing else
                return pid
        scores: dict[int, float] = {}
        for match in reading.matches:
            off = -0.8 if reading.case and match.mask & ALL and not match.mask & reading.case else 0.0
            if reading.adjective and match.name.endswith(_ADJECTIVAL):
                off -= 2.5
            for pid, how in match.places:
                score = self.prior(pid, how) + off + self._support(pid, reading, known)
                scores[pid] = max(scores.get(pid, -9.0), score)
        self._away(scores, known)
        ranked = sorted(scores, key=lambda pid: (-scores[pid], pid))
        best = ranked[0]
        fitting = [m for m in reading.matches if not reading.case or m.mask & reading.case or not m.mask & ALL]
        fame = max((m.fame for m in fitting if any(p == best for p, _ in m.places)), default=0.0)
        if scores[best] + min(1.2, fame / 2) < _ENOUGH or (len(ranked) > 1 and scores[best] - scores[ranked[1]] < lead):
            return self._choose_district(reading.district, known) if reading.district else None
        return best

    def _away(self, scores: dict[int, float], known: Known) -> None:
        """Lowers smaller towns of other regions where the document names its own: "Октябрьский" of a Saratov page.

        A Russian village that the gazetteer has once may have namesakes that it has not.
        """
        if len(scores) > 1:
            most, off = 300_000, 1.2
        elif self._index.country[next(iter(scores))] == "RU":
            most, off = _VILLAGE, 3.0
        else:
            return
        if not any(w >= 2.5 for w in known.regions.values()):
            return
        for pid in scores:
            region = self._index.region[pid]
            if (
                region not in known.regions
                and self._index.kind[pid] in _SETTLEMENTS
                and self._index.population[pid] < most
            ):
                scores[pid] -= off

    def _support(self, pid: int, reading: Reading, known: Known) -> float:
        index = self._index
        region, country, kind = index.region[pid], index.country[pid], index.kind[pid]
        score = 0.0
        if region and kind != "region":
            score += known.regions.get(region, 0.0)
        if country and country != "RU" and country in known.countries:
            score += 1.0
        if reading.near != (0, None) and kind != "country":
            there, land = reading.near
            score += 2.0 if (region == there if there else country == land) else 0.0
        if reading.kinds:
            score += 2.0 if kind in reading.kinds else -3.0 if reading.strict else 0.0
        return score

    def _choose_district(self, adjective: str, known: Known) -> int | None:
        index = self._index
        towns = {p for m in index.find(adjective) if m.mask & ADJ for p, _ in m.places}
        towns = {p for p in towns if index.kind[p] in _SETTLEMENTS and index.country[p] in ("RU", None)}
        if adjective in _EVERYWHERE:
            return None
        supported = sorted((-known.regions.get(index.region[p], 0.0), -index.population[p], p) for p in towns)
        if supported and supported[0][0] < 0:
            return supported[0][2]
        here = any(index.regions[r][1] == "RU" for r in known.regions)
        elsewhere = bool(known.countries) and "RU" not in known.countries and not here
        return min(towns) if len({index.region[p] for p in towns}) == 1 and not elsewhere else None

    def _place(self, reading: Reading, pid: int | None, known: Known) -> Place | None:
        index = self._index
        if pid is not None and (not reading.district or any(pid == p for m in reading.matches for p, _ in m.places)):
            return index.place(pid)
        if not reading.district:
            return None
        region = index.region[pid] if pid is not None else self._home(known)
        if not region or index.regions[region][1] not in ("RU", None):
            return None
        code, country, name = index.regions[region]
        return Place(reading.title, "district", name, code, country)

    def _home(self, known: Known) -> int | None:
        """The region that a document names, or that of its only city when it names no foreign country."""
        region = self._only(known.cities) or self._only(known.regions)
        weight = known.regions.get(region or 0, 0.0)
        if not weight or weight < max(known.regions.values()):
            return None
        return None if weight < 2.5 and known.countries - {"RU"} else region

    @staticmethod
    def _only(weights: dict[int, float]) -> int | None:
        """The one region that is clearly the document's."""
        if not weights:
            return None
        top = max(weights.values())
        best = [r for r, w in weights.items() if w == top]
        return best[0] if len(best) == 1 else None
