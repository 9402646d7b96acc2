"""Scores a tagger's raw spans and tags on dev data by score.py's own counts, without the rest of the pipeline.

python evaluate.py [--folder DIR | --model natasha] [--limit N]
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(SHARED / "eval"))

import score

from ruanalyze.segment.sentences import segment
from ruanalyze.tagging import tagger
from ruanalyze.tagging.fast import FastTagger


def names(model: Any, rows: list[dict[str, Any]], change: Any = None) -> str:
    tp, fp, fn = (collections.Counter() for _ in range(3))
    if change:
        rows = [r for r in rows if len(change(r["text"])) == len(r["text"])]
    texts = [change(r["text"]) if change else r["text"] for r in rows]
    cut = [segment(t, [(0, len(t), "body")]) for t in texts]
    for row, sentences, tagged in zip(rows, cut, model.tag([[s.words for s in d] for d in cut]), strict=True):
        pred = set()
        for s, t in zip(sentences, tagged, strict=True):
            pred |= {
                (s.starts[x.first], s.starts[x.last - 1] + len(s.words[x.last - 1]), x.kind)
                for x in t.spans
                if x.kind != "POST"
            }
        for total, part in zip(
            (tp, fp, fn), score.by_name(score.gold_spans(row), score.outermost(pred), row["text"]), strict=True
        ):
            total.update(part)
    each = {k: score.prf(tp[k], fp[k], fn[k])[2] for k in ("PER", "ORG", "LOC")}
    p, r, f = score.prf(tp.total(), fp.total(), fn.total())
    return f"F1 {f:.4f} (P {p:.3f} R {r:.3f}) " + " ".join(f"{k} {v:.3f}" for k, v in each.items())


def morphology(model: Any, path: Path, limit: int | None) -> str:
    rows = list(score.sentences(path))[:limit]
    gold = [[(t[a:b], p, f) for a, b, _, p, f in toks] for t, toks in rows]
    n = pos_ok = feats_ok = 0
    for toks, (tagged,) in zip(gold, model.tag([[[w for w, *_ in g]] for g in gold]), strict=True):
        for (_, p, f), pos, feats in zip(toks, tagged.pos, tagged.feats, strict=True):
            n, pos_ok, feats_ok = n + 1, pos_ok + (p == pos), feats_ok + (score.feats(f) == score.feats(feats))
    return f"UPOS {pos_ok / n:.4f} feats {feats_ok / n:.4f}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--folder", type=Path)
    ap.add_argument("--model", default="natasha")
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    model = FastTagger(args.folder) if args.folder else tagger.load(args.model)
    for path in score.sets(SHARED / "gold", "ner"):
        rows = score.read(path)[: args.limit]
        print(f"{path.name:28}", names(model, rows), flush=True)
        if path.name.startswith(("nerel", "fact")):
            for change in (str.upper, str.lower):
                print(f"   {change.__name__:25}", names(model, rows, change), flush=True)
    for name in ("taiga-test", "gsd-dev"):
        print(f"{name:28}", morphology(model, SHARED / "gold" / "morph" / f"{name}.conllu.gz", args.limit), flush=True)


if __name__ == "__main__":
    main()
