"""The accurate tagger: a fine-tuned multilingual-e5-small, int8, run by ONNX Runtime.

A document is read in windows of whole sentences, one window a run: what a window answers depends on nothing outside
it, so the batch size changes no answer, and no run has padding. A token is judged by its first piece.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ruanalyze.kept import Kept
from ruanalyze.paths import RESOURCES
from ruanalyze.tagging.network import open_network
from ruanalyze.tagging.tagger import SpanKind, Tagged, TagSpan, calm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["AccurateTagger", "Scores"]

_FOLDER: Final = RESOURCES / "accurate"
_WINDOW: Final = 128  # pieces: a longer window is slower a piece and reads no better
_LONGEST: Final = 254  # pieces of one sentence in one window; a longer sentence is cut
_START, _END, _UNKNOWN = 0, 2, 3
_NAME_KINDS: Final[tuple[SpanKind, ...]] = ("PER", "ORG", "LOC")
_POST_KINDS: Final[tuple[SpanKind, ...]] = ("POST",)
_OPEN, _SHUT, _QUOTES_SHUT = frozenset("(«„"), frozenset(")»,"), frozenset('»”"')

_MARKS = str.maketrans(
    {
        "ё": "е",
        "Ё": "Е",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "’": "'",
        "‘": "'",
        "`": "'",
        "–": "—",
        "−": "—",
        "―": "—",
        "‐": "-",
        "‑": "-",
        "\xad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_CLOSING = re.compile(r"[.,:;!?%)\]}]+")  # "," "?!" ")": written without a space before it
_LONGEST_WORD = 24  # pieces: the rest of a longer word (a URL) says nothing


def normalize(token: str) -> str:
    """One spelling of quotes, dashes and ё: they vary by outlet and mean the same."""
    return unicodedata.normalize("NFKC", token.translate(_MARKS)).replace("ё", "е")


class Pieces:
    """Cuts words into the pieces of a unigram vocabulary: the most probable cut (Kudo 2018)."""

    def __init__(self, pieces: list[str], scores: list[float]) -> None:
        self._scores = {p: (s, i) for i, (p, s) in enumerate(zip(pieces, scores, strict=True)) if i > 3}
        self._prefixes = {p[:i] for p in self._scores for i in range(1, len(p))}
        self._unknown = min(scores) - 10.0
        self._cuts = Kept[str, tuple[int, ...]](300_000)

    def cut(self, token: str) -> tuple[int, ...]:
        """The piece numbers of a token; never empty."""
        found = self._cuts.get(token)
        if found is None:
            found = self._cuts.keep(token, self._search(normalize(token)))
        return found

    def _search(self, word: str) -> tuple[int, ...]:
        if not word.strip():
            return (_UNKNOWN,)
        text = (word if _CLOSING.fullmatch(word) else "▁" + word.replace(" ", "▁"))[:200]
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # score, start of the last piece, its number
        best += [(-1e9, 0, _UNKNOWN)] * len(text)
        for start in range(len(text)):
            so_far = best[start][0]
            if so_far + self._unknown > best[start + 1][0]:
                best[start + 1] = (so_far + self._unknown, start, _UNKNOWN)
            for end in range(start + 1, len(text) + 1):
                part = text[start:end]
                known = self._scores.get(part)
                if known is not None and so_far + known[0] > best[end][0]:
                    best[end] = (so_far + known[0], start, known[1])
                elif known is None and part not in self._prefixes:
                    break
        out: list[int] = []
        end = len(text)
        while end:
            _, end, number = best[end]
            if not (number == _UNKNOWN and out and out[-1] == _UNKNOWN):
                out.append(number)
        return tuple(out[::-1][:_LONGEST_WORD])


class _Window(NamedTuple):
    """Pieces of consecutive sentences of one document."""

    ids: list[int]
    first: list[int]  # the first piece of each token
    parts: list[tuple[int, int]]  # (sentence, its tokens in this window)


def _windows(
    cuts: Sequence[Sequence[tuple[int, ...]]], window: int = _WINDOW, longest: int = _LONGEST
) -> Iterator[_Window]:
    """Pack whole sentences, given as the pieces of their tokens, into windows; a sentence too long for one is cut."""
    now = _Window([_START], [], [])
    for number, sentence in enumerate(cuts):
        start = 0
        while start < len(sentence):
            stop, size = start, 0
            while stop < len(sentence) and size + len(sentence[stop]) <= longest:
                size, stop = size + len(sentence[stop]), stop + 1
            if len(now.ids) > 1 and len(now.ids) + size > window:
                yield now
                now = _Window([_START], [], [])
            for token in sentence[start:stop]:
                now.first.append(len(now.ids))
                now.ids.extend(token)
            now.ids.append(_END)
            now.parts.append((number, stop - start))
            start = stop
    if now.parts:
        yield now


class Scores(NamedTuple):
    """Of each sentence, the probabilities of name and post labels in parts (tokens x labels) and the tags' numbers; of
    each window, the topics' scores."""

    names: list[list[Floats]]
    posts: list[list[Floats]]
    tags: list[list[int]]
    topics: list[Floats]


def _spans(probabilities: Floats, kinds: Sequence[SpanKind]) -> Iterator[TagSpan]:
    """Spans from the probabilities of O, B-X, I-X, ... a token.

    An I-X where no span runs begins one; where the tokens of one span disagree, the kind most probable over all wins.
    """
    best = probabilities.argmax(axis=1)
    inside = np.flatnonzero(best)
    if not len(inside):
        return
    begins = (best[inside] % 2 == 1) | (np.diff(inside, prepend=-2) > 1)
    bounds = [*np.flatnonzero(begins).tolist(), len(inside)]
    for a, b in pairwise(bounds):
        first, last = int(inside[a]), int(inside[b - 1]) + 1
        part = probabilities[first:last, 1:]
        by_kind = (part[:, 0::2] + part[:, 1::2]).mean(axis=0)
        kind = int(by_kind.argmax())
        yield TagSpan(kinds[kind], first, last, round(float(by_kind[kind]), 3))


def _tidy(span: TagSpan, tokens: Sequence[str]) -> TagSpan:
    """The span without a bracket whose pair is outside, and with the closing quote that its opening one calls for."""
    first, last = span.first, span.last
    while last - first > 1 and tokens[last - 1] in _OPEN:
        last -= 1
    if last - first > 1 and tokens[last - 1] == ")" and "(" not in tokens[first:last]:
        last -= 1
    while last - first > 1 and tokens[first] in _SHUT:
        first += 1
    if last < len(tokens) and tokens[last] in _QUOTES_SHUT:
        quotes = [normalize(t) for t in tokens[first:last]].count('"')
        last += quotes % 2
    return span._replace(first=first, last=last)


class AccurateTagger:
    """Tags sentences with the shipped model; safe to share between threads.

    `threads` is ONNX Runtime's; `folder` holds model.onnx, pieces.json and labels.json (default: the shipped ones).
    """

    name = "accurate"

    def __init__(self, threads: int = 1, folder: Path = _FOLDER) -> None:
        pieces, scores = json.loads((folder / "pieces.json").read_text(encoding="utf8"))
        labels = json.loads((folder / "labels.json").read_text(encoding="utf8"))
        self._pieces = Pieces(pieces, scores)
        self._tags: list[tuple[str, str]] = [(t.split(" ")[0], t.split(" ")[1]) for t in labels["tags"]]
        self.topic_ids: list[str] = labels["topics"]
        self._network = open_network(folder / "model.onnx", threads)

    def tag(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """One `Tagged` a sentence, in the order and nesting of `docs`: documents of sentences of token strings."""
        return [tagged for tagged, _ in map(self._read, docs)]

    def tag_with_topics(self, docs: Sequence[Sequence[Sequence[str]]]) -> list[tuple[list[Tagged], list[float]]]:
        """As `tag`, and for each document the probabilities of the topics `topic_ids` from the same pass."""
        return [self._read(doc) for doc in docs]

    def score(self, doc: Sequence[Sequence[str]]) -> Scores:
        """What the network itself says of a document, before spans are read from it."""
        cuts = [[self._pieces.cut(t) for t in calm(sentence)] for sentence in doc]
        scores = Scores([[] for _ in doc], [[] for _ in doc], [[] for _ in doc], [])
        for window in _windows(cuts):
            asked = {"ids": np.array(window.ids, np.int64), "first": np.array(window.first, np.int64)}
            answers: Any = self._network.run(None, asked)
            name, post, tag, topic = answers
            scores.topics.append(topic)
            at = 0
            for sentence, size in window.parts:
                scores.names[sentence].append(name[at : at + size])
                scores.posts[sentence].append(post[at : at + size])
                scores.tags[sentence].extend(tag[at : at + size].tolist())
                at += size
        return scores

    def _read(self, doc: Sequence[Sequence[str]]) -> tuple[list[Tagged], list[float]]:
        return self.read(doc, self.score(doc))

    def read(self, doc: Sequence[Sequence[str]], scores: Scores) -> tuple[list[Tagged], list[float]]:
        """The spans and tags of a document, and its topics' probabilities, from its scores."""
        names, posts, tags, topics = scores
        tagged = []
        for number in range(len(doc)):
            spans = [*_joined(names[number], _NAME_KINDS), *_joined(posts[number], _POST_KINDS)]
            pairs = [self._tags[t] for t in tags[number]]
            tidy = [_tidy(span, doc[number]) for span in spans]
            tagged.append(Tagged([p for p, _ in pairs], [f for _, f in pairs], tidy))
        # A long article's topic shows in its beginning: the model has learned it from the first windows.
        first = np.mean(topics[:2], axis=0) if topics else np.full(len(self.topic_ids), -20.0)
        return tagged, (1 / (1 + np.exp(-first))).round(4).tolist()


def _joined(parts: list[Floats], kinds: Sequence[SpanKind]) -> Iterable[TagSpan]:
    return _spans(parts[0] if len(parts) == 1 else np.concatenate(parts), kinds) if parts else ()
