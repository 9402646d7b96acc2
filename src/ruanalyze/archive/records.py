"""Records: what an archive holds, one page each, and the files that they are read from as streams."""

from __future__ import annotations

import bz2
import csv
import glob
import gzip
import io
import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Columns", "Record", "files", "read"]

_PAGES = (".txt", ".html", ".htm")
csv.field_size_limit(1 << 30)


class Record(NamedTuple):
    """One source of an archive. `error` says why it has no text."""

    id: str
    text: str | bytes | None
    published: Any = None
    url: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns of a .jsonl, .csv or .parquet file; all but `text` may be missing."""

    text: str = "text"
    published: str = "published"
    url: str = "url"
    id: str = "id"

    def record(self, row: Mapping[str, Any], default_id: str, where: str) -> Record:
        """The record of a row; one without text carries the error."""
        key = row.get(self.id)
        key = default_id if key is None or key == "" else str(key)
        text = row.get(self.text)
        published, url = row.get(self.published) or None, row.get(self.url) or None
        url = None if url is None else str(url)
        if isinstance(text, (str, bytes)):
            return Record(key, text, published, url)
        why = f"the text is {type(text).__name__}" if self.text in row else f"no column {self.text!r}"
        return Record(key, None, published, url, f"{where}: {why}")


def files(source: str | Path) -> list[Path]:
    """The files of a source: itself, those of a folder (its pages, or its tables), or those that a glob matches."""
    path = Path(source)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.is_file() and _reader(p) is not None)
        if not found:
            raise ArchiveError(f"{path}: no .txt, .html, .jsonl, .csv or .parquet file in this folder")
        return found
    if path.is_file():
        found = [path]
    else:
        found = sorted(Path(p) for p in glob.glob(str(source), recursive=True) if Path(p).is_file())  # noqa: PTH207
        if not found:
            raise ArchiveError(f"{source}: no such file, folder or glob match")
    for p in found:
        if _reader(p) is None:
            raise ArchiveError(f"{p}: can't read this kind of file: give .jsonl, .csv, .parquet, .txt or .html")
    return found


def read(source: str | Path, columns: Columns) -> Iterator[Record]:
    """The records of a source in order, as a stream."""
    for path in files(source):
        reader = _reader(path)
        assert reader is not None  # files() lets no other pass
        try:
            yield from reader(path, columns)
        except (
            EOFError,
            OSError,
            csv.Error,
            lzma.LZMAError,
        ) as e:  # what was read so far stands; the rest is an error row
            yield Record(f"{path.name}:rest", None, error=f"{path}: broken file: {e}")


def _reader(path: Path) -> Callable[[Path, Columns], Iterator[Record]] | None:
    name = path.name.lower()
    for packed in (".gz", ".bz2", ".xz", ".zst"):
        name = name.removesuffix(packed)
    if name.endswith((".jsonl", ".ndjson")):
        return _jsonl
    if name.endswith((".csv", ".tsv")):
        return _csv
    if name.endswith(".parquet"):
        return _parquet
    return _page if name.endswith(_PAGES) else None


def _open(path: Path) -> IO[bytes]:
    if path.name.endswith(".gz"):
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if path.name.endswith(".bz2"):
        return bz2.open(path, "rb")
    if path.name.endswith(".xz"):
        return lzma.open(path, "rb")
    if path.name.endswith(".zst"):
        try:
            import zstandard
        except ImportError as e:
            raise ArchiveError(f"{path}: .zst needs an extra: pip install 'ruanalyze[zstd]'") from e
        stream: IO[bytes] = zstandard.open(path, "rb")
        return stream
    return path.open("rb")


def _jsonl(path: Path, columns: Columns) -> Iterator[Record]:
    with _open(path) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            key, where = f"{path.name}:{number}", f"{path}, line {number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as e:
                yield Record(key, None, error=f"{where}: not JSON: {e}")
                continue
            if isinstance(row, dict):
                yield columns.record(row, key, where)
            else:
                yield Record(key, None, error=f"{where}: not a JSON object but {type(row).__name__}")


def _csv(path: Path, columns: Columns) -> Iterator[Record]:
    with _open(path) as stream, io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="") as text:
        separator = "\t" if ".tsv" in path.name.lower() else ","
        rows = csv.DictReader((line.replace("\0", "") for line in text), delimiter=separator)
        for number, row in enumerate(rows, 1):
            yield columns.record(row, f"{path.name}:{number}", f"{path}, row {number}")


def _parquet(path: Path, columns: Columns) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        table = pq.ParquetFile(path)
        wanted = [
            c for c in (columns.id, columns.text, columns.published, columns.url) if c in table.schema_arrow.names
        ]
        for batch in table.iter_batches(256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield columns.record(row, f"{path.name}:{number}", f"{path}, row {number}")
    except pa.ArrowException as e:
        raise OSError(str(e)) from e


def _page(path: Path, columns: Columns) -> Iterator[Record]:
    with _open(path) as stream:
        yield Record(path.name, stream.read())
