"""One sentence as the rules of roles see it: its tokens, its mentions, its post phrases."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ruanalyze.posts import Head, words
from ruanalyze.roles_parts import Place, agree, gram, shows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Sentence
    from ruanalyze.posts import Posts
    from ruanalyze.roles_parts import Phrase
    from ruanalyze.tagger import TagSpan

__all__ = ["SUCCEED", "Scene", "main_person", "scenes"]


class Scene:
    """A sentence with its mentions as tokens and the indices of words that may head a post."""

    __slots__ = (
        "_cases",
        "_ends",
        "heads",
        "inside",
        "number",
        "persons",
        "phrases",
        "places",
        "posts",
        "sentence",
        "tagged",
        "tokens",
        "unknown",
    )

    def __init__(self, number: int, sentence: Sentence, posts: Posts) -> None:
        self.number = number
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.posts = posts
        candidate = posts.candidate
        self.heads = [i for i, token in enumerate(sentence.tokens) if candidate[token.lemma]]
        self._cases: dict[int, set[str]] = {}  # first token of a name -> the cases of its tokens
        self.unknown: dict[int, Head] = {}
        self.tagged: dict[int, int] = {}  # token of a tagger's POST span -> the span's end
        self.places: dict[int, Place] = {}  # first token -> mention
        self.inside: set[int] = set()
        self.persons: list[Place] = []
        self._ends: dict[int, Place] = {}  # token after a person's mention -> the mention
        self.phrases: list[Phrase] = []

    def add_tagged(self, first: int, last: int) -> None:
        """Take in a tagger's POST span; its first noun is a head when the span holds none that is known."""
        self.tagged.update(dict.fromkeys(range(first, last), last))
        if any(first <= i < last for i in self.heads):
            return
        for i in range(first, min(last, len(self.tokens))):
            token = self.tokens[i]
            if token.pos == "NOUN" and "=Anim" in token.feats and i not in self.inside and token.lemma not in _TITLES:
                self.unknown[i] = Head(token.lemma, "misc", "other", "no")
                insort(self.heads, i)
                return

    def add_person(self, place: Place) -> None:
        """Take in the mention of a person."""
        self.persons.append(place)
        self._ends[place.last] = place

    @property
    def verbs(self) -> list[int]:
        """The tokens that say that somebody succeeds somebody."""
        return [i for i, token in enumerate(self.tokens) if token.lemma in SUCCEED]

    def person_at(self, j: int) -> Place | None:
        """The person whose mention starts at token `j`."""
        place = self.places.get(j)
        return place if place is not None and place.entity.kind == "PER" else None

    def person_before(self, i: int) -> Place | None:
        """The person whose mention ends with token `i`, a bracket and a closing quote after the name aside."""
        person = self._ends.get(i + 1)
        if person is not None or i < 1:
            return person
        mark = self.tokens[i].text
        if mark == ")":
            for k in range(i - 1, max(i - _BRACKET, 0), -1):
                if self.tokens[k].text == "(":
                    return self.person_before(k - 1)
        return self._ends.get(i) if mark in ("'", "»", '"') else None

    def people_from(self, person: Place) -> list[Place]:
        """The list that starts with a person: "Иванов, Петров (КПРФ) и Сидоров"."""
        tokens, people = self.tokens, [person]
        while True:
            j = people[-1].last
            if j < len(tokens) and tokens[j].text == "(":
                close = next((k for k in range(j + 1, min(j + 7, len(tokens))) if tokens[k].text == ")"), None)
                j = close + 1 if close else j
            if j < len(tokens) and tokens[j].lemma == "из":
                j = self.origin(j)
            if j + 1 >= len(tokens) or tokens[j].text not in (",", "и", "или"):
                return people
            following = self.person_at(j + 1)
            if following is None and tokens[j].text == "," and tokens[j + 1].text == "и":
                following = self.person_at(j + 2)
            if following is None:
                return people
            people.append(following)

    def agrees(self, case: str, person: Place) -> bool:
        """Whether a name can stand in a case."""
        cases = self._cases.get(person.first)
        if cases is None:
            cases = {gram(t.feats).case for t in self.tokens[person.first : person.last]}
            cases.discard("")
            self._cases[person.first] = cases
        same = person.mention.text == person.mention.normal
        if agree(case, cases, same):
            return True
        # "лидером Янезом Янши": the tagger knew no case of the name; its ending tells.
        name = self.tokens[person.first : person.last]
        if same or case == "Nom":
            return False
        if "Nom" in cases:
            return any(shows(case, t.text) for t in name)
        return case in ("Dat", "Loc") and all(shows(case, t.text) for t in name)

    def fillers(self, j: int, case: str) -> int:
        """The token after what may stand between a post and a name: ranks, ages, "господин", "республиканец"."""
        tokens, heads = self.tokens, self.posts.heads
        while j < len(tokens) and j not in self.places:
            token = tokens[j]
            head = heads[token.lemma]
            own = gram(token.feats).case
            if (
                (head is not None and head.kind in ("rank", "church") and own in (case, ""))
                or token.lemma in _TITLES
                or (token.text[0].isdigit() and "-лет" in token.text)
                or (
                    token.text == "," and j + 2 < len(tokens) and "-лет" in tokens[j + 1].text and self.person_at(j + 2)
                )
                or (token.text in (".", "-") and j and tokens[j - 1].lemma in ("г", "тов"))
                or (
                    head is None
                    and token.pos == "NOUN"
                    and "=Anim" in token.feats
                    and own == case
                    and self.person_at(j + 1)
                )
            ):
                j += 1
            else:
                break
        return j

    def setting(self, j: int, stop: int = -1) -> int:
        """The person (or the token `stop`) after "на переговорах", "в прошлом сезоне" at `j`, else `j`."""
        tokens = self.tokens
        if j >= len(tokens) or tokens[j].lemma not in ("в", "во", "на"):
            return j
        for k in range(j + 1, min(j + 6, len(tokens))):
            if k == stop or self.person_at(k) is not None:
                return k
            if tokens[k].pos not in ("NOUN", "ADJ", "PROPN", "DET") or gram(tokens[k].feats).case not in ("Loc", "Gen"):
                return j
        return j

    def origin(self, j: int) -> int:
        """The token after "из Гонконга", "из штата Гавайи" at `j`, else `j`."""
        tokens = self.tokens
        for k in range(j + 1, min(j + 4, len(tokens))):
            place = self.places.get(k)
            if place is not None:
                return place.last if place.entity.kind != "PER" else j
            if tokens[k].pos not in ("ADJ", "NOUN") or gram(tokens[k].feats).case not in ("Gen", ""):
                return j
        return j

    def topic(self) -> Place | None:
        """The person that the sentence is about: its first one in the nominative, else its first one."""
        return next((p for p in self.persons if self.agrees("Nom", p)), self.persons[0] if self.persons else None)


SUCCEED: Final = frozenset(("сменить", "сменять", "заменить", "сменивший"))
_BRACKET: Final = 24  # tokens of the longest bracket after a name: birth, death, the name in its own writing
_TITLES: Final = words("господин госпожа г-н г-жа товарищ г тов мистер миссис мисс мадам сэр полный запас отставка")


def main_person(made: Sequence[Scene]) -> Place | None:
    """The first mention of the person whom most mentions of people go to: twice as many as to anybody else."""
    counts: dict[str, int] = {}
    first: dict[str, Place] = {}
    for scene in made:
        for person in scene.persons:
            counts[person.entity.id] = counts.get(person.entity.id, 0) + 1
            first.setdefault(person.entity.id, person)
    best = sorted(counts.values())[-2:]
    if not best or (len(best) == 2 and best[0] * 2 > best[1]):
        return None
    return first[max(counts, key=lambda i: counts[i])]


_start = attrgetter("start")
_first = attrgetter("first")


def scenes(
    sentences: Sequence[Sentence], entities: Sequence[Entity], posts: Posts, spans: Sequence[Sequence[TagSpan]] = ()
) -> list[Scene]:
    """The scenes of a document, mentions in place; POST spans of the tagger add heads that the lexicon lacks."""
    made = [Scene(number, sentence, posts) for number, sentence in enumerate(sentences)]
    starts = [s.start for s in sentences]
    for entity in entities:
        for mention in entity.mentions:
            at = bisect_left(starts, mention.start + 1) - 1
            if at < 0:
                continue
            scene = made[at]
            if entity.kind != "PER" and not scene.heads:
                continue  # nobody will ask
            first = bisect_left(scene.tokens, mention.start, key=_start)
            last = bisect_left(scene.tokens, mention.end, lo=first, key=_start)
            if first >= last:
                continue
            place = Place(entity, mention, first, last)
            scene.places[first] = place
            scene.inside.update(range(first, last))
            if entity.kind == "PER":
                scene.add_person(place)
    for scene, tagged in zip(made, spans, strict=False):
        for span in tagged:
            if span.kind == "POST":
                scene.add_tagged(span.first, span.last)
    for scene in made:
        if len(scene.persons) > 1:
            scene.persons.sort(key=_first)
    return made
