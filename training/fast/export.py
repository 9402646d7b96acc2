"""Checkpoint -> src/ruanalyze/resources/fast: arrays in half precision and labels.

python export.py --run DIR --out DIR
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from network import DILATIONS, NAMES, POSTS, Network
from train import NAME_CORPORA, TAG_CORPORA


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--run", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    tags = json.loads((args.run / "tags.json").read_text(encoding="utf8"))
    state = torch.load(args.run / "model.pt")
    hidden = state["convs.0.bias"].shape[0]
    net = Network(len(tags), len(NAME_CORPORA), len(TAG_CORPORA), hidden, state["form.weight"].shape[0])
    net.load_state_dict(state)
    net.eval()
    w: dict[str, torch.Tensor] = {
        "ngrams": net.ngrams.weight,
        "shapes": net.shapes.weight,
        "form": net.form.weight.T,
        "form_bias": net.form.bias,
        "narrow": net.narrow.weight.T,
        "narrow_bias": net.narrow.bias,
        "posts": net.posts.weight.T,
        "posts_bias": net.posts.bias,
    }
    for key, head in (("names", net.names), ("tags", net.tags)):
        w |= {key: head.shared.weight.T, f"{key}_bias": head.shared.bias}
    for i, (conv, norm) in enumerate(zip(net.convs, net.norms, strict=True)):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        w |= {
            f"conv{i}": conv.linear.weight.T,
            f"bias{i}": conv.bias,
            f"scale{i}": scale,
            f"shift{i}": norm.bias - norm.running_mean * scale,
        }
    args.out.mkdir(parents=True, exist_ok=True)
    arrays = {
        k: np.ascontiguousarray(v.detach().numpy()).astype(np.float16 if v.ndim > 1 else np.float32)
        for k, v in w.items()
    }
    np.savez_compressed(args.out / "weights.npz", **arrays)
    labels = {"format": 1, "dilations": DILATIONS, "names": NAMES, "posts": POSTS, "tags": tags}
    (args.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", encoding="utf8")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    main()
