"""Writes the trained network as one ONNX graph with int8 weights, and its vocabulary and labels as JSON.

    python export.py --data DIR --model DIR [--checkpoint model.pt] [--out src/ruanalyze/resources/accurate] [--float]

The graph reads one window (ids: pieces; first: the first piece of each token) and answers names and posts as
probabilities a token, tags as numbers and the window's topics as logits. Weights are quantized a column at a time, to
7 bits so that processors without VNNI, whose 8-bit products saturate, answer the same; activations are quantized at
run time.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from common import NAME_CORPORA, SOURCE, read_rows
from network import EPS, HEADS, WIDTH, Network
from onnx import TensorProto, helper, numpy_helper
from windows import Windows

sys.path.insert(0, str(SOURCE))
from ruanalyze.tagging.accurate import Pieces

# How much of each corpus' deviation joins the shared decision on names: NEREL's most, whose spans are the outermost.
SHARES = {"nerel": 0.5, "collection5": 0.2, "slavicner": 0.3, "silver": 0.2}
RECALL = 0.4  # off the logit of "no name": precision was five points above recall on factRuEval
TOP = 63  # the largest quantized weight: 7 bits with the sign


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self, quantized: bool) -> None:
        self.quantized, self.nodes, self.constants, self._n = quantized, [], [], 0

    def node(self, op: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        self._n += 1
        names = [f"{op.lower()}_{self._n}" + (f"_{i}" if i else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def constant(self, value: np.ndarray) -> str:
        self._n += 1
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), f"w_{self._n}"))
        return f"w_{self._n}"

    def quantize(self, x: str) -> tuple[str, str, str]:
        """An activation as uint8, its scale and its zero point; shared by all products that read it."""
        name = self.node("DynamicQuantizeLinear", x, outputs=3)
        return name, f"{name}_1", f"{name}_2"

    def linear(self, x: str, weight: torch.Tensor, bias: torch.Tensor, exact: bool = False) -> str:
        matrix = weight.detach().numpy().T.astype(np.float32)
        if exact or not self.quantized:
            product = self.node("MatMul", x, self.constant(matrix))
        else:
            scale = np.maximum(np.abs(matrix).max(axis=0) / TOP, 1e-9).astype(np.float32)
            rounded = np.clip(np.rint(matrix / scale), -TOP, TOP).astype(np.int8)
            number, step, zero = self.quantize(x)
            whole = self.node(
                "MatMulInteger", number, self.constant(rounded), zero, self.constant(np.zeros(len(scale), np.int8))
            )
            product = self.node(
                "Mul", self.node("Cast", whole, to=TensorProto.FLOAT), self.node("Mul", step, self.constant(scale))
            )
        return self.node("Add", product, self.constant(bias.detach().numpy().astype(np.float32)))

    def norm(self, x: str, weight: torch.Tensor, bias: torch.Tensor, skip: str = "") -> str:
        """Layer normalization, of the sum with `skip` where there is one."""
        scale, shift = self.constant(weight.detach().numpy()), self.constant(bias.detach().numpy())
        if skip:
            return self.node("SkipLayerNormalization", x, skip, scale, shift, domain="com.microsoft", epsilon=EPS)
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPS)

    def attention(self, qkv: str) -> str:
        """Every piece of the window to every other, a head at a time; plain products beat the fused operator here."""
        parts = self.node(
            "Split",
            self.node("Reshape", qkv, self.constant(np.array([0, 3, HEADS, -1]))),
            outputs=3,
            axis=1,
            num_outputs=3,
        )
        query = self.node("Transpose", parts, perm=[1, 2, 0, 3])
        key = self.node("Transpose", f"{parts}_1", perm=[1, 2, 3, 0])
        value = self.node("Transpose", f"{parts}_2", perm=[1, 2, 0, 3])
        share = self.node("Softmax", self.node("MatMul", query, key), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", share, value), perm=[2, 0, 1, 3])
        return self.node("Reshape", mixed, self.constant(np.array([-1, WIDTH])))


def peaks(state: dict[str, torch.Tensor], labels: dict[str, Any], data: Path, pieces: list[Any]) -> list[torch.Tensor]:
    """The largest inputs of each layer's last product, a channel, over sixty training windows.

    One channel in 1,536 is ten times as large as the others: with it, eight bits are too few for the rest.
    """
    net = Network(len(pieces), labels["layers"], len(labels["tags"]), len(labels["topics"]))
    net.load_state_dict(state)
    net.eval()
    cutter = Windows(Pieces([p for p, _ in pieces], [s for _, s in pieces]), labels["tags"], labels["topics"], seed=1)
    found = [torch.zeros(layer.down.in_features) for layer in net.layers]

    def watch(i: int, inputs: tuple[torch.Tensor, ...]) -> None:
        found[i] = torch.maximum(found[i], inputs[0].abs().flatten(0, 1).max(dim=0).values)

    for i, layer in enumerate(net.layers):
        layer.down.register_forward_pre_hook(lambda _, inputs, i=i: watch(i, inputs))
    rows = [r for r in read_rows(data / "train.jsonl.gz") if r["corpus"] in NAME_CORPORA][:60]
    with torch.no_grad():
        for row in rows:
            net.encode(torch.tensor([next(cutter.cut(row)).ids]))
    return found


def smoothed(peak: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """What to divide a product's input channels by, and multiply its weights with (Xiao et al. 2023, alpha 0.85)."""
    scale = peak.clamp(min=1e-3) ** 0.85 / weight.abs().max(dim=0).values.clamp(min=1e-4) ** 0.15
    return (scale / scale.median()).clamp(min=0.2)


def build(
    state: dict[str, torch.Tensor], layers: int, quantized: bool, peak: list[torch.Tensor] | None = None
) -> onnx.ModelProto:
    g = Graph(quantized)
    table = state["words.weight"].numpy()
    if quantized:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-9).astype(np.float32)
        small = g.constant(np.rint(table / scale).astype(np.int8))
        words = g.node(
            "Mul",
            g.node("Cast", g.node("Gather", small, "ids"), to=TensorProto.FLOAT),
            g.node("Gather", g.constant(scale), "ids"),
        )
    else:
        words = g.node("Gather", g.constant(table), "ids")
    length = g.node("Shape", "ids")
    places = g.node(
        "Slice",
        g.constant(state["positions.weight"].numpy()),
        g.constant(np.array([0])),
        length,
        g.constant(np.array([0])),
    )
    x = g.norm(g.node("Add", words, places), state["norm.weight"], state["norm.bias"])
    for i in range(layers):
        part = {k.removeprefix(f"layers.{i}."): v for k, v in state.items() if k.startswith(f"layers.{i}.")}
        scaled = torch.cat([torch.full((WIDTH,), (WIDTH // HEADS) ** -0.5), torch.ones(2 * WIDTH)])  # the query's part
        qkv = g.linear(x, part["qkv.weight"] * scaled[:, None], part["qkv.bias"] * scaled)
        mixed = g.attention(qkv)
        x = g.norm(g.linear(mixed, part["out.weight"], part["out.bias"]), part["norm1.weight"], part["norm1.bias"], x)
        up = g.node("Gelu", g.linear(x, part["up.weight"], part["up.bias"]), domain="com.microsoft")
        down = part["down.weight"]
        if quantized and peak is not None:
            scale = smoothed(peak[i], down)
            up, down = g.node("Mul", up, g.constant((1 / scale).numpy())), down * scale
        x = g.norm(g.linear(up, down, part["down.bias"]), part["norm2.weight"], part["norm2.bias"], x)
    tokens = g.node("Gather", x, "first")
    for task in ("names.shared", "posts"):
        g.nodes.append(
            helper.make_node(
                "Softmax",
                [g.linear(tokens, state[f"{task}.weight"], state[f"{task}.bias"], exact=True)],
                [task.split(".")[0]],
                axis=-1,
            )
        )
    g.nodes.append(
        helper.make_node(
            "ArgMax", [g.linear(tokens, state["tags.weight"], state["tags.bias"])], ["tags"], axis=-1, keepdims=0
        )
    )
    pooled = g.node("ReduceMean", tokens, g.constant(np.array([0])), keepdims=0)
    g.nodes.append(
        helper.make_node(
            "Identity", [g.linear(pooled, state["topics.weight"], state["topics.bias"], exact=True)], ["topics"]
        )
    )
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        g.nodes,
        "ruanalyze-accurate",
        [value("ids", TensorProto.INT64, ["pieces"]), value("first", TensorProto.INT64, ["tokens"])],
        [
            value("names", TensorProto.FLOAT, ["tokens", None]),
            value("posts", TensorProto.FLOAT, ["tokens", None]),
            value("tags", TensorProto.INT64, ["tokens"]),
            value("topics", TensorProto.FLOAT, [None]),
        ],
        g.constants,
    )
    return helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
        producer_name="ruanalyze",
    )


def today(tag: str) -> str:
    """Taiga's older part gives "быть" as a copula no aspect; its newer part, GSD and SynTagRus do."""
    return tag.replace("AUX ", "AUX Aspect=Imp|") if tag.startswith("AUX ") and "VerbForm" in tag else tag


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--checkpoint", default="model.pt")
    parser.add_argument("--out", type=Path, default=SOURCE / "ruanalyze/resources/accurate")
    parser.add_argument("--float", action="store_true", help="float weights: to measure what quantization costs")
    args = parser.parse_args()
    labels = json.loads((args.model / "labels.json").read_text(encoding="utf8"))
    pieces = json.loads((args.data / "pieces.json").read_text(encoding="utf8"))
    state = torch.load(args.model / args.checkpoint, weights_only=True, map_location="cpu")
    # UD's own conventions are Taiga's, the one corpus here that was tagged by hand by them.
    peak = peaks(state, labels, args.data, pieces)
    for i, corpus in enumerate(NAME_CORPORA):
        state["names.shared.weight"] = state["names.shared.weight"] + SHARES[corpus] * state["names.own"][i]
    state["names.shared.bias"][0] -= RECALL
    state["tags.weight"], state["tags.bias"] = (
        state["tags.shared.weight"] + state["tags.own"][0],
        state["tags.shared.bias"],
    )
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, labels["layers"], not args.float, peak), args.out / "model.onnx")
    (args.out / "pieces.json").write_text(
        json.dumps([[p for p, _ in pieces], [s for _, s in pieces]], ensure_ascii=False, separators=(",", ":")),
        encoding="utf8",
    )
    (args.out / "labels.json").write_text(
        json.dumps(
            {"tags": [today(t) for t in labels["tags"]], "topics": labels["topics"]}, ensure_ascii=False, indent=0
        ),
        encoding="utf8",
    )
    print({p.name: p.stat().st_size for p in sorted(args.out.iterdir())}, WIDTH)


if __name__ == "__main__":
    main()
