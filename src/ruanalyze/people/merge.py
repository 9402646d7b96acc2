"""Which mentions of people are one person: first and last names, initials, case forms, slips of one letter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Gender
    from ruanalyze.people.parts import NameReading

__all__ = ["NEAR", "Someone", "merge"]

_LONG: Final = 7  # letters of a surname in which one wrong letter is taken for a slip
#: How far below the best reading one may lie that the document supports.
NEAR: Final = 4.5


class Someone(NamedTuple):
    """A person of the document: name parts, gender, and per mention (index, its reading)."""

    first: str | None
    middle: str | None
    last: str | None
    gender: Gender | None
    plural: bool
    members: tuple[tuple[int, NameReading], ...]


class _Cluster:
    __slots__ = ("first", "gender", "last", "members", "middle")

    def __init__(self, reading: NameReading) -> None:
        self.first = reading.key_first
        self.middle = reading.key_middle
        self.last = reading.key_last
        self.gender = reading.gender
        self.members: list[tuple[int, NameReading]] = []

    def add(self, index: int, reading: NameReading) -> None:
        self.members.append((index, reading))
        if len(reading.key_first.rstrip(".")) > len(self.first.rstrip(".")):
            self.first = reading.key_first
        if len(reading.key_middle.rstrip(".")) > len(self.middle.rstrip(".")):
            self.middle = reading.key_middle
        self.last = self.last or reading.key_last
        self.gender = self.gender or reading.gender


def merge(mentions: Sequence[tuple[NameReading, ...]]) -> list[Someone]:
    """The persons behind the readings of a document's mentions, which come in the order of the text."""
    votes = _votes(mentions) if any(len(r) > 1 for r in mentions) else {}
    done: dict[int, list[NameReading]] = {}
    for readings in mentions:
        if id(readings) not in done:
            done[id(readings)] = _ranked(readings, votes)
    ranked = [done[id(readings)] for readings in mentions]
    clusters: list[_Cluster] = []
    by_last: dict[str, list[_Cluster]] = {}
    later: list[int] = []
    for i, some in enumerate(ranked):
        if not some:
            continue
        best = some[0]
        if best.first and best.last and not best.plural:
            _place(i, some, clusters, by_last)
        else:
            later.append(i)
    full = list(clusters)
    for i in later:
        _place_short(i, ranked[i], clusters, full, by_last)
    return [_someone(c) for c in clusters]


def _votes(mentions: Sequence[tuple[NameReading, ...]]) -> dict[str, float]:
    """How much the different forms in the document support each nominative of a word."""
    seen = set()
    votes: dict[str, float] = {}
    for readings in mentions:
        if not readings or id(readings) in seen:
            continue
        seen.add(id(readings))
        if len(readings) == 1:
            for key in (readings[0].key_first, readings[0].key_last):
                if key:
                    votes[key] = votes.get(key, 0.0) + 1.0
            continue
        top = readings[0].score
        weights = [math.exp(min(0.0, r.score - top)) for r in readings]
        total = sum(weights)
        mine: dict[str, float] = {}
        for r, w in zip(readings, weights, strict=True):
            for key in (r.key_first, r.key_last):
                if key:
                    mine[key] = mine.get(key, 0.0) + w / total
        for key, value in mine.items():
            votes[key] = votes.get(key, 0.0) + min(1.0, value)
    return votes


def _ranked(readings: tuple[NameReading, ...], votes: dict[str, float]) -> list[NameReading]:
    if len(readings) < 2:
        return list(readings)

    def score(r: NameReading) -> float:
        seen = 0.0
        if r.key_first:
            seen += math.log1p(votes[r.key_first])
        if r.key_last:
            seen += math.log1p(votes[r.key_last])
        return r.score + 1.5 * seen

    return sorted(readings, key=lambda r: -score(r))


def _place(
    index: int, readings: list[NameReading], clusters: list[_Cluster], by_last: dict[str, list[_Cluster]]
) -> None:
    """A mention with first and last name: to a cluster that agrees, or a new one."""
    best = readings[0]
    for r in readings:
        if not r.first or not r.last or r.score < best.score - NEAR:
            continue
        for c in by_last.get(r.key_last, ()):
            if _first_fits(c, r) and _gender_fits(c, r):
                c.add(index, r)
                return
    for c in clusters:
        if c.last and _slip(c.last, best.key_last) and _first_fits(c, best, exact=True):
            c.add(index, best)
            return
        if best.key_first == c.first and len(c.first) > 3 and _tail(c.last, best.key_last):
            c.add(index, best)
            return
    _new(index, best, clusters, by_last)


def _new(index: int, r: NameReading, clusters: list[_Cluster], by_last: dict[str, list[_Cluster]]) -> None:
    cluster = _Cluster(r)
    cluster.add(index, r)
    clusters.append(cluster)
    by_last.setdefault(cluster.last or cluster.first, []).append(cluster)


def _place_short(
    index: int,
    readings: list[NameReading],
    clusters: list[_Cluster],
    full: list[_Cluster],
    by_last: dict[str, list[_Cluster]],
) -> None:
    """A surname or a first name alone: to the person of that name who was named last before, else first after."""
    best = readings[0]
    if best.plural:
        same = next((c for c in clusters if c.members[0][1].plural and c.last == best.key_last), None)
        if same is not None:
            same.add(index, best)
        else:
            cluster = _Cluster(best)
            cluster.add(index, best)
            clusters.append(cluster)
        return
    options: list[tuple[float, _Cluster, NameReading]] = []
    for r in readings:
        if r.score < best.score - NEAR:
            continue
        for name, key in ((r.last, r.key_last), (r.first, r.key_first)):
            if not key:
                continue
            as_last = r if name is r.last else r._replace(first=None, last=r.first, key_first="", key_last=r.key_first)
            for c in by_last.get(key, ()):
                if c.members and not c.members[0][1].plural and _gender_fits(c, r) and _middle_fits(c, r):
                    options.append((r.score + _distance(c, index), c, as_last))
            if (r.first and not r.last) or len(readings[0].normal.split()) == 1:
                for c in full:
                    if c.first == key and _gender_fits(c, r):
                        as_first = (
                            r
                            if name is r.first
                            else r._replace(first=r.last, last=None, key_first=r.key_last, key_last="")
                        )
                        options.append((r.score - 0.5 + _distance(c, index), c, as_first))
    if best.first and best.middle and not best.last:
        first, middle = best.key_first, best.key_middle
        options += [(0.0, c, best) for c in clusters if c.first == first and c.middle == middle]
    if not options and best.last and len(best.last) >= _LONG:
        options = [(0.0, c, best) for c in full if _slip(c.last, best.key_last)]
    if not options and best.last:
        options = [(0.0, c, best) for c in full if _tail(c.last, best.key_last)]
    if options:
        _, cluster, reading = max(options, key=lambda o: o[0])
        cluster.add(index, reading)
        return
    _new(index, best, clusters, by_last)


def _distance(cluster: _Cluster, index: int) -> float:
    """Nearer before the mention is better; after it is worse than anywhere before."""
    before = [i for i, _ in cluster.members if i < index]
    return -0.01 * (index - max(before)) if before else -0.5


def _first_fits(cluster: _Cluster, r: NameReading, exact: bool = False) -> bool:
    a, b = cluster.first, r.key_first
    if not a:
        return not exact
    if a == b:
        return _middle_fits(cluster, r)
    if a.endswith(".") or b.endswith("."):
        return not exact and a[:1] == b[:1] and _middle_fits(cluster, r)
    if len(a) > 4 and len(b) > 4 and _slip(a, b, 5):
        return not exact
    words, others = a.split(), b.split()
    return not exact and (set(words) <= set(others) or set(others) <= set(words))


def _middle_fits(cluster: _Cluster, r: NameReading) -> bool:
    a, b = cluster.middle, r.key_middle
    if not a or not b or a == b:
        return True
    return (a.endswith(".") or b.endswith(".")) and a[0] == b[0]


def _gender_fits(cluster: _Cluster, r: NameReading) -> bool:
    return not cluster.gender or not r.gender or cluster.gender == r.gender


def _tail(a: str, b: str) -> bool:
    """One surname ends with the other: Гарсия Фресно and Фресно, фон дер Ляйен and Ляйен."""
    return bool(a and b) and a != b and (a.endswith((" " + b, "-" + b)) or b.endswith((" " + a, "-" + a)))


def _slip(a: str, b: str, least: int = _LONG) -> bool:
    """Equal but for one letter changed, added or left out, in words of `least` letters and more."""
    if a[:1] != b[:1] or a == b or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < least:
        return False
    i = 0
    short, long = sorted((a, b), key=len)
    while i < len(short) and short[i] == long[i]:
        i += 1
    if i >= len(short) - 1:  # the last letter alone is an ending, not a slip
        return False
    return short[i:] == long[i + 1 :] or short[i + 1 :] == long[i + 1 :]


def _someone(cluster: _Cluster) -> Someone:
    """The fullest first name, the patronymic, the surname as most mentions have it (with ё when any has)."""
    if len(cluster.members) == 1:
        r = cluster.members[0][1]
        return Someone(r.first, r.middle, r.last, r.gender, r.plural, tuple(cluster.members))
    readings = [r for _, r in cluster.members]
    first = _best([r.first for r in readings])
    middle = _best([r.middle for r in readings])
    last = _common([r.last for r in readings if r.last and r.first] or [r.last for r in readings if r.last])
    if first and last and fold(first) == fold(last):  # one word, read now as the one and now as the other
        last = None
    gender: Gender | None = next((r.gender for r in readings if r.first and r.gender), None) or next(
        (r.gender for r in readings if r.gender), None
    )
    return Someone(first, middle, last, gender, readings[0].plural, tuple(cluster.members))


def _best(names: list[str | None]) -> str | None:
    """A full name before an initial, the commonest of the full ones."""
    full = [n for n in names if n and not n.endswith(".")]
    most = max((len(n.split()) for n in full), default=0)
    return _common([n for n in full if len(n.split()) == most]) or next((n for n in names if n), None)


def _common(names: list[str | None]) -> str | None:
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for n in names:
        if n:
            key = fold(n)
            counts[key] = counts.get(key, 0) + 1
            if key not in spelled or ("ё" in n.lower() and "ё" not in spelled[key].lower()):
                spelled[key] = n
    if not counts:
        return None
    return spelled[max(counts, key=lambda k: counts[k])]
