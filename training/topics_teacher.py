"""The teacher of the fast topic model: what an ensemble, trained on hand labels alone, thinks of unlabelled articles.

Two networks that began from the outlets' rubrics with different seeds, and a linear model over lemmas weighted by
tf-idf. Their opinions are averaged; a teacher that is a network of the same kind still teaches: articles of many
outlets carry the labels over to words that no labelled article has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from torch.nn import functional

from topics_network import Bags, K, Network, Shuffled, Targets, batch, learn_topics, opinion_loss, opinions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import scipy.sparse as sp

SEEDS = (1, 2)
SHARPER = 1.3  # the ensemble is less sure than it is right


def words(row: dict[str, Any]) -> str:
    """Title and beginning twice."""
    return " ".join(row["title"] * 2 + row["body"][:60] * 2 + row["body"][60:250])


def linear(features: sp.csr_matrix, targets: Targets) -> tuple[np.ndarray, np.ndarray]:
    """Weights [words, 2K] and bias, by the same loss as the networks."""
    torch.manual_seed(0)
    bags: Bags = [
        (features.indices[a:b].astype(np.int64), features.data[a:b].astype(np.float32))
        for a, b in zip(features.indptr, features.indptr[1:], strict=False)
    ]
    own, bias = torch.zeros(features.shape[1], 2 * K, requires_grad=True), torch.zeros(2 * K, requires_grad=True)
    opt, order, steps = torch.optim.Adam([own, bias], lr=0.05), Shuffled(len(bags), 0), 10 * len(bags) // 128
    for step in range(steps):
        opt.param_groups[0]["lr"] = 0.05 * min(1, (step + 1) / (0.05 * steps)) * max(0.01, 1 - step / steps)
        some = order.take(128)
        rows, offsets, weights = batch(bags, some)
        out = functional.embedding_bag(rows, own, offsets, per_sample_weights=weights, mode="sum") + bias
        loss = opinion_loss(out, targets[0][some], targets[1][some]) + 2e-5 * (own * own).sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
    return own.detach().numpy(), bias.detach().numpy()


def teach(
    begin: Callable[[], Network],
    hand: tuple[Sequence[dict[str, Any]], Bags, Targets],
    articles: tuple[Sequence[dict[str, Any]], Bags],
) -> Targets:
    """Targets for `articles` by an ensemble that learns from `hand`; `begin` makes a network that knows the rubrics."""
    rows, bags, targets = hand
    total = np.zeros((len(articles[0]), 2 * K), np.float32)
    for seed in SEEDS:
        net = begin()
        learn_topics(net, (bags, targets), passes=16, seed=seed)
        total += opinions(net, articles[1])
    vectorizer = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, min_df=2)  # "школа"
    weights, bias = linear(vectorizer.fit_transform(map(words, rows)).tocsr(), targets)
    total += np.asarray(vectorizer.transform(map(words, articles[0])) @ weights + bias)
    mean = torch.from_numpy(total * (SHARPER / (len(SEEDS) + 1)))
    return mean[:, :K].softmax(1), torch.sigmoid(mean[:, K:])
