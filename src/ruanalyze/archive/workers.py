"""Worker processes that each load the models once; started fresh, never forked."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from ruanalyze.analyzer import Analyzer, Failure, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ruanalyze.doc import Doc
    from ruanalyze.options import Options

__all__ = ["analyzer", "executor", "pool"]

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_analyzer: Analyzer | None = None


def analyzer() -> Analyzer:
    """The Analyzer of this worker process."""
    assert _analyzer is not None, "called outside of a worker"
    return _analyzer


@contextlib.contextmanager
def executor(workers: int, options: Options) -> Iterator[ProcessPoolExecutor]:
    """An executor of `workers` processes with one BLAS thread and one Analyzer each."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # read by numpy when a worker imports it
    try:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=(options,)) as made:
            yield made
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def pool(workers: int, options: Options) -> Iterator[Callable[[Iterable[list[Source]]], Iterator[list[Doc | Failure]]]]:
    """Lists of sources in, lists of answers out, in order, by `workers` processes."""
    with executor(workers, options) as made:
        yield lambda chunks: made.map(_answer, chunks)


def _start(options: Options) -> None:
    global _analyzer
    _analyzer = Analyzer(options)


def _answer(sources: list[Source]) -> list[Doc | Failure]:
    return list(analyzer().pipe(sources, on_error="record"))
