"""Where names begin and end: quotes closed, heads and tails taken in, the outermost kept."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ruanalyze.entities.found import NAMED, QUOTES, Found, by
from ruanalyze.entities.heads import head_before, is_holder, region_after, tail_after, topic_after
from ruanalyze.entities.joins import joined
from ruanalyze.entities.lists import with_shared_noun
from ruanalyze.morph.ud_tags import case_of
from ruanalyze.orgs import lexicon as orgs_lexicon
from ruanalyze.people.parts import PARTICLES
from ruanalyze.people.tables import names
from ruanalyze.words import is_cyrillic, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.tagging.tagger import TagSpan

__all__ = ["adjust"]

_AFTER_PERSON: Final = QUOTES | {"]"}
_DASHES: Final = frozenset("-–—")
_INNER: Final = frozenset(("NOUN", "ADJ", "PROPN"))
_LINKS: Final = frozenset(("CCONJ", "ADP"))
_INNER_MOST: Final = 4  # words between an opening quote and a name
_REACH: Final = 14  # tokens within which a closing quote is looked for
#: In small letters a direction, with a capital the West.
_DIRECTIONS: Final = word_set(
    "запад запада западу западе западом восток востока востоку востоке востоком север севера северу севере севером"
    " юг юга югу юге югом"
)
#: What is written like the name of a body and is none.
_NO_BODY: Final = word_set(
    "СМИ ДТП ЧП АЭС ГЭС ТЭЦ АЗС ЖКХ ВВП НДС НДФЛ МРОТ ТЭК УК УПК КОАП ГК ТК РФ ЕГЭ ОГЭ СССР ТВ PR IT ПО VPN IPO СПГ LNG"
    " ТЦ ТРЦ ТРК БЦ ИВС УДО ОПГ НКО ДМС ОМС ОРВИ ВИЧ ДНК ПЦР ФЦП ИИ СВО ЖК ЗСД"
) | {f"TELEGRAM-КАНАЛ{ending}" for ending in ("", "А", "У", "ОМ", "Е", "Ы", "ОВ", "АМ", "АМИ", "АХ")}
#: Works whose names stand in quotes after them.
_WORKS: Final = word_set(
    "роман повесть рассказ пьеса книга сборник фильм кинофильм мультфильм сериал картина песня альбом сингл спектакль"
    " опера балет мюзикл стихотворение поэма произведение симфония статья эссе трилогия"
)


def adjust(tokens: Sequence[Token], spans: Sequence[TagSpan], sentence: int, source: str) -> list[Found]:
    """The mentions of one sentence; the borders that were moved by a rule carry its name after the model's."""
    found = [Found(s.kind, sentence, s.first, s.last, s.confidence, source) for s in spans if s.kind != "POST"]
    if not found:
        return found
    whole: list[Found] = []
    end, ordered = 0, True
    cased = tokens[0].text[0].isupper()
    taken = {f.first for f in found}
    for f in found:
        plain = _is_plain(tokens, f)
        g = f if plain else _trimmed(tokens, f)
        if g is None or (cased and not plain and g.kind != "ORG" and _is_small(tokens, g)):
            continue
        if g.first > 2 and _is_petersburg(tokens, g.first):
            g = g._replace(kind="LOC", first=g.first - 3, source=by(g.source, "borders"))
        if g.kind == "ORG":
            if g.first > 1 and _is_work(tokens, g.first):
                continue
            if tokens[g.last - 1].pos == "ADJ":
                g = _completed(tokens, g, taken)
            elif tokens[g.last - 1].text == ".":
                g = _with_surname(tokens, g)
            g = tail_after(tokens, g if plain else _quotes(tokens, g))
            if g.first > 1 and g.last < len(tokens) and tokens[g.first].text not in QUOTES:
                g = _quoted(tokens, g, taken)
        elif g.kind == "PER":
            if _is_adjective(tokens, g):
                continue
            if g.first > 1 and tokens[g.first - 1].text == ".":
                g = _with_initials(tokens, g)
            elif g.last - g.first == 1:
                if orgs_lexicon.load().knows(tokens[g.first].text):  # Минцифры
                    g = g._replace(kind="ORG", source=by(g.source, "lexicon"))
                else:
                    g = _with_other_name(tokens, g, end, taken)
        elif g.last - g.first == 1:
            if not plain and tokens[g.first].text.rpartition("-")[2] in _DIRECTIONS:
                continue
            if g.last < len(tokens) and tokens[g.first].pos == "ADJ" and tokens[g.last].text.istitle():
                g = _completed(tokens, g, taken)  # Лодейным + Полем
            elif g.first > 1 and is_holder(tokens, g.first):
                g = g._replace(kind="PER", source=by(g.source, "post"))
        ordered = ordered and g.first >= end
        end = g.last
        whole.append(g)
    if len(whole) > 1:
        whole = joined(tokens, whole if ordered else _outermost(whole))
    moved = False
    for i, f in enumerate(whole):
        if f.kind != "PER":
            g = head_before(tokens, f) if f.first else f
            if g.kind == "ORG":
                g = region_after(tokens, topic_after(tokens, g))
            if g is not f:
                whole[i] = g
                moved = True
    if moved and len(whole) > 1:
        whole = joined(tokens, _outermost(whole), places_only=True)
    return with_shared_noun(tokens, whole, sentence, source) if any(f.kind == "LOC" for f in whole) else whole


def _is_plain(tokens: Sequence[Token], f: Found) -> bool:
    """One to three words with nothing to trim: the common case."""
    if f.last - f.first > 3 or f.last > len(tokens):
        return False
    for t in tokens[f.first : f.last]:
        if not t.text.isalpha() or t.text[0].islower():
            return False
    return f.kind != "ORG" or f.last - f.first > 1 or tokens[f.first].text.upper() not in _NO_BODY


def _is_small(tokens: Sequence[Token], f: Found) -> bool:
    """No capital in a sentence that has them: "за сбор жуков" has no Жуков, "в балаклаве" no town."""
    return all(t.text.islower() for t in tokens[f.first : f.last])


def _is_adjective(tokens: Sequence[Token], f: Found) -> bool:
    """Whether a single name is no more than the adjective of the noun after it: "Нобелевскую премию"."""
    if f.last - f.first > 1 or f.last >= len(tokens) or tokens[f.first].pos != "ADJ":
        return False
    noun, case = tokens[f.last], case_of(tokens[f.first].feats)
    return noun.pos == "NOUN" and noun.text.islower() and bool(case) and case == case_of(noun.feats)


def _is_petersburg(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is the end of "С.-Петербург"."""
    return (
        tokens[at - 1].text in _DASHES
        and tokens[at - 2].text == "."
        and tokens[at - 3].text == "С"
        and tokens[at].text.lower().startswith("петербург")
    )


def _is_work(tokens: Sequence[Token], first: int) -> bool:
    """Whether a quoted name is a book's, a film's, a song's: роман «Валтасар»."""
    at = first if tokens[first].text in QUOTES else first - 1
    return tokens[at].text in QUOTES and tokens[at - 1].lemma in _WORKS


def _completed(tokens: Sequence[Token], f: Found, taken: set[int]) -> Found:
    """A name that stops at an adjective goes on to its noun: Приволжский межрегиональный + координационный совет.

    taken are the first tokens of all names, which are no part of this one.
    """
    last, end = f.last, len(tokens)
    case = case_of(tokens[last - 1].feats)
    while case and last < end and tokens[last].pos == "ADJ" and case_of(tokens[last].feats) == case:
        last += 1
    if (
        not case
        or last >= end
        or not taken.isdisjoint(range(f.last, last + 1))
        or tokens[last].pos not in ("NOUN", "PROPN")
        or case_of(tokens[last].feats) != case
    ):
        return f
    return f._replace(last=last + 1, source=by(f.source, "noun"))


def _with_initials(tokens: Sequence[Token], f: Found) -> Found:
    """The initials before a name are a part of it: Г . + Х . Андерсен."""
    first = f.first
    while first > 1 and tokens[first - 1].text == "." and _is_initial(tokens[first - 2].text):
        first -= 2
    return f if first == f.first else f._replace(first=first, source=by(f.source, "initials"))


def _with_other_name(tokens: Sequence[Token], f: Found, end: int, taken: set[int]) -> Found:
    """A single name and the other half that the tagger left: Петер + Клемпнер, Дик + Адвокат; Оскар + Руис.

    end is where the name before this one ends, taken are the first tokens of all names.
    """
    first, last = f.first, f.last
    if last < len(tokens) and last not in taken and _goes_with(tokens[last], tokens[first]):
        last += 1
    elif (
        first > end and _goes_with(tokens[first - 1], tokens[first]) and tokens[first - 1].text.lower() in names().forms
    ):
        first -= 1
    else:
        return f
    return f._replace(first=first, last=last, source=by(f.source, "name"))


def _goes_with(token: Token, name: Token) -> bool:
    """A noun with a capital in the case, gender and number of a name."""
    return (
        token.text.istitle()
        and token.pos in ("NOUN", "PROPN")
        and token.feats.partition("Case=")[2] == name.feats.partition("Case=")[2] != ""
        and len(token.text) > 2
        and name.text.istitle()
        and is_cyrillic(token.text)
    )


def _is_initial(text: str) -> bool:
    return len(text) == 1 and text.isupper() and text.isalpha()


def _with_surname(tokens: Sequence[Token], f: Found) -> Found:
    """A name goes on to the surname of whom it honours: университет им . Т . + Шевченко."""
    at = f.last
    while at - f.first > 2 and tokens[at - 1].text == "." and _is_initial(tokens[at - 2].text):
        at -= 2
    named = at < f.last < len(tokens) and tokens[at - 1 - (tokens[at - 1].text == ".")].text in NAMED
    return f._replace(last=f.last + 1, source=by(f.source, "surname")) if named and tokens[f.last].text.istitle() else f


_KEY: Final = attrgetter("first")


def _outermost(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in sorted(sorted(found, key=attrgetter("last"), reverse=True), key=_KEY):
        if kept and f.first < kept[-1].last:
            if f.last > kept[-1].last and f.last - f.first > kept[-1].last - kept[-1].first:
                kept[-1] = f
            continue
        kept.append(f)
    return kept


def _trimmed(tokens: Sequence[Token], f: Found) -> Found | None:
    """Marks at the ends are no part of a name; of a person, neither are common nouns before and brackets after."""
    first, last = f.first, min(f.last, len(tokens))
    if f.kind == "PER":
        opening = next((i for i in range(first + 1, last) if tokens[i].text in "(["), None)
        last = opening if opening is not None else last  # "Марк Мартинс + (Mark Martins)"
        if any(t.text[:1].isupper() for t in tokens[first:last]):
            while first < last and tokens[first].text[:1].islower() and tokens[first].text not in PARTICLES:
                if "-" in tokens[first].text and any(p[:1].isupper() for p in tokens[first].text.split("-")):
                    break
                first += 1
    while first < last and tokens[first].pos == "PUNCT" and (f.kind == "PER" or tokens[first].text not in '«“„"'):
        first += 1
    while (last > first and (tokens[last - 1].text in ",;:!?…—–-([" or tokens[last - 1].pos in _LINKS)) or (
        last > first and f.kind == "PER" and tokens[last - 1].text in _AFTER_PERSON
    ):
        last -= 1
    if last > first and tokens[last - 1].text == ")" and not any(t.text == "(" for t in tokens[first:last]):
        last -= 1
    if (
        last - first > 1
        and tokens[last - 1].text == "."
        and len(tokens[last - 2].text) > 3
        and is_cyrillic(tokens[last - 2].text)
    ):
        last -= 1  # the end of the sentence, not of an abbreviation
    if first >= last or not any(t.text[:1].isalnum() for t in tokens[first:last]):
        return None
    if f.kind == "ORG" and last - first == 1 and tokens[first].text.upper() in _NO_BODY:
        return None
    if tokens[first].text[0] in "IVX" and tokens[last - 1].text in ("в", "вв") and last - first > 1:
        return None  # XVIII-XIX вв
    return f if (first, last) == (f.first, f.last) else f._replace(first=first, last=last)


def _quotes(tokens: Sequence[Token], f: Found) -> Found:
    """Half a pair of quotes takes the other half in: «Совет … области + »."""
    first, last = f.first, f.last
    depth = lowest = straight = 0
    for t in tokens[first:last]:
        if t.text not in QUOTES:
            continue
        if t.text in "«„“":
            depth += 1
        elif t.text in "»”":
            depth -= 1
            lowest = min(lowest, depth)
        elif t.text == '"':
            straight += 1
    if depth - lowest > 0 and (end := _find(tokens, last, 1, "»”“")) is not None:
        last = end + 1
    if lowest < 0 and (start := _find(tokens, first - 1, -1, "«„“")) is not None:
        first = start
    if straight % 2:
        if tokens[last - 1].text == '"' and last - first > 1:
            start = _find(tokens, first - 1, -1, '"')
            first = start if start is not None else first
        elif (end := _find(tokens, last, 1, '"')) is not None:
            last = end + 1
    if last < len(tokens) and tokens[last].text == ")" and any(t.text == "(" for t in tokens[first:last]):
        last += 1  # "служба (ФАС + )"
    return f if (first, last) == (f.first, f.last) else f._replace(first=first, last=last, source=f.source + "+quotes")


def _quoted(tokens: Sequence[Token], f: Found, taken: set[int]) -> Found:
    """The whole of a quoted name of whose words the tagger saw some: «Оператор + ГТС Украины + », « + Дом + у реки».

    taken are the first tokens of all names, which are no part of this one.
    """
    start, end = f.first - 1, f.last
    while start and tokens[start].pos in _INNER and f.first - start < _INNER_MOST:
        start -= 1
    broken = tokens[end].pos == "ADP" and end + 1 < len(tokens)
    end += broken
    while broken and end + 1 < len(tokens) and tokens[end].pos in _INNER and end - f.last < _INNER_MOST:
        end += 1
    if (start == f.first - 1 and end == f.last) or tokens[start].text not in "«„" or tokens[end].text not in "»“":
        return f
    if not tokens[start + 1].text[0].isupper() or not taken.isdisjoint((*range(start, f.first), *range(f.last, end))):
        return f
    return f._replace(first=start, last=end + 1, source=by(f.source, "quotes"))


def _find(tokens: Sequence[Token], at: int, step: int, marks: str) -> int | None:
    for i in range(at, at + step * _REACH, step):
        if not 0 <= i < len(tokens):
            return None
        if tokens[i].text in marks:
            return i
    return None
