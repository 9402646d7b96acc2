"""Whether a sentence says of a person with a post that they left office or died."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ruanalyze.roles.verbs import STOPS
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Phrase, Place

__all__ = ["left_office"]


def left_office(tokens: Sequence[Token], phrase: Phrase, person: Place, persons: Sequence[Place]) -> str:
    """ "left" or "dead" when the sentence says so of the person named beside the post, else ""."""
    if _FATES.isdisjoint(map(_lemma, tokens)):
        return ""
    end = max(phrase.end, person.last)
    start = min(phrase.left, person.first)
    stays = phrase.head.kind in _NOT_LEFT
    if phrase.case in ("Nom", ""):
        # "мэр Иванов погиб", "министр освобождён от должности"; "уволен глава Роскосмоса Перминов"
        limit = min([end + 7, len(tokens), *(p.first for p in persons if p.first >= end)])
        return _fate(tokens, range(end, limit), stays) or _fate(tokens, range(start - 1, max(start - 5, -1), -1), stays)
    if phrase.case in ("Gen", "Acc"):
        # "уволил начальника войск генерал-майора Иванова"; "после смерти мэра Иванова"
        if start and tokens[start - 1].lemma in _DEATHS:
            return "dead"
        nearest = max((p.last for p in persons if p.last <= start), default=0)
        for k in range(start - 1, max(start - 12, nearest - 1), -1):
            if tokens[k].text in STOPS:
                break
            if not stays and _leaves(tokens, k, passive=False):
                return "left"
        # "судью Вилкову лишили полномочий"
        if not stays and any(_leaves(tokens, k, passive=False) for k in range(end, min(end + 4, len(tokens)))):
            return "left"
    return ""


def _fate(tokens: Sequence[Token], where: range, stays: bool) -> str:
    """What a verb among these tokens says of its subject: "dead", "left" or ""."""
    for k in where:
        token = tokens[k]
        if token.text in STOPS or token.lemma in ("который", "что") or (where.step < 0 and token.text == ","):
            return ""
        if token.lemma in _DEATH and (token.lemma != "убить" or "Pass" in token.feats or "Short" in token.feats):
            return "dead"
        if not stays and _leaves(tokens, k, passive=True):
            return "left"
    return ""


def _leaves(tokens: Sequence[Token], k: int, passive: bool) -> bool:
    """Whether token `k` is a verb of leaving office, by its object where the verb alone does not tell."""
    lemma = tokens[k].lemma
    if lemma not in _LEAVING or tokens[k].pos not in ("VERB", "ADJ"):
        return False
    after = [t.lemma for t in tokens[k + 1 : k + 6]]
    if lemma in _DISMISS:
        return ("Short" in tokens[k].feats or "Pass" in tokens[k].feats or lemma == "уволиться") == passive
    if lemma in _DEPRIVE:
        if _OFFICE.isdisjoint(after):
            return False
        return ("Short" in tokens[k].feats or "Pass" in tokens[k].feats) == passive
    if passive and lemma in _QUIT:
        return bool({"должность", "пост", "отставка", "полномочие"} & set(after))
    return False


#: Verbs by which somebody else ends an office; those that want to be told of what; those of who leaves it.
_DISMISS: Final = word_set("уволить уволенный уволиться отстранить отстраненный отстранённый сместить смещенный")
_DEPRIVE: Final = word_set("лишить освободить освобожденный освобождённый снять снятый отозвать отправить отправленный")
_QUIT: Final = word_set("уйти уходить подать покинуть оставить сложить объявить")
_LEAVING: Final = _DISMISS | _DEPRIVE | _QUIT
_OFFICE: Final = word_set("должность пост отставка обязанность полномочие мандат")
_DEATH: Final = word_set("умереть погибнуть скончаться убить убитый погибший скончавшийся умерший погибать умирать")
_DEATHS: Final = frozenset(("смерть", "гибель", "убийство", "кончина", "похороны"))
_FATES: Final = _DEATH | _DEATHS | _LEAVING
_lemma: Final = attrgetter("lemma")
_NOT_LEFT: Final = frozenset(("biz", "noble", "rank", "art", "sci", "civic"))
