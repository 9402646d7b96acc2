"""Spark: `tag` for a Spark data frame, by mapInArrow. Needs the extra `spark`, and ruanalyze on every executor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from ruanalyze.archive.frames import How, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

__all__ = ["tag"]


def tag(frame: Any, **how: Unpack[How]) -> Any:
    """A Spark data frame of sources in, one with a row a source out, by `ruanalyze.SCHEMA`.

    frame: a `pyspark.sql.DataFrame`. how: columns and options as `ruanalyze.tag` takes them: text, published, url, id,
    options, extra. Without a column for it the id is null. `published` of the answer is a timestamp without a time
    zone. The models are loaded once in each Python worker process.

    Raises `SchemaError` for a column that the frame does not have.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    plan = Plan.of(frame.columns, **how)

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            yield from plan.tag(batch)

    return frame.select(*plan.wanted).mapInArrow(batches, from_arrow_schema(plan.schema, prefer_timestamp_ntz=True))
