"""One sentence as the rules of roles see it: its tokens, its mentions, its post phrases."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from ruanalyze.roles.parts import Place, agree, gram, shows
from ruanalyze.roles.posts import Head
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from ruanalyze.doc import Entity, Mention, Sentence
    from ruanalyze.roles.parts import Phrase
    from ruanalyze.roles.posts import Posts

__all__ = ["Scene"]


class Scene:
    """A sentence with its mentions as tokens and the indices of words that may head a post."""

    __slots__ = (
        "_cases",
        "_ends",
        "heads",
        "inside",
        "mentions",
        "named",
        "number",
        "persons",
        "phrases",
        "places",
        "posts",
        "sentence",
        "tagged",
        "tokens",
        "unknown",
        "verbs",
    )

    inside: set[int]  # the tokens of mentions
    persons: list[Place]
    places: dict[int, Place]  # first token -> mention
    _ends: dict[int, Place]  # token after a person's mention -> the mention

    def __init__(
        self,
        number: int,
        sentence: Sentence,
        posts: Posts,
        heads: list[int],
        verbs: list[int],
        mentions: list[tuple[Entity, Mention]],
        named: bool,
    ) -> None:
        self.number = number
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.posts = posts
        self.heads = heads
        self.verbs = verbs  # that say that somebody succeeds somebody
        self.mentions = mentions
        self.named = named  # whether a person is
        self._cases: dict[int, set[str]] = {}  # first token of a name -> the cases of its tokens
        self.unknown: dict[int, Head] = {}
        self.tagged: list[range] = []  # the tagger's POST spans
        self.phrases: list[Phrase] = []
        if heads:
            self._place()

    def __getattr__(self, name: str) -> Any:
        """Place the mentions on their tokens when first asked for them: a sentence without a post may never be."""
        if name not in _PLACED:
            raise AttributeError(name)
        self._place()
        return getattr(self, name)

    def _place(self) -> None:
        places: dict[int, Place] = {}
        ends: dict[int, Place] = {}
        persons: list[Place] = []
        inside: set[int] = set()
        self.places, self._ends, self.persons, self.inside = places, ends, persons, inside
        if not self.mentions:
            return
        starts = list(map(_start, self.tokens))
        for entity, mention in self.mentions:
            first = bisect_left(starts, mention.start)
            last = bisect_left(starts, mention.end, first)
            if first < last:
                places[first] = place = Place(entity, mention, first, last)
                inside.update(range(first, last))
                if entity.kind == "PER":
                    persons.append(place)
                    ends[last] = place
        if len(persons) > 1:
            persons.sort(key=_first)

    def add_tagged(self, first: int, last: int) -> None:
        """Take in a tagger's POST span; its first noun is a head when the span holds none that is known."""
        self.tagged.append(range(first, last))
        at = bisect_left(self.heads, first)
        if at < len(self.heads) and self.heads[at] < last:
            return
        for i in range(first, min(last, len(self.tokens))):
            token = self.tokens[i]
            if token.pos == "NOUN" and "=Anim" in token.feats and token.lemma not in _TITLES and i not in self.inside:
                self.unknown[i] = Head(token.lemma, "misc", "other", "no")
                insort(self.heads, i)
                return

    def in_post(self, i: int) -> bool:
        """Whether the tagger takes token `i` for part of a post."""
        return any(i in span for span in self.tagged)

    def near(self, i: int) -> list[Place]:
        """The persons around token `i`, in their order: no rule looks past so many names."""
        if len(self.persons) <= _NEAR:
            return self.persons
        at = bisect_left(self.persons, i, key=_first)
        return self.persons[max(0, at - _NEAR) : at + _NEAR]

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
            if head is None and token.pos != "NOUN" and token.lemma not in _FILLING and not token.text[0].isdigit():
                break
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

    def regions(self, j: int) -> int:
        """The token after "в России, на Украине и в Казахстане" at `j`, else `j`."""
        tokens = self.tokens
        while j + 1 < len(tokens):
            k = j + 1 if tokens[j].text in (",", "и") else j
            k += tokens[k].text in ("в", "во", "на")
            place = self.places.get(k)
            if k == j or place is None or place.entity.kind != "LOC":
                break
            j = place.last
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


_PLACED: Final = frozenset(("inside", "persons", "places", "_ends"))
_start: Final = attrgetter("start")
_first: Final = attrgetter("first")
_NEAR: Final = 8
_BRACKET: Final = 24  # tokens of the longest bracket after a name: birth, death, the name in its own writing
_TITLES: Final = word_set("господин госпожа г-н г-жа товарищ г тов мистер миссис мисс мадам сэр полный запас отставка")
_FILLING: Final = _TITLES | {",", ".", "-"}
