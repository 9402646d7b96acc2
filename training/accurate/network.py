"""The network: the lower layers of multilingual-e5-small over the cut vocabulary, with one head a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from common import MORPH_CORPORA, NAME_CORPORA, NAMES, POSTS
from torch import nn
from torch.nn import functional as F  # noqa: N812

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEADS, INNER, EPS = 384, 12, 1536, 1e-12


@dataclass
class Batch:
    ids: torch.Tensor  # windows x pieces, padded with 1
    first: torch.Tensor  # places of the tokens' first pieces in the flattened ids
    window: torch.Tensor  # the window of each token
    names: torch.Tensor  # labels a token, -1 where there is none
    posts: torch.Tensor
    tags: torch.Tensor
    name_corpus: torch.Tensor  # the corpus of each token, -1 for the shared decision alone
    morph_corpus: torch.Tensor
    topics: torch.Tensor  # windows x topics, -1 where the document has none


class Layer(nn.Module):
    """A post-norm transformer layer with fused query, key and value."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=EPS), nn.LayerNorm(WIDTH, eps=EPS)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(size, length, WIDTH)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Head(nn.Module):
    """A linear decision shared by all corpora, and a deviation of each corpus that is left out at run time."""

    def __init__(self, size: int, corpora: int) -> None:
        super().__init__()
        self.shared = nn.Linear(WIDTH, size)
        self.own = nn.Parameter(torch.zeros(corpora + 1, size, WIDTH))

    def forward(self, x: torch.Tensor, corpus: torch.Tensor) -> torch.Tensor:
        logits = self.shared(x)
        for i in range(self.own.shape[0] - 1):
            logits = logits + torch.where((corpus == i)[:, None], F.linear(x, self.own[i]), 0.0)
        return logits


class Network(nn.Module):
    def __init__(self, pieces: int, layers: int, tags: int, topics: int, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(positions, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.names, self.posts = Head(len(NAMES), len(NAME_CORPORA)), nn.Linear(WIDTH, len(POSTS))
        self.tags, self.topics = Head(tags, len(MORPH_CORPORA)), nn.Linear(WIDTH, topics)
        self.dropout = nn.Dropout(0.1)

    def encode(self, ids: torch.Tensor) -> torch.Tensor:
        mask = (ids != 1)[:, None, None, :]
        x = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        tokens = self.encode(b.ids).flatten(0, 1)[b.first]
        pooled = torch.zeros(b.ids.shape[0], WIDTH, dtype=tokens.dtype).index_add(0, b.window, tokens)
        pooled = pooled / torch.bincount(b.window, minlength=b.ids.shape[0])[:, None].clamp(min=1)
        tokens = self.dropout(tokens)
        return (
            self.names(tokens, b.name_corpus),
            self.posts(tokens),
            self.tags(tokens, b.morph_corpus),
            self.topics(self.dropout(pooled)),
        )

    def load_e5(self, path: Path) -> None:
        """Take the pretrained tensors; the token type, always 0, goes into the positions."""
        import numpy as np

        e5 = {k: torch.from_numpy(v) for k, v in np.load(path).items()}
        with torch.no_grad():
            self.words.weight.copy_(e5["emb.word"].view(-1, WIDTH))
            self.positions.weight.copy_(e5["emb.pos"].view(-1, WIDTH) + e5["emb.type"].view(-1, WIDTH)[0])
            self.norm.weight.copy_(e5["emb.ln.w"])
            self.norm.bias.copy_(e5["emb.ln.b"])
            for i, layer in enumerate(self.layers):
                for end, kind in (("w", "weight"), ("b", "bias")):
                    take = {
                        k: e5[f"l{i}.{k}.{end}"].view(-1, WIDTH if k != "fo" else INNER)
                        if end == "w"
                        else e5[f"l{i}.{k}.{end}"]
                        for k in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")
                    }
                    getattr(layer.qkv, kind).copy_(torch.cat([take["q"], take["k"], take["v"]]))
                    for module, key in (
                        (layer.out, "ao"),
                        (layer.up, "fi"),
                        (layer.down, "fo"),
                        (layer.norm1, "aln"),
                        (layer.norm2, "oln"),
                    ):
                        getattr(module, kind).copy_(take[key].view_as(getattr(module, kind)))
