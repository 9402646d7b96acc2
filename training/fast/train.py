"""Trains the fast tagger; the schedule is a function of time, so that it ends when it is told to.

python train.py --data train.jsonl.gz [--silver silver.jsonl.gz ...] --out DIR --minutes 40
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import math
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from narrower import narrower
from network import GAP, NAMES, Network
from torch.nn import functional as F  # noqa: N812

from ruanalyze.tagging.word_forms import WordForms, shape, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME_CORPORA = ["nerel", "collection5", "slavicner", "silver", "natasha", "accurate"]
TAG_CORPORA = ["taiga", "other"]
# Shares of the tokens that training reads; a corpus that is not given leaves its share to the others.
MIXTURE = {
    "nerel": 0.17,
    "collection5": 0.12,
    "slavicner": 0.08,
    "silver": 0.03,
    "opencorpora": 0.07,
    "taiga": 0.06,
    "natasha": 0.12,
    "accurate": 0.35,
}
BATCH = 2500  # tokens
TAGS = 352  # the commonest joint tags; rarer ones, one token in a thousand, are not taught
IGNORE = -1


class Reader:
    """Documents as rows of numbers; the forms of a batch once each."""

    def __init__(self, tags: list[str], seed: int) -> None:
        self.tags = {t: i for i, t in enumerate(tags)}
        self.random = random.Random(seed)
        self.forms = WordForms()
        self.known: dict[str, int] = {}
        self.rows: list[Any] = []

    def features(self, words: list[str]) -> list[torch.Tensor]:
        new = [w for w in words if w not in self.known]
        if new:
            plain = list(map(spelling, new))
            f = self.forms([form.lower() for form in plain])
            ends = [*f.offsets[1:].tolist(), len(f.ngrams)]
            for i, w in enumerate(new):
                self.known[w] = len(self.rows)
                self.rows.append(
                    (
                        f.vectors[i].astype(np.float16),
                        shape(plain[i]),
                        f.ngrams[f.offsets[i] : ends[i]],
                        f.grammemes[i].astype(np.float16),
                    )
                )
        got = [self.rows[self.known[w]] for w in words]
        offsets = np.cumsum([0] + [len(g[2]) for g in got[:-1]])
        return [
            torch.from_numpy(np.stack([g[0] for g in got]).astype(np.float32)),
            torch.from_numpy(np.array([g[1] for g in got])),
            torch.from_numpy(np.concatenate([g[2] for g in got])),
            torch.from_numpy(offsets),
            torch.from_numpy(np.stack([g[3] for g in got]).astype(np.float32)),
        ]

    def respell(self, words: list[str], lower: bool) -> list[str]:
        chance = self.random.random()
        if lower or chance < 0.04:
            return [w.lower() for w in words]
        if chance > 0.985:
            return [w[:1].upper() + w[1:] for w in words]
        if chance > 0.94:
            return [w.replace("ё", "е").replace("Ё", "Е") for w in words]
        return words

    def batch(self, docs: list[dict[str, Any]]) -> dict[str, Any]:
        words: list[str | None] = [None] * GAP
        soft: dict[int, list[float]] = {}
        labels: dict[str, list[int]] = {
            k: [IGNORE] * GAP for k in ("names", "posts", "tags", "name_corpus", "tag_corpus")
        }
        for doc in docs:
            lower = self.random.random() < 0.13
            corpus = doc["corpus"]
            own = self.random.random() < 0.6
            nc = NAME_CORPORA.index(corpus) if own and corpus in NAME_CORPORA else IGNORE
            tc = (0 if corpus == "taiga" else 1) if own else IGNORE
            sentences = doc["sentences"]
            for j, s in enumerate(sentences):
                n = len(s["tokens"])
                soft |= {len(words) + int(i): p for i, p in s.get("soft", {}).items()}
                words += self.respell(s["tokens"], lower)
                labels["names"] += s.get("names") or [IGNORE] * n
                labels["posts"] += s.get("posts") or [IGNORE] * n
                labels["tags"] += [IGNORE if t is None else self.tags.get(t, IGNORE) for t in s["tags"]]
                labels["name_corpus"] += [nc] * n
                labels["tag_corpus"] += [tc] * n
                gap = GAP if j == len(sentences) - 1 else 1
                words += [None] * gap
                for k in labels:
                    labels[k] += [IGNORE] * gap
        forms = list({w for w in words if w is not None})
        at = {w: i for i, w in enumerate(forms)}
        ids = torch.tensor([-1 if w is None else at[w] for w in words])
        made = {"features": self.features(forms), "ids": ids} | {k: torch.tensor(v) for k, v in labels.items()}
        made["said"] = F.one_hot(made["names"].clamp(min=0), len(NAMES)).float()
        if soft:
            made["said"][list(soft)] = torch.tensor(list(soft.values()))
            made["names"][list(soft)] = 0  # a label for the mask: `said` is what is taught
        return made


def stream(rows: list[dict[str, Any]], shares: dict[str, float], rng: random.Random) -> Iterator[list[dict[str, Any]]]:
    """Batches of documents, mixed over the corpora."""

    def endless(part: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        while True:
            rng.shuffle(part)
            for row in part:  # long documents in pieces of 25 sentences
                for i in range(0, len(row["sentences"]), 25):
                    yield row | {"sentences": row["sentences"][i : i + 25]}

    mixture = {c: share for c, share in shares.items() if any(r["corpus"] == c for r in rows)}
    streams = {c: endless([r for r in rows if r["corpus"] == c]) for c in mixture}
    read = dict.fromkeys(mixture, 0)
    while True:
        docs, size = [], 0
        while size < BATCH:
            corpus = min(mixture, key=lambda c: read[c] / mixture[c])
            doc = next(streams[corpus])
            n = sum(len(s["tokens"]) for s in doc["sentences"])
            read[corpus] += n
            size += n
            docs.append(doc)
        yield docs


def loss_of(net: Network, b: dict[str, Any]) -> tuple[torch.Tensor, dict[str, float]]:
    x = net(net.first(*b["features"]), b["ids"])
    parts = {}
    m = b["names"] >= 0
    parts["names"] = F.cross_entropy(net.names(x[m], b["name_corpus"][m]), b["said"][m])
    m = b["tags"] >= 0
    parts["tags"] = F.cross_entropy(
        net.tags(F.relu(net.narrow(x[m])), b["tag_corpus"][m]), b["tags"][m], label_smoothing=0.03
    )
    m = b["posts"] >= 0
    if m.any():
        parts["posts"] = F.cross_entropy(net.posts(x[m]), b["posts"][m])
    total = parts["names"] * 2 + parts["tags"] * 0.6 + parts.get("posts", torch.zeros(())) * 0.7
    return total, {k: float(v.detach()) for k, v in parts.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--silver", type=Path, nargs="*", default=[])
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--hidden", type=int, default=128)
    ap.add_argument("--start", type=Path, help="a run to go on from")
    ap.add_argument("--wider", type=Path, help="exported arrays of a wider network to begin with")
    ap.add_argument("--rate", type=float, default=1.5e-3)
    ap.add_argument("--mixture", type=json.loads, default=MIXTURE, help="shares of the corpora, as JSON")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rows: list[dict[str, Any]] = []
    for path in [args.data, *args.silver]:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            rows += map(json.loads, lines)
    seen = collections.Counter(t for r in rows for s in r["sentences"] for t in s["tags"] if t is not None)
    tags = sorted(t for t, _ in seen.most_common(TAGS))
    if args.start:
        tags = json.loads((args.start / "tags.json").read_text(encoding="utf8"))
    reader = Reader(tags, 1)
    net = Network(len(tags), len(NAME_CORPORA), len(TAG_CORPORA), args.hidden)
    if args.start:
        net.load_state_dict(torch.load(args.start / "model.pt"))
    elif args.wider:
        with np.load(args.wider / "weights.npz") as arrays:
            old = {k: torch.from_numpy(arrays[k]) for k in arrays.files}
        old_tags = json.loads((args.wider / "labels.json").read_text(encoding="utf8"))["tags"]
        net.load_state_dict(narrower(old, net, tags, old_tags))
    (args.out / "tags.json").write_text(json.dumps(tags, ensure_ascii=False), encoding="utf8")
    average = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True
    )
    sparse = [net.ngrams.weight]
    dense = [p for n, p in net.named_parameters() if n != "ngrams.weight"]
    opt = torch.optim.AdamW(
        [{"params": dense, "weight_decay": 0.02}, {"params": sparse, "weight_decay": 0.0}], lr=args.rate
    )
    start, step, tokens, mean = time.monotonic(), 0, 0, {}
    for docs in stream(rows, args.mixture, random.Random(2)):
        share = (time.monotonic() - start) / (60 * args.minutes)
        if share >= 1:
            break
        for group in opt.param_groups:
            group["lr"] = args.rate * min(1, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * share))
        net.train()
        batch = reader.batch(docs)
        loss, parts = loss_of(net, batch)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 3.0)
        opt.step()
        average.update_parameters(net)
        step += 1
        tokens += int((batch["ids"] >= 0).sum())
        for k, v in parts.items():
            mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
        if step % 100 == 0:
            took = time.monotonic() - start
            print(
                f"{took / 60:6.1f} min step {step} {tokens / took:.0f} tokens/s",
                {k: round(v, 4) for k, v in mean.items()},
                flush=True,
            )
            torch.save(average.module.state_dict(), args.out / "model.pt")
    torch.save(average.module.state_dict(), args.out / "model.pt")
    print("done", step, tokens)


if __name__ == "__main__":
    main()
