"""navec's vectors of 250,000 word forms of news (Kukushkin 2019), which ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["load"]


def load() -> Any:
    """The `navec.Navec`: 300 numbers a word, 25 MB in memory.

    >>> load()["школа"].shape
    (300,)
    """
    from navec import Navec

    return Navec.load(Path(__file__).parent / "resources" / "navec.tar")
