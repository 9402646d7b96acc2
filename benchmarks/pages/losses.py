"""What the page step takes from clean articles, which hold no furniture but what their authors wrote."""

from __future__ import annotations

import collections
import random
import re

from sheets import rows

from ruanalyze.page import find as page

__all__ = ["losses"]

# A call to subscribe, a tag or an address is no sentence of the article, whatever it ends with.
_CALLS = frozenset(("subscribe", "tags", "share"))
_CALL_RULES = frozenset(("bare-link",))
_SENTENCE = re.compile(r"[.!?…][»\"”')\]*_]*$")
_WORD = re.compile(r"[а-яёА-ЯЁ]{2,}")


def losses(n: int, seed: int, shown: int) -> None:
    """Print how many of `n` articles lose a line and how many a sentence, by kind and rule; `shown` of them."""
    some, whole, kinds, lines = 0, 0, collections.Counter[str](), []
    for row in rows(n, seed):
        text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
        if not text.strip():
            continue
        lost = page.find(text).article.boilerplate
        hard = [b for b in lost if b.kind not in _CALLS and b.source not in _CALL_RULES and _is_sentence(b.text)]
        some, whole = some + bool(lost), whole + bool(hard)
        for b in hard:
            kinds[f"{b.kind} {b.source}"] += 1
            lines.append(f"    [{row['outlet']}] {b.kind} {b.source}: {b.text[:150]}")
    print(f"articles {n}, lose a line {some / n:.2%}, lose a sentence {whole / n:.2%}")
    for name, count in kinds.most_common():
        print(f"    {count:5} {name}")
    print(*random.Random(seed).sample(lines, min(shown, len(lines))), sep="\n")


def _is_sentence(text: str) -> bool:
    words = len(_WORD.findall(text))
    return words >= 12 or (words >= 4 and _SENTENCE.search(text) is not None)
