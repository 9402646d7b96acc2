"""slovnet's own NER and morphology weights, run without padding and with the first layer kept per word form.

The weights ship in natasha's wheel (Kukushkin 2020, https://github.com/natasha/slovnet). A convolution of width three
over word vectors is, for each of its three positions, a function of the word form alone: it is computed once a form and
looked up afterwards. Sentences are laid end to end with one zero row between, so nothing is spent on padding.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ruanalyze.compat import natasha_data
from ruanalyze.tagging import embeddings
from ruanalyze.tagging.packed import FormTable, Spans, rows_of
from ruanalyze.tagging.tagger import Tagged
from ruanalyze.tagging.viterbi import viterbi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["SlovnetTagger"]

_ROWS: Final = 8_192  # tokens in one pass of the network


@dataclass(frozen=True, slots=True)
class _Layer:
    """A convolution of width three as one matrix (inputs x 3 outputs), then ReLU and batch normalization."""

    weight: Floats
    bias: Floats
    scale: Floats
    shift: Floats

    def after(self, x: Floats, gaps: NDArray[np.intp]) -> Floats:
        """`x` is the sum of the three positions; rows of `gaps` stand between sentences and stay zero."""
        x += self.bias
        np.maximum(x, 0, out=x)
        x *= self.scale
        x += self.shift
        x[gaps] = 0
        return x

    def __call__(self, x: Floats, gaps: NDArray[np.intp]) -> Floats:
        width = self.bias.size
        three = x @ self.weight
        y = np.ascontiguousarray(three[:, width : 2 * width])
        y[1:] += three[:-1, :width]
        y[:-1] += three[1:, 2 * width :]
        return self.after(y, gaps)


@dataclass(frozen=True, slots=True)
class _Network:
    """One of slovnet's taggers: shapes of words, three convolutions, a linear head."""

    shapes: Floats
    layers: tuple[_Layer, ...]
    head: Floats
    bias: Floats
    tags: tuple[str, ...]

    def __call__(self, first: Floats, gaps: NDArray[np.intp]) -> Floats:
        x = self.layers[0].after(first, gaps)
        for layer in self.layers[1:]:
            x = layer(x, gaps)
        return x @ self.head + self.bias


class SlovnetTagger:
    """slovnet's NER and morphology behind the `Tagger` interface; the same tags as slovnet's own code gives."""

    def __init__(self, name: str = "natasha") -> None:
        self.name = name
        self._load()

    def __reduce__(self) -> tuple[type[SlovnetTagger], tuple[str]]:
        return type(self), (self.name,)

    def _load(self) -> None:
        weights = natasha_data() / "model"
        from slovnet import NER, Morph
        from slovnet.shape import word_shape

        navec = embeddings.load()
        ner: Any = NER.load(weights / "slovnet_ner_news_v1.tar")
        morph = Morph.load(weights / "slovnet_morph_news_v1.tar")
        self._codes: Floats = navec.pq.codes
        self._indexes = navec.pq.indexes
        self._words: dict[str, int] = ner.infer.encoder.words_vocab.item_ids
        self._unknown: int = ner.infer.encoder.words_vocab.unk_id
        self._shape_ids: dict[str, int] = ner.infer.encoder.shapes_vocab.item_ids
        self._shape = word_shape
        self._ner, self._morph = _network(ner), _network(morph)
        self._transitions: Floats = np.asarray(ner.infer.model.head.crf.transitions.array, np.float32)
        self._spans = Spans(self._ner.tags[1:])  # <pad> and O stand first
        self._pos = [tag.partition("|")[0] for tag in self._morph.tags]
        self._feats = [tag.partition("|")[2] for tag in self._morph.tags]
        self._table = FormTable(3 * (self._ner.layers[0].bias.size + self._morph.layers[0].bias.size), self._rows)

    def tag(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """One `Tagged` a sentence, in the order and nesting of `docs`."""
        flat = [sentence for doc in docs for sentence in doc]
        tagged: list[Tagged] = []
        start = 0
        while start < len(flat):
            end, rows = start, 0
            while end < len(flat) and (end == start or rows + len(flat[end]) < _ROWS):
                rows += len(flat[end]) + 1
                end += 1
            tagged += self._tag(flat[start:end])
            start = end
        answers = iter(tagged)
        return [[next(answers) for _ in doc] for doc in docs]

    def _tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        sizes = np.fromiter(map(len, sentences), np.intp, len(sentences))
        ends = np.cumsum(sizes + 1)  # the gap row after each sentence, counted from the leading gap at 0
        gaps = np.concatenate([[0], ends])
        ids = np.zeros(int(ends[-1]) + 1, np.intp)
        rows, table = self._table.look_up(list(chain.from_iterable(sentences)))
        ids[rows_of(ends - sizes, sizes)] = rows
        ner, morph = self._first(ids, table)
        scores = self._ner(ner, gaps)
        best = self._morph(morph, gaps).argmax(1).tolist()
        paths = viterbi(scores, self._transitions, ends - sizes, sizes)
        spans = self._spans(np.maximum(paths - 1, 0), scores[:, 1:], ends - sizes, sizes)
        out = []
        for first, size, found in zip((ends - sizes).tolist(), sizes.tolist(), spans, strict=True):
            tags = best[first : first + size]
            pos, feats = [self._pos[t] for t in tags], [self._feats[t] for t in tags]
            out.append(Tagged(pos, feats, found))
        return out

    def _rows(self, words: list[str]) -> Floats:
        """The three taps of the first convolution of both networks, side by side, for each word form."""
        word_ids = [self._words.get(word.lower(), self._unknown) for word in words]
        shape_ids = [self._shape_ids[str(self._shape(word))] for word in words]
        vectors = self._codes[np.arange(len(self._codes)), self._indexes[word_ids]].reshape(len(words), -1)
        parts = []
        for network in (self._ner, self._morph):
            x = np.concatenate([vectors, network.shapes[shape_ids]], 1)
            parts.append(x @ network.layers[0].weight)
        return np.concatenate(parts, 1)

    def _first(self, ids: NDArray[np.intp], table: Floats) -> tuple[Floats, Floats]:
        """The first convolution of both networks, before its bias: three looked-up rows a token, added."""
        a, b = self._ner.layers[0].bias.size, self._morph.layers[0].bias.size
        out = []
        for at, width in ((0, a), (3 * a, b)):
            x = table[ids, at + width : at + 2 * width]
            x[1:] += table[ids[:-1], at : at + width]
            x[:-1] += table[ids[1:], at + 2 * width : at + 3 * width]
            out.append(x)
        return out[0], out[1]


def _network(tagger: Any) -> _Network:
    model = tagger.infer.model
    layers = []
    for layer in model.encoder.layers:
        weight = np.asarray(layer.conv.weight.array, np.float32)  # filters x inputs x 3
        scale = layer.norm.weight.array / layer.norm.std.array
        layers.append(
            _Layer(
                weight=np.ascontiguousarray(weight.transpose(1, 2, 0).reshape(weight.shape[1], -1)),
                bias=np.asarray(layer.conv.bias.array, np.float32),
                scale=np.asarray(scale, np.float32),
                shift=np.asarray(layer.norm.bias.array - layer.norm.mean.array * scale, np.float32),
            )
        )
    return _Network(
        shapes=np.asarray(model.emb.shape.weight.array, np.float32),
        layers=tuple(layers),
        head=np.asarray(model.head.proj.weight.array, np.float32),
        bias=np.asarray(model.head.proj.bias.array, np.float32),
        tags=tuple(tagger.infer.decoder.tags_vocab.items),
    )
