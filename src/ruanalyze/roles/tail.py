"""The tail of a post: its complement, and the bodies and places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.roles import words as w
from ruanalyze.roles.parts import Phrase, gram
from ruanalyze.roles.tail_rules import TailRules
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Gram, Place

__all__ = ["TailReader"]


class TailReader(TailRules):
    """Reads what follows the head of a post in one sentence."""

    def read_tail(self, phrase: Phrase) -> None:
        """Read on from the head as long as words, names and places belong to the post.

        Each step is a rule that answers with the token where reading goes on, stops it, or abstains.
        """
        tokens, name = self.tokens, phrase.head.name
        n, j = len(tokens), phrase.index + 1
        if name in ("зам", "зав", "пом", "нач") and j < n and tokens[j].text == ".":
            j = phrase.end = j + 1
        self.allowed = ("Ins", "Gen") if name in w.OVER else ("Gen", "Acc") if name == "зам" else ("Gen",)
        self.joint = False
        while 0 <= j < n:
            if j in self.places:
                step = self._mention(phrase, j)
                if step is not None:
                    j = step
                    continue
            token = tokens[j]
            step = self._complement(phrase, j) if "Case=" in token.feats or token.text[0].isdigit() else None
            if step is None and (
                token.pos in _LINKS or token.lemma in _GO_ON or token.text in w.QUOTES or phrase.head.kind in _PROPER
            ):
                step = self._name_goes_on(phrase, j)
                if step is None:
                    step = self._link(phrase, j)
            j = _STOP if step is None else step
        if phrase.tail:
            self._trim(phrase)
        for inner in phrase.inner:
            inner.end = phrase.end
            inner.bodies, inner.areas, inner.quoted = phrase.bodies, phrase.areas, phrase.quoted
            inner.tail = [t for t in phrase.tail if t.start > tokens[inner.index].start]

    def _mention(self, phrase: Phrase, j: int) -> int | None:
        """A name at `j`: the body, the place, or the person whom the post serves."""
        tokens, place, kind = self.tokens, self.places[j], phrase.head.kind
        if kind == "church" and tokens[j].lemma.endswith(("ский", "цкий")):
            return None
        if place.entity.kind == "PER":
            if not self.patron(phrase, place):
                return _STOP
            if kind in ("deputy", "staff", "chief") and phrase.head.name not in w.SERVES:
                phrase.patron = tokens[j : place.last]  # but "адвокат Кокорина" is адвокат
                phrase.tail += phrase.patron
        elif self.fits(place, phrase, self.joint):
            if place.mention.text[0] in w.QUOTES and phrase.tail and phrase.tail[-1] is tokens[j - 1]:
                phrase.described = phrase.tail[-1]
            if kind == "parl" and place.entity.kind == "ORG" and self.sent(place):
                phrase.quoted = True  # "депутат от партии «Яблоко»": whom they speak for, not the body
            else:
                self.attach(phrase, place)
        else:
            return _STOP
        self.joint = False
        end = phrase.end = place.last
        if tokens[end - 1].pos == "ADP":  # "Объединённый фронт за демократию против" диктатуры: a name cut short
            end = self._skip(phrase, end, ("Gen", "Acc"))
        if end < len(tokens) and tokens[end].text in _CLOSING and _opened(tokens, place):
            end = phrase.end = end + 1
        return end

    def _complement(self, phrase: Phrase, j: int) -> int | None:
        """A word at `j` in the case that the head asks for: "обороны" of "министр обороны"."""
        token, kind = self.tokens[j], phrase.head.kind
        text, lemma, feats = token.text, token.lemma, gram(token.feats)
        if "-летн" in text:
            return _STOP  # "военного командира 74-летнего Ратко Младича"
        if self.genitive(j, feats):
            feats = feats._replace(case="Gen")
        if not self._governed(phrase, j, feats):
            return None
        head = self.posts.heads[lemma]
        if head is not None and not self.is_noun(j, head):
            head = None
        named = phrase.bodies or phrase.areas
        if head is None and named and "=Anim" in token.feats and not self.person_free(j + 1):
            return _STOP  # "главу ФБР республиканца Джеймса Коми"
        if phrase.bodies and lemma in w.AREA_WORDS:  # "глава МВД республики"
            phrase.areaword = text.lower()
            phrase.end = j + 1
            return j + 1
        if head is not None:
            lonely = kind in w.LONELY and phrase.head.name != "кандидат"
            if lonely or (head.kind == "rank" and feats.number != "Plur"):
                return _STOP
            if not head.weak:
                if phrase.tail and phrase.tail[-1].lemma.endswith(("ский", "цкий")) and head.kind == "exec":
                    phrase.own.append(phrase.tail.pop().lemma)  # "пресс-секретарь российского президента"
                phrase.inner.append(Phrase(self.number, j, head, *feats))
                if head.name in w.OVER:
                    self.allowed = ("Ins", "Gen")
        phrase.tail.append(token)
        phrase.end = j + 1
        self.joint = False
        return j + 1

    def _governed(self, phrase: Phrase, j: int, feats: Gram) -> bool:
        """Whether the word at `j` stands in a case that the post so far asks for."""
        token, tail = self.tokens[j], phrase.tail
        if feats.case in self.allowed and token.pos in w.NOUNS:
            return True
        if feats.case in self.allowed and token.pos == "VERB" and (self.joint or self.participle(j)):
            return True
        if "-" in token.text and token.text[0].isdigit():
            return bool(tail)
        return feats.case == "Ins" and bool(tail) and tail[-1].lemma.endswith(("ение", "ание")) and not self.joint

    def _name_goes_on(self, phrase: Phrase, j: int) -> int | None:
        """More of a name at `j`: a see, a quoted name, "при прокуратуре", "за права", a bracket, a number."""
        tokens, n = self.tokens, len(self.tokens)
        text, lemma, kind = tokens[j].text, tokens[j].lemma, phrase.head.kind
        if phrase.head.name == "папа" and lemma == "римский":
            phrase.tail.append(tokens[j])
            end = j + 1
        elif kind in ("church", "noble") and text[0].isupper() and lemma.endswith(("ский", "цкий")):
            phrase.tail.append(tokens[j])  # "митрополит Саратовский и Вольский Игнатий"
            phrase.end = j + 1
            if j + 2 < n and tokens[j + 1].lemma == "и" and tokens[j + 2].lemma.endswith(("ский", "цкий")):
                phrase.tail.append(tokens[j + 1])
                return j + 2
            return j + 1
        elif text in w.QUOTES and (end := self.quoted(phrase, j)):
            if phrase.tail and phrase.tail[-1] is tokens[j - 1]:
                phrase.described = phrase.tail[-1]
                if phrase.tail[-1].pos == "ADP":
                    phrase.tail.pop()
            self.joint = False
        elif lemma == "при" and phrase.bodies and j + 1 < n and j + 1 not in self.places:
            return self._skip(phrase, j + 1, ("Loc", "Gen"))  # "Следственного комитета при прокуратуре"
        elif lemma in ("за", "против", "с") and self.of_cause(phrase, j) and not self.joint:
            return self._skip(phrase, j + 1, ("Gen", "Acc", "Ins", "Dat", "Loc"))  # "лидер движения за права"
        elif lemma == "по" and self.by_training(phrase, j):
            end = j + 2
        elif lemma == "по" and self.of_body(phrase) and not self.joint:
            return self._skip(phrase, j + 1, ("Dat", "Gen"))  # "член комитета Госдумы по обороне"
        elif text == "(" and (phrase.bodies or phrase.quoted or self.acronym(j)):
            end = self.bracket(j)
        elif text == "№" and j + 1 < n:
            end = j + 2
        elif text == "." and tokens[j - 1].text in ("г", "им", "обл", "респ", "р-н"):
            return j + 1
        else:
            return None
        if not end:
            return None
        phrase.end = end
        return end

    def _skip(self, phrase: Phrase, j: int, cases: tuple[str, ...]) -> int:
        """The token after the words in one of the cases from `j` on: they belong to the body's name."""
        tokens = self.tokens
        while j < len(tokens) and j not in self.places and gram(tokens[j].feats).case in cases:
            j = phrase.end = j + 1
        return j

    def _link(self, phrase: Phrase, j: int) -> int | None:
        """A preposition, a conjunction or an adverb at `j` after which the post goes on."""
        token = self.tokens[j]
        lemma, joint = token.lemma, self.joint
        if lemma in w.PREPOSITIONS and not joint:
            taken = self.preposition(phrase, j)
            if taken is None:
                return None
            self.allowed = taken
        elif phrase.tail and (
            (lemma == "и" and self.joins(j, self.allowed)) or (token.text == "," and self.enumerates(j, self.allowed))
        ):
            pass
        elif token.pos == "ADV" and not joint and self.genitive_adjective(j + 1):
            return j + 1  # "лидер крайне правого фронта"
        elif lemma == "и" and not joint and self.second(phrase, j):
            self.joint = True  # "Полузащитник «Барселоны» и сборной Нидерландов"
            return j + 1
        else:
            return None
        self.joint = True
        phrase.tail.append(token)
        return j + 1

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
_STOP: Final = -1
_LINKS: Final = frozenset(("ADJ", "ADV", "PROPN"))
# The words and marks without a case after which a post may go on.
_GO_ON: Final = w.PREPOSITIONS | word_set("и , при за против с по ( № .")
_CLOSING: Final = frozenset(("»", '"', "”", "“"))


def _opened(tokens: Sequence[Token], place: Place) -> bool:
    """Whether a mention holds an opening quote that it does not close."""
    text = place.mention.text
    return text.count("«") > text.count("»") or text.count('"') % 2 == 1 or text.count("„") > text.count("“")
