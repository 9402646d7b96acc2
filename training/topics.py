"""Makes resources/topics.{json,npz}: rubrics first, then hand labels; a linear model beside; calibration on held-out.

    python training/topics.py --out DIR [--rows N] [--without lenta]

rows: articles to learn rubrics from, for a trial; without: an outlet to leave out of everything, then to test on.

Needs torch (CPU, one thread, about ten minutes) and scikit-learn.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

import topics_data as data
from ruanalyze import embeddings
from ruanalyze.classifier import abstention, calibrate, thresholds
from ruanalyze.topics import FORMAT, TopicModel

K, WIDE = len(data.IDS), 128
MIN_DF, MIN_TAG, HELD, LINEAR_SHARE = 5, 20, 650, 0.4
OUTLETS = ("fontanka", "rbc", "ria", "lenta", "1tv", "telegram", "tengrinews")
Bags = list[tuple[np.ndarray, np.ndarray]]


def tags_of(row: dict[str, Any]) -> set[str]:
    """An outlet's own labels of an article: one rubric, or a list of tags written as Python writes it."""
    raw = row["label_raw"]
    if isinstance(raw, str) and raw.startswith("["):
        raw = ast.literal_eval(raw)
    return {str(t).lower() for t in (raw if isinstance(raw, list) else [raw]) if t}


def blank(rows: list[dict[str, Any]]) -> TopicModel:
    """A model that knows its keys and their rarity: it makes the bags, in training as at run time."""
    found = Counter(key for r in rows for key in {*r["title"], *r["body"]})
    keys = [key for key, n in found.items() if n >= MIN_DF]
    idf = np.log((1 + len(rows)) / (1 + np.array([found[key] for key in keys]))) + 1
    meta = {"format": FORMAT, "name": "news", "title_weight": 3, "half_life": 120, "floor": 0.1, "abstain": 0.0}
    labels = [{name: t[name] for name in ("id", "label", "iptc")} for t in data.TOPICS]
    empty = np.zeros((0, 0), np.float32)
    arrays = dict.fromkeys(("scale", "hidden", "hidden_bias", "out", "out_bias", "mix", "thresholds"), empty)
    arrays |= {"rows": np.zeros((len(keys), 1), np.int8), "idf": idf.astype(np.float16)}
    return TopicModel(meta | {"labels": labels, "keys": " ".join(keys)}, arrays)


def batch(bags: Bags, some: np.ndarray, rng: Any = None, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
    """Rows, offsets and weights of some documents; words dropped at random when a generator is given."""
    rows, weights, offsets, at = [], [], [], 0
    for n in some:
        index, weight = bags[n]
        if rng is not None:
            weight = weight * (rng.random(len(weight)) >= drop)
            weight = weight / max(float(np.sqrt(weight @ weight)), 1e-6)
        rows.append(index)
        weights.append(weight)
        offsets.append(at)
        at += len(index)
    joined = torch.from_numpy(np.concatenate(weights).astype(np.float32))
    return torch.from_numpy(np.concatenate(rows).astype(np.int64)), torch.tensor(offsets), joined


class Network(nn.Module):
    """The sum of word vectors, a layer, and heads for the outlets' tags, the first topic and the set."""

    def __init__(self, vectors: np.ndarray, tags: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(len(vectors), WIDE, mode="sum", sparse=True)
        _, _, axes = np.linalg.svd(vectors[:20000], full_matrices=False)
        start = vectors @ axes[:WIDE].T
        start = start / start.std() * 0.3
        unknown = ~vectors.any(1)
        start[unknown] = np.random.default_rng(0).normal(size=(int(unknown.sum()), WIDE)) * 0.1
        self.words.weight.data = torch.from_numpy(start.astype(np.float32))
        self.layer, self.tags = nn.Linear(WIDE, WIDE), nn.Linear(WIDE, tags)
        self.first, self.set = nn.Linear(WIDE, K), nn.Linear(WIDE, K)
        self.dropout = dropout

    def forward(self, documents: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, offsets, weights = documents
        state = self.words(rows, offsets, per_sample_weights=weights)
        state = functional.relu(self.layer(functional.dropout(state, self.dropout, self.training)))
        return functional.dropout(state, self.dropout, self.training)


def optimize(net: Network, steps: int, lr: float, loss_of: Any) -> None:
    """Adam with warm-up and linear decay; word vectors by its sparse kind."""
    rest = [p for name, p in net.named_parameters() if not name.startswith("words")]
    kinds = [torch.optim.SparseAdam([net.words.weight], lr=lr), torch.optim.Adam(rest, lr=lr)]
    net.train()
    for step in range(steps):
        rate = lr * min(1, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
        loss = loss_of()
        for opt in kinds:
            opt.param_groups[0]["lr"] = rate
            opt.zero_grad()
        loss.backward()
        for opt in kinds:
            opt.step()
        if step % 200 == 0:
            print(f"step {step} of {steps}: {float(loss.detach()):.3f}", flush=True)


def learn_tags(net: Network, bags: Bags, wanted: list[tuple[int, list[int]]], groups: list[list[int]]) -> None:
    """Each outlet's tags as one choice among that outlet's own."""
    rng, size = np.random.default_rng(0), 192
    pool = np.array([n for n, (_, tags) in enumerate(wanted) if tags])

    def loss_of() -> Tensor:
        some = rng.choice(pool, min(size, len(pool)), replace=False)
        logits, total = net.tags(net(batch(bags, some, rng, 0.3))), torch.zeros(())
        for group, columns in enumerate(groups):
            mine = [k for k, n in enumerate(some) if wanted[n][0] == group]
            if mine:
                target = torch.zeros(len(mine), len(groups[group]))
                for line, k in enumerate(mine):
                    tags = wanted[some[k]][1]
                    target[line, [columns.index(t) for t in tags]] = 1 / len(tags)
                total = total - (target * functional.log_softmax(logits[mine][:, columns], 1)).sum()
        return total / len(some)

    optimize(net, 4 * len(pool) // size, 4e-3, loss_of)


def opinion_loss(out: Tensor, first: Tensor, many: Tensor, weight: float) -> Tensor:
    choice = -(first * functional.log_softmax(out[:, :K], 1)).sum(1).mean()
    return choice + weight * functional.binary_cross_entropy_with_logits(out[:, K:], many)


def learn_topics(net: Network, bags: Bags, some: np.ndarray, first: Tensor, many: Tensor) -> None:
    rng, size = np.random.default_rng(0), 64
    order: list[int] = []

    def loss_of() -> Tensor:
        nonlocal order
        if len(order) < size:
            order = list(rng.permutation(some))
        pick = np.array([order.pop() for _ in range(size)])
        hidden = net(batch(bags, pick, rng, 0.35))
        return opinion_loss(torch.cat([net.first(hidden), net.set(hidden)], 1), first[pick], many[pick], 4.0)

    net.dropout = 0.25
    optimize(net, 16 * len(some) // size, 4e-3, loss_of)


def linear(bags: Bags, vectors: Tensor, some: np.ndarray, first: Tensor, many: Tensor) -> tuple[Tensor, Tensor]:
    """Weights of words, each a word's own plus what its vector says, and a bias; weight decay keeps both small."""
    torch.manual_seed(0)
    rng, size = np.random.default_rng(0), 128
    own = torch.zeros(len(vectors), 2 * K, requires_grad=True)
    shared, bias = torch.zeros(vectors.shape[1], 2 * K, requires_grad=True), torch.zeros(2 * K, requires_grad=True)
    opt, steps = torch.optim.Adam([own, shared, bias], lr=0.05), 10 * len(some) // size
    order: list[int] = []
    for step in range(steps):
        opt.param_groups[0]["lr"] = 0.05 * min(1, (step + 1) / (0.05 * steps)) * max(0.01, 1 - step / steps)
        if len(order) < size:
            order = list(rng.permutation(some))
        pick = np.array([order.pop() for _ in range(size)])
        rows, offsets, weights = batch(bags, pick)
        out = functional.embedding_bag(rows, own, offsets, per_sample_weights=weights, mode="sum")
        dense = functional.embedding_bag(rows, vectors, offsets, per_sample_weights=weights, mode="sum")
        loss = opinion_loss(out + dense @ shared + bias, first[pick], many[pick], float(K))
        loss = loss + 1e-5 * ((own * own).sum() + (shared * shared).sum())
        opt.zero_grad()
        loss.backward()
        opt.step()
    return (own + vectors @ shared).detach(), bias.detach()


def assemble(shape: TopicModel, net: Network, line: tuple[Tensor, Tensor]) -> dict[str, np.ndarray]:
    """The arrays of both: the linear opinions pass the hidden layer as a positive and a negative half."""
    two, share = 2 * K, LINEAR_SHARE
    rows = torch.cat([net.words.weight.detach(), line[0]], 1).numpy()
    scale = np.abs(rows).max(0) / 127
    hidden = np.zeros((WIDE + two, WIDE + 2 * two), np.float32)
    hidden[:WIDE, :WIDE] = net.layer.weight.detach().numpy().T
    hidden[WIDE:, WIDE : WIDE + two], hidden[WIDE:, WIDE + two :] = np.eye(two), -np.eye(two)
    heads = torch.cat([net.first.weight, net.set.weight]).detach().numpy().T
    bias = torch.cat([net.first.bias, net.set.bias]).detach().numpy()
    return shape.arrays | {
        "rows": np.round(rows / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "hidden": hidden,
        "hidden_bias": np.concatenate([net.layer.bias.detach().numpy(), np.zeros(2 * two)]).astype(np.float32),
        "out": np.concatenate([(1 - share) * heads, share * np.eye(two), -share * np.eye(two)]).astype(np.float32),
        "out_bias": ((1 - share) * bias + share * line[1].numpy()).astype(np.float32),
    }


def opinions(arrays: dict[str, np.ndarray], bags: Bags, some: np.ndarray) -> np.ndarray:
    out = []
    for n in some:
        rows, weights = bags[n]
        state = (weights @ arrays["rows"][rows].astype(np.float32)) * arrays["scale"]
        out.append(np.maximum(state @ arrays["hidden"] + arrays["hidden_bias"], 0) @ arrays["out"] + arrays["out_bias"])
    return np.array(out, np.float64)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--rows", type=int)
    ap.add_argument("--without")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rows = data.load()
    hand = [r for r in rows["train"] if r["topics"] and "none" not in r["topics"]]
    test = [r for r in rows["dev"] if r["topics"] and "none" not in r["topics"]]
    articles = rows["articles"][: a.rows]
    if a.without:
        test = [r for r in hand + test if r["source"].startswith(a.without)]
        hand, articles = ([r for r in some if not r["source"].startswith(a.without)] for some in (hand, articles))
    shape = blank(articles)
    navec = embeddings.load()
    vectors = np.array([navec[k] if k in navec else np.zeros(300) for k in shape.keys], np.float32)
    outlet = [next((n for n, o in enumerate(OUTLETS) if r["source"].startswith(o)), -1) for r in articles]
    found = Counter((o, t) for o, r in zip(outlet, articles, strict=True) if o >= 0 for t in tags_of(r))
    at = {tag: n for n, tag in enumerate(sorted(tag for tag, n in found.items() if n >= MIN_TAG))}
    groups = [[n for (o, _), n in at.items() if o == k] for k in range(len(OUTLETS))]
    wanted = [
        (o, [at[o, t] for t in sorted(tags_of(r)) if (o, t) in at]) for o, r in zip(outlet, articles, strict=True)
    ]
    start = Network(vectors, len(at), 0.2)
    learn_tags(start, [shape.bag(r["title"], r["body"]) for r in articles], wanted, groups)
    bags = [shape.bag(r["title"], r["body"]) for r in hand]
    many, first = np.zeros((len(hand), K), np.float32), np.zeros((len(hand), K), np.float32)
    for i, r in enumerate(hand):
        for n, topic in enumerate(r["topics"]):
            k, rest = data.IDS.index(topic), len(r["topics"]) - 1
            many[i, k], first[i, k] = 1, (0.7 if n == 0 else 0.3 / rest) if rest else 1
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    lengths = [np.linalg.norm(w @ unit[r]) for r, w in bags]
    dense = torch.from_numpy(unit / np.float32(np.mean(lengths)))
    order = np.random.default_rng(5).permutation(len(hand))
    held = order[: min(HELD, len(hand) // 4)]
    made = []
    for some in (order[len(held) :], order):  # once without the held-out part, to calibrate; once with all
        net = Network(vectors, len(at), 0.2)
        net.load_state_dict(start.state_dict())
        targets = torch.from_numpy(first), torch.from_numpy(many)
        learn_topics(net, bags, some, *targets)
        made.append(assemble(shape, net, linear(bags, dense, some, *targets)))
    logits = opinions(made[0], bags, held)
    mix = calibrate(logits, many[held].astype(np.float64))
    log_first = logits[:, :K] - np.log(np.exp(logits[:, :K]).sum(1, keepdims=True))
    values = 1 / (1 + np.exp(-(mix[0] * logits[:, K:] + mix[1] * log_first + mix[2])))
    truth = many[held].astype(np.float64)
    arrays = made[1] | {"mix": mix.astype(np.float32), "thresholds": thresholds(values, truth).astype(np.float32)}
    meta = shape.meta | {"abstain": abstention(values, truth, 0.05), "keys": " ".join(shape.keys)}
    model = TopicModel(meta, arrays)
    model.save(a.out)
    report(model, test)


def report(model: TopicModel, rows: list[dict[str, Any]]) -> None:
    """What the best topic and the set are worth on labelled rows, abstentions counted as wrong."""
    first = near = both = said = gold = silent = right_silent = 0
    for r in rows:
        values = model.probabilities(r["title"], r["body"])
        stated, want = [data.IDS[k] for k in model.choose(values)], set(r["topics"])
        first, near = first + (stated[:1] == r["topics"][:1]), near + (stated[:1] != [] and stated[0] in want)
        both, said, gold = both + len(want & set(stated)), said + len(stated), gold + len(want)
        silent += not stated
        right_silent += not stated and data.IDS[int(values.argmax())] in want
    n = len(rows)
    print(
        f"{n} rows: best = primary {first / n:.4f}, in gold set {near / n:.4f} ({(near + right_silent) / n:.4f} without"
    )
    print(f"abstention), set F1 {2 * both / (said + gold):.4f}, abstains {silent / n:.4f}", flush=True)


if __name__ == "__main__":
    main()
