"""Spark: `tag` for a Spark data frame, by mapInArrow. Needs the extra `spark`, and ruanalyze on every executor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruanalyze.archive.frames import columns_of, tag_batch
from ruanalyze.table import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from ruanalyze.options import Options

__all__ = ["tag"]


def tag(
    frame: Any,
    text: str = "text",
    published: str | None = "date",
    url: str | None = "url",
    *,
    id: str | None = "id",  # noqa: A002
    options: Options | None = None,
    extra: Sequence[str] = (),
) -> Any:
    """A Spark data frame of sources in, one with a row a source out, by `ruanalyze.SCHEMA`.

    frame: a `pyspark.sql.DataFrame`. text, published, url, id: columns; a default name that the frame lacks is left
    out; without a column for it the id is null. `published` of the answer is a timestamp without a time zone.
    The models are loaded once in each Python worker process. Raises `SchemaError` for a column that the frame does
    not have.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    columns = columns_of(frame.columns, text, published, url, id)
    wanted = [name for name in columns.wanted if name in frame.columns]
    made = tuple(extra)

    def batches(stream: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in stream:
            yield from tag_batch(batch, columns, options, made)

    answer = from_arrow_schema(schema(made), prefer_timestamp_ntz=True)
    return frame.select(*wanted).mapInArrow(batches, answer)
