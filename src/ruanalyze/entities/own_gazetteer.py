"""The user's own persons, organizations and places: read from a list, CSV or JSON, matched in every case form."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from ruanalyze.errors import OptionError
from ruanalyze.kept import Kept
from ruanalyze.people.names import People
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ruanalyze.doc import EntityKind, Sentence, Token
    from ruanalyze.morph.lemmas import Morph

__all__ = ["OwnEntry", "OwnGazetteer", "OwnMatch"]

_KINDS: Final = ("PER", "ORG", "LOC")
_SKIP: Final = frozenset("«»“”„\"'")
_PREFIX: Final = 2


class OwnEntry(NamedTuple):
    """One entry: kind, canonical name, other names, and the user's id or None."""

    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    id: str | None


class OwnMatch(NamedTuple):
    """Tokens [first, last) of a sentence name entry number `entry`."""

    sentence: int
    first: int
    last: int
    entry: int


class OwnGazetteer:
    """Entries and the index that finds them. Immutable after loading, thread-safe, picklable.

    >>> from ruanalyze.morph.lemmas import Morph
    >>> OwnGazetteer.load([{"kind": "ORG", "name": "Эконом", "id": "sseu"}], Morph()).entries[0].id
    'sseu'
    """

    def __init__(self, entries: Sequence[OwnEntry], morph: Morph) -> None:
        self.entries = tuple(entries)
        self._morph = morph
        self._people = People(morph)
        self._nominatives = Kept[str, frozenset[str]](1 << 14)
        # the first letters of any form of a name's first word -> (its words, whether capitals matter, entry)
        self._index: dict[str, list[tuple[tuple[str, ...], bool, int]]] = {}
        for i, entry in enumerate(self.entries):
            for name in dict.fromkeys((entry.name, *entry.aliases)):
                words = tuple(_words(name))
                if not words:
                    continue
                row = (tuple(fold(w) for w in words), any(c.isupper() for c in name), i)
                for prefix in {fold(form)[:_PREFIX] for form in self._forms(words[0])}:
                    rows = self._index.setdefault(prefix, [])
                    if row not in rows:
                        rows.append(row)
        for rows in self._index.values():
            rows.sort(key=lambda row: -len(row[0]))

    def __reduce__(self) -> tuple[type[OwnGazetteer], tuple[tuple[OwnEntry, ...], Morph]]:
        return OwnGazetteer, (self.entries, self._morph)

    @classmethod
    def load(cls, source: Iterable[Mapping[str, Any]] | str | Path, morph: Morph) -> OwnGazetteer:
        """Read entries: mappings, or the path of a .csv (aliases split by ";" or "|") or .json file of such.

        Raises `OptionError` for what is no gazetteer: the message names the entry and what is wrong with it.
        """
        rows = _read(Path(source)) if isinstance(source, (str, Path)) else source
        return cls([_entry(row, i) for i, row in enumerate(rows, 1)], morph)

    def find(self, sentences: Sequence[Sentence]) -> list[OwnMatch]:
        """All matches, the longest at each place, none inside another."""
        found = []
        index = self._index
        for s, sentence in enumerate(sentences):
            tokens = sentence.tokens
            i = 0
            while i < len(tokens):
                rows = index.get(fold(tokens[i].text[:_PREFIX]))
                match = self._at(tokens, i, rows) if rows else None
                if match is None:
                    i += 1
                else:
                    found.append(OwnMatch(s, i, match[0], match[1]))
                    i = match[0]
        return found

    def _at(
        self, tokens: Sequence[Token], at: int, rows: list[tuple[tuple[str, ...], bool, int]]
    ) -> tuple[int, int] | None:
        for words, capital, entry in rows:
            i = at
            for n, word in enumerate(words):
                while n and i < len(tokens) and tokens[i].text in _SKIP:
                    i += 1
                if i >= len(tokens) or not self._is_form(tokens[i].text, word):
                    break
                i += 1
            else:
                if not capital or any(t.text[:1].isupper() for t in tokens[at:i]):
                    return self._closed(tokens, at, i), entry
        return None

    @staticmethod
    def _closed(tokens: Sequence[Token], first: int, last: int) -> int:
        """Take the closing quote along when the opening one is inside."""
        inside = [t.text for t in tokens[first:last]]
        open_ = sum(inside.count(q) for q in "«“„") - inside.count("»")
        return last + 1 if open_ > 0 and last < len(tokens) and tokens[last].text in "»”" else last

    def _is_form(self, text: str, word: str) -> bool:
        low = fold(text)
        if low == word:
            return True
        if low[:1] != word[:1]:
            return False
        known = self._nominatives.get(low)
        if known is None:
            known = self._nominatives.keep(low, frozenset(self._all_nominatives(text.lower())))
        return word in known

    def _all_nominatives(self, low: str) -> Iterator[str]:
        """Every nominative that a form may come from, each gender and number."""
        for forms in self._people.table(low).values():
            for form in forms:
                if form[1] > -2.5:
                    yield fold(form[0])
        for r in self._morph.readings(low):
            if r.pos in ("ADJF", "PRTF"):
                for target in ({"masc"}, {"femn"}, {"neut"}, {"plur"}):
                    case = target | {"nomn"} | (set() if "plur" in target else {"sing"})
                    if target & r.grammemes and (form := r.parse.inflect(case)):
                        yield fold(form.word)
            elif r.pos == "NOUN":
                number = "plur" if "plur" in r.grammemes else "sing"
                if form := r.parse.inflect({"nomn", number}):
                    yield fold(form.word)

    def _forms(self, word: str) -> set[str]:
        low = word.lower()
        forms = {low}
        for r in self._morph.readings(low)[:4]:
            forms.update(p.word for p in r.parse.lexeme)
        return forms


def _words(name: str) -> list[str]:
    from ruanalyze.segment.sentences import segment

    return [w for s in segment(name, [(0, len(name), "body")]) for w in s.words if w not in _SKIP]


def _read(path: Path) -> list[Mapping[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as e:
        raise OptionError(f"gazetteer={str(path)!r}: no such file") from e
    except (OSError, UnicodeDecodeError) as e:
        raise OptionError(f"gazetteer={str(path)!r} can't be read as UTF-8 text: {e}") from e
    if path.suffix.lower() == ".json":
        try:
            rows = json.loads(text)
        except ValueError as e:
            raise OptionError(f"gazetteer={str(path)!r} is no JSON: {e}") from e
        if not isinstance(rows, list):
            raise OptionError(f"gazetteer={str(path)!r}: give a JSON list of objects with kind and name")
        return rows
    lines = text.splitlines()
    delimiter = next((d for d in "\t;," if lines and d in lines[0]), ",")
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))


def _entry(row: Mapping[str, Any], number: int) -> OwnEntry:
    if not hasattr(row, "get"):
        raise OptionError(f"gazetteer entry {number} is a {type(row).__name__}: give a mapping with kind and name")
    kind, name = str(row.get("kind") or "").strip().upper(), str(row.get("name") or "").strip()
    if kind not in _KINDS:
        raise OptionError(f"gazetteer entry {number} has kind {row.get('kind')!r}: choose from PER, ORG, LOC")
    if not name:
        raise OptionError(f"gazetteer entry {number} has no name")
    aliases = row.get("aliases") or ()
    if isinstance(aliases, str):
        aliases = aliases.replace("|", ";").split(";")
    given = row.get("id")
    own_id = str(given).strip() if given not in (None, "") else None
    return OwnEntry(cast("EntityKind", kind), name, tuple(str(a).strip() for a in aliases if str(a).strip()), own_id)
