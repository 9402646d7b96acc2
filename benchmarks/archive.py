"""Figures of docs/archives.md: workers side by side, what the archive layer costs, memory over many pages.

    python benchmarks/archive.py [throughput | overhead | memory] [--pages N] [--minutes M]

Text: the sample archive in data/, repeated; each copy of a page gets a number, so that no two are equal.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import ruanalyze as ra
from ruanalyze.archive import tag_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parent.parent / "data" / "archive.jsonl.gz"


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("what", nargs="?", choices=("all", "throughput", "overhead", "memory"), default="all")
    args.add_argument("--pages", type=int, default=2000, help="of throughput and overhead")
    args.add_argument("--minutes", type=float, default=10.0, help="of memory")
    args.add_argument("--rounds", type=int, default=3, help="each measure is the median of so many, taken in turn")
    given = args.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        if given.what in ("all", "overhead"):
            overhead(Path(folder), given.pages, given.rounds)
        if given.what in ("all", "throughput"):
            throughput(Path(folder), given.pages, given.rounds)
        if given.what in ("all", "memory"):
            memory(Path(folder), given.minutes)


def pages(number: int, chars: int | None = None) -> Iterator[dict[str, str]]:
    with gzip.open(DATA, "rt", encoding="utf8") as stream:
        rows = [r for r in map(json.loads, stream) if r.get("text")]
    for i, row in enumerate(islice(cycle(rows), number)):
        yield {"id": f"n{i}", "text": f"{row['text'][:chars]}\n\nСообщение {i}."}


def write(path: Path, number: int, chars: int | None = None) -> Path:
    with gzip.open(path, "wt", encoding="utf8", compresslevel=1) as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in pages(number, chars))
    return path


def overhead(folder: Path, number: int, rounds: int) -> None:
    """The same pages through `pipe` and through `tag_archive` in this process; loading the models is in neither."""
    source = write(folder / "pages.jsonl.gz", number)
    an = ra.Analyzer()
    rows = [ra.Source(r["text"]) for r in pages(number)]
    tag_archive(write(folder / "one.jsonl.gz", 1), folder / "warm")
    piped, tagged = [], []
    for _ in range(rounds):
        piped.append(_clock(lambda: sum(1 for _ in an.pipe(rows, on_error="record"))))
        tagged.append(_clock(lambda: tag_archive(source, folder / "out", overwrite=True)))
    for what, at in (("wall", 0), ("CPU", 1)):
        a, b = [t[at] for t in piped], [t[at] for t in tagged]
        ratio = statistics.median(y / x for x, y in zip(a, b, strict=True))
        print(
            f"{what}: pipe {number / min(a):.0f} pages/s, tag_archive {number / min(b):.0f}: overhead {ratio - 1:+.1%}"
        )


def throughput(folder: Path, number: int, rounds: int) -> None:
    """Pages a second with one and two workers, from the first finished shard to the last."""
    source = write(folder / "pages.jsonl.gz", number)
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers in rates:
            shutil.rmtree(folder / "out", ignore_errors=True)
            seen: list[tuple[float, int]] = []
            tag_archive(
                source,
                folder / "out",
                workers=workers,
                shard_rows=100,
                progress=lambda done, _, seen=seen: seen.append((time.monotonic(), done)),  # type: ignore[misc]
            )
            (t0, n0), (t1, n1) = seen[2 * workers], seen[-1 - workers]
            rates[workers].append((n1 - n0) / (t1 - t0))
    ratio = statistics.median(b / a for a, b in zip(rates[1], rates[2], strict=True))
    one, two = (statistics.median(r) for r in rates.values())
    print(f"one worker {one:.0f} pages/s, two {two:.0f}: {ratio:.2f} times; load {os.getloadavg()[0]:.1f}")


def memory(folder: Path, minutes: float) -> None:
    """The memory of the driver and its two workers over small pages, for so many minutes."""
    import multiprocessing

    source = write(folder / "small.jsonl.gz", 1_000_000, 200)
    seen: list[tuple[float, int, list[int]]] = []
    began, stop, done_now = time.monotonic(), threading.Event(), [0]

    def watch() -> None:
        while not stop.wait(5):
            pids = [os.getpid(), *(p.pid for p in multiprocessing.active_children() if p.pid)]
            seen.append((time.monotonic() - began, done_now[0], [_resident(pid) for pid in pids]))

    class Enough(Exception):  # noqa: N818
        pass

    def progress(done: int, _: int | None) -> None:
        done_now[0] = done
        if time.monotonic() - began > 60 * minutes:
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
    print(f"{done_now[0]:,} pages of 200 characters in {(time.monotonic() - began) / 60:.1f} minutes")
    size = sum(p.stat().st_size for p in (folder / "small").iterdir())
    print(f"{size / max(1, done_now[0]):.0f} bytes a row of Parquet")
    for at, done, sizes in seen[:: max(1, len(seen) // 12)]:
        print(f"  {at:5.0f} s {done:9,} pages  driver {sizes[0]} MB, workers {', '.join(map(str, sizes[1:]))} MB")


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
