"""The fast tagger: features of word forms, three convolutions over the document (Strubell et al. 2017), some heads.

What a form brings to the first convolution is kept in a table, so that only two layers and the heads are computed a
token, in int8 with fixed ranges. Documents lie end to end with rows of a boundary between, as many as the convolutions
reach over: nothing is padded, and the batch changes no answer. Morphology is asked for the forms that leave a choice.
"""

from __future__ import annotations

import json
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ruanalyze.morph.lexicon import lexicon
from ruanalyze.morph.ud_tags import case_of
from ruanalyze.paths import RESOURCES
from ruanalyze.tagging.network import open_network
from ruanalyze.tagging.packed import FormTable, Spans, rows_of
from ruanalyze.tagging.tagger import Tagged, calm
from ruanalyze.tagging.viterbi import viterbi
from ruanalyze.tagging.word_forms import WordForms, shape, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ruanalyze.tagging.tagger import TagSpan

    Floats = NDArray[np.float32]

__all__ = ["Bio", "FastTagger"]

_FOLDER: Final = RESOURCES / "fast"
_ROWS: Final = 2_048  # tokens in one pass of the network, or one document
_GIANT: Final = 16_384  # tokens after which a document is read in pieces
_NEVER: Final = -1e4
_ASK: Final = -1  # in place of a settled tag: the network is asked
_FRACTION: Final = 4  # bits of the first layer's taps below its step


class FastTagger:
    """The default tagger. `name` is what mentions carry as their source."""

    def __init__(self, folder: str | Path = _FOLDER, name: str = "fast") -> None:
        self.name, self._folder = name, Path(folder)
        labels = json.loads((self._folder / "labels.json").read_text(encoding="utf8"))
        with np.load(self._folder / "forms.npz") as forms:
            self._ready: NDArray[np.int8] = forms["ready"]
            rows = forms["ready_rows"]
            small = {k: forms[k] for k in ("ngrams", "shapes", "form", "ready_scale", "boundary")}
        self._weights = {key: value.astype(np.float32) for key, value in small.items()}
        self._lexicon = lexicon()
        self._ready_at = np.full(len(self._lexicon) + 1, -1, np.intp)  # the last one: forms outside of the lexicon
        self._ready_at[rows] = np.arange(len(rows))
        self._taps = open_network(self._folder / "first.onnx")
        self._network = open_network(self._folder / "network.onnx")
        self._gap = sum(labels["dilations"])
        self._hidden = len(self._weights["boundary"]) // 3
        self._forms = WordForms()
        self._settled: dict[str, int] = {
            form: int(tag) for tag, forms in labels["settled"].items() for form in forms.split(" ")
        }
        boundary = _counted(self._weights["boundary"][None], [0])[0]
        common = labels["common"].split()
        self._table = FormTable(len(boundary), self._rows, spelling, boundary, common)
        self._pos, self._feats = zip(*(tag.split(" ") for tag in labels["tags"]), strict=True)
        self._names, self._posts = Bio(labels["names"]), Bio(labels["posts"])

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
        at = rows_of(starts, sizes)
        ids = np.zeros(self._gap + int((sizes + gaps).sum()), np.intp)
        ids[at], table = self._table.look_up(list(chain.from_iterable(sentences)))
        first, tags = self._first(ids, table)
        asked = np.flatnonzero(tags == _ASK)
        tags[asked], names, posts, scores = self._network.run(None, {"first": first, "asked": asked})
        names = self._names(names, scores[:, : self._names.size], at, starts, sizes)
        posts = self._posts(posts, scores[:, self._names.size :], at, starts, sizes)
        best = tags[at].tolist()
        all_pos, all_feats = list(map(self._pos.__getitem__, best)), list(map(self._feats.__getitem__, best))
        made, end = [], 0
        for words, size, found, held in zip(sentences, sizes.tolist(), names, posts, strict=True):
            start, end = end, end + size
            pos, feats = all_pos[start:end], all_feats[start:end]
            if found:
                found = [_whole(span, words, pos, feats) if span.last < size else span for span in found]
            made.append(Tagged(pos, feats, found + held))
        return made

    def _first(self, ids: NDArray[np.intp], table: NDArray[np.int16]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The first layer in steps: a row's own tap, the next row's left one, the one before's right. Settled tags."""
        n = self._hidden
        rows = table.take(ids, 0, mode="clip")
        x = np.zeros((len(ids), n), np.int16)  # the ends are rows between documents, which nothing reads
        inner = np.add(rows[1:-1, n : 2 * n], rows[:-2, :n], out=x[1:-1])
        inner += rows[2:, 2 * n : 3 * n]
        inner >>= _FRACTION
        return np.clip(x, 0, 255, out=x).astype(np.uint8), rows[:, -1].astype(np.int64)

    def _rows(self, plain: list[str]) -> NDArray[np.int16]:
        """For each spelling the three taps of the first convolution, in fractions of a step, and its settled tag."""
        w = self._weights
        lower = [form.lower() for form in plain]
        rows = self._lexicon.rows(lower)
        at = self._ready_at[rows]
        x = self._ready[at] * w["ready_scale"]
        new = np.flatnonzero(at < 0)
        if len(new):
            x[new] = self._spelt([lower[i] for i in new], rows[new])
        x += w["shapes"][list(map(shape, plain))]
        (taps,) = self._taps.run(None, {"forms": x})
        return _counted(taps, list(map(self._settled.get, plain, repeat(_ASK))))

    def _spelt(self, lower: list[str], rows: NDArray[np.intp]) -> Floats:
        """What lower-case forms bring to the form layer, before the shape of their letters is added."""
        w, f = self._weights, self._forms(lower, rows)
        grams = np.add.reduceat(w["ngrams"][f.ngrams], f.offsets)
        grams /= np.diff([*f.offsets, len(f.ngrams)])[:, None]
        made: Floats = np.concatenate([f.vectors, grams, f.grammemes], 1) @ w["form"]
        return made


def _counted(taps: Floats, tags: list[int]) -> NDArray[np.int16]:
    """Taps as whole numbers, three of which can't overflow, with half a step in the middle one; the tags after them."""
    made = np.empty((len(taps), taps.shape[1] + 1), np.int16)
    n = taps.shape[1] // 3
    made[:, :-1] = np.rint(taps).clip(-10_000, 10_000)
    made[:, n : 2 * n] += 1 << (_FRACTION - 1)
    made[:, -1] = tags
    return made


class Bio:
    """Decodes one head's scores: the best sequence in which an inside tag follows its own kind."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.size = len(labels)
        self._spans = Spans(labels)
        self._free = np.array([not label.startswith("I-") for label in labels])
        self._transitions = np.zeros((len(labels), len(labels)), np.float32)
        for b, label in enumerate(labels):
            if label.startswith("I-"):
                self._transitions[:, b] = [0.0 if before[2:] == label[2:] else _NEVER for before in labels]

    def __call__(
        self,
        best: NDArray[np.int64],
        scores: Floats,
        at: NDArray[np.intp],
        starts: NDArray[np.intp],
        sizes: NDArray[np.intp],
    ) -> list[list[TagSpan]]:
        """The spans of each sentence; `best` is the best label of each row, `at` are the tokens' rows."""
        return self._spans(self.path(best, scores, at, starts, sizes), scores, starts, sizes)

    def path(
        self,
        best: NDArray[np.int64],
        scores: Floats,
        at: NDArray[np.intp],
        starts: NDArray[np.intp],
        sizes: NDArray[np.intp],
    ) -> NDArray[np.int64]:
        """The best label of each row where they follow each other; around a break, the best that do."""
        path = np.zeros_like(best)
        path[at] = best[at]
        broken = np.flatnonzero(self._transitions[path[:-1], path[1:]] < 0) + 1
        if len(broken):
            first, size = self._around(broken, path, starts, sizes)
            scores = scores.copy()
            scores[first] += self._transitions[0]  # a stretch begins with a label that may follow any other
            some = rows_of(first, size)
            path[some] = viterbi(scores, self._transitions, first, size)[some]
        return path

    def _around(
        self, broken: NDArray[np.intp], path: NDArray[np.int64], starts: NDArray[np.intp], sizes: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The stretches to read again, apart from each other: from the beginning of the name or word before the one
        before the break, to the next label that may follow anything, within the sentence."""
        free = np.flatnonzero(self._free[path])
        at = np.searchsorted(free, broken)  # rows between documents are free: there are two before and one after
        sentence = np.searchsorted(starts, broken, "right") - 1
        first = np.maximum(free[at - 2], starts[sentence])
        last = np.minimum(free[at], starts[sentence] + sizes[sentence])
        apart = np.append(True, first[1:] >= np.maximum.accumulate(last)[:-1])
        return first[apart], np.maximum.reduceat(last, np.flatnonzero(apart)) - first[apart]


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
        case = case_of(feats[last - 1])
        last += bool(case) and case == case_of(feats[last])
    return span._replace(last=last)


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()
