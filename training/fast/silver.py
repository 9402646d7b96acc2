"""Silver labels: a tagger's answers on unlabelled articles, as training rows for the fast tagger.

    python silver.py --model accurate --skip 0 --count 8000 --out silver.jsonl.gz

Articles that share a sentence with a dev or test file are left out. `natasha` gives names alone, `accurate` posts and morphology too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "accurate"))

from common import SHARED, joint_tag
from network import NAMES, POSTS

from ruanalyze.segment.sentences import segment
from ruanalyze.tagging import tagger
from ruanalyze.tagging.accurate import AccurateTagger

SURE = 0.6  # spans less sure are masked, not taught as outside
CERTAIN = 0.97  # labels less certain are taught with the probabilities of all


def labels(size: int, spans: list[Any], inventory: list[str]) -> list[int]:
    out = [0] * size
    for s in spans:
        if s.kind in {k[2:] for k in inventory}:
            for i in range(s.first, s.last):
                sure = s.confidence is None or s.confidence >= SURE
                out[i] = inventory.index(("B-" if i == s.first else "I-") + s.kind) if sure else -1
    return out


def doubts(parts: list[Any], hard: list[int]) -> dict[int, list[float]]:
    """Probabilities of the labels, for the tokens where they say the same as the hard label, but less than surely."""
    if not parts:
        return {}
    p = np.concatenate(parts)
    unsure = np.flatnonzero((p.max(1) < CERTAIN) & ((p.argmax(1) == hard) | (np.array(hard) < 0)))
    return {i: p[i].round(2).tolist() for i in unsure.tolist()}


def articles(guard: Any, skip: int, count: int) -> list[str]:
    with lzma.open(SHARED / "topics" / "articles.jsonl.xz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(7).shuffle(rows)
    many: dict[str, int] = {}
    kept = []
    for row in rows:
        outlet = row["outlet"]
        if many.get(outlet, 0) >= (skip + count) // 4 or guard.knows(
            row["text"][:6000]
        ):  # no outlet is more than a quarter
            continue
        many[outlet] = many.get(outlet, 0) + 1
        kept.append(f"{row['title']}\n\n{row['text'][:2500]}" if row.get("title") else row["text"][:2500])
        if len(kept) == skip + count:
            break
    return kept[skip:]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", default="accurate")
    ap.add_argument("--folder", type=Path, help="an exported accurate model that is not the shipped one")
    ap.add_argument("--skip", type=int, default=0)
    ap.add_argument("--count", type=int, default=8000)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    from prepare import DevGuard

    model, whole = (
        tagger.load(args.model) if args.folder is None else AccurateTagger(folder=args.folder),
        args.model == "accurate",
    )
    with gzip.open(args.out, "wt", encoding="utf8", compresslevel=3) as out:
        texts = articles(DevGuard(), args.skip, args.count)
        for at in range(0, len(texts), 64):
            cut = [segment(t, [(0, len(t), "body")]) for t in texts[at : at + 64]]
            words = [[s.words for s in d] for d in cut]
            scores = [model.score(d) for d in words] if whole else []
            answers = [model.read(d, x)[0] for d, x in zip(words, scores, strict=True)] if whole else model.tag(words)
            for j, (doc, tagged) in enumerate(zip(cut, answers, strict=True)):
                sentences = []
                for i, (s, t) in enumerate(zip(doc, tagged, strict=True)):
                    row: dict[str, Any] = {
                        "tokens": s.words,
                        "names": labels(len(s.words), t.spans, NAMES),
                        "tags": [None] * len(s.words),
                    }
                    if whole:
                        row["posts"] = labels(len(s.words), t.spans, POSTS)
                        row["soft"] = doubts(scores[j].names[i], row["names"])
                        row["tags"] = [joint_tag(p, f) for p, f in zip(t.pos, t.feats, strict=True)]
                    sentences.append(row)
                out.write(json.dumps({"corpus": args.model, "sentences": sentences}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
