"""The fast tagger: features of word forms, three convolutions over the document (Strubell et al. 2017), some heads.

What a form brings to the first convolution is kept in a table, so that only two layers and the heads are computed a
token, in int8 with fixed ranges. Documents lie end to end with rows of zeros between: nothing is padded, and the batch
changes no answer.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ruanalyze.morph.lexicon import lexicon
from ruanalyze.paths import RESOURCES
from ruanalyze.tagging.network import open_network
from ruanalyze.tagging.packed import FormTable, Spans
from ruanalyze.tagging.tagger import Tagged, calm
from ruanalyze.tagging.viterbi import viterbi
from ruanalyze.tagging.word_forms import WordForms, shape, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ruanalyze.tagging.tagger import TagSpan

    Floats = NDArray[np.float32]

__all__ = ["FastTagger"]

_FOLDER: Final = RESOURCES / "fast"
_ROWS: Final = 1_024  # tokens in one pass of the network, or one document
_GIANT: Final = 16_384  # tokens after which a document is read in pieces
_NEVER: Final = -1e4


class FastTagger:
    """The default tagger. `name` is what mentions carry as their source."""

    def __init__(self, folder: str | Path = _FOLDER, name: str = "fast") -> None:
        self.name, self._folder = name, Path(folder)
        labels = json.loads((self._folder / "labels.json").read_text(encoding="utf8"))
        with np.load(self._folder / "forms.npz") as forms, np.load(self._folder / "first.npz") as first:
            self._ready: NDArray[np.int8] = forms["ready"]
            rows = forms["ready_rows"]
            small = {k: forms[k] for k in ("ngrams", "shapes", "form", "ready_scale")} | dict(first)
        self._weights = {key: value.astype(np.float32) for key, value in small.items()}
        self._lexicon = lexicon()
        self._ready_at = np.full(len(self._lexicon) + 1, -1, np.intp)  # the last one: forms outside of the lexicon
        self._ready_at[rows] = np.arange(len(rows))
        self._network = open_network(self._folder / "network.onnx")
        self._gap = 1 + max(labels["dilations"])
        self._hidden = self._weights["conv0"].shape[1] // 3
        self._forms = WordForms()
        self._table = FormTable(3 * self._hidden, self._rows)
        self._pos, self._feats = zip(*(tag.split(" ") for tag in labels["tags"]), strict=True)
        self._names, self._posts = _Bio(labels["names"]), _Bio(labels["posts"])

    def __reduce__(self) -> tuple[type[FastTagger], tuple[Path, str]]:
        return type(self), (self._folder, self.name)

    def tag(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """One `Tagged` a sentence, in the order and nesting of `docs`."""
        pieces = [piece for doc in docs for piece in _pieces(doc)]
        flat: list[Tagged] = []
        start = 0
        while start < len(pieces):
            end, rows = start, 0
            while end < len(pieces) and (end == start or rows < _ROWS):
                rows += sum(map(len, pieces[end]))
                end += 1
            flat += self._tag(pieces[start:end])
            start = end
        answers = iter(flat)
        return [[next(answers) for _ in doc] for doc in docs]

    def _tag(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[Tagged]:
        sentences = [calm(sentence) for doc in docs for sentence in doc]
        sizes = np.fromiter(map(len, sentences), np.intp, len(sentences))
        gaps = np.ones(len(sentences), np.intp)  # one row after a sentence, more after a document
        gaps[np.cumsum([len(doc) for doc in docs if doc]) - 1] = self._gap
        starts = self._gap + np.cumsum(sizes + gaps) - sizes - gaps
        rows = self._gap + int((sizes + gaps).sum())
        ids, table = self._table.look_up(sentences, rows, starts)
        inside = ids > 0
        asked = np.flatnonzero(inside)
        tags, spans = self._network.run(
            None, {"first": self._first(ids, table), "inside": inside[:, None], "asked": asked}
        )
        n = self._names.size
        names = self._names(spans[:, :n], ~inside, starts, sizes)
        posts = self._posts(spans[:, n:], ~inside, starts, sizes)
        best = np.zeros(rows, np.intp)
        best[asked] = tags
        best = best.tolist()
        made = []
        for i, (first, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
            tags = best[first : first + size]
            pos, feats = list(map(self._pos.__getitem__, tags)), list(map(self._feats.__getitem__, tags))
            found = names[i] and [_whole(span, sentences[i], pos, feats) for span in names[i]]
            made.append(Tagged(pos, feats, found + posts[i]))
        return made

    def _first(self, ids: NDArray[np.intp], table: Floats) -> Floats:
        """The first layer before its rectifier: each row's own tap, the next row's left one, the one before's right."""
        n = self._hidden
        x: Floats = table[ids, n : 2 * n]
        x[1:] += table[ids[:-1], :n]
        x[:-1] += table[ids[1:], 2 * n :]
        return x

    def _rows(self, forms: list[str]) -> Floats:
        """The three taps of the first convolution for each form."""
        w, plain = self._weights, list(map(spelling, forms))
        lower = [form.lower() for form in plain]
        at = self._ready_at[self._lexicon.rows(lower)]
        x = self._ready[at] * w["ready_scale"]
        new = np.flatnonzero(at < 0)
        if len(new):
            x[new] = self._spelt([lower[i] for i in new])
        x += w["shapes"][list(map(shape, plain))]
        made: Floats = np.maximum(x, 0, out=x) @ w["conv0"]
        made += w["conv0_bias"]
        return made

    def _spelt(self, lower: list[str]) -> Floats:
        """What lower-case forms bring to the form layer, before the shape of their letters is added."""
        w, f = self._weights, self._forms(lower)
        grams = np.add.reduceat(w["ngrams"][f.ngrams], f.offsets)
        grams /= np.diff([*f.offsets, len(f.ngrams)])[:, None]
        made: Floats = np.concatenate([f.vectors, grams, f.grammemes], 1) @ w["form"]
        return made


class _Bio:
    """Decodes one head's scores: the best sequence in which an inside tag follows its own kind."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.size = len(labels)
        self._spans = Spans(labels)
        self._transitions = np.zeros((len(labels), len(labels)), np.float32)
        for b, label in enumerate(labels):
            if label.startswith("I-"):
                self._transitions[:, b] = [0.0 if before[2:] == label[2:] else _NEVER for before in labels]

    def __call__(
        self, scores: Floats, gap: NDArray[np.bool_], starts: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> list[list[TagSpan]]:
        path = scores.argmax(1)
        path[gap] = 0
        broken = np.flatnonzero(self._transitions[path[:-1], path[1:]] < 0) + 1
        if len(broken):  # everywhere else the best tag of each token is the best sequence
            some = np.unique(np.searchsorted(starts, broken, "right") - 1)
            repaired = viterbi(scores, self._transitions, starts[some], sizes[some])
            for a, n in zip(starts[some].tolist(), sizes[some].tolist(), strict=True):
                path[a : a + n] = repaired[a : a + n]
        return self._spans(path, scores, starts, sizes)


def _pieces(doc: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """A document as one piece; a giant one as several, so that memory stays bounded."""
    start = rows = 0
    for i, sentence in enumerate(doc):
        if rows > _GIANT:
            yield doc[start:i]
            start, rows = i, 0
        rows += len(sentence)
    if start < len(doc):
        yield doc[start:]


def _whole(span: TagSpan, words: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> TagSpan:
    """A span that stops in the middle of a name, to the name's end; else as it is.

    A person that stops at an initial goes on ("А. С" + ". Пушкин"), a body that stops at an adjective takes the noun
    that agrees with it ("Федеральное космическое" + "агентство").
    """
    last, size = span.last, len(words)
    if last >= size:
        return span
    if span.kind == "PER" and _initial(words[last - 1]) and words[last] == ".":
        last += 1
        while last + 1 < size and _initial(words[last]) and words[last + 1] == ".":
            last += 2
        while last < size and last < span.first + 6 and words[last][:1].isupper() and len(words[last]) > 1:
            last += 1
    elif span.kind == "ORG" and pos[last - 1] == "ADJ" and pos[last] in ("NOUN", "PROPN"):
        case = _case(feats[last - 1])
        last += bool(case) and case == _case(feats[last])
    return span._replace(last=last)


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _case(feats: str) -> str:
    at = feats.find("Case=")
    return feats[at + 5 : at + 8] if at >= 0 else ""
