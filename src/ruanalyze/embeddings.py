"""navec's vectors of 250,000 word forms of news (Kukushkin 2019), which ship in natasha's wheel."""

from __future__ import annotations

from typing import Any

from ruanalyze.compat import natasha_data

__all__ = ["load"]


def load() -> Any:
    """The `navec.Navec`: 300 numbers a word, 25 MB in memory.

    >>> load()["школа"].shape
    (300,)
    """
    from navec import Navec

    return Navec.load(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
