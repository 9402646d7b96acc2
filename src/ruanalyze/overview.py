"""A tagged archive as a few readable tables for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["overview"]


def overview(tagged: str | Path, top: int = 8) -> str:
    """Counts of topics, officials, organizations and places, and some rows, of a tagged Parquet file or folder."""
    import pyarrow.dataset as ds

    columns = ["id", "published", "title", "topic", "officials", "organizations", "places", "error"]
    rows: list[dict[str, Any]] = ds.dataset(tagged, format="parquet").to_table(columns=columns).to_pylist()
    blocks = [
        ("Topics", Counter(r["topic"] or "(none)" for r in rows if r["error"] is None)),
        ("Officials", Counter(_official(o) for r in rows for o in r["officials"] or ())),
        ("Organizations", Counter(name for r in rows for name in r["organizations"] or ())),
        ("Places", Counter(_place(p) for r in rows for p in r["places"] or ())),
    ]
    parts = [_counts(head, counter, top) for head, counter in blocks if counter]
    return "\n\n".join([*parts, _sample([r for r in rows if r["error"] is None][:top])])


def _official(official: dict[str, Any]) -> str:
    where = [official[k] for k in ("body", "territory") if official[k]]
    return f"{official['name']}, {official['post']}" + (f" ({', '.join(where)})" if where else "")


def _place(place: dict[str, Any]) -> str:
    return f"{place['name']} ({place['region_code'] or place['country'] or '?'})"


def _counts(head: str, counter: Counter[str], top: int) -> str:
    return "\n".join([head, *(f"{n:6}  {name}" for name, n in counter.most_common(top))])


def _sample(rows: Iterable[dict[str, Any]]) -> str:
    lines = [f"{'published':10}  {'topic':12}  {'title':50}  officials"]
    for r in rows:
        day = "" if r["published"] is None else f"{r['published']:%Y-%m-%d}"
        officials = ", ".join(o["name"] for o in r["officials"] or ())
        lines.append(f"{day:10}  {_cut(r['topic'], 12):12}  {_cut(r['title'], 50):50}  {_cut(officials, 40)}".rstrip())
    return "\n".join(lines)


def _cut(text: str | None, width: int) -> str:
    text = text or ""
    return text if len(text) <= width else text[: width - 1] + "…"
