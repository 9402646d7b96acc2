"""What kind of office a post is: its level, and whether it is public office."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from ruanalyze.doc import Entity, Level
    from ruanalyze.roles.parts import Phrase

__all__ = ["body_kind", "office", "place_kind"]


def office(phrase: Phrase, body: Entity | None, territory: Entity | None) -> tuple[Level, bool]:
    """The level of a post, and whether who holds it is in public office."""
    head = phrase.head
    words = phrase.tail_words
    names = [words, *phrase.kindwords]
    if body is not None:
        names.append(body.name.lower())
    if territory is not None and territory.place is None:
        names.append(territory.name.lower())  # "пресс-секретарь Кремля"
    kind = _body(" ".join(names), phrase.quoted)
    if kind == "government" and body is not None and body.name.isascii():
        kind = "company"  # "директор департамента Acme Partners"
    area = _area(territory, words if body is None else f"{words} {body.name.lower()}")
    if head.kind == "exec":
        if body is not None and (kind in _PRIVATE or (kind is None and head.name in _ANY_BODY)):
            return cast("Level", kind or "company"), False
        if phrase.quoted and body is None and head.name in _ANY_BODY:
            return "company", False
        if body is not None and kind == "parliament" and head.name == "президент":
            return "civic", False  # "президент Российского еврейского конгресса"
        if head.name in _PRESIDENTS and phrase.tail and not (kind or body or territory or area):
            return "company", False  # "вице-президент блока проектов"
        if kind in _PRIVATE and head.name in _ANY_BODY and territory is None:
            return cast("Level", kind), False
        return ("regional" if area == "regional" and head.level != "parliament" else head.level), True
    if head.official == "yes":
        return (area or head.level) if head.kind == "staff" else head.level, True
    if head.name == "врач" and "главный" in phrase.parts:
        return "state_institution", True
    if head.official == "no":
        return head.level, False
    for inner in phrase.inner:  # "помощник депутата", "заместитель министра"
        if inner.head.official == "yes":
            return office(inner, body, territory)
    if kind in ("parliament", "judicial", "law_enforcement", "state_institution"):
        return cast("Level", kind), True
    if kind == "army":
        return "federal", True
    if kind == "government":
        return area or _default(" ".join(names)), True
    if kind is not None:
        return cast("Level", kind), False
    leads = head.kind in ("chief", "deputy", "lead") or any(p.head.kind == "chief" for p in phrase.inner)
    if body is None and area is not None and not phrase.quoted and leads:
        return area, True
    return ("company" if phrase.quoted or (body is not None and "«" in body.name) else "other"), False


_PART: Final = re.compile(r"\b(?:департамент|комитет|управлени|служб|агентств|отдел|аппарат|дирекци|совет)\w*")


@lru_cache(maxsize=1 << 12)
def _body(names: str, quoted: bool) -> str | None:
    """The kind of a body; a department or service of a company is the company's."""
    kind = body_kind(names)
    if kind == "government":
        rest = _PART.sub("", names)
        if body_kind(rest) in ("company", "party") or ((quoted or "«" in rest) and body_kind(rest) is None):
            return "company"
    return kind


def _default(words: str) -> Level:
    """The likeliest level of an executive body whose place is not said."""
    if "администраци" in words or "мэри" in words:
        return "municipal"
    return "regional" if "комитет" in words or "департамент" in words else "federal"


_PRIVATE: Final = frozenset(("company", "civic", "party"))
_PRESIDENTS: Final = frozenset(("президент", "вице-президент"))
_ANY_BODY: Final = frozenset(("президент", "вице-президент", "секретарь"))


@lru_cache(maxsize=1 << 12)
def body_kind(words: str) -> str | None:
    """The kind of the body that lower-case words name, or None.

    >>> body_kind("областного суда"), body_kind("ооо «рога и копыта»")
    ('judicial', 'company')
    """
    if not words:
        return None
    for kind, pattern in _BODIES:
        if pattern.search(words):
            return kind
    return None


def _area(territory: Entity | None, words: str) -> Level | None:
    """federal, regional or municipal by the words of the post, else by the place; None when neither tells."""
    said = _said_area(words) if words else None
    if said == "municipal":
        return "municipal"
    kind = place_kind(territory) if territory is not None else None
    if kind == "country":
        return "federal"
    if kind in ("region", "city-region"):
        return "regional"
    if kind in ("district", "city", "town", "village"):
        return "municipal"
    return said


@lru_cache(maxsize=1 << 12)
def _said_area(words: str) -> Level | None:
    match = _TERRITORY.search(words)
    return cast("Level", match.lastgroup) if match else None


def place_kind(entity: Entity) -> str | None:
    """The kind of a place by the gazetteer, else by its name; "city-region" for a city that is a region too."""
    if entity.place is None:
        known = (_AREAS.get(word) for word in entity.name.lower().split())
        return next((kind for kind in known if kind is not None), None)
    kind = entity.place.kind
    return "city-region" if kind == "city" and entity.place.name in _CITY_REGIONS else kind


_AREAS: Final = {"район": "district", "область": "region", "край": "region", "республика": "region"}


def _read_bodies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of bodies in the order in which they are asked, each with one expression."""
    groups: list[tuple[str, list[str]]] = []
    for line in (RESOURCES / "posts.bodies.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, pattern = line.split("\t")
            if not groups or groups[-1][0] != kind:
                groups.append((kind, []))
            groups[-1][1].append(pattern)
    return tuple((kind, re.compile("|".join(patterns))) for kind, patterns in groups)


_BODIES: Final = _read_bodies()
_TERRITORY: Final = re.compile(
    # глава государства; глава муниципального района
    r"\b(?:(?P<federal>государств|стран|республик\w+ (?:беларусь|корея)|россии)"
    r"|(?P<regional>регион|област|кра[яй]\b|республик|субъект)"
    r"|(?P<municipal>город|район|округ|муниципалитет|поселени|посёлк|поселк|сел[ао]\b|столиц|муниципальн|деревн|станиц|улус))"
)
_CITY_REGIONS: Final = frozenset(("Москва", "Санкт-Петербург", "Севастополь"))
