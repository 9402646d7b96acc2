"""Entities: the tagger's spans as mentions with nominative names, merged into persons, organizations and places."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ruanalyze.doc import Entity, Mention, Org, Person
from ruanalyze.entities import own as entities_own
from ruanalyze.entities.borders import adjust
from ruanalyze.entities.orgs import alias, org_of, org_of_one, supported
from ruanalyze.entities.surnames import agreed
from ruanalyze.kept import Kept
from ruanalyze.orgs import merge as orgs_merge
from ruanalyze.orgs.lexicon import key_of
from ruanalyze.orgs.names import Orgs
from ruanalyze.people import merge as people_merge
from ruanalyze.people.family import shared_surname
from ruanalyze.people.names import People
from ruanalyze.people.originals import is_original
from ruanalyze.places.names import PlaceName
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Place, Sentence, Token
    from ruanalyze.entities.found import Found
    from ruanalyze.entities.own_gazetteer import OwnGazetteer
    from ruanalyze.morph.lemmas import Morph
    from ruanalyze.orgs.names import OrgReading
    from ruanalyze.people.merge import Someone
    from ruanalyze.people.parts import NameReading
    from ruanalyze.places.names import Places
    from ruanalyze.tagging.tagger import TagSpan

__all__ = ["EntityFinder"]

_CACHE: Final = 1 << 12
_AHEAD: Final = 10  # tokens after a place that its list may go on for, and after an adjective
_FAR: Final = 30
_ONE: Final = (False,)
#: Words that are of a town and of no person.
_OF_A_TOWN: Final = word_set("глава мэр житель жительница горожанин градоначальник администрация окрестность из")


class EntityFinder:
    """Makes the entities of a document of the tagger's spans. Thread-safe and picklable.

    own is the user's gazetteer; its matches win over the tagger.
    """

    def __init__(self, morph: Morph, places: Places, own: OwnGazetteer | None = None) -> None:
        self._morph, self._places, self._own = morph, places, own
        self._people = People(morph)
        self._orgs = Orgs(morph, places)
        self._place_names = Kept[tuple[tuple[str, ...], ...], tuple[str, str, bool]](_CACHE)

    def __reduce__(self) -> tuple[type[EntityFinder], tuple[object, ...]]:
        return EntityFinder, (self._morph, self._places, self._own)

    def find(
        self,
        text: str,
        sentences: Sequence[Sentence],
        spans: Sequence[Sequence[TagSpan]],
        *,
        source: str = "model",
        home_region: str | None = None,
    ) -> tuple[Entity, ...]:
        """The entities of a document in the order of their first mentions.

        spans are the tagger's, one list a sentence; source is the tagger's name; home_region an ISO 3166-2 code.
        """
        by_kind: dict[str, list[Found]] = {"PER": [], "ORG": [], "LOC": []}
        for i, some in enumerate(spans):
            if some:
                for f in adjust(sentences[i].tokens, some, i, source):
                    by_kind[f.kind].append(f)
        if self._own is not None:
            by_kind = entities_own.overlay(by_kind, self._own.find(sentences), self._own.entries, sentences)
        if by_kind["PER"]:
            self._towns(sentences, by_kind)
            self._surnames(sentences, by_kind)
        made = self._make_people(text, sentences, by_kind["PER"]) if by_kind["PER"] else []
        orgs = [(f, self._read_org(sentences, f)) for f in by_kind["ORG"]]
        if by_kind["LOC"]:
            made += self._make_places(text, sentences, by_kind["LOC"], orgs, home_region)
        if orgs:
            made += self._make_orgs(text, sentences, orgs)
        if self._own is not None:
            made = entities_own.unite(made, self._own.entries)
        made.sort(key=_start)
        return _numbered(made)

    def _surnames(self, sentences: Sequence[Sentence], by_kind: dict[str, list[Found]]) -> None:
        """A word that the tagger takes for a place or body is a person's when a full name of the text ends with it."""
        full: dict[str, list[Token]] = {}
        for f in by_kind["PER"]:
            if f.last - f.first > 1:
                token = sentences[f.sentence].tokens[f.last - 1]
                full.setdefault(token.text[:4], []).append(token)
        moved: set[tuple[int, int]] = set()
        for f in (*by_kind["LOC"], *by_kind["ORG"]):
            token = sentences[f.sentence].tokens[f.first]
            if f.last - f.first > 1 or token.text[:4] not in full or not token.text.istitle() or token.text.isascii():
                continue
            if (
                f.source == entities_own.SOURCE
                or self._places.candidates(token.text)
                or self._orgs.is_known(token.text)
            ):
                continue
            if any(self._last_names(token) & self._last_names(other) for other in full[token.text[:4]]):
                by_kind["PER"].append(f._replace(kind="PER", source=f.source + "+document"))
                moved.add((f.sentence, f.first))
        if moved:
            by_kind["PER"].sort(key=_in_text)
            for kind in ("LOC", "ORG"):
                by_kind[kind] = [f for f in by_kind[kind] if (f.sentence, f.first) not in moved]

    def _towns(self, sentences: Sequence[Sentence], by_kind: dict[str, list[Found]]) -> None:
        """A single word that the tagger takes for a person is a town where a word before it says so: "глава Кирова"."""
        single = [f for f in by_kind["PER"] if f.last - f.first == 1 and f.source != entities_own.SOURCE]
        told = [f for f in single if f.first and sentences[f.sentence].tokens[f.first - 1].lemma in _OF_A_TOWN]
        if not told:
            return
        full = {sentences[f.sentence].tokens[f.last - 1].text[:4] for f in by_kind["PER"] if f.last - f.first > 1}
        words = {f: sentences[f.sentence].tokens[f.first].text for f in single}
        named = {f: {place.name for place in self._places.candidates(word)} for f, word in words.items()}
        towns = set().union(*(named[f] for f in told if words[f][:4] not in full))
        moved = {f for f in single if not towns.isdisjoint(named[f])}
        by_kind["PER"] = [f for f in by_kind["PER"] if f not in moved]
        by_kind["LOC"] += [f._replace(kind="LOC", source=f.source + "+town") for f in single if f in moved]
        by_kind["LOC"].sort(key=_in_text)

    def _last_names(self, token: Token) -> set[str]:
        readings = self._people.read((token.text,), (token.feats,), _ONE)
        return {r.key_last for r in readings if r.key_last and r.score > readings[0].score - 3}

    # people -------------------------------------------------------------------------------------------------------

    def _make_people(self, text: str, sentences: Sequence[Sentence], found: list[Found]) -> list[Entity]:
        readings: list[tuple[NameReading, ...]] = []
        originals: dict[int, Found] = {}
        for i, f in enumerate(found):
            tokens = sentences[f.sentence].tokens[f.first : f.last]
            if i and tokens[0].text.isascii() and is_original(sentences[f.sentence].tokens, found[i - 1], f):
                originals[i - 1] = f
                readings.append(())
                continue
            surname = shared_surname(sentences, found, i)
            if surname is not None:
                own = self._people.read((tokens[0].text, surname.text), (tokens[0].feats, surname.feats))
                readings.append(tuple([r._replace(normal=r.first or r.normal) for r in own]))
                continue
            words, feats = tuple([t.text for t in tokens]), tuple([t.feats for t in tokens])
            readings.append(self._people.read(words, feats, _spaces(tokens)))
        agreed(self._people, sentences, found, readings)
        out = []
        for someone in people_merge.merge(readings):
            mentions = tuple([_mention(text, sentences, found[i], r.normal) for i, r in someone.members])
            if originals:
                latin = [originals[i] for i, _ in someone.members if i in originals]
                more = [_mention(text, sentences, f, text[slice(*_span(sentences, f))]) for f in latin]
                mentions = tuple(sorted((*mentions, *more), key=lambda m: m.start)) if more else mentions
            person = Person(someone.first, someone.middle, someone.last, someone.gender)
            out.append(_entity("PER", _person_name(someone), mentions, person=person))
        return out

    # organizations ------------------------------------------------------------------------------------------------

    def _make_orgs(
        self, text: str, sentences: Sequence[Sentence], found: list[tuple[Found, OrgReading]]
    ) -> list[Entity]:
        found.sort(key=_order)
        aliases: dict[int, str] = {}
        for i, (f, _) in enumerate(found):
            if short := alias(sentences[f.sentence].tokens, f.last):
                aliases[i] = short
        out = []
        for body in orgs_merge.merge([r for _, r in found], aliases):
            if len(body.members) == 1:
                i, r = body.members[0]
                mentions: tuple[Mention, ...] = (_mention(text, sentences, found[i][0], r.normal),)
                name, org = org_of_one(r)
            else:
                normals: dict[str, int] = {}
                for _, r in body.members:
                    normals[r.normal] = normals.get(r.normal, 0) + 1
                mentions = tuple(
                    [_mention(text, sentences, found[i][0], supported(r, normals)) for i, r in body.members]
                )
                name, org = org_of(body, normals)
            out.append(_entity("ORG", name, mentions, org=org))
        return out

    def _read_org(self, sentences: Sequence[Sentence], f: Found) -> OrgReading:
        all_tokens = sentences[f.sentence].tokens
        tokens = all_tokens[f.first : f.last]
        fixed = tokens[0].text in '«“„"' and f.first > 0 and self._orgs.is_class_noun(all_tokens[f.first - 1].lemma)
        return self._orgs.read(
            tuple([t.text for t in tokens]),
            tuple([t.pos for t in tokens]),
            tuple([t.feats for t in tokens]),
            _spaces(tokens),
            tuple([t.lemma for t in tokens]),
            fixed,
        )

    # places -------------------------------------------------------------------------------------------------------

    def _make_places(
        self,
        text: str,
        sentences: Sequence[Sentence],
        lands: list[Found],
        orgs: list[tuple[Found, OrgReading]],
        home_region: str | None,
    ) -> list[Entity]:
        """Places; what the lexicon or the document knows for a body (ЕС, НАТО) goes over to the organizations."""
        groups: dict[str, list[tuple[Found, PlaceName, str]]] = {}
        names: list[PlaceName] = []
        places = self._places
        territories = {r.place.name: r.place for _, r in reversed(orgs) if r.place is not None}
        for whole in lands:
            name = _place_name(sentences[whole.sentence].tokens, whole)
            own = whole.source == entities_own.SOURCE
            for f, n in ((whole, name),) if own else self._parts(sentences, whole, name):
                normal, key, international = self._named(n)
                if international and not own:
                    body = f._replace(kind="ORG", source=f.source + "+lexicon")
                    orgs.append((body, self._read_org(sentences, body)))
                    continue
                if key not in groups:
                    groups[key] = []
                    names.append(n)
                groups[key].append((f, n, normal))
        if not names:
            return []
        linked = places.link(names, home_region=home_region, context=list(reversed(territories.values())))
        merged: dict[object, tuple[Place | None, list[tuple[Found, str]]]] = {}
        org_names: frozenset[str] | None = None
        for (key, members), place in zip(groups.items(), linked, strict=True):
            if place is None and members[0][0].source != entities_own.SOURCE:
                if org_names is None:
                    org_names = self._names_of(sentences, orgs)
                if key in org_names:  # one name is one thing in a document
                    for f, _, _ in members:
                        body = f._replace(kind="ORG", source=f.source + "+document")
                        orgs.append((body, self._read_org(sentences, body)))
                    continue
            identity: object = key if place is None else (place.kind, place.name, place.region, place.country)
            some = merged.setdefault(identity, (place, []))[1]
            for f, n, normal in members:
                if place is not None and normal != place.name:  # among homonyms the one that was linked
                    normal = places.normal(n.words, n.lemmas, n.pos, n.feats, place=place)
                some.append((f, normal))
        out = []
        for place, found in merged.values():
            title = places.shown(place, [n for _, n in found]) if place else found[0][1]
            if len(found) > 1:
                found.sort(key=_order)
            mentions = tuple([_mention(text, sentences, f, n) for f, n in found])
            out.append(_entity("LOC", title, mentions, place=place))
        return out

    def _parts(self, sentences: Sequence[Sentence], whole: Found, name: PlaceName) -> list[tuple[Found, PlaceName]]:
        parts = self._places.parts(name)
        if len(parts) == 1:
            return [(whole, name)]
        source = whole.source + "+parts"
        found = [whole._replace(first=whole.first + a, last=whole.first + b, source=source) for a, b in parts]
        return [(f, _place_name(sentences[f.sentence].tokens, f)) for f in found]

    def _named(self, name: PlaceName) -> tuple[str, str, bool]:
        """The nominative of a place's name, its key, and whether it is a body of several countries."""
        cached = name.words, name.lemmas, name.pos, name.feats
        found = self._place_names.get(cached)
        if found is None:
            normal = self._places.normal(name.words, name.lemmas, name.pos, name.feats)
            key = key_of(normal)
            found = self._place_names.keep(cached, (normal, key, self._orgs.is_international(key)))
        return found

    @staticmethod
    def _names_of(sentences: Sequence[Sentence], orgs: list[tuple[Found, OrgReading]]) -> frozenset[str]:
        """The keys of the lemmas of one-word names."""
        return frozenset(key_of(sentences[f.sentence].tokens[f.first].lemma) for f, _ in orgs if f.last - f.first == 1)


def _in_text(f: Found) -> tuple[int, int]:
    return f.sentence, f.first


def _order(item: tuple[Found, object]) -> tuple[int, int]:
    return item[0].sentence, item[0].first


def _numbered(made: list[Entity]) -> tuple[Entity, ...]:
    """The entities with their ids: PER1, PER2, ORG1; the user's own stay."""
    taken = {e.id for e in made if e.id}
    counts: dict[str, int] = {"PER": 0, "ORG": 0, "LOC": 0}
    out = []
    for e in made:
        if not e.id:
            kind = e.kind
            counts[kind] += 1
            while f"{kind}{counts[kind]}" in taken:
                counts[kind] += 1
            e = Entity(f"{kind}{counts[kind]}", kind, e.name, e.mentions, e.confidence, e.person, e.org, e.place)
        out.append(e)
    return tuple(out)


def _place_name(tokens: Sequence[Token], f: Found) -> PlaceName:
    first, last = f.first, f.last
    before = tuple([t.lemma for t in tokens[first - 4 if first > 4 else 0 : first]])
    reach = _FAR if tokens[last - 1].pos == "ADJ" else _AHEAD
    after = tuple([t.lemma for t in tokens[last : last + reach]])
    if last - first == 1:
        t = tokens[first]
        return PlaceName((t.text,), (t.lemma,), (t.pos,), (t.feats,), before, after)
    inside = tokens[first:last]
    return PlaceName(
        tuple([t.text for t in inside]),
        tuple([t.lemma for t in inside]),
        tuple([t.pos for t in inside]),
        tuple([t.feats for t in inside]),
        before,
        after,
    )


def _spaces(tokens: Sequence[Token]) -> tuple[bool, ...]:
    if len(tokens) == 1:
        return _ONE
    return (False, *[a.end < b.start for a, b in pairwise(tokens)])


def _span(sentences: Sequence[Sentence], f: Found) -> tuple[int, int]:
    tokens = sentences[f.sentence].tokens
    return tokens[f.first].start, tokens[f.last - 1].end


def _mention(text: str, sentences: Sequence[Sentence], f: Found, normal: str) -> Mention:
    start, end = _span(sentences, f)
    source = f.source if f.entry is None else f"{f.source}#{f.entry}"  # taken off again by entities_own.unite
    return Mention(start, end, text[start:end], normal, source, f.confidence)


def _start(entity: Entity) -> int:
    return entity.mentions[0].start


def _entity(
    kind: EntityKind,
    name: str,
    mentions: tuple[Mention, ...],
    *,
    person: Person | None = None,
    org: Org | None = None,
    place: Place | None = None,
) -> Entity:
    confidences = [m.confidence for m in mentions if m.confidence is not None]
    return Entity("", kind, name, mentions, max(confidences, default=None), person, org, place)


def _person_name(someone: Someone) -> str:
    """ "Имя Фамилия"; initials stay with the surname when nothing fuller is known, in full: "А. С. Пушкин"."""
    first, last = someone.first, someone.last
    if first and last and someone.members[0][1].surname_first:
        return f"{last} {first}"
    if first and last and first.endswith(".") and someone.middle and someone.middle.endswith("."):
        return f"{first} {someone.middle} {last}"
    if first and not last and someone.middle:
        return f"{first} {someone.middle}"
    return " ".join(p for p in (first, last) if p) or someone.members[0][1].normal
