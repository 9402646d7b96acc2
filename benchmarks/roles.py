"""Roles: the figures of the scorer on the dev sets, the speed of the step, and the tags of the test table.

Run: python benchmarks/roles.py                     quality and speed (shared data through RUANALYZE_SHARED)
     python benchmarks/roles.py --tags              write tests/data/roles.tags.tsv again after new sentences
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared"))
MARK = re.compile(r"\{(?:PER|ORG|LOC)(?:/\w+)? ([^}=]+)(?:=[^}]+)?\}")


def write_tags(model: str) -> None:
    """Tag the sentences of the test table, so that the tests ask the rules alone."""
    import ruanalyze as ra

    data = ROOT / "tests" / "data"
    marked = [s.split("\t")[0] for s in (data / "roles.tsv").read_text("utf-8").splitlines() if "\t" in s]
    texts = list(dict.fromkeys(MARK.sub(r"\1", s) for s in marked))
    analyzer = ra.Analyzer(ra.Options(model=model, page="article"))
    rows = []
    for text, doc in zip(texts, analyzer.pipe(texts), strict=True):
        row = [text]
        for number, sentence in enumerate(doc.sentences):
            row += [""] if number else []
            row += [f"{t.text} {t.pos} {t.feats or '_'} {t.lemma}" for t in sentence.tokens]
        rows.append("\t".join(row))
    head = f"# made by benchmarks/roles.py --tags with the {model} tagger"
    (data / "roles.tags.tsv").write_text("\n".join([head, *rows]) + "\n", "utf-8")


def speed(model: str) -> None:
    """Microseconds a token of the step alone, over the dev texts of NEREL."""
    import ruanalyze as ra
    from ruanalyze.roles import RoleFinder

    with gzip.open(SHARED / "gold" / "ner" / "nerel-dev.jsonl.gz", "rt", encoding="utf8") as f:
        texts = [json.loads(line)["text"] for line in f]
    docs = list(ra.Analyzer(ra.Options(model=model, page="article")).pipe(texts))
    finder, best = RoleFinder(), float("inf")
    for _ in range(5):
        start = time.process_time()
        for doc in docs:
            finder.find(doc.text, doc.sentences, doc.entities)
        best = min(best, time.process_time() - start)
    tokens = sum(len(s.tokens) for d in docs for s in d.sentences)
    print(f"speed   {len(docs)} documents: {best / tokens * 4e5:.3f} ms a document of 400 tokens")


def main() -> None:
    """Print the figures, or write the tags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tags", action="store_true")
    parser.add_argument("--model", default="fast")
    args = parser.parse_args()
    if args.tags:
        write_tags("natasha")
        return
    for task in ("roles", "pages"):
        subprocess.run([sys.executable, SHARED / "eval" / "score.py", task, "--system", args.model], check=True)
    speed(args.model)


if __name__ == "__main__":
    main()
