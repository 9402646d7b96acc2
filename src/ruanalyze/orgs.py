"""Organizations: the nominative of a mention (head declined, tail kept), and what the name says of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze import orgs_lexicon
from ruanalyze.morph import adjective, split_feats, word_set
from ruanalyze.morph_paradigms import readings as guess
from ruanalyze.orgs_lexicon import Body, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Place
    from ruanalyze.morph import Morph, Reading
    from ruanalyze.places import Places

__all__ = ["OrgReading", "Orgs"]

_CACHE: Final = 1 << 13
_OPEN: Final = frozenset('«“„"')
_CLOSE: Final = frozenset('»”“"')
_CASES: Final = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Par": "g"}
_OBLIQUE_ENDINGS: Final = ("ах", "ами", "ам", "ом", "ем", "ой", "ов", "а", "у", "е", "ы", "и", "ю", "я")
_GENDER: Final = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_RUSSIA: Final = (("российской", "федерации"), ("россии",), ("рф",))
_RUSSIAN: Final = frozenset(("российский", "российская", "российское", "российские"))
_KNOWN_CITY: Final = 50_000  # people; an adjective of a smaller place rarely speaks of the place
_IRREGULAR: Final = frozenset(("Supr", "Poss", "Apro", "Fixd"))
_SMALL: Final = word_set("и в во на по при для с со от из за к о об им имени")


class OrgReading(NamedTuple):
    """What one mention says.

    normal: the nominative; name: the same without a bracketed acronym; alternatives: other nominatives of an unknown
    one-word name; head: the lemma of the head noun or ""; core: the key of the quoted part or of a bare name;
    base: the key without quotes, acronym and "России"; words: the normal words of the name, lower case, without marks;
    bodies: what the lexicon knows by this name; territory: a place named inside, with its key in body_territory;
    acronym: the name itself when it is an acronym, or the bracketed one; initials: of its words; generic: no proper
    name in it.
    """

    normal: str
    name: str
    alternatives: tuple[str, ...]
    head: str
    core: str
    base: str
    words: tuple[str, ...]
    bodies: tuple[Body, ...]
    body_territory: str
    territory: str | None
    acronym: str | None
    initials: str
    generic: bool
    sector: str | None
    legal_form: bool
    place: Place | None = None  # the territory


class _Head(NamedTuple):
    form: str
    gender: str
    plural: bool
    lemma: str
    alternatives: tuple[str, ...] = ()


class Orgs:
    """Reads mentions of organizations. Thread-safe; caches are bounded."""

    def __init__(self, morph: Morph, places: Places) -> None:
        self._morph, self._places = morph, places
        self._lexicon = orgs_lexicon.load()
        self._two_words: dict[str, list[tuple[str, str]]] = {}
        for some in self._lexicon.bodies.values():
            for body in some:
                words = body.full_name.split()
                if len(words) == 2 and key_of(words[0]) in self._lexicon.bodies:
                    self._two_words.setdefault(words[0].lower(), []).append((words[1].lower(), body.full_name))
        self._cache: dict[tuple[object, ...], OrgReading] = {}

    def __reduce__(self) -> tuple[type[Orgs], tuple[Morph, Places]]:
        return Orgs, (self._morph, self._places)

    def read(
        self,
        words: tuple[str, ...],
        pos: tuple[str, ...],
        feats: tuple[str, ...],
        spaces: tuple[bool, ...],
        lemmas: tuple[str, ...],
        fixed: bool = False,
    ) -> OrgReading:
        """Read a mention. `spaces[i]` says whether a space stands before token i; `fixed` that it does not decline
        (a quoted name after its class noun)."""
        key = (words, feats, fixed)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            found = self._cache[key] = self._make(words, pos, feats, spaces, lemmas, fixed)
        return found

    def is_class_noun(self, lemma: str) -> bool:
        """компания, театр, завод: a noun that a quoted name follows."""
        return "q" in self._lexicon.heads.get(lemma, ("", ""))[1]

    def is_international(self, key: str) -> bool:
        """ЕС, НАТО: a body of several countries, which taggers take for a place."""
        found = self._lexicon.bodies.get(key)
        return found is not None and len(found) == 1 and found[0].sector == "international"

    # what the name says -------------------------------------------------------------------------------------------

    def _make(
        self,
        words: tuple[str, ...],
        pos: tuple[str, ...],
        feats: tuple[str, ...],
        spaces: tuple[bool, ...],
        lemmas: tuple[str, ...],
        fixed: bool,
    ) -> OrgReading:
        forms, head = list(words), _Head("", "", False, "")
        if not fixed:
            forms, head = self._nominative(words, pos, feats)
        normal = joined(forms, spaces)
        bracket = _bracketed(words)
        end = len(words) - (len(bracket) + 2 if bracket else 0)
        name = joined(forms[:end], spaces[:end]) if bracket else normal
        plain = [(f, lemma) for f, lemma in zip(forms[:end], lemmas, strict=False) if f[:1].isalnum()]
        low = [f.lower().replace("ё", "е") for f, _ in plain]
        tail = next((t for t in _RUSSIA if len(low) > len(t) and tuple(low[-len(t) :]) == t), ())
        kept = low[: len(low) - len(tail)]
        russian = bool(tail)
        if key_of("".join(low)) in self._lexicon.bodies:
            kept, russian = low, False
        elif len(kept) > 1 and kept[0] in _RUSSIAN:
            kept, russian = kept[1:], True
        legal = bool(plain) and plain[0][0] in self._lexicon.forms
        bodies, body_territory = self._bodies(kept, [x for _, x in plain])
        if russian and not body_territory:
            body_territory = "Россия"
        acronym = bracket[0] if len(bracket) == 1 and bracket[0].isupper() else None
        if acronym is None and len(low) == 1 and plain[0][0].isupper() and 2 <= len(low[0]) <= 7:
            acronym = plain[0][0]
        quoted = _quoted(words[:end])
        core = key_of("".join(quoted)) if quoted else key_of("".join(kept[1:] if legal else kept))
        if not quoted and head.lemma in self._lexicon.heads:
            core = ""
        generic = not any(c.isupper() or c.isdigit() or "a" <= c <= "z" for w in words for c in w)
        sector = self._sector(bodies, head.lemma, plain[0][0] if plain else "", low)
        territory = self._territory(words[:end], [x for _, x in plain])
        initials = "".join(w[0] for f, w in zip((f for f, _ in plain), low, strict=True) if w not in _SMALL)
        return OrgReading(
            normal,
            name,
            head.alternatives if len(low) == 1 else (),
            head.lemma,
            core,
            key_of("".join(kept)),
            tuple(kept),
            bodies,
            body_territory,
            territory.name if territory else None,
            acronym,
            initials if len(initials) > 2 else "",
            generic,
            sector,
            legal,
            territory,
        )

    def _bodies(self, low: list[str], lemmas: list[str]) -> tuple[tuple[Body, ...], str]:
        """The lexicon's bodies of this name, and the key of what stands around them ("мид украины" -> украины)."""
        bodies = self._lexicon.bodies
        found = bodies.get(key_of("".join(low)))
        if found:
            return found, ""
        for cut in (1, 2, 3):
            if len(low) > cut:
                found = bodies.get(key_of("".join(low[:-cut])))
                if found:
                    place = self._places.territory_of(lemmas[-cut:], low[-cut:])
                    return found, place.name if place else key_of("".join(low[-cut:]))
        if len(low) > 1 and low[0].endswith(("ий", "ый", "ой", "ая", "ое", "ие", "ые")):
            found = bodies.get(key_of("".join(low[1:])))
            if found:
                place = self._places.find_in_adjective(lemmas[0]) if lemmas else None
                return found, place.name if place else low[0][:6]
        return (), ""

    def _sector(self, bodies: tuple[Body, ...], head: str, first: str, low: list[str]) -> str | None:
        if bodies:
            return bodies[0].sector
        forms, heads = self._lexicon.forms, self._lexicon.heads
        if first in forms:
            return forms[first]
        if head in heads:
            sector = heads[head][0]
            if head in ("академия", "институт", "центр", "управление", "служба", "агентство", "палата") and not sector:
                return None
            return sector or None
        return next((heads[w][0] or None for w in low if w in heads), None)

    def _territory(self, words: Sequence[str], lemmas: list[str]) -> Place | None:
        if len(lemmas) < 2:
            return None
        place = self._places.territory_of(lemmas, [w for w in words if w[:1].isalnum()])
        if place is None and lemmas:
            place = self._places.find_in_adjective(lemmas[0])
            if place and place.kind not in ("country", "region") and (place.population or 0) < _KNOWN_CITY:
                place = None
        return place

    # the nominative -----------------------------------------------------------------------------------------------

    def _nominative(self, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> tuple[list[str], _Head]:
        forms, none = list(words), _Head("", "", False, "")
        n = len(words)
        i = 0
        while i < n and (words[i] in _OPEN or not words[i][:1].isalnum()):
            i += 1
        if i == n or words[i] in self._lexicon.forms:
            return forms, none
        known = self._two_words.get(words[i].lower())
        if known and n - i == 2:
            for second, full in known:
                if words[i + 1].lower()[:3] == second[:3]:
                    forms[i:] = full.split()
                    return forms, none
        adjectives: list[int] = []
        while i < n:
            word, tag = words[i], pos[i]
            if adjectives and word in _OPEN and i == adjectives[-1] + 1:  # петербургский «Зенит»
                i += 1
                continue
            if word in _OPEN or word in _CLOSE or word in "().":
                break
            if word[:1].isdigit() and tag in ("ADJ", "NUM") and i + 1 < n and words[i + 1][:1].isalpha():
                adjectives.append(i)
            elif tag in ("NOUN", "PROPN", "X", "NUM", "SYM", "PRON") or (word.isupper() and len(word) > 1):
                if tag == "PROPN" and _is_adjective_form(self._morph.readings(word)) and _noun_follows(words, pos, i):
                    adjectives.append(i)  # taggers take the adjectives of names for proper nouns
                else:
                    head = self._head(word, feats[i], n == 1)
                    for a in adjectives:
                        forms[a] = self._adjective(words[a], feats[a], head.gender, head.plural)
                    forms[i] = head.form
                    return forms, head
            elif tag in ("ADJ", "DET", "VERB"):
                adjectives.append(i)
            elif not adjectives or tag not in ("CCONJ", "PUNCT", "ADV"):
                break
            i += 1
        if adjectives:  # an adjective as a name: "Зелёные"
            own = split_feats(feats[adjectives[-1]])
            for a in adjectives:
                forms[a] = self._adjective(words[a], feats[a], own.get("Gender", ""), own.get("Number") == "Plur")
        return forms, none

    def _head(self, word: str, feats: str, alone: bool) -> _Head:
        wanted = split_feats(feats)
        gender, plural = wanted.get("Gender", ""), wanted.get("Number") == "Plur"
        low = word.lower()
        lexicon = self._lexicon.bodies
        if key_of(word) in lexicon or not any("а" <= c <= "я" for c in low):
            return _Head(word, gender, False, low)
        bare = stripped(word)
        if bare is not None:
            return _Head(bare, gender, False, bare.lower())
        if word.isupper() and len(word) <= 6:
            return _Head(word, gender, plural, low)
        known = [r for r in self._morph.known(low) if r.pos == "NOUN" and "Case" in r.feats]
        in_lexicon = word[0].isupper() and any(r[0] in lexicon for r in guess(low))
        if not known or in_lexicon:
            return self._unknown(word, low, wanted)
        best = max(known, key=lambda r: _fit(r, wanted))
        if alone and wanted.get("Case") == "Nom" and best.feats["Case"] != "Nom":
            return _Head(word, gender, plural, low)
        number = "plur" if "plur" in best.grammemes else "sing"
        if best.feats["Case"] == "Nom":
            text = low
        else:
            text = best.lemma if number == "sing" else low
            if number == "plur" and (form := best.parse.inflect({"nomn", number})):
                text = str(form.word)
        return _Head(cased(word, text), best.feats.get("Gender", ""), number == "plur", best.lemma)

    def _unknown(self, word: str, low: str, wanted: dict[str, str]) -> _Head:
        """A name that no dictionary holds: by its looks and the tagger's case; what else it may be, for the document
        to decide."""
        case = _CASES.get(wanted.get("Case", ""), "")
        gender = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(wanted.get("Gender", ""), "")
        front, dash, tail = low.rpartition("-")
        front += dash
        scores: dict[tuple[str, str], float] = {}
        for nominative, its_gender, its_case, prior in guess(tail) if len(tail) > 1 else ():
            score = (
                prior + (1.0 if its_case == case else -1.0 if case else 0.0) + (0.5 if its_gender == gender else 0.0)
            )
            score -= 1.0 if its_gender == "p" else 0.0
            score -= 0.8 if nominative == tail and its_case != "n" else 0.0
            key = (nominative, its_gender)
            scores[key] = max(score, scores.get(key, -99.0))
        for p in self._morph.readings(tail):
            if p.pos == "NOUN" and "Case" in p.feats and "plur" not in p.grammemes:
                inanimate = 0.9 if "inan" in p.grammemes else -0.5
                score = inanimate + (1.0 if _CASES.get(p.feats["Case"]) == case else -1.0 if case else 0.0)
                form = p.parse.inflect({"nomn", "sing"})
                if form:
                    g = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(p.feats.get("Gender", ""), "")
                    scores[str(form.word), g] = max(score, scores.get((str(form.word), g), -99.0))
        for (nominative, g), _ in list(scores.items()):
            if (front + nominative).replace("-", "") in self._lexicon.bodies:
                scores[nominative, g] += 5.0
        if case in ("", "n") and max(scores.values(), default=0.0) < 4.0:
            scores[tail, gender] = max(scores.values(), default=0.0) + 0.5
        ranked = sorted(scores, key=lambda k: -scores[k])
        if not ranked:
            return _Head(word, wanted.get("Gender", ""), False, low)
        top = scores[ranked[0]]
        texts = dict.fromkeys(cased(word, front + n) for n, g in ranked if scores[n, g] > top - 3.5)
        best = ranked[0]
        full = {"m": "Masc", "f": "Fem", "n": "Neut"}.get(best[1], "")
        return _Head(cased(word, front + best[0]), full, False, front + best[0], tuple(texts))

    def _adjective(self, word: str, feats: str, gender: str, plural: bool) -> str:
        low = word.lower()
        if low[:1].isdigit():
            number, dash, _ = low.partition("-")
            return number + dash + {"Fem": "я", "Neut": "е"}.get(gender, "е" if plural else "й") if dash else word
        single = plural and "Number=Sing" in feats  # "Лебединский и Михайловский комбинаты"
        target = {"nomn", "plur"} if plural and not single else {"nomn", "sing"}
        if "plur" not in target:
            target.add(_GENDER.get(gender, "masc"))
        readings = [r for r in self._morph.readings(low) if r.pos in ("ADJF", "PRTF")]
        readings.sort(key=lambda r: "Supr" in r.grammemes)
        if any(target <= r.grammemes for r in readings):
            return word
        for r in readings:
            if r.pos == "ADJF" and not r.grammemes & _IRREGULAR:
                plain = adjective(r.lemma, "plur" if "plur" in target else _GENDER.get(gender, "masc"))
                if plain:
                    return cased(word, plain)
            form = r.parse.inflect(target)
            if form and "Supr" in r.grammemes and low.startswith("высш"):  # the dictionary takes it for "высочайший"
                return cased(word, "высш" + {"femn": "ая", "neut": "ее"}.get(_GENDER.get(gender, ""), "ий"))
            if form:
                return cased(word, str(form.word))
        return word


def _fit(r: Reading, wanted: dict[str, str]) -> float:
    score = r.score + 2.0 * (r.feats["Case"] == wanted.get("Case")) + (r.feats.get("Gender") == wanted.get("Gender"))
    score += 1.0 * (r.feats.get("Number") == wanted.get("Number"))
    return score - (2.0 if r.grammemes & {"Surn", "Name"} else 0.0)


def _is_adjective_form(readings: Sequence[Reading]) -> bool:
    return bool(readings) and readings[0].pos == "ADJF"


def _noun_follows(words: Sequence[str], pos: Sequence[str], i: int) -> bool:
    return i + 1 < len(words) and pos[i + 1] in ("NOUN", "PROPN", "ADJ") and words[i + 1][:1].isalpha()


def _bracketed(words: Sequence[str]) -> tuple[str, ...]:
    """The words in brackets that end a name: "… (РЭУ)" -> ("РЭУ",)."""
    if len(words) > 3 and words[-1] == ")" and "(" in words[1:-1]:
        return tuple(words[len(words) - 1 - list(reversed(words)).index("(") + 1 : -1])
    return ()


def _quoted(words: Sequence[str]) -> list[str]:
    """The words in quotes, when the quotes hold a part of the name only."""
    first = next((i for i, w in enumerate(words) if w in _OPEN), None)
    if first is None or first == 0:
        return []
    last = next((i for i in range(len(words) - 1, first, -1) if words[i] in _CLOSE), len(words))
    return [w for w in words[first + 1 : last] if w[:1].isalnum()]


def stripped(word: str) -> str | None:
    """An acronym without its case ending: МИДа -> МИД, КамАЗом -> КамАЗ; None when the word is no declined acronym."""
    if len(word) < 3 or not word[-1].islower() or not word[0].isupper():
        return None
    for ending in _OBLIQUE_ENDINGS:
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) >= 2 and bare[-2:].isupper():
            return bare
    return None


def cased(original: str, form: str) -> str:
    """A form in the letters of the original, ё only where it has it: ЗАВОДА -> ЗАВОД, Зеленых -> Зеленые."""
    if original.isupper() and len(original) > 1:
        return form.upper()
    out = []
    for i, c in enumerate(form):
        o = original[i] if i < len(original) else ""
        c = "е" if c == "ё" and o in ("е", "Е") else c
        out.append(c.upper() if o.isupper() else c)
    return "".join(out)


def joined(forms: Sequence[str], spaces: Sequence[bool]) -> str:
    """The tokens with their spaces, quotes as «ёлочки» with „лапки“ inside; quotes around the whole are dropped."""
    depth = 0
    out: list[str] = []
    last = len(forms) - 1
    for i, form in enumerate(forms):
        space = " " if i and spaces[i] else ""
        opens = form in ("«", "„") or (
            form in ('"', "“", "”", "'") and i < last and (depth == 0 or (spaces[i] and not spaces[i + 1]))
        )
        if opens:
            out.append(space + ("«" if depth == 0 else "„"))
            depth += 1
        elif form in ("»", "”", "“", '"', "'") and depth:
            depth -= 1
            out.append("»" if depth == 0 else "“")
        else:
            out.append(space + form)
    text = "".join(out).strip()
    if text.startswith("«") and text.endswith("»") and text.count("«") == 1:
        text = text[1:-1]
    return text
