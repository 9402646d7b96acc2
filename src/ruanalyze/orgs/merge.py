"""Which mentions of organizations are one body: equal names, acronyms, short names, a quoted core, a bare head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.orgs.lexicon import key_of
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ruanalyze.orgs.names import OrgReading

__all__ = ["Body", "merge"]

# heads that a text names without a name of their own: "правительство заявило"
_ALONE: Final = word_set(
    "парламент правительство дума гордума облдума горсовет заксобрание кабмин генпрокуратура сенат сейм хурал мэрия"
    " горсуд облсуд райсуд горадминистрация облправительство облпрокуратура горпрокуратура"
)


class Body:
    """An organization of the document: its mentions as (index, reading), and the names it goes by."""

    __slots__ = ("acronyms", "bases", "bodies", "cores", "forms", "heads", "initials", "members", "territory")

    def __init__(self) -> None:
        self.members: list[tuple[int, OrgReading]] = []
        self.bases: set[str] = set()
        self.cores: dict[str, str] = {}
        self.bodies: dict[str, int] = {}
        self.acronyms: set[str] = set()
        self.initials: set[str] = set()
        self.heads: set[str] = set()
        self.forms: set[tuple[str, ...]] = set()
        self.territory = ""

    def add(self, index: int, r: OrgReading) -> None:
        """Take a mention in."""
        self.members.append((index, r))
        self.bases.add(r.base)
        if r.core:
            self.cores.setdefault(r.core, r.head)
        for body in r.bodies:
            self.bodies[body.full_name] = min(len(r.bodies), self.bodies.get(body.full_name, 99))
        if r.acronym:
            self.acronyms.add(key_of(r.acronym))
        if r.initials:
            self.initials.add(r.initials)
        if r.head:
            self.heads.add(r.head)
        self.forms.add(r.words)
        self.territory = self.territory or r.body_territory

    def shares(self) -> set[str]:
        """What another name of this body may share with it: names, acronyms, initials, quoted cores, known bodies."""
        return {*self.bases, *self.acronyms, *self.initials, *self.cores, *self.bodies}

    def stretches(self) -> Iterator[tuple[str, ...]]:
        """The first words and the last words of its names: what a shorter name may be."""
        for words in self.forms:
            for k in range(1, len(words)):
                yield words[:k]
                yield words[-k:]


class _Holders:
    """The bodies of a document by what they share: only these may be one, so only these are compared."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._place = {id(body): n for n, body in enumerate(bodies)}
        self._keys: dict[str, dict[int, Body]] = {}
        self._longer: dict[tuple[str, ...], dict[int, Body]] = {}
        for body in bodies:
            self._put(body, body)

    def _put(self, owner: Body, body: Body) -> None:
        for key in owner.shares():
            self._keys.setdefault(key, {})[id(body)] = body
        for words in owner.stretches():
            self._longer.setdefault(words, {})[id(body)] = body

    def replace(self, old: Body, new: Body) -> None:
        """The new body has all that the old one had."""
        for key in old.shares():
            self._keys[key].pop(id(old), None)
        for words in old.stretches():
            self._longer[words].pop(id(old), None)
        self._put(old, new)

    def equals(self, body: Body) -> list[Body]:
        """The other bodies that share a key with one, in their order."""
        return self._sorted(body, [self._keys[key] for key in body.shares()])

    def longer(self, body: Body) -> list[Body]:
        """Those of which one may be a shorter name, in their order."""
        known = [self._keys[key] for key in body.bodies]
        return self._sorted(body, [*known, *[self._longer[w] for w in body.forms if w in self._longer]])

    def _sorted(self, body: Body, groups: list[dict[int, Body]]) -> list[Body]:
        found = {i: b for group in groups for i, b in group.items()}
        found.pop(id(body), None)
        return sorted(found.values(), key=lambda b: self._place[id(b)]) if len(found) > 1 else list(found.values())


def merge(mentions: Sequence[OrgReading | None], aliases: dict[int, str]) -> list[Body]:
    """The bodies behind a document's mentions, which come in the order of the text.

    aliases: the key of the short name that stands in brackets after mention number i. A small-letter mention with no
    name in it that fits no body is left out.
    """
    bodies: list[Body] = []
    by_base: dict[str, Body] = {}
    generic: list[int] = []
    for i, r in enumerate(mentions):
        if r is None:
            continue
        if r.generic and len(r.words) < 2:
            generic.append(i)
            continue
        known = by_base.get(r.base)
        if known is None:
            known = next((by_base[k] for a in r.alternatives if (k := key_of(a)) in by_base), None)
        if known is None:
            known = Body()
            bodies.append(known)
        by_base.setdefault(r.base, known)
        known.add(i, r)
        if i in aliases:
            known.acronyms.add(aliases[i])
    _join(bodies)
    for i in generic:
        _place_generic(i, mentions[i], bodies)
    for body in bodies:
        body.members.sort(key=lambda m: m[0])
    return bodies


def _join(bodies: list[Body]) -> None:
    """Join bodies until nothing changes: short names to long ones."""
    if len(bodies) < 2:
        return
    holders = _Holders(bodies)
    changed = True
    while changed:
        changed = False
        for i in range(len(bodies) - 1, -1, -1):
            a = bodies[i]
            fits = [b for b in holders.equals(a) if _same(a, b)]
            if not fits:
                fits = [b for b in holders.longer(a) if _shortened(a, b)]
                if len(fits) > 1:
                    fits = []
            if fits:
                b = fits[0]
                holders.replace(a, b)
                for index, r in a.members:
                    b.add(index, r)
                b.acronyms |= a.acronyms
                bodies.pop(i)
                changed = True


def _same(a: Body, b: Body) -> bool:
    if a.bases & b.bases:
        return True
    if a.acronyms & b.bases or b.acronyms & a.bases:
        return not _other_land(a, b)
    if a.acronyms & b.initials or b.acronyms & a.initials:
        return not _other_land(a, b)
    for core, head in a.cores.items():
        if core in b.cores:
            other = b.cores[core]
            if not head or not other or head == other:
                return True
    shared = a.bodies.keys() & b.bodies.keys()
    sure = any(a.bodies[n] == 1 or b.bodies[n] == 1 for n in shared)
    return bool(shared) and sure and (a.territory or "Россия") == (b.territory or "Россия")


def _other_land(a: Body, b: Body) -> bool:
    return bool(a.territory and b.territory and a.territory != b.territory)


def _shortened(a: Body, b: Body) -> bool:
    """`a` is a shorter way to say `b`: its first words, or all but the adjectives before."""
    shared = a.bodies.keys() & b.bodies.keys()
    if shared and not a.territory and b.territory:
        return True
    for short in a.forms:
        for long in b.forms:
            n = len(short)
            if not 0 < n < len(long):
                continue
            if long[:n] == short and long[n] in ("имени", "им"):
                return True
            latin = all(w.isascii() for w in short)
            headed = bool(a.heads & b.heads)
            if long[:n] == short and (headed or (latin and n > 1)) and not a.bodies:
                return n > 1 or len(short[0]) > 12
            if long[-n:] == short and n > 1 and headed and not a.bodies:
                return True
    return False


def _place_generic(index: int, r: OrgReading | None, bodies: list[Body]) -> None:
    """министерство, институт, дума: the last body before with this head; a political body alone stays itself."""
    if r is None:
        return
    head = r.head or "".join(r.words)
    fits = [b for b in bodies if head in b.heads or any(_suffix(h, head) for h in b.heads)]
    before = [b for b in fits if b.members[0][0] < index]
    if len(fits) == 1 or before:
        chosen = max(before, key=lambda b: max(i for i, _ in b.members if i < index)) if before else fits[0]
        chosen.add(index, r)
        return
    if head in _ALONE:
        body = Body()
        body.add(index, r)
        bodies.append(body)


def _suffix(compound: str, head: str) -> bool:
    """облдума ends in дума, горсовет in совет."""
    return len(head) > 3 and compound.endswith(head) and len(compound) - len(head) <= 4
