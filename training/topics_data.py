"""The articles that the topic model learns from, as keys (lemmas) with positions; lemmatized once and cached.

    rows = load()["train"]

Each row keeps its outlet's own label, source and our topics, and holds `title` and `body`: keys in reading order.
Articles whose text is that of a labelled dev row are left out.
"""

from __future__ import annotations

import gzip
import json
import lzma
import os
import pickle
import re
import tempfile
from pathlib import Path
from typing import Any

import pymorphy3

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
CACHE = Path(os.environ.get("RUANALYZE_CACHE", Path(tempfile.gettempdir()) / "ruanalyze-cache"))
#: "COVID-19", "бизнес-план", "2024"
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
TOPICS: list[dict[str, str]] = json.loads((SHARED / "topics/taxonomy.json").read_text("utf8"))
IDS = [t["id"] for t in TOPICS]
Row = dict[str, Any]


class Keys:
    """Words to keys: the first parse's normal form in lower case without ё; what has no letter is dropped."""

    def __init__(self) -> None:
        self._morph = pymorphy3.MorphAnalyzer()
        self._cache: dict[str, str | None] = {}

    def __call__(self, text: str) -> list[str]:
        out = []
        for word in WORD.findall(text.lower()):
            if word not in self._cache:
                self._cache[word] = self._key(word)
            if key := self._cache[word]:
                out.append(key)
        return out

    def _key(self, word: str) -> str | None:
        if not any(map(str.isalpha, word)):
            return None
        return str(self._morph.parse(word)[0].normal_form).replace("ё", "е")


def normal(row: Row) -> str:
    """The beginning of the text without what differs between copies."""
    return re.sub(r"\W+", "", row["text"].lower())[:200]


def read(name: str) -> list[Row]:
    path = SHARED / "topics" / name
    opener = gzip.open if path.suffix == ".gz" else lzma.open
    with opener(path, "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f]


def build() -> dict[str, list[Row]]:
    """Everything, read and lemmatized."""
    keys, out = Keys(), {}
    dev = read("labelled-dev.jsonl.gz")
    held = {normal(r) for r in dev} | {r["id"] for r in dev}
    for name, rows in (
        ("dev", dev),
        ("train", read("labelled-train.jsonl.gz")),
        ("articles", read("articles.jsonl.xz")),
    ):
        kept, seen = [], set()
        for r in rows:
            if name != "dev" and (normal(r) in held or r["id"] in held):
                continue
            if name == "articles" and normal(r) in seen:
                continue
            seen.add(normal(r))
            title, body = keys(r.get("title") or ""), keys(r["text"])
            fields = {k: v for k, v in r.items() if k != "text"}
            kept.append(fields | {"title": title, "body": body, "headline": r.get("title")})
        out[name] = kept
    return out


def load() -> dict[str, list[Row]]:
    """The cached rows: `dev`, `train`, `articles`."""
    path = CACHE / "topics.pickle"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(build(), protocol=5))
    return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]


def labelled(rows: dict[str, list[Row]], name: str) -> list[Row]:
    """The rows of "train" or "dev", or "own": the articles that the project labelled itself. Without those of no topic.

    The project's labels (topics_labels.tsv) follow the same guide: one annotator, title and beginning of the text,
    chosen for outlets that have few labels, where a model was least sure, and so that no topic is rare.
    """
    if name == "own":
        lines = (Path(__file__).parent / "topics_labels.tsv").read_text("utf8").splitlines()
        known = {k: v.split() for k, v in (line.split("\t") for line in lines if not line.startswith("#"))}
        some = [r | {"topics": known[r["id"]]} for r in rows["articles"] if r["id"] in known]
    else:
        some = rows[name]
    return [r for r in some if r["topics"] and "none" not in r["topics"]]


if __name__ == "__main__":
    for name, rows in load().items():
        print(name, len(rows), sum(len(r["title"]) + len(r["body"]) for r in rows))
