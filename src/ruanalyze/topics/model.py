"""The topics of a document: a small model of arrays, read from an npz and a JSON file, and the words that decided.

A document is the sum of its lemmas' rows, each weighted by how often and where it stands and by its rarity. A layer
reads two opinions from the sum, which topic is the first and which topics are in the set, and a calibrated mix of both
is the probability of each topic. Numbers of a row that are more than the layer reads are opinions by themselves.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ruanalyze.doc import Topic
from ruanalyze.errors import OptionError
from ruanalyze.paths import RESOURCES
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ruanalyze.doc import Article, Sentence

    Floats = NDArray[np.float32]

__all__ = ["ARRAYS", "FORMAT", "TopicModel", "lemmas_of"]

FORMAT: Final = 1
ARRAYS: Final = ("rows", "scale", "idf", "hidden", "hidden_bias", "out", "out_bias", "mix", "thresholds")
_CACHE_SIZE: Final = 200_000
_REASONS: Final = 5
_NEAR: Final = 1024  # places of the body whose weights are kept
_NO_WORD: Final = -2  # the row of a mark or number
#: "COVID-19", "бизнес-план"
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def lemmas_of(sentences: Iterable[Sentence]) -> tuple[list[str], list[str]]:
    """The lemmas of title and body, in reading order."""
    title: list[str] = []
    body: list[str] = []
    for sentence in sentences:
        (title if sentence.part == "title" else body).extend([token.lemma for token in sentence.tokens])
    return title, body


class TopicModel:
    """Ranks topics by arrays alone; made by `TopicModel.load`, immutable, picklable, safe in threads.

    >>> TopicModel.load().labels[0]["id"]
    'governance'
    """

    def __init__(self, meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
        self.meta: dict[str, Any] = {k: v for k, v in meta.items() if k != "keys"}
        self.labels: list[dict[str, Any]] = list(meta["labels"])
        self.keys: list[str] = meta["keys"].split(" ") if meta["keys"] else []
        self.arrays = {name: arrays[name] for name in ARRAYS}
        self.source = f"topics:{meta['name']}"
        self._title_weight = float(meta["title_weight"])
        self._half_life = float(meta["half_life"])
        self._floor = float(meta["floor"])
        self._top = {key: row for row, key in enumerate(self.keys)}
        self._known: dict[str, int] = {key: row for key, row in self._top.items() if key[:1].isalpha()}
        self._fade = [self._weight(n) for n in range(_NEAR)]
        # What stays below is float32 for speed; rows stay int8 in memory.
        self._rows: NDArray[np.int8] = arrays["rows"]
        a = {k: np.asarray(v, np.float32) for k, v in self.arrays.items() if k != "rows"}
        self._scale, self._idf = a["scale"], a["idf"]
        self._hidden, self._hidden_bias = a["hidden"], a["hidden_bias"]
        # So many numbers of a row pass the layer; without a layer all go straight to the opinions.
        self._wide = len(self._hidden) if self._hidden.size else arrays["rows"].shape[1]
        if self._hidden.size:
            self._hidden = self._hidden * self._scale[: self._wide, None]
        self._out, self._out_bias, self._mix = a["out"], a["out_bias"], a["mix"]
        self._thresholds: list[float] = a["thresholds"].tolist()
        n, (set_slope, first_slope, _) = len(self.labels), self._mix
        # How the odds of each topic grow with the layer's numbers, but for what all topics lose to it as the first one.
        straight = np.eye(2 * n, dtype=np.float32)[: arrays["rows"].shape[1] - self._wide]
        out = np.concatenate([self._out, straight])
        self._slopes = np.ascontiguousarray((out[:, n:] * set_slope + out[:, :n] * first_slope).T)
        self._first = np.ascontiguousarray(out[:, :n])

    @classmethod
    def load(cls, path: str | Path | None = None) -> TopicModel:
        """The shipped model, or the one in the folder `path` that `TopicClassifier.save` made.

        Raises `OptionError` when `path` holds no model.
        """
        folder = RESOURCES if path is None else Path(path)
        try:
            meta = json.loads((folder / "topics.json").read_text("utf8"))
            with np.load(folder / "topics.npz", allow_pickle=False) as file:
                arrays = {name: file[name] for name in ARRAYS}
        except (OSError, ValueError, KeyError) as e:
            message = f"topics={str(path)!r} holds no topic model ({e}): give a folder made by TopicClassifier.save"
            raise OptionError(message) from e
        if meta.get("format") != FORMAT:
            found = meta.get("format")
            raise OptionError(f"topics={str(path)!r} is of format {found}, this version reads {FORMAT}: train it again")
        return cls(meta, arrays)

    def save(self, path: str | Path) -> None:
        """Write the model into the folder `path`, as topics.npz and topics.json."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / "topics.npz", allow_pickle=False, **self.arrays)
        meta = self.meta | {"keys": " ".join(self.keys)}
        (folder / "topics.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0) + "\n", "utf8")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.meta | {"keys": " ".join(self.keys)}, self.arrays)

    def rank(self, article: Article, sentences: Sequence[Sentence]) -> tuple[Topic, ...]:
        """The topics above their thresholds, best first; empty when the model is unsure.

        `sentences` are those of the article, with lemmas; `article` gives the title when it stands only in metadata.
        """
        title, body = lemmas_of(sentences)
        if article.title is not None and article.title.start is None:
            title.extend(_WORD.findall(article.title.text))
        rows, weights = self.bag(title, body)
        values, read = self._forward(rows, weights)
        chosen = self.choose(values, read[2])
        if not chosen:
            return ()
        shares = np.maximum(self._shares(weights, read, chosen), 0)
        strongest = np.argsort(-shares, axis=1, kind="stable")[:, :_REASONS].tolist()
        totals, numbers = shares.sum(1).tolist(), rows.tolist()
        ranked = []
        for k, line, order, total in zip(chosen, shares.tolist(), strongest, totals, strict=True):
            order = [i for i in order if line[i] > 0]
            ranked.append(
                Topic(
                    id=self.labels[k]["id"],
                    label=self.labels[k]["label"],
                    probability=round(float(values[k]), 4),
                    iptc=self.labels[k].get("iptc"),
                    source=self.source,
                    reasons=tuple([self.keys[numbers[i]] for i in order]),
                    weights=tuple([round(line[i] / total, 3) for i in order]),
                )
            )
        return tuple(ranked)

    def opinions(self, title: Iterable[str], body: Iterable[str]) -> tuple[Floats, Floats]:
        """Given the lemmas of title and body, in the order of `labels`: the probability of each topic, and that of each
        being the main one (these add up to 1)."""
        values, (_, _, first) = self._forward(*self.bag(title, body))
        return values, first

    def choose(self, values: Floats, first: Floats) -> list[int]:
        """The topics to state, the main one first, given `opinions`; none when the main one is under the line.

        The main topic is the likeliest to be it, not the likeliest to be among the topics: that many articles are
        about foreign affairs too makes few of them articles about foreign affairs.
        """
        best = int(first.argmax())
        if values[best] < self.meta["abstain"]:
            return []
        pairs = zip(values.tolist(), self._thresholds, strict=True)
        over = sorted([(-value, k) for k, (value, line) in enumerate(pairs) if value >= line and k != best])
        return [best, *(k for _, k in over)]

    def explain(self, title: Iterable[str], body: Iterable[str]) -> dict[str, list[tuple[str, float]]]:
        """For each topic the keys that speak for it (positive) and against it (negative), strongest first.

        The number is what a key adds to the log odds of the topic, to first order.
        """
        rows, weights = self.bag(title, body)
        _, read = self._forward(rows, weights)
        made = {}
        for label, shares in zip(self.labels, self._shares(weights, read, range(len(self.labels))), strict=True):
            order = np.argsort(-np.abs(shares), kind="stable")
            keys = (self.keys[i] for i in rows[order].tolist())
            made[label["id"]] = list(zip(keys, shares[order].tolist(), strict=True))
        return made

    def bag(self, title: Iterable[str], body: Iterable[str]) -> tuple[NDArray[np.intp], Floats]:
        """Known keys as row numbers and their weights; the weights' squares add up to 1.

        Marks and numbers take no place of a word. A loop: for a few hundred lemmas it is quicker than arrays.
        """
        get, learn, fade, near, titled = self._known.get, self._learn, self._fade, _NEAR, self._title_weight
        found: dict[int, float] = {}
        for lemma in title:
            row = get(lemma)
            if row is None:
                row = learn(lemma)
            if row >= 0:
                found[row] = found.get(row, 0.0) + titled
        at = 0
        for lemma in body:
            row = get(lemma)
            if row is None:
                row = learn(lemma)
            if row >= 0:
                weight = fade[at] if at < near else self._weight(at)
                if row in found:
                    found[row] += weight
                else:
                    found[row] = weight
                at += 1
            elif row != _NO_WORD:
                at += 1
        rows = np.fromiter(found, np.intp, len(found))
        weights = np.log1p(np.fromiter(found.values(), np.float32, len(found))) * self._idf.take(rows)
        return rows, weights / max(float(np.sqrt(weights @ weights)), 1e-9)

    def _weight(self, place: int) -> float:
        """The weight of a word by its place in the body: news says first what it is about."""
        return float(max(0.5 ** (place / self._half_life), self._floor)) if self._half_life else 1.0

    def _learn(self, lemma: str) -> int:
        """The row of a lemma not yet seen in this form, -1 for one that the model does not know, or `_NO_WORD`."""
        row = self._top.get(fold(lemma), -1) if lemma[:1].isalpha() else _NO_WORD
        if len(self._known) > _CACHE_SIZE:
            for old in list(islice((k for k in self._known if k not in self._top), 10_000)):
                self._known.pop(old, None)
        self._known[lemma] = row
        return row

    def _forward(self, rows: NDArray[np.intp], weights: Floats) -> tuple[Floats, tuple[Floats, Floats, Floats]]:
        """Probabilities, and for `_shares` the rows, the hidden layer, the odds of the first topic."""
        inputs = self._rows.take(rows, 0).astype(np.float32)
        total = weights @ inputs
        if self._hidden.size:
            state = np.maximum(total[: self._wide] @ self._hidden + self._hidden_bias, 0)
            logits = state @ self._out + self._out_bias
            if self._wide < len(total):
                logits += total[self._wide :] * self._scale[self._wide :]
        else:
            state = total * self._scale
            logits = state @ self._out + self._out_bias
        n = len(self.labels)
        first = logits[:n] - logits[:n].max()
        odds = np.exp(first)
        sum_of_odds = odds.sum()
        a, b, c = self._mix
        values = 1 / (1 + np.exp(-(a * logits[n:] + b * (first - np.log(sum_of_odds)) + c)))
        return values, (inputs, state, odds / sum_of_odds)

    def _shares(self, weights: Floats, read: tuple[Floats, Floats, Floats], topics: Sequence[int]) -> Floats:
        """For each of `topics` what each row adds to its log odds (gradient times input): [topics, rows]."""
        inputs, state, first = read
        k = list(topics)
        slope = self._slopes.take(k, 0) - self._mix[1].take(k)[:, None] * (self._first @ first)
        if self._hidden.size:
            layer = slope[:, : len(state)] * (state > 0)
            slope = np.concatenate([layer @ self._hidden.T, slope[:, len(state) :] * self._scale[self._wide :]], 1)
        else:
            slope = slope * self._scale
        shares: Floats = (inputs @ slope.T).T * weights
        return shares
