"""Roles: who holds which post, of which body, where, and whether still."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.doc import Role, Span
from ruanalyze.roles import posts as lexicon
from ruanalyze.roles.fate import left_office
from ruanalyze.roles.links import link
from ruanalyze.roles.office import body_kind, office
from ruanalyze.roles.phrase import Reader
from ruanalyze.roles.recall import recall
from ruanalyze.roles.scenes import main_person, scenes
from ruanalyze.roles.where import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, RoleStatus, Sentence
    from ruanalyze.morph.lemmas import Morph
    from ruanalyze.places.names import Places
    from ruanalyze.roles.parts import Found, Phrase
    from ruanalyze.roles.scene import Scene
    from ruanalyze.tagging.tagger import TagSpan

__all__ = ["RoleFinder"]


class RoleFinder:
    """Finds the roles that a document states. Made once; thread-safe and picklable."""

    def __init__(self, morph: Morph | None = None, places: Places | None = None) -> None:
        self._morph = morph
        self._places = places
        self._posts = lexicon.load()

    def __reduce__(self) -> tuple[object, ...]:
        return RoleFinder, (self._morph, self._places)

    def find(
        self,
        text: str,
        sentences: Sequence[Sentence],
        entities: tuple[Entity, ...],
        spans: Sequence[Sequence[TagSpan]] = (),
        lemmas: Sequence[Sequence[str]] = (),
    ) -> tuple[Role, ...]:
        """The roles of a document, in the order of their evidence.

        sentences: with tokens that have lemma, pos and feats; entities: the document's; spans: the tagger's, a list a
        sentence, of which POST spans are extra evidence; lemmas: those of the tokens, a list a sentence, when they are
        at hand.
        """
        people = [e for e in entities if e.kind == "PER"]
        if not people:
            return ()
        found: list[Found] = []
        before: Scene | None = None  # the last sentence that names somebody
        others = [e for e in entities if e.kind != "PER"]
        made = scenes(sentences, people, others, self._posts, spans, lemmas or list(map(_lemmas, sentences)))
        main = main_person(people)
        for scene in made:
            if scene.heads:
                Reader(scene).read()
                found += link(scene, before, main)
            if scene.named:
                before = scene
        found += recall(made, found, main, self._posts.leaders)
        found = [f for f in found if f.phrase.head.kind != "label" and not _joined(f.phrase)]
        return self._roles(text, entities, {scene.number: scene for scene in made}, found) if found else ()

    def _roles(
        self, text: str, entities: tuple[Entity, ...], made: dict[int, Scene], found: list[Found]
    ) -> tuple[Role, ...]:
        around = Surroundings(entities, self._places, self._posts.leaders)
        drafts = [self._draft(text, made[f.phrase.sentence], f, around) for f in found]
        drafts = _careers(_merge(drafts) if len(drafts) > 1 else drafts)
        said, held = [d.territory for d in drafts if d.territory is not None], _Held(drafts)
        roles = []
        for d in drafts:
            body, territory = d.body, d.territory
            if territory is None and not d.phrase.own and body is None:
                territory = held.same_post(d)
                if territory is None:
                    territory = around.implied(d.phrase, d.person, said, held.taken(d))
            if body is None and territory is None and d.phrase.head.kind == "parl":
                body = around.parliament(d.phrase.head.name, made[d.phrase.sentence].sentence)
            level, official = office(d.phrase, body, territory)
            roles.append(
                Role(
                    d.person,
                    d.post,
                    body,
                    territory,
                    d.status,
                    level,
                    official,
                    d.evidence,
                    d.rule,
                    d.confidence,
                )
            )
        return tuple(sorted(roles, key=lambda r: (r.evidence.start or 0, r.post)))

    def _draft(self, text: str, scene: Scene, f: Found, around: Surroundings) -> Draft:
        phrase, tokens, mention = f.phrase, scene.tokens, f.person.mention
        here = scene.sentence.start <= mention.start < scene.sentence.end
        status = f.status or phrase.status
        if phrase.status == "acting" and status != "former":
            status = "acting"
        fate = left_office(tokens, phrase, f.person, scene.near(f.person.first)) if status is None and here else ""
        if fate:
            status = "former"
        body = phrase.bodies[0] if phrase.bodies else _after_name(scene, f) if here else None
        territory = phrase.areas[0] if phrase.areas else None
        if territory is None and phrase.own:
            territory = around.of_adjectives(phrase.own)
        if territory is None and (body or phrase.within) is not None:
            territory = around.of_body(body or phrase.within)
        start, end = tokens[phrase.left].start, tokens[phrase.end - 1].end
        if here:
            start, end = min(start, mention.start), max(end, mention.end)
        evidence = Span(start, end, text[start:end], f.rule, f.confidence)
        return Draft(
            phrase.name,
            f.person.entity,
            phrase,
            body,
            territory,
            status or "current",
            evidence,
            f.rule,
            f.confidence,
            fate == "dead",
        )


def _lemmas(sentence: Sentence) -> list[str]:
    return [token.lemma for token in sentence.tokens]


def _after_name(scene: Scene, f: Found) -> Entity | None:
    """The body in a bracket after the name: "архиепископ Лонгин (РПЦ)"; a party of who is in office is no body."""
    place = scene.places.get(f.person.last + 1)
    if place is None or place.entity.kind != "ORG" or f.phrase.head.kind in ("exec", "parl") or f.phrase.areas:
        return None
    tokens, last = scene.tokens, place.last
    closed = tokens[f.person.last].text == "(" and last < len(tokens) and tokens[last].text == ")"
    return place.entity if closed else None


def _joined(phrase: Phrase) -> bool:
    """Whether somebody is no more than a member of a party, a club or a family: no post."""
    if phrase.head.name not in ("член", "членша"):
        return False
    names = " ".join([phrase.tail_words, *phrase.kindwords, *(b.name.lower() for b in phrase.bodies)])
    kind = body_kind(names)
    return kind in (None, "party", "civic") and not _COUNCIL.search(names)


# член жюри, член экипажа, член-корреспондент академии
_COUNCIL: Final = re.compile(
    r"совет|комисси|комитет|коллеги|палат|президиум|правлени|жюри|экипаж|академи|союз|штаб|бюро|суд\b"
)


class Draft(NamedTuple):
    """A role before the document has filled in what it leaves out."""

    post: str
    person: Entity
    phrase: Phrase
    body: Entity | None
    territory: Entity | None
    status: RoleStatus
    evidence: Span
    rule: str
    confidence: float
    dead: bool = False


class _Held:
    """Where the posts of a document are, by whom and by post."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._where: dict[tuple[str, str], Entity] = {}
        self._current: dict[str, list[tuple[Entity, Entity]]] = {}
        for d in drafts:
            if d.territory is not None:
                self._where.setdefault((d.person.id, d.phrase.head.name), d.territory)
                if d.status == "current":
                    self._current.setdefault(d.post, []).append((d.person, d.territory))

    def same_post(self, d: Draft) -> Entity | None:
        """Where the person's post of the same head is elsewhere in the text: the министр образования of Татарстан."""
        return self._where.get((d.person.id, d.phrase.head.name)) if d.phrase.head.kind == "exec" else None

    def taken(self, d: Draft) -> set[str]:
        """The ids of the places where somebody else has the same post."""
        held = self._current.get(d.post, ()) if d.status == "current" else ()
        return {territory.id for person, territory in held if person is not d.person}


_STATUS: Final = ("former", "acting", "incoming", "current")


def _merge(drafts: list[Draft]) -> list[Draft]:
    """One draft a post of a person: the fullest, with the status that says most."""
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        known = groups.setdefault((draft.person.id, draft.post), [])
        for i, other in enumerate(known):
            if _compatible(draft, other):
                known[i] = _join(other, draft)
                break
        else:
            known.append(draft)
    merged = [d for group in groups.values() for d in group]
    # A bare "министр" beside the same person's "министр обороны" says nothing new.
    full = {(d.person.id, d.phrase.head.name) for d in merged if d.phrase.tail or d.body or d.territory}
    return [
        d
        for d in merged
        if d.phrase.tail
        or d.body
        or d.territory
        or d.phrase.parts
        or d.phrase.noun
        or (d.person.id, d.phrase.head.name) not in full
    ]


def _careers(drafts: list[Draft]) -> list[Draft]:
    """What one post of a person says about the others: the dead hold none, a new post ends those told as history."""
    dead = {d.person.id for d in drafts if d.dead}
    rising = {d.person.id for d in drafts if d.status == "incoming"}
    held = {(d.person.id, d.territory.id) for d in drafts if d.territory is not None and d.phrase.head.kind == "exec"}
    held |= {(d.person.id, d.body.id) for d in drafts if d.body is not None and not d.phrase.led}
    careers = []
    for d in drafts:
        where = d.body or d.territory
        if d.phrase.led and where is not None and (d.person.id, where.id) in held:
            continue  # "руководит областью" beside "губернатор области"
        if d.status == "current" and (d.person.id in dead or (d.person.id in rising and d.rule in _TOLD)):
            d = d._replace(status="former")
        careers.append(d)
    return careers


# Rules that tell a career.
_TOLD: Final = frozenset(("verb of being", "verb of holding a post", "verb of becoming", "verb of leading"))


def _compatible(one: Draft, two: Draft) -> bool:
    """Whether two drafts of one post and person do not name different bodies or places."""
    if one.body is not None and two.body is not None and one.body.id != two.body.id:
        return False
    return one.territory is None or two.territory is None or one.territory.id == two.territory.id


def _join(one: Draft, two: Draft) -> Draft:
    status = min(one.status, two.status, key=_STATUS.index)
    return one._replace(
        body=one.body or two.body,
        territory=one.territory or two.territory,
        status=status,
        evidence=one.evidence if one.status == status else two.evidence,
        rule=one.rule if one.status == status else two.rule,
        confidence=max(one.confidence, two.confidence),
        dead=one.dead or two.dead,
    )
