"""Documents -> windows of pieces -> batches, with the changes of spelling that make the model robust."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from common import IGNORE, MORPH_CORPORA, NAME_CORPORA, SOURCE
from network import Batch

sys.path.insert(0, str(SOURCE))
from ruanalyze.tagging.tagger import calm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruanalyze.tagging.accurate import Pieces

LONGEST = 254  # pieces of one sentence in one window
# Share of each corpus in the pieces that training reads: names first, with enough of morphology and topics.
MIXTURE = {"nerel": 0.28, "collection5": 0.19, "slavicner": 0.16, "silver": 0.14, "opencorpora": 0.14, "taiga": 0.09}


class Window(NamedTuple):
    ids: list[int]
    first: list[int]
    names: list[int]
    posts: list[int]
    tags: list[int]
    name_corpus: int
    morph_corpus: int
    topics: list[float] | None


class Windows:
    """Cuts documents into windows, a little differently every time."""

    def __init__(self, pieces: Pieces, tags: list[str], topics: list[str], seed: int) -> None:
        self.pieces, self.tags, self.topics = pieces, {t: i for i, t in enumerate(tags)}, topics
        self.random = random.Random(seed)

    def _respell(self, tokens: list[str], way: str) -> list[str]:
        if way == "lower":
            return [t.lower() for t in tokens]
        if way == "title":
            return [t[:1].upper() + t[1:] for t in tokens]
        return list(calm(tokens))

    def cut(self, row: dict[str, Any]) -> Iterator[Window]:
        rng, limit = self.random, self.random.choice((96, 144, 192, 192))
        lower = rng.random()
        corpus = row["corpus"]
        name_corpus = NAME_CORPORA.index(corpus) if corpus in NAME_CORPORA and rng.random() < 0.6 else -1
        morph_corpus = (MORPH_CORPORA.index("taiga" if corpus == "taiga" else "silver")) if rng.random() < 0.6 else -1
        topics = None
        if "topics" in row:
            topics = [1.0 if t == row["topics"][0] else 0.8 if t in row["topics"] else 0.0 for t in self.topics]
        window = self._empty(name_corpus, morph_corpus, topics)
        for sentence in row["sentences"]:
            chance = rng.random()
            way = "lower" if lower < 0.13 or chance < 0.03 else "title" if chance > 0.98 else ""
            cuts = [self.pieces.cut(t) for t in self._respell(sentence["tokens"], way)]
            start = 0
            while start < len(cuts):
                stop, size = start, 0
                while stop < len(cuts) and size + len(cuts[stop]) <= LONGEST:
                    size, stop = size + len(cuts[stop]), stop + 1
                if len(window.ids) > 1 and len(window.ids) + size > limit:
                    yield window
                    window = self._empty(name_corpus, morph_corpus, topics)
                for i in range(start, stop):
                    window.first.append(len(window.ids))
                    window.ids.extend(cuts[i])
                    window.names.append(sentence["names"][i] if "names" in sentence else IGNORE)
                    window.posts.append(sentence["posts"][i] if "posts" in sentence else IGNORE)
                    tag = sentence["tags"][i]
                    window.tags.append(self.tags.get(tag, IGNORE) if tag is not None else IGNORE)
                if rng.random() > 0.07:  # else as where the space after a full stop is missing
                    window.ids.append(2)
                start = stop
        if len(window.ids) > 1:
            yield window

    def _empty(self, name_corpus: int, morph_corpus: int, topics: list[float] | None) -> Window:
        return Window([0], [], [], [], [], name_corpus, morph_corpus, topics)


def collate(windows: list[Window], topics: int) -> Batch:
    length = max(len(w.ids) for w in windows)
    ids = torch.ones(len(windows), length, dtype=torch.long)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)] = torch.tensor(w.ids)
    tensor = torch.tensor
    return Batch(
        ids=ids,
        first=tensor([i * length + f for i, w in enumerate(windows) for f in w.first]),
        window=tensor([i for i, w in enumerate(windows) for _ in w.first]),
        names=tensor([n for w in windows for n in w.names]),
        posts=tensor([n for w in windows for n in w.posts]),
        tags=tensor([n for w in windows for n in w.tags]),
        name_corpus=tensor([w.name_corpus for w in windows for _ in w.first]),
        morph_corpus=tensor([w.morph_corpus for w in windows for _ in w.first]),
        topics=tensor([w.topics if w.topics is not None else [-1.0] * topics for w in windows]),
    )


def batches(rows: list[dict[str, Any]], cutter: Windows, budget: int) -> Iterator[Batch]:
    """Batches of about `budget` pieces without end, mixed over the corpora, sorted by length within 240 windows."""
    rng = cutter.random

    def endless(part: list[dict[str, Any]]) -> Iterator[Window]:
        while True:
            rng.shuffle(part)
            for row in part:
                yield from cutter.cut(row)

    streams = {name: endless([r for r in rows if r["corpus"] == name]) for name in MIXTURE}
    read = dict.fromkeys(MIXTURE, 0)
    while True:
        pool = []
        while len(pool) < 240:
            name = min(MIXTURE, key=lambda n: read[n] / MIXTURE[n])
            window = next(streams[name])
            read[name] += len(window.ids)
            pool.append(window)
        pool.sort(key=lambda w: len(w.ids))
        cut: list[list[Window]] = [[]]
        for window in pool:
            if cut[-1] and len(window.ids) * (len(cut[-1]) + 1) > budget:
                cut.append([])
            cut[-1].append(window)
        rng.shuffle(cut)
        for part in cut:
            yield collate(part, len(cutter.topics))
