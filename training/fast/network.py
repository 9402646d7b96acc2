"""The fast tagger's network: features of a word form, three convolutions over a whole document, one head a task.

Nothing is normalized and no row is masked: what runs is what was trained. A row between sentences is a word of its own
(`boundary`), and GAP of them stand between documents, as far as three convolutions reach.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from ruanalyze.tagging.word_forms import BUCKETS, GRAMMEMES, SHAPES

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
POSTS = ["O", "B-POST", "I-POST"]
DILATIONS = (1, 2, 4)
GAP = sum(DILATIONS)  # rows between documents: nothing reaches across


class Shifted(nn.Module):
    """A convolution of three taps as one matrix: row i reads rows i-d, i and i+d."""

    def __init__(self, inputs: int, outputs: int, dilation: int) -> None:
        super().__init__()
        self.linear, self.dilation, self.outputs = nn.Linear(inputs, 3 * outputs, bias=False), dilation, outputs
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.add(self.linear(x))

    def add(self, three: torch.Tensor) -> torch.Tensor:
        d, n = self.dilation, self.outputs
        left, middle, right = three[:, :n], three[:, n : 2 * n], three[:, 2 * n :]
        return middle + F.pad(left[:-d], (0, 0, d, 0)) + F.pad(right[d:], (0, 0, 0, d)) + self.bias


class Head(nn.Module):
    """A decision shared by all corpora and a deviation of each; export.py says what part of each stays at run time."""

    def __init__(self, inputs: int, outputs: int, corpora: int) -> None:
        super().__init__()
        self.shared = nn.Linear(inputs, outputs)
        self.own = nn.Parameter(torch.zeros(corpora, outputs, inputs))

    def forward(self, x: torch.Tensor, corpus: torch.Tensor) -> torch.Tensor:
        logits = self.shared(x)
        for i in range(self.own.shape[0]):
            mine = (corpus == i).nonzero()[:, 0]
            if len(mine):
                logits = logits.index_add(0, mine, F.linear(x[mine], self.own[i]))
        return logits


class Network(nn.Module):
    def __init__(
        self, tags: int, name_corpora: int, tag_corpora: int, hidden: int = 128, form: int = 256, narrow: int = 64
    ) -> None:
        super().__init__()
        self.ngrams = nn.EmbeddingBag(BUCKETS, 64, mode="mean")
        self.shapes = nn.Embedding(SHAPES, 24)
        self.form = nn.Linear(300 + 64 + 24 + len(GRAMMEMES) + 1, form)
        self.convs = nn.ModuleList(Shifted(form if i == 0 else hidden, hidden, d) for i, d in enumerate(DILATIONS))
        self.boundary = nn.Parameter(torch.zeros(3 * hidden))
        self.names = Head(hidden, len(NAMES), name_corpora)
        self.posts = nn.Linear(hidden, len(POSTS))
        self.narrow = nn.Linear(hidden, narrow)
        self.tags = Head(narrow, tags, tag_corpora)
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.ngrams.weight, std=0.1)

    def first(self, vectors, shapes, ngrams, offsets, grammemes) -> torch.Tensor:
        """The first convolution's three taps of each form; at run time kept in a table."""
        x = torch.cat([vectors, self.ngrams(ngrams, offsets), self.shapes(shapes), grammemes], 1)
        return self.convs[0].linear(self.drop(F.relu(self.form(F.dropout(x, 0.07, self.training)))))

    def forward(self, first: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """ids: row of `first` a token, -1 between documents and (one row) between sentences."""
        table = torch.cat([first, self.boundary[None]])
        x = F.relu(self.convs[0].add(F.embedding(ids.where(ids >= 0, len(first)), table)))
        for conv in self.convs[1:]:
            x = x + F.relu(conv(self.drop(x)))
        return self.drop(x)
