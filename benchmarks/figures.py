"""The figures that README.md, README.ru.md and docs/benchmarks.md show: measured, kept and written into the pages here.

    python benchmarks/figures.py                                # write the kept figures into the pages
    python benchmarks/figures.py --check                        # 1 when a page shows anything else
    python benchmarks/figures.py --measure accurate             # measure by score.py, keep, write
    python benchmarks/figures.py --measure fast --task speed    # one task of one system
    python benchmarks/figures.py --measure html                 # HTML beside trafilatura and justext, by pages.py

What is kept lies in benchmarks/figures.json; that of `fast` but speed is pinned in benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from gate import FLOORS, TASKS, measure
from tables import put, table

KEPT: Final = Path(__file__).parent / "figures.json"
SYSTEMS: Final = ("fast", "accurate", "natasha")
NONE: Final = "—"

# label in English, in Russian (None: not in README.ru.md), names of score.py's figures
ROWS: Final[tuple[tuple[str, str | None, tuple[str, ...]], ...]] = (
    (
        "names (PER, ORG, LOC), F1: NEREL, factRuEval, SlavicNER",
        "имена, F1: NEREL, factRuEval, SlavicNER",
        ("ner/nerel-dev/F1", "ner/factrueval-dev/F1", "ner/slavicner-dev/F1"),
    ),
    ("Collection5 (most likely in natasha's training data)", None, ("ner/collection5-dev/F1",)),
    ("in capitals: NEREL, factRuEval", None, ("ner/nerel-dev/upper/F1", "ner/factrueval-dev/upper/F1")),
    (
        "in lower case: NEREL, factRuEval",
        "то же строчными буквами: NEREL, factRuEval",
        ("ner/nerel-dev/lower/F1", "ner/factrueval-dev/lower/F1"),
    ),
    ("nominative of a mention, SlavicNER", "начальная форма имени", ("names/slavicner-dev/normal",)),
    ("canonical name of a person, factRuEval", None, ("names/factrueval-dev/canonical PER",)),
    (
        "mentions of one thing merged, pairwise F1",
        "упоминания одного объекта вместе, F1",
        ("names/slavicner-dev/merge F1",),
    ),
    (
        "lemma, UPOS, features: Taiga test",
        "лемма, часть речи, признаки: Taiga",
        ("morph/taiga-test/lemma", "morph/taiga-test/UPOS", "morph/taiga-test/feats"),
    ),
    (
        "sentence ends, tokens, F1: factRuEval",
        None,
        ("segment/factrueval-dev/sentence F1", "segment/factrueval-dev/token F1"),
    ),
    (
        "posts, NEREL: precision, recall",
        "должности, NEREL: точность, полнота",
        ("roles/nerel-dev/precision", "roles/nerel-dev/recall"),
    ),
    (
        "pages: title, date, body F1",
        "страницы: заголовок, дата, текст",
        ("pages/articles-dev/title", "pages/articles-dev/date", "pages/articles-dev/body F1"),
    ),
    (
        "officials on pages: recall, precision",
        "должностные лица на страницах: полнота, точность",
        ("pages/articles-dev/officials recall", "pages/articles-dev/officials precision"),
    ),
    ("dates on pages, F1 of ISO values", "даты на страницах, F1", ("pages/articles-dev/dates F1",)),
    ("topic: one of the article's labels", "тема: одна из меток статьи", ("topics/labelled-dev/best in gold set",)),
)
HEADS: Final = {
    "README.md": ("dev set, measure", "`fast`", "`accurate`", "natasha"),
    "README.ru.md": ("dev-набор, мера", "`fast`", "`accurate`", "natasha"),
}


def kept() -> dict[str, Any]:
    """Figures by system: {"fast": {"ner/nerel-dev/F1": 0.917, …}, …}, and when and with what they were measured."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf8")) if KEPT.exists() else {}
    return found | {
        "figures": {system: {} for system in SYSTEMS} | found.get("figures", {}),
        "by": found.get("by", {}),
    }


def figures() -> dict[str, dict[str, float]]:
    """The kept figures, the floors of `fast` among them."""
    floors = json.loads(FLOORS.read_text(encoding="utf8"))["floors"]
    return {system: floors.get(system, {}) | own for system, own in kept()["figures"].items()}


def remeasure(system: str, tasks: list[str]) -> None:
    """Measure and keep; of the quality of `fast` nothing is kept, see `gate.py --pin`."""
    store = kept()
    for task in tasks:
        store["figures"][system] |= measure(task, system)
        by = f"natasha {version('natasha')}" if system == "natasha" else f"ruanalyze {version('ruanalyze')}"
        store["by"][f"{system}/{task}"] = f"{by}, {dt.date.today()}"
    KEPT.write_text(json.dumps(store, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf8")


def remeasure_html() -> None:
    """Body F1 by markup and library, as pages.py prints it: a head, a line a markup, the mean."""
    command = [sys.executable, str(Path(__file__).with_name("pages.py")), "html"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [re.split(r"\s{2,}", line.strip()) for line in run.stdout.splitlines() if line[:1].isalpha()]
    store = kept()
    store["html"] = lines[: next(i for i, line in enumerate(lines) if line[0] == "mean") + 1]
    store["by"]["html/body"] = (
        f"ruanalyze {version('ruanalyze')}, trafilatura {version('trafilatura')}, {dt.date.today()}"
    )
    KEPT.write_text(json.dumps(store, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf8")


def cell(system: dict[str, float], keys: tuple[str, ...]) -> str:
    """ ".917, .918": three places; a dash where nothing was measured."""
    values = [system.get(key) for key in keys]
    if all(value is None for value in values):
        return NONE
    return ", ".join(NONE if v is None else "1.00" if v > 0.9995 else f"{v:.3f}".lstrip("0") for v in values)


def speed(found: dict[str, dict[str, float]]) -> list[str]:
    """How many times natasha's speed."""
    ratios = [found[name].get(f"speed/ratio/ruanalyze/{name} / natasha") for name in SYSTEMS[:2]]
    return [*(NONE if r is None else f"{r:.2f}".rstrip("0").rstrip(".") for r in ratios), "1"]


def pages() -> dict[tuple[str, str], str]:
    """What stands between which comments of which page."""
    found = figures()
    english, russian = [], []
    for label, translated, keys in ROWS:
        cells = [cell(found[system], keys) for system in SYSTEMS]
        english.append([label, *cells])
        if translated:
            russian.append([translated, *cells])
    english.append(["speed, one thread, fresh texts, every output on; natasha's news pipeline is 1", *speed(found)])
    russian.append(["скорость в один поток, со всеми ответами; конвейер natasha — 1", *speed(found)])
    every = sorted({key for system in found.values() for key in system})
    full = [[f"`{key}`", *(cell(found[system], (key,)) for system in SYSTEMS)] for key in every if "speed" not in key]
    made = {
        ("README.md", "figures"): table(HEADS["README.md"], english),
        ("README.ru.md", "figures"): table(HEADS["README.ru.md"], russian),
        ("docs/benchmarks.md", "figures"): table(HEADS["README.md"], english),
        ("docs/benchmarks.md", "all figures"): table(("task, set, measure", *HEADS["README.md"][1:]), full),
    }
    head, *rows = kept()["html"]
    made["docs/benchmarks.md", "html"] = table(head, rows)
    tasks: dict[tuple[str, str], list[str]] = {}
    for key, by in sorted(kept()["by"].items()):
        system, task = key.split("/")
        tasks.setdefault((system, by), []).append(task)
    lines = [f"- {system}, {', '.join(some)}: {by}" for (system, by), some in tasks.items()]
    made["docs/benchmarks.md", "measured"] = "\n".join(["- fast, all but speed: the floors of this commit", *lines])
    return made


def main() -> int:
    """0 when every page shows what is kept."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true")
    ap.add_argument("--measure", choices=[*SYSTEMS, "html"])
    ap.add_argument("--task", choices=[*TASKS, "speed"], action="append")
    args = ap.parse_args()
    if args.measure == "html":
        remeasure_html()
    elif args.measure:
        remeasure(args.measure, args.task or (["speed"] if args.measure == "fast" else list(TASKS)))
    changed = [page for (page, name), made in pages().items() if put(page, name, made, check=args.check)]
    for page in changed:
        print(f"{page}: {'shows other figures: run python benchmarks/figures.py' if args.check else 'written'}")
    return 1 if changed and args.check else 0


if __name__ == "__main__":
    sys.exit(main())
