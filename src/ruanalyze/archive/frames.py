"""Data frames of Dask and Spark: what their `tag` takes, and batches tagged into the same rows as a shard's."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003  # `How` names it, and is read at run time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypedDict

from ruanalyze.analyzer import Analyzer
from ruanalyze.archive.records import Columns, Raw, parse
from ruanalyze.archive.shards import load, tagged
from ruanalyze.errors import SchemaError
from ruanalyze.options import Options
from ruanalyze.table import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

__all__ = ["How", "Plan"]

_ABSENT: Final = "\0"


class How(TypedDict, total=False):
    """What `tag` of Dask and of Spark takes beside the frame, all by keyword and as in `ruanalyze.tag`.

    text, published, url, id: names of columns, by default "text", "date", "url" and "id"; a default name that the frame
    lacks is left out, and None leaves one out that it has.
    options: see `Options`. extra: optional columns, "lemmas" and "doc".
    """

    text: str
    published: str | None
    url: str | None
    id: str | None
    options: Options
    extra: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """How each batch of a frame is tagged; sent to the workers."""

    columns: Columns
    options: Options
    extra: tuple[str, ...]

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        *,
        text: str = "text",
        published: str | None = "date",
        url: str | None = "url",
        id: str | None = "id",  # noqa: A002
        options: Options | None = None,
        extra: Sequence[str] = (),
    ) -> Plan:
        """For a frame with columns of these names; the rest as in `How`.

        Raises `SchemaError` for a column that the frame does not have.
        """
        defaults = {"published": "date", "url": "url", "id": "id"}
        chosen: dict[str, str] = {}
        for argument, name in {"text": text, "published": published, "url": url, "id": id}.items():
            if name is not None and name not in names and name != defaults.get(argument):
                raise SchemaError(f"no column {name!r} in the frame; it has {', '.join(names)}: pass {argument}=...")
            chosen[argument] = name if name is not None and name in names else _ABSENT
        schema(extra)  # refuses what is no optional column
        return cls(Columns(**chosen, crawled=_ABSENT), options or Options(), tuple(extra))

    @property
    def schema(self) -> pa.Schema:
        """Of the answer."""
        return schema(self.extra)

    @property
    def wanted(self) -> list[str]:
        """The columns of the frame that are needed."""
        return list(dict.fromkeys(name for name in self.columns.wanted if name != _ABSENT))

    def tag(self, batch: pa.RecordBatch, ids: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a batch of the wanted columns; models are loaded once a process.

        ids: of the rows, when there is no column for them; without both the id is null.
        """
        records = [parse(Raw("row", "row", i, row), self.columns) for i, row in enumerate(batch.to_pylist(), 1)]
        if self.columns.id == _ABSENT:
            records = [r._replace(id=None if ids is None else ids[i]) for i, r in enumerate(records)]
        yield from tagged(load(Analyzer, self.options), records, self.extra)
