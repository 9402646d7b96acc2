"""Pages of the made-up sites: articles of RUANALYZE_SHARED (or our own few) put into every layout."""

# ruff: noqa: TC003
from __future__ import annotations

import datetime as dt
import json
import lzma
import os
import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from furniture import REAL
from layouts import LAYOUTS
from own import ARTICLES
from sheet import Sheet, Source

__all__ = ["clean", "rows", "sheets", "sources"]

SHARED = Path(os.environ.get("RUANALYZE_SHARED", Path(__file__).parents[3] / "shared"))
TAKE = 6000
# "…в мэрии.«Надеемся…": a paragraph break that the collection lost
_GLUED = re.compile(r"\n+|(?<=[а-яё»\"][.!?])(?=[А-ЯЁ«])|(?<=[.!?]»)(?=[А-ЯЁ])")
_SENTENCE = re.compile(r"(?<=[а-яё»\"][.!?])\s+(?=[А-ЯЁ«\"—])")


def paragraphs(text: str) -> list[str]:
    """Paragraphs of at most about 700 characters."""
    out: list[str] = []
    for piece in _GLUED.split(text):
        piece = piece.strip()
        if not piece:
            continue
        if len(piece) <= 700:
            out.append(piece)
            continue
        whole = ""
        for sentence in _SENTENCE.split(piece):
            whole = f"{whole} {sentence}".strip()
            if len(whole) > 300:
                out.append(whole)
                whole = ""
        if whole:
            out.append(whole)
    return out


def _deck(parts: list[str], r: random.Random) -> str:
    for part in parts[1:2] + parts[:1]:
        sentence = _SENTENCE.split(part)[0]
        if 30 < len(sentence) < 160:
            return sentence if r.random() < 0.5 else sentence.rstrip(".")
    return "Подробности и мнения участников событий"


@lru_cache(maxsize=1)
def _shared() -> list[dict[str, str]]:
    path = SHARED / "topics" / "articles.jsonl.xz"
    if not path.exists():
        return []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(raw) for i, raw in enumerate(file) if i % 7 == 0]


def rows(n: int, seed: int) -> list[dict[str, str]]:
    """`n` random articles as they were collected."""
    path = SHARED / "topics" / "articles.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        raw = file.readlines()
    return [json.loads(line) for line in random.Random(seed).sample(raw, min(n, len(raw)))]


@lru_cache(maxsize=1)
def _articles() -> list[tuple[str, str]]:
    found = []
    for row in _shared():
        if row.get("title") and 300 < len(row["text"]) < 6000 and "Материалы по теме" not in row["text"]:
            found.append((row["title"].strip(), row["text"]))
    random.Random(5).shuffle(found)
    REAL[:] = [title for title, _ in found[TAKE:] if 20 < len(title) < 140 and "\n" not in title]
    return found[:TAKE]


def sources(n: int, seed: int) -> list[Source]:
    """Articles to wrap: the shared ones when they are there, else our own in turn."""
    r = random.Random(seed)
    pool = _articles()
    out: list[Source] = []
    while len(out) < n:
        if pool and len(out) % 10:
            title, text = r.choice(pool)
            parts = paragraphs(text)
        else:
            title, parts = r.choice(ARTICLES)
        if len(parts) > 1 and len(title) > 12:
            when = dt.datetime(
                r.randrange(2004, 2026), r.randrange(1, 13), r.randrange(1, 29), r.randrange(24), r.randrange(60)
            )
            out.append(Source(title, parts, when, _deck(parts, r)))
    return out


def sheets(per: int, seed: int, names: set[str] | None = None) -> Iterator[tuple[str, Sheet]]:
    """`per` pages a layout."""
    pool = sources(per * len(LAYOUTS), seed)
    for k, (name, layout) in enumerate(LAYOUTS.items()):
        if names is not None and name not in names:
            continue
        for i in range(per):
            sheet = Sheet(pool[k * per + i], random.Random(f"{seed} {name} {i}"))
            sheet.other = pool[(k * per + i + 1) % len(pool)]
            layout(sheet)
            yield name, sheet


def clean(n: int, seed: int) -> Iterator[tuple[str, Sheet]]:
    """Articles and posts as they are: all of the text is the body, but for a title on the first line."""
    r = random.Random(seed)
    pool = [row for row in _shared() if "Материалы по теме" not in row["text"]]
    posts = [row for row in pool if not row.get("title")]
    for i in range(n if pool else 0):
        row = r.choice(posts if i % 2 and posts else pool)
        when = dt.datetime(2020, 1, 1)
        sheet = Sheet(Source(row.get("title", ""), row["text"].split("\n"), when, ""), r)
        if row.get("title"):
            sheet.title()
        sheet.body(sep="\n")
        yield "clean", sheet
