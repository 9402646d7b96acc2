"""The rules that give a post to a person; each is a named function that answers or abstains."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from ruanalyze.posts import feminine, words
from ruanalyze.roles_parts import Found, gram
from ruanalyze.roles_verbs import CUES, lead_statement, statement

if TYPE_CHECKING:
    from ruanalyze.doc import RoleStatus, Token
    from ruanalyze.roles_parts import Phrase, Place
    from ruanalyze.roles_scene import Scene
    from ruanalyze.roles_verbs import Statement

__all__ = ["link"]


def link(scene: Scene, before: Scene | None, main: Place | None = None) -> list[Found]:
    """What the rules find in one sentence; `before` is the last one that names somebody, `main` whom most is said of."""
    linked: dict[int, list[Found]] = {}
    phrases = [p for p in scene.phrases if not _namesake(scene, p)]
    for phrase in phrases:
        answers = [] if phrase.led else _before_name(scene, phrase)
        if answers and phrase.left and scene.tokens[phrase.left - 1].lemma in CUES and answers[0].status is None:
            said = statement(scene.tokens, phrase)  # "назначил на пост министра Ивана Петрова"
            if said is not None and said.rule == "verb of succeeding":  # "сменит на посту министра Ивана Петрова"
                answers = [f._replace(status="former") for f in answers] + _stated(scene, phrase, before)
            elif said is not None:
                answers = [f._replace(status=said.status) for f in answers]
        if answers:
            linked[phrase.left] = answers
    _row_before_name(scene, phrases, linked)
    for phrase in phrases:
        if phrase.left in linked:
            continue
        if phrase.led:
            answers = _leading(scene, phrase, before)
        else:
            answers = (
                _after_name(scene, phrase)
                or _stated(scene, phrase, before)
                or _in_a_life(scene, phrase, main)
                or _bare_line(scene, phrase, before)
            )
        if answers:
            linked[phrase.left] = answers
    _row_after_name(scene, phrases, linked)
    return [f for answers in linked.values() for f in answers] + _replaced(scene, linked)


def _replaced(scene: Scene, linked: dict[int, list[Found]]) -> list[Found]:
    """ "стал мэром, сменив на этом посту Петра Попова": the post that was named goes to the predecessor too."""
    found = []
    for k in scene.verbs if linked else ():
        after = [t.lemma for t in scene.tokens[k + 1 : k + 6]]
        person = next((p for p in scene.persons if k < p.first <= k + 8), None)
        if person is None or not {"этот", "данный", "он"} & set(after) or not CUES & set(after):
            continue
        posts = [f for left, answers in linked.items() if left < k for f in answers[:1] if f.person is not person]
        if posts:
            found.append(Found(posts[-1].phrase, person, "verb of succeeding", 0.7, "former"))
    return found


def _namesake(scene: Scene, phrase: Phrase) -> bool:
    """Whether something is named after who holds the post: "школа имени лётчика Талалихина"."""
    left = phrase.left
    if not left:
        return False
    return scene.tokens[left - 1].lemma in _NAMED or (left > 1 and scene.tokens[left - 2].text == "им")


def _before_name(scene: Scene, phrase: Phrase) -> list[Found]:
    """ "губернатор Валерий Радаев", "депутаты Госдумы Иванов и Петров", "советник президента Путина"."""
    j = scene.fillers(phrase.end, phrase.case)
    person = scene.person_at(j)
    if person is None and j < len(scene.tokens):
        mark = scene.tokens[j].text
        # "экс-президентов: Альберто Фухимори, ..."; "на бортпроводнице — Любови Жарковой"
        if mark in _DASHES and (phrase.number == "Plur" or (mark != ":" and phrase.case not in ("", "Ins"))):
            person = scene.person_at(j + 1)
        elif mark == ",":
            person = _set_off(scene, phrase, j)
        elif mark in ("в", "во", "на") and phrase.head.kind in _PLACED and phrase.case == "Nom":
            person = scene.person_at(scene.setting(j))
        elif mark in ("из", "от"):
            person = scene.person_at(scene.fillers(scene.origin(j), phrase.case))  # "активиста из Гонконга Натана Лау"
        if phrase.number == "Plur" and (person is None or mark == ":"):
            listed = scene.person_at(_listed(scene, j)) or person
            if listed is not None:
                return [Found(phrase, p, "post before name", 0.9) for p in scene.people_from(listed)]
        if person is not None and not scene.agrees(phrase.case, person):
            return []
    if person is None:
        return []
    if _fits(scene, phrase, person):
        people = scene.people_from(person) if phrase.number == "Plur" else [person]
        if phrase.number == "Plur" and len(people) == 1 and phrase.case != "Nom":
            return []  # "членов команды Юрия Лужкова"
        return [Found(phrase, p, "post before name", 0.95) for p in people]
    for inner in reversed(phrase.inner):
        if scene.agrees(inner.case, person):
            found = [Found(inner, person, "post before name", 0.85)]
            other = scene.person_at(scene.fillers(person.last, phrase.case))
            if other is not None and scene.agrees(phrase.case, other):
                found.append(Found(phrase, other, "post before name", 0.9))
            else:
                found += _after_name(scene, phrase)
            return found
    return []


def _listed(scene: Scene, j: int) -> int:
    """The token after "такие …, как", ", среди которых", ", включая" at `j`: where a list of names begins."""
    tokens = scene.tokens
    lemmas = [t.lemma for t in tokens[j : j + 5]]
    comma = lemmas[:1] == [","]
    rest = lemmas[comma:]
    if rest[:1] == ["как"]:
        return j + comma + 1
    if not comma:
        return j
    for size, said in ((2, ("среди", "который")), (3, ("в", "число", "который")), (1, ("включая",))):
        if tuple(rest[:size]) == said:
            k = j + 1 + size
            while k < len(tokens) and tokens[k].text in ("—", "–", "-", "и"):
                k += 1
            return k
    return j


def _set_off(scene: Scene, phrase: Phrase, j: int) -> Place | None:
    """The person in commas after a full post: "Глава района, Иван Петров, сообщил"."""
    tokens = scene.tokens
    if phrase.number == "Plur" or phrase.case != "Nom" or not (phrase.tail or phrase.bodies or phrase.areas):
        return None
    if phrase.left and tokens[phrase.left - 1].pos not in ("PUNCT", "CCONJ", "SCONJ"):
        return None
    if phrase.left > 1 and scene.person_before(phrase.left - 2) is not None:
        return None  # "Мишустин, премьер-министр России, Владимир Путин"
    person = scene.person_at(j + 1)
    if person is None or person.last >= len(tokens):
        return None
    after = tokens[person.last]
    return person if after.text == "," or after.pos in ("VERB", "AUX") else None


def _fits(scene: Scene, phrase: Phrase, person: Place) -> bool:
    """Whether a name right after a post agrees with it; "главу офиса Зеленского" does not."""
    if phrase.case == "Acc" and phrase.tail and not phrase.bodies:
        cases = {gram(t.feats).case for t in scene.tokens[person.first : person.last]}
        if "Gen" in cases and "Acc" not in cases:
            return False
    if phrase.case == "Nom" and phrase.inner and person.mention.text != person.mention.normal:
        return False  # "пресс-секретарь певца Шамана"
    if phrase.inner and phrase.inner[-1].head.kind == "exec" and phrase.case in ("Gen", "Acc"):
        last = person.entity.person.last if person.entity.person is not None else None
        if last is not None and last.lower().replace("ё", "е") in scene.posts.leaders:
            return False  # "помощника президента Владимира Путина"
    same = person.mention.text == person.mention.normal
    if same and phrase.case == "Gen" and phrase.left and scene.tokens[phrase.left - 1].lemma in _KIN:
        known = person.entity.person
        if known is not None and known.gender == "femn" and not feminine(phrase.head.name):
            return False  # "супруга экс-президента Чехии Ливия Клаусова"
    return scene.agrees(phrase.case, person) or _undeclined(scene, phrase, person)


def _undeclined(scene: Scene, phrase: Phrase, person: Place) -> bool:
    """Whether a name that has no case forms follows an oblique post: "с главой МИД Китая Ван И."."""
    if phrase.case in ("", "Nom") or person.last - person.first < 2 or person.mention.text != person.mention.normal:
        return False
    known, last = person.entity.person, person.mention.text[-1]
    if last in "иоуыэюе" or (last not in "ая" and known is not None and known.gender == "femn") or last.isascii():
        return True
    if last != "ь" or not (phrase.bodies or phrase.areas):
        return False
    after = scene.tokens[person.last : person.last + 1]
    return not after or after[0].text in (".", "»", ")") or after[0].pos == "ADP"


def _after_name(scene: Scene, phrase: Phrase) -> list[Found]:
    """ "Валерий Радаев, губернатор", "Иванов — депутат", "Петров (министр)"."""
    tokens = scene.tokens
    i = phrase.left - 1
    if i < 1:
        return []
    if phrase.end >= len(tokens) - 1 and phrase.case == "Nom" and tokens[phrase.left].text[0].isupper():
        signed = scene.person_before(i)
        if signed is not None and signed.first == 0:
            return [Found(phrase, signed, "signature", 0.8)]
    mark = tokens[i].text
    if mark == "и" and phrase.number == "Plur" and any(t.lemma in _OTHERS for t in tokens[phrase.left : phrase.index]):
        listed = scene.person_before(i - 1)  # "Дали, Кандинского и других художников"
        return [] if listed is None else [Found(phrase, p, "post after names", 0.75) for p in _list_of(scene, listed)]
    rule = _MARKS.get(mark)
    if rule is None:
        return []
    person = scene.person_before(i - 1)
    if person is None and mark == ",":
        person = _before_apposition(scene, i - 1, phrase.case)
    if person is None:
        return []
    if phrase.number == "Plur":
        return _after_names(scene, phrase, person)
    if (mark == "," and not scene.agrees(phrase.case, person)) or (mark in _DASHES and phrase.case not in ("Nom", "")):
        return []
    return [Found(phrase, person, rule, 0.85)]


def _after_names(scene: Scene, phrase: Phrase, last: Place) -> list[Found]:
    """ "Иванов и Петров, депутаты Госдумы": a post of several names."""
    people = _list_of(scene, last)
    if len(people) < 2 or any(t.lemma in _OTHERS for t in scene.tokens[phrase.left : phrase.index]):
        return []
    return [Found(phrase, p, "post after names", 0.75) for p in people]


def _list_of(scene: Scene, last: Place) -> list[Place]:
    """The list of names that ends with a person: "Иванов, Петров и Сидоров"."""
    people = [last]
    while people[0].first >= 2 and scene.tokens[people[0].first - 1].text in ("и", ","):
        before = scene.person_before(people[0].first - 2)
        if before is None:
            break
        people.insert(0, before)
    return people


def _before_apposition(scene: Scene, i: int, case: str) -> Place | None:
    """The person before one more apposition: "Броде, известном борце с ксенофобией, члене палаты"."""
    tokens = scene.tokens
    for k in range(i, max(i - 9, 1), -1):
        token = tokens[k]
        if token.text == ",":
            after = tokens[k + 1]
            if after.pos == "ADP" or not _same_case(gram(after.feats).case, case):
                return None
            return scene.person_before(k - 1)
        if token.pos in ("VERB", "AUX", "CCONJ", "SCONJ") or token.lemma == "который":
            return None
        if any(p.first <= k < p.last for p in scene.persons):
            return None
        if k in scene.heads and gram(token.feats).case in (case, "") and gram(token.feats).number == "Plur":
            return None  # "представители Госдумы, председатель ..."
    return None


def _stated(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
    """ "назначен на должность министра", "был мэром", "покинул пост губернатора"."""
    said = statement(scene.tokens, phrase)
    person = _whom(scene, phrase, said, before) if said is not None else None
    if said is None or person is None:
        return []
    people = scene.people_from(person) if phrase.number == "Plur" and person in scene.persons else [person]
    found = [Found(phrase, p, said.rule, 0.8, said.status) for p in people]
    if said.rule == "verb of succeeding" and said.verb < phrase.left:
        left = scene.person_at(scene.fillers(phrase.end, phrase.case))  # "сменит на посту премьера Сократеша"
        if left is not None:
            found = [f for f in found if f.person is not left] + [Found(phrase, left, said.rule, 0.8, "former")]
    return found


def _in_a_life(scene: Scene, phrase: Phrase, main: Place | None) -> list[Found]:
    """ "С 2008 года — первый заместитель секретаря": a line of a biography goes to whom it is about."""
    tokens, i = scene.tokens, phrase.left - 1
    if i < 2 or tokens[i].text not in _DASHES or phrase.case not in ("Nom", "") or phrase.number == "Plur":
        return []
    start = i
    while start > 0 and _of_date(tokens[start - 1]):
        start -= 1
    date = [t.text.lower() for t in tokens[start:i]]
    if not any(t[:4].isdigit() and len(t) >= 4 for t in date):
        return []
    person = next((p for p in reversed(scene.persons) if p.last <= start and scene.agrees("Nom", p)), main)
    still = date[0] in ("с", "со") and not {"по", "до"} & set(date)
    status: RoleStatus = "current" if still else "former"
    return [Found(phrase, person, "line of a life", 0.7, status)] if person is not None else []


def _of_date(token: Token) -> bool:
    """Whether a token may stand in "с 7 апреля 2016 года", "в 1999—2005 гг."."""
    return token.text[0].isdigit() or token.lemma in _DATE_WORDS or token.text in _DASHES or token.text == "."


def _bare_line(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
    """ "Оперная певица, педагог." after a sentence about somebody: a sentence that is nothing but posts."""
    if before is None or phrase.left or phrase.case != "Nom" or phrase.number != "Sing" or scene.persons:
        return []
    if before.number < scene.number - 1 or any(t.pos in ("VERB", "AUX", "PRON") for t in scene.tokens):
        return []
    person = before.topic()
    return [Found(phrase, person, "line of posts", 0.7)] if person is not None else []


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
        before_it = next((p for p in reversed(scene.persons) if p.last <= phrase.left), None)
        return before_it or next((p for p in scene.persons if p.first >= phrase.end), None)
    case = gram(verb.feats).case
    # A participle or "который" after a comma goes back to the name before the comma.
    for k in range(said.verb, max(said.verb - 6, 0), -1):
        if tokens[k].text == ",":
            if tokens[k + 1].lemma == "который" or case:
                person = scene.person_before(k - 1)
                if person is not None:
                    return person
            break
    if case and "VerbForm=Part" in verb.feats:  # "занимающая пост премьер-министра Тереза Мэй"
        person = scene.person_at(scene.fillers(phrase.end, case))
        if person is not None and scene.agrees(case, person):
            return person
    left = [
        p for p in reversed(scene.persons) if p.last <= said.verb and (p.last <= phrase.left or p.first >= phrase.end)
    ]
    after = [p for p in scene.persons if p.first >= said.verb and p.first - max(said.verb, phrase.end) < 8]
    for person in (*after, *left) if said.verb >= phrase.end else (*left, *after):
        if scene.agrees("Nom", person) and not any(_breaks(t, person) for t in tokens[person.last : said.verb]):
            return person
    clause = tokens[max(0, said.verb - 7) : said.verb]
    if any(t.pos in ("NOUN", "PROPN") and gram(t.feats).case == "Nom" for t in clause):
        return None  # somebody without a name
    topic = before.topic() if before is not None else None
    return topic if topic is not None and _same_gender(verb, topic) else None


def _object(scene: Scene, phrase: Phrase, verb: int) -> Place | None:
    """Whom somebody appoints: "назначил Иванова министром", "Иванова назначили министром"."""
    for person in scene.persons:
        if verb < person.first <= phrase.end + 4 and scene.agrees("Acc", person):
            return person
    for person in reversed(scene.persons):
        if 0 <= verb - person.last < 8 and scene.agrees("Acc", person) and not scene.agrees("Nom", person):
            return person
    return None


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


def _same_case(one: str, two: str) -> bool:
    """Whether two cases may be one: unknown ones, and the genitive and the accusative, which names share."""
    return one == two or not one or not two or {one, two} == {"Gen", "Acc"}


def _neighbours(scene: Scene, one: Phrase, two: Phrase) -> bool:
    """Whether nothing but a link stands between two phrases that agree."""
    if one.number and two.number and one.number != two.number:
        return False
    if not _same_case(one.case, two.case):
        return False
    between = scene.tokens[one.end : two.left]
    bare = not (one.tail or one.bodies or one.areas or one.quoted or one.status)
    if bare and one.head.kind in _OFFICIALS and one.head.kind != two.head.kind and between and between[0].text == ",":
        return False  # "губернатор, митрополит Лонгин": two people
    return all(t.lemma in _LINKS for t in between) or scene.setting(one.end, two.left) == two.left


_DATE_WORDS: Final = words(
    """с со по до в во год гг г начало конец середина лето осень зима весна январь февраль март апрель май июнь июль
    август сентябрь октябрь ноябрь декабрь настоящее время"""
)
_OTHERS: Final = frozenset(("другой", "иной", "прочий"))
_SHARED: Final = frozenset(("chief", "lead", "deputy", "staff", "biz"))
_NAMED: Final = words("имя им улица проспект площадь переулок бульвар шоссе станция набережная премия кубок мемориал")
_OFFICIALS: Final = frozenset(("exec", "parl", "chief", "court", "law"))
_KIN: Final = words(
    """жена муж супруг супруга сын дочь сестра брат мать отец вдова внук внучка племянник племянница зять тёща теща
    невестка родственник родственница друг подруга соратник преемник бабушка дедушка дядя тётя невеста жених"""
)
_PLACED: Final = frozenset(("chief", "exec", "staff", "deputy", "lead", "sport"))
_DASHES: Final = frozenset((":", "—", "–", "-"))
_MARKS: Final = {
    ",": "post after comma",
    "(": "post in brackets",
    "—": "post after dash",
    "–": "post after dash",
    "-": "post after dash",
}
_LINKS: Final = words(", и а ныне также теперь сейчас одновременно же по совместительство — - – он")
