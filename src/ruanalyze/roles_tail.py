"""The tail of a post: its complement, and the bodies and places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze import roles_words as w
from ruanalyze.roles_parts import Phrase, gram
from ruanalyze.roles_tail_rules import TailRules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles_parts import Place

__all__ = ["TailReader"]


class TailReader(TailRules):
    """Reads what follows the head of a post in one sentence."""

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
                    if not self.patron(phrase, place):
                        break
                    if kind in ("deputy", "staff", "chief") and name not in w.SERVES:  # "адвокат Кокорина" is адвокат
                        phrase.patron = tokens[j : place.last]
                        phrase.tail += phrase.patron
                elif self.fits(place, phrase, joint):
                    if place.mention.text[0] in w.QUOTES and phrase.tail and phrase.tail[-1] is tokens[j - 1]:
                        phrase.described = phrase.tail[-1]
                    if phrase.head.kind == "parl" and place.entity.kind == "ORG" and self.sent(place):
                        phrase.quoted = True  # "депутат от партии «Яблоко»": whom they speak for, not the body
                    else:
                        self.attach(phrase, place)
                else:
                    break
                j = phrase.end = place.last
                if tokens[j - 1].pos == "ADP":  # "Объединённый фронт за демократию против" диктатуры: a name cut short
                    while j < n and j not in places and gram(tokens[j].feats).case in ("Gen", "Acc"):
                        j = phrase.end = j + 1
                if j < n and tokens[j].text in _CLOSING and _opened(tokens, place):
                    j = phrase.end = j + 1
                joint = False
                continue
            token = tokens[j]
            text, lemma = token.text, token.lemma
            feats = gram(token.feats)
            if "-летн" in text:
                break  # "военного командира 74-летнего Ратко Младича"
            if self.genitive(j, feats):
                feats = feats._replace(case="Gen")
            if (
                (
                    feats.case in allowed
                    and (token.pos in w.NOUNS or (token.pos == "VERB" and (joint or self.participle(j))))
                )
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
            elif text in w.QUOTES and (end := self.quoted(phrase, j)):
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
            elif lemma in ("за", "против", "с") and self.of_cause(phrase, j) and not joint:
                j += 1  # "лидер движения за гражданские права": more of the body's name
                while j < n and j not in places and tokens[j].pos in w.NOUNS and gram(tokens[j].feats).case != "Nom":
                    j = phrase.end = j + 1
            elif lemma == "по" and self.by_training(phrase, j):
                j = phrase.end = j + 2
            elif lemma == "по" and self.of_body(phrase) and not joint:
                j += 1  # "член комитета Госдумы по обороне": more of the body's name
                while j < n and j not in places and gram(tokens[j].feats).case in ("Dat", "Gen"):
                    j = phrase.end = j + 1
            elif lemma in w.PREPOSITIONS and not joint:
                taken = self.preposition(phrase, j)
                if taken is None:
                    break
                allowed = taken
                joint = True
                phrase.tail.append(token)
                j += 1
            elif (lemma == "и" and phrase.tail and self.joins(j, allowed)) or (
                text == "," and phrase.tail and self.enumerates(j, allowed)
            ):
                phrase.tail.append(token)
                j += 1
                joint = True
            elif token.pos == "ADV" and not joint and j + 1 < n and self.genitive_adjective(j + 1):
                j += 1  # "лидер крайне правого фронта"
            elif lemma == "и" and not joint and self.second(phrase, j):
                j += 1  # "Полузащитник «Барселоны» и сборной Нидерландов"
                joint = True
            elif text == "(" and (phrase.bodies or phrase.quoted or self.acronym(j)) and (end := self.bracket(j)):
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
        named = phrase.bodies or (phrase.quoted and not phrase.title) or phrase.areas
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
        if len(tail) == 1 and self._unnamed_body(phrase, tail[0]):
            tail.clear()
        if phrase.head.name in w.PERSONAL and tail and any("=Anim" in t.feats for t in tail):
            tail.clear()  # "адвокат обвиняемого" is адвокат
        if phrase.head.kind == "parl" and phrase.areas and tail and tail[-1].lemma in w.HOUSES:
            phrase.kindwords += [t.text.lower() for t in tail]  # "депутат муниципального собрания Отрадного": депутат
            tail.clear()
        if not tail:
            return
        officer = phrase.head.kind == "exec" or phrase.head.name == "прокурор"
        if officer and tail[-1].lemma in w.AREA_WORDS and phrase.head.name != "голова":
            phrase.areaword = tail.pop().text.lower()  # "мэр города", "министр спорта страны": the post is мэр
            while tail and tail[-1].pos == "ADJ":
                phrase.own.append(tail.pop().lemma)  # "мэр латвийской столицы"
        elif len(tail) == 1 and tail[0].lemma in ("мир", "планета") and phrase.head.kind in ("sport", "art"):
            tail.clear()  # "один из лучших теннисистов мира"

    def _unnamed_body(self, phrase: Phrase, token: Token) -> bool:
        """Whether a word is the name of a body that is no entity of the text: "защитник Арсенала"."""
        text = token.text
        proper = text[0].isupper() and not text.isupper() and phrase.head.kind not in _PROPER
        return proper and token not in phrase.patron and self.posts.heads[token.lemma] is None

    def _descriptive(self, phrase: Phrase, token: Token, topical: bool) -> bool:
        """Whether a word right before the body's name says what the body is, as "компании", "японского" do."""
        if token.pos == "ADJ":
            return not topical
        if topical and gram(token.feats).case != "Gen":
            return False
        if token.lemma in w.GENERIC or topical:
            return token.lemma in w.GENERIC
        if token is not phrase.described or token.lemma in w.LED or self.posts.heads[token.lemma] is not None:
            return False
        before = phrase.tail[-2:-1]  # "рынка капиталов «Универ»": a noun of a longer name stays
        return not before or before[0].pos == "ADJ" or self.posts.heads[before[0].lemma] is not None


_PROPER: Final = frozenset(("church", "noble"))  # kinds of posts whose place is part of them: "архиепископ Рижский"
_CLOSING: Final = frozenset(("»", '"', "”", "“"))


def _opened(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a mention holds an opening quote that it does not close."""
    text = place.mention.text
    return text.count("«") > text.count("»") or text.count('"') % 2 == 1 or text.count("„") > text.count("“")
