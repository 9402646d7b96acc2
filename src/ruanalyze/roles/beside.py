"""Posts that stand beside a name: before it, after it, in a list, in a line of a biography."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.roles.parts import Found, gram
from ruanalyze.roles.posts import feminine
from ruanalyze.roles.words import GENERIC, QUOTES
from ruanalyze.words import fold, word_set

if TYPE_CHECKING:
    from ruanalyze.doc import RoleStatus, Token
    from ruanalyze.roles.parts import Phrase, Place
    from ruanalyze.roles.scene import Scene

__all__ = ["KIN", "after_name", "bare_line", "before_name", "in_a_life", "same_case"]


def before_name(scene: Scene, phrase: Phrase) -> list[Found]:
    """ "губернатор Валерий Радаев", "депутаты Госдумы Иванов и Петров", "советник президента Путина"."""
    j = scene.fillers(phrase.end, phrase.case)
    if phrase.left and j < len(scene.tokens) and QUOTES.get(scene.tokens[phrase.left - 1].text) == scene.tokens[j].text:
        j = scene.fillers(j + 1, phrase.case)  # "«король азартных игр» Стэнли Хо"
    person = scene.person_at(j)
    if person is None and j < len(scene.tokens):
        if phrase.number == "Plur":
            listed = scene.person_at(_listed(scene, j))
            if listed is None and scene.tokens[j].text in _DASHES:
                listed = scene.person_at(j + 1)  # "экс-президентов: Альберто Фухимори, ..."
            if listed is not None:
                return [Found(phrase, p, "post before name", 0.9) for p in scene.people_from(listed)]
        elif phrase.case == "Ins" and scene.tokens[j].text in ("—", "–", "-"):
            person = scene.person_at(j + 1)  # "а продюсером — Вадим Ульянкин"
            told = person is not None and scene.agrees("Nom", person)
            return [Found(phrase, person, "post before name", 0.7)] if person is not None and told else []
        person = _across(scene, phrase, j)
    if person is None:
        return _inner_before_name(scene, phrase)
    body = bool(phrase.tail) and phrase.tail[-1].lemma in GENERIC  # "капитан клуба Тоттенхэм Хотспур Ледли Кинг"
    if (person.last - person.first == 1 or body) and phrase.number != "Plur" and not phrase.inner:
        full = scene.person_at(person.last)  # "оператор Аль-Джазиры Сами аль-Хадж": a body taken for a name
        if full is not None and full.last - full.first > 1 and scene.agrees(phrase.case, full):
            person = full
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
                found += after_name(scene, phrase, None)
            return found
    return []


def _across(scene: Scene, phrase: Phrase, j: int) -> Place | None:
    """The person after what stands at `j` between a post and a name: a comma, a dash, "из Гонконга"."""
    mark, person = scene.tokens[j].text, None
    if mark in ("—", "–", "-") and phrase.case != "":
        person = scene.person_at(scene.fillers(j + 1, phrase.case))  # "на бортпроводнице — Любови Жарковой"
    elif mark == "(":
        person = scene.person_at(j + 1)  # "один из лучших вратарей (Роберто Лонги)"
        closing = scene.tokens[person.last : person.last + 1] if person is not None else ()
        return person if person is not None and closing and closing[0].text == ")" else None
    elif mark == ",":
        person = _set_off(scene, phrase, j)
    elif mark in ("в", "во", "на"):  # "на переговорах"; "директора Philips в России, на Украине"
        person = scene.person_at(scene.fillers(scene.regions(j), phrase.case))
        if person is None and phrase.head.kind in _PLACED and phrase.case == "Nom":
            person = scene.person_at(scene.setting(j))
    elif mark in ("из", "от"):
        person = scene.person_at(scene.fillers(scene.origin(j), phrase.case))  # "активиста из Гонконга Натана Лау"
    if person is not None and not (scene.agrees(phrase.case, person) or _undeclined(scene, phrase, person)):
        return None
    return person


def _inner_before_name(scene: Scene, phrase: Phrase) -> list[Found]:
    """ "заместитель главы генерал-лейтенанта Кердпола": the rank agrees with the inner post."""
    for inner in reversed(phrase.inner):
        person = scene.person_at(scene.fillers(phrase.end, inner.case))
        if person is not None and (scene.agrees(inner.case, person) or _undeclined(scene, inner, person)):
            return [Found(inner, person, "post before name", 0.8), *after_name(scene, phrase, None)]
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
    if phrase.number == "Plur" or phrase.case != "Nom":
        return None
    if phrase.left and tokens[phrase.left - 1].pos not in ("PUNCT", "CCONJ", "SCONJ"):
        return None
    if not (phrase.tail or phrase.bodies or phrase.areas) and tokens[phrase.left].lemma not in ("другой", "его", "её"):
        return None
    if phrase.left > 1 and scene.person_before(phrase.left - 2) is not None:
        return None  # "Мишустин, премьер-министр России, Владимир Путин"
    person = scene.person_at(j + 1)
    if person is None or person.last >= len(tokens):
        return None
    after = tokens[person.last]
    if after.text == "(":
        close = next(
            (k for k in range(person.last, min(person.last + 9, len(tokens) - 1)) if tokens[k].text == ")"), None
        )
        after = tokens[close + 1] if close else after
    return person if after.text == "," or after.pos in ("VERB", "AUX") else None


def _fits(scene: Scene, phrase: Phrase, person: Place) -> bool:
    """Whether a name right after a post agrees with it; "главу офиса Зеленского" does not."""
    if (
        phrase.case == "Acc"
        and phrase.tail
        and not phrase.bodies
        and (person.last - person.first == 1 or phrase.tail[-1].lemma in _RETINUE)
    ):
        cases = {gram(t.feats).case for t in scene.tokens[person.first : person.last]}
        if "Gen" in cases and "Acc" not in cases:
            return False
    if phrase.case == "Nom" and phrase.inner and person.mention.text != person.mention.normal:
        return False  # "пресс-секретарь певца Шамана"
    if phrase.inner and phrase.inner[-1].head.kind == "exec" and phrase.case in ("Gen", "Acc"):
        last = person.entity.person.last if person.entity.person is not None else None
        if last is not None and fold(last) in scene.posts.leaders:
            return False  # "помощника президента Владимира Путина"
    if phrase.case in ("Gen", "Acc") and phrase.left and scene.tokens[phrase.left - 1].lemma in KIN:
        known = person.entity.person
        if known is not None and known.gender == "femn" and not feminine(phrase.head.name):
            return False  # "супруга экс-президента Чехии Ливия Клаусова"
    return scene.agrees(phrase.case, person) or _undeclined(scene, phrase, person)


def _undeclined(scene: Scene, phrase: Phrase, person: Place) -> bool:
    """Whether a name that has no case forms follows an oblique post: "с главой МИД Китая Ван И."."""
    if phrase.case in ("", "Nom") or person.last - person.first < 2 or person.mention.text != person.mention.normal:
        return False
    known, last = person.entity.person, person.mention.text[-1]
    if (
        phrase.left
        and "Case=Nom" in scene.tokens[phrase.left - 1].feats
        and "=Anim" in scene.tokens[phrase.left - 1].feats
    ):
        return False  # "биограф инженера Фредерик Олесси"
    if scene.tokens[person.first].text.endswith(_CERTAIN.get(phrase.case, "-")):
        return True  # "менеджером Соной Ованнисян", taken for a nominative
    if last in "ая":  # "генерал-лейтенанта Аксары Кердпола", taken for a nominative
        return phrase.case in ("Gen", "Acc")
    if last in "иоуыэюе" or (known is not None and known.gender == "femn") or last.isascii():
        return True
    if last != "ь" or not (phrase.bodies or phrase.areas):
        return False
    after = scene.tokens[person.last : person.last + 1]
    return not after or after[0].text in (".", "»", ")") or after[0].pos == "ADP"


def after_name(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
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
    if person is None and before is not None and mark in _DASHES and tokens[i - 1].lemma in ("он", "она"):
        person = before.topic()  # "Сейчас он — профессор"
        return [Found(phrase, person, rule, 0.7)] if person is not None and phrase.case == "Nom" else []
    if person is not None and mark == "," and phrase.case == "Nom" and phrase.number != "Plur":
        person = _past_genitive(scene, person)
    if person is None and mark == ",":
        person = _before_apposition(scene, i - 1, phrase.case)
    if person is None:
        return []
    if mark == "," and _is_clause(scene, phrase, person):
        return []
    if tokens[phrase.left].lemma in _POSSESSIVE and phrase.end < len(tokens) and tokens[phrase.end].text == "и":
        return []  # "Ветрову, его адвокату и врачу"
    if phrase.number == "Plur":
        return _after_names(scene, phrase, person)
    if not scene.agrees(phrase.case, person) and (mark == "," or (mark in _DASHES and phrase.case != "Nom")):
        return []
    return [Found(phrase, person, rule, 0.85)]


def _is_clause(scene: Scene, phrase: Phrase, person: Place) -> bool:
    """Whether a post is the subject after whose words are told: "По словам Ткаченко, президент упустил время"."""
    told = scene.tokens[max(0, person.first - 3) : person.first]
    by_whom = any(t.lemma == "по" for t in told) and any(t.lemma in _SAYING for t in told)
    return by_whom and _is_subject(scene, phrase)


def _is_subject(scene: Scene, phrase: Phrase) -> bool:
    """Whether a verb follows right after a post."""
    tokens = scene.tokens
    return phrase.end < len(tokens) and "VerbForm=Fin" in tokens[phrase.end].feats


def _past_genitive(scene: Scene, person: Place) -> Place:
    """Whom a post after a name in the genitive is about: Ли Пэн in "Ли Пэн, соратник Цзян Цзэминя, премьер"."""
    tokens = scene.tokens
    cases = {gram(t.feats).case for t in tokens[person.first : person.last]}
    if "Gen" not in cases or "Nom" in cases:
        return person
    for k in range(person.first - 1, max(person.first - 6, 0), -1):
        if tokens[k].text == ",":
            return scene.person_before(k - 1) or person
    return person


def _after_names(scene: Scene, phrase: Phrase, last: Place) -> list[Found]:
    """ "Иванов и Петров, депутаты Госдумы": a post of several names."""
    people = _list_of(scene, last)
    if len(people) < 2 or any(t.lemma in _OTHERS for t in scene.tokens[phrase.left : phrase.index]):
        return []
    if _is_subject(scene, phrase):
        return []  # "По словам Иванова и Петрова, депутаты уехали": the subject of the next clause
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
            if after.pos == "ADP" or not same_case(gram(after.feats).case, case):
                return None
            return scene.person_before(k - 1)
        if token.pos in ("VERB", "AUX", "CCONJ", "SCONJ") or token.lemma == "который":
            return None
        if any(p.first <= k < p.last for p in scene.near(k)):
            return None
        if k in scene.heads and gram(token.feats).case in (case, "") and gram(token.feats).number == "Plur":
            return None  # "представители Госдумы, председатель ..."
    return None


def in_a_life(scene: Scene, phrase: Phrase, main: Place | None) -> list[Found]:
    """ "С 2008 года — первый заместитель секретаря": a line of a biography goes to whom it is about."""
    tokens, i = scene.tokens, phrase.left - 1
    if i < 1 or phrase.case not in ("Nom", "") or phrase.number == "Plur":
        return []
    dash = tokens[i].text in _DASHES
    if not dash:
        i = phrase.left  # "С 2005 года депутат парламента."
    start = i
    while start > 0 and _of_date(tokens[start - 1]):
        start -= 1
    date = [t.text.lower() for t in tokens[start:i]]
    if not any(t[:4].isdigit() and len(t) >= 4 for t in date) or not (dash or (start == 0 and date[0] == "с")):
        return []
    person = next((p for p in reversed(scene.near(start)) if p.last <= start and scene.agrees("Nom", p)), main)
    still = date[0] in ("с", "со") and not {"по", "до"} & set(date)
    status: RoleStatus = "current" if still else "former"
    return [Found(phrase, person, "line of a life", 0.7, status)] if person is not None else []


def _of_date(token: Token) -> bool:
    """Whether a token may stand in "с 7 апреля 2016 года", "в 1999—2005 гг."."""
    return token.text[0].isdigit() or token.lemma in _DATE_WORDS or token.text in _DASHES or token.text == "."


def bare_line(scene: Scene, phrase: Phrase, before: Scene | None) -> list[Found]:
    """ "Оперная певица, педагог." after a sentence about somebody: a sentence that is nothing but posts."""
    if before is None or phrase.left or phrase.case != "Nom" or phrase.number != "Sing" or scene.persons:
        return []
    if scene.tagged and not scene.in_post(phrase.index):
        return []  # "Модель коронавируса": a caption
    if before.number < scene.number - 1 or any(t.pos in ("VERB", "AUX", "PRON") or t.text == ":" for t in scene.tokens):
        return []
    person = before.topic()
    return [Found(phrase, person, "line of posts", 0.7)] if person is not None else []


def same_case(one: str, two: str) -> bool:
    """Whether two cases may be one: unknown ones, and the genitive and the accusative, which names share."""
    return one == two or not one or not two or {one, two} == {"Gen", "Acc"}


# Endings that a first name has in one case and hardly in the nominative.
_CERTAIN: Final = {"Ins": ("ом", "ой", "ём"), "Acc": ("у", "ю"), "Dat": ("у", "ю")}
_DATE_WORDS: Final = word_set(
    """с со по до в во год гг г начало конец середина лето осень зима весна январь февраль март апрель май июнь июль
    август сентябрь октябрь ноябрь декабрь настоящее время"""
)
_RETINUE: Final = frozenset(("офис", "аппарат", "штаб", "секретариат", "кабинет", "канцелярия", "приёмная", "семья"))
_OTHERS: Final = frozenset(("другой", "иной", "прочий"))
_SAYING: Final = frozenset(("слово", "мнение", "версия", "данные", "оценка", "информация", "утверждение", "признание"))
_POSSESSIVE: Final = frozenset(("его", "её", "ее", "их"))
KIN: Final = word_set(
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
