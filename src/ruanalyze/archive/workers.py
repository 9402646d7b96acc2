"""Worker processes on this machine: models loaded once in each, one that is killed is replaced."""

from __future__ import annotations

import contextlib
import gc
import itertools
import multiprocessing
import os
import queue
import signal
import threading
import traceback
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from threadpoolctl import threadpool_limits

from ruanalyze.analyzer import Analyzer, Failure, Source
from ruanalyze.archive.shards import KILLED, load, probe, work
from ruanalyze.errors import ArchiveError, RuanalyzeError
from ruanalyze.table import row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.process import BaseProcess

    from ruanalyze.archive.shards import Job, ShardDone
    from ruanalyze.archive.stream import Task
    from ruanalyze.options import Options

__all__ = ["Crew", "StartMethod", "WorkerDied", "killers", "pool", "survive"]

StartMethod: TypeAlias = Literal["spawn", "forkserver"]
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_PIECES: Final = 8
_T = TypeVar("_T")
_R = TypeVar("_R")


class WorkerDied(Exception):  # noqa: N818
    """The process that did the work is gone: killed for its memory, by a signal, or crashed."""


class _Stopped(Exception):  # noqa: N818
    """The crew was sent home."""


_birth = threading.Lock()  # multiprocessing starts and buries one process at a time


class Crew:
    """Some worker processes; `run` has one of them call a function, from as many threads as there are workers.

    make(options) is called once in each worker, before its first work. A worker that dies makes `run` raise
    `WorkerDied`; the next `run` starts another in its place.
    """

    def __init__(
        self,
        workers: int,
        options: Options,
        make: Callable[[Options], Analyzer] = Analyzer,
        start_method: StartMethod = "spawn",
    ) -> None:
        self._slots: queue.SimpleQueue[_Slot] = queue.SimpleQueue()
        context = multiprocessing.get_context(start_method)
        if start_method == "forkserver":
            context.set_forkserver_preload([__name__])
        self._all = [_Slot(context, make, options) for _ in range(workers)]
        for slot in self._all:
            self._slots.put(slot)
        self._environment = contextlib.ExitStack()

    def __enter__(self) -> Crew:
        self._environment.enter_context(_one_thread())
        return self

    def __exit__(self, *_: object) -> None:
        for slot in self._all:
            slot.stop()
            slot.bury()
        self._environment.close()

    def run(self, function: Callable[..., _R], *args: Any) -> _R:
        """The function's answer or error, from a worker that is free; waits for one."""
        slot = self._slots.get()
        try:
            result: _R = slot.run(function, args)
        finally:
            self._slots.put(slot)
        return result

    def map(self, function: Callable[[_T], _R], items: Iterable[_T], ordered: bool = False) -> Iterator[_R]:
        """The answers of a function that calls `run`, as they come or in order; few items are taken ahead."""
        ahead = len(self._all) + max(2, len(self._all) // 4)  # enough that no worker waits; each holds its text here
        threads = ThreadPoolExecutor(len(self._all), "ruanalyze", _leave_interrupts_to_main)
        stream = iter(items)
        try:
            waiting: list[Future[_R]] = []
            while True:
                for item in itertools.islice(stream, ahead - len(waiting)):
                    waiting.append(threads.submit(function, item))
                if not waiting:
                    return
                first = waiting[:1] if ordered else waiting
                done = wait(first, return_when=FIRST_COMPLETED).done
                for future in done:
                    waiting.remove(future)
                    yield future.result()
        except BaseException:
            for slot in self._all:
                slot.stop()
            raise
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


class _Slot:
    """The place of one worker process."""

    def __init__(self, context: Any, make: Callable[[Options], Analyzer], options: Options) -> None:
        self._context = context
        self._args = (make, options)
        self._process: BaseProcess | None = None
        self._pipe: connection.Connection | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, function: Callable[..., _R], args: tuple[Any, ...]) -> _R:
        if self._process is None:
            self._start()
        result: _R = self._ask((function, args))
        return result

    def stop(self) -> None:
        """End the process at once; `run` starts none any more."""
        with self._lock:
            self._stopped = True
            if self._process is not None and self._process.is_alive():
                self._process.kill()

    def _start(self) -> None:
        for _ in range(3):
            ours, theirs = self._context.Pipe()
            with self._lock:
                if self._stopped:
                    raise _Stopped
                process = self._context.Process(target=_serve, args=(theirs, *self._args), daemon=True)
                self._process, self._pipe = process, ours
                with _birth:
                    process.start()
            theirs.close()
            with contextlib.suppress(WorkerDied):
                self._ask(None)
                return
        raise ArchiveError(
            "a worker process dies while it starts: is there memory for so many workers? In a script of your own, call "
            "ruanalyze under `if __name__ == '__main__':`"
        )

    def _ask(self, what: object) -> Any:
        assert self._process is not None
        assert self._pipe is not None
        try:
            self._pipe.send(what)
            while not self._pipe.poll():
                if self._process.sentinel in connection.wait([self._pipe, self._process.sentinel]):
                    if self._pipe.poll():  # it answered, then died
                        break
                    raise EOFError
            ok, answer = self._pipe.recv()
        except (EOFError, OSError):
            self.bury()
            if self._stopped:
                raise _Stopped from None
            raise WorkerDied from None
        if not ok:
            raise answer
        return answer

    def bury(self) -> None:
        with self._lock:
            process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is not None:
            with _birth:
                process.kill()
                process.join()
                process.close()
        if pipe is not None:
            pipe.close()


def _serve(pipe: connection.Connection, make: Callable[[Options], Analyzer], options: Options) -> None:
    """The life of a worker: what to call in, the answer or the error out, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            asked = pipe.recv()
            try:
                if asked is None:
                    _settle(make, options)
                answer = (True, asked[0](*asked[1]) if asked is not None else None)
            except (RuanalyzeError, OSError) as e:
                answer = (False, e)
            except Exception as e:  # a defect; its class may not survive the way
                wrapped = ArchiveError(f"{type(e).__name__}: {e}")
                wrapped.add_note(traceback.format_exc())
                answer = (False, wrapped)
            pipe.send(answer)


def _settle(make: Callable[[Options], Analyzer], options: Options) -> None:
    """Load the models; keep linear algebra on one thread, and the garbage collector off what stays for good."""
    load(make, options)
    threadpool_limits(1)  # the environment says so too, but a forkserver may be older than it
    gc.collect()
    gc.freeze()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _leave_interrupts_to_main() -> None:
    """Ctrl-C reaches a whole group of processes; those that are started from this thread don't see it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """One BLAS thread in each process that is started meanwhile: numpy reads these when it is imported."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def survive(run: Callable[..., Any], job: Job, task: Task, tries: int = 2) -> ShardDone:
    """Have a shard made by `run(function, *args)`, which may raise `WorkerDied`.

    A shard whose worker dies is made again; when that one dies too, the pages that kill are found and left out.
    tries: 0 when `run` itself has tried on several workers before it gives up.
    """
    done: ShardDone
    for _ in range(tries):
        with contextlib.suppress(WorkerDied):
            done = run(work, job, task)
            return done
    bad = killers(lambda raws: run(probe, job, task._replace(raws=list(raws))), task.raws, twice=tries > 0)
    try:
        done = run(work, job, task, bad)
    except WorkerDied:
        raise ArchiveError(
            f"shard {task.number} kills every worker, though each of its pages alone does not: is memory short? "
            "Start again with fewer workers to go on"
        ) from None
    return done


def killers(run: Callable[[Sequence[_T]], object], items: Sequence[_T], twice: bool = True) -> list[int]:
    """Which of the items kill the worker that `run` hands them to, each for itself: found by cutting in eight.

    twice: an item alone is tried again, since its worker may have been killed for something else.

    >>> def run(items):
    ...     if 3 in items:
    ...         raise WorkerDied
    >>> killers(run, range(100))
    [3]
    """

    def search(start: int, end: int) -> Iterator[int]:
        step = max(1, -(-(end - start) // _PIECES))
        for at in range(start, end, step):
            piece = items[at : min(at + step, end)]
            if _survives(run, piece) or (twice and len(piece) == 1 and _survives(run, piece)):
                continue
            if len(piece) == 1:
                yield at
            else:
                yield from search(at, at + len(piece))

    return list(search(0, len(items)))


def _survives(run: Callable[[Sequence[_T]], object], items: Sequence[_T]) -> bool:
    try:
        run(items)
    except WorkerDied:
        return False
    return True


@contextlib.contextmanager
def pool(
    workers: int, options: Options, extra: Sequence[str] = ()
) -> Iterator[Callable[[Iterable[list[Source]]], Iterator[list[dict[str, Any]]]]]:
    """Lists of sources in, lists of rows by `table.schema(extra)` without ids out, in order, by `workers` processes.

    A source that kills its worker gives a row with `error`.
    """
    with Crew(workers, options) as crew:

        def answers(sources: list[Source]) -> list[dict[str, Any]]:
            for _ in range(2):
                with contextlib.suppress(WorkerDied):
                    return crew.run(_rows, options, extra, sources)
            bad = killers(lambda piece: crew.run(_rows, options, extra, piece), sources)
            good = iter(crew.run(_rows, options, extra, [s for i, s in enumerate(sources) if i not in bad]))
            return [
                row(Failure(None, "WorkerDied", KILLED, s.url), key=None, model=options.model, extra=extra)
                if i in bad
                else next(good)
                for i, s in enumerate(sources)
            ]

        yield lambda chunks: crew.map(answers, chunks, ordered=True)


def _rows(options: Options, extra: Sequence[str], sources: Sequence[Source]) -> list[dict[str, Any]]:
    found = load(Analyzer, options).pipe(sources, on_error="record")
    return [row(answer, key=None, model=options.model, extra=extra) for answer in found]
