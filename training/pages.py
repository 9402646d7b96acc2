"""Trains the line model of the page step on made-up sites around real articles.

    python training/pages.py             fit on all layouts and write the model
    python training/pages.py --hold-out  leave one layout out in turn and print how the step does on it
    python training/pages.py --common    write the stems that most articles have into page.lexicon.json

Articles are read from RUANALYZE_SHARED (default ../shared); nothing of them is kept. Rules are switched off for a
random part of the lines, so that the model learns to do without them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks" / "pages"), str(ROOT / "src")]

from layouts import GROUPS, LAYOUTS
from measure import measure, show
from sheets import clean, rows, sheets

from ruanalyze.page import model as page_model
from ruanalyze.page.features import FEATURES, tables, totals
from ruanalyze.page.judge import judge
from ruanalyze.page.kin import stems
from ruanalyze.page.lines import lower, split_lines

RESOURCES = ROOT / "src" / "ruanalyze" / "resources"
UNRULED = (0.0, 0.25, 0.6)
C = 0.5
KEPT = ("date",)


class Weights(NamedTuple):
    """Intercepts and weights of the two regressions."""

    intercepts: list[float]
    weights: list[list[float]]


def examples(names: set[str], per: int, seed: int) -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Features (lines, FEATURES), labels (lines, 2) and sample weights of the lines of `per` pages a layout."""
    x, y, w = [], [], []
    bits = tables(np.array([1 << f for f in range(FEATURES)], object))  # sums are sets of features
    r = random.Random(seed)
    for n, (_, sheet) in enumerate([*sheets(per, seed, names), *clean(per * 12, seed)]):
        low = lower(sheet.text)
        lines = split_lines(sheet.text, low)
        judge(lines, low, None)
        share = UNRULED[n % len(UNRULED)]
        for line in lines:
            if line.verdict is not None and line.verdict.kind not in KEPT and r.random() < share:
                line.verdict = None
        for active in totals(lines, page_model.is_post(low), 0, bits):
            x.append([f for f in range(FEATURES) if active >> f & 1])
        first, last = sheet.spans[0][0], sheet.spans[-1][1]
        body = {i for a, b in sheet.spans for i in range(a, b)}
        for line in lines:
            y.append((first <= line.start < last, line.start in body))
            w.append(min(1.0, 8 / len(lines)) * (0.3 if line.verdict is not None else 1.0))
    columns, starts = np.concatenate(x), np.cumsum([0, *map(len, x)])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(x), FEATURES))
    return matrix, np.array(y, dtype=int), np.array(w)


def fit(names: set[str], per: int, seed: int = 7) -> Weights:
    """Both regressions."""
    x, y, w = examples(names, per, seed)
    parts = [LogisticRegression(C=C, max_iter=2000).fit(x, labels, sample_weight=w) for labels in y.T]
    return Weights([float(p.intercept_[0]) for p in parts], [p.coef_[0].tolist() for p in parts])


def write(model: Weights) -> None:
    """The model as the library reads it."""
    parts = zip(("inside", "text"), *model, strict=True)
    rounded = {k: {"intercept": round(b, 2), "weights": [round(v, 2) for v in w]} for k, b, w in parts}
    (RESOURCES / "page.model.json").write_text(json.dumps(rounded) + "\n", "utf-8")


def common(n: int = 200) -> None:
    """Write the stems that most articles have into the lexicon: every outlet counts alike."""
    counts: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for row in rows(20_000, 7):
        counts.setdefault(row["outlet"], Counter()).update(stems(row["text"].lower().split("\n")))
        sizes[row["outlet"]] += 1
    total: Counter[str] = Counter()
    for outlet, size in sizes.items():
        if size >= 100:
            total.update({stem: count / size for stem, count in counts[outlet].items()})
    path = RESOURCES / "page.lexicon.json"
    lexicon = json.loads(path.read_text("utf-8"))
    found = json.dumps(sorted(stem for stem, _ in total.most_common(n)), ensure_ascii=False)
    old = json.dumps(lexicon.get("common", []), ensure_ascii=False)
    path.write_text(path.read_text("utf-8").replace(f'"common": {old}', f'"common": {found}'), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--common", action="store_true")
    parser.add_argument("--groups", default=",".join(GROUPS), help="groups of layouts to learn from")
    parser.add_argument("--per", type=int, default=40)
    a = parser.parse_args()
    names = {name for group in a.groups.split(",") for name in GROUPS[group]}
    if a.common:
        common()
    elif a.hold_out:
        hold_out(names, a.per)
    else:
        write(fit(names, a.per))


def hold_out(names: set[str], per: int) -> None:
    """Leave one layout out in turn and print how the step does on it."""
    results = {}
    for name in [name for name in LAYOUTS if name in names]:
        intercepts, weights = fit(names - {name}, per)
        model = page_model.joined(intercepts, *weights)
        page_model.load = lambda model=model: model  # type: ignore[assignment]
        results.update(measure(10, 1, {name}))
    show(results)


if __name__ == "__main__":
    main()
