"""The rules that give a post to a person; each is a named function that answers or abstains."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ruanalyze.roles.beside import after_name, bare_line, before_name, in_a_life, same_case
from ruanalyze.roles.parts import Found, gram
from ruanalyze.roles.verbs import CUES, lead_statement, statement
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Phrase, Place
    from ruanalyze.roles.scene import Scene
    from ruanalyze.roles.verbs import Statement

__all__ = ["link"]


def link(scene: Scene, before: Scene | None, main: Place | None = None) -> list[Found]:
    """What the rules find in one sentence; `before`: the last one that names somebody, `main`: whom most is said of."""
    linked: dict[int, list[Found]] = {}
    phrases = [p for p in scene.phrases if not _namesake(scene, p)]
    for phrase in phrases if scene.named else ():
        answers = [] if phrase.led else before_name(scene, phrase)
        if answers and phrase.left and scene.tokens[phrase.left - 1].lemma in CUES and answers[0].status is None:
            said = statement(scene.tokens, phrase)  # "назначил на пост министра Ивана Петрова"
            if said is not None and said.rule == "verb of succeeding":  # "сменит на посту министра Ивана Петрова"
                answers = [replace(f, status="former") for f in answers] + _stated(scene, phrase, before)
            elif said is not None:
                answers = [replace(f, status=said.status) for f in answers]
        if answers:
            linked[phrase.left] = answers
    if len(phrases) > 1:
        _row_before_name(scene, phrases, linked)
    for phrase in phrases:
        if phrase.left in linked:
            continue
        if phrase.led:
            answers = _leading(scene, phrase, before)
        else:
            answers = (
                after_name(scene, phrase, before)
                or _stated(scene, phrase, before)
                or in_a_life(scene, phrase, main)
                or bare_line(scene, phrase, before)
            )
        if answers:
            linked[phrase.left] = answers
    if len(phrases) > 1:
        _row_after_name(scene, phrases, linked)
    found = [f for answers in linked.values() for f in answers]
    return found + _replaced(scene, linked) if scene.verbs else found


def _replaced(scene: Scene, linked: dict[int, list[Found]]) -> list[Found]:
    """ "стал мэром, сменив на этом посту Петра Попова": the post that was named goes to the predecessor too."""
    found = []
    for k in scene.verbs:
        after = [t.lemma for t in scene.tokens[k + 1 : k + 6]]
        person = next((p for p in scene.near(k) if k < p.first <= k + 8), None)
        if person is None or not {"этот", "данный", "он"} & set(after) or not CUES & set(after):
            continue
        posts = [f for left, answers in linked.items() if left < k for f in answers[:1] if f.person is not person]
        said = [p for p in scene.phrases if p.end <= k] if not posts else [posts[-1].phrase]
        if said:
            found.append(Found(said[-1], person, "verb of succeeding", 0.7, "former"))
    return found


def _instead(scene: Scene, phrase: Phrase, found: list[Found]) -> list[Found]:
    """ "вместо Оливера Кана капитаном стал Баллак": who held the post before."""
    tokens = scene.tokens
    for person in scene.near(phrase.left):
        near = tokens[max(0, person.first - 4) : person.first]
        if any(t.lemma == "вместо" for t in near) and all(f.person is not person for f in found):
            return [Found(phrase, person, "instead of somebody", 0.7, "former")]
    return []


def _namesake(scene: Scene, phrase: Phrase) -> bool:
    """Whether something is named after who holds the post: "школа имени лётчика Талалихина"."""
    left = phrase.left
    if not left:
        return False
    if scene.tokens[left - 1].lemma == "имя":
        return left < 2 or scene.tokens[left - 2].text.lower() != "на"  # "заявление на имя министра Ивана Петрова"
    return scene.tokens[left - 1].lemma in _NAMED or (left > 1 and scene.tokens[left - 2].text == "им")


def _stated(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
    """ "назначен на должность министра", "был мэром", "покинул пост губернатора"."""
    said = statement(scene.tokens, phrase)
    if said is None:
        return []
    person = _whom(scene, phrase, said, before)
    if person is None:
        left = _object(scene, phrase, said.verb) if said.rule == "verb of succeeding" else None
        return [] if left is None else [Found(phrase, left, said.rule, 0.8, "former")]
    people = scene.people_from(person) if phrase.number == "Plur" and person in scene.persons else [person]
    found = [Found(phrase, p, said.rule, 0.8, said.status) for p in people]
    if said.rule == "verb of succeeding" and said.verb < phrase.left:
        left = scene.person_at(scene.fillers(phrase.end, phrase.case))  # "сменит на посту премьера Сократеша"
        if left is not None:
            found = [f for f in found if f.person is not left] + [Found(phrase, left, said.rule, 0.8, "former")]
    return found + _instead(scene, phrase, found) if said.rule in _TAKING else found


def _leading(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
    """ "возглавил управление", "руководит областью"."""
    said = lead_statement(scene.tokens, phrase)
    person = _whom(scene, phrase, said, before)
    return [Found(phrase, person, said.rule, 0.8, said.status)] if person is not None else []


def _whom(scene: Scene, phrase: Phrase, said: Statement, before: Scene | None) -> Place | None:
    """The person that a statement is about."""
    if said.about == "object":
        return _object(scene, phrase, said.verb)
    tokens = scene.tokens
    verb = tokens[said.verb]
    if said.about == "near":  # "поздравил Рухани с избранием на пост президента": whoever was named last
        before_it = next((p for p in reversed(scene.near(phrase.left)) if p.last <= phrase.left), None)
        return before_it or next((p for p in scene.near(phrase.end) if p.first >= phrase.end), None)
    case = gram(verb.feats).case
    # A participle or "который" after a comma or dash goes back to the name before it.
    for k in range(said.verb, max(said.verb - 6, 0), -1):
        if tokens[k].text in _PAUSES:
            which = tokens[k + 1].lemma == "который"
            if which or (case and tokens[k].text == ","):
                person = scene.person_before(k - 1)
                if person is not None:
                    return person
            if which:
                return _same_noun(scene, k)
            if tokens[k].text == ",":
                break
    if case and "VerbForm=Part" in verb.feats:  # "занимающая пост премьер-министра Тереза Мэй"
        person = scene.person_at(scene.fillers(phrase.end, case))
        if person is not None and scene.agrees(case, person):
            return person
    around = scene.near(said.verb)
    left = [p for p in reversed(around) if p.last <= said.verb and (p.last <= phrase.left or p.first >= phrase.end)]
    after = [p for p in around if p.first >= said.verb and p.first - max(said.verb, phrase.end) < _REACH]
    if any(t.lemma in _HE and gram(t.feats).case == "Nom" for t in tokens[max(0, said.verb - 5) : said.verb]):
        after = []  # "он был назначен епископом": somebody named before
    for person in (*after, *left) if said.verb >= phrase.end else (*left, *after):
        if scene.agrees("Nom", person) and not any(_breaks(t, person) for t in tokens[person.last : said.verb]):
            return person
    if _other_subject(scene, phrase, said):
        return None
    topic = before.topic() if before is not None else None
    return topic if topic is not None and _same_gender(verb, topic) else None


def _other_subject(scene: Scene, phrase: Phrase, said: Statement) -> bool:
    """Whether the verb speaks of somebody without a name or of a body."""
    tokens = scene.tokens
    clause = tokens[max(0, said.verb - 7) : said.verb]
    if any((t.pos in ("NOUN", "PROPN") or t.lemma in _SOMEBODY) and gram(t.feats).case == "Nom" for t in clause):
        return True  # "Один из них работает водителем"
    start = max(phrase.end, said.verb + 1)
    body = scene.places.get(start)
    if body is not None and body.entity.kind == "ORG":
        return True  # "подрядчиком выступает ООО «Ромашка»"
    after = next((t for t in tokens[start:] if t.pos not in ("ADJ", "NUM", "DET")), None)
    if after is None or after.pos != "NOUN" or "Case=Nom" not in after.feats:
        return False
    # "работала няней пожилая женщина", "консультантом выбран банк"
    return "Animacy=Anim" in after.feats or said.verb >= phrase.end


def _same_noun(scene: Scene, k: int) -> Place | None:
    """Whom a second "который" after the mark `k` goes back to: "Иванов, который служил там, который руководил"."""
    tokens = scene.tokens
    for i in range(k - 1, 0, -1):
        if tokens[i].lemma == "который" and tokens[i - 1].text in _PAUSES:
            return scene.person_before(i - 2)
    return None


def _object(scene: Scene, phrase: Phrase, verb: int) -> Place | None:
    """Whom somebody appoints: "назначил Иванова министром", "Иванова назначили министром"."""
    around = scene.near(verb)
    for person in around:
        if verb < person.first <= phrase.end + 4 and scene.agrees("Acc", person):
            return person
    for person in reversed(around):
        if 0 <= verb - person.last < 8 and scene.agrees("Acc", person) and not scene.agrees("Nom", person):
            return person
    # "назначил Маэхару на пост главы": a name without case forms right before the post
    return next((p for p in around if p.first > verb and 0 <= phrase.left - p.last <= 2), None)


def _breaks(token: Token, person: Place) -> bool:
    """Whether a token between a name and a verb shows that the name is not its subject."""
    if token.text in (";", "«", "»"):
        return True
    if token.lemma in ("он", "она") and token.pos == "PRON" and gram(token.feats).case == "Nom":
        known = person.entity.person.gender if person.entity.person is not None else None
        return known is not None and known != ("masc" if token.text.lower() == "он" else "femn")
    return False


def _same_gender(verb: Token, person: Place) -> bool:
    feats = gram(verb.feats)
    if feats.number == "Plur":
        return False
    known = person.entity.person.gender if person.entity.person is not None else None
    return not feats.gender or known is None or feats.gender == ("Masc" if known == "masc" else "Fem")


def _row_before_name(scene: Scene, phrases: list[Phrase], linked: dict[int, list[Found]]) -> None:
    """ "депутат Госдумы, лидер ЛДПР Владимир Жириновский": neighbours in one case share the person."""
    for two, one in itertools.pairwise(reversed(phrases)):
        if one.left in linked or two.left not in linked or not _neighbours(scene, one, two):
            continue
        answers = [Found(one, f.person, "posts in a row", 0.8) for f in linked[two.left] if f.phrase is two]
        if answers:
            shared = scene.tokens[one.end].lemma == "и" and two.head.kind in _SHARED
            shared = shared and (one.head.kind in _SHARED or one.head.name in ("президент", "вице-президент"))
            if shared and not (one.tail or one.bodies or one.areas or one.quoted):
                one.bodies, one.areas, one.quoted = two.bodies, two.areas, two.quoted  # "глава и совладелец ЛУКОЙЛа"
            linked[one.left] = answers


def _row_after_name(scene: Scene, phrases: list[Phrase], linked: dict[int, list[Found]]) -> None:
    """ "Рамзан Кадыров, глава Чечни, президент клуба": the same after the name and after a verb."""
    for one, two in itertools.pairwise(phrases):
        if two.left in linked or one.left not in linked or not _neighbours(scene, one, two):
            continue
        answers = [
            Found(two, f.person, "posts in a row", 0.8, f.status)
            for f in linked[one.left]
            if f.phrase is one and f.rule != "post before name"
        ]
        if answers:
            linked[two.left] = answers


def _neighbours(scene: Scene, one: Phrase, two: Phrase) -> bool:
    """Whether nothing but a link stands between two phrases that agree."""
    if one.number and two.number and one.number != two.number:
        return False
    if not same_case(one.case, two.case):
        return False
    between = scene.tokens[one.end : two.left]
    bare = not (one.tail or one.bodies or one.areas or one.quoted or one.status)
    if bare and one.head.kind in _OFFICIALS and one.head.kind != two.head.kind and between and between[0].text == ",":
        return False  # "губернатор, митрополит Лонгин": two people
    return all(t.lemma in _LINKS for t in between) or scene.setting(one.end, two.left) == two.left


_PAUSES: Final = frozenset((",", "—", "–", "-"))
_HE: Final = frozenset(("он", "она"))
_SOMEBODY: Final = word_set("один другой второй третий каждый кто-то некто кто никто двое трое оба остальной")
_TAKING: Final = frozenset(("verb of becoming", "verb of holding a post"))
_REACH: Final = 12  # tokens from a verb to the name after it, the posts of that name between
_SHARED: Final = frozenset(("chief", "lead", "deputy", "staff", "biz", "label"))
_NAMED: Final = word_set("им улица проспект площадь переулок бульвар шоссе станция набережная премия кубок мемориал")
_OFFICIALS: Final = frozenset(("exec", "parl", "chief", "court", "law"))
_LINKS: Final = word_set(", и а ныне также теперь сейчас одновременно же по совместительство — - – он")
