"""tag_archive: reads records as a stream, has shards made by an engine, keeps the manifest, counts at the end."""

from __future__ import annotations

import codecs
import contextlib
import dataclasses
import hashlib
import itertools
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, TypedDict, Unpack, get_args

import pyarrow.parquet as pq

import ruanalyze
from ruanalyze.analyzer import Analyzer
from ruanalyze.archive.folder import folder
from ruanalyze.archive.inputs import inputs
from ruanalyze.archive.manifest import Manifest
from ruanalyze.archive.records import Columns
from ruanalyze.archive.shards import Job, versions, work
from ruanalyze.archive.stream import Stream
from ruanalyze.archive.workers import Crew, StartMethod, survive
from ruanalyze.errors import ArchiveError, OptionError
from ruanalyze.options import Options
from ruanalyze.table import schema
from ruanalyze.views.progress import JobBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from ruanalyze.archive.folder import Folder
    from ruanalyze.archive.inputs import Format
    from ruanalyze.archive.shards import ShardDone
    from ruanalyze.archive.stream import Task

__all__ = ["Done", "Engine", "Progress", "tag_archive"]

Engine: TypeAlias = Literal["local", "dask"]
Progress: TypeAlias = "Callable[[int, int | None], None]"


class Done(NamedTuple):
    """What a finished job wrote: rows (one a source), how many of them carry an error, files.

    passed_over: what was no page and got no row, by kind and number ("WARC image/png": 12).
    """

    rows: int
    errors: int
    files: int
    passed_over: dict[str, int]


class Reading(TypedDict, total=False):
    """How `tag_archive` reads its files: names of columns, `encoding` and `format`, all by keyword."""

    text: str
    published: str
    url: str
    id: str
    crawled: str
    encoding: str | None
    format: Format | None


def tag_archive(
    source: str | Path,
    out: str | Path,
    *,
    workers: int | None = None,
    engine: Engine = "local",
    scheduler: Any = None,
    options: Options | None = None,
    extra: Sequence[str] = (),
    limit: int | None = None,
    sample: float = 1.0,
    shard_rows: int = 500,
    overwrite: bool = False,
    start_method: StartMethod = "spawn",
    progress: Progress | bool | None = None,
    **reading: Unpack[Reading],
) -> Done:
    """Files of pages in, a folder of Parquet files out, one row a source by `ruanalyze.SCHEMA`.

    source: a .jsonl or .csv (.gz, .bz2, .xz, .zst), .parquet, .warc(.gz), .zip, .txt or .html file, a folder or a glob
        of these, or "-" for standard input (of `format`, by default "jsonl").
    out: a new folder, or that of a job that was stopped: it goes on where it was. A path, or an fsspec address.
    workers: processes; None is this one, which a page that needs too much memory can kill.
    engine, scheduler: "dask" sends the shards to a cluster, by its address or a `distributed.Client`.
    extra: optional columns, "lemmas" and "doc". limit: so many sources at most; a later run may raise it.
    sample: the share of sources to take, always the same ones. shard_rows: rows of one Parquet file.
    overwrite: remove what the folder holds of an earlier job.
    progress: as of `tag`; a function is called with the rows done, and an estimate of all or None.
    reading: text, published, url, id, crawled are columns of the files, by default of these names; a source without an
        id gets "file:line". encoding: of text files. format: "jsonl", "csv" and so on, where names do not tell.

    A source that can't be read or analysed gives a row with `error`. Raises `ArchiveError` when the job can't start or
    go on; what is done by then is kept.
    """
    options = Options() if options is None else options
    _check(engine, workers, scheduler, limit, sample, shard_rows)
    wanted = schema(extra)
    columns = _columns(reading)
    target = folder(out)
    found = inputs(source, target.local, reading.get("format"))
    settings = {
        "columns": dataclasses.asdict(columns),
        "extra": list(extra),
        "sample": sample,
        "shard_rows": shard_rows,
        "options": _plain(options),
        "version": ruanalyze.__version__,
    }
    with _writing(target), contextlib.closing(Stream(found, columns, sample)) as stream, JobBar(progress) as bar:
        target.make()
        with target.locked():
            manifest = Manifest(target, str(source), settings, [i.identity() for i in found])
            manifest.resume(overwrite)
            if limit is not None and limit < manifest.rows:
                raise ArchiveError(f"{target}: {manifest.rows:,} rows are done, but the limit is {limit:,}")
            if not (manifest.complete and manifest.trusted and manifest.limit == limit):
                target.sweep()
                manifest.complete, manifest.limit = False, limit
                job = Job(Analyzer, options, columns, target.address, tuple(extra), manifest.mark)
                engine_of = _engine(engine, job, workers, start_method, scheduler)
                _run(manifest, stream, engine_of, shard_rows, bar)
                _count(manifest, stream.taken, wanted)
    passed_over = sum((Counter(c) for c in manifest.passed_over.values()), Counter())
    return Done(manifest.rows, manifest.errors, len(manifest.done), dict(passed_over))


def _check(engine: str, workers: int | None, scheduler: Any, limit: int | None, sample: float, shard_rows: int) -> None:
    if engine not in get_args(Engine):
        raise OptionError(f"no engine {engine!r}: choose from {', '.join(get_args(Engine))}")
    if engine == "dask" and scheduler is None:
        raise OptionError("engine='dask' needs a scheduler: its address, or a distributed.Client")
    if engine != "dask" and scheduler is not None:
        raise OptionError("scheduler is for engine='dask'")
    for name, value in (("workers", workers), ("limit", limit), ("shard_rows", shard_rows)):
        if value is not None and value < 1:
            raise OptionError(f"{name}={value!r}: give a whole number from 1")
    if not 0 < sample <= 1:
        raise OptionError(f"sample={sample!r}: give a share between 0 and 1, as 0.01 for one page in a hundred")


def _columns(reading: Reading) -> Columns:
    known = Reading.__annotations__
    for name in reading:
        if name not in known:
            raise TypeError(f"tag_archive has no argument {name!r}; of its files it takes {', '.join(known)}")
    named: Any = {name: value for name, value in reading.items() if name != "format"}
    return Columns(**named | {"encoding": _encoding(reading.get("encoding"))})


def _encoding(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        known = codecs.lookup(name).name
    except LookupError:
        raise OptionError(f"no encoding {name!r}: give one such as utf-8 or cp1251") from None
    return "utf-8-sig" if known == "utf-8" else known


def _plain(options: Options) -> dict[str, Any]:
    """The options as the manifest keeps them: files by their contents."""
    plain = {f.name: getattr(options, f.name) for f in dataclasses.fields(options)}
    for name in ("gazetteer", "topics"):
        value = plain[name]
        if isinstance(value, (str, Path)):
            files = sorted(p for p in Path(value).rglob("*") if p.is_file()) if Path(value).is_dir() else [Path(value)]
            digest = hashlib.blake2b(digest_size=8)
            for path in files:
                digest.update(path.read_bytes())
            plain[name] = f"{value} ({digest.hexdigest()})"
        elif value is not None:
            plain[name] = repr(value)
    return plain | {"steps": list(plain["steps"])}


class _Engine(NamedTuple):
    """How shards are made: versions of the models, and finished shards for tasks, as they come."""

    versions: Callable[[], dict[str, str]]
    shards: Callable[[Iterator[Task]], Iterator[ShardDone]]


@contextlib.contextmanager
def _engine(
    engine: Engine, job: Job, workers: int | None, start_method: StartMethod, scheduler: Any
) -> Iterator[_Engine]:
    if engine == "dask":
        from ruanalyze.archive.dask import cluster

        with cluster(scheduler) as run:
            yield _Engine(lambda: run.call(versions, job), lambda tasks: run.shards(tasks, job))
    elif workers is None:
        yield _Engine(lambda: versions(job), lambda tasks: (work(job, task) for task in tasks))
    else:
        with Crew(workers, job.options, job.make, start_method) as crew:
            yield _Engine(
                lambda: next(iter(list(crew.map(lambda _: crew.run(versions, job), [None])))),
                lambda tasks: crew.map(lambda task: survive(crew.run, job, task), tasks),
            )


def _run(
    manifest: Manifest,
    stream: Stream,
    engine: contextlib.AbstractContextManager[_Engine],
    shard_rows: int,
    bar: JobBar,
) -> None:
    """Make what is missing; however it ends, the manifest says what is done."""
    tasks = stream.tasks(shard_rows, manifest.limit, dict(manifest.done), manifest.trusted)
    first = next(tasks, None)  # refuses a source without the column before any model is loaded
    if first is None and not manifest.done:
        raise ArchiveError(f"{manifest.source}: no pages in it")
    manifest.save()
    try:
        with engine as made:
            if first is None:
                return
            manifest.check_versions(made.versions())
            with contextlib.closing(made.shards(itertools.chain([first], tasks))) as shards:  # type: ignore[type-var]
                _tell(bar, manifest, stream)
                for done in shards:
                    manifest.add(done)
                    if manifest.due:
                        manifest.save()
                    _tell(bar, manifest, stream)
    finally:
        manifest.pass_over(stream.passed_over)
        manifest.save()


def _tell(bar: JobBar, manifest: Manifest, stream: Stream) -> None:
    total, limit = stream.estimate, manifest.limit
    bar.update(manifest.rows, min(total, limit) if total is not None and limit is not None else total, manifest.errors)


def _count(manifest: Manifest, taken: int, wanted: pa.Schema) -> None:
    """Counts in are counts out: no shard is missing, none overlaps, and each file holds its rows."""
    target, shards = manifest.folder, [s for _, s in sorted(manifest.done.items())]
    wrong = []
    if [s.number for s in shards] != list(range(len(shards))):
        wrong.append("a shard is missing")
    wrong += [f"{b.file} does not begin where {a.file} ends" for a, b in itertools.pairwise(shards) if a.end != b.start]
    if taken != manifest.rows:
        wrong.append(f"{taken:,} records were read, {manifest.rows:,} rows written")
    names = target.names()
    wrong += [f"{s.file} is damaged" for s in shards if names.get(s.file) != s.bytes]
    wrong += [f"{n} is of another job" for n in names if n.startswith("part-") and n not in {s.file for s in shards}]
    if target.local is not None:
        for s in shards:
            with pq.ParquetFile(target.local / s.file) as file:
                if file.metadata.num_rows != s.rows or not file.schema_arrow.equals(wanted):
                    wrong.append(f"{s.file} has {file.metadata.num_rows} rows, not {s.rows}")
    if wrong:
        raise ArchiveError(f"{target}: {'; '.join(wrong[:3])}: start again, to make what is missing")
    manifest.complete = True
    manifest.save()


@contextlib.contextmanager
def _writing(target: Folder) -> Iterator[None]:
    """Errors of the disk that is written to, with what to do."""
    try:
        yield
    except OSError as e:
        raise ArchiveError(
            f"{target}: {e.strerror or e}: what is done is kept; make room or give leave to write, then start again"
        ) from e
