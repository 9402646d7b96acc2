"""Organizations: the nominative of a mention (head declined, tail kept), and what the name says of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.kept import Kept
from ruanalyze.orgs import lexicon as orgs_lexicon
from ruanalyze.orgs.lexicon import Body, key_of, whole_key
from ruanalyze.orgs.nominative import Head, Nominative
from ruanalyze.orgs.text import bracketed, joined, quoted
from ruanalyze.words import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Place
    from ruanalyze.morph.lemmas import Morph
    from ruanalyze.places.names import Places

__all__ = ["OrgReading", "Orgs"]

_CACHE: Final = 1 << 12
_RUSSIA: Final = (("российской", "федерации"), ("россии",), ("рф",))
_RUSSIAN: Final = frozenset(("российский", "российская", "российское", "российские"))
_KNOWN_CITY: Final = 50_000  # people; an adjective of a smaller place rarely speaks of the place
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
    place: Place | None = None  # the territory


class Orgs:
    """Reads mentions of organizations. Thread-safe; caches are bounded."""

    def __init__(self, morph: Morph, places: Places) -> None:
        self._morph, self._places = morph, places
        self._lexicon = orgs_lexicon.load()
        self._nominative = Nominative(morph, self._lexicon)
        self._cache = Kept[tuple[object, ...], OrgReading](_CACHE)

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
        key = (words, pos, feats, spaces, fixed)
        found = self._cache.get(key)
        if found is None:
            found = self._cache.keep(key, self._make(words, pos, feats, spaces, lemmas, fixed))
        return found

    def is_class_noun(self, lemma: str) -> bool:
        """компания, театр, завод: a noun that a quoted name follows."""
        return "q" in self._lexicon.heads.get(lemma, ("", ""))[1]

    def is_known(self, name: str) -> bool:
        """Whether the lexicon has a body of this name."""
        return self._lexicon.knows(name)

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
        if len(words) == 1 and words[0].isupper() and words[0].isalpha():
            return self._acronym(words[0])
        forms, head = list(words), Head("", "", False, "")
        if not fixed:
            forms, head = self._nominative.of(words, pos, feats)
        normal = joined(forms, spaces)
        bracket = bracketed(words)
        end = len(words) - (len(bracket) + 2 if bracket else 0)
        name = joined(forms[:end], spaces[:end]) if bracket else normal
        plain = [i for i in range(end) if forms[i][:1].isalnum()]
        low = [fold(forms[i]) for i in plain]
        inner = [lemmas[i] for i in plain]
        kept, russian = self._without_russia(low)
        first = forms[plain[0]] if plain else ""
        legal = first in self._lexicon.forms
        bodies, body_territory = self._bodies(kept, inner)
        if russian and not body_territory:
            body_territory = "Россия"
        acronym = bracket[0] if len(bracket) == 1 and bracket[0].isupper() else None
        if acronym is None and len(low) == 1 and forms[plain[0]].isupper() and 2 <= len(low[0]) <= 7:
            acronym = forms[plain[0]]
        marked = quoted(words[:end])
        base = whole_key(kept)
        core = key_of("".join(marked)) if marked else whole_key(kept[1:]) if legal else base
        if not marked and head.lemma in self._lexicon.heads:
            core = ""
        territory = self._territory([words[i] for i in plain], inner)
        initials = "".join([w[0] for w in low if w not in _SMALL])
        return OrgReading(
            normal,
            name,
            head.alternatives if len(low) == 1 else (),
            head.lemma,
            core,
            base,
            tuple(kept),
            bodies,
            body_territory,
            territory.name if territory else None,
            acronym,
            initials if len(initials) > 2 else "",
            not any(c.isupper() or c.isdigit() or "a" <= c <= "z" for w in words for c in w),
            self._sector(bodies, head.lemma, first, low),
            territory,
        )

    def _acronym(self, word: str) -> OrgReading:
        """МВД, ООН: a name that is nothing but capitals."""
        low = fold(word)
        key = key_of(low)
        bodies = self._lexicon.bodies.get(key, ())
        acronym = word if 2 <= len(word) <= 7 else None
        sector = self._sector(bodies, "", word, [low])
        core = "" if word.lower() in self._lexicon.heads else key
        return OrgReading(word, word, (), word.lower(), core, key, (low,), bodies, "", None, acronym, "", False, sector)

    def _without_russia(self, low: list[str]) -> tuple[list[str], bool]:
        """A name's words without "России" after or "Российский" before, and whether there was one."""
        if len(low) < 2:
            return low, False
        tail = next((len(t) for t in _RUSSIA if len(low) > len(t) and tuple(low[-len(t) :]) == t), 0)
        adjective = not tail and low[0] in _RUSSIAN
        if not (tail or adjective or low[0] in _RUSSIAN) or whole_key(low) in self._lexicon.bodies:
            return low, False
        kept = low[: len(low) - tail]
        if len(kept) > 1 and kept[0] in _RUSSIAN:
            kept = kept[1:]
        return kept, True

    def _bodies(self, low: list[str], lemmas: list[str]) -> tuple[tuple[Body, ...], str]:
        """The lexicon's bodies of this name, and the key of what stands around them ("мид украины" -> украины)."""
        bodies = self._lexicon.bodies
        found = bodies.get(whole_key(low))
        if found:
            return found, ""
        for cut in (1, 2, 3):
            if len(low) > cut:
                found = bodies.get(whole_key(low[:-cut]))
                if found:
                    place = self._places.territory_of(lemmas[-cut:], low[-cut:])
                    return found, place.name if place else whole_key(low[-cut:])
        if len(low) > 1 and low[0].endswith(("ий", "ый", "ой", "ая", "ое", "ие", "ые")):
            found = bodies.get(whole_key(low[1:]))
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
        if lemmas[0] in self._lexicon.heads or words[0].isupper():  # the head noun is no place
            place = self._places.territory_of(lemmas[1:], words[1:])
        else:
            place = self._places.territory_of(lemmas, words)
        if place is None:
            place = self._places.find_in_adjective(lemmas[0])
            if place and place.kind not in ("country", "region") and (place.population or 0) < _KNOWN_CITY:
                place = None
        return place
