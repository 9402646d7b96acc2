"""TopicClassifier: an own taxonomy learned from labelled texts, as a scikit-learn estimator.

What it learns is a `TopicModel`, arrays that `Options(topics=folder)` runs without scikit-learn.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from ruanalyze.doc import Doc
from ruanalyze.errors import InputError
from ruanalyze.topics.calibration import abstention, calibrate, expected_error, main_topic, mixed, thresholds
from ruanalyze.topics.model import FORMAT, TopicModel
from ruanalyze.topics.text import is_function_word, parts
from ruanalyze.views.html_topics import Explanation
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Source = str | Doc
    Labels = str | Sequence[str]

__all__ = ["TopicClassifier", "evaluate", "train_from_csv"]


class TopicClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Topics of texts or Docs, several a text, the first label being the main one.

    min_df: a lemma counts when it stands in so many texts.
    title_weight: how many times a word of the title counts.
    half_life: after so many words of the body a word counts half (0: all count alike), but never less than `floor`.
    C: the inverse strength of regularization.
    folds: parts of the cross-fitting that calibrates the probabilities; texts are few, so all of them serve both ends.
    abstain: the share of texts that may be left without a topic, at most, when at least half of them would be wrong.
    labels: per topic id its "label" and "iptc", for the answers; an id is its own label when it is not there.
    random_state: the seed of the folds.

    After `fit`: `classes_` (the topic ids), `model_` (the `TopicModel`), `n_texts_`.

    >>> texts = ["Школа получила учебники", "Учитель провёл урок", "Суд арестовал вора", "Полиция задержала вора"] * 5
    >>> topics = TopicClassifier().fit(texts, ["education", "education", "crime", "crime"] * 5)
    >>> topics.predict(["В школе начались уроки", "Вора арестовали"]).tolist()
    ['education', 'crime']
    """

    def __init__(
        self,
        *,
        min_df: int = 2,
        title_weight: float = 3.0,
        half_life: float = 120.0,
        floor: float = 0.1,
        C: float = 20.0,  # noqa: N803
        folds: int = 4,
        abstain: float = 0.05,
        labels: Mapping[str, Mapping[str, Any]] | None = None,
        random_state: int = 0,
    ) -> None:
        self.min_df = min_df
        self.title_weight = title_weight
        self.half_life = half_life
        self.floor = floor
        self.C = C
        self.folds = folds
        self.abstain = abstain
        self.labels = labels
        self.random_state = random_state

    def fit(self, X: Iterable[Source], y: Iterable[Labels]) -> TopicClassifier:  # noqa: N803
        """Learn from texts or Docs `X` and their topics `y`: an id each, or several with the main one first.

        Raises `InputError` when there are not at least two topics, or texts and topics are not as many.
        """
        texts = [parts(source) for source in _sources(X)]
        sets = [_labels(item) for item in y]
        if len(texts) != len(sets):
            raise InputError(f"{len(texts)} texts and {len(sets)} topics: give a topic (or a list of them) a text")
        classes = sorted({t for some in sets for t in some})
        if len(classes) < 2:
            raise InputError(f"{len(classes)} topic in the training data: give texts of two topics at least")
        first, many = _targets(sets, classes)
        blank = self._blank(texts, classes)
        features = _matrix(blank, texts)
        opinion = np.zeros((len(texts), 2 * len(classes)))
        fold = np.random.default_rng(self.random_state).permutation(len(texts)) % max(2, self.folds)
        for k in np.unique(fold):
            weights, bias = self._linear(features[fold != k], first[fold != k], many[fold != k])
            opinion[fold == k] = features[fold == k] @ weights + bias
        mix = calibrate(opinion, many)
        probabilities, best = mixed(opinion, mix), main_topic(opinion)
        weights, bias = self._linear(features, first, many)
        scale = np.maximum(np.abs(weights).max(0), 1e-9) / 127
        arrays = blank.arrays | {
            "rows": np.round(weights / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "out": np.eye(2 * len(classes), dtype=np.float32),
            "out_bias": bias.astype(np.float32),
            "mix": mix.astype(np.float32),
            "thresholds": thresholds(probabilities, many, best).astype(np.float32),
        }
        line = abstention(probabilities, many, best, self.abstain)
        self.model_ = TopicModel(blank.meta | {"abstain": line, "keys": " ".join(blank.keys)}, arrays)
        self.classes_ = np.array(classes, dtype=object)
        self.n_texts_ = len(texts)
        return self

    def predict(self, X: Iterable[Source]) -> NDArray[np.object_]:  # noqa: N803
        """The best topic of each text, None where the model abstains."""
        sets = self.predict_sets(X)
        out = np.empty(len(sets), dtype=object)
        out[:] = [some[0] if some else None for some in sets]
        return out

    def predict_sets(self, X: Iterable[Source]) -> list[tuple[str, ...]]:  # noqa: N803
        """All topics of each text over their thresholds, best first; empty where the model abstains."""
        model = self._model()
        return [tuple(model.labels[k]["id"] for k in model.choose(*row)) for row in self._each(X)]

    def predict_proba(self, X: Iterable[Source]) -> Floats:  # noqa: N803
        """The probability of each topic (columns as in `classes_`) for each text; rows need not add up to 1."""
        rows = [values for values, _ in self._each(X)]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.classes_))

    def explain(self, X: Source) -> Explanation:  # noqa: N803
        """For each topic the lemmas of one text that speak for it (positive weight) or against it, strongest first.

        A dict from topic ids to pairs of lemma and weight, what the lemma adds to the log odds; a notebook draws it.
        """
        model, (title, body) = self._model(), parts(X)
        values, _ = model.opinions(title, body)
        labels = {t["id"]: t["label"] for t in model.labels}
        return Explanation(model.explain(title, body), labels, dict(zip(labels, values.tolist(), strict=True)))

    def save(self, path: str | Path) -> None:
        """Write the model into the folder `path` as arrays and JSON; `Options(topics=path)` runs it."""
        self._model().save(path)

    @classmethod
    def load(cls, path: str | Path | None = None) -> TopicClassifier:
        """A fitted classifier from a folder that `save` wrote, or with the shipped model.

        >>> TopicClassifier.load().predict(["Сборная России по футболу выиграла матч чемпионата"]).tolist()
        ['sport']
        """
        self = cls()
        self.model_ = TopicModel.load(path)
        self.classes_ = np.array([t["id"] for t in self.model_.labels], dtype=object)
        return self

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.classifier_tags.multi_label = True
        tags.no_validation = True
        return tags

    def _model(self) -> TopicModel:
        check_is_fitted(self, "model_")
        return self.model_

    def _each(self, sources: Iterable[Source]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        model = self._model()
        return [model.opinions(*parts(source)) for source in _sources(sources)]

    def _blank(self, texts: Sequence[tuple[Sequence[str], Sequence[str]]], classes: Sequence[str]) -> TopicModel:
        """A model that knows its keys, their rarity and the topics, and nothing more."""
        found = Counter(key for title, body in texts for key in {fold(k) for k in (*title, *body)})
        kept = [
            key
            for key, n in found.items()
            if n >= self.min_df and " " not in key and key[0].isalpha() and not is_function_word(key)
        ]
        idf = np.log((1 + len(texts)) / (1 + np.array([found[key] for key in kept]))) + 1
        named = self.labels or {}
        labels = [{"id": c, "label": c, "iptc": None} | dict(named.get(c, {})) for c in classes]
        meta = {
            "format": FORMAT,
            "name": "own",
            "title_weight": self.title_weight,
            "half_life": self.half_life,
            "floor": self.floor,
            "abstain": 0.0,
            "labels": labels,
            "keys": " ".join(kept),
        }
        n = 2 * len(classes)
        empty = np.zeros((0, 0), np.float32)
        return TopicModel(
            meta,
            {
                "rows": np.zeros((len(kept), n), np.int8),
                "scale": np.ones(n, np.float32),
                "idf": idf.astype(np.float16),
                "hidden": empty,
                "hidden_bias": np.zeros(0, np.float32),
                "out": np.zeros((n, n), np.float32),
                "out_bias": np.zeros(n, np.float32),
                "mix": np.zeros((3, len(classes)), np.float32),
                "thresholds": np.full(len(classes), 0.5, np.float32),
            },
        )

    def _linear(self, features: Any, first: NDArray[np.intp], many: Floats) -> tuple[Floats, Floats]:
        """Weights [keys, 2n] and bias [2n]: the first topic as one choice, then each topic by itself."""
        n = many.shape[1]
        weights, bias = np.zeros((features.shape[1], 2 * n)), np.full(2 * n, -10.0)
        seen = np.unique(first)
        if len(seen) == 1:
            bias[seen] = 0.0
        else:
            one = LogisticRegression(C=self.C, max_iter=300).fit(features, first)
            signs = [(seen, one.coef_, one.intercept_)]
            if len(seen) == 2:  # scikit-learn gives one row for two classes
                signs = [(seen[1:], one.coef_ / 2, one.intercept_ / 2), (seen[:1], -one.coef_ / 2, -one.intercept_ / 2)]
            for columns, coef, intercept in signs:
                weights[:, columns], bias[columns] = coef.T, intercept
        for k in range(n):
            if 0 < many[:, k].sum() < len(many):
                each = LogisticRegression(C=self.C, max_iter=200).fit(features, many[:, k])
                weights[:, n + k], bias[n + k] = each.coef_[0], each.intercept_[0]
            elif many[:, k].any():
                bias[n + k] = 10.0
        return weights, bias


def _matrix(model: TopicModel, texts: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Any:
    """Weighted bags as a sparse matrix [texts, keys]."""
    bags = [model.bag(title, body) for title, body in texts]
    lengths = np.cumsum([0, *(len(rows) for rows, _ in bags)])
    rows = np.concatenate([rows for rows, _ in bags])
    weights = np.concatenate([weights for _, weights in bags]).astype(np.float64)
    return sp.csr_matrix((weights, rows, lengths), shape=(len(texts), len(model.keys)))


def _sources(sources: Iterable[Source]) -> list[Source]:
    if isinstance(sources, str | Doc):
        raise TypeError("give a list of texts or Docs, not one: predict([text])")
    out = list(sources)
    for source in out:
        if not isinstance(source, str | Doc):
            raise TypeError(f"a text is str or Doc, not {type(source).__name__}")
    return out


def _labels(item: Labels) -> tuple[str, ...]:
    some = (item,) if isinstance(item, str) else tuple(dict.fromkeys(map(str, item)))
    if not some or not all(some):
        raise InputError("a text without topic: leave it out, or give it a topic such as 'other'")
    return some


def _targets(sets: Sequence[tuple[str, ...]], classes: Sequence[str]) -> tuple[NDArray[np.intp], Floats]:
    at = {c: n for n, c in enumerate(classes)}
    many = np.zeros((len(sets), len(classes)))
    for row, some in zip(many, sets, strict=True):
        row[[at[t] for t in some if t in at]] = 1
    return np.array([at.get(some[0], -1) for some in sets], np.intp), many


def read_csv(path: str | Path) -> tuple[list[str], list[tuple[str, ...]]]:
    """Texts and topics of a CSV with a column "topics" or "topic" (several joined by "|" or ";", the main one first).

    The text is in "text", with the title in "title" when there is such a column. Raises `InputError` for other columns.
    """
    texts, labels = [], []
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        have = table.fieldnames or []
        column = next((c for c in ("topics", "topic", "label") if c in have), None)
        if column is None or "text" not in have:
            found = ", ".join(have)
            raise InputError(f"{path} has the columns {found}: give text, topics, and title if there are titles")
        for row in table:
            some = tuple(t.strip() for t in (row[column] or "").replace(";", "|").split("|") if t.strip())
            if some:
                title = " ".join((row.get("title") or "").split())
                texts.append(f"{title}\n\n{row['text']}" if title else row["text"])
                labels.append(some)
    if not texts:
        raise InputError(f"{path} has no row with a topic")
    return texts, labels


def train_from_csv(path: str | Path, out: str | Path, **settings: Any) -> TopicClassifier:
    """Train on a labelled CSV (see `read_csv`), save the model into the folder `out`, and return the classifier."""
    classifier = TopicClassifier(**settings).fit(*read_csv(path))
    classifier.save(out)
    return classifier


def evaluate(classifier: TopicClassifier | str | Path | None, path: str | Path) -> dict[str, float]:
    """Figures of a classifier (or of the model in a folder; None: the shipped one) on a labelled CSV.

    texts, abstained (a share), best_is_first, best_in_set (shares of all texts), set_f1 (micro), calibration_error
    (of the best topic's probability), and f1:TOPIC for each topic.
    """
    if not isinstance(classifier, TopicClassifier):
        classifier = TopicClassifier.load(classifier)
    texts, labels = read_csv(path)
    read = classifier._each(texts)
    values, main = np.array([v for v, _ in read]), np.array([f.argmax() for _, f in read])
    stated = classifier.predict_sets(texts)
    first, many = _targets(labels, list(classifier.classes_))
    known = {c: n for n, c in enumerate(classifier.classes_)}
    said = np.zeros_like(many)
    for row, some in zip(said, stated, strict=True):
        row[[known[t] for t in some]] = 1
    foreign = sum(t not in known for some in labels for t in some)
    top = np.array([known[some[0]] if some else -1 for some in stated])
    lines = np.arange(len(texts))
    right = many[lines, main]
    both = (said * many).sum(0)
    figures = {
        "texts": float(len(texts)),
        "abstained": float((top < 0).mean()),
        "best_is_first": float(((top == first) & (top >= 0)).mean()),
        "best_in_set": float((right * (top >= 0)).mean()),
        "set_f1": float(2 * both.sum() / max(1.0, said.sum() + many.sum() + foreign)),
        "calibration_error": expected_error(values[lines, main], right),
    }
    for topic, n in known.items():
        figures[f"f1:{topic}"] = float(2 * both[n] / max(1.0, said[:, n].sum() + many[:, n].sum()))
    return figures
