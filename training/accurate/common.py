"""Where things are, the label inventories, and the records that preparation hands to training."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
SHARED = Path(os.environ.get("RUANALYZE_SHARED", ROOT.parent / "shared")).resolve()

NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
POSTS = ["O", "B-POST", "I-POST"]
IGNORE = -1

# A corpus adds its own deviation to the shared decision of a head: they differ in how far a name reaches.
NAME_CORPORA = ["nerel", "collection5", "slavicner", "silver"]
MORPH_CORPORA = ["taiga", "silver"]

# The features that the model answers; NumType, PronType and the like follow from the word: dictionaries have them.
FEATURES = frozenset(
    {
        "Animacy",
        "Aspect",
        "Case",
        "Degree",
        "Foreign",
        "Gender",
        "Mood",
        "Number",
        "Person",
        "Polarity",
        "Tense",
        "Variant",
        "VerbForm",
        "Voice",
    }
)


def joint_tag(pos: str, feats: str) -> str:
    """UPOS and the kept features as one string: `NOUN Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing`."""
    kept = sorted(f for f in feats.split("|") if f.split("=")[0] in FEATURES)
    return f"{pos} {'|'.join(kept)}"


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf8", compresslevel=3) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def conllu(path: Path) -> Iterator[list[tuple[str, str, str]]]:
    """Sentences as (form, UPOS, features)."""
    sentence: list[tuple[str, str, str]] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if not line.strip():
                if sentence:
                    yield sentence
                sentence = []
            elif not line.startswith("#"):
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    sentence.append((columns[1], columns[3], columns[5]))
    if sentence:
        yield sentence
