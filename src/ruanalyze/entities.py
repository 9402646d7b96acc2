"""Entities: the tagger's spans as mentions with nominative names, merged into persons, organizations and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ruanalyze.doc import Entity, Mention, Org, Person
from ruanalyze.orgs import Orgs
from ruanalyze.people import NameReading, People
from ruanalyze.places import PlaceName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Place, Sentence, Token
    from ruanalyze.morph import Morph
    from ruanalyze.places import Places
    from ruanalyze.tagger import TagSpan

__all__ = ["EntityFinder"]


class Found(NamedTuple):
    """A mention before its name is known: which tokens of which sentence, and who said so."""

    kind: EntityKind
    sentence: int
    first: int
    last: int
    confidence: float | None
    source: str


class EntityFinder:
    """Makes the entities of a document of the tagger's spans. Thread-safe, picklable."""

    def __init__(self, morph: Morph, places: Places, own: object | None = None) -> None:
        self._morph, self._places, self._own = morph, places, own
        self._people = People(morph)
        self._orgs = Orgs(morph)

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
        found = [
            Found(span.kind, i, span.first, span.last, span.confidence, source)
            for i, some in enumerate(spans)
            for span in some
            if span.kind != "POST"
        ]
        clusters: dict[tuple[str, str], list[tuple[Found, Mention, object]]] = {}
        for f in found:
            tokens = sentences[f.sentence].tokens[f.first : f.last]
            if not tokens:
                continue
            normal, more = self._normal(f.kind, tokens)
            start, end = tokens[0].start, tokens[-1].end
            mention = Mention(start, end, text[start:end], normal, f.source, f.confidence)
            clusters.setdefault((f.kind, normal.casefold()), []).append((f, mention, more))
        counts = {"PER": 0, "ORG": 0, "LOC": 0}
        links = self._links(sentences, clusters, home_region)
        out = []
        ordered = sorted(clusters.items(), key=lambda kv: kv[1][0][1].start)
        for (kind, key), members in ordered:
            counts[kind] += 1
            mentions = tuple(sorted((m for _, m, _ in members), key=lambda m: m.start))
            f, mention, more = members[0]
            person = org = place = None
            name = mention.normal
            if isinstance(more, NameReading):
                person = Person(more.first, more.middle, more.last, more.gender)
                name = " ".join(x for x in (more.first, more.last) if x) or name
            elif kind == "ORG":
                org = Org()
            else:
                place = links.get(key)
                name = place.name if place else name
            confidences = [m.confidence for m in mentions if m.confidence is not None]
            best = max(confidences) if confidences else None
            out.append(Entity(f"{kind}{counts[kind]}", f.kind, name, mentions, best, person, org, place))
        return tuple(out)

    def _normal(self, kind: str, tokens: Sequence[Token]) -> tuple[str, object]:
        words = [t.text for t in tokens]
        feats = [t.feats for t in tokens]
        spaces = [False, *(a.end < b.start for a, b in zip(tokens, tokens[1:], strict=False))]
        if kind == "PER":
            readings = self._people.read(words, feats, spaces)
            return (readings[0].normal, readings[0]) if readings else (" ".join(words), None)
        if kind == "ORG":
            return self._orgs.read(words, [t.pos for t in tokens], feats, spaces).normal, None
        return self._places.normal(words, [t.lemma for t in tokens], [t.pos for t in tokens], feats), None

    def _links(
        self,
        sentences: Sequence[Sentence],
        clusters: dict[tuple[str, str], list[tuple[Found, Mention, object]]],
        home_region: str | None,
    ) -> dict[str, Place | None]:
        keys, names = [], []
        for (kind, key), members in clusters.items():
            if kind == "LOC":
                f = members[0][0]
                tokens = sentences[f.sentence].tokens
                inside = tokens[f.first : f.last]
                keys.append(key)
                names.append(
                    PlaceName(
                        tuple(t.text for t in inside),
                        tuple(t.lemma for t in inside),
                        tuple(t.pos for t in inside),
                        tuple(t.feats for t in inside),
                        tuple(t.lemma for t in tokens[max(0, f.first - 4) : f.first]),
                        tuple(t.lemma for t in tokens[f.last : f.last + 4]),
                    )
                )
        return dict(zip(keys, self._places.link(names, home_region=home_region), strict=True)) if names else {}
