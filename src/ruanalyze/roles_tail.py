"""The tail of a post: its complement, and the bodies and places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze import roles_words as w
from ruanalyze.roles_parts import Phrase, gram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.posts import Head
    from ruanalyze.roles_parts import Gram, Place
    from ruanalyze.roles_scene import Scene

__all__ = ["TailReader"]


class TailReader:
    """Reads what follows the head of a post in one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.posts = scene.posts
        self.number = scene.number
        self.tokens = scene.tokens
        self.places = scene.places
        self.inside = scene.inside

    def is_noun(self, index: int, head: Head) -> bool:
        """Whether the head word at `index` is a noun here: not "военного" of "военного сотрудничества"."""
        token = self.tokens[index]
        if head.name in w.FIGHTERS and index + 1 < len(self.tokens) and self.tokens[index + 1].pos == "ADP":
            return False  # "борец с ксенофобией"
        if token.pos == "NOUN" or not head.name.endswith(("ий", "ый", "ой", "ая")) or index + 1 >= len(self.tokens):
            return True
        after = self.tokens[index + 1]
        place = self.places.get(index + 1)
        if after.pos not in ("NOUN", "ADJ", "PROPN") or (place is not None and place.entity.kind == "PER"):
            return True
        return gram(after.feats).case != gram(token.feats).case

    def read_tail(self, phrase: Phrase) -> None:
        """Read on from the head as long as words, names and places belong to the post."""
        tokens, places, heads = self.tokens, self.places, self.posts.heads
        n = len(tokens)
        kind, name = phrase.head.kind, phrase.head.name
        j = phrase.index + 1
        if name in ("зам", "зав", "пом", "нач") and j < n and tokens[j].text == ".":
            j = phrase.end = j + 1
        allowed: tuple[str, ...] = ("Ins", "Gen") if name in w.OVER else ("Gen", "Acc") if name == "зам" else ("Gen",)
        joint = False  # right after a preposition or a conjunction
        while j < n:
            place = places.get(j)
            if place is not None and not (kind == "church" and tokens[j].lemma.endswith(("ский", "цкий"))):
                if place.entity.kind == "PER":
                    if not self._patron(phrase, place):
                        break
                    if name not in w.SERVES:  # "адвокат Кокорина" is адвокат
                        phrase.patron = tokens[j : place.last]
                        phrase.tail += phrase.patron
                elif self._fits(place, phrase, joint):
                    if place.mention.text[0] in w.QUOTES and phrase.tail and phrase.tail[-1] is tokens[j - 1]:
                        phrase.described = phrase.tail[-1]
                    if phrase.head.kind == "parl" and place.entity.kind == "ORG" and self._sent(place):
                        phrase.quoted = True  # "депутат от партии «Яблоко»": whom they speak for, not the body
                    else:
                        self._attach(phrase, place)
                else:
                    break
                j = phrase.end = place.last
                if j < n and tokens[j].text in _CLOSING and _opened(tokens, place):
                    j = phrase.end = j + 1
                joint = False
                continue
            token = tokens[j]
            text, lemma = token.text, token.lemma
            feats = gram(token.feats)
            if "-летн" in text:
                break  # "военного командира 74-летнего Ратко Младича"
            if self._genitive(j, feats):
                feats = feats._replace(case="Gen")
            if (
                (feats.case in allowed and (token.pos in w.NOUNS or (token.pos == "VERB" and (joint or self._participle(j)))))
                or ("-" in text and text[0].isdigit() and phrase.tail)
                or (
                    feats.case == "Ins"
                    and phrase.tail
                    and phrase.tail[-1].lemma.endswith(("ение", "ание"))
                    and not joint
                )
            ):
                head = heads[lemma]
                if head is not None and not self.is_noun(j, head):
                    head = None
                if (
                    head is None
                    and (phrase.bodies or phrase.areas)
                    and "=Anim" in token.feats
                    and j + 1 in places
                    and places[j + 1].entity.kind == "PER"
                ):
                    break  # "главу ФБР республиканца Джеймса Коми"
                if phrase.bodies and lemma in w.AREA_WORDS:  # "глава МВД республики"
                    phrase.areaword = text.lower()
                    j = phrase.end = j + 1
                    continue
                if head is not None and (
                    (kind in w.LONELY and name != "кандидат") or (head.kind == "rank" and feats.number != "Plur")
                ):
                    break
                if head is not None and not head.weak:
                    if phrase.tail and phrase.tail[-1].lemma.endswith(("ский", "цкий")) and head.kind == "exec":
                        phrase.own.append(phrase.tail.pop().lemma)  # "пресс-секретарь российского президента"
                    inner = Phrase(self.number, j, head, feats)
                    inner.outer = phrase
                    phrase.inner.append(inner)
                    if head.name in w.OVER:
                        allowed = ("Ins", "Gen")
                phrase.tail.append(token)
                j = phrase.end = j + 1
                joint = False
            elif name == "папа" and lemma == "римский":
                phrase.tail.append(token)
                j = phrase.end = j + 1
            elif kind in ("church", "noble") and text[0].isupper() and lemma.endswith(("ский", "цкий")):
                phrase.tail.append(token)  # "митрополит Саратовский и Вольский Игнатий"
                j = phrase.end = j + 1
                if j + 1 < n and tokens[j].lemma == "и" and tokens[j + 1].lemma.endswith(("ский", "цкий")):
                    phrase.tail.append(tokens[j])
                    j += 1
            elif text in w.QUOTES and (end := self._quoted(phrase, j)):
                if phrase.tail and phrase.tail[-1] is tokens[j - 1]:
                    phrase.described = phrase.tail[-1]
                    if phrase.tail[-1].pos == "ADP":
                        phrase.tail.pop()
                j = phrase.end = end
                joint = False
            elif lemma == "при" and phrase.bodies and j + 1 < n and j + 1 not in places:
                j += 1  # "Следственного комитета при прокуратуре": more of the body's name
                while j < n and j not in places and gram(tokens[j].feats).case in ("Loc", "Gen"):
                    j = phrase.end = j + 1
            elif lemma == "по" and self._of_body(phrase) and not joint:
                j += 1  # "член комитета Госдумы по обороне": more of the body's name
                while j < n and j not in places and gram(tokens[j].feats).case in ("Dat", "Gen"):
                    j = phrase.end = j + 1
            elif lemma in w.PREPOSITIONS and not joint:
                taken = self._preposition(phrase, j)
                if taken is None:
                    break
                allowed = taken
                joint = True
                phrase.tail.append(token)
                j += 1
            elif (lemma == "и" and phrase.tail and self._joins(j, allowed)) or (
                text == "," and phrase.tail and self._enumerates(j, allowed)
            ):
                phrase.tail.append(token)
                j += 1
                joint = True
            elif lemma == "и" and not joint and self._second(phrase, j):
                j += 1  # "Полузащитник «Барселоны» и сборной Нидерландов"
                joint = True
            elif text == "(" and (phrase.bodies or phrase.quoted or self._acronym(j)) and (end := self._bracket(j)):
                j = phrase.end = end
            elif text == "." and tokens[j - 1].text in ("г", "им", "обл", "респ", "р-н"):
                j += 1
            elif text == "№" and j + 1 < n:
                j = phrase.end = j + 2
            else:
                break
        self._trim(phrase)
        for inner in phrase.inner:
            inner.end = phrase.end
            inner.bodies, inner.areas, inner.quoted = phrase.bodies, phrase.areas, phrase.quoted
            inner.tail = [t for t in phrase.tail if t.start > tokens[inner.index].start]

    def _genitive(self, j: int, feats: Gram) -> bool:
        """Whether an adjective tagged as an accusative stands before a genitive: "председателю нового Парламента"."""
        if feats.case != "Acc" or j + 1 >= len(self.tokens) or not self.tokens[j].text.endswith(("ого", "его", "ых")):
            return False
        return gram(self.tokens[j + 1].feats).case == "Gen"

    def _participle(self, j: int) -> bool:
        """Whether a participle describes the genitive after it: "главой объединённого комитета"."""
        tokens = self.tokens
        if j + 1 >= len(tokens) or "VerbForm=Part" not in tokens[j].feats:
            return False
        return tokens[j + 1].pos in w.NOUNS and gram(tokens[j + 1].feats).case == "Gen" and self.person_free(j + 1)

    def person_free(self, j: int) -> bool:
        """Whether no person is named at token `j`."""
        place = self.places.get(j)
        return place is None or place.entity.kind != "PER"

    def _second(self, phrase: Phrase, j: int) -> bool:
        """Whether "и" at `j` adds one more body or place of the same kind."""
        k = j + 1
        if k + 1 < len(self.tokens) and self.tokens[k].text in w.QUOTES:
            k += 1
        place = self.places.get(k)
        if place is None or not (phrase.bodies if place.entity.kind == "ORG" else phrase.areas):
            return False
        if self.tokens[j - 1] in phrase.tail or place.entity.kind == "PER":
            return False
        cases = {gram(t.feats).case for t in self.tokens[place.first : place.last]} - {""}
        return not cases or "Gen" in cases

    def _trim(self, phrase: Phrase) -> None:
        """Take from the tail what is no part of the post: hanging words, and words that belong to the body's name."""
        tail = phrase.tail
        limit = self.tokens[phrase.end - 1].end
        while tail and (tail[-1].end > limit or tail[-1].pos in ("ADP", "CCONJ") or tail[-1].text in (",", "и")):
            tail.pop()
        if not tail or (phrase.head.kind != "church" and not any(t.pos in ("NOUN", "PROPN", "X", "NUM") for t in tail)):
            tail.clear()
            return
        if tail[-1].lemma in w.ASIDE:
            tail.pop()
            while tail and tail[-1].pos in ("ADJ", "NUM", "X", "ADP"):
                tail.pop()
            if not tail:
                return
        named = phrase.bodies or phrase.quoted or phrase.areas
        if named and self.tokens[phrase.end - 1] is not tail[-1]:
            # "директор компании «Рога»", "глава японского МИДа"
            topical = any(t.lemma == "по" for t in tail)
            while tail and self._descriptive(phrase, tail[-1], topical):
                last = tail.pop()
                phrase.kindwords.insert(0, last.text.lower())
                if last.lemma.endswith(("ский", "цкий")):
                    phrase.own.append(last.lemma)
            while tail and (tail[-1].pos in ("ADP", "CCONJ") or tail[-1].text in (",", "и")):
                tail.pop()
        if not tail:
            return
        officer = phrase.head.kind == "exec" or phrase.head.name == "прокурор"
        if officer and tail[-1].lemma in w.AREA_WORDS and phrase.head.name != "голова":
            phrase.areaword = tail.pop().text.lower()  # "мэр города", "министр спорта страны": the post is мэр
        elif len(tail) == 1 and tail[0].lemma in ("мир", "планета") and phrase.head.kind in ("sport", "art"):
            tail.clear()  # "один из лучших теннисистов мира"

    def _descriptive(self, phrase: Phrase, token: Token, topical: bool) -> bool:
        """Whether a word right before the body's name says what the body is, as "компании", "японского" do."""
        if token.pos == "ADJ":
            return not topical
        if topical and gram(token.feats).case != "Gen":
            return False
        if token.lemma in w.GENERIC:
            return True
        if token is not phrase.described or token.lemma in w.LED or self.posts.heads[token.lemma] is not None:
            return False
        before = phrase.tail[-2:-1]  # "рынка капиталов «Универ»": a noun of a longer name stays
        return not before or before[0].pos == "ADJ" or self.posts.heads[before[0].lemma] is not None

    def _patron(self, phrase: Phrase, place: Place) -> bool:
        """Whether the person right here is whom the post serves: "заместитель Собянина Иванов"."""
        if (
            phrase.bodies
            or phrase.areas
            or phrase.tail
            or phrase.number == "Plur"
            or phrase.head.kind in ("exec", "rank")
        ):
            return False
        following = self.places.get(place.last)
        followed = following is not None and following.entity.kind == "PER"
        if phrase.case in ("Gen", "Acc", ""):
            return followed
        cases = {gram(t.feats).case for t in self.tokens[place.first : place.last]}
        if "Gen" not in cases or phrase.case in cases:
            return False
        if followed:
            return True
        serves = phrase.head.kind in ("deputy", "staff") or phrase.head.name in w.SERVES
        return serves and (place.last == place.first + 1 or place.mention.text != place.mention.normal)

    def _fits(self, place: Place, phrase: Phrase, after_preposition: bool) -> bool:
        """Whether an organization or place right here belongs to the post."""
        tokens = self.tokens
        if after_preposition or phrase.led:
            return True
        cases = {c for t in tokens[place.first : place.last] if (c := gram(t.feats).case)}
        if tokens[place.first - 1].lemma in w.GENERIC:  # "от штата Аризона"
            return True
        if phrase.head.kind == "rank" and place.entity.kind == "LOC":
            return "Gen" in cases
        if not cases or cases & {"Gen", "Par"} or (phrase.head.name in w.OVER and "Ins" in cases):
            return True
        if place.entity.kind == "ORG":
            return True
        if place.first == phrase.index + 1 and (phrase.head.kind == "exec" or phrase.head.name == "глава"):
            return True  # the tagger did not know the place's case
        return (
            len(phrase.bodies) + len(phrase.areas) == 0
            and "Nom" in cases
            and place.last - place.first == 1
            and phrase.case != "Nom"
        )

    def _sent(self, place: Place) -> bool:
        """Whether a mention follows "от" or "от партии"."""
        before = [t.lemma for t in self.tokens[max(0, place.first - 3) : place.first]]
        return "от" in before

    def _attach(self, phrase: Phrase, place: Place) -> None:
        if phrase.tail and phrase.tail[-1].pos == "ADP" and phrase.tail[-1] is self.tokens[place.first - 1]:
            phrase.tail.pop()  # "кандидат от партии в президенты": the preposition goes with the party
        (phrase.bodies if place.entity.kind == "ORG" else phrase.areas).append(place.entity)

    def _preposition(self, phrase: Phrase, j: int) -> tuple[str, ...] | None:
        """The cases that may follow the preposition at `j` inside this post, None where it is not part of it."""
        tokens, places, kind = self.tokens, self.places, phrase.head.kind
        lemma = tokens[j].text.lower()
        if j + 1 >= len(tokens) or (places.get(j + 1) and places[j + 1].entity.kind == "PER"):
            return None
        after = tokens[j + 1]
        place = places.get(j + 1)
        if lemma == "по" and (kind in w.TOPICAL or phrase.inner):
            if place is None and (gram(after.feats).case != "Dat" or after.lemma in w.AFTER_PO):
                return None
            return ("Dat", "Gen")
        if lemma in ("с", "со") and phrase.tail and phrase.tail[-1].lemma in w.WITH and gram(after.feats).case == "Ins":
            return ("Ins", "Gen")  # "по связям с общественностью"
        if lemma == "в" and phrase.tail and after.lemma in ("сфера", "область"):
            return ("Loc", "Gen")  # "советник по вопросам в сфере культуры"
        if lemma == "при" and kind in w.SPATIAL and (place or gram(after.feats).case == "Loc"):
            return ("Loc", "Gen")
        if lemma == "от" and (
            kind == "parl"
            or phrase.head.name in ("член", "представитель", "кандидат", "делегат", "наблюдатель", "кандидатка")
        ):
            return ("Gen",)
        if phrase.head.name == "кандидат" and lemma == "в" and self.posts.heads[after.lemma] is not None:
            return ("Nom", "Acc", "Gen")
        if (
            lemma in ("в", "во", "на")
            and place is not None
            and phrase.head.name in w.ABROAD
            and gram(tokens[place.last - 1].feats).case != "Acc"
        ):
            return ("Loc", "Gen")
        if lemma in ("в", "во", "на") and phrase.case == "Ins" and place is not None and place.entity.kind == "ORG":
            return ("Loc", "Gen")  # "работал экономистом в Сбербанке"
        return None

    def _joins(self, j: int, allowed: tuple[str, ...]) -> bool:
        """Whether "и" at `j` joins two parts of the complement: "промышленности и торговли"."""
        tokens = self.tokens
        if j + 1 >= len(tokens) or j + 1 in self.places:
            return False
        after = tokens[j + 1]
        if after.pos not in ("NOUN", "ADJ") or gram(after.feats).case not in allowed or not after.text[0].islower():
            return False
        return gram(tokens[j - 1].feats).case in allowed and all(
            self.posts.heads[t.lemma] is None for t in tokens[j + 1 : j + 3]
        )

    def _enumerates(self, j: int, allowed: tuple[str, ...]) -> bool:
        """Whether the comma at `j` goes on to ", ... и ..." in the same case: "экономики, торговли и туризма"."""
        tokens = self.tokens
        for k in range(j + 1, min(j + 8, len(tokens))):
            if tokens[k].lemma == "и":
                return k > j + 1 and self._joins(k, allowed)
            if k in self.places or tokens[k].pos not in ("NOUN", "ADJ", "PUNCT") or self.posts.heads[tokens[k].lemma]:
                return False
            if tokens[k].pos == "PUNCT" and tokens[k].text != ",":
                return False
            if tokens[k].pos != "PUNCT" and gram(tokens[k].feats).case not in allowed:
                return False
        return False

    def _quoted(self, phrase: Phrase, j: int) -> int:
        """The token after the quoted name of a body from `j` on, or 0; an organization in it becomes the body."""
        closing = w.QUOTES[self.tokens[j].text]
        if closing == "'" and self.tokens[j + 1 : j + 2] and self.tokens[j + 1].text == "'":
            j += 1  # '' for a quote
        for k in range(j + 1, min(j + 12, len(self.tokens))):
            if self.tokens[k].text == closing:
                if k == j + 1:
                    return 0
                phrase.quoted = True
                return k + 2 if self.tokens[k + 1 : k + 2] and self.tokens[k + 1].text == closing == "'" else k + 1
            place = self.places.get(k)
            if place is not None:
                if place.entity.kind == "PER":
                    return 0
                if place.entity.kind == "ORG" and k == j + 1:
                    if phrase.head.kind != "parl" or not self._sent(place):
                        self._attach(phrase, place)
                    if place.last > k and self.tokens[place.last - 1].text == closing:
                        return place.last
        return 0

    def _of_body(self, phrase: Phrase) -> bool:
        """Whether "по ..." after the body says what the body is for rather than the post."""
        if not phrase.bodies or phrase.tail or phrase.head.kind == "deputy" or phrase.head.name in w.TOPICAL_POSTS:
            return False
        return phrase.bodies[-1].name.lower().startswith(("комитет", "комисси", "управлени", "департамент", "отдел"))

    def _acronym(self, j: int) -> bool:
        """Whether a bracket holds one acronym: "войск радиоэлектронной борьбы (РЭБ)"."""
        tokens = self.tokens
        return j + 2 < len(tokens) and tokens[j + 2].text == ")" and tokens[j + 1].text.isupper()

    def _bracket(self, j: int) -> int:
        """The token after a short bracket without a person, or 0."""
        for k in range(j + 1, min(j + 6, len(self.tokens))):
            if self.tokens[k].text == ")":
                return k + 1
            place = self.places.get(k)
            if place is not None and place.entity.kind == "PER":
                return 0
        return 0


_CLOSING: Final = frozenset(("»", '"', "”", "“"))


def _opened(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a mention holds an opening quote that it does not close."""
    text = place.mention.text
    return text.count("«") > text.count("»") or text.count('"') % 2 == 1 or text.count("„") > text.count("“")
