"""report: one self-contained HTML page of a tagged archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ruanalyze.table import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Numbers", "PlaceDot", "gather", "report"]

ROWS: Final = 500  # of a table; the page stays small whatever the archive is
SAMPLES: Final = 24
ERRORS: Final = 100
_NEEDED: Final = [
    *(
        "id",
        "published",
        "title",
        "text",
        "topic",
        "people",
        "organizations",
        "places",
        "officials",
        "mentions",
        "error",
    )
]


class PlaceDot(NamedTuple):
    """A place on the map and the number of documents that name it."""

    name: str
    lat: float
    lon: float
    documents: int


@dataclass(slots=True)
class Numbers:
    """What a report shows, counted by documents."""

    documents: int = 0
    characters: int = 0
    failed: int = 0
    topics: Counter[str] = field(default_factory=Counter)
    months: dict[str, Counter[str]] = field(default_factory=dict)
    officials: Counter[tuple[str, ...]] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, ...]] = field(default_factory=Counter)
    dots: dict[str, tuple[float, float]] = field(default_factory=dict)
    samples: list[Mapping[str, Any]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, row: Mapping[str, Any]) -> None:
        """Count one row of the table."""
        self.documents += 1
        if row["error"] is not None:
            self.failed += 1
            if len(self.errors) < ERRORS:
                self.errors.append((str(row["id"]), str(row["error"])))
            return
        self.characters += len(row["text"] or "")
        topic = row["topic"] or "none"
        self.topics[topic] += 1
        if row["published"] is not None:
            self.months.setdefault(f"{row['published']:%Y-%m}", Counter())[topic] += 1
        self.officials.update({_official(o) for o in _some(row["officials"])})
        self.people.update(set(_some(row["people"])))
        self.organizations.update(set(_some(row["organizations"])))
        for place in {_place(p): p for p in _some(row["places"])}.values():
            self.places[_place(place)] += 1
            if place.get("lat") is not None:
                self.dots[place["name"]] = (place["lat"], place["lon"])

    def map_dots(self) -> list[PlaceDot]:
        """The places that have coordinates, the most frequent first."""
        counts: Counter[str] = Counter()
        for (name, *_), count in self.places.items():
            if name in self.dots:
                counts[name] += count
        return [PlaceDot(name, *self.dots[name], count) for name, count in counts.most_common(ROWS)]


def report(tagged: pd.DataFrame | str | Path, out: str | Path, *, title: str = "Архив новостей") -> Path:
    """Write one HTML page of an archive: counts, topics over time, officials, bodies, places, a map, samples, errors.

    tagged: what `tag` gave, or the path of what `tag_archive` wrote. out: the file to write; its path is the answer.
    The page is whole in itself: it opens offline and asks the network for nothing.
    Raises `SchemaError` for what is no tagged table.
    """
    from ruanalyze.archive_report_page import render

    path = Path(out)
    path.write_text(render(gather(tagged), title), encoding="utf8", errors="replace")
    return path


def gather(tagged: pd.DataFrame | str | Path) -> Numbers:
    """Count a tagged frame or Parquet dataset, in one pass."""
    numbers = Numbers()
    total = _size(tagged)
    every = max(1, total // SAMPLES)
    for i, row in enumerate(rows(tagged, _NEEDED)):
        numbers.add(row)
        if i % every == 0 and row["text"] and len(numbers.samples) < SAMPLES:
            numbers.samples.append(row)
    return numbers


def _size(tagged: Any) -> int:
    if isinstance(tagged, (str, Path)):
        import pyarrow.dataset as ds

        return int(ds.dataset(tagged, format="parquet").count_rows())
    return len(tagged)


def _official(o: Mapping[str, Any]) -> tuple[str, str, str, str]:
    where = ", ".join(o[k] for k in ("body", "territory") if o[k])
    return str(o["name"]), str(o["post"]), where, str(o["status"])


def _place(p: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return str(p["name"]), str(p["kind"] or ""), str(p["region"] or ""), str(p["country"] or "")


def _some(value: Any) -> Any:
    return () if value is None else value
