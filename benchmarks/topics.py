"""Topics beyond the scorer's figures: outlets never seen, calibration, abstention; speed of topics and key phrases.

    python benchmarks/topics.py outlets [lenta ria rbc]   # trains without the outlet, tests on its labelled rows
    python benchmarks/topics.py calibration               # 5-fold over train and dev
    python benchmarks/topics.py speed                     # ms a document of 2,300 characters, given lemmas and names

The first two train (torch, minutes each) with training/topics.py on the shared data (RUANALYZE_SHARED). Without an
outlet means: none of its rows among the hand labels (labelled-train and the project's own), none of its articles and
rubrics among the unlabelled; its labelled rows of train and dev are the test. The shipped model's teacher has seen its
labels, so it has no say here: either there is none, or with `--opinions FILE` it is the unseeing one of
topics_encoder.py, which has seen no label of any of the three.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
sys.path.append(str(ROOT / "training"))
LENGTH, REPEATS = 2300, 15


def outlets(names: list[str], opinions: Path | None) -> None:
    """For each outlet the share of right answers of a model that never saw it; nothing abstains here."""
    import topics_data as data
    import topics_maker as topics
    from ruanalyze.topics.calibration import main_topic

    rows = data.load()
    teacher = topics.opinions_in(opinions) if opinions else None
    for name in names:

        def other(some: list[dict[str, Any]], name: str = name) -> list[dict[str, Any]]:
            return [r for r in some if not r["source"].startswith(name)]

        train, own, dev = (data.labelled(rows, part) for part in ("train", "own", "dev"))
        test = [r for r in train + dev if r["source"].startswith(name)]
        maker = topics.Maker(topics.capped(other(rows["articles"])))
        best = [data.IDS[k] for k in main_topic(maker.opinions(maker.train(other(train) + other(own), teacher), test))]
        primary = np.mean([b == r["topics"][0] for b, r in zip(best, test, strict=True)])
        inside = np.mean([b in r["topics"] for b, r in zip(best, test, strict=True)])
        print(f"without {name}: {len(test)} rows, best = primary {primary:.4f}, in gold set {inside:.4f}", flush=True)


def calibration() -> None:
    """Each fold's probabilities come from a network and a calibration that never saw it.

    The folds do without the teacher: it has seen the labels of all rows.
    """
    import topics_data as data
    import topics_maker as topics
    from ruanalyze.topics.calibration import abstention, calibrate, expected_error, main_topic, mixed

    rows = data.load()
    some = data.labelled(rows, "train") + data.labelled(rows, "dev")
    maker = topics.Maker(topics.capped(rows["articles"]))
    opinion = maker.crossed(some, data.labelled(rows, "own"), 5)
    many = topics.targets_of(some)[1].numpy().astype(np.float64)
    fold = np.random.default_rng(6).permutation(len(some)) % 5
    best, right, silent = np.zeros(len(some)), np.zeros(len(some)), np.zeros(len(some), bool)
    for k in range(5):
        here, rest = fold == k, fold != k
        mix = calibrate(opinion[rest], many[rest])
        line = abstention(mixed(opinion[rest], mix), many[rest], main_topic(opinion[rest]), topics.ABSTAIN)
        lines, main = np.arange(here.sum()), main_topic(opinion[here])
        best[here] = mixed(opinion[here], mix)[lines, main]
        silent[here], right[here] = best[here] < line, many[here][lines, main]
    wrong = 1 - right[silent].mean() if silent.any() else 0.0
    print(f"{len(some)} rows, 5-fold: expected calibration error {expected_error(best, right):.4f},")
    print(f"abstains on {silent.mean():.4f}; of those {wrong:.3f} would have been wrong; of all {1 - right.mean():.4f}")


def speed() -> None:
    """The shortest of some runs a document, summed: a machine that does other things at once slows single runs."""
    import ruanalyze as ra
    from ruanalyze.keywords.phrases import Keywords
    from ruanalyze.topics.model import TopicModel

    with gzip.open(SHARED / "topics" / "labelled-train.jsonl.gz", "rt", encoding="utf8") as file:
        rows = [row for row in map(json.loads, file) if len(row["text"]) > LENGTH // 2][:60]
    analyzer = ra.Analyzer(ra.Options(page="article"))
    docs = [analyzer.analyze(f"{row['title']}\n\n{row['text']}") for row in rows]
    topics, keywords = TopicModel.load(), Keywords.load()
    steps: dict[str, Callable[[ra.Doc], object]] = {
        "topics": lambda doc: topics.rank(doc.article, doc.sentences),
        "keywords": lambda doc: keywords.extract(doc.sentences, doc.entities),
    }
    scale = 1000 * LENGTH / sum(len(doc.text) for doc in docs)
    for name, step in steps.items():
        print(f"{name:9} {sum(shortest(step, doc) for doc in docs) * scale:.3f} ms")


def shortest(step: Callable[[Any], object], doc: object) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        step(doc)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("outlets", "calibration", "speed"))
    ap.add_argument("names", nargs="*", default=["lenta", "ria", "rbc"])
    ap.add_argument("--opinions", type=Path, help="what `topics_encoder.py label --teacher unseeing` wrote")
    a = ap.parse_args()
    if a.what == "outlets":
        outlets(a.names, a.opinions)
    elif a.what == "calibration":
        calibration()
    else:
        speed()


if __name__ == "__main__":
    main()
