"""Roles: who holds which post, of which body, where, and whether still."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze import posts as lexicon
from ruanalyze.doc import Role, Span
from ruanalyze.roles_office import office
from ruanalyze.roles_phrase import Phrase, Place, Reader, agree, gram
from ruanalyze.roles_where import Surroundings
from ruanalyze.roles_verbs import Statement, is_lead, lead_statement, leads, left_office, statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Entity, Level, RoleStatus, Sentence, Token
    from ruanalyze.morph import Morph
    from ruanalyze.places import Places
    from ruanalyze.tagger import TagSpan

__all__ = ["RoleFinder"]


class Found(NamedTuple):
    """A post phrase and the person it was given to, before roles of one person are merged."""

    phrase: Phrase
    person: Place
    rule: str
    confidence: float
    status: RoleStatus | None = None


class _Scene:
    """One sentence as the rules see it."""

    __slots__ = ("heads", "inside", "number", "persons", "phrases", "places", "sentence", "tokens")

    def __init__(self, number: int, sentence: Sentence) -> None:
        self.number = number
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.places: dict[int, Place] = {}
        self.inside: set[int] = set()
        self.persons: list[Place] = []
        self.heads: list[int] = []
        self.phrases: list[Phrase] = []


class RoleFinder:
    """Finds the roles that a document states. Made once; thread-safe and picklable."""

    def __init__(self, morph: Morph, places: Places | None = None) -> None:
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
    ) -> tuple[Role, ...]:
        """The roles of a document, in the order of their evidence.

        sentences: with tokens that have lemma, pos and feats; entities: the document's; spans: the tagger's, a list a
        sentence, of which POST spans are extra evidence.
        """
        if not any(e.kind == "PER" for e in entities):
            return ()
        scenes = self._scenes(sentences, entities)
        found: list[Found] = []
        topic: Place | None = None  # who was spoken of last
        for scene in scenes:
            if scene.heads:
                self._read(scene)
                found += self._link(scene, topic)
            topic = self._topic(scene) or topic
        found += self._recalled(scenes, found)
        return self._roles(text, entities, scenes, found)

    def _scenes(self, sentences: Sequence[Sentence], entities: tuple[Entity, ...]) -> list[_Scene]:
        heads = self._posts.heads
        scenes = []
        for number, sentence in enumerate(sentences):
            scene = _Scene(number, sentence)
            scene.heads = [i for i, token in enumerate(sentence.tokens) if heads[token.lemma] is not None or is_lead(token.lemma) or token.lemma in _PARTICIPLES]
            scenes.append(scene)
        starts = [s.start for s in sentences]
        for entity in entities:
            for mention in entity.mentions:
                at = bisect_left(starts, mention.start + 1) - 1
                if at < 0:
                    continue
                scene = scenes[at]
                first = bisect_left(scene.tokens, mention.start, key=_start)
                last = bisect_left(scene.tokens, mention.end, key=_start)
                if first >= last:
                    continue
                place = Place(entity, mention, first, last)
                scene.places[first] = place
                scene.inside.update(range(first, last))
                if entity.kind == "PER":
                    scene.persons.append(place)
        for scene in scenes:
            scene.persons.sort(key=_first)
        return scenes

    def _read(self, scene: _Scene) -> None:
        """The phrases of a sentence; a head inside another phrase's complement stays with it."""
        reader = Reader(self._posts, scene.number, scene.sentence, scene.places, scene.inside)
        heads = self._posts.heads
        done = -1
        for index in scene.heads:
            if index < done or (index in scene.inside and not self._loose(scene, index)):
                continue
            head = heads[scene.tokens[index].lemma]
            if head is None:
                head = heads[_PARTICIPLES.get(scene.tokens[index].text.lower()[:-2], "")]
            if head is None:
                name = leads(scene.tokens, index)
                led = name and reader.led(index, heads[name])
                if led:
                    scene.phrases.append(led)
                    done = led.end
                continue
            if not reader.heads(index, head):
                continue
            phrase = reader.read(index, head)
            if phrase is None:
                continue
            if head.weak and phrase.end not in scene.places:
                continue
            scene.phrases.append(phrase)
            done = phrase.end

    def _loose(self, scene: _Scene, index: int) -> bool:
        """Whether the mention that holds the head at `index` is a mistake for the head itself; it is then left out."""
        place = scene.places.get(index)
        if place is None or place.entity.kind != "ORG" or place.last > index + 1:
            return False
        del scene.places[index]
        scene.inside.discard(index)
        return True

    # Who: each rule answers with a Place of a person or abstains.

    def _topic(self, scene: _Scene) -> Place | None:
        """The person that the sentence is about: its first one in the nominative, else its first one."""
        for person in scene.persons:
            if self._agrees(scene, "Nom", person):
                return person
        return scene.persons[0] if scene.persons else None

    def _link(self, scene: _Scene, topic: Place | None) -> list[Found]:
        found: list[Found] = []
        linked: dict[int, list[Found]] = {}
        for phrase in scene.phrases:
            if phrase.led:
                answers = self._leading(scene, phrase, topic)
            else:
                answers = self._after(scene, phrase) or self._before(scene, phrase) or self._stated(scene, phrase, topic)
            if answers:
                linked[phrase.left] = answers
                found += answers
        found += self._coordinated(scene, linked)
        return found

    def _after(self, scene: _Scene, phrase: Phrase) -> list[Found]:
        """ "губернатор Валерий Радаев", "депутаты Госдумы Иванов и Петров", "советник президента Путина"."""
        j = self._skip_fillers(scene, phrase.end, phrase.case)
        person = scene.places.get(j)
        if person is None and phrase.head.kind in ("chief", "exec", "staff", "deputy", "lead", "sport"):
            person = scene.places.get(self._skip_place(scene, j))
            if person is not None and (not phrase.case or not self._agrees(scene, phrase.case, person)):
                return []
        if person is None and phrase.number == "Plur" and j < len(scene.tokens) and scene.tokens[j].text in (":", "—", "–", "-"):
            person = scene.places.get(j + 1)
            if person is None or person.entity.kind != "PER" or not self._agrees(scene, phrase.case, person):
                return []
        if person is None or person.entity.kind != "PER":
            return []
        if self._fits(scene, phrase, person):
            people = [person]
            if phrase.number == "Plur":
                people = self._list(scene, person)
            return [Found(phrase, p, "post before name", 0.95) for p in people]
        for inner in reversed(phrase.inner):
            if self._agrees(scene, inner.case, person):
                found = [Found(inner, person, "post before name", 0.85)]
                j = self._skip_fillers(scene, person.last, phrase.case)
                other = scene.places.get(j)
                if other is not None and other.entity.kind == "PER" and self._agrees(scene, phrase.case, other):
                    found.append(Found(phrase, other, "post before name", 0.9))
                else:
                    found += self._before(scene, phrase)
                return found
        return []

    def _before(self, scene: _Scene, phrase: Phrase) -> list[Found]:
        """ "Валерий Радаев, губернатор", "Иванов — депутат", "Петров (министр)"."""
        tokens = scene.tokens
        i = phrase.left - 1
        if i < 1:
            return []
        mark = tokens[i].text
        if phrase.end >= len(tokens) - 1 and phrase.case == "Nom" and tokens[phrase.left].text[0].isupper():
            signed = self._ending(scene, i)
            if signed is not None and signed.first == 0:
                return [Found(phrase, signed, "signature", 0.8)]
        if mark not in _MARKS:
            return []
        person = self._ending(scene, i - 1) or (self._beyond(scene, i - 1, phrase.case) if mark == "," else None)
        if person is None:
            return []
        if mark == ",":
            if not self._agrees(scene, phrase.case, person):
                return []
            rule = "post after comma"
        elif mark == "(":
            rule = "post in brackets"
        else:
            if phrase.case not in ("Nom", ""):
                return []
            rule = "post after dash"
        return [Found(phrase, person, rule, 0.85)]

    def _stated(self, scene: _Scene, phrase: Phrase, topic: Place | None) -> list[Found]:
        """ "назначен на должность министра", "был мэром", "покинул пост губернатора"."""
        said = statement(scene.tokens, phrase, scene.inside)
        if said is None:
            return []
        person = self._whom(scene, phrase, said, topic)
        if person is None:
            return []
        people = self._list(scene, person) if phrase.number == "Plur" and person in scene.persons else [person]
        return [Found(phrase, p, said.rule, 0.8, said.status) for p in people]

    def _leading(self, scene: _Scene, phrase: Phrase, topic: Place | None) -> list[Found]:
        """ "возглавил управление", "руководит областью"."""
        said = lead_statement(scene.tokens, phrase)
        person = self._whom(scene, phrase, said, topic)
        return [Found(phrase, person, said.rule, 0.8, said.status)] if person is not None else []

    def _whom(self, scene: _Scene, phrase: Phrase, said: Statement, topic: Place | None) -> Place | None:
        """The person that a statement is about."""
        tokens = scene.tokens
        if said.about == "object":
            after = [p for p in scene.persons if p.first > said.verb and p.first <= phrase.end + 4]
            for person in after:
                if self._agrees(scene, "Acc", person) and not (person.last == phrase.left and False):
                    return person
            before = [p for p in scene.persons if p.last <= said.verb and said.verb - p.last < 8]
            for person in reversed(before):
                if self._agrees(scene, "Acc", person) and not self._agrees(scene, "Nom", person):
                    return person
            return None
        # A participle or "который" after a comma goes back to the name before the comma.
        for k in range(said.verb, max(said.verb - 6, 0), -1):
            if tokens[k].text == "," and k:
                relative = tokens[k + 1].lemma == "который" or gram(tokens[said.verb].feats).case
                if relative:
                    person = self._ending(scene, k - 1)
                    if person is not None:
                        return person
                break
        case = gram(tokens[said.verb].feats).case
        if case and "VerbForm=Part" in tokens[said.verb].feats:  # "занимающая пост премьер-министра Тереза Мэй"
            person = scene.places.get(self._skip_fillers(scene, phrase.end, case))
            if person is not None and person.entity.kind == "PER" and self._agrees(scene, case, person):
                return person
        before = [p for p in scene.persons if p.last <= min(said.verb, phrase.left)]
        after = [p for p in scene.persons if p.first >= said.verb and p.first - max(said.verb, phrase.end) < 8]
        groups = (after, before[::-1]) if said.verb >= phrase.end else (before[::-1], after)
        for person in (*groups[0], *groups[1]):
            between = tokens[person.last : said.verb]
            if self._agrees(scene, "Nom", person) and not any(_breaks(t, person) for t in between):
                return person
        subject = tokens[max(0, said.verb - 7) : said.verb]
        if any(t.pos in ("NOUN", "PROPN") and gram(t.feats).case == "Nom" for t in subject):
            return None
        if topic is not None and self._same_gender(tokens[said.verb], topic):
            return topic
        return None

    def _same_gender(self, verb: Token, person: Place) -> bool:
        gender = gram(verb.feats).gender
        if gram(verb.feats).number == "Plur":
            return False
        known = person.entity.person.gender if person.entity.person is not None else None
        return not gender or known is None or gender == {"masc": "Masc", "femn": "Fem"}[known]

    def _beyond(self, scene: _Scene, i: int, case: str) -> Place | None:
        """The person before one more apposition: "Броде, известном борце с ксенофобией, члене палаты"."""
        tokens = scene.tokens
        for k in range(i, max(i - 9, 1), -1):
            if tokens[k].text == ",":
                person = self._ending(scene, k - 1)
                first = gram(tokens[k + 1].feats)
                return person if person is not None and first.case in (case, "") and tokens[k + 1].pos != "ADP" else None
            if tokens[k].pos in ("VERB", "AUX", "CCONJ", "SCONJ") or tokens[k].lemma == "который":
                return None
            if k in scene.inside and any(p.first <= k < p.last for p in scene.persons):
                return None
        return None

    def _coordinated(self, scene: _Scene, linked: dict[int, list[Found]]) -> list[Found]:
        """ "депутат Госдумы, лидер ЛДПР Владимир Жириновский": neighbours in one case share the person."""
        found: list[Found] = []
        phrases = scene.phrases
        for k in range(len(phrases) - 2, -1, -1):
            one, two = phrases[k], phrases[k + 1]
            if one.left in linked or two.left not in linked or not self._neighbours(scene, one, two):
                continue
            answers = [
                Found(one, f.person, "posts in a row", 0.8)
                for f in linked[two.left]
                if f.phrase is two and f.rule in ("post before name", "posts in a row")
            ]
            if answers:
                if not (one.tail or one.bodies or one.areas or one.quoted) and one.head.kind not in ("rank", "art"):
                    one.bodies, one.areas = two.bodies, two.areas  # "глава и совладелец ЛУКОЙЛа"
                linked[one.left] = answers
                found += answers
        for one, two in zip(phrases, phrases[1:], strict=False):
            if two.left in linked or one.left not in linked or not self._neighbours(scene, one, two):
                continue
            answers = [
                Found(two, f.person, "posts in a row", 0.8, f.status)
                for f in linked[one.left]
                if f.phrase is one and f.rule not in ("post before name",)
            ]
            if answers:
                linked[two.left] = answers
                found += answers
        return found

    def _neighbours(self, scene: _Scene, one: Phrase, two: Phrase) -> bool:
        if one.number != two.number and one.number and two.number:
            return False
        if one.case != two.case and one.case and two.case:
            return False
        between = scene.tokens[one.end : two.left]
        if len(between) > 1:
            return all(t.lemma in _LINKS for t in between) or self._skip_place(scene, one.end, two.left) == two.left
        return not between or between[0].text in (",", "и", "-", "–", "—")

    def _ending(self, scene: _Scene, i: int) -> Place | None:
        """The person whose mention ends at token `i`, a short bracket or an age after the name aside."""
        tokens = scene.tokens
        for person in scene.persons:
            if person.last == i + 1:
                return person
        if tokens[i].text == ")":
            for k in range(i - 1, max(i - 6, 0), -1):
                if tokens[k].text == "(":
                    i = k - 1
                    break
        for person in scene.persons:
            if person.last == i + 1:
                return person
        return None

    def _skip_place(self, scene: _Scene, j: int, stop: int = -1) -> int:
        """The person (or the token `stop`) after "на переговорах", "в прошлом сезоне" at `j`, else `j`."""
        tokens = scene.tokens
        if j >= len(tokens) or tokens[j].lemma not in ("в", "во", "на"):
            return j
        for k in range(j + 1, min(j + 6, len(tokens))):
            place = scene.places.get(k)
            if k == stop or (place is not None and place.entity.kind == "PER"):
                return k
            if tokens[k].pos not in ("NOUN", "ADJ", "PROPN", "DET") or gram(tokens[k].feats).case not in ("Loc", "Gen"):
                return j
        return j

    def _skip_fillers(self, scene: _Scene, j: int, case: str) -> int:
        tokens, heads = scene.tokens, self._posts.heads
        n = len(tokens)
        while j < n and j not in scene.places:
            token = tokens[j]
            head = heads[token.lemma]
            if head is not None and head.kind in ("rank", "church") and gram(token.feats).case in (case, ""):
                j += 1
            elif token.lemma in _FILLERS or (token.pos == "ADJ" and gram(token.feats).case == case and token.text[0].isdigit()):
                j += 1
            elif token.text in (".", "-") and j and tokens[j - 1].lemma in ("г", "тов"):
                j += 1
            elif (
                head is None and token.pos == "NOUN" and "Anim" in token.feats and j + 1 in scene.places
                and gram(token.feats).case == case and scene.places[j + 1].entity.kind == "PER"
            ):
                j += 1  # "глава ФБР республиканец Джеймс Коми"
            else:
                break
        return j

    def _list(self, scene: _Scene, person: Place) -> list[Place]:
        """The persons of a list that starts with `person`: "Иванов, Петров (КПРФ) и Сидоров"."""
        tokens, people = scene.tokens, [person]
        while True:
            j = people[-1].last
            if j < len(tokens) and tokens[j].text == "(":
                close = next((k for k in range(j + 1, min(j + 7, len(tokens))) if tokens[k].text == ")"), None)
                j = close + 1 if close else j
            if j + 1 >= len(tokens) or tokens[j].text not in (",", "и", "или"):
                return people
            following = scene.places.get(j + 1)
            if following is None and tokens[j].text == "," and tokens[j + 1].text == "и":
                following = scene.places.get(j + 2)
            if following is None or following.entity.kind != "PER":
                return people
            people.append(following)

    def _fits(self, scene: _Scene, phrase: Phrase, person: Place) -> bool:
        """Whether a name after a post agrees with it; "главу офиса Зеленского" does not."""
        if phrase.case == "Acc" and phrase.tail and not phrase.bodies:
            cases = {gram(t.feats).case for t in scene.tokens[person.first : person.last]}
            if "Gen" in cases and "Acc" not in cases:
                return False
        return self._agrees(scene, phrase.case, person)

    def _agrees(self, scene: _Scene, case: str, person: Place) -> bool:
        cases = frozenset(c for t in scene.tokens[person.first : person.last] if (c := gram(t.feats).case))
        return agree(case, cases, person.mention.text == person.mention.normal)

    def _recalled(self, scenes: list[_Scene], found: list[Found]) -> list[Found]:
        """ "Певец скончался днём": a bare post that stands for the person named just before."""
        said = {(f.phrase.sentence, f.phrase.index) for f in found}
        kinds: dict[str, set[str]] = {}  # person -> kinds of the posts that were given to them
        held: set[str] = set()
        for f in found:
            kinds.setdefault(f.person.entity.id, set()).add(f.phrase.head.kind)
            held.add(f.phrase.head.name)
        main = _main_person(scenes)
        recalled: list[Found] = []
        recent: list[Place] = []
        for scene in scenes:
            for phrase in scene.phrases:
                if (scene.number, phrase.index) in said or phrase.head.name in held or not _bare(scene, phrase):
                    continue
                before = [p for p in scene.persons if p.last <= phrase.left]
                for person in [*before[::-1], *recent]:
                    if not _fits_gender(phrase, person):
                        continue
                    have = kinds.get(person.entity.id, set())
                    if phrase.head.kind in have or (not have and person.entity.id == main and phrase.head.kind in _KNOWN_BY):
                        held.add(phrase.head.name)
                        recalled.append(Found(phrase, person, "post for a name before", 0.6))
                        break
            recent = [*scene.persons[::-1], *recent][:4]
        return recalled

    # From links to roles.

    def _roles(self, text: str, entities: tuple[Entity, ...], scenes: list[_Scene], found: list[Found]) -> tuple[Role, ...]:
        around = Surroundings(entities, self._places)
        drafts = _merge([self._draft(text, scenes[f.phrase.sentence], f, around) for f in found])
        said = [d.territory for d in drafts if d.territory is not None]
        roles = []
        for d in drafts:
            body, territory = d.body, d.territory
            if territory is None and not d.phrase.own and (body is None or d.phrase.head.kind == "exec"):
                territory = around.implied(d.phrase, said)
            if body is None and territory is None and d.phrase.head.kind == "parl":
                body = around.parliament()
            level, official = office(d.phrase, body, territory)
            roles.append(
                Role(
                    d.person, d.phrase.name, body, territory, d.status, level, official, d.evidence, d.rule, d.confidence
                )
            )
        return tuple(sorted(roles, key=lambda r: (r.evidence.start or 0, r.post)))

    def _draft(self, text: str, scene: _Scene, f: Found, around: Surroundings) -> Draft:
        phrase, tokens = f.phrase, scene.tokens
        status = f.status or phrase.status
        if status is None and left_office(tokens, phrase, f.person, scene.persons):
            status = "former"
        body = phrase.bodies[0] if phrase.bodies else None
        territory = phrase.areas[0] if phrase.areas else None
        if territory is None and phrase.own:
            territory = around.of_adjectives(phrase.own)
        if territory is None and body is not None:
            territory = around.of_body(body)
        start, end = tokens[phrase.left].start, tokens[phrase.end - 1].end
        mention = f.person.mention
        if scene.sentence.start <= mention.start < scene.sentence.end:
            start, end = min(start, mention.start), max(end, mention.end)
        evidence = Span(start, end, text[start:end], f.rule, f.confidence)
        return Draft(f.person.entity, phrase, body, territory, status or "current", evidence, f.rule, f.confidence)


class Draft(NamedTuple):
    """A role before the document has filled in what it leaves out."""

    person: Entity
    phrase: Phrase
    body: Entity | None
    territory: Entity | None
    status: RoleStatus
    evidence: Span
    rule: str
    confidence: float


_STATUS: Final = ("former", "acting", "incoming", "current")


def _merge(drafts: list[Draft]) -> list[Draft]:
    """One draft a post of a person: the fullest, with the status that says most."""
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        known = groups.setdefault((draft.person.id, draft.phrase.name), [])
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
        if d.phrase.tail or d.body or d.territory or d.phrase.parts or d.phrase.noun
        or (d.person.id, d.phrase.head.name) not in full
    ]


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
    )


_LINKS: Final = frozenset(", и а ныне также теперь сейчас одновременно же по совместительство — - – он".split())
# Posts that are participles, for taggers that call them verbs: the form without its ending.
_PARTICIPLES: Final = {
    "управляющ": "управляющий",
    "заведующ": "заведующий",
    "командующ": "командующий",
    "управлять": "",
    "заведовать": "",
    "командовать": "",
    "": "",
}
_MARKS: Final = frozenset((",", "(", "—", "–", "-"))
_FILLERS: Final = frozenset(("господин", "госпожа", "г-н", "г-жа", "товарищ", "г", "тов", "мистер", "сэр", "полный", "запас", "отставка"))


_RECALLED: Final = frozenset(("art", "sport", "sci", "noble", "church", "biz", "civic"))
_VAGUE: Final = frozenset(
    """график стрелок автор соавтор ведущий ведущая исполнитель модель голова критик химик механик деятель кандидат капитан игрок
    владелец собственник доктор папа борец защитник арбитр оператор мастер постановщик активист волонтер волонтёр""".split()
)
_KNOWN_BY: Final = frozenset(("art", "sport", "noble", "church"))


def _main_person(scenes: list[_Scene]) -> str | None:
    """The person that most mentions of a document go to, when they are many enough."""
    counts: dict[str, int] = {}
    for scene in scenes:
        for person in scene.persons:
            counts[person.entity.id] = counts.get(person.entity.id, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda i: counts[i])
    return best if counts[best] * 2 >= sum(counts.values()) else None


def _breaks(token: Token, person: Place) -> bool:
    """Whether a token between a name and a verb shows that the name is not its subject."""
    if token.text in (";", "«", "»"):
        return True
    if token.lemma in ("он", "она") and token.pos == "PRON" and gram(token.feats).case == "Nom":
        known = person.entity.person.gender if person.entity.person is not None else None
        return known is not None and known != ("masc" if token.text.lower() == "он" else "femn")
    return False


def _bare(scene: _Scene, phrase: Phrase) -> bool:
    """Whether a post stands alone, in the singular, for somebody known: "Певец скончался", not "один из певцов"."""
    if phrase.head.kind not in _RECALLED or phrase.number != "Sing" or phrase.led or phrase.head.weak:
        return False
    if phrase.head.name in _VAGUE or phrase.parts:
        return False
    if phrase.tail or phrase.bodies or phrase.areas or phrase.quoted or phrase.inner or phrase.own or phrase.status:
        return False
    tokens = scene.tokens
    if any(not t.text[0].isdigit() for t in tokens[phrase.left : phrase.first]):
        return False
    if phrase.case == "Ins" and (phrase.left == 0 or tokens[phrase.left - 1].pos != "ADP"):
        return False
    after = tokens[phrase.end : phrase.end + 1]
    return not after or after[0].text not in ("-", "«", '"') and after[0].pos != "PROPN"


def _fits_gender(phrase: Phrase, person: Place) -> bool:
    known = person.entity.person.gender if person.entity.person is not None else None
    if lexicon.feminine(phrase.head.name):
        return known == "femn"
    return known != "femn" or phrase.head.kind not in ("art", "sport", "noble")


def _start(token: object) -> int:
    return token.start  # type: ignore[attr-defined,no-any-return]


def _first(place: Place) -> int:
    return place.first
