"""Dask: the shards of an archive on a `distributed` cluster, and `tag` for a dask.dataframe. Needs the extra `dask`."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ruanalyze.archive.shards import work
from ruanalyze.archive.workers import WorkerDied, survive
from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from ruanalyze.archive.shards import Job, ShardDone
    from ruanalyze.archive.stream import Task
    from ruanalyze.options import Options

__all__ = ["Cluster", "cluster", "tag"]

_RETRIES: Final = 2  # for errors that pass, as a disk in the network that is away for a moment
_R = TypeVar("_R")


class Cluster:
    """Sends shards to the workers of a cluster; a few more than it has threads are under way at a time."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def call(self, function: Callable[..., _R], *args: Any) -> _R:
        """The function's answer from some worker. Raises `WorkerDied` when it killed one worker after another."""
        from distributed import KilledWorker

        future = self._client.submit(function, *args, pure=False, retries=_RETRIES)
        try:
            answer: _R = future.result()
        except KilledWorker:
            raise WorkerDied from None
        return answer

    def shards(self, tasks: Iterator[Task], job: Job) -> Iterator[ShardDone]:
        """Finished shards as they come."""
        from distributed import KilledWorker, wait

        running: dict[Any, Task] = {}
        try:
            while True:
                ahead = max(2, 2 * sum(self._client.nthreads().values()))
                while len(running) < ahead and (task := next(tasks, None)) is not None:
                    future = self._client.submit(
                        work, job, task, key=f"ruanalyze-{job.mark}-{task.number}", pure=False, retries=_RETRIES
                    )
                    running[future] = task
                if not running:
                    return
                for future in wait(list(running), return_when="FIRST_COMPLETED").done:
                    task = running.pop(future)
                    try:
                        done: ShardDone = future.result()
                    except KilledWorker:
                        done = survive(self.call, job, task, tries=0)
                    yield done
        finally:
            self._client.cancel(list(running))


@contextlib.contextmanager
def cluster(scheduler: Any) -> Iterator[Cluster]:
    """A cluster by its scheduler's address, or by a client that stays open."""
    try:
        from distributed import Client
    except ImportError as e:
        raise ArchiveError("engine='dask' needs an extra: pip install 'ruanalyze[dask]'") from e
    if isinstance(scheduler, Client):
        yield Cluster(scheduler)
        return
    try:
        client = Client(scheduler, timeout=20)
    except (OSError, ValueError) as e:
        raise ArchiveError(f"no Dask scheduler at {scheduler}: {e}") from e
    with client:
        yield Cluster(client)


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
    """A dask.dataframe of sources in, one with a row a source out, by `ruanalyze.SCHEMA`, partition by partition.

    frame: its index is kept, and gives the ids when it has no column for them. text, published, url, id: columns; a
    default name that the frame lacks is left out. Columns have Arrow types, so that `to_parquet` writes the schema as
    it is. Raises `SchemaError` for a column that the frame does not have.
    """
    from ruanalyze.archive.frames import columns_of

    columns = columns_of(list(map(str, frame.columns)), text, published, url, id)
    made = tuple(extra)
    return frame.map_partitions(_partition, columns, options, made, meta=_partition(None, columns, options, made))


def _partition(frame: pd.DataFrame | None, columns: Any, options: Options | None, extra: tuple[str, ...]) -> Any:
    import pandas as pd
    import pyarrow as pa

    from ruanalyze.archive.frames import tag_batch
    from ruanalyze.table import schema

    table = schema(extra).empty_table()
    if frame is not None and len(frame):
        wanted = [name for name in columns.wanted if name in frame.columns]
        batch = pa.RecordBatch.from_pandas(frame[wanted], preserve_index=False)
        ids = None if columns.id in wanted else [str(i) for i in frame.index]
        table = pa.Table.from_batches(tag_batch(batch, columns, options, extra, ids), schema=schema(extra))
    answer = table.to_pandas(types_mapper=pd.ArrowDtype)
    if frame is not None:
        answer.index = frame.index
    return answer
