"""The fast topic model as a network: the sum of word vectors, a layer, and opinions, trained in steps.

A word has `WIDE` numbers that pass the layer and two a topic that go straight to the opinions (a linear model beside
the network, trained with it).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

import topics_data as data
from ruanalyze.topics.model import FORMAT, TopicModel

K, WIDE = len(data.IDS), 128
SET_WEIGHT = 6.0  # of the loss of each topic by itself, a mean over topics, beside that of the first topic
Bags = list[tuple[np.ndarray, np.ndarray]]


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
    """Opinions [documents, 2K]: logits of the first topic, then of each topic by itself."""

    def __init__(self, vectors: np.ndarray, tags: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(len(vectors), WIDE, mode="sum", sparse=True)
        self.own = nn.EmbeddingBag(len(vectors), 2 * K, mode="sum", sparse=True)
        _, _, axes = np.linalg.svd(vectors[:20000], full_matrices=False)
        start = vectors @ axes[:WIDE].T
        start = start / start.std() * 0.3
        unknown = ~vectors.any(1)
        start[unknown] = np.random.default_rng(0).normal(size=(int(unknown.sum()), WIDE)) * 0.1
        self.words.weight.data = torch.from_numpy(start.astype(np.float32))
        nn.init.zeros_(self.own.weight)
        self.layer, self.tags, self.head = nn.Linear(WIDE, WIDE), nn.Linear(WIDE, tags), nn.Linear(WIDE, 2 * K)
        self.dropout = dropout

    def state(self, documents: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, offsets, weights = documents
        state = functional.dropout(self.words(rows, offsets, per_sample_weights=weights), self.dropout, self.training)
        return functional.dropout(functional.relu(self.layer(state)), self.dropout, self.training)

    def forward(self, documents: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, offsets, weights = documents
        return self.head(self.state(documents)) + self.own(rows, offsets, per_sample_weights=weights)


class Linear(nn.Module):
    """Opinions [documents, 2K] of words alone."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.own = nn.EmbeddingBag(words, 2 * K, mode="sum", sparse=True)
        self.bias = nn.Parameter(torch.zeros(2 * K))
        nn.init.zeros_(self.own.weight)

    def forward(self, documents: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        rows, offsets, weights = documents
        return self.own(rows, offsets, per_sample_weights=weights) + self.bias


def optimize(net: Network | Linear, steps: int, lr: float, loss_of: Any) -> None:
    """Adam with warm-up and linear decay; word vectors by its sparse kind."""
    tables = [m.weight for m in net.modules() if isinstance(m, nn.EmbeddingBag)]
    rest = [p for p in net.parameters() if all(p is not table for table in tables)]
    kinds = [torch.optim.SparseAdam(tables, lr=lr), torch.optim.Adam(rest, lr=lr)]
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
    net.eval()


def learn_tags(net: Network, bags: Bags, wanted: list[tuple[int, list[int]]], groups: list[list[int]]) -> None:
    """Each outlet's tags as one choice among that outlet's own."""
    rng, size = np.random.default_rng(0), 192
    pool = np.array([n for n, (_, tags) in enumerate(wanted) if tags])

    def loss_of() -> Tensor:
        some = rng.choice(pool, min(size, len(pool)), replace=False)
        logits, total = net.tags(net.state(batch(bags, some, rng, 0.3))), torch.zeros(())
        for group, columns in enumerate(groups):
            mine = [k for k, n in enumerate(some) if wanted[n][0] == group]
            if mine:
                target = torch.zeros(len(mine), len(columns))
                for line, k in enumerate(mine):
                    tags = wanted[some[k]][1]
                    target[line, [columns.index(t) for t in tags]] = 1 / len(tags)
                total = total - (target * functional.log_softmax(logits[mine][:, columns], 1)).sum()
        return total / len(some)

    optimize(net, 4 * len(pool) // size, 4e-3, loss_of)


def opinion_loss(out: Tensor, first: Tensor, many: Tensor) -> Tensor:
    choice = -(first * functional.log_softmax(out[:, :K], 1)).sum(1).mean()
    return choice + SET_WEIGHT * functional.binary_cross_entropy_with_logits(out[:, K:], many)


class Shuffled:
    """Numbers 0 to n-1 in random order, again and again."""

    def __init__(self, n: int, seed: int) -> None:
        self._n, self._rng, self._left = n, np.random.default_rng(seed), list[int]()

    def take(self, size: int) -> np.ndarray:
        if len(self._left) < size:
            self._left = list(self._rng.permutation(self._n))
        return np.array([self._left.pop() for _ in range(min(size, len(self._left)))])


Targets = tuple[Tensor, Tensor]  # of the first topic (a distribution) and of each topic, [documents, K] both


def learn_topics(
    net: Network | Linear,
    hand: tuple[Bags, Targets],
    taught: tuple[Bags, Targets] | None = None,
    *,
    passes: int = 12,
    rate: float = 3e-3,
    seed: int = 0,
) -> None:
    """Topics from hand labels and, beside them in every step, from a teacher's opinions on other articles.

    A step reads 64 articles labelled by hand and 128 by the teacher, each half weighing the same: an article labelled
    by hand, read `passes` times, weighs twice what one of the teacher's does, and is read far more often.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    (bags, targets), order = hand, Shuffled(len(hand[0]), seed)
    others = Shuffled(len(taught[0]), seed) if taught else None

    def loss_of() -> Tensor:
        some = order.take(64)
        loss = opinion_loss(net(batch(bags, some, rng, 0.35)), targets[0][some], targets[1][some])
        if taught and others:
            some = others.take(128)
            loss = loss + opinion_loss(net(batch(taught[0], some, rng, 0.35)), taught[1][0][some], taught[1][1][some])
        return loss

    optimize(net, passes * len(bags) // 64, rate, loss_of)


def blank(keys: list[str], idf: np.ndarray) -> TopicModel:
    """A model that knows its keys and their rarity: it makes the bags, in training as at run time."""
    meta = {"format": FORMAT, "name": "news", "title_weight": 3, "half_life": 120, "floor": 0.1, "abstain": 0.0}
    labels = [{name: t[name] for name in ("id", "label", "iptc")} for t in data.TOPICS]
    empty = np.zeros((0, 0), np.float32)
    arrays = dict.fromkeys(("scale", "hidden", "hidden_bias", "out_bias", "thresholds"), empty)
    arrays |= {"out": np.zeros((2 * K, 2 * K), np.float32), "mix": np.zeros((3, K), np.float32)}
    arrays |= {"rows": np.zeros((len(keys), 1), np.int8), "idf": idf.astype(np.float16)}
    return TopicModel(meta | {"labels": labels, "keys": " ".join(keys)}, arrays)
