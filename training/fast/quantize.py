"""The exported network in half precision -> what ships: a table of word forms in half precision, the rest in int8.

python quantize.py --float RUN/float --out ../../src/ruanalyze/resources/fast

Weights have 7 bits, so that no processor's 16-bit sums overflow; activations, which are sums of rectified products, have
fixed ranges from zero, measured on articles of the training data, so that an answer depends on its document alone.
What a form brings to the first convolution is counted in sixteenths of the first layer's step.
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
from ruanalyze.tagging.word_forms import WordForms, shape, spelling

Floats = Any
READY = 48_000  # the commonest forms, whose share of the form layer ships ready made
FRACTION = 16  # a step of the first layer is so many of its table's counts
FULL = 0.99999  # the share of activations within their range


def split(w: dict[str, Floats]) -> dict[str, Floats]:
    """The form layer in two: what the shape of the letters brings (with the bias), and the rest."""
    first = 300 + w["ngrams"].shape[1]
    last = first + w["shapes"].shape[1]
    shapes = w["shapes"] @ w["form"][first:last] + w["form_bias"]
    return w | {"shapes": shapes, "form": np.delete(w["form"], np.s_[first:last], 0)}


def spelt(w: dict[str, Floats], lower: list[str], features: WordForms) -> Floats:
    """What lower-case forms bring to the form layer, before the shape of their letters is added."""
    f = features(lower)
    grams = np.add.reduceat(w["ngrams"][f.ngrams], f.offsets) / np.diff([*f.offsets, len(f.ngrams)])[:, None]
    return np.concatenate([f.vectors, grams, f.grammemes], 1) @ w["form"]


def formed(w: dict[str, Floats], forms: list[str], features: WordForms) -> Floats:
    """The form layer of each form."""
    plain = list(map(spelling, forms))
    made = spelt(w, [form.lower() for form in plain], features) + w["shapes"][list(map(shape, plain))]
    return np.maximum(made, 0)


def middle(w: dict[str, Floats]) -> Floats:
    """The first convolution's bias, in the middle tap."""
    none = np.zeros_like(w["bias0"])
    return np.concatenate([none, w["bias0"], none])


def layers_of(w: dict[str, Floats], dilations: list[int], words: list[str | None], features: WordForms) -> list[Floats]:
    """The form layer of each form, the rows after each convolution, and `narrow`, in float."""
    forms = sorted({x for x in words if x is not None})
    at = {x: i for i, x in enumerate(forms)}
    x = formed(w, forms, features)
    made = [x]
    table = np.concatenate([x @ w["conv0"], w["boundary"][None]]) + middle(w)
    x = np.zeros((), np.float32)
    for i, d in enumerate(dilations):
        three = x @ w[f"conv{i}"] if i else table[[at[x] if x is not None else -1 for x in words]]
        n = three.shape[1] // 3
        y = three[:, n : 2 * n] + (w[f"bias{i}"] if i else 0)
        y[d:] += three[:-d, :n]
        y[:-d] += three[d:, 2 * n :]
        x = np.maximum(y, 0) + x
        made.append(x)
    return [*made, np.maximum(x @ w["narrow"] + w["narrow_bias"], 0)]


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

    def product(self, x: str, step: np.float32, weights: Floats, bias: Floats, output: str) -> str:
        """x (uint8, in steps) by weights of 7 bits with a scale a column, in float."""
        scale = np.abs(weights).max(0) / 63
        inputs = [
            x,
            self.array(f"{output}.w", np.round(weights / scale).astype(np.int8)),
            self.array(f"{output}.step", step),
            self.array(f"{output}.scale", scale.astype(np.float32)),
            self.array(f"{output}.zero", np.uint8(0)),
            "",
            self.array(f"{output}.bias", bias),
        ]
        return self.node("MatMulIntegerToFloat", inputs, output, "com.microsoft")

    def quantized(self, x: str, step: np.float32, output: str) -> str:
        zero = self.array(f"{output}.zero", np.uint8(0))
        return self.node("QuantizeLinear", [x, self.array(f"{output}.step", step), zero], output)


def steps_of(rows: list[Floats]) -> list[np.float32]:
    """What one count of uint8 stands for, in each of the layers."""
    return [np.float32(np.quantile(x, FULL) / 255) for x in rows]


def build_first(w: dict[str, Floats], unit: np.float32, step: np.float32) -> Any:
    """Input: `forms` (forms x form layer, before its rectifier). Output: `taps` (forms x three taps, in steps)."""
    g = Graph()
    x = g.quantized(g.node("Relu", ["forms"], "relu"), unit, "q")
    g.product(x, unit, w["conv0"] * (FRACTION / step), middle(w) * (FRACTION / step), "taps")
    value = helper.make_tensor_value_info
    return model(
        g,
        [value("forms", TensorProto.FLOAT, ["forms", len(w["conv0"])])],
        [value("taps", TensorProto.FLOAT, ["forms", 3 * len(w["bias0"])])],
    )


def model(g: Graph, inputs: list[Any], outputs: list[Any]) -> Any:
    graph = helper.make_graph(g.nodes, "fast", inputs, outputs, g.arrays)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="ruanalyze")


def build(w: dict[str, Floats], dilations: list[int], steps: list[np.float32]) -> Any:
    """Inputs: `first` (rows x hidden, the first layer in steps), `asked` (rows whose tags are wanted).

    Outputs: `tags` (numbers, one an asked row), `names` and `posts` (the best label of each row), `spans` (the scores
    of both, end to end).
    """
    g = Graph()
    q = "first"
    zero, step = g.array("zero", np.uint8(0)), g.array("step", steps[0])
    x = g.node("DequantizeLinear", ["first", step, zero], "x0")
    for i, d in list(enumerate(dilations))[1:]:
        near = g.node("Concat", [g.rolled(q, d, f"left{i}"), q, g.rolled(q, -d, f"right{i}")], f"near{i}", axis=1)
        n = len(w[f"bias{i}"])
        weights = w[f"conv{i}"].reshape(-1, 3, n).transpose(1, 0, 2).reshape(-1, n)
        y = g.product(near, steps[i - 1], weights, w[f"bias{i}"], f"y{i}")
        x = g.node("Add", [g.node("Relu", [y], f"relu{i}"), x], f"x{i}")
        q = g.quantized(x, steps[i], f"q{i}")
    names, posts = w["names"].shape[1], w["posts"].shape[1]
    both = np.concatenate([w["names"], w["posts"]], 1), np.concatenate([w["names_bias"], w["posts_bias"]])
    spans = g.product(q, steps[-2], *both, "spans")
    g.node("ArgMax", [g.part(spans, 0, names, 1, "names.scores")], "names", axis=1, keepdims=0)
    g.node("ArgMax", [g.part(spans, names, names + posts, 1, "posts.scores")], "posts", axis=1, keepdims=0)
    some = g.node("Gather", [q, "asked"], "some", axis=0)
    narrow = g.node("Relu", [g.product(some, steps[-2], w["narrow"], w["narrow_bias"], "narrow")], "narrow.relu")
    scores = g.product(g.quantized(narrow, steps[-1], "q"), steps[-1], w["tags"], w["tags_bias"], "scores")
    g.node("ArgMax", [scores], "tags", axis=1, keepdims=0)
    value = helper.make_tensor_value_info
    return model(
        g,
        [value("first", TensorProto.UINT8, ["rows", len(w["bias0"])]), value("asked", TensorProto.INT64, ["asked"])],
        [
            value("tags", TensorProto.INT64, ["asked"]),
            value("names", TensorProto.INT64, ["rows"]),
            value("posts", TensorProto.INT64, ["rows"]),
            value("spans", TensorProto.FLOAT, ["rows", names + posts]),
        ],
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--float", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    labels = json.loads((args.float / "labels.json").read_text("utf8"))
    dilations = labels["dilations"]
    assert dilations[0] == 1  # FastTagger adds the neighbours of the first layer itself
    with np.load(args.float / "weights.npz") as arrays:
        w = split({k: arrays[k].astype(np.float32) for k in arrays.files})
    unit, *steps = steps_of(layers_of(w, dilations, sample(400, sum(dilations)), WordForms()))
    args.out.mkdir(parents=True, exist_ok=True)
    common = [form for form, _ in counts().most_common() if lexicon().class_of(form) is not None][:READY]
    ready = spelt(w, common, WordForms())
    onnx.save(build_first(w, unit, steps[0]), args.out / "first.onnx")
    scale = np.abs(ready).max(0) / 127
    np.savez_compressed(
        args.out / "forms.npz",
        allow_pickle=False,
        **{k: w[k].astype(np.float16) for k in ("ngrams", "shapes", "form")},
        ready=np.round(ready / scale).astype(np.int8),
        ready_scale=scale,
        ready_rows=lexicon().rows(common).astype(np.int32),
        boundary=(w["boundary"] + middle(w)) * (FRACTION / steps[0]),
    )
    onnx.save(build(w, dilations, steps), args.out / "network.onnx")
    if args.out != args.float:
        shutil.copy(args.float / "labels.json", args.out / "labels.json")
    print({p.name: p.stat().st_size for p in args.out.iterdir()})


if __name__ == "__main__":
    main()
