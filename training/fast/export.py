"""Checkpoint -> arrays in half precision and labels, which quantize.py reads.

python export.py --run DIR --out DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import DILATIONS, NAMES, POSTS, Network
from train import NAME_CORPORA, TAG_CORPORA

#: What part of each corpus' deviation stays: chosen on the dev sets.
NAME_SHARES = {"nerel": 0.6, "silver": 0.6}
TAG_SHARES = {"taiga": 1.0}


def load(run: Path) -> tuple[Network, list[str]]:
    """The network of a run, and its tags."""
    tags = json.loads((run / "tags.json").read_text(encoding="utf8"))
    state = torch.load(run / "model.pt")
    hidden, narrow = state["convs.0.bias"].shape[0], state["narrow.bias"].shape[0]
    net = Network(len(tags), len(NAME_CORPORA), len(TAG_CORPORA), hidden, state["form.weight"].shape[0], narrow)
    net.load_state_dict(state)
    return net.eval(), tags


def arrays_of(net: Network, names: dict[str, float], tags: dict[str, float]) -> dict[str, Any]:
    """All weights; the heads with the given shares of the corpora's deviations."""
    w: dict[str, torch.Tensor] = {
        "ngrams": net.ngrams.weight,
        "shapes": net.shapes.weight,
        "form": net.form.weight.T,
        "form_bias": net.form.bias,
        "boundary": net.boundary,
        "narrow": net.narrow.weight.T,
        "narrow_bias": net.narrow.bias,
        "posts": net.posts.weight.T,
        "posts_bias": net.posts.bias,
    }
    for key, head, corpora, shares in (
        ("names", net.names, NAME_CORPORA, names),
        ("tags", net.tags, TAG_CORPORA, tags),
    ):
        own = sum((head.own[corpora.index(c)] * share for c, share in shares.items()), torch.zeros(()))
        w |= {key: (head.shared.weight + own).T, f"{key}_bias": head.shared.bias}
    for i, conv in enumerate(net.convs):
        w |= {f"conv{i}": conv.linear.weight.T, f"bias{i}": conv.bias}
    return {
        k: np.ascontiguousarray(v.detach().numpy()).astype(np.float16 if v.ndim > 1 else np.float32)
        for k, v in w.items()
    }


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--names", type=json.loads, default=NAME_SHARES, help="shares of the name corpora, as JSON")
    ap.add_argument("--tags", type=json.loads, default=TAG_SHARES, help="shares of the tag corpora, as JSON")
    args = ap.parse_args()
    net, tags = load(args.run)
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out / "weights.npz", **arrays_of(net, args.names, args.tags))
    labels = {"format": 2, "dilations": DILATIONS, "names": NAMES, "posts": POSTS, "tags": tags}
    labels |= {"settled": {}, "common": ""}  # settle.py's
    (args.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", encoding="utf8")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    main()
