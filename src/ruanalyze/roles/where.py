"""Where a post is when its own words do not say: adjectives ("саратовский министр") and the rest of the document."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from ruanalyze.roles.office import body_kind, place_kind
from ruanalyze.words import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from ruanalyze.doc import Entity, Sentence
    from ruanalyze.places.names import Places
    from ruanalyze.roles.parts import Phrase
    from ruanalyze.roles.posts import Head

__all__ = ["Surroundings"]


class Surroundings:
    """The places and bodies of one document, asked for what a post leaves out."""

    def __init__(self, entities: Sequence[Entity], places: Places | None, leaders: dict[str, str]) -> None:
        self._leaders = leaders
        self._locs = [e for e in entities if e.kind == "LOC"]
        self._orgs = [e for e in entities if e.kind == "ORG"]
        self._places = places

    def of_adjectives(self, adjectives: Sequence[str]) -> Entity | None:
        """The document's place that an adjective is made of."""
        for adjective in adjectives:
            countries = _ADJECTIVES.get(adjective, ())
            place = self._places.find_in_adjective(adjective) if self._places is not None else None
            stem = adjective[:-4]
            best = None
            for entity in self._locs:
                name = fold(entity.name)
                if place is not None and entity.place is not None and entity.place.name == place.name:
                    return entity
                if name in countries:
                    return entity
                if best is None and not countries and len(stem) >= 4 and name.startswith(stem):
                    best = entity
            if best is not None:
                return best
        return None

    def of_body(self, body: Entity | None) -> Entity | None:
        """The document's place that is the territory of an organization."""
        name = body.org.territory if body is not None and body.org is not None else None
        if not name:
            return None
        for entity in self._locs:
            if entity.name == name or (entity.place is not None and entity.place.name == name):
                return entity
        return None

    def implied(
        self, phrase: Phrase, person: Entity, said: Iterable[Entity], taken: Container[str] = ()
    ) -> Entity | None:
        """The place of "губернатор", "глава района", "президент" in a document about one region, district, country.

        said: the places of the document's other posts, which count first; taken: the ids of those where somebody else
        has the same post.
        """
        head = phrase.head
        if head.kind in ("deputy", "staff") and phrase.inner and phrase.inner[-1].head.kind == "exec":
            head = phrase.inner[-1].head  # "помощник госсекретаря" is where the госсекретарь is
        kinds = _implied_kinds(phrase, head)
        if not kinds:
            return None
        if (kinds is _COUNTRY or head.name in _LEADERS) and person.person is not None:
            country = self._leaders.get(fold(person.person.last or ""))
            if country is not None:
                return self._named(country)
        if head.name in _OF_COUNTRY:
            return self._named(_OF_COUNTRY[head.name])
        fits = [e for e in said if place_kind(e) in kinds and e.id not in taken]
        if fits:
            ids = {e.id for e in fits}
            if len(ids) == 1:
                return fits[0]
        found = [e for e in self._locs if place_kind(e) in kinds and e.id not in taken]
        if (head.name in _HOME or head is not phrase.head) and len(found) > 1:
            home = self._named("Россия")  # ministers of other countries are introduced with the country
            if home is not None:
                return home
        found.sort(key=lambda e: -len(e.mentions))
        if len(found) == 1 or (found and len(found[0].mentions) >= 2 * len(found[1].mentions)):
            return found[0]
        return None

    @cached_property
    def _parliaments(self) -> list[Entity]:
        return [e for e in self._orgs if body_kind(e.name.lower()) == "parliament"]

    def _named(self, country: str) -> Entity | None:
        names = (country.lower(), *_ALSO.get(country, ()))
        for entity in self._locs:
            known = entity.place.name if entity.place is not None else entity.name
            if known == country or entity.name.lower() in names:
                return entity
        return None

    def parliament(self, post: str, sentence: Sentence) -> Entity | None:
        """The only parliament of the document, else of the sentence, that fits "депутат", "сенатор", "спикер"."""
        found = self._parliaments
        if post in ("сенатор", "депутат"):
            senate = [e for e in found if e.name.lower().startswith(("совет федерации", "совфед", "сенат"))]
            found = senate if post == "сенатор" else [e for e in found if e not in senate]
        if len(found) > 1:
            start, end = sentence.start, sentence.end
            found = [e for e in found if any(start <= m.start < end for m in e.mentions)]
        return found[0] if len(found) == 1 else None


_ALSO: Final = {
    "Белоруссия": ("беларусь",),
    "Китай": ("кнр", "китайская народная республика"),
    "США": ("америка", "соединённые штаты америки", "соединённые штаты"),
    "Россия": ("рф", "российская федерация"),
    "Германия": ("фрг",),
    "Великобритания": ("британия",),
    "КНДР": ("северная корея",),
}
_REGION: Final = frozenset(("region", "city-region"))
_CITY: Final = frozenset(("city", "town", "city-region", "village"))
_DISTRICT: Final = frozenset(("district",))
_COUNTRY: Final = frozenset(("country",))
_BY_WORD: Final = {
    "региона": _REGION,
    "области": _REGION,
    "края": _REGION,
    "республики": _REGION,
    "субъекта": _REGION,
    "облправительства": _REGION,
    "города": _CITY,
    "горадминистрации": _CITY,
    "столицы": _CITY,
    "мэрии": _CITY,
    "района": _DISTRICT,
    "государства": _COUNTRY,
    "страны": _COUNTRY,
}


def _implied_kinds(phrase: Phrase, head: Head) -> frozenset[str] | None:
    """The kinds of place that a post without a place is about; None for a post that needs none."""
    for word in reversed(phrase.tail_words.split()):
        kinds = _BY_WORD.get(word)
        if kinds is not None:
            return kinds
    if phrase.areaword:
        return _BY_WORD.get(phrase.areaword)
    if head.kind != "exec" or (phrase.tail and phrase.head is head and head.name in ("президент", "вице-президент")):
        return None
    if head.level == "regional":
        return _REGION
    if head.level == "municipal":
        return _CITY
    return _COUNTRY if head.name in _NATIONAL else None


_LEADERS: Final = frozenset(("президент", "премьер", "премьер-министр", "канцлер"))
# Posts that one country has.
_OF_COUNTRY: Final = {"госсекретарь": "США"}
_HOME: Final = frozenset(("министр", "замминистра", "вице-премьер"))
_NATIONAL: Final = word_set(
    "президент вице-президент премьер премьер-министр вице-премьер госсекретарь канцлер министр замминистра"
)
_ADJECTIVES: Final = {
    "российский": ("россия", "рф", "российская федерация"),
    "американский": ("сша", "америка", "соединенные штаты", "соединенные штаты америки"),
    "британский": ("великобритания", "британия", "соединенное королевство"),
    "французский": ("франция",),
    "немецкий": ("германия", "фрг"),
    "германский": ("германия", "фрг"),
    "китайский": ("китай", "кнр"),
    "английский": ("англия", "великобритания"),
    "греческий": ("греция",),
    "турецкий": ("турция",),
    "чешский": ("чехия",),
    "польский": ("польша",),
    "финский": ("финляндия",),
    "шведский": ("швеция",),
    "венгерский": ("венгрия",),
    "японский": ("япония",),
    "корейский": ("корея", "южная корея"),
    "северокорейский": ("кндр", "северная корея"),
    "южнокорейский": ("южная корея",),
    "испанский": ("испания",),
    "итальянский": ("италия",),
    "израильский": ("израиль",),
    "белорусский": ("белоруссия", "беларусь"),
    "грузинский": ("грузия",),
    "киргизский": ("киргизия", "кыргызстан"),
    "столичный": ("москва",),
    "московский": ("москва",),
    "подмосковный": ("подмосковье", "московская область"),
    "петербургский": ("санкт-петербург", "петербург"),
    "чеченский": ("чечня", "чеченская республика"),
}
