"""Dask: the shards of an archive on a `distributed` cluster, and `tag` for a dask.dataframe. Needs the extra `dask`."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, Final, TypeVar, Unpack

from ruanalyze.archive.folder import folder
from ruanalyze.archive.frames import How, Plan
from ruanalyze.archive.shards import work
from ruanalyze.archive.workers import WorkerDied, survive
from ruanalyze.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from ruanalyze.archive.shards import Job, ShardDone
    from ruanalyze.archive.stream import Task

__all__ = ["Cluster", "cluster", "tag"]

_RETRIES: Final = 2  # for errors that pass, as a disk in the network that is away for a moment
_SECONDS: Final = 30
_PATIENCE: Final = 300  # seconds without an answer; a cluster that grows when it is needed takes minutes to do so
_R = TypeVar("_R")


class Cluster:
    """Sends shards to the workers of a cluster; a few more than it has threads are under way at a time."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def call(self, function: Callable[..., _R], *args: Any) -> _R:
        """The function's answer from some worker. Raises `WorkerDied` when it killed one worker after another."""
        from distributed import KilledWorker

        future = self._client.submit(function, *args, pure=False, retries=_RETRIES)
        self._finished([future])
        try:
            answer: _R = future.result()
        except KilledWorker:
            raise WorkerDied from None
        return answer

    def shards(self, tasks: Iterator[Task], job: Job) -> Iterator[ShardDone]:
        """Finished shards as they come."""
        from distributed import KilledWorker

        running: dict[Any, Task] = {}
        arrived = False
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
                for future in self._finished(list(running)):
                    task = running.pop(future)
                    try:
                        done: ShardDone = future.result()
                    except KilledWorker:
                        done = survive(self.call, job, task, tries=0)
                    if not arrived:
                        _arrives(done, job)
                        arrived = True
                    yield done
        finally:
            with contextlib.suppress(OSError, CancelledError):  # of a scheduler that is gone
                self._client.cancel(list(running))

    def _finished(self, futures: list[Any]) -> set[Any]:
        """Those that are done, at least one. Raises `ArchiveError` when nobody is there who could do them."""
        from distributed import wait

        while True:
            try:
                found: Any = wait(futures, timeout=_PATIENCE, return_when="FIRST_COMPLETED")
            except TimeoutError:
                if not self._client.nthreads():
                    raise ArchiveError(
                        "the Dask cluster has no workers: start some, then start this again to go on"
                    ) from None
            else:
                done: set[Any] = found.done
                return done


def _arrives(done: ShardDone, job: Job) -> None:
    """Refuse to go on where the workers' folder of this name is not the one that the manifest is in."""
    target = folder(job.out)
    for _ in range(_SECONDS):  # a network's disk may show it late
        if done.file in target.names():
            return
        time.sleep(1)
    raise ArchiveError(
        f"{target}: a worker of the cluster has written {done.file}, but it is not here: give a folder that all of "
        "them share, or an address such as s3://bucket/tagged"
    )


@contextlib.contextmanager
def cluster(scheduler: Any) -> Iterator[Cluster]:
    """A cluster by its scheduler's address, or by a client that stays open."""
    try:
        import dask.config
        from distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError as e:
        raise ArchiveError("engine='dask' needs an extra: pip install 'ruanalyze[dask]'") from e
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.admin.large-graph-warning-threshold": "64MiB"}))  # a shard's
        client = scheduler
        if not isinstance(scheduler, Client):
            try:
                client = stack.enter_context(Client(scheduler, timeout=20))
            except (OSError, ValueError) as e:
                raise ArchiveError(f"no Dask scheduler at {scheduler}: {e}") from e
        try:
            yield Cluster(client)
        except (CommClosedError, CancelledError) as e:
            raise ArchiveError("the Dask scheduler is gone; what is done is kept: start again to go on") from e


def tag(frame: Any, **how: Unpack[How]) -> Any:
    """A dask.dataframe of sources in, one with a row a source out, by `ruanalyze.SCHEMA`, partition by partition.

    frame: its index is kept, and gives the ids when it has no column for them. how: columns and options as
    `ruanalyze.tag` takes them: text, published, url, id, options, extra. The answer's columns have Arrow types, so that
    `to_parquet` writes the schema as it is.

    Raises `SchemaError` for a column that the frame does not have.
    """
    plan = Plan.of(list(map(str, frame.columns)), **how)
    return frame.map_partitions(_partition, plan, meta=_partition(None, plan))


def _partition(frame: pd.DataFrame | None, plan: Plan) -> Any:
    import pandas as pd
    import pyarrow as pa

    table = plan.schema.empty_table()
    if frame is not None and len(frame):
        batch = pa.RecordBatch.from_pandas(frame[plan.wanted], preserve_index=False)
        ids = None if plan.columns.id in plan.wanted else [str(i) for i in frame.index]
        table = pa.Table.from_batches(plan.tag(batch, ids), schema=plan.schema)
    answer = table.to_pandas(types_mapper=pd.ArrowDtype)
    if frame is not None:
        answer.index = frame.index
    return answer
