"""report: one self-contained HTML page of a tagged archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.table import rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = ["Numbers", "OfficialKey", "PlaceDot", "PlaceKey", "Seen", "gather", "report"]

DOTS: Final = 600  # of the map; the page stays small whatever the archive is
SAMPLES: Final = 16
ERRORS: Final = 100
_POINTS: Final = frozenset({"city", "town", "village"})  # what is a point on a map; a region is none
_NEEDED: Final = [
    *("id", "url", "published", "title", "text", "topic", "people", "organizations", "places", "officials"),
    *("mentions", "error"),
]


class OfficialKey(NamedTuple):
    """A person in a post; `where` is the body, the territory or both, empty where no page says it."""

    name: str
    post: str
    where: str
    status: str


class PlaceKey(NamedTuple):
    """A place as the table lists it."""

    name: str
    kind: str
    region: str
    country: str


class PlaceDot(NamedTuple):
    """A settlement on the map and the number of documents that name it."""

    name: str
    lat: float
    lon: float
    documents: int


@dataclass(slots=True)
class Seen:
    """In how many documents, and from which day to which."""

    documents: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    def add(self, documents: int, first: dt.date | None, last: dt.date | None) -> None:
        """Count more documents, published from `first` to `last`."""
        self.documents += documents
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last


@dataclass(slots=True)
class Numbers:
    """What a report shows, counted by documents."""

    documents: int = 0
    characters: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    days: dict[dt.date, Counter[str]] = field(default_factory=dict)
    posts: dict[OfficialKey, Seen] = field(default_factory=dict)
    people: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    places: Counter[PlaceKey] = field(default_factory=Counter)
    points: dict[PlaceKey, tuple[float, float]] = field(default_factory=dict)
    samples: list[Mapping[str, Any]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    error_kinds: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> int:
        """How many sources have an error in place of an answer."""
        return sum(self.error_kinds.values())

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one row of the table."""
        self.documents += 1
        if row["error"] is not None:
            self.error_kinds[str(row["error"]).partition(":")[0]] += 1
            if len(self.errors) < ERRORS:
                self.errors.append((str(row["id"]), str(row["error"])))
            return
        self.characters += len(row["text"] or "")
        topic = row["topic"] or "none"
        self.topics[topic] += 1
        day = None if row["published"] is None else row["published"].date()
        if day is not None:
            self.days.setdefault(day, Counter())[topic] += 1
        for official in _placed({_official(o) for o in _some(row["officials"])}):
            self.posts.setdefault(official, Seen()).add(1, day, day)
        self.people.update(set(_some(row["people"])))
        self.organizations.update(set(_some(row["organizations"])))
        for key, place in {_place(p): p for p in _some(row["places"])}.items():
            self.places[key] += 1
            if key.kind in _POINTS and place.get("lat") is not None:
                self.points[key] = (place["lat"], place["lon"])

    def officials(self) -> dict[OfficialKey, Seen]:
        """Officials by documents; one whose place a page doesn't say is the only one who has that name and post."""
        made: dict[OfficialKey, Seen] = {}
        known: dict[tuple[str, str, str], set[str]] = {}
        for name, post, where, status in self.posts:
            if where:
                known.setdefault((name, post, status), set()).add(where)
        for key, seen in self.posts.items():
            places = known.get((key.name, key.post, key.status), set())
            home = key._replace(where=next(iter(places))) if not key.where and len(places) == 1 else key
            made.setdefault(home, Seen()).add(seen.documents, seen.first, seen.last)
        return dict(sorted(made.items(), key=lambda item: (-item[1].documents, item[0])))

    def map_dots(self) -> list[PlaceDot]:
        """The settlements that have coordinates, the most frequent first."""
        ranked = sorted(self.points, key=lambda key: (-self.places[key], key))[:DOTS]
        return [PlaceDot(key.name, *self.points[key], self.places[key]) for key in ranked]


def report(tagged: pd.DataFrame | str | Path, out: str | Path, *, title: str = "Архив новостей") -> Path:
    """Write one HTML page of an archive: counts, topics over time, officials, bodies, places, a map, samples, errors.

    tagged: what `tag` gave (pandas, polars or pyarrow), or the path of what `tag_archive` wrote.
    out: the file to write; its path is the answer. The page is whole in itself: it opens offline, asks the network for
    nothing, and stays under 3 MB however large the archive is. Raises `SchemaError` for what is no tagged table.
    """
    from ruanalyze.views.report_page import render

    path = Path(out)
    path.write_text(render(gather(tagged), title), encoding="utf8", errors="replace")
    return path


def gather(tagged: pd.DataFrame | str | Path) -> Numbers:
    """Count a tagged frame or Parquet dataset, in one pass."""
    numbers = Numbers()
    every, due = max(1, _size(tagged) // SAMPLES), True
    for i, row in enumerate(rows(tagged, _NEEDED)):
        numbers.add(row)
        due = due or i % every == 0
        if due and len(numbers.samples) < SAMPLES and len(_some(row["mentions"])) > 2:
            numbers.samples.append(row)
            due = False
    return numbers


def _size(tagged: Any) -> int:
    if isinstance(tagged, (str, Path)):
        import pyarrow.dataset as ds

        return int(ds.dataset(tagged, format="parquet").count_rows())
    return len(tagged)


def _official(o: Mapping[str, Any]) -> OfficialKey:
    where = ", ".join(o[k] for k in ("body", "territory") if o[k])
    return OfficialKey(str(o["name"]), str(o["post"]), where, str(o["status"]))


def _placed(officials: Iterable[OfficialKey]) -> list[OfficialKey]:
    """The officials of one document, without those that it also lists with their place."""
    told = {(o.name, o.post, o.status) for o in officials if o.where}
    return [o for o in officials if o.where or (o.name, o.post, o.status) not in told]


def _place(p: Mapping[str, Any]) -> PlaceKey:
    return PlaceKey(str(p["name"]), str(p["kind"] or ""), str(p["region"] or ""), str(p["country"] or ""))


def _some(value: Any) -> Any:
    return () if value is None else value
