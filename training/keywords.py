"""Makes resources/keywords.{json,npz}: how rare words and pairs are in news, and how often headlines take words up.

    python training/keywords.py

Nouns and adjectives (by the dictionary's first reading) of at least 4 of the 77,000 articles, pairs that stand side by
side in at least 25. `rarity` is log(articles / articles with it); `salience` is the log of how much likelier than an
average word of the same article it is to stand in the headline, smoothed.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pymorphy3

import topics_data as data

OUT = Path(__file__).resolve().parents[1] / "src/ruanalyze/resources"
WORDS_FROM, PAIRS_FROM = 4, 25
#: In how many headlines a word of average appeal would stand before its own counts are believed.
SMOOTH = 4.0


def main() -> None:
    rows = [r for r in data.load()["articles"] if not r["source"].startswith("telegram")]
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    both: Counter[str] = Counter()
    base: Counter[str] = Counter()
    for r in rows:
        body, title = set(r["body"]), set(r["title"])
        words.update(body | title)
        pairs.update(set(zip(r["body"], r["body"][1:], strict=False)))
        if title:
            base.update(body)
            both.update(body & title)
    morph = pymorphy3.MorphAnalyzer()
    kind = {w: str(morph.parse(w)[0].tag.POS) for w, n in words.items() if n >= WORDS_FROM}
    kept = sorted(w for w, pos in kind.items() if pos in ("NOUN", "ADJF", "PRTF", "None") and len(w) > 1)
    at = {w: i for i, w in enumerate(kept)}
    mean = sum(both.values()) / sum(base.values())
    salience = [np.log((both[w] + SMOOTH) / (base[w] * mean + SMOOTH)) for w in kept]
    rarity = [np.log(len(rows) / words[w]) for w in kept]
    near = sorted((at[a], at[b], n) for (a, b), n in pairs.items() if n >= PAIRS_FROM and a in at and b in at)
    np.savez_compressed(
        OUT / "keywords.npz",
        allow_pickle=False,
        rarity=np.round(np.array(rarity) * 20).astype(np.uint8),
        salience=np.round(np.clip(np.array(salience), -3, 3) * 40).astype(np.int8),
        pairs=np.array([p[:2] for p in near], np.uint16),
        pair_rarity=np.round(np.log(len(rows) / np.array([p[2] for p in near])) * 20).astype(np.uint8),
    )
    assert len(kept) < 1 << 16
    meta = {"format": 1, "articles": len(rows), "words": " ".join(kept)}
    (OUT / "keywords.json").write_text(json.dumps(meta, ensure_ascii=False, indent=0) + "\n", "utf8")
    print(len(kept), "words", len(near), "pairs")
    order = np.argsort(salience)
    known = [i for i in order if words[kept[i]] > 500]
    print("headlines leave out:", [kept[i] for i in known[:200]])
    print("headlines take up:", [kept[i] for i in known[-80:]])


if __name__ == "__main__":
    main()
