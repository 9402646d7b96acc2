"""Where names begin and end: quotes closed, heads and tails taken in, neighbours joined, the outermost kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze import orgs_lexicon
from ruanalyze.people import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import EntityKind, Token
    from ruanalyze.tagger import TagSpan

__all__ = ["Found", "adjust"]

_QUOTES: Final = frozenset("«»“”„\"")
_REACH: Final = 14  # tokens within which a closing quote is looked for
_NAMED: Final = frozenset(("им", "имени"))
_OF_PLACE: Final = frozenset(("по", "в", "во"))


class Found(NamedTuple):
    """A mention before its name is known: which tokens of which sentence, and who said so."""

    kind: EntityKind
    sentence: int
    first: int
    last: int
    confidence: float | None
    source: str


def adjust(tokens: Sequence[Token], spans: Sequence[TagSpan], sentence: int, source: str) -> list[Found]:
    """The mentions of one sentence; the borders that were moved by a rule carry its name after the model's."""
    found = [Found(s.kind, sentence, s.first, s.last, s.confidence, source) for s in spans if s.kind != "POST"]
    if not found:
        return found
    found.sort(key=lambda f: (f.first, -f.last))
    found = [g for f in found if (g := _trimmed(tokens, f)) is not None]
    found = [_quotes(tokens, f) if f.kind == "ORG" else f for f in found]
    found = _joined(tokens, _outermost(found))
    found = [_head_before(tokens, f) if f.kind != "PER" else f for f in found]
    return _outermost(found)


def _outermost(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.first, -f.last)):
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
        last = opening if opening is not None else last
        if any(t.text[:1].isupper() for t in tokens[first:last]):
            while first < last and tokens[first].text[:1].islower() and tokens[first].text not in PARTICLES:
                if "-" in tokens[first].text and any(p[:1].isupper() for p in tokens[first].text.split("-")):
                    break
                first += 1
    while first < last and tokens[first].pos == "PUNCT" and (f.kind == "PER" or tokens[first].text not in "«“„\""):
        first += 1
    while last > first and tokens[last - 1].text in ",;:!?…—–-" or (
        last > first and f.kind == "PER" and tokens[last - 1].text in _QUOTES
    ):
        last -= 1
    if first >= last or not any(t.text[:1].isalnum() for t in tokens[first:last]):
        return None
    return f if (first, last) == (f.first, f.last) else f._replace(first=first, last=last)


def _quotes(tokens: Sequence[Token], f: Found) -> Found:
    """Half a pair of quotes takes the other half in: «Совет … области + »."""
    first, last = f.first, f.last
    depth = lowest = 0
    straight = 0
    for t in tokens[first:last]:
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
    return "Case=Gen" in token.feats or not token.text.islower() and "Case" not in token.feats


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
        joins = False
        if before.kind == "ORG":
            if not between:
                joins = f.kind in ("ORG", "LOC") and _tail_fits(tokens, before, f, heads)
            elif all(t.lemma in _NAMED or t.text in "." or len(t.text) == 1 and t.text.isupper() for t in between):
                joins = between[0].text.lower() in _NAMED
            elif len(between) == 1 and between[0].lemma in _OF_PLACE and f.kind == "LOC":
                lemma = _head_lemma(tokens, before)
                joins = "u" in heads.get(lemma, ("", ""))[1] or "b" in heads.get(lemma, ("", ""))[1] and between[0].lemma == "по"
                joins = joins or tokens[before.first].text in ("ГУ", "СУ", "УФСБ", "УМВД", "УФСИН", "УВД", "ГУВД", "УФАС", "УФНС", "УФССП")
                joins = joins and (between[0].lemma == "по" or "федерац" in lemma)
        if joins:
            out[-1] = before._replace(last=f.last, source=_by(before.source, "joined"))
        else:
            out.append(f)
    return out


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
    return lemma in heads and (_genitive(first) or last.text.isupper() and first.text.isupper())


def _head_before(tokens: Sequence[Token], f: Found) -> Found:
    """пресс-служба + МВД, департамент транспорта + Москвы, театр + «Современник», ООО + «Ромашка»."""
    lexicon = orgs_lexicon.load()
    first, kind = f.first, f.kind
    while first > 0:
        before = tokens[first - 1]
        if kind == "ORG" and before.text in lexicon.forms:
            first -= 1
            continue
        if kind == "ORG" and tokens[first].text in _QUOTES:
            if not _names_quoted(before, lexicon.heads):
                break
            head = first - 1
        elif kind == "ORG" and before.lemma in _WHOLE and not _is_cyrillic(tokens[first].text):
            head = first - 1
        else:
            flag = "b" if kind == "LOC" else "u"
            found = _governor(tokens, first, f.last, flag, lexicon.heads)
            if found is None:
                break
            head = found
        first, kind = head, "ORG"
        while first > 0 and tokens[first - 1].pos == "ADJ" and _agrees(tokens[first - 1], tokens[head]):
            first -= 1
    return f if first == f.first else f._replace(first=first, kind=kind, source=_by(f.source, "head"))


def _names_quoted(head: Token, heads: dict[str, tuple[str, str]]) -> bool:
    flags = heads.get(head.lemma, ("", ""))[1]
    return "q" in flags and head.pos in ("NOUN", "PROPN") and (head.text[:1].isupper() or head.lemma in _WHOLE)


def _governor(
    tokens: Sequence[Token], first: int, last: int, flag: str, heads: dict[str, tuple[str, str]]
) -> int | None:
    """The head noun before a name in the genitive, words of its own between: департамент (транспорта) Москвы."""
    if "Case=Gen" not in _first_noun(tokens, first, last):
        return None
    for i in range(first - 1, max(-1, first - 8), -1):
        t = tokens[i]
        if t.pos in ("NOUN", "PROPN") and flag in heads.get(t.lemma, ("", ""))[1]:
            return i
        if not t.text.islower() or t.pos not in ("NOUN", "ADJ", "ADP", "CCONJ"):
            return None
        if t.pos == "ADP" and t.lemma not in ("по", "с"):
            return None
        if t.pos == "NOUN" and "Case=Nom" in t.feats:
            return None
    return None


def _is_cyrillic(text: str) -> bool:
    return any("а" <= c <= "я" for c in text.lower())


# class nouns that are a part of the name even in small letters
_WHOLE: Final = frozenset(
    "театр клуб ассоциация музей лицей гимназия школа колледж космодром фонд филармония ансамбль галерея техникум"
    " университет институт заповедник санаторий больница госпиталь поликлиника".split()
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
