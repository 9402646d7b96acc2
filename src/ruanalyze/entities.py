"""Entities: the tagger's spans as mentions with nominative names, merged into persons, organizations and places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ruanalyze import entities_own, orgs_merge, people_merge
from ruanalyze.doc import Entity, Mention, Org, Person
from ruanalyze.entities_borders import Found, adjust
from ruanalyze.orgs import Orgs
from ruanalyze.orgs_lexicon import key_of
from ruanalyze.people import People
from ruanalyze.places import PlaceName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Place, Sentence, Token
    from ruanalyze.morph import Morph
    from ruanalyze.orgs import OrgReading
    from ruanalyze.own_gazetteer import OwnGazetteer
    from ruanalyze.people_merge import Someone
    from ruanalyze.places import Places
    from ruanalyze.tagger import TagSpan

__all__ = ["EntityFinder"]


class EntityFinder:
    """Makes the entities of a document of the tagger's spans. Thread-safe and picklable.

    own is the user's gazetteer; its matches win over the tagger.
    """

    def __init__(self, morph: Morph, places: Places, own: OwnGazetteer | None = None) -> None:
        self._morph, self._places, self._own = morph, places, own
        self._people = People(morph)
        self._orgs = Orgs(morph, places)

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
        made = self._make_people(text, sentences, by_kind["PER"])
        made += self._make_places(text, sentences, by_kind, home_region)
        made += self._make_orgs(text, sentences, by_kind["ORG"])
        if self._own is not None:
            made = entities_own.unite(made, self._own.entries)
        made.sort(key=_start)
        taken = {e.id for e in made if e.id}
        counts: Counter[str] = Counter()
        out = []
        for e in made:
            if not e.id:
                counts[e.kind] += 1
                while f"{e.kind}{counts[e.kind]}" in taken:
                    counts[e.kind] += 1
                e = Entity(
                    f"{e.kind}{counts[e.kind]}", e.kind, e.name, e.mentions, e.confidence, e.person, e.org, e.place
                )
            out.append(e)
        return tuple(out)

    # people -------------------------------------------------------------------------------------------------------

    def _make_people(self, text: str, sentences: Sequence[Sentence], found: list[Found]) -> list[Entity]:
        if not found:
            return []
        readings = []
        for f in found:
            tokens = sentences[f.sentence].tokens[f.first : f.last]
            readings.append(self._people.read([t.text for t in tokens], [t.feats for t in tokens], _spaces(tokens)))
        out = []
        for someone in people_merge.merge(readings):
            mentions = tuple(_mention(text, sentences, found[i], r.normal) for i, r in someone.members)
            person = Person(someone.first, someone.middle, someone.last, someone.gender)
            out.append(_entity("PER", _person_name(someone), mentions, person=person))
        return out

    # organizations ------------------------------------------------------------------------------------------------

    def _make_orgs(self, text: str, sentences: Sequence[Sentence], found: list[Found]) -> list[Entity]:
        if not found:
            return []
        found.sort(key=lambda f: (f.sentence, f.first))
        readings: list[OrgReading | None] = []
        aliases: dict[int, str] = {}
        for i, f in enumerate(found):
            readings.append(self._read_org(sentences, f))
            if alias := _alias(sentences[f.sentence].tokens, f.last):
                aliases[i] = alias
        out = []
        for body in orgs_merge.merge(readings, aliases):
            normals: dict[str, int] = {}
            for _, r in body.members:
                normals[r.normal] = normals.get(r.normal, 0) + 1
            mentions = tuple(_mention(text, sentences, found[i], _supported(r, normals)) for i, r in body.members)
            name, org = _org(body, normals)
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
            tuple(_spaces(tokens)),
            tuple([t.lemma for t in tokens]),
            fixed,
        )

    # places -------------------------------------------------------------------------------------------------------

    def _make_places(
        self, text: str, sentences: Sequence[Sentence], by_kind: dict[str, list[Found]], home_region: str | None
    ) -> list[Entity]:
        """Places; what the lexicon knows for an international body (ЕС, НАТО) goes over to the organizations."""
        groups: dict[str, list[tuple[Found, PlaceName, str]]] = {}
        names: list[PlaceName] = []
        places = self._places
        for whole in by_kind["LOC"]:
            tokens = sentences[whole.sentence].tokens
            own = whole.source == entities_own.SOURCE
            name = _place_name(tokens, whole)
            parts = ((0, len(name.words)),) if own else places.parts(name)
            for first, last in parts:
                f = whole
                if len(parts) > 1:
                    f = whole._replace(
                        first=whole.first + first, last=whole.first + last, source=whole.source + "+parts"
                    )
                    name = _place_name(tokens, f)
                normal = places.normal(name.words, name.lemmas, name.pos, name.feats)
                key = key_of(normal)
                if not own and self._orgs.is_international(key):
                    by_kind["ORG"].append(f._replace(kind="ORG", source=f.source + "+lexicon"))
                    continue
                if key not in groups:
                    groups[key] = []
                    names.append(name)
                groups[key].append((f, name, normal))
        if not names:
            return []
        linked = places.link(names, home_region=home_region, context=self._territories(sentences, by_kind["ORG"]))
        org_names = self._names_of(sentences, by_kind["ORG"])
        merged: dict[object, tuple[Place | None, list[tuple[Found, str]]]] = {}
        for (key, members), place in zip(groups.items(), linked, strict=True):
            if (
                place is None and key in org_names and members[0][0].source != entities_own.SOURCE
            ):  # one name is one thing in a document
                by_kind["ORG"] += [f._replace(kind="ORG", source=f.source + "+document") for f, _, _ in members]
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
            found.sort(key=lambda m: (m[0].sentence, m[0].first))
            mentions = tuple(_mention(text, sentences, f, n) for f, n in found)
            out.append(_entity("LOC", title, mentions, place=place))
        return out

    def _territories(self, sentences: Sequence[Sentence], found: list[Found]) -> list[Place]:
        """The places inside the names of organizations, each once."""
        out: dict[str, Place] = {}
        for f in found:
            place = self._read_org(sentences, f).place
            if place is not None:
                out.setdefault(place.name, place)
        return list(out.values())

    @staticmethod
    def _names_of(sentences: Sequence[Sentence], found: list[Found]) -> frozenset[str]:
        """The keys of the lemmas of one-word names."""
        return frozenset(key_of(sentences[f.sentence].tokens[f.first].lemma) for f in found if f.last - f.first == 1)


def _place_name(tokens: Sequence[Token], f: Found) -> PlaceName:
    inside = tokens[f.first : f.last]
    return PlaceName(
        tuple([t.text for t in inside]),
        tuple([t.lemma for t in inside]),
        tuple([t.pos for t in inside]),
        tuple([t.feats for t in inside]),
        tuple([t.lemma for t in tokens[max(0, f.first - 4) : f.first]]),
        tuple([t.lemma for t in tokens[f.last : f.last + 4]]),
    )


def _spaces(tokens: Sequence[Token]) -> list[bool]:
    out = [False]
    for i in range(1, len(tokens)):
        out.append(tokens[i - 1].end < tokens[i].start)
    return out


def _mention(text: str, sentences: Sequence[Sentence], f: Found, normal: str) -> Mention:
    tokens = sentences[f.sentence].tokens
    start, end = tokens[f.first].start, tokens[f.last - 1].end
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


def _alias(tokens: Sequence[Token], at: int) -> str | None:
    """The short name in brackets after a name: "(РЭУ)", "(далее — Фонд)"."""
    if at + 2 >= len(tokens) or tokens[at].text != "(":
        return None
    end = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].text == ")"), None)
    if end is None:
        return None
    words = [t.text for t in tokens[at + 1 : end] if t.text[:1].isalnum() and t.text.lower() != "далее"]
    if len(words) == 1 and (words[0].isupper() or tokens[at + 1].text.lower() == "далее") and len(words[0]) > 1:
        return key_of(words[0])
    return None


def _supported(r: OrgReading, normals: dict[str, int]) -> str:
    """Of the nominatives that an unknown name may have, the one that the document has most."""
    if len(r.alternatives) < 2:
        return r.normal
    others = {a: normals.get(a, 0) - (a == r.normal) for a in r.alternatives}
    best = max(r.alternatives, key=lambda a: others[a])
    return best if others[best] > others.get(r.normal, 0) else r.normal


def _org_of_one(r: OrgReading) -> tuple[str, Org]:
    known = r.bodies[0] if len(r.bodies) == 1 else None
    full_name = r.name if r.name != r.acronym else known.full_name if known else None
    return r.name, Org(r.acronym or (known.acronym if known else None), full_name, r.territory, r.sector)


def _org(body: orgs_merge.Body, normals: dict[str, int]) -> tuple[str, Org]:
    if len(body.members) == 1:
        return _org_of_one(body.members[0][1])
    readings = [r for _, r in body.members]
    named = [r for r in readings if not r.generic] or readings
    fullest = max(named, key=lambda r: (len(r.name), normals[r.normal]))
    acronym = next((r.acronym for r in readings if r.acronym), None)
    known = next((r.bodies[0] for r in readings if len(r.bodies) == 1), None)
    name = fullest.name
    full_name = name if name != acronym else known.full_name if known else None
    if acronym is None and known is not None:
        acronym = known.acronym
    territory = next((r.territory for r in (fullest, *readings) if r.territory), None)
    return name, Org(acronym, full_name, territory, next((r.sector for r in (fullest, *readings) if r.sector), None))
