"""tag_archive: reads records as a stream, has shards made by workers, keeps the manifest."""

from __future__ import annotations

import itertools
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import ruanalyze
from ruanalyze.analyzer import Analyzer
from ruanalyze.archive import shards, workers
from ruanalyze.archive.manifest import Manifest
from ruanalyze.archive.records import Columns, Record, read
from ruanalyze.errors import ArchiveError, OptionError
from ruanalyze.options import Options
from ruanalyze.table import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ruanalyze.archive.shards import ShardDone

__all__ = ["Done", "tag_archive"]


class Done(NamedTuple):
    """What a finished job wrote: rows (one a source), how many of them carry an error, files."""

    rows: int
    errors: int
    files: int


def tag_archive(
    source: str | Path,
    out: str | Path,
    *,
    workers: int = 1,
    engine: Literal["local"] = "local",
    options: Options | None = None,
    text: str = "text",
    published: str = "published",
    url: str = "url",
    id: str = "id",  # noqa: A002  # the column's name, as --id on the command line
    extra: Sequence[str] = (),
    shard_rows: int = 500,
    progress: Callable[[int], None] | None = None,
) -> Done:
    """Files of pages in, a folder of Parquet files out, one row a source by `ruanalyze.SCHEMA`.

    source: a .jsonl, .csv (.gz, .bz2, .xz, .zst) or .parquet file, a folder of these or of .txt and .html pages, or a
        glob.
    out: a new folder, or that of a job that was stopped: it goes on where it was.
    text, published, url, id: columns; a source without an id gets "file:line".
    workers: processes. extra: optional columns. progress: called with the number of rows done.

    A source that can't be read or analysed gives a row with `error`. Raises `ArchiveError` when the job can't start or
    go on.
    """
    if engine != "local":
        raise OptionError(f"no engine {engine!r}: choose local")
    options = Options() if options is None else options
    schema(extra)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    columns = Columns(text, published, url, id)
    job = {
        "source": str(source),
        "columns": [text, published, url, id],
        "extra": list(extra),
        "shard_rows": shard_rows,
        "options": repr(options),
        "version": ruanalyze.__version__,
    }
    manifest = Manifest.open(folder, job)
    rows = 0
    for done in _run(_cut(read(source, columns), shard_rows), manifest, options, workers, tuple(extra)):
        rows += done.rows
        if progress is not None:
            progress(rows)
    manifest.complete = True
    manifest.save()
    return Done(rows, sum(d.errors for d in manifest.done.values()), len(manifest.done))


def _cut(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    while shard := list(itertools.islice(records, size)):
        yield shard


def _run(
    pieces: Iterator[list[Record]], manifest: Manifest, options: Options, processes: int, extra: tuple[str, ...]
) -> Iterator[ShardDone]:
    """Finished shards as they come; those that the manifest has are checked and passed over."""

    def todo() -> Iterator[tuple[int, list[Record]]]:
        for number, records in enumerate(pieces):
            done = manifest.done.get(number)
            if done is None:
                yield number, records
            elif done.input != shards.digest(records):
                raise ArchiveError(f"{manifest.folder}: the input of {done.file} has changed since: give a new folder")

    def keep(number: int, done: ShardDone) -> ShardDone:
        manifest.done[number] = done
        manifest.save()
        return done

    yield from list(manifest.done.values())
    if processes == 1:
        analyzer = Analyzer(options)
        for number, records in todo():
            yield keep(number, shards.write(analyzer, records, manifest.folder, number, extra))
        return
    with workers.executor(processes, options) as pool:
        running: dict[Future[ShardDone], int] = {}
        waiting = todo()
        while True:
            for number, records in itertools.islice(waiting, 2 * processes - len(running)):
                running[pool.submit(_work, records, str(manifest.folder), number, extra)] = number
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield keep(running.pop(future), future.result())


def _work(records: list[Record], out: str, number: int, extra: tuple[str, ...]) -> ShardDone:
    return shards.write(workers.analyzer(), records, out, number, extra)
