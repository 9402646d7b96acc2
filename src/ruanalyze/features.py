"""RussianNewsFeatures: pages in, a sparse matrix of named features out, for scikit-learn pipelines of one's own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction import DictVectorizer
from sklearn.utils.validation import check_is_fitted

from ruanalyze.analyzer import Analyzer, Failure, Source
from ruanalyze.doc import Doc
from ruanalyze.errors import InputError, OptionError
from ruanalyze.options import Options
from ruanalyze.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import scipy.sparse as sp
    from numpy.typing import NDArray

    from ruanalyze.options import Step

__all__ = ["FeatureKind", "RussianNewsFeatures"]

FeatureKind: TypeAlias = Literal["lemma", "pos", "person", "org", "place", "region", "post", "topic", "keyword"]
_WORDS: Final = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM", "X"))
_STEPS: Final[dict[FeatureKind, tuple[Step, ...]]] = {
    "lemma": (),
    "pos": (),
    "person": ("entities",),
    "org": ("entities",),
    "place": ("entities",),
    "region": ("entities",),
    "post": ("entities", "roles"),
    "topic": ("topics",),
    "keyword": ("keywords",),
}


class RussianNewsFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What ruanalyze finds in Russian news as a sparse matrix, a row a source, for pipelines of one's own.

    kinds: which features. "lemma": how often each lemma of a content word stands in title, lead and body (put a
        `TfidfTransformer` behind it as behind a `CountVectorizer`); "pos": the share of each part of speech; "person",
        "org", "place": mentions of each entity by its canonical name; "region": mentions of places by ISO 3166-2 code;
        "post": 1 for each stated public post; "topic": probabilities; "keyword": 1 for each key phrase.
    min_df: a feature is kept when so many of the sources have it (1 keeps all).
    max_features: only so many of the most frequent ones; None keeps all.
    on_error: "raise" stops at a source that can't be analysed, "zeros" gives it a row of zeros.
    options: of the Analyzer; None is the default with the steps that `kinds` need. batch_size: see `Analyzer.pipe`.

    Sources are str, bytes, `Source`s or `Doc`s, mixed as they come, in any one-dimensional sequence; a Doc is not
    analysed again. After `fit`: `vocabulary_` (name to column), `n_sources_`.

    >>> texts = ["Мэр Перми Иван Ежов открыл школу.", "В Перми открыли новую школу.", "В Пензе задержали вора."]
    >>> features = RussianNewsFeatures(kinds=("lemma", "place"), min_df=2).fit(texts)
    >>> features.get_feature_names_out().tolist()
    ['lemma=открыть', 'lemma=пермь', 'lemma=школа', 'place=Пермь']
    >>> features.transform(["Школа в Перми, школа в Пензе."]).toarray().tolist()
    [[0.0, 1.0, 2.0, 1.0]]
    """

    def __init__(
        self,
        *,
        kinds: Sequence[FeatureKind] = ("lemma", "person", "org", "place", "post", "topic"),
        min_df: int = 2,
        max_features: int | None = None,
        on_error: Literal["raise", "zeros"] = "raise",
        options: Options | None = None,
        batch_size: int = 64,
    ) -> None:
        self.kinds = kinds
        self.min_df = min_df
        self.max_features = max_features
        self.on_error = on_error
        self.options = options
        self.batch_size = batch_size

    def fit(self, X: Iterable[str | bytes | Source | Doc], y: object = None) -> RussianNewsFeatures:  # noqa: N803
        """Learn which features there are. `y` is not used.

        Raises `InputError` when no feature is left, or for a source that can't be analysed; `OptionError` for settings
        that do not exist.
        """
        self._learn(list(self._rows(X)))
        return self

    def fit_transform(
        self,
        X: Iterable[str | bytes | Source | Doc],  # noqa: N803
        y: object = None,
        **_: object,
    ) -> sp.csr_matrix:
        """`fit` and `transform` of the same sources, which are analysed once."""
        rows = list(self._rows(X))
        self._learn(rows)
        return self._matrix(rows)

    def transform(self, X: Iterable[str | bytes | Source | Doc]) -> sp.csr_matrix:  # noqa: N803
        """A row a source, a column a feature of `get_feature_names_out`; float64, compressed by rows."""
        check_is_fitted(self, "vocabulary_")
        rows = list(self._rows(X))
        if not rows:
            raise InputError("no sources: give one text at least")
        return self._matrix(rows)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """The names of the columns, "kind=value", sorted. `input_features` is not used."""
        check_is_fitted(self, "vocabulary_")
        names: NDArray[np.object_] = self._vectorizer.get_feature_names_out()
        return names

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.transformer_tags.preserves_dtype = []
        return tags

    def _learn(self, rows: list[dict[str, float]]) -> None:
        documents = Counter(name for row in rows for name in row)
        common = [name for name, n in documents.items() if n >= self.min_df]
        if self.max_features is not None:
            common = sorted(common, key=lambda name: (-documents[name], name))[: self.max_features]
        if not common:
            raise InputError(f"no feature stands in {self.min_df} of {len(rows)} sources: give more, or a lower min_df")
        self._vectorizer = DictVectorizer(dtype=np.float64, separator="=").fit([dict.fromkeys(common, 1.0)])
        self.vocabulary_: dict[str, int] = dict(self._vectorizer.vocabulary_)
        self.n_sources_ = len(rows)

    def _matrix(self, rows: list[dict[str, float]]) -> sp.csr_matrix:
        made: Any = self._vectorizer.transform(rows)
        return made

    def _rows(self, sources: Iterable[str | bytes | Source | Doc]) -> Iterator[dict[str, float]]:
        for kind in self.kinds:
            if kind not in _FEATURES:
                raise OptionError(f"no kind {kind!r}: choose from {', '.join(get_args(FeatureKind))}")
        if self.on_error not in ("raise", "zeros"):
            raise OptionError(f"on_error={self.on_error!r}: give 'raise' or 'zeros'")
        if isinstance(sources, (str, bytes, Doc)):
            raise TypeError("RussianNewsFeatures wants many sources, not one: put it in a list")
        for answer in self._docs(list(sources)):
            if isinstance(answer, Failure) and self.on_error == "raise":
                raise InputError(f"a source can't be analysed ({answer}): leave it out, or give on_error='zeros'")
            yield {} if isinstance(answer, Failure) else _of_doc(answer, self.kinds)

    def _docs(self, sources: list[Any]) -> Iterator[Doc | Failure]:
        """The Docs as they are, the rest analysed in batches, in order."""
        raw = [s for s in sources if not isinstance(s, Doc)]
        made: Iterator[Doc | Failure] = iter(())
        if raw:
            from ruanalyze.archive.shards import load  # one Analyzer a process: pipelines are cloned and fitted often

            steps: tuple[Step, ...] = tuple(dict.fromkeys(step for kind in self.kinds for step in _STEPS[kind]))
            an = load(Analyzer, Options(steps=steps) if self.options is None else self.options)
            made = an.pipe(raw, batch_size=self.batch_size, on_error="record")
        for source in sources:
            yield source if isinstance(source, Doc) else next(made)


def _of_doc(doc: Doc, kinds: Sequence[FeatureKind]) -> dict[str, float]:
    row: Counter[str] = Counter()
    for kind in kinds:
        for value, weight in _FEATURES[kind](doc):
            row[f"{kind}={value}"] += weight  # type: ignore[assignment]  # a Counter adds floats as well
    return dict(row)


def _lemmas(doc: Doc) -> Iterator[tuple[str, float]]:
    for sentence in doc.sentences:
        for token in sentence.tokens:
            if token.pos in _WORDS:
                yield fold(token.lemma), 1.0


def _parts_of_speech(doc: Doc) -> Iterator[tuple[str, float]]:
    share = 1 / max(1, sum(len(s.tokens) for s in doc.sentences))
    for sentence in doc.sentences:
        for token in sentence.tokens:
            yield token.pos, share


def _mentions(kind: str) -> Callable[[Doc], Iterator[tuple[str, float]]]:
    return lambda doc: ((e.name, float(len(e.mentions))) for e in doc.entities if e.kind == kind)


def _regions(doc: Doc) -> Iterator[tuple[str, float]]:
    for entity in doc.places:
        if entity.place is not None and entity.place.region_code is not None:
            yield entity.place.region_code, float(len(entity.mentions))


_FEATURES: Final[dict[FeatureKind, Callable[[Doc], Iterable[tuple[str, float]]]]] = {
    "lemma": _lemmas,
    "pos": _parts_of_speech,
    "person": _mentions("PER"),
    "org": _mentions("ORG"),
    "place": _mentions("LOC"),
    "region": _regions,
    "post": lambda doc: dict.fromkeys((role.post for role in doc.officials), 1.0).items(),
    "topic": lambda doc: ((topic.id, topic.probability) for topic in doc.topics),
    "keyword": lambda doc: dict.fromkeys(doc.keywords, 1.0).items(),
}
