"""What the mentions of one organization say of it together: its fullest name, acronym, territory, sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruanalyze.doc import Org
from ruanalyze.orgs.lexicon import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.orgs.merge import Body
    from ruanalyze.orgs.names import OrgReading

__all__ = ["alias", "org_of", "org_of_one", "supported"]


def alias(tokens: Sequence[Token], at: int) -> str | None:
    """The short name in brackets after a name: "(РЭУ)", "(далее — Фонд)"."""
    if at + 2 >= len(tokens) or tokens[at].text != "(":
        return None
    end = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].text == ")"), None)
    if end is None:
        return None
    words = [t.text for t in tokens[at + 1 : end] if t.text[:1].isalnum() and t.text.lower() != "далее"]
    if len(words) == 1 and (words[0].isupper() or tokens[at + 1].text.lower() == "далее") and len(words[0]) > 1:
        return key_of(words[0])
    return None


def supported(r: OrgReading, normals: dict[str, int]) -> str:
    """Of the nominatives that an unknown name may have, the one that the document has most."""
    if len(r.alternatives) < 2:
        return r.normal
    others = {a: normals.get(a, 0) - (a == r.normal) for a in r.alternatives}
    best = max(r.alternatives, key=lambda a: others[a])
    return best if others[best] > others.get(r.normal, 0) else r.normal


def org_of_one(r: OrgReading) -> tuple[str, Org]:
    """The name of a body with one mention, and what it says."""
    known = r.bodies[0] if len(r.bodies) == 1 else None
    full_name = r.name if r.name != r.acronym else known.full_name if known else None
    return r.name, Org(r.acronym or (known.acronym if known else None), full_name, r.territory, r.sector)


def org_of(body: Body, normals: dict[str, int]) -> tuple[str, Org]:
    """The name of a body, the fullest of its mentions, and what they say; normals counts the nominatives."""
    if len(body.members) == 1:
        return org_of_one(body.members[0][1])
    readings = [r for _, r in body.members]
    named = [r for r in readings if not r.generic] or readings
    fullest = max(named, key=lambda r: (len(r.name), normals[r.normal]))
    acronym = next((r.acronym for r in readings if r.acronym), None)
    known = next((r.bodies[0] for r in readings if len(r.bodies) == 1), None)
    name = fullest.name
    full_name = name if name != acronym else known.full_name if known else None
    if acronym is None and known is not None:
        acronym = known.acronym
    territory = next((r.territory for r in (fullest, *readings) if r.territory), None)
    return name, Org(acronym, full_name, territory, next((r.sector for r in (fullest, *readings) if r.sector), None))
