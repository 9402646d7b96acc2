"""Trains the accurate model for a given wall-clock time: the learning rate falls to zero at its end.

    python train.py --data DIR --out DIR --minutes 90 [--layers 9] [--workers 2] [--seed 1] [--start model.pt]

Every worker is a process with one thread, its own stream of texts and its own optimizer; every few steps it meets the
others in the middle between its weights and a shared centre (elastic averaging, Zhang et al. 2015). No worker waits for
another, which matters on a machine that others use too.
"""

from __future__ import annotations

import argparse
import collections
import copy
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from common import SHARED, SOURCE, read_rows
from network import Batch, Network
from torch import multiprocessing, nn
from torch.nn import functional as F  # noqa: N812
from windows import Windows, batches

sys.path.insert(0, str(SOURCE))
from ruanalyze.tagging.accurate import Pieces

if TYPE_CHECKING:
    from multiprocessing.synchronize import Lock

WEIGHTS = {"names": 1.0, "posts": 0.5, "tags": 0.6, "topics": 0.05}


def losses(net: Network, b: Batch) -> dict[str, torch.Tensor]:
    """The mean loss of each task over what this batch has labels for."""
    names, posts, tags, topics = net(b)
    out = {}
    for key, logits, labels in (("names", names, b.names), ("posts", posts, b.posts), ("tags", tags, b.tags)):
        if bool((labels >= 0).any()):
            out[key] = F.cross_entropy(logits, labels, ignore_index=-1, label_smoothing=0.02 if key == "names" else 0.0)
    known = b.topics[:, 0] >= 0
    if bool(known.any()):
        out["topics"] = (
            F.binary_cross_entropy_with_logits(topics[known], b.topics[known], reduction="none").sum(1).mean()
        )
    return out


def inventories(args: argparse.Namespace) -> tuple[list[str], list[str], list[tuple[str, float]]]:
    """The joint tags seen more than once, the topics, and the vocabulary."""
    rows = read_rows(args.data / "train.jsonl.gz")
    counts = collections.Counter(t for r in rows for s in r["sentences"] for t in s["tags"] if t is not None)
    topics = [t["id"] for t in json.loads((SHARED / "topics/taxonomy.json").read_text(encoding="utf8"))]
    return (
        sorted(t for t, n in counts.items() if n > 1),
        topics,
        json.loads((args.data / "pieces.json").read_text(encoding="utf8")),
    )


def trained(net: Network, heads: bool | None = None) -> list[nn.Parameter]:
    """The parameters that learn: all, the heads', or the encoder's."""
    inside = ("positions", "norm", "layers")
    return [
        p
        for n, p in net.named_parameters()
        if p.requires_grad and (heads is None or heads != (n.split(".")[0] in inside))
    ]


def work(rank: int, args: argparse.Namespace, net: Network, centre: torch.Tensor, lock: Lock, began: float) -> None:
    torch.manual_seed(args.seed + rank)
    torch.set_num_threads(1)
    net = copy.deepcopy(net)  # what comes from the parent is shared memory
    tags, topics, pieces = inventories(args)
    cutter = Windows(Pieces([p for p, _ in pieces], [s for _, s in pieces]), tags, topics, args.seed + rank)
    stream = batches(read_rows(args.data / "train.jsonl.gz"), cutter, args.budget)
    groups = [
        {"params": trained(net, heads=False), "lr": args.rate, "top": args.rate},
        {"params": trained(net, heads=True), "lr": 5 * args.rate, "top": 5 * args.rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    saved = time.time()
    step = read = 0
    mean: dict[str, float] = {}
    net.train()
    while (done := (time.time() - began) / (60 * args.minutes)) < 1:
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(done / 0.04 + 0.01, (1 - done) / 0.96)
        batch = next(stream)
        parts = losses(net, batch)
        optimizer.zero_grad(set_to_none=True)
        sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
        nn.utils.clip_grad_norm_(trained(net), 1.0)
        optimizer.step()
        step, read = step + 1, read + batch.ids.numel()
        for key, value in parts.items():
            mean[key] = 0.98 * mean.get(key, value.item()) + 0.02 * value.item()
        if step % args.meet == 0:
            meet(net, centre, lock)
        if step % 50 == 0:
            shown = " ".join(f"{k} {v:.4f}" for k, v in mean.items())
            print(
                f"{(time.time() - began) / 60:6.1f} min worker {rank} step {step} read {read} "
                f"pieces/s {read / (time.time() - began):.0f} {shown}",
                flush=True,
            )
        if rank == 0 and time.time() - saved > 600:
            saved = time.time()
            torch.save(net.state_dict(), args.out / "last.pt")
            print("saved", flush=True)
    meet(net, centre, lock)


def meet(net: Network, centre: torch.Tensor, lock: Lock) -> None:
    """Bring the shared centre and the worker's weights to the middle between both."""
    with torch.no_grad(), lock:
        centre.lerp_(nn.utils.parameters_to_vector(trained(net)), 0.5)
        nn.utils.vector_to_parameters(centre.clone(), trained(net))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--budget", type=int, default=768, help="pieces a step of one worker")
    parser.add_argument("--meet", type=int, default=10, help="steps of a worker between two meetings")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--start", type=Path, help="go on from this checkpoint with a fresh schedule")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    tags, topics, pieces = inventories(args)
    net = Network(len(pieces), args.layers, len(tags), len(topics))
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True))
    else:
        net.load_e5(args.data / "encoder.npz")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "labels.json").write_text(
        json.dumps({"tags": tags, "topics": topics, "layers": args.layers}, ensure_ascii=False), encoding="utf8"
    )
    centre = nn.utils.parameters_to_vector(trained(net)).detach().clone().share_memory_()
    context = multiprocessing.get_context("spawn")
    lock, began = context.Lock(), time.time()
    multiprocessing.spawn(work, (args, net, centre, lock, began), nprocs=args.workers)
    nn.utils.vector_to_parameters(centre, trained(net))
    torch.save(net.state_dict(), args.out / "model.pt")
    print("finished", flush=True)


if __name__ == "__main__":
    main()
