"""The house in order: no block stands twice, no file outgrows its purpose, nothing is dead."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from vulture import Vulture

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FOLDERS = ("src", "tests", "training", "benchmarks", "docs")
BLOCK = 10  # lines that make a block
#: Names that others call: Jupyter, scikit-learn, HTMLParser, ONNX Runtime, navec, training; and fields of results.
CALLED = (
    *("__getattr__", "__dir__", "_repr_html_", "to_html", "iptc"),
    *("predict", "predict_proba", "fit_transform", "input_features", "n_sources_"),
    *("two_d_array", "multi_label", "no_validation", "preserves_dtype"),
    *("handle_starttag", "handle_endtag", "handle_data", "precompute", "qdims"),
    *("inter_op_num_threads", "intra_op_num_threads", "log_severity_level"),
    "tag_with_topics",
)


def lines(code: str) -> list[tuple[int, str]]:
    """Lines with code or text on them, imports aside, numbered from 1."""
    stripped = enumerate((line.strip() for line in code.splitlines()), 1)
    return [(i, line) for i, line in stripped if line and not line.startswith(("#", "import ", "from "))]


def twice(codes: dict[str, str]) -> list[str]:
    """Where blocks of ten lines begin that stand in more than one place."""
    places = defaultdict(list)
    for name, code in codes.items():
        rows = lines(code)
        for k in range(len(rows) - BLOCK + 1):
            places[tuple(line for _, line in rows[k : k + BLOCK])].append(f"{name}:{rows[k][0]}")
    return [" = ".join(where) for where in places.values() if len(where) > 1]


def test_no_block_of_ten_lines_stands_twice() -> None:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(paths) > 200
    assert twice({str(path.relative_to(ROOT)): path.read_text("utf8") for path in paths}) == []


def test_a_block_that_stands_twice_is_found() -> None:
    block = "\n".join(f"    a{i} = {i}" for i in range(10))
    assert twice({"a.py": f"def f():\n{block}\n", "b.py": f"def g():\n    # the same\n\n{block}\n    b = 1\n"}) == [
        "a.py:2 = b.py:4"
    ]


@pytest.mark.parametrize("path", SOURCES, ids=[str(p.relative_to(ROOT / "src")) for p in SOURCES])
def test_a_module_says_what_it_is_for_and_stays_small(path: Path) -> None:
    code = path.read_text("utf8")
    assert ast.get_docstring(ast.parse(code)), "no docstring"
    assert len(code.splitlines()) <= 400


def test_nothing_is_dead() -> None:
    found = Vulture(ignore_names=list(CALLED))
    found.scavenge([str(ROOT / "src")])
    assert [str(item.get_report()) for item in found.get_unused_code()] == []
