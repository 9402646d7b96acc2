"""What part of each corpus' deviation serves the dev sets best: one corpus after the other, for export.py.

python shares.py --run RUN

Names: the mean F1 over the dev sets and their changes to capitals and small letters, of raw spans. Tags: the mean of UPOS
and features on taiga-test and gsd-dev. In float; each share is one of a few round numbers.
"""

from __future__ import annotations

import argparse
import collections
from pathlib import Path
from typing import Any

import numpy as np
from evaluate import SHARED, score
from export import arrays_of, load
from network import DILATIONS, GAP, NAMES
from quantize import layers_of, split
from train import NAME_CORPORA, TAG_CORPORA

from ruanalyze.segment.sentences import segment
from ruanalyze.tagging.fast import Bio
from ruanalyze.tagging.packed import rows_of
from ruanalyze.tagging.tagger import calm
from ruanalyze.tagging.word_forms import WordForms

STEPS = (0.0, 0.3, 0.6, 1.0)
Documents = list[list[list[str]]]  # documents of sentences of words


def laid_out(docs: Documents) -> tuple[list[str | None], Any, Any]:
    """The words as the tagger lays them out, and where each sentence begins and how long it is."""
    words: list[str | None] = [None] * GAP
    starts, sizes = [], []
    for doc in docs:
        for sentence in doc:
            starts.append(len(words))
            sizes.append(len(sentence))
            words += [*calm(sentence), None]
        words += [None] * (GAP - 1)
    return words, np.array(starts), np.array(sizes)


class Names:
    """One dev set: its rows after the last convolution, and what is right."""

    def __init__(self, w: dict[str, Any], path: Path, change: Any, features: WordForms) -> None:
        rows = [r for r in score.read(path) if len(change(r["text"])) == len(r["text"])]
        self.texts = [r["text"] for r in rows]
        self.gold = [score.gold_spans(r) for r in rows]
        self.cut = [segment(change(t), [(0, len(t), "body")]) for t in self.texts]
        words, self.starts, self.sizes = laid_out([[s.words for s in doc] for doc in self.cut])
        self.x = layers_of(w, list(DILATIONS), words, features)[-2]

    def f1(self, weights: Any, bias: Any) -> float:
        scores = self.x @ weights + bias
        at = rows_of(self.starts, self.sizes)
        spans = iter(Bio(NAMES)(scores.argmax(1), scores, at, self.starts, self.sizes))
        total = [collections.Counter[str]() for _ in range(3)]
        for text, gold, doc in zip(self.texts, self.gold, self.cut, strict=True):
            found = {
                (s.starts[x.first], s.starts[x.last - 1] + len(s.words[x.last - 1]), x.kind)
                for s in doc
                for x in next(spans)
            }
            for sum_, part in zip(total, score.by_name(gold, score.outermost(found), text), strict=True):
                sum_.update(part)
        return float(score.prf(*(c.total() for c in total))[2])


class Tags:
    """One treebank: its rows in `narrow`, and the right tags."""

    def __init__(self, w: dict[str, Any], name: str, tags: list[str], features: WordForms) -> None:
        path = SHARED / "gold" / "morph" / f"{name}.conllu.gz"
        gold = [[(t[a:b], p, score.feats(f)) for a, b, _, p, f in toks] for t, toks in score.sentences(path)]
        words, starts, sizes = laid_out([[[word for word, *_ in sentence]] for sentence in gold])
        self.x = layers_of(w, list(DILATIONS), words, features)[-1][rows_of(starts, sizes)]
        self.gold = [(p, f) for sentence in gold for _, p, f in sentence]
        self.tags = [(tag.split(" ")[0], score.feats(tag.split(" ")[1])) for tag in tags]

    def f1(self, weights: Any, bias: Any) -> float:
        best = (self.x @ weights + bias).argmax(1).tolist()
        right = [(self.tags[t][0] == p) + (self.tags[t][1] == f) for t, (p, f) in zip(best, self.gold, strict=True)]
        return sum(right) / len(right) / 2


def search(net: Any, key: str, corpora: list[str], sets: dict[str, Any]) -> None:
    shares: dict[str, float] = {}

    def value(shares: dict[str, float]) -> tuple[float, dict[str, float]]:
        w = arrays_of(net, **{"names": {}, "tags": {}, key: shares})
        each = {n: round(s.f1(w[key].astype(np.float32), w[f"{key}_bias"]), 4) for n, s in sets.items()}
        return sum(each.values()) / len(each), each

    best, each = value(shares)
    print(key, shares, round(best, 5), each, flush=True)
    for corpus in corpora:
        for share in STEPS[1:]:
            tried = {**shares, corpus: share}
            now, each = value(tried)
            print(key, tried, round(now, 5), each, flush=True)
            if now > best + 0.0002:
                best, shares = now, tried
    print(key, "chosen", shares, round(best, 5), flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--run", type=Path, required=True)
    args = ap.parse_args()
    net, tags = load(args.run)
    w, features = split({k: v.astype(np.float32) for k, v in arrays_of(net, {}, {}).items()}), WordForms()
    names = {}
    for path in score.sets(SHARED / "gold", "ner"):
        for change in (str, str.upper, str.lower) if path.name.startswith(("nerel", "fact")) else (str,):
            names[f"{path.name.split('.')[0]} {change.__name__}"] = Names(w, path, change, features)
    search(net, "names", NAME_CORPORA, names)
    search(net, "tags", TAG_CORPORA, {n: Tags(w, n, tags, features) for n in ("taiga-test", "gsd-dev")})


if __name__ == "__main__":
    main()
