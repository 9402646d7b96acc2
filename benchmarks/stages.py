"""Where the time of a document goes: milliseconds a stage, scaled to 2,300 characters, beside the budget of the design.

    python benchmarks/stages.py [--model fast] [--docs 200]

Reads dev articles from RUANALYZE_SHARED (default: ../shared beside the repository). One thread, everything warm.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import ruanalyze as ra
from ruanalyze import analyzer as steps

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
BUDGET = {
    "page": 0.3,
    "segment": 0.4,
    "tagger": 1.5,
    "lemmas": 0.6,
    "entities": 0.3,
    "roles": 0.2,
    "dates": 0.15,
    "keywords": 0.15,
    "topics": 0.3,
    "result": 0.4,
}


def texts(count: int) -> list[str]:
    """Dev articles with their titles."""
    with gzip.open(SHARED / "topics" / "labelled-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    return [f"{r['title']}\n\n{r['text']}" for r in rows if r["title"]][:count]


def timed(took: dict[str, float], owner: Any, method: str, stage: str) -> None:
    """Wrap a method so that its time is added to a stage."""
    inner = getattr(owner, method)

    def call(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return inner(*args, **kwargs)
        finally:
            took[stage] += time.perf_counter() - start

    setattr(owner, method, call)


class Wrapped:
    """A step whose one method is timed; everything else is the step's own."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def main() -> int:
    """Print the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--model", default="fast")
    ap.add_argument("--docs", type=int, default=200)
    args = ap.parse_args()
    sources = texts(args.docs)
    an = ra.Analyzer(ra.Options(model=args.model))
    took: dict[str, float] = defaultdict(float)
    list(an.pipe(sources))
    timed(took, steps.pages, "find", "page")
    timed(took, steps, "segment", "segment")
    for name, method, stage in (
        ("tagger", "tag", "tagger"),
        ("morph", "lemmas", "lemmas"),
        ("entities", "find", "entities"),
        ("roles", "find", "roles"),
        ("topics", "rank", "topics"),
        ("keywords", "extract", "keywords"),
    ):
        step = Wrapped(getattr(an._steps, name))
        timed(took, step, method, stage)
        setattr(an._steps, name, step)
    timed(took, an._steps, "find_dates", "dates")
    start = time.perf_counter()
    list(an.pipe(sources))
    total = time.perf_counter() - start
    took["result"] = total - sum(took.values())
    characters = sum(map(len, sources))
    print(f"{'stage':10} {'ms':>7} {'budget':>7}   of {characters / len(sources):.0f} characters, scaled to 2,300")
    for stage, budget in BUDGET.items():
        print(f"{stage:10} {took[stage] * 1000 * 2300 / characters:7.2f} {budget:7.2f}")
    rate = f"{characters / total:,.0f} characters/s"
    print(f"{'all':10} {total * 1000 * 2300 / characters:7.2f} {sum(BUDGET.values()):7.2f}   {rate}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
