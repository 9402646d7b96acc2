"""From articles and hand labels to a topic model: what stays the same for any hand labels, and the training on them."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

import topics_data as data
from ruanalyze.tagging import embeddings
from ruanalyze.topics.calibration import abstention, calibrate, main_topic, mixed, thresholds
from ruanalyze.topics.model import TopicModel
from ruanalyze.topics.text import is_function_word
from topics_ensemble import Ensemble
from topics_network import K, Network, Targets, blank, learn_tags

if TYPE_CHECKING:
    from pathlib import Path

MIN_DF, MIN_TAG, ABSTAIN = 5, 20, 0.05
OUTLETS = ("fontanka", "rbc", "ria", "lenta", "1tv", "telegram", "tengrinews")
CAPS = {"fontanka": 15_000, "telegram": 7_000, "rbc": 9_500}
FIRST_SHARE = 0.75  # of the main topic where there are others
Row = dict[str, Any]


def tags_of(row: Row) -> set[str]:
    """An outlet's own labels of an article: one rubric, or a list of tags written as Python writes it."""
    raw = row["label_raw"]
    if isinstance(raw, str) and raw.startswith("["):
        raw = ast.literal_eval(raw)
    return {str(t).lower() for t in (raw if isinstance(raw, list) else [raw]) if t}


def capped(articles: list[Row]) -> list[Row]:
    """The articles in random order, at most so many of an outlet."""
    count: Counter[str] = Counter()
    out = []
    for n in np.random.default_rng(0).permutation(len(articles)):
        outlet = articles[n]["source"].split("_")[0]
        count[outlet] += 1
        if count[outlet] <= CAPS.get(outlet, len(articles)):
            out.append(articles[n])
    return out


def targets_of(rows: list[Row]) -> Targets:
    many, first = np.zeros((len(rows), K), np.float32), np.zeros((len(rows), K), np.float32)
    for i, r in enumerate(rows):
        rest = len(r["topics"]) - 1
        for n, topic in enumerate(r["topics"]):
            k = data.IDS.index(topic)
            many[i, k] = 1
            first[i, k] = (FIRST_SHARE if n == 0 else (1 - FIRST_SHARE) / rest) if rest else 1
    return torch.from_numpy(first), torch.from_numpy(many)


def opinions_in(path: Path) -> dict[str, np.ndarray]:
    """A teacher's logits [2K] of articles by id."""
    with np.load(path) as file:
        return dict(zip(file["ids"].tolist(), file["opinions"], strict=True))


class Maker:
    """What does not depend on hand labels (the keys, the network that knows the rubrics), and the training on them."""

    def __init__(self, articles: list[Row]) -> None:
        found = Counter(key for r in articles for key in {*r["title"], *r["body"]})
        keys = [key for key, n in found.items() if n >= MIN_DF and key[0].isalpha() and not is_function_word(key)]
        idf = np.log((1 + len(articles)) / (1 + np.array([found[key] for key in keys]))) + 1
        self.shape = blank(keys, idf)
        navec = embeddings.load()
        self._vectors = np.array([navec[k] if k in navec else np.zeros(300) for k in keys], np.float32)
        self._articles, self._bags = articles, [self.shape.bag(r["title"], r["body"]) for r in articles]
        outlets = [next((n for n, o in enumerate(OUTLETS) if r["source"].startswith(o)), -1) for r in articles]
        seen = Counter((o, t) for o, r in zip(outlets, articles, strict=True) if o >= 0 for t in tags_of(r))
        at = {tag: n for n, tag in enumerate(sorted(tag for tag, n in seen.items() if n >= MIN_TAG))}
        groups = [[n for (o, _), n in at.items() if o == k] for k in range(len(OUTLETS))]
        wanted = [
            (o, [at[o, t] for t in sorted(tags_of(r)) if (o, t) in at]) for o, r in zip(outlets, articles, strict=True)
        ]
        self._tags = len(at)
        torch.manual_seed(0)
        start = Network(self._vectors, self._tags)
        learn_tags(start, self._bags, wanted, groups)
        self._start = start.state_dict()

    def begin(self) -> Network:
        net = Network(self._vectors, self._tags)
        net.load_state_dict(self._start)
        return net

    def train(self, hand: list[Row], teacher: dict[str, np.ndarray] | None = None) -> Ensemble:
        """From hand labels and, if given, a teacher's logits of unlabelled articles by id."""
        known = {r["id"] for r in hand}
        lessons = None
        if teacher:
            free = [n for n, r in enumerate(self._articles) if r["id"] in teacher and r["id"] not in known]
            logits = torch.from_numpy(np.array([teacher[self._articles[n]["id"]] for n in free], np.float32))
            lessons = [self._bags[n] for n in free], (logits[:, :K].softmax(1), torch.sigmoid(logits[:, K:]))
        return Ensemble(self.begin, ([self.shape.bag(r["title"], r["body"]) for r in hand], targets_of(hand)), lessons)

    def opinions(self, made: Ensemble, rows: list[Row]) -> np.ndarray:
        """Logits [rows, 2K] as float64."""
        return made.opinions([self.shape.bag(r["title"], r["body"]) for r in rows]).astype(np.float64)

    def crossed(
        self, rows: list[Row], always: list[Row], folds: int, teacher: dict[str, np.ndarray] | None = None
    ) -> np.ndarray:
        """Opinions on `rows`, each by an ensemble that did not see it; `always` are training rows of every fold."""
        fold = np.random.default_rng(5).permutation(len(rows)) % folds
        out = np.zeros((len(rows), 2 * K))
        for k in range(folds):
            seen = [r for r, f in zip(rows, fold, strict=True) if f != k]
            made = self.train(seen + always, teacher)
            out[fold == k] = self.opinions(made, [r for r, f in zip(rows, fold, strict=True) if f == k])
            print(f"fold {k + 1} of {folds}", flush=True)
        return out


def finish(shape: TopicModel, made: Ensemble, opinion: np.ndarray, rows: list[Row]) -> TopicModel:
    """The model of an ensemble with mix, thresholds and abstention from another's opinions on rows that it had not seen."""
    many = targets_of(rows)[1].numpy().astype(np.float64)
    mix = calibrate(opinion, many)
    values, best = mixed(opinion, mix), main_topic(opinion)
    arrays = made.arrays(shape) | {
        "mix": mix.astype(np.float32),
        "thresholds": thresholds(values, many, best).astype(np.float32),
    }
    meta = shape.meta | {"abstain": abstention(values, many, best, ABSTAIN), "keys": " ".join(shape.keys)}
    return TopicModel(meta, arrays)
