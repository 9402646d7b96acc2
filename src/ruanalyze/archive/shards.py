"""A shard: some hundreds of records that become one Parquet file. Every engine calls `work`, and nothing else."""

from __future__ import annotations

import hashlib
import json
import pickle
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from ruanalyze.analyzer import Failure
from ruanalyze.archive.arrow import record_batch
from ruanalyze.archive.folder import folder
from ruanalyze.archive.records import Columns, Record, digest, parse
from ruanalyze.table import row, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ruanalyze.analyzer import Analyzer
    from ruanalyze.archive.stream import Task
    from ruanalyze.options import Options

__all__ = ["KILLED", "Job", "ShardDone", "adopt", "load", "name_of", "probe", "tagged", "versions", "work"]

_FOOTER: Final = b"ruanalyze"
_BATCH: Final = 64
KILLED: Final = "the analysis of this page killed its process twice: it may need more memory than there is"


@dataclass(frozen=True)
class Job:
    """What every shard of a job has in common; sent to the workers. `mark` is stored in each file's footer."""

    make: Callable[[Options], Analyzer]
    options: Options
    columns: Columns
    out: str
    extra: tuple[str, ...] = ()
    mark: str = ""


class ShardDone(NamedTuple):
    """What the manifest keeps of a finished shard.

    start, end: where in the source it begins and ends: number of the input, number of the record there.
    input: the digest of its records. bytes, sha256: of the file.
    """

    number: int
    file: str
    rows: int
    errors: int
    start: tuple[int, int]
    end: tuple[int, int]
    input: str
    bytes: int
    sha256: str


@dataclass
class _Loaded:
    """The Analyzer of this process: loaded once, whatever the number of shards."""

    key: bytes = b""
    analyzer: Analyzer | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_loaded = _Loaded()


def load(make: Callable[[Options], Analyzer], options: Options) -> Analyzer:
    """The Analyzer for these options, made at the first call in a process."""
    key = pickle.dumps((make, options))
    with _loaded.lock:
        if _loaded.analyzer is None or _loaded.key != key:
            _loaded.analyzer, _loaded.key = make(options), key
        return _loaded.analyzer


def name_of(number: int) -> str:
    """The file name of a shard.

    >>> name_of(7)
    'part-000007.parquet'
    """
    return f"part-{number:06d}.parquet"


def work(job: Job, task: Task, killers: Sequence[int] = ()) -> ShardDone:
    """Make a shard: parse, analyse, write under a temporary name, rename.

    killers: the places in the task of pages that must not be analysed again, because they kill the process.
    """
    records = [parse(raw, job.columns) for raw in task.raws]
    for i in killers:
        records[i] = Record(records[i].id, None, records[i].url, KILLED)
    batches = list(tagged(load(job.make, job.options), records, job.extra))
    table = pa.Table.from_batches(batches, schema=schema(job.extra))
    name = name_of(task.number)
    facts: dict[str, Any] = {
        "number": task.number,
        "file": name,
        "rows": len(table),
        "errors": len(table) - table.column("error").null_count,
        "start": task.start,
        "end": task.end,
        "input": digest(task.raws),
    }
    table = table.replace_schema_metadata({_FOOTER: json.dumps(facts | {"mark": job.mark}).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", compression_level=3)
    data = memoryview(sink.getvalue())
    folder(job.out).write(name, data)
    return ShardDone(**facts, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def probe(job: Job, task: Task) -> int:
    """Analyse the records and forget the answers: to find out which page kills its process."""
    records = [parse(raw, job.columns) for raw in task.raws]
    return sum(len(batch) for batch in tagged(load(job.make, job.options), records, job.extra))


def tagged(analyzer: Analyzer, records: Sequence[Record], extra: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
    """The rows of the records, one a record and in order, in small Arrow batches by `table.schema(extra)`."""
    made, model = schema(extra), analyzer.options.model
    sources = [r.source for r in records if r.source is not None]
    answers = analyzer.pipe(sources, on_error="record", batch_size=_BATCH)
    rows: list[Mapping[str, Any]] = []
    for record in records:
        if record.source is None:
            answer: Any = Failure(None, "InputError", record.error or "no text", record.url)
        else:
            answer = next(answers)
        rows.append(row(answer, key=record.id, model=model, extra=extra))
        if len(rows) == _BATCH:
            yield record_batch(rows, made)
            rows = []
    if rows:
        yield record_batch(rows, made)


def versions(job: Job) -> dict[str, str]:
    """The versions of the models that a worker has loaded."""
    return load(job.make, job.options).info()


def adopt(out: str, name: str, mark: str) -> ShardDone | None:
    """What a shard's own footer says of it, for one that was finished but not yet in the manifest; None if alien."""
    data = folder(out).read(name)
    try:
        facts = json.loads((pq.read_schema(pa.BufferReader(data)).metadata or {})[_FOOTER])
        if facts.pop("mark") != mark or facts["file"] != name:
            return None
        facts["start"], facts["end"] = tuple(facts["start"]), tuple(facts["end"])
        return ShardDone(**facts, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError):
        return None
