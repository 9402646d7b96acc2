"""The front of a post: adjectives and words of status before its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.roles import words as w
from ruanalyze.roles.parts import gram
from ruanalyze.roles.posts import PARTICIPLES, feminine, load
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Phrase
    from ruanalyze.roles.scene import Scene

__all__ = ["read_front"]


def read_front(scene: Scene, phrase: Phrase) -> None:
    """Read the words before a head: its adjectives, "врио", "экс-", "бывший"."""
    tokens, inside, posts = scene.tokens, scene.inside, scene.posts
    i = phrase.index - 1
    touching = True
    while i >= 0:
        token = tokens[i]
        if token.pos not in _ADJECTIVAL and token.lemma not in _FRONT:
            break
        lemma = token.lemma.replace("ё", "е")
        if i in inside:
            break
        if token.text == "." and (size := _acting(tokens, i)):
            phrase.status = "acting"
            phrase.case = ""
            i -= size
            touching = False
        elif lemma == "врио":
            phrase.status = "acting"
            phrase.case = ""
            i -= 1
        elif lemma == "обязанность" and i and tokens[i - 1].lemma.startswith("исполня"):
            phrase.status = "acting"
            phrase.case = gram(tokens[i - 1].feats).case
            phrase.number = gram(tokens[i - 1].feats).number or phrase.number
            i -= 2
            if i >= 0 and tokens[i].lemma == "временно":
                i -= 1
            touching = False
        elif token.pos == "VERB" and token.text.lower().startswith(("избранн", "назначенн", "новоизбранн")):
            phrase.status = phrase.status or "incoming"
            i -= 1
            touching = False
        elif lemma in posts.status and token.pos != "VERB" and lemma != "вновь":
            phrase.status = phrase.status or posts.status[lemma]
            i -= 1
            touching = False
        elif lemma == "и" and phrase.parts and i and tokens[i - 1].lemma.replace("ё", "е") in posts.parts and touching:
            phrase.parts.insert(0, "и")  # "чрезвычайный и полномочный посол"
            i -= 1
            continue
        elif lemma == "и" and i and i + 1 < phrase.index and tokens[i - 1].pos == tokens[i + 1].pos == "ADJ":
            i -= 1  # "советский и российский актёр"
            continue
        elif token.text in ("-", "–", "—") and i and tokens[i - 1].lemma in ("экс", "вице", "пресс") and i > 0:
            if tokens[i - 1].lemma == "экс":
                phrase.status = "former"
            else:
                phrase.head = phrase.head._replace(name=f"{tokens[i - 1].lemma}-{phrase.head.name}")
                phrase.first = i - 1
            i -= 2
        elif lemma in w.FEW and touching:
            phrase.number, phrase.left = "Plur", i  # "два экс-президента"
            i -= 1
            touching = False
        elif token.pos in ("ADJ", "DET") or (token.pos == "VERB" and gram(token.feats).case):
            feats = gram(token.feats)
            if (
                phrase.case
                and feats.case
                and feats.case != phrase.case
                and not {feats.case, phrase.case} <= {"Gen", "Acc"}
            ):
                break
            if feats.number == "Plur" and token.pos == "ADJ":
                phrase.number = "Plur"  # the head's own ending may be ambiguous
            if lemma in w.ORDINALS and not _rank(phrase):
                touching = False
            elif lemma in w.HONORS and phrase.head.kind in w.HONORED:
                touching = False  # "народный артист": a title of an артист
            elif touching and token.pos != "DET" and (part := _part(scene, i, phrase.head.kind)):
                phrase.parts.insert(0, _with_gender(part, phrase.head.name))
                phrase.first = i
            else:
                touching = touching and token.pos == "DET"
                if lemma.endswith(("ский", "ской", "цкий", "цкой")) or lemma in w.PLACES:
                    phrase.own.append(lemma)
            i -= 1
        elif lemma in w.SKIP and lemma not in ("г",):
            i -= 1
            touching = False
        else:
            break
        phrase.left = i + 1
    phrase.first = max(phrase.first, phrase.left)
    if i >= 1 and phrase.number == "Plur" and tokens[i].lemma == "из" and tokens[i - 1].lemma == "один":
        one = gram(tokens[i - 1].feats)  # "один из руководителей"
        phrase.case, phrase.number, phrase.left = one.case, "Sing", i - 1


_ADJECTIVAL: Final = frozenset(("ADJ", "DET", "VERB"))
# The other words and marks that may stand before a head; at any other the front begins.
_FRONT: Final = w.SKIP | w.FEW | load().status.keys() | word_set("врио обязанность и отстранённый . - – —")


def _part(scene: Scene, i: int, kind: str) -> str:
    """The base form of an adjective at `i` that belongs to a post, or "": by the lexicon, or as the tagger sees it.

    "пляжный волейболист" but no nationality, no praise.
    """
    token = scene.tokens[i]
    if token.pos == "VERB":  # "управляющий директор"
        return PARTICIPLES.get(token.text.lower()[:-2], "")
    lemma = token.lemma.replace("ё", "е")
    if lemma == "великий":
        return lemma if kind == "noble" else ""  # "великий князь" but no great singer
    if lemma in scene.posts.parts:
        return token.lemma
    other = lemma in w.EPITHETS or lemma in w.PLACES or lemma.endswith(("ский", "ской", "цкий", "цкой", "-летний"))
    return "" if other or not scene.in_post(i) else token.lemma


def _rank(phrase: Phrase) -> bool:
    """Whether an ordinal belongs to the post: "первый заместитель", not "первый президент"."""
    name = phrase.head.name
    return (
        phrase.head.kind == "deputy"
        or name.startswith(("вице", "зам", "секретар", "зампред", "проректор"))
        or name in ("леди", "тренер", "пилот", "режиссёр", "режиссер", "вратарь")
        or bool(phrase.parts)
    )


def _acting(tokens: Sequence[Token], i: int) -> int:
    """The number of tokens of "и. о." that end at the dot `i`, or 0."""
    if i >= 3 and tokens[i - 1].text.lower() == "о" and tokens[i - 2].text == "." and tokens[i - 3].text.lower() == "и":
        if i >= 5 and tokens[i - 4].text == "." and tokens[i - 5].text.lower() == "вр":
            return 6
        return 4
    return 0


def _with_gender(adjective: str, head: str) -> str:
    """The nominative of an adjective by its head: "главный" but "главная балерина"."""
    if not feminine(head):
        return adjective
    if adjective.endswith(("жий", "чий", "ший", "щий")):
        return adjective[:-2] + "ая"
    if adjective.endswith("ний"):
        return adjective[:-2] + "яя"
    return adjective[:-2] + "ая" if adjective.endswith(("ый", "ой", "ий")) else adjective
