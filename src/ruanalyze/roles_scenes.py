"""From sentences and entities to the scenes in which somebody is named or a post is spoken of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ruanalyze.posts import SUCCEED
from ruanalyze.roles_parts import Place
from ruanalyze.roles_scene import Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Mention, Sentence, Token
    from ruanalyze.posts import Posts
    from ruanalyze.tagger import TagSpan

__all__ = ["main_person", "scenes"]

_start: Final = attrgetter("start")
_lemma: Final = attrgetter("lemma")
_first: Final = attrgetter("first")


def main_person(entities: Sequence[Entity]) -> Place | None:
    """The first mention of the person whom twice as many mentions of people go to as to anybody else."""
    people = sorted((e for e in entities if e.kind == "PER"), key=lambda e: -len(e.mentions))
    if not people or (len(people) > 1 and len(people[1].mentions) * 2 > len(people[0].mentions)):
        return None
    return Place(people[0], people[0].mentions[0], 0, 0)


def scenes(
    sentences: Sequence[Sentence], entities: Sequence[Entity], posts: Posts, spans: Sequence[Sequence[TagSpan]] = ()
) -> list[Scene]:
    """The scenes of a document, mentions in place; POST spans of the tagger add heads that the lexicon lacks.

    A sentence that names nobody and speaks of no post makes no scene: most of a text is passed over at one look-up a
    token.
    """
    starts = [s.start for s in sentences]
    people, others = _by_sentence(starts, entities)
    tagged = any(spans)
    made = []
    last = 0
    for number, sentence in enumerate(sentences):
        named = people.get(number)
        last = number if named is not None else last
        apart = number > last + _NEAR  # from all names
        if apart and tagged and not any(span.kind == "POST" for span in spans[number]):
            continue
        heads, verbs = _heads(sentence.tokens, posts, named is not None)
        if not heads and not named:
            continue
        scene = Scene(number, sentence, posts, heads, verbs)
        for entity, mention in (*named, *others.get(number, ())) if named else others.get(number, ()):
            _put(scene, entity, mention)
        if spans:
            for span in spans[number]:
                if span.kind == "POST":
                    scene.add_tagged(span.first, span.last)
        if len(scene.persons) > 1:
            scene.persons.sort(key=_first)
        if scene.heads or scene.persons:
            made.append(scene)
    return made


def _heads(tokens: Sequence[Token], posts: Posts, named: bool) -> tuple[list[int], list[int]]:
    """The tokens that may head a post, and the verbs of succeeding somebody.

    Where nobody is named, words that only a name beside them makes a post are left out.
    """
    flags = list(map(posts.candidate.__getitem__, map(_lemma, tokens)))
    if not any(flags):
        return [], []
    heads, verbs = [], []
    for i, flag in enumerate(flags):
        if not flag:
            continue
        token = tokens[i]
        if token.lemma in SUCCEED:
            verbs.append(i)
        elif named:
            heads.append(i)
        else:
            head = posts.heads[token.lemma]
            if (head is None or head.kind != "label") and "Number=Plur" not in token.feats:
                heads.append(i)
    return heads, verbs


_NEAR: Final = 3  # sentences after a name that may still be about who has it, or come before the first


_Mentions = dict[int, list[tuple["Entity", "Mention"]]]


def _by_sentence(starts: list[int], entities: Sequence[Entity]) -> tuple[_Mentions, _Mentions]:
    """The mentions of people and of everything else by the number of their sentence."""
    people: _Mentions = {}
    others: _Mentions = {}
    for entity in entities:
        side = people if entity.kind == "PER" else others
        for mention in entity.mentions:
            at = bisect_right(starts, mention.start) - 1
            if at >= 0:
                side.setdefault(at, []).append((entity, mention))
    return people, others


def _put(scene: Scene, entity: Entity, mention: Mention) -> None:
    """Place a mention on its tokens."""
    tokens = scene.tokens
    first = bisect_left(tokens, mention.start, key=_start)
    last = first
    while last < len(tokens) and tokens[last].start < mention.end:
        last += 1
    if first < last:
        place = Place(entity, mention, first, last)
        scene.places[first] = place
        scene.inside.update(range(first, last))
        if entity.kind == "PER":
            scene.add_person(place)
