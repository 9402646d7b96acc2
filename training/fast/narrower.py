"""The fast tagger before this one, 192 wide with normalizations, cut down to a start for a narrower one.

Its n-grams were hashed by CRC-32, digits told apart: each bucket of today's begins as the mean of what its n-grams were.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from network import NAMES

from ruanalyze.morph.lexicon import lexicon
from ruanalyze.tagging.word_forms import BUCKETS, hashed

if TYPE_CHECKING:
    from network import Network

Floats = Any


def folded(w: dict[str, Floats], layers: int) -> dict[str, Floats]:
    """Scales into the convolutions, shifts into the biases; `shift{i}` becomes the sum of shifts up to layer i."""
    out = dict(w)
    total = np.zeros(w["bias0"].shape, np.float32)
    for i in range(layers):
        scale, n = w[f"scale{i}"], len(w[f"bias{i}"])
        assert (scale > 0).all()  # else relu(x) * scale is not relu(x * scale)
        out[f"conv{i}"] = w[f"conv{i}"] * np.tile(scale, 3)
        bias = w[f"bias{i}"] * scale
        if i:
            bias = bias + (total @ out[f"conv{i}"]).reshape(3, n).sum(0)
        total = total + w[f"shift{i}"]
        out[f"bias{i}"], out[f"shift{i}"] = bias, total
    vectors, grams = 300, w["ngrams"].shape[1]
    cut = vectors + grams, vectors + grams + w["shapes"].shape[1]  # the form layer's rows for the shape
    out["shapes"] = w["shapes"] @ w["form"][cut[0] : cut[1]] + w["form_bias"]
    out["form"] = np.delete(w["form"], np.s_[cut[0] : cut[1]], 0)
    heads = np.concatenate([w["narrow"], w["names"], w["posts"]], 1)
    bias = np.concatenate([w["narrow_bias"], w["names_bias"], w["posts_bias"]])
    return out | {"heads": heads, "heads_bias": bias + total @ heads}


def moved(old: Floats) -> torch.Tensor:
    """N-gram vectors under today's bucket numbers."""
    forms = [form for form in lexicon()._rows if form]
    now, _ = hashed(forms)
    before = [bucket for form in forms for bucket in crc(form)]
    made, many = np.zeros_like(old), np.zeros(BUCKETS, np.float32)
    np.add.at(made, now, old[before])
    np.add.at(many, now, 1)
    return torch.from_numpy(made / np.maximum(many, 1)[:, None])


def crc(form: str) -> list[int]:
    """The buckets of before, in the order of today's: the word, its beginnings and its ends."""
    n = len(form)
    parts = [
        f"={form}",
        *("<" + form[:k] for k in range(2, min(5, n))),
        *(form[-k:] + ">" for k in range(1, min(7, n))),
    ]
    return [zlib.crc32(part.encode("utf8", "replace")) % BUCKETS for part in parts]


def narrower(old: dict[str, torch.Tensor], net: Network, tags: list[str], old_tags: list[str]) -> dict[str, Any]:
    """A wider trained network's weights cut to the channels that its later layers read most, as a start.

    `old` are exported arrays (export.py) with their normalizations; the product is without them.
    """
    layers = len(net.convs)
    w = {k: torch.from_numpy(v) for k, v in folded({k: v.float().numpy() for k, v in old.items()}, layers).items()}
    n, hidden, narrow = len(w["bias0"]), net.convs[0].outputs, net.narrow.out_features
    read = [w[f"conv{i}"].reshape(n, 3, n).abs().sum((1, 2)) for i in range(1, layers)] + [w["heads"].abs().sum(1)]
    keep = sum(r / r.mean() for r in read).topk(hidden).indices.sort().values
    head = w["tags"].abs().sum(1).topk(narrow).indices.sort().values
    state = net.state_dict()
    columns = torch.cat([keep + k * n for k in range(3)])
    for i in range(layers):
        rows = slice(None) if i == 0 else keep
        state[f"convs.{i}.linear.weight"] = w[f"conv{i}"][rows][:, columns].T
        state[f"convs.{i}.bias"] = w[f"bias{i}"][keep]
    wide = w["narrow"].shape[1]
    state["narrow.weight"] = w["heads"][keep][:, :wide][:, head].T
    state["narrow.bias"] = w["heads_bias"][:wide][head]
    state["names.shared.weight"] = w["heads"][keep][:, wide : wide + len(NAMES)].T
    state["names.shared.bias"] = w["heads_bias"][wide : wide + len(NAMES)]
    state["posts.weight"] = w["heads"][keep][:, wide + len(NAMES) :].T
    state["posts.bias"] = w["heads_bias"][wide + len(NAMES) :]
    both = [i for i, t in enumerate(tags) if t in old_tags]
    chosen = [old_tags.index(tags[i]) for i in both]
    state["tags.shared.weight"][both] = w["tags"][head][:, chosen].T
    state["tags.shared.bias"][both] = w["tags_bias"][chosen]
    state["ngrams.weight"] = moved(w["ngrams"].numpy())
    state["form.weight"], state["form.bias"] = old["form"].float().T, old["form_bias"].float()
    state["shapes.weight"] = old["shapes"].float()
    return state
