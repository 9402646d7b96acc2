"""The user's gazetteer over the tagger's spans: its matches win, and the mentions of one entry are one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.doc import Entity, Mention
from ruanalyze.entities.found import QUOTES, Found
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence, Token
    from ruanalyze.entities.own_gazetteer import OwnEntry, OwnMatch

__all__ = ["SOURCE", "overlay", "unite"]

SOURCE: Final = "gazetteer"


def overlay(
    by_kind: dict[str, list[Found]],
    matches: Sequence[OwnMatch],
    entries: Sequence[OwnEntry],
    sentences: Sequence[Sentence],
) -> dict[str, list[Found]]:
    """The tagger's mentions with the gazetteer's in their place wherever they meet.

    A longer name of the tagger around a match stays the tagger's (Саратовский институт РЭУ is not РЭУ), but a person's
    longer name is the entry's, unless it holds another first name.
    """
    if not matches:
        return by_kind
    model = [f for some in by_kind.values() for f in some]
    of_sentence: dict[int, list[tuple[int, Found]]] = {}
    for i, f in enumerate(model):
        of_sentence.setdefault(f.sentence, []).append((i, f))
    out: dict[str, list[Found]] = {"PER": [], "ORG": [], "LOC": []}
    replaced: set[int] = set()
    for match in matches:
        entry = entries[match.entry]
        own = Found(entry.kind, match.sentence, match.first, match.last, None, SOURCE, match.entry)
        meets = [
            (i, f) for i, f in of_sentence.get(match.sentence, ()) if f.first < match.last and match.first < f.last
        ]
        around = next((f for _, f in meets if f.first <= own.first and own.last <= f.last and f != own), None)
        if around is not None and around.last - around.first > own.last - own.first:
            tokens = sentences[match.sentence].tokens
            extra = [*tokens[around.first : own.first], *tokens[own.last : around.last]]
            if around.kind == "PER" and entry.kind == "PER":
                if not _compatible(entry, extra):
                    continue
                own = own._replace(first=around.first, last=around.last)
            elif around.kind == entry.kind and all(t.text in QUOTES for t in extra):
                own = own._replace(first=around.first, last=around.last)
            elif around.kind == "ORG" and entry.kind in ("ORG", "LOC"):
                continue
        replaced.update(i for i, _ in meets)
        out[entry.kind].append(own)
    for i, f in enumerate(model):
        if i not in replaced:
            out[f.kind].append(f)
    for some in out.values():
        some.sort(key=lambda f: (f.sentence, f.first))
    return out


def _compatible(entry: OwnEntry, extra: Sequence[Token]) -> bool:
    """The other words of a person's name say nothing against the entry: they begin like a word of its names."""
    names = [fold(w) for name in (entry.name, *entry.aliases) for w in name.split()]
    full = len(entry.name.split()) > 1
    words = [fold(t.text) for t in extra if t.text[:1].isalpha()]
    if not full:
        return True
    return all(any(n[0] == w[0] if len(w) == 1 else n[:3] == w[:3] for n in names) or _patronymic(w) for w in words)


def _patronymic(word: str) -> bool:
    return any(mark in word for mark in ("ович", "евич", "овн", "евн", "ич"))


def unite(entities: list[Entity], entries: Sequence[OwnEntry]) -> list[Entity]:
    """One entity an entry, with the entry's name and id; its mentions by the gazetteer have its name as normal form."""
    found: dict[int, Entity] = {}
    out: list[Entity] = []
    for e in entities:
        number = next((n for m in e.mentions if (n := _entry_of(m)) is not None), None)
        if number is None:
            out.append(e)
            continue
        before = found.get(number)
        mentions = (*before.mentions, *e.mentions) if before else e.mentions
        found[number] = Entity(
            entries[number].id or "",
            e.kind,
            entries[number].name,
            mentions,
            e.confidence,
            before.person if before else e.person,
            before.org if before else e.org,
            before.place if before else e.place,
        )
    for number, e in found.items():
        mentions = tuple(sorted((_named(m, entries[number].name) for m in e.mentions), key=lambda m: m.start))
        out.append(Entity(e.id, e.kind, e.name, mentions, e.confidence, e.person, e.org, e.place))
    return out


def _entry_of(mention: Mention) -> int | None:
    kind, _, number = mention.source.partition("#")
    return int(number) if kind == SOURCE and number else None


def _named(m: Mention, name: str) -> Mention:
    if _entry_of(m) is None:
        return m
    return Mention(m.start, m.end, m.text, name, SOURCE, m.confidence)
