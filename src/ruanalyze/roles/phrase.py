"""Post phrases: from a head word to a whole post, its body and its place ("первый заместитель министра обороны РФ")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.kept import Kept
from ruanalyze.roles import words as w
from ruanalyze.roles.front import read_front
from ruanalyze.roles.parts import Gram, Phrase, gram, shows
from ruanalyze.roles.posts import LEADS, PARTICIPLES
from ruanalyze.roles.tail import TailReader

if TYPE_CHECKING:
    from ruanalyze.doc import Token
    from ruanalyze.roles.posts import Head

__all__ = ["Reader"]


# What heads were read as: posts recur, within a text and from one to the next.
_READ: Final[Kept[tuple[str, str, str, str], tuple[Head, Gram]]] = Kept(1 << 14)


class Reader(TailReader):
    """Reads the post phrases of one sentence."""

    def read(self) -> None:
        """Fill the scene's phrases; a head inside another phrase's complement stays with it."""
        heads, phrases = self.posts.heads, self.scene.phrases
        done = -1
        for index in self.scene.heads:
            token = self.tokens[index]
            if index in self.inside and (index < done or not self._mistaken(index)):
                phrase = self._within(index, heads[token.lemma])
                if phrase is not None:
                    phrases.append(phrase)
                continue
            if index < done:
                continue
            head = (
                self.scene.unknown.get(index)
                or heads[token.lemma]
                or heads[PARTICIPLES.get(token.text.lower()[:-2], "")]
            )
            if head is None:
                phrase = self.led(index, heads[LEADS.get(token.lemma, "")])
            elif head.name[-1] != "-" and self.is_noun(index, head):  # "теле- и радиоведущие"
                phrase = self._phrase(index, head)
            else:
                continue
            if phrase is not None and not (phrase.head.weak and phrase.end not in self.places):
                phrases.append(phrase)
                done = phrase.end

    def _mistaken(self, index: int) -> bool:
        """Whether the mention that holds the head at `index` is nothing but the head; it is then left out."""
        place = self.places.get(index)
        if place is None or place.entity.kind != "ORG" or place.last > index + 1:
            return False
        del self.places[index]
        self.inside.discard(index)
        return True

    def _within(self, index: int, head: Head | None) -> Phrase | None:
        """The post at the end of a body's name before a person: "администрации президента США Барака Обамы"."""
        if head is None or head.kind != "exec" or self.tokens[index].pos not in w.HEADS:
            return None
        for first in range(index - 1, max(index - 8, -1), -1):
            place = self.places.get(first)
            if place is not None:
                break
        else:
            return None
        if place.entity.kind != "ORG" or place.last - index > 4 or self.person_free(place.last):
            return None
        feats = gram(self.tokens[index].feats)
        if feats.case != "Gen":
            return None
        phrase = Phrase(self.number, index, head, *feats)
        phrase.end, phrase.within = place.last, place.entity
        return phrase

    def _phrase(self, index: int, head: Head) -> Phrase:
        token = self.tokens[index]
        if index in self.scene.unknown:
            head, feats = self._inflected(token, head)
        else:
            key = (token.text, token.lemma, token.pos, token.feats)
            known = _READ.get(key)
            if known is None:
                known = _READ.keep(key, self._inflected(token, head))
            head, feats = known
        phrase = Phrase(self.number, index, head, *feats)
        read_front(self.scene, phrase)
        self.read_tail(phrase)
        return phrase

    def _inflected(self, token: Token, head: Head) -> tuple[Head, Gram]:
        """The head that a token is, and its features where the tagger's can be trusted."""
        feats = gram(token.feats)
        if token.pos not in w.HEADS or (
            head.name.startswith("зам") and head.kind != "deputy" and token.text.lower() == head.name
        ):
            feats = Gram("", feats.number, feats.gender)  # the tagger did not know the word
        elif feats.number == "Plur" and token.text.lower() == head.name and head.kind != "rank":
            feats = Gram("Nom", "Sing", feats.gender)  # "раввин" is no plural
        elif feats.number == "Sing" and (
            not shows(feats.case, token.text)
            or (feats.case == "Nom" and token.text[-1] in "ауюя" and token.lemma[-1] not in "аяйь")
        ):
            feats = Gram("", "Sing", feats.gender)  # "предпринимателя" is no dative
        if feats.gender == "Fem" and head.name.endswith("щий"):
            head = self.posts.heads[head.name[:-2] + "ая"] or head  # "телеведущей": телеведущая
        return head, feats

    def led(self, verb: int, head: Head | None) -> Phrase | None:
        """The post of a verb of leading at token `verb`, when what it leads is a body or a place."""
        tokens, n = self.tokens, len(self.tokens)
        if head is None or "VerbForm=Inf" in tokens[verb].feats:
            return None
        phrase = Phrase(self.number, verb, head, "", "Sing", "")
        phrase.led = True
        j = verb + 1
        while (
            j < n
            and j - verb < 4
            and j not in self.places
            and (tokens[j].pos in ("ADJ", "DET", "ADV") or tokens[j].text in w.QUOTES)
        ):
            j += 1
        if j < n and j not in self.places and tokens[j].pos == "NOUN":
            noun = w.LED.get(tokens[j].lemma)
            if noun is None and tokens[j].lemma not in w.GENERIC:
                return None
            if noun is not None:
                phrase.noun = noun
            phrase.index = j
        elif j in self.places and self.places[j].entity.kind != "PER":
            phrase.index = j - 1
        else:
            return None
        start = phrase.index
        self.read_tail(phrase)
        phrase.index = phrase.left = phrase.first = verb
        phrase.end = max(phrase.end, start + 1)
        if (
            phrase.noun
            and phrase.bodies
            and not phrase.tail
            and phrase.noun not in ("управления", "отдела", "отделения", "департамента")
        ):
            phrase.noun = ""
        if not (phrase.bodies or phrase.areas or phrase.noun or phrase.quoted):
            return None
        return phrase
