"""Batches of a data frame of Dask or Spark: the same rows as a shard's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruanalyze.analyzer import Analyzer
from ruanalyze.archive.records import Columns, Raw, parse
from ruanalyze.archive.shards import load, tagged
from ruanalyze.errors import SchemaError
from ruanalyze.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

__all__ = ["columns_of", "tag_batch"]

_ABSENT = "\0"


def columns_of(names: Sequence[str], text: str, published: str | None, url: str | None, id: str | None) -> Columns:  # noqa: A002
    """The columns of a frame, as `ruanalyze.tag` takes them: a default name that it lacks is left out."""
    chosen = {"text": text, "published": published, "url": url, "id": id}
    for argument, name in chosen.items():
        if name is None:
            chosen[argument] = _ABSENT
        elif name not in names:
            if argument == "text" or name != {"published": "date"}.get(argument, argument):
                has = ", ".join(names)
                raise SchemaError(f"no column {name!r} in the frame; it has {has}: pass {argument}=...")
            chosen[argument] = _ABSENT
    text, when, link, key = (name or _ABSENT for name in chosen.values())
    return Columns(text, when, link, key, _ABSENT)


def tag_batch(
    batch: pa.RecordBatch,
    columns: Columns,
    options: Options | None,
    extra: Sequence[str] = (),
    ids: Sequence[str] | None = None,
) -> Iterator[pa.RecordBatch]:
    """The rows of a batch by `table.schema(extra)`; models are loaded once a process.

    ids: of the rows, when there is no column for them; without both the id is null.
    """
    records = [parse(Raw("row", "row", i, row), columns) for i, row in enumerate(batch.to_pylist(), 1)]
    if columns.id == _ABSENT:
        records = [r._replace(id=None if ids is None else ids[i]) for i, r in enumerate(records)]
    yield from tagged(load(Analyzer, options or Options()), records, extra)
