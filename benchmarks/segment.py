#!/usr/bin/env python3
"""Segmentation measured: against the gold, against razdel, for speed, and on hostile input.

    segment.py gold                    sentence and token F1 on factrueval-dev
    segment.py razdel [-n 10000] [-k 200]    differences to razdel by rule, and k of them at random
    segment.py speed                   ms for 2,300 characters, beside razdel
    segment.py hostile                 seconds for 1 and 4 million characters of one kind: four times at most is linear

The data lie in $RUANALYZE_SHARED (by default ../shared beside the repo).
"""

from __future__ import annotations

import argparse
import collections
import gzip
import itertools
import json
import lzma
import os
import random
import time
from pathlib import Path

import razdel

from ruanalyze.segment.sentences import decisions, segment
from ruanalyze.segment.tokens import tokenize

SHARED = Path(os.environ.get("RUANALYZE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def articles(n: int) -> list[str]:
    with lzma.open(SHARED / "topics/articles.jsonl.xz", "rt", encoding="utf8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, 0, 77000, max(1, 77000 // n))][:n]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a text, as the page step would give them."""
    ends = list(itertools.accumulate(len(line) + 1 for line in text.split("\n")))
    begins = [0, *ends]
    return [(a, b - 1) for a, b in zip(begins, ends, strict=False) if text[a : b - 1].strip()]


def gold() -> None:
    with gzip.open(SHARED / "gold/ner/factrueval-dev.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    sums = {"sentence": [0, 0, 0], "token": [0, 0, 0]}
    for row in rows:
        found = segment(row["text"], [(0, len(row["text"]), "body")])
        ours = {(a, a + len(w)) for s in found for a, w in zip(s.starts, s.words, strict=True)}
        for name, g, p in (
            ("sentence", {e for _, e in row["sentences"]}, {s.end for s in found}),
            ("token", {tuple(t) for t in row["tokens"]}, ours),
        ):
            for i, some in enumerate((g & p, p - g, g - p)):
                sums[name][i] += len(some)
    for name, (tp, fp, fn) in sums.items():
        print(f"{name} F1 {2 * tp / (2 * tp + fp + fn):.4f}  right {tp} spurious {fp} missed {fn}")


def differences(n: int, k: int) -> None:
    count: collections.Counter[str] = collections.Counter()
    some, same = [], 0
    for text in articles(n):
        for a, b in paragraphs(text):
            piece = text[a:b]
            starts, words = tokenize(piece)
            rules = {starts[at - 1] + len(words[at - 1]): rule for at, _, rule in decisions(piece, starts, words)}
            ours = {s.end for s in segment(piece, [(0, len(piece), "body")])}
            theirs = {s.stop for s in razdel.sentenize(piece) if s.text.strip()}
            same += len(ours & theirs)
            for sign, ends in (("+", ours - theirs), ("-", theirs - ours)):
                for end in sorted(ends):
                    name = sign + rules.get(end, "no_candidate")
                    count[name] += 1
                    some.append(f"{name:16} …{piece[max(0, end - 50) : end]}‖{piece[end : end + 30]}…")
    print("same", same, "different", sum(count.values()), dict(count.most_common()))
    for line in random.Random(1).sample(some, min(k, len(some))):
        print(line)


def speed() -> None:
    texts = [(t, [(a, b, "body") for a, b in paragraphs(t)]) for t in articles(300)]
    chars = sum(len(t) for t, _ in texts)

    def best(run: object) -> float:
        took = []
        for _ in range(3):
            start = time.process_time()
            for text, parts in texts:
                run(text, parts)  # type: ignore[operator]
            took.append(time.process_time() - start)
        return min(took) / chars * 2300 * 1000

    def baseline(text: str, parts: list[tuple[int, int, str]]) -> None:
        for a, b, _ in parts:
            for sentence in razdel.sentenize(text[a:b]):
                list(razdel.tokenize(sentence.text))

    print(f"ours {best(segment):.3f} ms, razdel {best(baseline):.3f} ms for 2,300 characters")


def hostile() -> None:
    kinds = ["Слово и дело. ", ".", "a1", "я", "а\n", "Абв где\n", "a.", "http://", "1. А ", "«А? ", "a@", '("', "a'"]
    for kind in kinds:
        took = []
        for size in (1_000_000, 4_000_000):
            text = kind * (size // len(kind)) + "я"
            start = time.process_time()
            segment(text, [(0, len(text), "body")])
            took.append(time.process_time() - start)
        print(f"{kind!r:18} {took[0]:.2f} s {took[1]:.2f} s  x{took[1] / max(took[0], 1e-3):.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["gold", "razdel", "speed", "hostile"])
    parser.add_argument("-n", type=int, default=10000, help="articles")
    parser.add_argument("-k", type=int, default=200, help="differences to show")
    args = parser.parse_args()
    if args.what == "razdel":
        differences(args.n, args.k)
    else:
        {"gold": gold, "speed": speed, "hostile": hostile}[args.what]()


if __name__ == "__main__":
    main()
