"""A shard: some hundreds of records that become one Parquet file, written under a temporary name and renamed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from ruanalyze.analyzer import Failure, Source
from ruanalyze.table import row, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.analyzer import Analyzer
    from ruanalyze.archive.records import Record

__all__ = ["ShardDone", "digest", "name_of", "write"]


class ShardDone(NamedTuple):
    """What the manifest keeps of a finished shard; `input` is the digest of its records."""

    file: str
    rows: int
    errors: int
    input: str


def name_of(number: int) -> str:
    """The file name of a shard.

    >>> name_of(7)
    'part-000007.parquet'
    """
    return f"part-{number:06d}.parquet"


def digest(records: Sequence[Record]) -> str:
    """A digest of the records, to notice that an input has changed since a job was begun."""
    made = hashlib.blake2b(digest_size=16)
    for record in records:
        made.update(repr(record).encode("utf8", "backslashreplace"))
    return made.hexdigest()


def write(
    analyzer: Analyzer, records: Sequence[Record], out: str | Path, number: int, extra: Sequence[str] = ()
) -> ShardDone:
    """Analyse the records and write their rows, one a record and in order."""
    model = analyzer.options.model
    readable = [(Source(r.text, r.published, r.url), r) for r in records if r.text is not None and r.error is None]
    answers = analyzer.pipe(readable, as_tuples=True, on_error="record")
    rows = []
    for record in records:
        if record.text is None or record.error is not None:
            answer = Failure(None, "InputError", record.error or "no text", record.url)
            rows.append(row(answer, key=record.id, model=model, extra=extra))
        else:
            found, _ = next(answers)
            rows.append(row(found, key=record.id, model=model, extra=extra))
    path = Path(out) / name_of(number)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    pq.write_table(pa.Table.from_pylist(rows, schema=schema(extra)), temporary, compression="zstd")
    temporary.replace(path)
    return ShardDone(path.name, len(rows), sum(r["error"] is not None for r in rows), digest(records))
