"""What may belong to the tail of a post: each rule says yes or no to the word, mention or mark at a token."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ruanalyze.roles import words as w
from ruanalyze.roles.parts import gram

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Gram, Phrase, Place
    from ruanalyze.roles.posts import Head
    from ruanalyze.roles.scene import Scene

__all__ = ["TailRules"]


class TailRules:
    """The rules over one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.posts = scene.posts
        self.number = scene.number
        self.tokens = scene.tokens
        self.places = scene.places
        self.inside = scene.inside
        self.allowed: tuple[str, ...] = ("Gen",)  # the cases that the post read now asks for
        self.joint = False  # whether reading stands right after a preposition or a conjunction

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

    def genitive(self, j: int, feats: Gram) -> bool:
        """Whether an adjective tagged as an accusative stands before a genitive: "председателю нового Парламента"."""
        if feats.case != "Acc" or j + 1 >= len(self.tokens) or not self.tokens[j].text.endswith(("ого", "его", "ых")):
            return False
        return gram(self.tokens[j + 1].feats).case == "Gen"

    def genitive_adjective(self, j: int) -> bool:
        """Whether an adjective in the genitive stands at token `j`."""
        if j >= len(self.tokens):
            return False
        token = self.tokens[j]
        return token.pos == "ADJ" and gram(token.feats).case == "Gen" and self.person_free(j)

    def participle(self, j: int) -> bool:
        """Whether a participle describes the genitive after it: "главой объединённого комитета"."""
        tokens = self.tokens
        if j + 1 >= len(tokens) or "VerbForm=Part" not in tokens[j].feats:
            return False
        return tokens[j + 1].pos in w.NOUNS and gram(tokens[j + 1].feats).case == "Gen" and self.person_free(j + 1)

    def person_free(self, j: int) -> bool:
        """Whether no person is named at token `j`."""
        place = self.places.get(j)
        return place is None or place.entity.kind != "PER"

    def second(self, phrase: Phrase, j: int) -> bool:
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

    def patron(self, phrase: Phrase, place: Place) -> bool:
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

    def fits(self, place: Place, phrase: Phrase, after_preposition: bool) -> bool:
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

    def sent(self, place: Place) -> bool:
        """Whether a mention follows "от" or "от партии"."""
        before = [t.lemma for t in self.tokens[max(0, place.first - 3) : place.first]]
        return "от" in before

    def attach(self, phrase: Phrase, place: Place) -> None:
        """Give an organization or a place to the post."""
        if phrase.tail and phrase.tail[-1].pos == "ADP" and phrase.tail[-1] is self.tokens[place.first - 1]:
            phrase.tail.pop()  # "кандидат от партии в президенты": the preposition goes with the party
        (phrase.bodies if place.entity.kind == "ORG" else phrase.areas).append(place.entity)

    def preposition(self, phrase: Phrase, j: int) -> tuple[str, ...] | None:
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

    def joins(self, j: int, allowed: tuple[str, ...]) -> bool:
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

    def enumerates(self, j: int, allowed: tuple[str, ...]) -> bool:
        """Whether the comma at `j` goes on to ", ... и ..." in the same case: "экономики, торговли и туризма"."""
        tokens = self.tokens
        for k in range(j + 1, min(j + 8, len(tokens))):
            if tokens[k].lemma == "и":
                return k > j + 1 and self.joins(k, allowed)
            if k in self.places or tokens[k].pos not in ("NOUN", "ADJ", "PUNCT") or self.posts.heads[tokens[k].lemma]:
                return False
            if tokens[k].pos == "PUNCT" and tokens[k].text != ",":
                return False
            if tokens[k].pos != "PUNCT" and gram(tokens[k].feats).case not in allowed:
                return False
        return False

    def quoted(self, phrase: Phrase, j: int) -> int:
        """The token after the quoted name of a body from `j` on, or 0; an organization in it becomes the body."""
        closing = w.QUOTES[self.tokens[j].text]
        if closing == "'" and self.tokens[j + 1 : j + 2] and self.tokens[j + 1].text == "'":
            j += 1  # '' for a quote
        for k in range(j + 1, min(j + 12, len(self.tokens))):
            if self.tokens[k].text == closing:
                if k == j + 1:
                    return 0
                phrase.quoted = True
                kind = phrase.head.kind
                nickname = kind in ("art", "noble") and not phrase.tail  # "артист «Солнечный клоун»"
                if not (phrase.bodies or nickname or kind in ("parl", "label")):
                    phrase.title = _written(self.tokens[j + 1 : k])
                return k + 2 if self.tokens[k + 1 : k + 2] and self.tokens[k + 1].text == closing == "'" else k + 1
            place = self.places.get(k)
            if place is not None:
                if place.entity.kind == "PER":
                    return 0
                if place.entity.kind == "ORG" and k == j + 1:
                    if phrase.head.kind != "parl" or not self.sent(place):
                        self.attach(phrase, place)
                    if place.last > k and self.tokens[place.last - 1].text == closing:
                        return place.last
        return 0

    def of_body(self, phrase: Phrase) -> bool:
        """Whether "по ..." after the body says what the body is for rather than the post."""
        if not phrase.bodies or phrase.tail or phrase.head.kind == "deputy" or phrase.head.name in w.TOPICAL_POSTS:
            return False
        return phrase.bodies[-1].name.lower().startswith(("комитет", "комисси", "управлени", "департамент", "отдел"))

    def by_training(self, phrase: Phrase, j: int) -> bool:
        """Whether "по" at `j` tells what somebody has learnt: "экономист по образованию"."""
        learnt = phrase.head.kind in w.LEARNT and phrase.head.name not in w.TOPICAL_POSTS and not phrase.tail
        return learnt and j + 1 < len(self.tokens) and self.tokens[j + 1].lemma in w.TRADE

    def of_cause(self, phrase: Phrase, j: int) -> bool:
        """Whether "за" or "против" at `j` goes on a movement's name."""
        named = phrase.bodies[-1].name.lower() if phrase.bodies else ""
        before = self.tokens[j - 1].lemma
        return before in ("движение", "фронт", "борьба", "союз") or named.startswith(("движени", "фронт", "союз"))

    def acronym(self, j: int) -> bool:
        """Whether a bracket holds one acronym: "войск радиоэлектронной борьбы (РЭБ)"."""
        tokens = self.tokens
        return j + 2 < len(tokens) and tokens[j + 2].text == ")" and tokens[j + 1].text.isupper()

    def bracket(self, j: int) -> int:
        """The token after a short bracket without a person, or 0."""
        for k in range(j + 1, min(j + 6, len(self.tokens))):
            if self.tokens[k].text == ")":
                return k + 1
            place = self.places.get(k)
            if place is not None and place.entity.kind == "PER":
                return 0
        return 0


def _written(tokens: Sequence[Token]) -> str:
    """A quoted name as it is written, in one kind of quotes."""
    text = "".join(
        t.text + (" " if following is not None and following.start > t.end else "")
        for t, following in zip_longest(tokens, tokens[1:])
        if t is not None
    )
    return f"«{text}»"
