"""Tables of measured figures inside Markdown pages, each between two comments that name it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["put", "table"]

ROOT = Path(__file__).resolve().parent.parent


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def put(page: str, name: str, made: str, *, check: bool = False) -> bool:
    """Put `made` between `<!-- name -->` and `<!-- /name -->` of a page; whether it was not there already.

    check: change nothing.
    """
    path = ROOT / page
    text = path.read_text(encoding="utf8")
    mark = re.escape(name)
    between = rf"(?s)(<!-- {mark} -->\n)(?:.*?\n)?(<!-- /{mark} -->)"
    new, found = re.subn(between, lambda m: f"{m[1]}{made}\n{m[2]}", text)
    if not found:
        raise ValueError(f"{page} has no <!-- {name} --> ... <!-- /{name} -->")
    if new != text and not check:
        path.write_text(new, encoding="utf8")
    return new != text
