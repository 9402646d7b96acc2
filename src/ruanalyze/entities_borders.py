"""Where names begin and end: quotes closed, heads and tails taken in, neighbours joined, the outermost kept."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze import orgs_lexicon
from ruanalyze.morph import word_set
from ruanalyze.people_parts import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Token
    from ruanalyze.tagger import TagSpan

__all__ = ["Found", "adjust"]

_QUOTES: Final = frozenset('«»“”„"')
_REACH: Final = 14  # tokens within which a closing quote is looked for
_NAMED: Final = frozenset(("им", "имени"))
_OF_PLACE: Final = frozenset(("по", "в", "во"))
#: Offices by their acronyms, which take the body or place that they are of: ГУ МВД, УФСБ по Саратовской области.
_OFFICES: Final = word_set("ГУ СУ ГСУ ОП ОМВД УМВД МУ УВД ГУВД УФСБ УФСИН УФССП УФАС УФНС УФМС УФК ГИБДД УГИБДД ОГИБДД")
#: What is written like the name of a body and is none.
_NO_BODY: Final = word_set("СМИ ДТП ЧП АЭС ГЭС ТЭЦ ЖКХ ВВП НДС НДФЛ ТЭК УК УПК КОАП ГК ТК РФ ЕГЭ ОГЭ СССР ТВ PR IT ПО")


_LEADS: Final = frozenset(("NOUN", "ADJ", "PROPN"))


class Found(NamedTuple):
    """A mention before its name is known: which tokens of which sentence, and who said so.

    entry is the number of the entry of the user's gazetteer, or None.
    """

    kind: EntityKind
    sentence: int
    first: int
    last: int
    confidence: float | None
    source: str
    entry: int | None = None


def adjust(tokens: Sequence[Token], spans: Sequence[TagSpan], sentence: int, source: str) -> list[Found]:
    """The mentions of one sentence; the borders that were moved by a rule carry its name after the model's."""
    found = [Found(s.kind, sentence, s.first, s.last, s.confidence, source) for s in spans if s.kind != "POST"]
    if not found:
        return found
    whole: list[Found] = []
    for f in found:
        g = f if _is_plain(tokens, f) else _trimmed(tokens, f)
        if g is not None:
            whole.append(_tail_after(tokens, _quotes(tokens, g)) if g.kind == "ORG" else g)
    if len(whole) > 1:
        whole = _joined(tokens, _outermost(whole))
    moved = False
    for i, f in enumerate(whole):
        if f.kind != "PER":
            g = _head_before(tokens, f) if f.first else f
            if g.kind == "ORG":
                g = _topic_after(tokens, g)
            if g is not f:
                whole[i] = g
                moved = True
    return _outermost(whole) if moved and len(whole) > 1 else whole


def _is_plain(tokens: Sequence[Token], f: Found) -> bool:
    """One to three words with nothing to trim: the common case."""
    if f.last - f.first > 3 or f.last > len(tokens):
        return False
    for t in tokens[f.first : f.last]:
        if not t.text.isalpha() or t.text[0].islower():
            return False
    return f.kind != "ORG" or f.last - f.first > 1 or tokens[f.first].text.upper() not in _NO_BODY


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
    while (last > first and tokens[last - 1].text in ",;:!?…—–-") or (
        last > first and f.kind == "PER" and tokens[last - 1].text in _QUOTES
    ):
        last -= 1
    if (
        last - first > 1
        and tokens[last - 1].text == "."
        and len(tokens[last - 2].text) > 3
        and _is_cyrillic(tokens[last - 2].text)
    ):
        last -= 1  # the end of the sentence, not of an abbreviation
    if first >= last or not any(t.text[:1].isalnum() for t in tokens[first:last]):
        return None
    if f.kind == "ORG" and last - first == 1 and tokens[first].text.upper() in _NO_BODY:
        return None
    return f if (first, last) == (f.first, f.last) else f._replace(first=first, last=last)


def _quotes(tokens: Sequence[Token], f: Found) -> Found:
    """Half a pair of quotes takes the other half in: «Совет … области + »."""
    first, last = f.first, f.last
    depth = lowest = straight = 0
    for t in tokens[first:last]:
        if t.text not in _QUOTES:
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
    return f if (first, last) == (f.first, f.last) else f._replace(first=first, last=last, source=f.source + "+quotes")


def _find(tokens: Sequence[Token], at: int, step: int, marks: str) -> int | None:
    for i in range(at, at + step * _REACH, step):
        if not 0 <= i < len(tokens):
            return None
        if tokens[i].text in marks:
            return i
    return None


def _genitive(token: Token) -> bool:
    return "Case=Gen" in token.feats or (not token.text.islower() and "Case" not in token.feats)


def _joined(tokens: Sequence[Token], found: list[Found]) -> list[Found]:
    """Управление информации + МЧС России; институт + РЭУ им. + Плеханова; правительство + области."""
    heads = orgs_lexicon.load().heads
    out: list[Found] = []
    for f in found:
        if not out or f.sentence != out[-1].sentence:
            out.append(f)
            continue
        before = out[-1]
        between = tokens[before.last : f.first]
        joins = before.kind == "ORG" and _continues(tokens, before, f, between, heads)
        if joins:
            last = f.last
            if between and between[-1].text in _QUOTES and last < len(tokens) and tokens[last].text in _QUOTES:
                last += 1
            out[-1] = before._replace(last=last, source=_by(before.source, "joined"))
        else:
            out.append(f)
    return out


def _continues(
    tokens: Sequence[Token], before: Found, f: Found, between: Sequence[Token], heads: dict[str, tuple[str, str]]
) -> bool:
    """Whether the next name is a part of the body's name, with nothing or little between."""
    if not between:
        last = [t.text.lower() for t in tokens[before.last - 2 : before.last]]
        if last[-1:] == ["имени"] or last == ["им", "."]:
            return True
        return f.kind in ("ORG", "LOC") and _tail_fits(tokens, before, f, heads)
    first = between[0].text
    if first.lower() in _NAMED:
        return all(t.text == "." or t.lemma in _NAMED or (len(t.text) == 1 and t.text.isupper()) for t in between)
    if len(between) > 1:
        return False
    if f.kind == "ORG" and first in '«"':
        return _head_lemma(tokens, before) in heads and f.last < len(tokens) and tokens[f.last].text in '»"'
    if f.kind == "ORG" and first == "и":  # Симферопольская + и + Крымская епархия
        return all(t.pos == "ADJ" for t in tokens[before.first : before.last])
    if f.kind == "LOC" and between[0].lemma in _OF_PLACE:
        lemma = _head_lemma(tokens, before)
        office = tokens[before.first].text in _OFFICES or bool(heads.get(lemma, ("", ""))[1].strip("q"))
        return office if between[0].lemma == "по" else lemma == "федерация"
    return False


def _by(source: str, rule: str) -> str:
    return source if source.endswith("+" + rule) else f"{source}+{rule}"


def _head_lemma(tokens: Sequence[Token], f: Found) -> str:
    return next((t.lemma for t in tokens[f.first : f.last] if t.pos in ("NOUN", "PROPN")), "")


def _tail_fits(tokens: Sequence[Token], before: Found, f: Found, heads: dict[str, tuple[str, str]]) -> bool:
    """A body and, in the genitive right after it, the body or place that it is of."""
    last = tokens[before.last - 1]
    lemma = _head_lemma(tokens, before)
    if f.kind == "LOC":
        return "Case=Gen" in tokens[f.last - 1].feats or tokens[f.last - 1].text in ("РФ", "США")
    first = next((t for t in tokens[f.first : f.last] if t.pos in ("NOUN", "PROPN", "ADJ")), None)
    if first is None or tokens[f.first].text in _QUOTES:
        return tokens[f.first].text in _QUOTES and (lemma in heads or last.text in orgs_lexicon.load().forms)
    if last.text in _OFFICES:
        return first.text.isupper()
    return lemma in heads and _genitive(first)


def _head_before(tokens: Sequence[Token], f: Found) -> Found:
    """пресс-служба + МВД, департамент транспорта + Москвы, театр + «Современник», ООО + «Ромашка»."""
    lexicon = orgs_lexicon.load()
    first, last, kind = f.first, f.last, f.kind
    if (
        tokens[first - 1].pos not in _LEADS
        and tokens[first - 1].text not in '«"'
        and tokens[first].text not in _QUOTES
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
        elif kind == "ORG" and tokens[first].text in _QUOTES:
            head_at = _quoted_head(tokens, first, lexicon.heads)
            if head_at is None:
                break
            head = head_at
        elif (
            kind == "ORG"
            and (before.lemma in _WHOLE or before.lemma == "клуб")
            and not _is_cyrillic(tokens[first].text)
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
    return f if first == f.first else f._replace(first=first, last=last, kind=kind, source=_by(f.source, "head"))


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


def _tail_after(tokens: Sequence[Token], f: Found) -> Found:
    """Высшая школа + управления, Институт + прикладной математики: what a named body is of."""
    last = tokens[f.last - 1]
    if f.last >= len(tokens) or last.lemma not in _OF_SOMETHING or not tokens[f.first].text[:1].isupper():
        return f
    end = f.last
    for i in range(f.last, min(len(tokens), f.last + 5)):
        t = tokens[i]
        if t.pos == "CCONJ" and end > f.last:
            continue
        if not t.text.islower() or t.pos not in ("ADJ", "NOUN") or "Case=Gen" not in t.feats or t.lemma in _NOT_OF:
            break
        if t.pos == "NOUN":
            end = i + 1
            if i + 1 < len(tokens) and tokens[i + 1].pos != "CCONJ":
                break
    return f if end == f.last else f._replace(last=end, source=_by(f.source, "tail"))


def _topic_after(tokens: Sequence[Token], f: Found) -> Found:
    """комитет Госдумы + по экономической политике: what a committee is for."""
    at = f.last
    if f.kind != "ORG" or at + 1 >= len(tokens) or tokens[at].text != "по" or tokens[at + 1].lemma in _NO_TOPIC:
        return f
    if _head_lemma(tokens, f) not in _COMMITTEES:
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
    return f if end == at else f._replace(last=end + 1, source=_by(f.source, "topic"))


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
    for i in range(first - 1, max(-1, first - 8), -1):
        t = tokens[i]
        if t.pos in ("NOUN", "PROPN") and flag in heads.get(t.lemma, ("", ""))[1]:
            return None if "Number=Plur" in t.feats else i
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


def _is_cyrillic(text: str) -> bool:
    return any("а" <= c <= "я" for c in text.lower())


_OF_SOMETHING: Final = word_set(
    "школа институт академия центр управление департамент министерство музей союз ассоциация федерация фонд лига палата"
    " комитет служба агентство совет"
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
_RULERS: Final = word_set("президент губернатор глава мэр премьер")  # администрация президента
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
