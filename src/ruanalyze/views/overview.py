"""A tagged archive as a few readable tables for a terminal."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["complaints", "overview"]

# what differs between errors of one kind: the place, and what is quoted or counted
_KIND: Final = re.compile(r"\S+, line \d+: |'[^']*'|\d[\d,]*")  # "a.jsonl, line 7: ", "'вчера'", "5,000,001"


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


def complaints(tagged: str | Path, top: int = 3) -> str:
    """The most frequent kinds of errors of a tagged folder: how many, and the first of each; empty without errors."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    kinds: Counter[str] = Counter()
    first: dict[str, str] = {}
    with_error = pc.field("error").is_valid()
    for batch in ds.dataset(tagged, format="parquet").to_batches(columns=["error"], filter=with_error):
        for error in batch.column(0).to_pylist():
            kind = _KIND.sub("", error)
            kinds[kind] += 1
            first.setdefault(kind, error)
    told = [f"  {n:,}  {_cut(first[kind], 200)}" for kind, n in kinds.most_common(top)]
    return "\n".join(told + ([f"  … {len(kinds) - top:,} other kinds"] if len(kinds) > top else []))


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
