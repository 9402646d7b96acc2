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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruanalyze.doc import Role
    from ruanalyze.roles.finder import RoleFinder

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
    """Milliseconds a document of 2,300 characters, of the step alone inside the pipeline, over texts never read before.

    Printed with the step's share of the whole pipeline, which a busy machine changes less than the milliseconds.
    """
    import ruanalyze as ra

    with gzip.open(SHARED / "topics" / "labelled-dev.jsonl.gz", "rt", encoding="utf8") as f:
        texts = [f"{row['title']}\n\n{row['text']}" for row in map(json.loads, f) if row.get("title")]
    analyzer = ra.Analyzer(ra.Options(model=model, page="article"))
    timed = _Timed(analyzer._steps.roles)
    analyzer._steps.roles = timed  # type: ignore[assignment]
    start = time.process_time()
    characters = sum(len(doc.text) for doc in analyzer.pipe(texts))
    whole = time.process_time() - start
    print(
        f"speed   {len(texts)} articles: {timed.seconds / characters * 2.3e6:.3f} ms a document of 2,300 characters, "
        f"{timed.seconds / whole:.1%} of the pipeline"
    )


class _Timed:
    """A RoleFinder that counts the processor time it takes."""

    def __init__(self, finder: RoleFinder) -> None:
        self.finder, self.seconds = finder, 0.0

    def find(self, *args: Any) -> tuple[Role, ...]:
        start = time.process_time()
        roles = self.finder.find(*args)
        self.seconds += time.process_time() - start
        return roles


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
