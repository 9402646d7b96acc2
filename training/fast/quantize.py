"""The exported network in half precision -> what ships: one table of word forms in half precision, one graph in int8.

python quantize.py --float RUN/float --out ../../src/ruanalyze/resources/fast

The scale of each normalization is folded into the convolution before it, its shift into the biases after it: a row then
holds sums of rectified products alone, and a row between sentences the negative of all shifts, which stands for zero.
Weights have 7 bits, so that no processor's 16-bit sums overflow; activations have fixed ranges, measured on articles of
the training data, so that an answer depends on its document alone.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import topics_data as data
from lexicon import counts
from ruanalyze.morph.lexicon import lexicon
from ruanalyze.segment.sentences import segment
from ruanalyze.tagging.tagger import calm
from ruanalyze.tagging.word_forms import WordForms, shape

Floats = Any
READY = 48_000  # the commonest forms, whose share of the form layer ships ready made


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


def spelt(w: dict[str, Floats], lower: list[str], features: WordForms) -> Floats:
    """What lower-case forms bring to the form layer, before the shape of their letters is added."""
    f = features(lower)
    grams = np.add.reduceat(w["ngrams"][f.ngrams], f.offsets) / np.diff([*f.offsets, len(f.ngrams)])[:, None]
    return np.concatenate([f.vectors, grams, f.grammemes], 1) @ w["form"]


def first(w: dict[str, Floats], forms: list[str], features: WordForms) -> Floats:
    """The three taps of the first convolution, the bias in the middle one."""
    lower = [form.lower() for form in forms]
    made = np.maximum(spelt(w, lower, features) + w["shapes"][list(map(shape, forms))], 0) @ w["conv0"]
    n = len(w["bias0"])
    made[:, n : 2 * n] += w["bias0"]
    return made


def layers_of(w: dict[str, Floats], dilations: list[int], words: list[str | None], features: WordForms) -> list[Floats]:
    """The rows after each layer, and `narrow`, in float: for the ranges."""
    forms = sorted({x for x in words if x is not None})
    at = {x: i for i, x in enumerate(forms)}
    table = first(w, forms, features)
    gap = np.array([x is None for x in words])
    three = table[[0 if x is None else at[x] for x in words]]
    three[gap] = 0
    made: list[Floats] = []
    x = np.zeros((), np.float32)
    for i, d in enumerate(dilations):
        if i:
            three = x @ w[f"conv{i}"]
        n = three.shape[1] // 3
        y = three[:, n : 2 * n] + (w[f"bias{i}"] if i else 0)
        y[d:] += three[:-d, :n]
        y[:-d] += three[d:, 2 * n :]
        x = np.maximum(y, 0) + x
        x[gap] = -w[f"shift{i}"]
        made.append(x)
    narrow = w["narrow"].shape[1]
    return [*made, np.maximum(x @ w["heads"] + w["heads_bias"], 0)[~gap, :narrow]]


def sample(count: int, gap: int) -> list[str | None]:
    """Words of training articles as the tagger lays them out: None between sentences and documents."""
    rows = data.read("labelled-train.jsonl.gz")
    random.Random(3).shuffle(rows)
    words: list[str | None] = [None] * gap
    for i, row in enumerate(rows[:count]):
        text = row["text"][:3000]
        for sentence in segment(text.upper() if i % 10 == 0 else text, [(0, len(text), "body")]):
            some = calm(sentence.words)
            words += [*([x.lower() for x in some] if i % 10 == 1 else some), None]
        words += [None] * gap
    return words


class Graph:
    """The graph, node by node."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.arrays: list[Any] = []

    def array(self, name: str, value: Any) -> str:
        self.arrays.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], domain=domain, **attributes))
        return output

    def part(self, x: str, begin: int, end: int, axis: int, output: str) -> str:
        ends = [
            self.array(f"{output}.{k}", np.array([v], np.int64)) for k, v in (("a", begin), ("b", end), ("x", axis))
        ]
        return self.node("Slice", [x, *ends], output)

    def rolled(self, x: str, d: int, output: str) -> str:
        """Row t is row t - d; the ends hold rows between documents."""
        head = self.part(x, -d, np.iinfo(np.int64).max, 0, f"{output}.head")
        return self.node("Concat", [head, self.part(x, 0, -d, 0, f"{output}.tail")], output, axis=0)


def quantized(w: Floats) -> tuple[Floats, Floats]:
    """int8 in -63..63 with a scale a column."""
    scale = np.abs(w).max(0) / 63
    return np.round(w / scale).astype(np.int8), scale.astype(np.float32)


def build(w: dict[str, Floats], dilations: list[int], rows: list[Floats]) -> Any:
    """Inputs: `first` (rows x hidden, the first layer before its rectifier), `inside` (rows x 1, false between
    sentences), `asked` (rows whose tags are wanted). Outputs: `tags` (numbers, one an asked row), `spans` (scores)."""
    g = Graph()
    x = g.node("Relu", ["first"], "relu0")
    x = g.node("Where", ["inside", x, g.array("gap0", -w["shift0"][None])], "x0")
    for i, d in list(enumerate(dilations))[1:]:
        low, high = np.quantile(rows[i - 1], [0.00001, 0.99999])
        low = min(low, -w[f"shift{i - 1}"].max())
        step = np.float32((high - low) / 255)
        zero = np.uint8(np.clip(round(-low / step), 0, 255))
        g.array(f"step{i}", step), g.array(f"zero{i}", zero)
        q = g.node("QuantizeLinear", [x, f"step{i}", f"zero{i}"], f"q{i}")
        q = g.node("Concat", [g.rolled(q, d, f"left{i}"), q, g.rolled(q, -d, f"right{i}")], f"near{i}", axis=1)
        n = len(w[f"bias{i}"])
        weights, scale = quantized(w[f"conv{i}"].reshape(-1, 3, n).transpose(1, 0, 2).reshape(-1, n))
        inputs = [q, g.array(f"conv{i}", weights), f"step{i}", g.array(f"scale{i}", scale), f"zero{i}", ""]
        y = g.node("MatMulIntegerToFloat", [*inputs, g.array(f"bias{i}", w[f"bias{i}"])], f"y{i}", "com.microsoft")
        x = g.node("Add", [g.node("Relu", [y], f"relu{i}"), x], f"sum{i}")
        x = g.node("Where", ["inside", x, g.array(f"gap{i}", -w[f"shift{i}"][None])], f"x{i}")
    n = w["narrow"].shape[1]
    heads = g.node("Gemm", [x, g.array("heads", w["heads"]), g.array("heads.bias", w["heads_bias"])], "all")
    g.part(heads, n, w["heads"].shape[1], 1, "spans")
    narrow = g.node("Relu", [g.part(g.node("Gather", [heads, "asked"], "some", axis=0), 0, n, 1, "narrow")], "relu")
    g.array("step", np.float32(np.quantile(rows[-1], 0.99999) / 255)), g.array("zero", np.uint8(0))
    q = g.node("QuantizeLinear", [narrow, "step", "zero"], "q")
    weights, scale = quantized(w["tags"])
    inputs = [q, g.array("tags.w", weights), "step", g.array("tags.scale", scale), "zero", ""]
    y = g.node("MatMulIntegerToFloat", [*inputs, g.array("tags.bias", w["tags_bias"])], "scores", "com.microsoft")
    g.node("ArgMax", [y], "tags", axis=1, keepdims=0)
    hidden = len(w["bias0"])
    graph = helper.make_graph(
        g.nodes,
        "fast",
        [
            helper.make_tensor_value_info("first", TensorProto.FLOAT, ["rows", hidden]),
            helper.make_tensor_value_info("inside", TensorProto.BOOL, ["rows", 1]),
            helper.make_tensor_value_info("asked", TensorProto.INT64, ["asked"]),
        ],
        [
            helper.make_tensor_value_info("tags", TensorProto.INT64, ["asked"]),
            helper.make_tensor_value_info("spans", TensorProto.FLOAT, ["rows", w["heads"].shape[1] - n]),
        ],
        g.arrays,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="ruanalyze")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--float", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    labels = json.loads((args.float / "labels.json").read_text("utf8"))
    dilations = labels["dilations"]
    assert dilations[0] == 1  # FastTagger adds the neighbours of the first layer itself
    with np.load(args.float / "weights.npz") as arrays:
        w = folded({k: arrays[k].astype(np.float32) for k in arrays.files}, len(dilations))
    rows = layers_of(w, dilations, sample(400, 1 + max(dilations)), WordForms())
    args.out.mkdir(parents=True, exist_ok=True)
    n = len(w["bias0"])
    half = {k: w[k].astype(np.float16) for k in ("ngrams", "shapes", "form", "conv0")}
    middle = np.zeros(3 * n, np.float32)
    middle[n : 2 * n] = w["bias0"]
    np.savez_compressed(args.out / "first.npz", allow_pickle=False, conv0=half.pop("conv0"), conv0_bias=middle)
    common = [form for form, _ in counts().most_common() if lexicon().class_of(form) is not None][:READY]
    ready = spelt(w, common, WordForms())
    scale = np.abs(ready).max(0) / 127
    np.savez_compressed(
        args.out / "forms.npz",
        allow_pickle=False,
        **half,
        ready=np.round(ready / scale).astype(np.int8),
        ready_scale=scale,
        ready_rows=lexicon().rows(common).astype(np.int32),
    )
    onnx.save(build(w, dilations, rows), args.out / "network.onnx")
    if args.out != args.float:
        shutil.copy(args.float / "labels.json", args.out / "labels.json")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    main()
