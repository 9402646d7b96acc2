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
from pathlib import Path

import numpy as np
import onnx
import torch
from common import SOURCE
from network import EPS, HEADS, WIDTH
from onnx import TensorProto, helper, numpy_helper

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

    def norm(self, x: str, weight: torch.Tensor, bias: torch.Tensor) -> str:
        return self.node(
            "LayerNormalization",
            x,
            self.constant(weight.detach().numpy()),
            self.constant(bias.detach().numpy()),
            axis=-1,
            epsilon=EPS,
        )


def build(state: dict[str, torch.Tensor], layers: int, quantized: bool) -> onnx.ModelProto:
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
        qkv = g.linear(x, part["qkv.weight"], part["qkv.bias"])
        whole = g.node("Unsqueeze", qkv, g.constant(np.array([0])))
        first = g.node("Split", whole, outputs=3, axis=2, num_outputs=3)
        mixed = g.node("MultiHeadAttention", first, f"{first}_1", f"{first}_2", domain="com.microsoft", num_heads=HEADS)
        flat = g.node("Squeeze", mixed, g.constant(np.array([0])))
        x = g.norm(
            g.node("Add", x, g.linear(flat, part["out.weight"], part["out.bias"])),
            part["norm1.weight"],
            part["norm1.bias"],
        )
        up = g.node("Gelu", g.linear(x, part["up.weight"], part["up.bias"]), domain="com.microsoft")
        x = g.norm(
            g.node("Add", x, g.linear(up, part["down.weight"], part["down.bias"])),
            part["norm2.weight"],
            part["norm2.bias"],
        )
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
    state["tags.weight"], state["tags.bias"] = (
        state["tags.shared.weight"] + state["tags.own"][0],
        state["tags.shared.bias"],
    )
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, labels["layers"], not args.float), args.out / "model.onnx")
    (args.out / "pieces.json").write_text(
        json.dumps([[p for p, _ in pieces], [s for _, s in pieces]], ensure_ascii=False, separators=(",", ":")),
        encoding="utf8",
    )
    (args.out / "labels.json").write_text(
        json.dumps({"tags": labels["tags"], "topics": labels["topics"]}, ensure_ascii=False, indent=0), encoding="utf8"
    )
    print({p.name: p.stat().st_size for p in sorted(args.out.iterdir())}, WIDTH)


if __name__ == "__main__":
    main()
