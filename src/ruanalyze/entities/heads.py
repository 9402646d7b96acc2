"""What stands around a name: a body's head noun, what it is of, what a committee is for; the post of who is no town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.entities.found import QUOTES, Found, by, head_lemma
from ruanalyze.orgs import lexicon as orgs_lexicon
from ruanalyze.words import is_cyrillic, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token

__all__ = ["head_before", "is_holder", "region_after", "tail_after", "topic_after"]

_AROUND: Final = frozenset(("области", "краю", "республике", "району"))
_LEADS: Final = frozenset(("NOUN", "ADJ", "PROPN"))
_AREAS: Final = word_set("города области края республики района округа региона страны села посёлка поселка")


def head_before(tokens: Sequence[Token], f: Found) -> Found:
    """пресс-служба + МВД, департамент транспорта + Москвы, театр + «Современник», ООО + «Ромашка»."""
    lexicon = orgs_lexicon.load()
    first, last, kind = f.first, f.last, f.kind
    if (
        tokens[first - 1].pos not in _LEADS
        and tokens[first - 1].text not in '«"'
        and tokens[first].text not in QUOTES
        and tokens[first - 1].text not in lexicon.forms
    ):
        return f
    while first > 0:
        before = tokens[first - 1]
        if kind == "ORG" and before.text in lexicon.forms:
            first -= 1
            continue
        if kind == "ORG" and before.text in '«"' and last < len(tokens) and tokens[last].text in '»"':
            # the quotes are left outside: taken in with the head, if there is one
            head_at = _quoted_head(tokens, first - 1, lexicon.heads)
            if head_at is None:
                break
            head, last = head_at, last + 1
        elif kind == "ORG" and tokens[first].text in QUOTES:
            head_at = _quoted_head(tokens, first, lexicon.heads)
            if head_at is None:
                break
            head = head_at
        elif (
            kind == "ORG" and (before.lemma in _WHOLE or before.lemma == "клуб") and not is_cyrillic(tokens[first].text)
        ):
            head = first - 1
        else:
            flag = "b" if kind == "LOC" else "u"
            found = _governor(tokens, first, last, flag, lexicon.heads)
            if found is None:
                break
            head = found
        named = (
            tokens[head].lemma in _WHOLE or tokens[head].lemma == "клуб"
        )  # "саратовский театр «Теремок»" is театр «Теремок»
        first, kind = head, "ORG"
        while first > 0 and tokens[first - 1].pos == "ADJ" and _agrees(tokens[first - 1], tokens[head]):
            small = tokens[first - 1].text.islower()
            if small and (named or tokens[first - 1].lemma in _PASSING or tokens[first - 1].lemma.endswith(_VERBAL)):
                break
            first -= 1
    return f if first == f.first else f._replace(first=first, last=last, kind=kind, source=by(f.source, "head"))


def _quoted_head(tokens: Sequence[Token], at: int, heads: dict[str, tuple[str, str]]) -> int | None:
    """The class noun before an opening quote: театр «…», театр кукол «…»."""
    if at > 0 and _names_quoted(tokens, at - 1, heads):
        return at - 1
    if (
        at > 1
        and tokens[at - 1].pos == "NOUN"
        and "Case=Gen" in tokens[at - 1].feats
        and tokens[at - 2].lemma in _WHOLE
        and "Number=Plur" not in tokens[at - 2].feats
    ):
        return at - 2
    return None


def tail_after(tokens: Sequence[Token], f: Found) -> Found:
    """Высшая школа + управления, Институт + прикладной математики: what a named body is of."""
    last = tokens[f.last - 1]
    if f.last >= len(tokens) or last.lemma not in _OF_SOMETHING or not tokens[f.first].text[:1].isupper():
        return f
    end = f.last
    for i in range(f.last, min(len(tokens), f.last + 5)):
        t = tokens[i]
        if t.pos == "CCONJ" and end > f.last:
            continue
        capital = t.pos == "ADJ" and i == f.last and last.lemma == "штаб"  # Главный штаб Сухопутных войск
        if (
            not (t.text.islower() or capital)
            or t.pos not in ("ADJ", "NOUN")
            or "Case=Gen" not in t.feats
            or t.lemma in _NOT_OF
        ):
            break
        if t.pos == "NOUN":
            end = i + 1
            if i + 1 < len(tokens) and tokens[i + 1].pos != "CCONJ":
                break
    return f if end == f.last else f._replace(last=end, source=by(f.source, "tail"))


def topic_after(tokens: Sequence[Token], f: Found) -> Found:
    """комитет Госдумы + по экономической политике: what a committee is for."""
    at = f.last
    if f.kind != "ORG" or at + 1 >= len(tokens) or tokens[at].text != "по" or tokens[at + 1].lemma in _NO_TOPIC:
        return f
    if head_lemma(tokens, f) not in _COMMITTEES:
        return f
    end, case = at, "Case=Dat"
    for i in range(at + 1, min(len(tokens), at + 9)):
        t = tokens[i]
        fits = t.pos == "CCONJ" or (
            t.pos in ("ADJ", "NOUN") and (case in t.feats or (end > at and "Case=Gen" in t.feats))
        )
        if not fits or not t.text.islower():
            break
        if t.pos == "NOUN":
            if t.lemma in _NO_TOPIC:
                break
            end, case = i, "Case=Gen" if "Case=Gen" in t.feats else case
    return f if end == at else f._replace(last=end + 1, source=by(f.source, "topic"))


def region_after(tokens: Sequence[Token], f: Found) -> Found:
    """ГУ МВД по Петербургу + и области: an office of a city and of what lies around it."""
    at = f.last
    if f.kind != "ORG" or at + 1 >= len(tokens) or tokens[at].text != "и" or tokens[at + 1].text not in _AROUND:
        return f
    of_place = "Case=Dat" in tokens[at - 1].feats and any(t.text == "по" for t in tokens[f.first : at - 1])
    return f._replace(last=at + 2, source=by(f.source, "region")) if of_place else f


def _names_quoted(tokens: Sequence[Token], at: int, heads: dict[str, tuple[str, str]]) -> bool:
    """A class noun that is a part of the name: capitalized inside a sentence, or of the kinds that always are."""
    head = tokens[at]
    if "q" not in heads.get(head.lemma, ("", ""))[1] or "Number=Plur" in head.feats:
        return False
    return head.pos in ("NOUN", "PROPN") and (head.lemma in _WHOLE or (at > 0 and head.text[:1].isupper()))


def _governor(
    tokens: Sequence[Token], first: int, last: int, flag: str, heads: dict[str, tuple[str, str]]
) -> int | None:
    """The head noun before a name in the genitive, words of its own between: департамент (транспорта) Москвы."""
    before = tokens[first - 1]
    if before.pos not in ("NOUN", "ADJ", "PROPN") or "Case=Gen" not in _first_noun(tokens, first, last):
        return None
    ruled = False
    for i in range(first - 1, max(-1, first - 8), -1):
        t = tokens[i]
        if t.pos in ("NOUN", "PROPN") and flag in heads.get(t.lemma, ("", ""))[1]:
            return None if "Number=Plur" in t.feats or (ruled and t.lemma not in _OF_RULERS) else i
        ruled = ruled or (t.lemma in _RULERS and tokens[i - 1].pos != "CCONJ")
        if not t.text.islower() or t.pos not in ("NOUN", "ADJ", "ADP", "CCONJ"):
            return None
        if t.pos == "ADP" and t.lemma not in ("по", "с"):
            return None
        if t.pos == "NOUN":
            after_preposition = tokens[i - 1].pos == "ADP" or (
                tokens[i - 1].pos == "ADJ" and tokens[i - 2].pos == "ADP"
            )
            if ("Animacy=Anim" in t.feats and "Number=Sing" in t.feats and t.lemma not in _RULERS) or (
                "Case=Gen" not in t.feats and not after_preposition
            ):
                return None
    return None


_OF_SOMETHING: Final = word_set(
    "школа институт академия центр управление департамент министерство музей союз ассоциация федерация фонд лига палата"
    " комитет служба агентство совет штаб нии цнии нмиц ниц фиц"
)
_NOT_OF: Final = word_set(
    "город район область край республика страна год созыв мир время регион округ месяц день неделя наш свой этот тот"
    " другой последний прошлый новый"
)
_COMMITTEES: Final = word_set("комитет комиссия управление департамент агентство служба подкомитет совет")
_NO_TOPIC: Final = word_set(
    "состояние итог данные слово повод мнение факт дело результат информация версия инициатива причина поручение"
    " понедельник вторник среда четверг пятница суббота воскресенье утро вечер ночь время прежнее закон"
)
_RULERS: Final = word_set("президент губернатор глава мэр премьер")
#: What a ruler has: администрация президента, but not the "служба главы" of "срок службы главы СК".
_OF_RULERS: Final = word_set("администрация аппарат канцелярия секретариат управление пресс-служба совет приёмная")
#: Adjectives that are said of a body and are no part of its name.
_PASSING: Final = word_set(
    "новый самый прежний нынешний бывший весь другой этот тот свой наш один каждый любой сам такой прошлый будущий"
    " текущий действующий крупный крупнейший ведущий известный некий целый единственный"
)
_VERBAL: Final = ("держанный", "вший", "емый", "ющий", "ящий")
# class nouns that are a part of the name even in small letters
_WHOLE: Final = word_set(
    "театр ассоциация музей лицей гимназия школа колледж космодром фонд филармония ансамбль галерея техникум"
    " университет институт заповедник санаторий больница госпиталь поликлиника"
)


def _first_noun(tokens: Sequence[Token], first: int, last: int) -> str:
    """The features of the first noun; an acronym has none of its own and is taken as a genitive."""
    for t in tokens[first:last]:
        if t.pos in ("NOUN", "PROPN", "X"):
            return "Case=Gen" if t.text.isupper() and len(t.text) > 1 else t.feats
    return ""


def _agrees(adjective: Token, noun: Token) -> bool:
    a, n = adjective.feats, noun.feats
    return next((x for x in a.split("|") if x.startswith("Case=")), "?") in n


def is_holder(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is no area's name but whoever has a post there: "мэр города Лужков", not "мэр города Тольятти"."""
    both = tokens[at - 2].feats, tokens[at].feats
    return tokens[at - 1].text in _AREAS and all("Animacy=Anim" in f and "Case=Nom" in f for f in both)
