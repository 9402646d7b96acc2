"""From sentences and entities to the scenes in which somebody is named or a post is spoken of."""

from __future__ import annotations

from bisect import bisect_right
from itertools import compress, count
from typing import TYPE_CHECKING, Final

from ruanalyze.roles.parts import Place
from ruanalyze.roles.posts import SUCCEEDS
from ruanalyze.roles.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Mention, Sentence, Token
    from ruanalyze.roles.posts import Posts
    from ruanalyze.tagging.tagger import TagSpan

__all__ = ["main_person", "scenes"]


def main_person(people: Sequence[Entity]) -> Place | None:
    """The first mention of the person whom twice as many mentions of people go to as to anybody else."""
    if not people:
        return None
    counts = [len(e.mentions) for e in people]
    most = max(counts)
    person = people[counts.index(most)]
    if len(people) > 1:
        counts.remove(most)
        if max(counts) * 2 > most:
            return None
    return Place(person, person.mentions[0], 0, 0)


def scenes(
    sentences: Sequence[Sentence],
    people: Sequence[Entity],
    others: Sequence[Entity],
    posts: Posts,
    spans: Sequence[Sequence[TagSpan]],
    lemmas: Sequence[Sequence[str]],
) -> list[Scene]:
    """The scenes of a document, mentions in place; POST spans of the tagger add heads that the lexicon lacks.

    A sentence that names nobody and speaks of no post makes no scene: most of a text is passed over at one look-up a
    token.
    """
    starts = [s.start for s in sentences]
    names = _by_sentence(starts, people)
    bodies = _by_sentence(starts, others)
    tagged = any(spans)
    flags_of = posts.flags.__getitem__
    made = []
    last = 0
    for number, sentence in enumerate(sentences):
        named = names.get(number)
        if named is not None:
            last = number
        elif tagged and number > last + _NEAR and not any(span.kind == "POST" for span in spans[number]):
            continue  # apart from all names
        tokens = sentence.tokens
        flags = list(map(flags_of, lemmas[number]))
        heads, verbs = _heads(tokens, flags, posts, named is not None) if any(flags) else ([], [])
        if not heads and named is None:
            continue
        scene = Scene(
            number, sentence, posts, heads, verbs, [*(named or ()), *bodies.get(number, ())], named is not None
        )
        for span in spans[number] if tagged else ():
            if span.kind == "POST":
                scene.add_tagged(span.first, span.last)
        made.append(scene)
    return made


def _heads(tokens: Sequence[Token], flags: list[int], posts: Posts, named: bool) -> tuple[list[int], list[int]]:
    """The tokens that may head a post, and the verbs of succeeding somebody.

    Where nobody is named, words that only a name beside them makes a post are left out.
    """
    heads, verbs = [], []
    for i in compress(count(), flags):
        flag = flags[i]
        if flag == SUCCEEDS:
            verbs.append(i)
        elif named:
            heads.append(i)
        else:
            token = tokens[i]
            head = posts.heads[token.lemma]
            if (head is None or head.kind != "label") and "Number=Plur" not in token.feats:
                heads.append(i)
    return heads, verbs


_NEAR: Final = 3  # sentences after a name that may still be about who has it, or come before the first


def _by_sentence(starts: list[int], entities: Sequence[Entity]) -> dict[int, list[tuple[Entity, Mention]]]:
    """The mentions of entities by the number of their sentence."""
    mentions: dict[int, list[tuple[Entity, Mention]]] = {}
    for entity in entities:
        for mention in entity.mentions:
            at = bisect_right(starts, mention.start) - 1
            if at in mentions:
                mentions[at].append((entity, mention))
            else:
                mentions[at] = [(entity, mention)]
    return mentions
