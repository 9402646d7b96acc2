"""Makes resources/lexicon.{json,npz}: what the pymorphy dictionary says of the word forms that news uses.

    python training/lexicon.py

The forms are navec's vocabulary, in its order, and those that stand at least twice in the 77,000 articles (the labelled
dev articles left out). Forms that the dictionary reads alike (the same tags, endings and scores) are one class, so that
a form costs a number and a class is stored once. An ending is (how many letters to cut, what to add).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pymorphy3

import topics_data as data
from ruanalyze.morph.dictionary import base_form, dictionary
from ruanalyze.tagging import embeddings

OUT = Path(__file__).resolve().parents[1] / "src/ruanalyze/resources"
SEEN = 2
FORM = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё0-9]+)*|\d+-[а-яё]+(?:-[а-яё]+)*")  # "вице-мэр", "ту-154", "7-летний"
Ending = tuple[int, str]


def counts() -> Counter[str]:
    """How often each lower-case form stands in the articles."""
    dev = {row["text"] for row in data.read("labelled-dev.jsonl.gz")}
    found: Counter[str] = Counter()
    for row in data.read("articles.jsonl.xz"):
        if row["text"] not in dev:
            found.update(map(str.lower, FORM.findall(f"{row.get('title') or ''}\n{row['text']}")))
    return found


def vocabulary() -> tuple[list[str], list[str]]:
    """navec's forms, and the others."""
    own = list(embeddings.load().vocab.words)
    held = set(own)
    return own, sorted(w for w, n in counts().items() if n >= SEEN and len(w) < 40 and w not in held)


def ending(word: str, other: str) -> Ending:
    """How to make `other` of `word`."""
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    return len(word) - same, other[same:]


def main() -> None:
    """Parse every form and write the classes."""
    navec, more = vocabulary()
    morph = pymorphy3.MorphAnalyzer()
    tags: dict[str, int] = {}
    endings: dict[Ending | None, int] = {None: 0}
    classes: dict[tuple[tuple[int, int, int, int], ...], int] = {}
    numbers = np.zeros(len(navec) + len(more), np.uint16)
    for i, word in enumerate([*navec, *more]):
        parses = []
        for p in morph.parse(word):
            base = base_form(p)
            parses.append(
                (
                    tags.setdefault(str(p.tag), len(tags)),
                    endings.setdefault(ending(word, p.normal_form), len(endings)),
                    endings.setdefault(None if base is None else ending(word, base), len(endings)),
                    round(p.score * 1000) * 2 + bool(p.is_known),
                )
            )
        numbers[i] = classes.setdefault(tuple(parses), len(classes))
    assert max(map(len, (tags, endings, classes))) < 1 << 16
    flat = np.array([parse for some in classes for parse in some], np.uint16)
    np.savez_compressed(
        OUT / "lexicon.npz",
        allow_pickle=False,
        forms=numbers,
        sizes=np.array([len(some) for some in classes], np.uint8),
        parses=flat,
    )
    meta = {
        "format": 1,
        "dictionary": dictionary().version,
        "navec": embeddings.vocabulary_crc(),
        "tags": list(tags),
        "endings": [None if e is None else f"{e[0]} {e[1]}" for e in endings],
        "forms": " ".join(more),
    }
    (OUT / "lexicon.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0) + "\n", "utf8")
    print(
        len(navec),
        "+",
        len(more),
        "forms,",
        len(classes),
        "classes,",
        len(flat),
        "parses,",
        len(tags),
        "tags,",
        len(endings),
    )


if __name__ == "__main__":
    main()
