"""Speed beside natasha: rate, memory, start, growth with length, a long run, processes; one thread unless said.

    python benchmarks/speed.py rate        # documents/s, characters/s, peak memory, all systems on the same texts
    python benchmarks/speed.py start             # import, and a new process's first answer
    python benchmarks/speed.py growth            # milliseconds per 1,000 characters for documents of 1 KB to 1 MB
    python benchmarks/speed.py long --docs 100000    # memory over many documents
    python benchmarks/speed.py workers           # one process and two at once
    python benchmarks/speed.py all --picture docs/images/speed.png

Texts are articles of RUANALYZE_SHARED (default: ../shared beside the repository); a system sees none of them twice but
in `long`, where they come round. natasha is its news pipeline, natasha-full has syntax as well; Pullenti is measured
where `pullenti` is installed. Each measure runs in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
SYSTEMS: Final = ("fast", "accurate", "natasha", "natasha-full", "pullenti")
SHORT: Final = "Губернатор Пензенской области Олег Ковалёв открыл 3 марта новую школу в Кузнецке."


def articles(count: int, seed: int = 1) -> list[str]:
    """Articles with their titles, drawn evenly by the seed; no more than these are ever held."""
    draw, found = random.Random(seed), []
    with lzma.open(SHARED / "topics" / "articles.jsonl.xz", "rt", encoding="utf8") as lines:
        for n, line in enumerate(lines, 1):
            at = n - 1 if n <= count else draw.randrange(n)
            if at < count:
                row = json.loads(line)
                found[at : at + 1] = [f"{row.get('title') or ''}\n\n{row['text'][:6000]}".strip()]
    return found


def shorts(count: int) -> Iterator[str]:
    """The beginnings of all articles, one by one, again from the first where they end."""
    left = count
    while left > 0:
        with lzma.open(SHARED / "topics" / "articles.jsonl.xz", "rt", encoding="utf8") as lines:
            for line in itertools.islice(lines, left):
                left -= 1
                yield json.loads(line)["text"][:1200]


def system(name: str) -> Callable[[Iterable[str]], Iterator[int]]:
    """A function that reads texts and yields a number an answer, all of it having been read."""
    sys.path.insert(0, str(SHARED / "eval"))
    if name == "pullenti":
        return pullenti()
    import score
    import systems

    made = systems.make(name)
    return lambda texts: (score.consume(made, doc) for doc in made.docs(texts, "auto"))


def pullenti() -> Callable[[Iterable[str]], Iterator[int]]:
    """Pullenti with the analyzers of names, posts, places and dates that its SDK starts with."""
    from pullenti.ner.ProcessorService import ProcessorService
    from pullenti.ner.SourceOfAnalysis import SourceOfAnalysis
    from pullenti.Sdk import Sdk

    Sdk.initialize_all()
    processor = ProcessorService.create_processor()

    def read(texts: Iterable[str]) -> Iterator[int]:
        for text in texts:
            yield len(processor.process(SourceOfAnalysis(text)).entities)

    return read


def memory() -> float:
    """MB in use at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident() -> float:
    """MB in use now."""
    with Path("/proc/self/statm").open() as f:
        return int(f.read().split()[1]) * resource.getpagesize() / 2**20


# Each of the functions below runs alone in a new process and prints one JSON object.


def one_rate(name: str, docs: int, seed: int) -> dict[str, float]:
    """A system on texts that it has not seen, after a few of others."""
    texts = articles(docs + 20, seed)
    read = system(name)
    sum(read(texts[:20]))
    start = time.perf_counter()
    sum(read(texts[20:]))
    took = time.perf_counter() - start
    characters = sum(map(len, texts[20:]))
    return {"docs/s": (len(texts) - 20) / took, "characters/s": characters / took, "peak MB": memory()}


def one_start(name: str, docs: int, seed: int) -> dict[str, float]:
    """Import of the package, and the first answer with everything before it."""
    start = time.perf_counter()
    if name in ("fast", "accurate"):
        import ruanalyze as ra

        imported = time.perf_counter() - start
        ra.Analyzer(ra.Options(model=name)).analyze(SHORT)
    else:
        if name.startswith("natasha"):
            from ruanalyze.compat import natasha

            natasha()
        imported = time.perf_counter() - start
        sum(system(name)([SHORT]))
    return {"import s": imported, "first answer s": time.perf_counter() - start, "MB": memory()}


def one_growth(name: str, docs: int, seed: int) -> dict[str, float]:
    """Milliseconds per 1,000 characters by a document's length."""
    read, pool = system(name), "\n\n".join(articles(1600, seed))
    sum(read(articles(60, seed + 1)))
    found = {}
    for size in (1_000, 10_000, 100_000, 1_000_000):
        some = [pool[i : i + size] for i in range(0, min(len(pool) - size + 1, max(size, 200_000)), size)]
        sum(read(some))  # every length with forms it has met: the length alone differs
        start = time.perf_counter()
        sum(read(some))
        found[f"{size:,}"] = (time.perf_counter() - start) * 1e6 / sum(map(len, some))
    return found


def one_long(name: str, docs: int, seed: int) -> dict[str, float]:
    """Resident memory after 1,000 documents, and at ten places on the way to the last."""
    read, texts = system(name), shorts(docs)
    found: dict[str, float] = {}
    marks = {1000, *(docs * i // 10 for i in range(1, 11))}
    start = time.perf_counter()
    for i, _ in enumerate(read(texts), 1):
        if i in marks:
            found[f"MB after {i:,}"] = resident()
    return found | {"peak MB": memory(), "docs/s": docs / (time.perf_counter() - start)}


def child(what: str, name: str, docs: int, seed: int) -> subprocess.Popen[str]:
    """A new process for one measure."""
    command = [sys.executable, __file__, what, "--one", name, "--docs", str(docs), "--seed", str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> dict[str, float]:
    """What it printed."""
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{process.args}: exit {process.returncode}")
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    """A table in Markdown."""
    columns = list(next(iter(rows.values())))
    print(f"\n{title}\n\n| system | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{row[c]:,.3g}' if row[c] < 100 else f'{row[c]:,.0f}' for c in columns)} |")


def workers(names: list[str], docs: int) -> dict[str, dict[str, float]]:
    """Documents/s of one process alone and of two at once, each on its own core and its own texts."""
    rows = {}
    for name in names:
        one = answer(child("rate", name, docs, 1))["docs/s"]
        both = [child("rate", name, docs, seed) for seed in (1, 2)]
        two = sum(answer(p)["docs/s"] for p in both)
        rows[name] = {"one docs/s": one, "two docs/s": two, "times": two / one}
    return rows


def picture(rows: dict[str, dict[str, float]], path: Path) -> None:
    """Documents a second as bars."""
    import matplotlib.pyplot as plt

    names = [n for n in SYSTEMS if n in rows]
    labels = {"fast": "ruanalyze fast", "accurate": "ruanalyze accurate"}
    figure, axes = plt.subplots(figsize=(6.4, 0.5 + 0.45 * len(names)))
    values = [rows[n]["docs/s"] for n in names]
    bars = axes.barh(
        [labels.get(n, n) for n in names], values, color=["#0072b2" if n in labels else "#999" for n in names]
    )
    axes.bar_label(bars, [f"{v:,.0f}" for v in values], padding=4)
    axes.invert_yaxis()
    axes.set_xlabel("news articles a second, one thread")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110, bbox_inches="tight")


def main() -> int:
    """Measure and print."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("rate", "start", "growth", "long", "workers", "all"))
    ap.add_argument("--system", action="append", choices=SYSTEMS)
    ap.add_argument("--docs", type=int, default=200)
    ap.add_argument("--picture", type=Path)
    ap.add_argument("--one", choices=SYSTEMS, help=argparse.SUPPRESS)
    ap.add_argument("--seed", type=int, default=1, help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.one:
        print(json.dumps(globals()[f"one_{args.what}"](args.one, args.docs, args.seed)))
        return 0
    there = [n for n in SYSTEMS if n != "pullenti" or importlib.util.find_spec("pullenti")]
    names = args.system or there
    own = [n for n in names if n in ("fast", "accurate")] or names
    for what, some in (("rate", names), ("start", names), ("growth", own[:1]), ("long", own[:1])):
        if args.what in (what, "all"):
            rows = {n: answer(child(what, n, args.docs, 1)) for n in some}
            show(what, rows)
            if what == "rate" and args.picture:
                picture(rows, args.picture)
    if args.what in ("workers", "all"):
        show("workers", workers(own[:1], args.docs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
