"""Trains the line model of the page step on made-up sites around real articles.

    python training/pages.py             fit on all layouts and write the model
    python training/pages.py --hold-out  leave one layout out in turn and print how the line model does on it

Articles are read from RUANALYZE_SHARED (default ../shared); nothing of them is kept. Rules are switched off for a
random part of the lines, so that the model learns to do without them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks" / "pages"), str(ROOT / "src")]

from layouts import LAYOUTS
from measure import measure, show
from sheets import clean, sheets

from ruanalyze import page_model
from ruanalyze.page_lines import FEATURES, features, lower, split_lines
from ruanalyze.page_model import Model
from ruanalyze.page_text import judge

MODEL = ROOT / "src" / "ruanalyze" / "resources" / "page.model.json"
UNRULED = (0.0, 0.25, 0.6)
KEPT = ("date",)


def rows(names: set[str], per: int, seed: int) -> tuple[list[tuple[int, ...]], list[int], list[int], list[float]]:
    """Feature rows, labels and sample weights of the lines of `per` pages a layout."""
    x, y, z, w = [], [], [], []
    r = random.Random(seed)
    for n, (_, sheet) in enumerate([*sheets(per, seed, names), *clean(per * 12, seed)]):
        low = lower(sheet.text)
        lines = split_lines(sheet.text, low)
        judge(lines, low, None)
        share = UNRULED[n % len(UNRULED)]
        for line in lines:
            if line.verdict is not None and line.verdict.kind not in KEPT and r.random() < share:
                line.verdict = None
        inside = {i for a, b in sheet.spans for i in range(a, b)}
        for line, active in zip(lines, features(lines), strict=True):
            x.append(active)
            y.append(int(line.start in inside))
            z.append(int(min(inside) <= line.start < max(inside)))
            w.append(min(1.0, 8 / len(lines)) * (0.3 if line.verdict is not None else 1.0))
    return x, y, z, w


def fit(names: set[str], per: int, seed: int = 7) -> Model:
    """Both regressions."""
    x, y, z, w = rows(names, per, seed)
    columns = np.concatenate([np.array(row) for row in x])
    starts = np.cumsum([0, *map(len, x)])
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(x), FEATURES))
    parts = []
    for labels in (z, y):
        model = LogisticRegression(C=0.5, max_iter=2000)
        model.fit(matrix, labels, sample_weight=w)
        parts.append((float(model.intercept_[0]), [float(v) for v in model.coef_[0]]))
    return Model(*parts)


def write(model: Model, path: Path = MODEL) -> None:
    rounded = {
        k: {"intercept": round(b, 2), "weights": [round(v, 2) for v in w]} for k, (b, w) in model._asdict().items()
    }
    path.write_text(json.dumps(rounded) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--per", type=int, default=40)
    a = parser.parse_args()
    if not a.hold_out:
        write(fit(set(LAYOUTS), a.per))
        return
    results = {}
    for name in LAYOUTS:
        model = fit(set(LAYOUTS) - {name}, a.per)
        page_model.load = lambda model=model: model  # type: ignore[assignment]
        results.update(measure(10, 1, {name}))
    show(results)


if __name__ == "__main__":
    main()
