"""A foreign person's name in its own letters, which stands in brackets after the Russian one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.entities.found import Found

__all__ = ["is_original"]

#: The Latin letters that a Russian first letter may stand for.
_SOUNDS: Final = {
    "а": "aeu",
    "б": "b",
    "в": "vw",
    "г": "ghj",
    "д": "djg",
    "е": "e",
    "ж": "jgz",
    "з": "zs",
    "и": "ijye",
    "й": "yj",
    "к": "ckqx",
    "л": "l",
    "м": "m",
    "н": "nk",
    "о": "oa",
    "п": "p",
    "р": "rw",
    "с": "scz",
    "т": "t",
    "у": "uwo",
    "ф": "fp",
    "х": "hcxjk",
    "ц": "zct",
    "ч": "ct",
    "ш": "sc",
    "э": "eah",
    "ю": "uyje",
    "я": "yji",
}


def is_original(tokens: Sequence[Token], before: Found, f: Found) -> bool:
    """Whether a name in brackets is another's in its own letters: Марк Мартинс (Mark Martins), but not (Leidos)."""
    if before.sentence != f.sentence or before.last != f.first - 1 or tokens[f.first - 1].text != "(":
        return False
    names, originals = tokens[before.first : before.last], tokens[f.first : f.last]
    if len(names) != len(originals) or not all(t.text.isascii() for t in originals):
        return False
    sounds = [_SOUNDS.get(t.text[0].lower(), "") for t in names]
    return all(t.text[0].lower() in letters for t, letters in zip(originals, sounds, strict=True))
