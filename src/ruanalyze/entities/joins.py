"""Names in a row that are one: halves of a person, a body and its quoted name, what it belongs to, its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.entities.found import NAMED, QUOTES, Found, by, head_lemma
from ruanalyze.morph.ud_tags import case_of
from ruanalyze.orgs import lexicon as orgs_lexicon
from ruanalyze.people.tables import names
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token

__all__ = ["joined"]

_NOT_ONLY_FORMS: Final = frozenset(("СК", "УК", "ВК"))  # Следственный комитет, a code of laws, a network
_SECOND: Final = word_set("герцеговина тобаго барбуда невис принсипи")  # of the names of countries with an "и"
_REACH: Final = 14  # tokens between names that may be one
_PATRONYMICS: Final = ("вич", "вича", "вичу", "вичем", "виче", "вна", "вны", "вне", "вну", "вной", "вною")
_ATTACHED: Final = word_set("совет комиссия комитет штаб коллегия")
_OF_PLACE: Final = frozenset(("по", "в", "во"))
#: Offices by their acronyms, which take the body or place that they are of: ГУ МВД, УФСБ по Саратовской области.
_OFFICES: Final = word_set("ГУ СУ ГСУ ОП ОМВД УМВД МУ УВД ГУВД УФСБ УФСИН УФССП УФАС УФНС УФМС УФК ГИБДД УГИБДД ОГИБДД")


def joined(tokens: Sequence[Token], found: list[Found], *, places_only: bool = False) -> list[Found]:
    """Управление информации + МЧС России; институт + РЭУ им. + Плеханова; правительство + области."""
    heads = orgs_lexicon.load().heads
    out: list[Found] = []
    for f in found:
        if not out or f.sentence != out[-1].sentence:
            out.append(f)
            continue
        before = out[-1]
        if f.kind == before.kind == "LOC" and f.first == before.last + 1 and tokens[f.first].lemma in _SECOND:
            out[-1] = before._replace(last=f.last, source=by(before.source, "joined"))
            continue
        if f.first - before.last > _REACH or before.kind == "LOC":
            out.append(f)
            continue
        between = tokens[before.last : f.first]
        if before.kind == f.kind == "PER" and not between and _one_person(tokens, before, f):
            out[-1] = before._replace(last=f.last, source=by(before.source, "joined"))
            continue
        fits = before.kind == "ORG" and (f.kind == "LOC" or not places_only)
        if fits and _continues(tokens, before, f, between, heads):
            last = f.last
            if between and between[-1].text in QUOTES and last < len(tokens) and tokens[last].text in QUOTES:
                last += 1
            out[-1] = before._replace(last=last, source=by(before.source, "joined"))
        else:
            out.append(f)
    return out


def _one_person(tokens: Sequence[Token], before: Found, f: Found) -> bool:
    """Two names in a row that are of one person: Роальд Зиннурович + Сагдеев, Сагдеев + Роальд Зиннурович."""
    if f.last - before.first > 3:
        return False
    first, last = tokens[before.first].text.lower(), tokens[f.last - 1].text.lower()
    if f.last - f.first > 1:
        if before.last - before.first > 1 or not last.endswith(_PATRONYMICS):
            return False
    elif first not in names().forms:
        return False
    cases = {case_of(t.feats) for t in tokens[before.first : f.last]} - {""}
    return len(cases) < 2 and all(t.text.istitle() for t in tokens[before.first : f.last])


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
    if first.lower() in NAMED:
        return all(t.text == "." or t.lemma in NAMED or (len(t.text) == 1 and t.text.isupper()) for t in between)
    if len(between) > 1:
        return False
    if f.kind == "ORG" and first in '«"':
        named = head_lemma(tokens, before) in heads or _is_form(tokens, before, f)
        return named and f.last < len(tokens) and tokens[f.last].text in '»"'
    if f.kind == "ORG" and first == "при":  # общественный совет + при + агентстве
        return head_lemma(tokens, before) in _ATTACHED
    if f.kind == "ORG" and first == "и":  # Симферопольская + и + Крымская епархия
        return all(t.pos == "ADJ" for t in tokens[before.first : before.last])
    if f.kind == "LOC" and first == "и":  # ГУ МВД по Петербургу + и + Ленобласти
        return tokens[before.first].text in _OFFICES and any(t.text == "по" for t in tokens[before.first : before.last])
    named = any(len(t.text) > 2 or t.text.isupper() for t in tokens[f.first : f.last])  # "по г" is cut before the name
    if f.kind == "LOC" and between[0].lemma in _OF_PLACE and named:
        lemma = head_lemma(tokens, before)
        office = tokens[before.first].text in _OFFICES or bool(heads.get(lemma, ("", ""))[1].strip("q"))
        return office if between[0].lemma == "по" else lemma == "федерация"
    return False


def _is_form(tokens: Sequence[Token], before: Found, f: Found) -> bool:
    """ЧВК + «Вагнер»: after a legal form a name stands in the nominative, but "в СК «Фонтанке» сказали"."""
    form, case = tokens[before.last - 1].text, case_of(tokens[f.last - 1].feats)
    known = form in orgs_lexicon.load().forms and form not in _NOT_ONLY_FORMS
    return known and before.last - before.first == 1 and case in ("", "Nom")


def _tail_fits(tokens: Sequence[Token], before: Found, f: Found, heads: dict[str, tuple[str, str]]) -> bool:
    """A body and, in the genitive right after it, the body or place that it is of."""
    last = tokens[before.last - 1]
    lemma = head_lemma(tokens, before)
    if f.kind == "LOC":
        return "Case=Gen" in tokens[f.last - 1].feats or tokens[f.last - 1].text in ("РФ", "США")
    first = next((t for t in tokens[f.first : f.last] if t.pos in ("NOUN", "PROPN", "ADJ")), None)
    if first is None or tokens[f.first].text in QUOTES:
        return tokens[f.first].text in QUOTES and (lemma in heads or last.text in orgs_lexicon.load().forms)
    if last.text in _OFFICES:
        return first.text.isupper()
    return lemma in heads and _genitive(first)


def _genitive(token: Token) -> bool:
    return "Case=Gen" in token.feats or (not token.text.islower() and "Case" not in token.feats)
