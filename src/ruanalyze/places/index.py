"""The gazetteer as arrays: all case forms of place names by their CRC-32, the names, the places."""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ruanalyze.doc import Place
from ruanalyze.kept import Kept
from ruanalyze.paths import RESOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from ruanalyze.doc import PlaceKind

__all__ = ["ADJ", "ALL", "CASES", "EQUAL", "LEMMA", "OTHER", "SHOWN", "Index", "Match", "key"]

_KINDS: Final[tuple[PlaceKind, ...]] = ("country", "region", "district", "city", "town", "village", "other")
_TABLE: Final = {ord(a): b for a, b in zip("ё‐‑–—−’ʼ`´", "е-----''''", strict=True)} | {
    0x301: None,
    0xAD: None,
    0xA0: " ",
}

_LOOKALIKE: Final = {ord(a): b for a, b in zip("aceopxykmthb", "асеорхукмтнв", strict=True)}
_PLAIN: Final = frozenset("aceopxykmthb")
_ODD: Final = re.compile(f"[{''.join(map(chr, _TABLE))}{''.join(_PLAIN)}]")  # орёл, Cша

#: What a form may be: the cases by UD name, an adjective of the name, the lemmas of its words.
CASES: Final = {"Nom": 1, "Gen": 2, "Dat": 4, "Acc": 8, "Ins": 16, "Loc": 32, "Par": 2}
ALL: Final = 63
ADJ: Final = 64
LEMMA: Final = 128
#: How a name stands to its place: as its shown name, as one of equal standing, as any other.
OTHER, EQUAL, SHOWN = 0, 1, 2


def key(text: str) -> str:
    """The form under which a name is looked up: lower case, no ё, plain dashes without spaces.

    >>> key("Орёл"), key("Северная Осетия — Алания")
    ('орел', 'северная осетия-алания')
    """
    text = text.lower()
    if _ODD.search(text):
        text = text.translate(_TABLE)
        if not text.isascii() and not _PLAIN.isdisjoint(text):  # Latin letters that look like Cyrillic ones: "CША"
            text = text.translate(_LOOKALIKE)
    return text.replace(" - ", "-").replace("- ", "-").replace(" -", "-") if "-" in text else text


class Match(NamedTuple):
    """A name that a form may be of: its nominative, the cases of the form, and its places with how it names each."""

    name: str
    mask: int
    places: tuple[tuple[int, int], ...]
    fame: float  # the decimal logarithm of how often the news writes the name


class Index:
    """Look-up of names and places. Immutable but for a bounded cache."""

    def __init__(self, gazetteer: Path | None = None, regions: Path | None = None) -> None:
        self._paths = (gazetteer, regions)
        with np.load(gazetteer or RESOURCES / "places.npz") as z:

            def read(name: str) -> array[int]:
                return array("I", z[name].tobytes())

            self._hashes, self._offsets, self._postings = read("hashes"), read("offsets"), read("postings")
            self._name_offsets, self._name_places = read("name_offsets"), read("name_places")
            self._fame: bytes = z["fame"].tobytes()
            self.names: list[str] = z["names"].tobytes().decode().split("\n")
            countries = [c or None for c in z["countries"].tobytes().decode().split("\n")]
            self.kind: list[PlaceKind] = [_KINDS[k] for k in z["kind"].tolist()]
            self.region: list[int] = z["region"].tolist()
            self.country: list[str | None] = [countries[c] for c in z["country"].tolist()]
            self.population: list[int] = z["population"].tolist()
            self._place_name, self._geonames = read("place_name"), read("geonames")
            self._lat, self._lon = array("f", z["lat"].tobytes()), array("f", z["lon"].tobytes())
            region_keys = z["region_keys"].tobytes().decode().split("\n")
        table: dict[str, tuple[str | None, str | None, str | None]] = {}
        for line in (regions or RESOURCES / "places.regions.tsv").read_text(encoding="utf8").splitlines():
            cells = line.split("\t")
            if line[:1] != "#" and cells[0] != "key" and len(cells) == 4:
                table[cells[0]] = (cells[1] or None, cells[2] or None, cells[3] or None)
        #: Code, country and name of the division of each number in `region`; 0 is none.
        self.regions = [(None, None, None), *(table.get(k, (None, None, None)) for k in region_keys)]
        self.by_code = {code: i for i, (code, _, _) in enumerate(self.regions) if code}
        self._found = Kept[str, tuple[Match, ...]](20_000)
        self._made: dict[int, Place] = {}
        self.ids: dict[Place, int] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Index, self._paths

    def find(self, form: str) -> tuple[Match, ...]:
        """The names that a form (a `key`) may be of; those of adjectives have the ADJ bit alone."""
        found = self._found.get(form)
        if found is None:
            found = self._found.keep(form, self._look_up(form))
        return found

    def _look_up(self, form: str) -> tuple[Match, ...]:
        crc = zlib.crc32(form.encode("utf8", "replace"))  # a lone surrogate is in no name
        i = bisect_left(self._hashes, crc)
        if i == len(self._hashes) or self._hashes[i] != crc:
            return ()
        out = []
        for posting in self._postings[self._offsets[i] : self._offsets[i + 1]]:
            name = self.names[posting >> 8]
            if posting & ALL and key(name)[:2] != form[:2]:  # another form with the same checksum
                continue
            where = self._name_places[self._name_offsets[posting >> 8] : self._name_offsets[(posting >> 8) + 1]]
            out.append(Match(name, posting & 255, tuple((p >> 2, p & 3) for p in where), self._fame[posting >> 8] / 10))
        return tuple(out)

    def place(self, pid: int) -> Place:
        """The place of an id; the same object each time."""
        made = self._made.get(pid)
        if made is None:
            code, _, region = self.regions[self.region[pid]]
            lat, lon = self._lat[pid], self._lon[pid]
            made = Place(
                name=self.names[self._place_name[pid]],
                kind=self.kind[pid],
                region=region,
                region_code=code,
                country=self.country[pid],
                lat=None if lat != lat else round(lat, 4),
                lon=None if lon != lon else round(lon, 4),
                population=self.population[pid] or None,
                geonames_id=self._geonames[pid] or None,
            )
            made = self._made.setdefault(pid, made)
            self.ids[made] = pid
        return made
