"""Figures of docs/archives.md: workers side by side, what the archive layer costs, memory, kills, what a driver feeds.

    python benchmarks/archive.py WHAT [--articles FILE] [--pages N] [--minutes M]

Text: the sample archive in data/, or a .jsonl(.gz, .xz) of articles with `text`; repeated where it is too short, each
copy of a page with a number, so that no two are equal.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import lzma
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pyarrow.dataset as ds
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

import ruanalyze as ra
from ruanalyze.archive import job, tag_archive
from ruanalyze.archive.inputs import inputs
from ruanalyze.archive.records import Columns
from ruanalyze.archive.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ruanalyze.analyzer import Failure

DATA = Path(__file__).parent.parent / "data" / "archive.jsonl.gz"


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("what", choices=("layer", "overhead", "throughput", "memory", "kills", "dask", "driver"))
    args.add_argument("--articles", type=Path, default=DATA)
    args.add_argument("--pages", type=int, default=2000)
    args.add_argument("--chars", type=int, help="cut pages to so many characters")
    args.add_argument("--minutes", type=float, default=10.0, help="of memory")
    args.add_argument("--rounds", type=int, default=3, help="each measure is the median of so many, taken in turn")
    args.add_argument(
        "--replay", action="store_true", help="answers made before instead of the analysis: the layer alone"
    )
    given = args.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"  # of child processes
    threadpool_limits(1)
    if given.replay:
        job.Analyzer = Replay  # type: ignore[misc,assignment]
    with tempfile.TemporaryDirectory() as folder:
        globals()[given.what](Path(folder), given)
    print(f"load of the machine {os.getloadavg()[0]:.1f}")


class Replay:
    """An Analyzer that answers with the Docs of 64 pages, over and over."""

    def __init__(self, options: ra.Options | None = None) -> None:
        self.options = options or ra.Options()
        texts = [r["text"] for r in pages(DATA, 64, 200)]
        self._docs = itertools.cycle(ra.Analyzer(self.options).pipe(texts))
        self._docs = itertools.cycle(list(itertools.islice(self._docs, 64)))

    def info(self) -> dict[str, str]:
        return {"stand-in": "1"}

    def pipe(self, sources: Iterable[ra.Source], *, on_error: str, batch_size: int = 64) -> Iterator[ra.Doc | Failure]:
        for _ in sources:
            yield next(self._docs)


class Known(Replay):
    """An Analyzer that looks the answers up, by text."""

    answers: ClassVar[dict[str | bytes, ra.Doc | Failure]] = {}

    def __init__(self, options: ra.Options | None = None) -> None:
        self.options = options or ra.Options()

    def pipe(self, sources: Iterable[ra.Source], *, on_error: str, batch_size: int = 64) -> Iterator[ra.Doc | Failure]:
        return (self.answers[s.text] for s in sources)


def pages(path: Path, number: int, chars: int | None = None) -> Iterator[dict[str, Any]]:
    opened = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    made = 0
    while made < number:
        with opened(path, "rt", encoding="utf8") as stream:
            for line in stream:
                row = json.loads(line)
                if row.get("text") and made < number:
                    yield {
                        "id": f"n{made}",
                        "published": row.get("date"),
                        "text": f"{row['text'][:chars]}\n\n№ {made}.",
                    }
                    made += 1


def write(path: Path, given: argparse.Namespace) -> Path:
    with gzip.open(path, "wt", encoding="utf8", compresslevel=1) as stream:
        stream.writelines(
            json.dumps(r, ensure_ascii=False) + "\n" for r in pages(given.articles, given.pages, given.chars)
        )
    return path


def layer(folder: Path, given: argparse.Namespace) -> None:
    """CPU time a page of `pipe` and of `tag_archive` with that same pipe's answers at hand, in this process."""
    source = write(folder / "pages.jsonl.gz", given)
    an = ra.Analyzer()
    rows = [ra.Source(r["text"], r["published"]) for r in pages(given.articles, given.pages, given.chars)]
    job.Analyzer = Known  # type: ignore[misc,assignment]
    piped, tagged = [], []
    for _ in range(given.rounds):
        began = time.process_time()
        answers = list(an.pipe(rows, on_error="record"))
        piped.append(time.process_time() - began)
        Known.answers.update(zip((r.text for r in rows), answers, strict=True))
        began = time.process_time()
        tag_archive(source, folder / "out", overwrite=True)
        tagged.append(time.process_time() - began)
    chars = sum(len(r.text) for r in rows) / len(rows)
    a, b = (1000 * statistics.median(t) / len(rows) for t in (piped, tagged))
    size = sum(p.stat().st_size for p in (folder / "out").glob("*.parquet")) / len(rows)
    print(f"{len(rows):,} pages of {chars:.0f} characters; CPU a page:")
    print(f"pipe {a:.3f} ms, the archive layer {b:.3f} ms: {b / a:.1%}")
    print(f"Parquet: {size:.0f} bytes a row; the packed source {source.stat().st_size / len(rows):.0f} bytes a page")


def overhead(folder: Path, given: argparse.Namespace) -> None:
    """The same pages through `pipe` and through `tag_archive` in this process; loading the models is in neither."""
    source = write(folder / "pages.jsonl.gz", given)
    an = ra.Analyzer()
    rows = [ra.Source(r["text"], r["published"]) for r in pages(given.articles, given.pages, given.chars)]
    tag_archive(source, folder / "warm", limit=1)
    seen: list[tuple[float, float, float, float]] = []
    for _ in range(given.rounds):
        piped = _clock(lambda: sum(1 for _ in an.pipe(rows, on_error="record")))
        seen.append((*piped, *_clock(lambda: tag_archive(source, folder / "out", overwrite=True))))
    for what, at in (("wall", 0), ("CPU", 1)):
        a, b = (statistics.median(s[at + 2 * i] for s in seen) for i in (0, 1))
        print(f"{what}: pipe {len(rows) / a:.0f} pages/s, tag_archive {len(rows) / b:.0f}: overhead {b / a - 1:+.1%}")


def throughput(folder: Path, given: argparse.Namespace) -> None:
    """Pages a second with one worker, and with two that have twice as many, so that each does the same work as one;
    and what one and two processes that know nothing of each other reach with `pipe` on this machine.

    The first fifth warms up; the last shards, when a worker waits for the other, do not count.
    """
    source = write(folder / "pages.jsonl.gz", argparse.Namespace(**vars(given) | {"pages": 2 * given.pages}))
    found: dict[str, list[list[float]]] = {"tag_archive": [[], []], "separate processes": [[], []]}
    cpu: list[list[float]] = [[], []]
    for _ in range(given.rounds):
        for workers in (1, 2):
            seen: list[tuple[float, int]] = []
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            tag_archive(
                source,
                folder / "out",
                workers=workers,
                limit=workers * given.pages,
                shard_rows=50,
                overwrite=True,
                progress=lambda done, _, seen=seen: seen.append((time.monotonic(), done)),  # type: ignore[misc]
            )
            cpu[workers - 1].append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
            (t0, n0), (t1, n1) = seen[len(seen) // 5], seen[-1 - workers]
            found["tag_archive"][workers - 1].append((n1 - n0) / (t1 - t0))
            print(f"workers {workers}: {(n1 - n0) / (t1 - t0):.1f} pages/s", flush=True)
        for processes in (1, 2) if not given.replay else ():
            with multiprocessing.get_context("spawn").Pool(processes) as pool:
                rates = pool.starmap(_piped, [(source, i, given.pages) for i in range(processes)], chunksize=1)
            found["separate processes"][processes - 1].append(sum(rates))
            print(f"separate processes {processes}: {sum(rates):.1f} pages/s", flush=True)
    for what, (one, two) in found.items():
        if one:
            each = ", ".join(f"{b / a:.3f}" for a, b in zip(one, two, strict=True))
            a, b = statistics.median(one), statistics.median(two)
            print(f"{what}: one {a:.1f} pages/s, two {b:.1f}: {b / a:.3f} times (rounds: {each})")
    per_page = [1000 * statistics.median(t) / (n * given.pages) for n, t in enumerate(cpu, 1)]
    print(f"user CPU of the workers, loading included: one {per_page[0]:.2f} ms a page, two {per_page[1]:.2f}")


def _piped(source: Path, number: int, count: int) -> float:
    """Pages a second in this process, once the models are loaded and warm."""
    an = ra.Analyzer()
    texts = itertools.islice(pages(source, 2 * count), number * count, (number + 1) * count)
    rows = [ra.Source(r["text"], r["published"]) for r in texts]
    warm = count // 5
    list(an.pipe(rows[:warm], on_error="record"))
    began = time.monotonic()
    for _ in an.pipe(rows[warm:], on_error="record"):
        pass
    return (count - warm) / (time.monotonic() - began)


def memory(folder: Path, given: argparse.Namespace) -> None:
    """The memory of the driver and its two workers over `--pages` small pages, or for so many minutes."""
    given.chars = given.chars or 200
    source = write(folder / "small.jsonl.gz", given)
    seen: list[tuple[float, int, list[int]]] = []
    began, stop, done_now = time.monotonic(), threading.Event(), [0]

    def watch() -> None:
        while not stop.wait(2):
            workers = sorted(p.pid for p in multiprocessing.active_children() if p.pid)
            seen.append((time.monotonic() - began, done_now[0], [_resident(pid) for pid in (os.getpid(), *workers)]))

    class Enough(Exception):  # noqa: N818
        pass

    def progress(done: int, _: int | None) -> None:
        done_now[0] = done
        if time.monotonic() - began > 60 * given.minutes:
            raise Enough

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        tag_archive(source, folder / "small", workers=2, shard_rows=1000, progress=progress)
    except Enough:
        pass
    finally:
        stop.set()
        watcher.join()
    print(f"{done_now[0]:,} pages of {given.chars} characters in {(time.monotonic() - began) / 60:.1f} minutes")
    size = sum(p.stat().st_size for p in (folder / "small").iterdir())
    print(f"{size / max(1, done_now[0]):.0f} bytes a row of Parquet")
    for at, done, sizes in seen[:: max(1, len(seen) // 20)]:
        print(f"  {at:5.0f} s {done:9,} pages  driver {sizes[0]} MB, workers {', '.join(map(str, sizes[1:]))} MB")


def kills(folder: Path, given: argparse.Namespace) -> None:
    """SIGKILL at 20 random moments, with two workers and without; the rows are compared with an undisturbed run's."""
    source, out, luck = write(folder / "pages.jsonl.gz", given), folder / "out", random.Random(20)
    context = multiprocessing.get_context("spawn")
    each = given.pages // 50 // 20
    for kill in range(20):
        before = _shards(out)
        options = {"shard_rows": 50, "workers": 2 if kill % 3 else None}
        process = context.Process(target=tag_archive, args=(source, out), kwargs=options)
        process.start()
        wanted = before + luck.randrange(each + 1)
        while _shards(out) < wanted and process.is_alive():
            time.sleep(0.01)
        time.sleep(luck.random() * 0.3)
        process.kill()
        process.join()
        print(f"kill {kill + 1} ({process.exitcode}): {before} shards were done, {_shards(out)} are", flush=True)
    done = tag_archive(source, out, shard_rows=50, workers=2)
    assert done == tag_archive(source, folder / "whole", shard_rows=50, workers=2)
    disturbed, whole = (_table(folder / name) for name in ("out", "whole"))
    assert disturbed.equals(whole), "the rows differ"
    print(f"{len(whole):,} rows, equal to an undisturbed run's in every column")


def dask(folder: Path, given: argparse.Namespace) -> None:
    """A LocalCluster of two processes, of which one is killed every few shards; the rows are compared as in `kills`."""
    import signal

    import distributed

    source, luck, killed = write(folder / "pages.jsonl.gz", given), random.Random(5), list[int]()

    def kill(done: int, _: int | None) -> None:
        if done > (len(killed) + 1) * given.pages / 6 and len(killed) < 5:
            killed.append(luck.choice(list(client.run(os.getpid).values())))
            os.kill(killed[-1], signal.SIGKILL)

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        distributed.Client(cluster) as client,
    ):
        tag_archive(source, folder / "out", engine="dask", scheduler=client, shard_rows=50, progress=kill)
    tag_archive(source, folder / "whole", shard_rows=50, workers=2)
    disturbed, whole = (_table(folder / name) for name in ("out", "whole"))
    assert disturbed.equals(whole), "the rows differ"
    print(f"{len(whole):,} rows, {len(killed)} workers killed, equal to an undisturbed run's in every column")


def _shards(out: Path) -> int:
    return len(list(out.glob("part-*")))


def _table(out: Path) -> Any:
    return ds.dataset(sorted(map(str, out.glob("part-*.parquet"))), format="parquet").to_table()


def driver(folder: Path, given: argparse.Namespace) -> None:
    """How many pages a second one process reads and pickles for its workers, by format: it feeds so many."""
    from multiprocessing.reduction import ForkingPickler

    packed = write(folder / "a.jsonl.gz", given)
    rows = list(pages(given.articles, given.pages, given.chars))
    (folder / "a.jsonl").write_bytes(gzip.decompress(packed.read_bytes()))
    import pandas as pd
    import pyarrow as pa

    pd.DataFrame(rows).to_csv(folder / "a.csv", index=False)
    pq.write_table(pa.Table.from_pylist(rows), folder / "a.parquet", compression="zstd")
    for name in ("a.jsonl", "a.jsonl.gz", "a.csv", "a.parquet"):
        stream = Stream(inputs(folder / name), Columns())
        began = time.process_time()
        for task in stream.tasks(500, None, {}, trusted=True):
            ForkingPickler.dumps(task)
        took = time.process_time() - began
        print(f"{name}: {given.pages / took:,.0f} pages a CPU second")


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        return 0


def _clock(call: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


if __name__ == "__main__":
    main()
