"""A Doc as a few readable lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ruanalyze.doc import Doc, Entity, Role

__all__ = ["summary"]


def summary(doc: Doc) -> str:
    """Title, date, topics, officials, other people, organizations, places, dates and key phrases, a group a block."""
    article = doc.article
    lines = [doc.title or "(no title)"]
    if article.published is not None:
        lines.append(article.published.isoformat().replace("T", " ")[:16])
    if article.lead is not None:
        lines.append(article.lead.text)
    body = sum(len(p.text) for p in article.paragraphs)
    lines.append(f"{len(article.paragraphs)} paragraphs, {len(doc.sentences)} sentences, {body:,} characters")
    named = {role.person.id for role in doc.roles}
    blocks = [
        ("Topics", [f"{t.label} ({t.id}) {t.probability:.2f}" for t in doc.topics]),
        ("Officials", [_role(r) for r in doc.officials]),
        ("Other roles", [_role(r) for r in doc.roles if not r.official]),
        ("Other people", [e.name for e in doc.people if e.id not in named]),
        ("Organizations", [e.name for e in doc.organizations]),
        ("Places", [_place(e) for e in doc.places]),
        ("Dates", [f"{d.value}  {d.text!r}" for d in doc.dates]),
        ("Key phrases", [", ".join(doc.keywords)] if doc.keywords else []),
    ]
    for head, items in blocks:
        if items:
            lines += ["", head, *(f"  {item}" for item in items)]
    return "\n".join(lines)


def _role(role: Role) -> str:
    where = [e.name for e in (role.body, role.territory) if e is not None]
    status = "" if role.status == "current" else f" [{role.status}]"
    return f"{role.person.name}: {role.post}{status}" + (f" ({', '.join(where)})" if where else "")


def _place(entity: Entity) -> str:
    place = entity.place
    if place is None:
        return entity.name
    told = [place.kind, *(w for w in (place.region_code or place.region, place.country) if w)]
    return f"{entity.name} ({', '.join(told)})"
