"""Measures an exported model on the dev sets by the scorer's own functions, on razdel's sentences and tokens.

python evaluate.py [--model DIR] [--limit N] [--errors N] [--only ner,case,posts,morph,topics,speed]
"""

from __future__ import annotations

import argparse
import collections
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from common import SHARED, SOURCE, read_rows
from razdel import sentenize, tokenize

sys.path[:0] = [str(SHARED / "eval"), str(SOURCE)]
import score

from ruanalyze.tagging.accurate import AccurateTagger

NER = ["nerel-dev", "factrueval-dev", "collection5-dev", "slavicner-dev"]
Offsets = list[list[tuple[int, int]]]


def segment(text: str) -> Offsets:
    out = []
    for sentence in sentenize(text):
        tokens = [(sentence.start + t.start, sentence.start + t.stop) for t in tokenize(sentence.text)]
        if tokens:
            out.append(tokens)
    return out


def spans(tagger: AccurateTagger, text: str) -> set[tuple[int, int, str]]:
    offsets = segment(text)
    tagged = tagger.tag([[[text[s:e] for s, e in tokens] for tokens in offsets]])[0]
    return {
        (tokens[s.first][0], tokens[s.last - 1][1], s.kind)
        for tokens, t in zip(offsets, tagged, strict=True)
        for s in t.spans
    }


def ner(tagger: AccurateTagger, name: str, limit: int | None, errors: int, change: Any = None) -> None:
    counts = [collections.Counter[str]() for _ in range(3)]
    posts, shown = [0, 0, 0], collections.Counter[str]()
    strict = [0, 0, 0]
    for row in read_rows(SHARED / f"gold/ner/{name}.jsonl.gz")[:limit]:
        text = change(row["text"]) if change else row["text"]
        if len(text) != len(row["text"]):
            continue
        found, gold = spans(tagger, text), score.gold_spans(row)
        pred = score.outermost([s for s in found if s[2] != "POST"])
        for total, part in zip(counts, score.by_name(gold, pred, row["text"]), strict=True):
            total.update(part)
        for i, n in enumerate((len(gold & pred), len(pred - gold), len(gold - pred))):
            strict[i] += n
        want = score.outermost([(s["start"], s["end"], "POST") for s in row["spans"] if s["type"] == "PROFESSION"])
        have = {s for s in found if s[2] == "POST"}
        for i, n in enumerate((len(want & have), len(have - want), len(want - have))):
            posts[i] += n
        for sign, one, other in (("+", pred, gold), ("-", gold, pred)):
            for s, e, k in sorted(one):
                if (
                    shown[k + sign] < errors
                    and score.core(row["text"], (s, e))
                    and not score.by_name({(s, e, k)}, other, row["text"])[0]
                ):
                    shown[k + sign] += 1
                    print(f"    {sign}{k} {text[s:e]!r} in …{text[max(0, s - 40) : e + 30]!r}")
    tp, fp, fn = counts
    kinds = " ".join(f"{k} {score.prf(tp[k], fp[k], fn[k])[2]:.4f}" for k in ("PER", "ORG", "LOC"))
    p, r, f = score.prf(tp.total(), fp.total(), fn.total())
    post = f" POST strict {score.prf(*posts)[2]:.4f}" if name.startswith("nerel") else ""
    print(
        f"{name}{'/' + change.__name__ if change else ''}: F1 {f:.4f} (P {p:.4f} R {r:.4f}) {kinds} "
        f"strict {score.prf(*strict)[2]:.4f}{post}",
        flush=True,
    )


def morphology(tagger: AccurateTagger, name: str, limit: int | None, errors: int) -> None:
    """UPOS and features on the gold tokens; the scorer itself counts those where segmentation agrees."""
    right = kept = total = 0
    wrong: collections.Counter[str] = collections.Counter()
    for text, gold in list(score.sentences(SHARED / f"gold/morph/{name}.conllu.gz"))[:limit]:
        tagged = tagger.tag([[[text[s:e] for s, e, *_ in gold]]])[0][0]
        for (s, e, _, pos, feats), p, f in zip(gold, tagged.pos, tagged.feats, strict=True):
            total += 1
            right += p == pos
            same = score.feats(feats) == score.feats(f)
            kept += same
            if p != pos or not same:
                a, b = score.feats(feats), score.feats(f)
                wrong[f"{pos}->{p} -{sorted(a - b)} +{sorted(b - a)}"] += 1
                wrong[f"word {text[s:e].lower()} {pos}->{p} -{sorted(a - b)} +{sorted(b - a)}"] += 1
    print(f"{name}: UPOS {right / total:.4f} feats {kept / total:.4f}", flush=True)
    for line, n in wrong.most_common(errors):
        print("   ", n, line)


def topics(tagger: AccurateTagger, limit: int | None) -> None:
    near = best = tp = fp = fn = total = 0
    for row in read_rows(SHARED / "topics/labelled-dev.jsonl.gz")[:limit]:
        if not row["topics"] or row["topics"][0] == "none":
            continue
        text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
        _, probabilities = tagger.tag_with_topics([[[text[s:e] for s, e in tokens] for tokens in segment(text)]])[0]
        order = np.argsort(probabilities)[::-1]
        top = tagger.topic_ids[order[0]]
        chosen = {top} | {t for t, p in zip(tagger.topic_ids, probabilities, strict=True) if p > 0.4}
        gold = set(row["topics"])
        total, best, near = total + 1, best + (top == row["topics"][0]), near + (top in gold)
        tp, fp, fn = tp + len(gold & chosen), fp + len(chosen - gold), fn + len(gold - chosen)
    print(
        f"topics-dev: best = primary {best / total:.4f}, best in gold set {near / total:.4f}, "
        f"set micro F1 {score.prf(tp, fp, fn)[2]:.4f}",
        flush=True,
    )


def speed(tagger: AccurateTagger) -> None:
    texts = [r["text"] for n in NER for r in read_rows(SHARED / f"gold/ner/{n}.jsonl.gz")[:40]]
    docs = [[[t[s:e] for s, e in tokens] for tokens in segment(t)] for t in texts]
    tagger.tag(docs[:10])
    began = time.perf_counter()
    tagger.tag(docs[10:])
    print(
        f"speed: {sum(map(len, texts[10:])) / (time.perf_counter() - began):.0f} characters/s, tagging alone",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", default="ner,case,morph,topics,speed")
    args = parser.parse_args()
    tagger, only = AccurateTagger(folder=args.model), args.only.split(",")
    if "ner" in only:
        for name in NER:
            ner(tagger, name, args.limit, args.errors)
    if "case" in only:
        for change in (str.upper, str.lower):
            for name in NER[:2]:
                ner(tagger, name, args.limit, args.errors, change)
    if "morph" in only:
        for name in ("taiga-dev", "taiga-test", "gsd-dev", "jz-vk"):
            morphology(tagger, name, args.limit, args.errors)
    if "topics" in only:
        topics(tagger, args.limit)
    if "speed" in only:
        speed(tagger)


if __name__ == "__main__":
    main()
